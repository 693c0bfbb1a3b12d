"""A note as it is written: stored a moment after each pause, and whenever the caret leaves."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from app.desktop.viewmodels.editing import Draft

PAUSE_MS = 350


class NoteEditor(QPlainTextEdit):
    """Grows with its text. `write` is called with the draft and the words; nothing is lost when the widget goes."""

    def __init__(
        self, draft: Draft, body: str, write: Callable[[Draft, str], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(body, parent)
        self.draft = draft
        self._write = write
        self._stored = body
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.store)
        self.setPlaceholderText("Write a note…")
        self.setAccessibleName("Note")
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._pause.start)
        self.textChanged.connect(self.updateGeometry)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self.updateGeometry())

    def store(self) -> None:
        """Store the words now, if they changed."""
        self._pause.stop()
        words = self.toPlainText()
        if words != self._stored:
            self._stored = words
            self._write(self.draft, words)

    def sizeHint(self) -> QSize:
        # QPlainTextEdit's document size counts lines, not pixels.
        lines = max(2, round(self.document().size().height()))
        tall = lines * self.fontMetrics().lineSpacing() + 2 * round(self.document().documentMargin()) + 14
        return QSize(200, min(tall, 420))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.store()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.store()
        super().hideEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DeferredDelete:
            self.store()
        return super().event(event)
