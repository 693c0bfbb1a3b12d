"""One note in the inspector: read or written, with its tags and its colour below."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.desktop.inspector.context import Context
from app.desktop.inspector.note_colours import ColourDots
from app.desktop.inspector.note_editor import NoteEditor
from app.desktop.inspector.note_preview import NotePreview
from app.desktop.inspector.note_tags import TagLine
from app.desktop.library.pages import Goal
from app.desktop.viewmodels.editing import Draft
from app.domain.links import LinkTarget
from app.domain.marks import MarkKind, Note, NoteTarget


class NotePanel(QWidget):
    """Shows the drawn Markdown until it is clicked, and again when the caret leaves.

    What is chosen here is shown at once and stored through `Editing`; `refresh` brings in what was undone or changed
    elsewhere, without touching words that are being written.
    """

    def __init__(self, draft: Draft, body: str, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft, self._context = draft, context
        self._targets: dict[str, LinkTarget] = {}
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        self.preview = NotePreview(context.tokens)
        self.editor = NoteEditor(draft, body, context)
        self.tags = TagLine(draft.tags, context)
        self.dots = ColourDots(draft.colour, context)
        for widget in (self.preview, self.editor, self.dots, self.tags):
            column.addWidget(widget)
        self.preview.editWanted.connect(self.edit)
        self.preview.referenceOpened.connect(self._open)
        self.preview.addressOpened.connect(self._copy_address)
        self.editor.entered.connect(self._show_tools)
        self.editor.left.connect(self._written)
        self.editor.textChanged.connect(self._show_tools)
        self.tags.changed.connect(lambda tags: context.editing.set_tags(draft, tags))
        self.dots.picked.connect(self._colour)
        self._inset()
        self._read(bool(body.strip()))
        if draft.id is not None and "[[" in body:
            self._ask_targets()

    @classmethod
    def of(cls, note: Note, context: Context) -> NotePanel:
        return cls(Draft.of(note), note.body, context)

    def edit(self) -> None:
        """Put the caret into the words."""
        self._read(False)
        self.editor.setFocus()
        cursor = self.editor.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.editor.setTextCursor(cursor)

    def refresh(self) -> None:
        """Show the note as it is in the store."""
        if self.draft.id is not None:
            self.editor.refresh(self._refreshed)

    def has_caret(self) -> bool:
        """Whether something in it is being typed, or picked by keyboard."""
        at = QApplication.focusWidget()
        return at is not None and at is not self.preview and self.isAncestorOf(at)

    def _refreshed(self) -> None:
        self.tags.take(self.draft.tags)
        self.dots.take(self.draft.colour)
        self._inset()
        if self.preview.isVisibleTo(self):
            self._read(bool(self.editor.toPlainText().strip()))

    def _read(self, read: bool) -> None:
        """Show the words drawn, or the editor."""
        if read:
            self.preview.show_body(self.editor.toPlainText(), self._targets)
        self.preview.setVisible(read)
        self.editor.setVisible(not read)
        self._show_tools()

    def _show_tools(self) -> None:
        """Tags and colours come with the first word or the caret: an empty field stays quiet."""
        shown = self.draft.id is not None or self.editor.hasFocus() or bool(self.editor.toPlainText().strip())
        self.tags.setVisible(shown)
        self.dots.setVisible(shown)

    def _written(self) -> None:
        if self.editor.toPlainText().strip():
            self._read(True)
            self._ask_targets()

    def _ask_targets(self) -> None:
        if self.draft.id is None or "[[" not in self.editor.toPlainText():
            return

        def ready(found: dict[str, LinkTarget]) -> None:
            if isValid(self) and found != self._targets:
                self._targets = found
                if self.preview.isVisibleTo(self):
                    self.preview.show_body(self.editor.toPlainText(), found)

        self._context.notebook.targets(self.draft.id, ready)

    def _colour(self, colour: str) -> None:
        self._context.editing.set_colour(self.draft, colour)
        self._inset()

    def _inset(self) -> None:
        """Room for the edge in the note's colour."""
        self._column.setContentsMargins(9 if self.dots.colour else 0, 0, 0, 0)
        self.update()

    def _open(self, words: str) -> None:
        target = self._targets.get(words)
        if target is None:
            return
        if target.note_id is not None:
            self._context.notebook.note(target.note_id, lambda note: self._context.follow(goal_of(note)))
        else:
            self._context.follow(Goal(entity_id=target.entity_id, article_id=target.article_id))

    def _copy_address(self, address: str) -> None:
        QGuiApplication.clipboard().setText(address)
        self._context.tell(f"Copied the address {address[:80]}")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if self.dots.colour:
            painter = QPainter(self)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._context.tokens.color(self.dots.colour))
            painter.drawRect(QRectF(0, 2, 3, self.height() - 4))


def goal_of(note: Note) -> Goal:
    """Where a note is: its passage if that is sure or guessed, else itself in the inspector."""
    if note.binned:
        return Goal(note_id=note.id)
    target: NoteTarget = note.target
    return Goal(target.entity_id, target.article_id, note.span, note.id, MarkKind.NOTE if note.span else None)
