"""A note as it is written: stored a moment after each pause, and whenever the caret leaves."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget
from shiboken6 import isValid

from app.desktop.inspector.context import Context
from app.desktop.inspector.note_offers import Offer, OfferList
from app.desktop.theme.tokens import KIND_TOKENS
from app.desktop.viewmodels.editing import Draft
from app.domain.links import Completion, LinkTarget
from app.domain.marks import Note, NoteTarget

PAUSE_MS = 350
LATEST_MS = 1_000
"""What is typed without a pause is stored all the same after this time: a crash then takes no more than that."""
_BEGUN = re.compile(r"\[\[([^\[\]\n]{0,100})$")
_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.MenuBarFocusReason)


class NoteEditor(QPlainTextEdit):
    """Grows with its text. Hands the draft and its words over to be stored; nothing is lost when the widget goes.

    `[[` lists what can be linked to: Down and Up pick, Enter and Tab put it in, Esc puts the list away.
    """

    entered = Signal()
    left = Signal()  # the caret went somewhere else in the window

    def __init__(self, draft: Draft, body: str, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(body, parent)
        self.draft = draft
        self._context = context
        self._stored = body
        self._offers: OfferList | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.store)
        self._latest = QTimer(self)
        self._latest.setSingleShot(True)
        self._latest.setInterval(LATEST_MS)
        self._latest.timeout.connect(self.store)
        self.setPlaceholderText("Write a note…")
        self.setAccessibleName("Note")
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._store_soon)
        self.textChanged.connect(self.updateGeometry)
        self.textChanged.connect(self._complete)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self.updateGeometry())

    # storing

    def _store_soon(self) -> None:
        """At the next pause; while somebody types on without one, all the same every LATEST_MS."""
        self._pause.start()
        if not self._latest.isActive():
            self._latest.start()

    def store(self) -> None:
        """Store the words now, if they changed."""
        self._pause.stop()
        self._latest.stop()
        words = self.toPlainText()
        if words != self._stored:
            self._stored = words
            self._context.editing.write(self.draft, words)

    def refresh(self, then: Callable[[], object] | None = None) -> None:
        """Ask how the note stands in the store and show that, unless something is written or picked in the meantime.

        The store answers in order: what is asked now comes back with every word that was handed over before.
        """
        note_id, draft, before = self.draft.id, self.draft, (self._stored, self.draft.tags, self.draft.colour)
        if note_id is None:
            return

        def answered(note: Note) -> None:
            now = (self._stored, draft.tags, draft.colour)
            if isValid(self) and now == before and self.toPlainText() == self._stored:
                self.draft.take(note)
                self.take("" if note.binned else note.body)
                if then is not None:
                    then()

        self._context.notebook.note(note_id, answered)

    def take(self, words: str) -> None:
        """Show other words than those that were written; they are stored already."""
        if words == self._stored == self.toPlainText():
            return
        self._stored = words
        at = min(self.textCursor().position(), len(words.encode("utf-16-le")) // 2)
        self.setPlainText(words)
        cursor = self.textCursor()
        cursor.setPosition(at)
        self.setTextCursor(cursor)
        self._pause.stop()
        self._latest.stop()

    # linking

    def _begun(self) -> str | None:
        """What is typed between `[[` and the caret; None when nothing is begun."""
        cursor = self.textCursor()
        if cursor.hasSelection() or not self.hasFocus():
            return None
        found = _BEGUN.search(cursor.block().text()[: cursor.positionInBlock()][-104:])
        return found[1] if found else None

    def _complete(self) -> None:
        words = self._begun()
        if words is None:
            self._put_away()
        else:
            self._context.notebook.complete(words, lambda found: self._offer(words, found))

    def _offer(self, words: str, found: tuple[Completion, ...]) -> None:
        if not isValid(self) or self._begun() != words:
            return
        if self._offers is None:
            self._offers = OfferList(self, self._context.tokens, "What to link to")
            self._offers.chosen.connect(self._put_in)
        rect = self.cursorRect()
        at = self.viewport().mapToGlobal(rect.bottomLeft())
        self._offers.show_offers([_offer_of(c) for c in found], at, rect.height(), first=True)

    def _put_in(self, offer: Offer) -> None:
        """`[[words]]` in the place of what was begun; what it goes to is handed over with the words."""
        begun = self._begun()
        completion = offer.payload
        if begun is None or not isinstance(completion, Completion):
            return
        words, chosen = " ".join(completion.words.split()), self.draft.chosen
        if chosen.get(words, completion.target) != completion.target:  # another goal of this name is in the note
            words = f"{words} ({completion.detail})"
        chosen[words] = completion.target
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, _units(begun))
        rest = self.textCursor().block().text()[self.textCursor().positionInBlock() :]
        cursor.insertText(words + ("" if rest.startswith("]]") else "]]"))
        if rest.startswith("]]"):
            cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.MoveAnchor, 2)
        self.setTextCursor(cursor)
        self._put_away()
        self.setFocus()

    def _put_away(self) -> None:
        if self._offers is not None and isValid(self._offers):
            self._offers.hide()

    @property
    def offers(self) -> list[Offer]:
        """What is offered now, for `[[` that was begun."""
        return self._offers.offers if self._offers is not None else []

    def _offer_key(self, key: int) -> bool:
        """Whether a key was meant for the list of what can be linked to; without one, Esc leads back to the text."""
        if self._offers is None or self._offers.isHidden():
            if key == Qt.Key.Key_Escape:
                self._context.read()
            return key == Qt.Key.Key_Escape
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._offers.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab) and self._offers.current is not None:
            self._put_in(self._offers.current)
        elif key == Qt.Key.Key_Escape:
            self._put_away()
        else:
            return False
        return True

    # Qt

    def sizeHint(self) -> QSize:
        # QPlainTextEdit's document size counts lines, not pixels.
        lines = max(2, round(self.document().size().height()))
        tall = lines * self.fontMetrics().lineSpacing() + 2 * round(self.document().documentMargin()) + 14
        return QSize(200, min(tall, 420))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.store()
        self._put_away()
        super().focusOutEvent(event)
        if event.reason() not in _STAYS:
            self.left.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        self.store()
        self._put_away()
        super().hideEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress and self._offer_key(event.key()):
                return True
            if event.type() == QEvent.Type.ShortcutOverride and self._passes_on(event):
                event.ignore()
                return False
        if event.type() == QEvent.Type.DeferredDelete:
            self.store()
        return super().event(event)

    def _passes_on(self, event: QKeyEvent) -> bool:
        """Undo where nothing was typed since is the library's: it takes back the step before."""
        document = self.document()
        undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
        return (event.matches(undo) and not document.isUndoAvailable()) or (
            event.matches(redo) and not document.isRedoAvailable()
        )


def _units(words: str) -> int:
    """UTF-16 units, which Qt's cursor counts in."""
    return len(words.encode("utf-16-le")) // 2


def _offer_of(found: Completion) -> Offer:
    target = found.target
    if isinstance(target, NoteTarget):
        return Offer(found.words, found.detail, found, "claim_rule")
    if found.entity_kind is not None:
        detail = f"{found.entity_kind} · {found.detail}"
        return Offer(found.words, detail, found, KIND_TOKENS.get(found.entity_kind, "other"))
    is_note = isinstance(target, LinkTarget) and target.note_id is not None
    return Offer(found.words, found.detail, found, "accent" if is_note else "hairline")
