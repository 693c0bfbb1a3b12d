"""From one passage to another: L on the first, go anywhere, L on the second, say how they belong together."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.desktop.dialogs.word_prompt import WordPrompt
from app.desktop.inspector.context import Context
from app.desktop.inspector.link_list import RELATIONS
from app.desktop.inspector.parts import button, label, shorten
from app.desktop.page import Page
from app.desktop.viewmodels.editing import Editing
from app.desktop.viewmodels.focus import Focus
from app.desktop.viewmodels.reading import Reading
from app.domain.links import LinkSource, LinkTarget
from app.domain.marks import MarkKind, MarkRef, NoteTarget

End = LinkSource | LinkTarget


class LinkBar(QFrame):
    """Says which passage waits for the other one."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("linkBar")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 5, 12, 5)
        line.setSpacing(8)
        self._words = label("")
        line.addWidget(self._words, 1)
        self.article = button("Link to this whole article", lambda: None, "chip")
        self.stop = button("Stop", lambda: None, "chip")
        line.addWidget(self.article)
        line.addWidget(self.stop)
        self.hide()

    def tell(self, words: str) -> None:
        self._words.setText(f"Linking {_named(words)}. Go to the other passage, select it and press L. Esc stops.")
        self.setAccessibleName(self._words.text())
        self.show()

    @property
    def words(self) -> str:
        return self._words.text()


class Linker(QObject):
    """Remembers the first end while the person looks for the second, in whatever article."""

    def __init__(
        self, reading: Reading, editing: Editing, focus: Focus, page: Page, context: Callable[[], Context]
    ) -> None:
        super().__init__(page)
        self._reading, self._editing, self._focus, self._page = reading, editing, focus, page
        self._context = context
        self._first: tuple[LinkSource, str] | None = None
        self.bar = LinkBar()
        self.bar.stop.clicked.connect(self.stop)
        self.bar.article.clicked.connect(self._to_article)
        page.linkWanted.connect(self.press)

    @property
    def is_waiting(self) -> bool:
        """Whether there is a first end."""
        return self._first is not None

    def press(self) -> None:
        """The selected words, mark, note or name is the first end, or the second."""
        here = self._here()
        if here is None and self._reading.unfinished:
            self._context().tell(self._reading.unfinished)
        elif here is None:
            self._context().tell("Select words or a mark first, then press L.")
        elif self._first is not None:
            self._ask(*here)
        elif isinstance(here[0], LinkTarget):
            self._context().tell("Begin with a passage or a note. A name can be the other end.")
        else:
            self.begin(here[0], here[1])

    def begin(self, source: LinkSource, words: str) -> None:
        """Take the first end."""
        self._first = (source, words)
        self._page.reader.clear_selection()
        self._focus.clear()
        self.bar.tell(words)
        self._context().tell("Go to the other passage and press L.")

    def stop(self) -> None:
        """Forget the first end."""
        self._first = None
        self.bar.hide()

    def escape(self) -> None:
        """Stop linking, else select nothing."""
        if self._first is not None:
            self.stop()
        else:
            self._focus.clear()

    def _here(self) -> tuple[End, str] | None:
        view, span, ref, focus = self._reading.view, self._page.selected_span(), self._focus.ref, self._focus
        if view is not None and span is not None:
            return LinkSource(place=NoteTarget(view.id, MarkRef(MarkKind.NOTE, span))), _words(span.of(view.text))
        if view is not None and ref is not None:
            note = next((n for n in view.notes if ref.kind is MarkKind.NOTE and n.ref == ref), None)
            source = LinkSource(note_id=note.id) if note else LinkSource(place=NoteTarget(view.id, ref))
            return source, _words(ref.span.of(view.text))
        if focus.note_id is not None:
            return LinkSource(note_id=focus.note_id), "your note"
        if focus.entity_id is not None:
            return LinkTarget(entity_id=focus.entity_id), "this name"
        return None

    def _to_article(self) -> None:
        view = self._reading.view
        if view is not None:
            self._ask(LinkTarget(article_id=view.id), view.metadata.title or "this article")

    def _ask(self, second: End, words: str) -> None:
        if self._first is None:
            return
        source, first_words = self._first
        prompt = WordPrompt(
            "How do they belong together?",
            offers=RELATIONS,
            about=f"{_named(first_words)}\nand {_named(words)}",
            hint="or in your own words",
            parent=self._context().window,
        )
        prompt.chosen.connect(lambda relation: self._connect(source, second, relation))
        prompt.open()

    def _connect(self, source: LinkSource, second: End, relation: str) -> None:
        self._page.reader.clear_selection()
        self._editing.connect(source, second, relation, self._linked)

    def _linked(self) -> None:
        self.stop()
        self._context().tell("Linked. Ctrl+Z takes it back.")


_MARKS = '“”„"‘’'


def _words(passage: str) -> str:
    return shorten(" ".join(passage.split()), 70)


def _named(words: str) -> str:
    """Words in one pair of marks, whatever marks they have themselves."""
    return f"“{words.strip(_MARKS)}”"
