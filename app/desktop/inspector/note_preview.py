"""A note as it is read: its Markdown drawn, its links live. Nothing is ever loaded."""

from __future__ import annotations

from collections.abc import Collection
from math import ceil

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QEnterEvent, QImage, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from app.desktop.inspector.note_markup import SCHEME, to_html
from app.desktop.theme.tokens import Tokens


class NotePreview(QTextBrowser):
    """As tall as its words. A click or Enter asks to edit; links are reached by Tab and opened by Enter."""

    editWanted = Signal()  # noqa: N815
    referenceOpened = Signal(str)  # the words between the brackets  # noqa: N815
    addressOpened = Signal(str)  # noqa: N815

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._body, self._known = "", frozenset[str]()
        self.setProperty("role", "preview")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(2)
        accent, soft = tokens.color("accent").name(), tokens.color("soft").name()
        self.document().setDefaultStyleSheet(
            f"a {{ color: {accent}; }} .nowhere {{ color: {soft}; text-decoration: underline; }}"
            " p, ul, ol { margin: 0 0 6px 0; } h1, h2, h3 { font-size: medium; margin: 4px 0; }"
            f" blockquote {{ color: {soft}; margin: 2px 0 6px 12px; }} pre {{ white-space: pre-wrap; }}"
        )
        self.setToolTip("Click to edit")
        self.anchorClicked.connect(self._anchor)

    def show_body(self, body: str, known: Collection[str]) -> None:
        """Draw this Markdown; `known` are the references that lead somewhere."""
        if (body, frozenset(known)) == (self._body, self._known):
            return
        self._body, self._known = body, frozenset(known)
        self.setHtml(to_html(body, self._known))
        self.setAccessibleName(f"Note: {self.toPlainText()[:200]}")
        self._fit()

    # Qt

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002
        # Returning None would let Qt fall back to opening the path; an image stops it.
        return QImage()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at_link = bool(self.anchorAt(event.position().toPoint()))
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not at_link and not self.textCursor().hasSelection():
            self.editWanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and not self.textCursor().hasSelection():
            self.editWanted.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Through the links first, then on."""
        if QTextBrowser.focusNextPrevChild(self, forward):
            return True
        return bool(QWidget.focusNextPrevChild(self, forward))

    def enterEvent(self, event: QEnterEvent) -> None:
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        super().enterEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.document().setTextWidth(self.viewport().width())
        around = self.height() - self.viewport().height()
        self.setFixedHeight(ceil(self.document().size().height()) + max(0, around))

    def _anchor(self, url: QUrl) -> None:
        if url.scheme() == SCHEME:
            self.referenceOpened.emit(url.toString().split(":", 1)[1])
        else:
            self.addressOpened.emit(url.toString())
