"""The pages one below the other, with the words of a passage lit. Only what is on the screen is drawn."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from app.desktop.original.pages import Pages, Wanted
from app.desktop.theme.tokens import Tokens, mixed
from app.domain.original import Box, between
from app.domain.spans import Span

SIDE, GAP = 18, 14
"""Pixels beside the pages, and between two of them."""

LEAST_ZOOM, MOST_ZOOM = 0.4, 4.0
_STEP = 1.2
_SETTLE_MS = 120
"""While the width changes, pictures are stretched; they are drawn anew once it rests."""


class PagesView(QAbstractScrollArea):
    """Shows `Pages` as wide as the view, or that times a zoom. A word is pointed at by a click, a passage by a drag."""

    passageChosen = Signal(object)  # Span  # noqa: N815
    pageChanged = Signal(int)  # the page at the middle of the view  # noqa: N815
    closed = Signal()

    def __init__(self, pages: Pages, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages, self._tokens = pages, tokens
        self._zoom = 1.0
        self._tops: list[float] = []  # of each page, in pixels from the top of the first
        self._lit: tuple[Box, ...] = ()
        self._pressed: Span | None = None
        self._entries: tuple[int, list[int]] = (-1, [])  # page, its words: for following the pointer
        self._page = 0
        self.setObjectName("original")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Original pages")
        self.setAccessibleDescription("Pictures of the pages. Their words are in the article.")
        self.viewport().setMouseTracking(True)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._ask)
        pages.forgotten.connect(self._forget)
        pages.measured.connect(self._measured)
        pages.drawn.connect(lambda _: self.viewport().update())
        self.verticalScrollBar().valueChanged.connect(lambda _: self._scrolled())

    # what is shown

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.viewport().update()

    def light(self, boxes: tuple[Box, ...]) -> None:
        """Light these words, without scrolling."""
        self._lit = boxes
        self.viewport().update()

    @property
    def lit(self) -> tuple[Box, ...]:
        return self._lit

    def reveal(self, box: Box) -> None:
        """Bring a box into the view, a third from its top, unless it is well inside already."""
        if box.page >= len(self._tops):
            return
        rect = self._on_screen(box)
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if not 16 <= rect.top() <= height - 64:
            bar.setValue(int(rect.top() + bar.value() - height / 3))
        across = self.horizontalScrollBar()
        if rect.left() < 0 or rect.right() > self.viewport().width():
            across.setValue(int(rect.left() + across.value() - SIDE))

    def show_page(self, page: int) -> None:
        """Bring the top of a page to the top of the view."""
        if page < len(self._tops):
            self.verticalScrollBar().setValue(int(self._tops[page]))

    @property
    def page(self) -> int:
        """The page at the middle of the view, from 0."""
        return self._page

    @property
    def zoom(self) -> float:
        """How many times as wide as the view the pages are."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Keeps the place in the middle of the view."""
        zoom = min(MOST_ZOOM, max(LEAST_ZOOM, zoom))
        if zoom != self._zoom:
            place = self._place()
            self._zoom = zoom
            self._lay_out(place)

    # geometry

    def page_rect(self, page: int) -> QRectF:
        """Where a page is, in viewport coordinates."""
        width = self._width()
        size = self._pages.sizes[page]
        left = max(SIDE, (self.viewport().width() - width) / 2) - self.horizontalScrollBar().value()
        top = self._tops[page] + GAP - self.verticalScrollBar().value()
        return QRectF(left, top, width, width * size.height / size.width)

    def visible_pages(self) -> range:
        """Numbers of the pages that are at least partly on the screen."""
        if not self._tops:
            return range(0)
        scrolled = self.verticalScrollBar().value()
        first = max(0, bisect_right(self._tops, scrolled) - 1)
        last = bisect_right(self._tops, scrolled + self.viewport().height())
        return range(first, max(first + 1, last))

    def _width(self) -> float:
        return max(80.0, (self.viewport().width() - 2 * SIDE) * self._zoom)

    def _on_screen(self, box: Box) -> QRectF:
        page = self.page_rect(box.page)
        return QRectF(
            page.left() + box.left * page.width(),
            page.top() + box.top * page.height(),
            (box.right - box.left) * page.width(),
            (box.bottom - box.top) * page.height(),
        )

    def _place(self) -> tuple[int, float]:
        """The page at the middle of the view, and how far down on it that is, 0–1."""
        if not self._tops:
            return 0, 0.0
        middle = self.viewport().height() / 2
        page = max(0, bisect_right(self._tops, self.verticalScrollBar().value() + middle) - 1)
        rect = self.page_rect(page)
        return page, min(1.0, max(0.0, (middle - rect.top()) / rect.height()))

    def _lay_out(self, place: tuple[int, float]) -> None:
        """Anew for this width and zoom, with `place` at the middle, or the first page at the top."""
        width, height = self._width(), self.viewport().height()
        heights = [width * size.height / size.width + GAP for size in self._pages.sizes]
        self._tops = [0.0, *accumulate(heights[:-1])] if heights else []
        bar, across = self.verticalScrollBar(), self.horizontalScrollBar()
        bar.blockSignals(True)  # until the place is right again
        bar.setRange(0, max(0, int(sum(heights) + GAP - height)))
        bar.setPageStep(height)
        bar.setSingleStep(48)
        across.setRange(0, max(0, int(width + 2 * SIDE - self.viewport().width())) if heights else 0)
        across.setPageStep(self.viewport().width())
        page, share = place
        if page < len(self._tops) and place != (0, 0.0):
            bar.setValue(int(self._tops[page] + GAP + share * (heights[page] - GAP) - height / 2))
        bar.blockSignals(False)
        self._scrolled(draw=False)
        self._settle.start()

    # drawing

    def _forget(self) -> None:
        self._tops, self._lit, self._entries, self._pressed = [], (), (-1, []), None
        self.viewport().update()

    def _measured(self) -> None:
        self._lay_out((0, 0.0))
        self.verticalScrollBar().setValue(0)
        self._ask()

    def _scrolled(self, *, draw: bool = True) -> None:
        page = self._place()[0]
        if page != self._page:
            self._page = page
            self.pageChanged.emit(page)
        if draw and not self._settle.isActive():
            self._ask()
        self.viewport().update()

    def _ask(self) -> None:
        """What is on the screen first, then the next page and the one before."""
        shown = self.visible_pages()
        if not self._tops or not self.isVisible():
            return
        near = [n for n in (shown.stop, shown.start - 1) if 0 <= n < len(self._tops)]
        width = round(self._width() * self.devicePixelRatioF())
        self._pages.want([Wanted(n, width) for n in (*shown, *near)])

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        dark = self._tokens.color("ground").lightness() < 128
        # White paper dazzles on a dark ground: it is shown in the colour that the text has there.
        paper = mixed(QColor("white"), self._tokens.color("text"), 0.35) if dark else QColor("white")
        for page in self.visible_pages():
            rect = self.page_rect(page)
            image = self._pages.picture(page)
            painter.fillRect(rect, QColor("white"))
            if image is not None:
                painter.drawImage(rect, image)
            else:
                self._say(painter, rect, page)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            if dark:
                painter.fillRect(rect, paper)
            self._light(painter, page)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._tokens.color("hairline"), 1))
            painter.drawRect(rect.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.end()

    def _say(self, painter: QPainter, rect: QRectF, page: int) -> None:
        """The page's number, while there is no picture of it."""
        painter.setPen(QColor("#8a8d93"))
        words = f"Page {page + 1} cannot be shown" if self._pages.is_broken(page) else f"Page {page + 1}"
        painter.drawText(rect.intersected(QRectF(self.viewport().rect())), Qt.AlignmentFlag.AlignCenter, words)

    def _light(self, painter: QPainter, page: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#ffdf80"))  # a marker's yellow: paper is light in every theme
        for box in self._lit:
            if box.page == page:
                painter.drawRoundedRect(self._on_screen(box).adjusted(-2, -1, 2, 1), 3, 3)

    # pointing

    def word_under(self, point: QPointF) -> Span | None:
        """The word at a point of the viewport."""
        places = self._pages.places
        if places is None:
            return None
        for page in self.visible_pages():
            rect = self.page_rect(page)
            if rect.contains(point):
                if self._entries[0] != page:
                    self._entries = (page, places.on_page(page))
                x, y = (point.x() - rect.left()) / rect.width(), (point.y() - rect.top()) / rect.height()
                return places.word_at(self._entries[1], x, y)
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self.word_under(event.position())
            self._follow(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._follow(event.position())
        else:
            over = self.word_under(event.position()) is not None
            self.viewport().setCursor(Qt.CursorShape.IBeamCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._pressed is not None:
            span = self._follow(event.position())
            self._pressed = None
            if span is not None:
                self.passageChosen.emit(span)

    def _follow(self, point: QPointF) -> Span | None:
        """Light what is between the word that was pressed and the one at `point`; its span."""
        if self._pressed is None or self._pages.places is None:
            return None
        span = between(self._pressed, self.word_under(point) or self._pressed)
        self.light(self._pages.places.boxes_of(span))
        return span

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        place = self._place() if event.oldSize().isValid() and self.verticalScrollBar().value() else (0, 0.0)
        super().resizeEvent(event)
        self._lay_out(place)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._settle.start()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * (_STEP if event.angleDelta().y() > 0 else 1 / _STEP))
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, key = self.verticalScrollBar(), event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.set_zoom(self._zoom * _STEP)
        elif key == Qt.Key.Key_Minus:
            self.set_zoom(self._zoom / _STEP)
        elif key == Qt.Key.Key_0:
            self.set_zoom(1.0)
        elif key == Qt.Key.Key_Home:
            bar.setValue(0)
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif key == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
