"""“This is another version of …” and “These are two articles”, from the library's list and the File menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.desktop.dialogs.joining import JoinPrompt, PartDialog, Weighed
from app.desktop.viewmodels.reading import Reading, Trouble
from app.domain.changes import Changes
from app.domain.joining import Candidate, Joined, Moving, Version, loses
from app.domain.marks import ArticleView
from app.services.articles import Articles
from app.services.joining import Joining
from app.work.background import Background


class Joiner:
    """Asks which, then does it on the store's thread."""

    def __init__(
        self, reading: Reading, joining: Joining, articles: Articles, background: Background, window: QWidget
    ) -> None:
        self._reading, self._joining, self._articles = reading, joining, articles
        self._background, self._window = background, window

    def join(self, article_id: int) -> None:
        """Ask of which article this one is another version."""

        def find(words: str, ready: Callable[[tuple[Candidate, ...]], object]) -> None:
            self._background.run(lambda: self._joining.candidates(article_id, words), ready, key="candidates")

        def weigh(other: int, ready: Callable[[Weighed], object]) -> None:
            def weighed() -> Weighed:
                moving = self._joining.moving
                is_newer = self._joining.newer(article_id, other) == article_id
                return Weighed(is_newer, moving(other, article_id), moving(article_id, other))

            self._background.run(weighed, ready, key="weigh")

        def ask(view: ArticleView) -> None:
            prompt = JoinPrompt(view.metadata.title, find, weigh, self._window)
            prompt.chosen.connect(
                lambda other, this: self._join(*((other, article_id) if this else (article_id, other)))
            )
            prompt.open()

        self._background.run(lambda: self._articles.view(article_id), ask, key="join")

    def join_shown(self) -> None:
        self._of_shown(self.join)

    def part(self, article_id: int) -> None:
        """Ask which of the article's texts are another article's."""

        def foresee(leaving: frozenset[int], ready: Callable[[Moving], object]) -> None:
            self._background.run(lambda: self._joining.parting(article_id, leaving), ready, key="foresee")

        def ask(versions: tuple[Version, ...]) -> None:
            if len(versions) < 2:
                self._reading.told.emit("This article has come with one text only: there is nothing to part.")
                return
            title = next((v.title for v in versions if v.is_current), "")
            dialog = PartDialog(title, versions, foresee, self._window)
            dialog.chosen.connect(lambda leaving: self._part(article_id, leaving))
            dialog.open()

        self._background.run(lambda: self._joining.versions(article_id), ask, key="part")

    def part_shown(self) -> None:
        self._of_shown(self.part)

    def _join(self, part_id: int, whole_id: int) -> None:
        def done(joined: Joined) -> None:
            if joined.moved.loses:
                self._reading.open_article(whole_id)  # beside its text they are listed
            self._tell("The two articles are one now.", joined, lost=True)

        self._run(lambda: self._joining.join(part_id, whole_id), done)

    def _part(self, article_id: int, leaving: frozenset[int]) -> None:
        def done(parted: Joined) -> None:
            self._tell("These are two articles now.", parted, lost=False)
            self._reading.analyse_again(parted.other_id)  # what had been found was found in the text that stays

        self._run(lambda: self._joining.part(article_id, leaving), done)

    def _run(self, call: Callable[[], tuple[Joined, Changes]], then: Callable[[Joined], object]) -> None:
        def done(answer: tuple[Joined, Changes]) -> None:
            self._reading.take(answer[1])
            then(answer[0])

        self._reading.stepping.emit()  # what is written and not stored yet belongs to it
        self._background.run(call, done)

    def _tell(self, sentence: str, joined: Joined, *, lost: bool) -> None:
        """Say it once the article that is to be shown is there: showing one takes earlier notices away."""
        if words := loses(joined.moved):
            trouble = Trouble(sentence, words, lost=lost)
            self._background.run(lambda: trouble, self._reading.troubled.emit)
        else:
            self._reading.told.emit(sentence)

    def _of_shown(self, act: Callable[[int], object]) -> None:
        view = self._reading.view
        if view is None:
            self._reading.told.emit("Open an article first.")
        else:
            act(view.id)
