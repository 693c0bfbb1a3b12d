"""What the inspector's contents are given to work with."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from PySide6.QtWidgets import QWidget

from app.desktop.dialogs.confirm import Confirm, Foresee
from app.desktop.dialogs.name_prompt import Find, NamePrompt
from app.desktop.library.pages import Goal
from app.desktop.theme.tokens import Tokens
from app.desktop.viewmodels.across import Across
from app.desktop.viewmodels.editing import Editing
from app.desktop.viewmodels.focus import Focus
from app.desktop.viewmodels.layers import Layers
from app.desktop.viewmodels.notebook import Notebook
from app.domain.across import Novelty
from app.domain.analysis import EntityKind
from app.domain.article import Hyperlink
from app.domain.links import LinkSource
from app.domain.marks import MarkRef
from app.domain.rows import Passage
from app.domain.spans import Span

_WHO_SPEAK = (EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.GROUP)


@dataclass(frozen=True, slots=True)
class Context:
    """Shared by the contents; made anew with the theme."""

    editing: Editing
    notebook: Notebook
    focus: Focus
    tokens: Tokens
    find_names: Find
    go: Callable[[int, Span], object]  # show an article at a passage
    follow: Callable[[Goal], object]  # go where a row of a list leads
    link: Callable[[LinkSource, str], object]  # begin a link from a place that is called so
    selection: Callable[[], Span | None]  # what is selected in the text now
    tell: Callable[[str], object]  # one sentence in the status bar
    window: QWidget
    across: Across
    graph: Callable[[int, str], object]  # show who appears with an entity, of this id and name
    read: Callable[[], object] = lambda: None  # put the keyboard back into the text
    novelty: Callable[[], Novelty | None] = lambda: None  # of the article that is shown
    layers: Layers = field(default_factory=Layers)
    ask_link: Callable[[Hyperlink], object] = lambda _: None  # whether to open where it leads
    open_calm: Callable[[], object] = lambda: None  # show how sure suggestions must be

    def jump(self, passage: Passage) -> Callable[[], object]:
        return lambda: self.go(passage.article_id, passage.span)

    def ask_name(
        self,
        title: str,
        words: str,
        take: Callable[[str, int | None], object],
        *,
        only_known: bool = False,
        without: int | None = None,
        first: Collection[EntityKind] = (),
        detail: str = "",
    ) -> None:
        """Open the name prompt; `take(name, entity_id)` runs when a name was chosen. `detail`: what it will change;
        `without`: an entity that is not offered; `first`: kinds whose names stand first.
        """
        prompt = NamePrompt(
            title,
            words,
            self.find_names,
            only_known=only_known,
            without=without,
            first=first,
            detail=detail,
            parent=self.window,
        )
        prompt.chosen.connect(take)
        prompt.open()

    def ask_who(self, title: str, words: str, take: Callable[[str, int | None], object]) -> None:
        """As `ask_name`, for somebody who speaks."""
        self.ask_name(title, words, take, first=_WHO_SPEAK)

    def confirm(self, question: str, act: str, foresee: Foresee, go_on: Callable[[], object]) -> None:
        """Ask before something is done in many articles, with a count of what will change."""
        prompt = Confirm(question, act, foresee, self.window)
        prompt.agreed.connect(lambda: go_on())
        prompt.open()

    def use_selection(self, ref: MarkRef) -> None:
        """Give a mark the boundaries of the selected words, or say how."""
        span = self.selection()
        if span is None:
            self.tell("Select the right words in the text first, then choose this again.")
        else:
            self.editing.set_bounds(ref, span)
