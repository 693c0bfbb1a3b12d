"""What keys and the selection bar do with the selected words, or else with the selected mark."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from app.desktop.inspector.context import Context
from app.desktop.inspector.note import UNSURE, delete_note
from app.desktop.inspector.note_colours import ask_meaning
from app.desktop.page import Page
from app.desktop.viewmodels.editing import Editing
from app.desktop.viewmodels.focus import Focus
from app.desktop.viewmodels.reading import Reading
from app.domain.analysis import EntityKind
from app.domain.anchors import Certainty
from app.domain.marks import MarkKind, MarkRef, Note, NoteTarget
from app.domain.spans import Span, whole_words
from app.domain.tags import COLOURS


class Annotator:
    """Turns a gesture into a call of `Editing`; says what is missing when there is nothing to act on."""

    def __init__(
        self, reading: Reading, editing: Editing, focus: Focus, page: Page, context: Callable[[], Context]
    ) -> None:
        self._reading, self._editing, self._focus, self._page = reading, editing, focus, page
        self._context = context
        page.noteWanted.connect(self.note_on)
        page.markWanted.connect(self.mark)
        page.highlightWanted.connect(self._highlight)

    def write_note(self) -> None:
        """On the selected words, else on the selected mark or name, else on the article; without one, on nothing."""
        if self._refuses():
            return
        view, span, focus = self._reading.view, self._page.selected_span(), self._focus
        self._page.selection_bar.hide()
        if focus.entity_id is not None and span is None:
            focus.write_note(NoteTarget(entity_id=focus.entity_id))
        elif view is None:
            self.write_own_note()
        elif span is not None:
            self.note_on(span)
        elif focus.ref is not None and focus.ref.kind is not MarkKind.NOTE:
            focus.write_note(NoteTarget(view.id, focus.ref))
        else:
            focus.write_note(NoteTarget(view.id))

    def write_own_note(self) -> None:
        """A note that is about nothing else."""
        self._focus.write_note(NoteTarget())

    def note_on(self, span: Span) -> None:
        """Begin a note on a passage."""
        if self._reading.view is not None:
            self._focus.write_note(NoteTarget(self._reading.view.id, MarkRef(MarkKind.NOTE, span)))

    def highlight(self, colour: str = "") -> None:
        """Keep the selected words in a colour, the latest one unless another is named."""
        span = self._page.selected_span()
        if self._refuses():
            return
        if span is None:
            self._context().tell("Select the words first.")
        else:
            self._highlight(span, colour or self._context().notebook.colour)
            self._page.reader.clear_selection()

    def _highlight(self, span: Span, colour: str) -> None:
        self._context().notebook.colour = colour
        self._editing.highlight(span, colour)

    def ask_meaning(self) -> None:
        """Ask which colour, and what it is to mean."""
        context = self._context()
        menu = QMenu(context.window)
        for colour in COLOURS:
            words = context.notebook.colour_words(colour)
            menu.addAction(f"{words[:1].upper()}{words[1:]}…").triggered.connect(partial(ask_meaning, colour, context))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(QCursor.pos())

    def reattach(self) -> None:
        """Put a note whose place is lost on the selected words; without any, its guessed place is right."""
        context, span = self._context(), self._page.selected_span()
        note = self._lost_note()
        if note is None:
            context.tell("Select the note first: its place is then where the selected words are.")
        elif span is not None or (note.span is not None and note.certainty is Certainty.UNCERTAIN):
            place = span or note.span
            assert place is not None
            self._editing.reattach(note.id, place)
            self._page.reader.clear_selection()
            context.focus.on_mark(MarkRef(MarkKind.NOTE, place))
            context.tell("The note is on these words now. Ctrl+Z takes it back.")
        else:
            context.tell("Select the words where the note belongs first.")

    def _lost_note(self) -> Note | None:
        """The selected note, else the only one of the article whose place is not sure."""
        view, focus = self._reading.view, self._focus
        if view is None:
            return None
        ref = focus.ref
        for note in view.notes:
            if note.id == focus.note_id or (ref is not None and ref.kind is MarkKind.NOTE and note.ref == ref):
                return note
        lost = [n for n in view.notes if n.certainty in UNSURE]
        return lost[0] if len(lost) == 1 else None

    def mark(self, span: Span, kind: object) -> None:
        """Mark what was missed: `kind` is an EntityKind, or MarkKind.QUOTE or CLAIM."""
        if isinstance(kind, EntityKind):
            view = self._reading.view
            self._editing.mark_mention(span if view is None else whole_words(view.text, span), kind)
        elif kind is MarkKind.QUOTE:
            self._editing.mark_quote(span)
        else:
            self._editing.mark_claim(span)

    def mark_selected(self, kind: EntityKind | MarkKind) -> None:
        span = self._page.selected_span()
        if self._refuses():
            return
        if span is None:
            self._context().tell("Select the words first.")
        else:
            self.mark(span, kind)
            self._page.reader.clear_selection()

    def _refuses(self) -> bool:
        """Where only the beginning of an article is shown nothing can be written on it; says why."""
        if sentence := self._reading.unfinished:
            self._context().tell(sentence)
        return bool(sentence)

    def confirm(self) -> None:
        self._on_focus(self._editing.confirm)

    def reject(self) -> None:
        """Hide the selected mark; a note goes into the bin."""
        ref, view = self._focus.ref, self._reading.view
        if ref is not None and ref.kind is MarkKind.NOTE and view is not None:
            for note in [n for n in view.notes if n.ref == ref][:1]:
                delete_note(note.id, self._context())
        elif self._focus.note_id is not None:
            self._context().notebook.note(self._focus.note_id, self._bin)
        else:
            self._on_focus(self._editing.reject)

    def _bin(self, note: Note) -> None:
        if note.binned:
            self._context().tell("This note is in the bin already.")
        else:
            delete_note(note.id, self._context())

    def set_bounds(self) -> None:
        self._on_focus(self._context().use_selection)

    def ask_speaker(self) -> None:
        """Ask who said the selected quote, or who holds the selected claim."""
        ref, context = self._focus.ref, self._context()
        if ref is not None and ref.kind is MarkKind.QUOTE:
            context.ask_who("Who said it?", "", lambda name, who: self._editing.set_speaker(ref, name, who))
        elif ref is not None and ref.kind is MarkKind.CLAIM:
            context.ask_who("Who claims it?", "", lambda name, who: self._editing.set_holder(ref, name, who))
        else:
            context.tell("Select a quote or a claim first.")

    def _on_focus(self, act: Callable[[MarkRef], object]) -> None:
        if self._focus.ref is not None:
            act(self._focus.ref)
        else:
            self._context().tell("Select a mark first: J and K step through them.")
