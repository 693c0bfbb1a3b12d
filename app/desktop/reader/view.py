"""The text of an article, with its marks painted behind and below the words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QUrl, QVariantAnimation, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextDocument,
)
from PySide6.QtWidgets import QApplication, QFrame, QToolTip, QWidget

from app.desktop.reader.document import ArticleDocument
from app.desktop.reader.hyperlinks import LinkPainter, LinkRuns, tip_of
from app.desktop.reader.inlay import Inlay
from app.desktop.reader.markings import Marking, Markings, click_order
from app.desktop.reader.painting import MarkPainter, Shows, line_rects
from app.desktop.reader.pictures import Pictures
from app.desktop.reader.placed_text import MARGIN_BOTTOM, MARGIN_LEFT, MARGIN_RIGHT, MARGIN_TOP, PlacedText
from app.desktop.theme.tokens import Tokens
from app.domain.article import Hyperlink
from app.domain.marks import MarkRef
from app.domain.pictures import PicturePlace
from app.domain.spans import Span

FADE_MS = 150
_CARET_KEYS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End}


class ReaderView(PlacedText):
    """Shows one ArticleDocument. Text is selected with mouse and keyboard; marks are clicked, or stepped through.

    Nothing is ever loaded: links are text, every resource is answered with nothing, and pictures are painted from
    what `Pictures` decoded.
    """

    activated = Signal(object)  # MarkRef under a click
    hovered = Signal(object)  # MarkRef or None under the pointer
    leadHovered = Signal(object)  # Hyperlink, PicturePlace or None under the pointer  # noqa: N815
    leadFollowed = Signal(object)  # Hyperlink or PicturePlace that was clicked, or Enter pressed on  # noqa: N815
    menuOpening = Signal(object, object)  # QMenu to add to; what is under the pointer, as above  # noqa: N815
    moved = Signal()  # scrolled, resized or laid out anew: what stands beside the text follows

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._painter = MarkPainter(tokens)
        self._shown: QTextDocument | None = None
        self._markings = Markings()
        self._links = LinkRuns()
        self._link_painter = LinkPainter(tokens)
        self._inlay = Inlay(tokens, QApplication.font())
        self._lead: Hyperlink | PicturePlace | None = None  # which the keyboard is on
        self._over: Hyperlink | PicturePlace | None = None  # which the pointer is on
        self._in_room: tuple[int, float] | None = None  # a block, and the share of its room below the window's top
        self._selected: frozenset[MarkRef] = frozenset()
        self._entity: int | None = None
        self._hover: MarkRef | None = None
        self._shows: Shows = lambda _: True
        self._explain: Callable[[MarkRef], str] = str
        self._top: int = 0  # code point at the top: the reading place that resizing keeps
        self._settling = False
        self._fade = QVariantAnimation(self)
        self._fade.setDuration(FADE_MS)
        self._fade.setStartValue(0.0)
        self._fade.setEndValue(1.0)
        self._fade.valueChanged.connect(lambda _: self.viewport().update())
        self.setObjectName("reader")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._caret = 0  # px; it appears with the first key that moves it
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("Article")
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    # what is shown

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._painter = MarkPainter(tokens)
        self._link_painter = LinkPainter(tokens)
        self._inlay.set_tokens(tokens, QApplication.font())
        self.viewport().update()

    def set_pictures(self, pictures: Pictures) -> None:
        """Where the article's pictures are decoded; without it plates are shown."""
        self._inlay.take_from(pictures)
        pictures.decoded.connect(lambda _: self.viewport().update())

    @property
    def pictures(self) -> Pictures | None:
        return self._inlay.pictures

    def show_pictures(self, shown: bool) -> None:
        """Make room for pictures, or none, where the text stands."""
        self._inlay.set_shown(shown)
        self._in_room = None
        self._fit_pictures(self.viewport().size())
        self._restore_place()
        self.viewport().update()
        self.moved.emit()

    def set_explainer(self, explain: Callable[[MarkRef], str]) -> None:
        """`explain` answers "why is this marked?" in the tooltip."""
        self._explain = explain

    def show_article(self, article: ArticleDocument | None, offset: int = 0) -> None:
        """Show a document with code point `offset` at the top."""
        self._settling = True
        before = (self._article.version, self._article.part, self._top) if self._article is not None else None
        self._article = article
        self._markings = Markings()
        self._links = LinkRuns(article)
        self._lead = self._over = None
        self._inlay.lay(article)
        self._selected, self._entity = frozenset(), None
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

    def show_markings(self, markings: Markings, *, fade: bool = False) -> None:
        """Paint these marks from now on. The text is not laid out again."""
        self._markings = markings
        if fade:
            self._fade.stop()
            self._fade.start()
        self.viewport().update()

    def set_filter(self, shows: Shows) -> None:
        """Paint and click only marks that `shows` lets through."""
        self._shows = shows
        self.viewport().update()

    def select(self, refs: frozenset[MarkRef], entity_id: int | None = None) -> None:
        """Give marks, or every mention of an entity, the selection ground."""
        self._selected, self._entity = refs, entity_id
        self.viewport().update()

    def set_lead(self, lead: Hyperlink | PicturePlace | None) -> None:
        """Ring a link or a picture, and bring a picture into the window."""
        self._lead = lead
        rect = self._inlay.rect_of(lead.number) if isinstance(lead, PicturePlace) else None
        if rect is not None:
            bar, height = self.verticalScrollBar(), self.viewport().height()
            if rect.top() < bar.value() + 8 or rect.bottom() > bar.value() + height - 8:
                bar.setValue(int(rect.center().y() - height / 2))
        self.viewport().update()

    @property
    def lead(self) -> Hyperlink | PicturePlace | None:
        """The link or picture that the keyboard is on."""
        return self._lead

    # places

    @property
    def top_offset(self) -> int:
        """Code point at the top of the window."""
        return self._top

    def picture_rects(self) -> list[tuple[PicturePlace, QRectF]]:
        """The pictures of the screen, in viewport coordinates."""
        scrolled = QPointF(0, self.verticalScrollBar().value())
        found = [pair for block in self._blocks_with_rooms() for pair in self._inlay.plates(block)]
        moved = [(picture, rect.translated(-scrolled)) for picture, rect in found]
        return [pair for pair in moved if pair[1].intersects(QRectF(self.viewport().rect()))]

    def _blocks_with_rooms(self) -> list[QTextBlock]:
        """Blocks of the screen and the next one, the room above which may be on it."""
        if self._inlay.is_empty:
            return []
        blocks = list(self.visible_blocks())
        return [*blocks, blocks[-1].next()] if blocks and blocks[-1].next().isValid() else blocks

    def lead_at(self, point: QPoint) -> Hyperlink | PicturePlace | None:
        """The picture or the link under a point of the viewport."""
        spot = self._spot(point)
        picture = self._inlay.at(self._blocks_with_rooms(), spot)
        if picture is not None or self._article is None or not self._article.links:
            return picture
        position = self.document().documentLayout().hitTest(spot, Qt.HitTestAccuracy.FuzzyHit)
        block = self.document().findBlock(max(position, 0))
        for near in (position - block.position(), position - block.position() - 1):
            for run in self._links.at(block.blockNumber(), near):
                rects = line_rects(block, run.start, run.end)
                if any(rect.adjusted(-1, -3, 1, 7).contains(spot) for rect, _ in rects):
                    return run.link
        return None

    def link_in(self, span: Span) -> Hyperlink | None:
        """The first link that shares words with a passage."""
        links = self._article.links if self._article is not None else ()
        return next((link for link in links if link.span.overlaps(span)), None)

    def link_at_caret(self) -> Hyperlink | None:
        """The link that is selected, or that the caret is in or at the end of."""
        if self._article is None:
            return None
        if (span := self.selected_span()) is not None:
            return self.link_in(span)
        at = self._article.offset(self.textCursor().position())
        return self.link_in(Span(at, at + 1)) or (self.link_in(Span(at - 1, at)) if at else None)

    def marks_at(self, point: QPoint) -> list[Marking]:
        """Marks under a point of the viewport, the one a click means first."""
        spot = self._spot(point)
        position = self.document().documentLayout().hitTest(spot, Qt.HitTestAccuracy.FuzzyHit)
        if position < 0:
            return []
        block = self.document().findBlock(position)
        inside = position - block.position()
        found = [
            mark
            for near in (inside, inside - 1)
            for mark in self._markings.at(block.blockNumber(), near)
            if self._shows(mark)
            and any(rect.adjusted(-1, -3, 1, 7).contains(spot) for rect, _ in line_rects(block, mark.start, mark.end))
        ]
        unique = {m.ref: m for m in found}
        return sorted(unique.values(), key=lambda m: click_order(m.ref))

    # Qt

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002
        # Returning None would let Qt fall back to opening the path; an image stops it.
        return QImage()

    def paintEvent(self, event: QPaintEvent) -> None:
        opacity = float(self._fade.currentValue()) if self._fade.state() == QVariantAnimation.State.Running else 1.0
        blocks = list(self.visible_blocks()) if self._article is not None else []
        scrolled = QPointF(0, -self.verticalScrollBar().value())
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(scrolled)
        for block in blocks:
            self._painter.grounds(painter, block, self._markings, self._shows, self._selected, self._entity, opacity)
        with_rooms = self._blocks_with_rooms()
        self._inlay.paint(painter, with_rooms, self._lead if isinstance(self._lead, PicturePlace) else None)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(scrolled)
        for block in blocks:
            runs = self._links.of_block(block.blockNumber())
            if runs:
                self._link_painter.lines(painter, block, runs)
            self._painter.strokes(painter, block, self._markings, self._shows, opacity)
            for run in runs:
                if run.link == self._lead:
                    self._link_painter.ring(painter, block, run)
        painter.end()
        if with_rooms:
            middle = self.verticalScrollBar().value() + self.viewport().height() / 2
            near = with_rooms[-1].next()
            self._inlay.want([*with_rooms, near] if near.isValid() else with_rooms, middle, self.devicePixelRatioF())

    def _fit_pictures(self, size: QSize) -> None:
        """Make the rooms of pictures as large as a viewport of this size asks for."""
        self._inlay.fit(size.width() - MARGIN_LEFT - MARGIN_RIGHT, size.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._settling = True
        self._fit_pictures(event.size())
        super().resizeEvent(event)
        self._settling = False
        self._restore_place()
        self.moved.emit()

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
