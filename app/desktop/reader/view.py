"""What the mouse and the keyboard do in the text of an article."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from app.desktop.reader.document import ArticleDocument
from app.desktop.reader.hyperlinks import tip_of
from app.desktop.reader.kept_text import KeptText
from app.desktop.theme.tokens import Tokens
from app.domain.article import Hyperlink
from app.domain.marks import MarkRef
from app.domain.pictures import PicturePlace

_CARET_KEYS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End}


class ReaderView(KeptText):
    """Text is selected with mouse and keyboard; marks, links and pictures are clicked, or stepped through."""

    activated = Signal(object)  # MarkRef under a click
    hovered = Signal(object)  # MarkRef or None under the pointer
    leadHovered = Signal(object)  # Hyperlink, PicturePlace or None under the pointer  # noqa: N815
    leadFollowed = Signal(object)  # Hyperlink or PicturePlace that was clicked, or Enter pressed on  # noqa: N815
    menuBegun = Signal(object)  # QMenu for what can be done with the selected words, else with the mark  # noqa: N815
    menuOpening = Signal(object, object)  # QMenu to add to; what is under the pointer, as above  # noqa: N815

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent)
        self._over: Hyperlink | PicturePlace | None = None  # which the pointer is on
        self._hover: MarkRef | None = None
        self._explain: Callable[[MarkRef], str] = str
        self.setObjectName("reader")
        self.setAccessibleName("Article")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.viewport().setMouseTracking(True)

    def show_article(self, article: ArticleDocument | None, offset: int = 0) -> None:
        self._over = None
        super().show_article(article, offset)

    def set_explainer(self, explain: Callable[[MarkRef], str]) -> None:
        """`explain` answers "why is this marked?" in the tooltip."""
        self._explain = explain

    # Qt

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        point = event.position().toPoint()
        lead = None if event.buttons() else self.lead_at(point)
        marks = [] if event.buttons() or isinstance(lead, PicturePlace) else self.marks_at(point)
        ref = marks[0].ref if marks else None
        hand = ref is not None or lead is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.IBeamCursor)
        if lead != self._over:
            self._over = lead
            self.leadHovered.emit(lead)
        if ref != self._hover:
            self._hover = ref
            self.hovered.emit(ref)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        span = self.selected_span()
        self.passageSelected.emit(span)
        if span is None and event.button() == Qt.MouseButton.LeftButton:
            self._click(event.position().toPoint(), event.modifiers())

    def _click(self, point: QPoint, held: Qt.KeyboardModifier) -> None:
        """A mark goes before a link, unless Ctrl is held: to look at it opens nothing."""
        lead = self.lead_at(point)
        marks = [] if isinstance(lead, PicturePlace) else self.marks_at(point)
        if lead is not None and (not marks or held & Qt.KeyboardModifier.ControlModifier):
            self.leadFollowed.emit(lead)
        else:
            self.activated.emit(marks[0].ref if marks else None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        lead = self.lead_at(event.pos()) if by_mouse else self._lead or self.link_at_caret()
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        marks = self.marks_at(event.pos()) if by_mouse and self.selected_span() is None else []
        if marks:
            self.activated.emit(marks[0].ref)  # as a click: what is offered is done to what is under the pointer
        if marks or not by_mouse or self.selected_span() is not None:
            self.menuBegun.emit(menu)
        self.menuOpening.emit(menu, lead)
        menu.popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            lead = self._lead or self.link_at_caret()
            if lead is not None:
                self.leadFollowed.emit(lead)
                return
        if event.key() in _CARET_KEYS:
            self._caret = 1
            self.setCursorWidth(self._caret)
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        super().keyReleaseEvent(event)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier or event.key() == Qt.Key.Key_Shift:
            self.passageSelected.emit(self.selected_span())

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            lead = self.lead_at(event.pos())
            marks = [] if isinstance(lead, PicturePlace) else self.marks_at(event.pos())
            words = [self._explain(marks[0].ref)] if marks else []
            if tip := tip_of(words, lead):
                QToolTip.showText(event.globalPos(), tip, self)
            else:
                QToolTip.hideText()
            return True
        if event.type() == QEvent.Type.Leave:
            if self._hover is not None:
                self._hover = None
                self.hovered.emit(None)
            if self._over is not None:
                self._over = None
                self.leadHovered.emit(None)
        return super().viewportEvent(event)
