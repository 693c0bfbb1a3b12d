"""The article in the window, at the place where it is read: resizing and pictures leave that at the top."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QImage, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QFrame, QWidget

from app.desktop.reader.document import ArticleDocument
from app.desktop.reader.painted_text import PaintedText
from app.desktop.reader.placed_text import MARGIN_BOTTOM, MARGIN_LEFT, MARGIN_RIGHT, MARGIN_TOP
from app.desktop.theme.tokens import Tokens


class KeptText(PaintedText):
    """Shows one ArticleDocument. Nothing is ever loaded: links are text, every resource is answered with nothing, and
    pictures are painted from what `Pictures` decoded.
    """

    moved = Signal()  # scrolled, resized or laid out anew: what stands beside the text follows

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent)
        self._shown: QTextDocument | None = None
        self._in_room: tuple[int, float] | None = None  # a block, and the share of its room below the window's top
        self._top: int = 0  # code point at the top: the reading place that resizing keeps
        self._settling = False
        self._caret = 0  # px; it appears with the first key that moves it
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def show_article(self, article: ArticleDocument | None, offset: int = 0) -> None:
        """Show a document with code point `offset` at the top."""
        self._settling = True
        before = (self._article.version, self._article.part, self._top) if self._article is not None else None
        self._article = article
        self._begin_anew(article)
        # Held here: the view does not own what it is given, and a document that is collected while shown crashes.
        document = self._shown = article.document if article is not None else QTextDocument()
        frame = document.rootFrame().frameFormat()
        frame.setLeftMargin(MARGIN_LEFT)
        frame.setRightMargin(MARGIN_RIGHT)
        frame.setTopMargin(MARGIN_TOP)
        frame.setBottomMargin(MARGIN_BOTTOM)
        document.rootFrame().setFrameFormat(frame)
        self._fit_pictures(self.viewport().size())
        self.setDocument(document)
        self.setCursorWidth(self._caret)  # kept by the document's layout, so it goes with the old one
        self._settling = False
        if article is None or before != (article.version, article.part, offset):
            self._in_room = None
        self._top = offset
        self._restore_place()
        self.moved.emit()

    def show_pictures(self, shown: bool) -> None:
        """Make room for pictures, or none, where the text stands."""
        self._inlay.set_shown(shown)
        self._in_room = None
        self._fit_pictures(self.viewport().size())
        self._restore_place()
        self.viewport().update()
        self.moved.emit()

    @property
    def top_offset(self) -> int:
        """Code point at the top of the window."""
        return self._top

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002
        # Returning None would let Qt fall back to opening the path; an image stops it.
        return QImage()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._settling = True
        self._fit_pictures(event.size())
        super().resizeEvent(event)
        self._settling = False
        self._restore_place()
        self.moved.emit()

    def _fit_pictures(self, size: QSize) -> None:
        """Make the rooms of pictures as large as a viewport of this size asks for."""
        self._inlay.fit(size.width() - MARGIN_LEFT - MARGIN_RIGHT, size.height())

    def _scrolled(self) -> None:
        if self._settling:
            return
        if self._article is not None:
            spot = QPointF(MARGIN_LEFT, self.verticalScrollBar().value() + 2)
            position = self.document().documentLayout().hitTest(spot, Qt.HitTestAccuracy.FuzzyHit)
            self._top = self._article.offset(max(position, 0))
            self._in_room = self._room_at(position, spot.y())
        self.moved.emit()

    def _room_at(self, position: int, y: float) -> tuple[int, float] | None:
        """The block of `position` with the share of its room that lies below `y`, 0–1; None outside its room."""
        if self._inlay.is_empty:
            return None
        block = self.document().findBlock(max(position, 0))
        room = self._inlay.height_above(block)
        below = self.document().documentLayout().blockBoundingRect(block).top() - y
        return (block.blockNumber(), min(1.0, below / room)) if room and below > 0 else None

    def _restore_place(self) -> None:
        """Put `_top` back at the top: Qt keeps the pixel on a resize, which is another place in the text."""
        if self._article is None:
            return
        top = self._top
        self._settling = True
        bar = self.verticalScrollBar()
        if self._in_room is not None:
            block = self.document().findBlockByNumber(self._in_room[0])
            below = self.document().documentLayout().blockBoundingRect(block).top()
            bar.setValue(max(0, int(below - self._inlay.height_above(block) * self._in_room[1])))
        else:
            bar.setValue(0 if top <= 0 else int(self.y_of(top) + bar.value()))
        self._settling = False
        self._top = top
