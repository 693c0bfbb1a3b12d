"""What keys and the selection bar do with the selected words, or else with the selected mark."""

from __future__ import annotations

from collections.abc import Callable

from app.desktop.inspector.context import Context
from app.desktop.page import Page
from app.desktop.viewmodels.editing import Editing
from app.desktop.viewmodels.focus import Focus
from app.desktop.viewmodels.reading import Reading
from app.domain.analysis import EntityKind
from app.domain.marks import MarkKind, MarkRef, NoteTarget
from app.domain.spans import Span


class Annotator:
    """Turns a gesture into a call of `Editing`; says what is missing when there is nothing to act on."""

    def __init__(
        self, reading: Reading, editing: Editing, focus: Focus, page: Page, context: Callable[[], Context]
    ) -> None:
        self._reading, self._editing, self._focus, self._page = reading, editing, focus, page
        self._context = context
        page.noteWanted.connect(self.note_on)
        page.markWanted.connect(self.mark)

    def write_note(self) -> None:
        """On the selected words, else on the selected mark, else on the article."""
        view, span, ref = self._reading.view, self._page.selected_span(), self._focus.ref
        if view is None:
            return
        if span is not None:
            self.note_on(span)
        elif ref is not None and ref.kind is not MarkKind.NOTE:
            self._focus.write_note(NoteTarget(view.id, ref))
        else:
            self._focus.write_note(NoteTarget(view.id))

    def note_on(self, span: Span) -> None:
        """Begin a note on a passage."""
        if self._reading.view is not None:
            self._focus.write_note(NoteTarget(self._reading.view.id, MarkRef(MarkKind.NOTE, span)))

    def mark(self, span: Span, kind: object) -> None:
        """Mark what was missed: `kind` is an EntityKind, or MarkKind.QUOTE or CLAIM."""
        if isinstance(kind, EntityKind):
            self._editing.mark_mention(span, kind)
        elif kind is MarkKind.QUOTE:
            self._editing.mark_quote(span)
        else:
            self._editing.mark_claim(span)

    def mark_selected(self, kind: EntityKind | MarkKind) -> None:
        span = self._page.selected_span()
        if span is None:
            self._context().tell("Select the words first.")
        else:
            self.mark(span, kind)
            self._page.reader.clear_selection()

    def confirm(self) -> None:
        self._on_focus(self._editing.confirm)

    def reject(self) -> None:
        self._on_focus(self._editing.reject)

    def set_bounds(self) -> None:
        self._on_focus(self._context().use_selection)

    def ask_speaker(self) -> None:
        """Ask who said the selected quote, or who holds the selected claim."""
        ref, context = self._focus.ref, self._context()
        if ref is not None and ref.kind is MarkKind.QUOTE:
            context.ask_name("Who said it?", "", lambda name, who: self._editing.set_speaker(ref, name, who))
        elif ref is not None and ref.kind is MarkKind.CLAIM:
            context.ask_name("Who claims it?", "", lambda name, who: self._editing.set_holder(ref, name, who))
        else:
            context.tell("Select a quote or a claim first.")

    def _on_focus(self, act: Callable[[MarkRef], object]) -> None:
        if self._focus.ref is not None:
            act(self._focus.ref)
        else:
            self._context().tell("Select a mark first: J and K step through them.")
