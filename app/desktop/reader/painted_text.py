"""The text of an article with its marks painted behind and below the words, its links and its pictures."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent, QTextBlock
from PySide6.QtWidgets import QApplication, QWidget

from app.desktop.reader.document import ArticleDocument
from app.desktop.reader.hyperlinks import LinkPainter, LinkRuns
from app.desktop.reader.inlay import Inlay
from app.desktop.reader.markings import Marking, Markings, click_order
from app.desktop.reader.painting import MarkPainter, Shows, line_rects
from app.desktop.reader.pictures import Pictures
from app.desktop.reader.placed_text import PlacedText
from app.desktop.theme.tokens import Tokens
from app.domain.article import Hyperlink
from app.domain.marks import MarkRef
from app.domain.pictures import PicturePlace
from app.domain.spans import Span

FADE_MS = 150


class PaintedText(PlacedText):
    """What is drawn over the text, and which of it is under a point. Nothing is laid out anew for a mark."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._painter = MarkPainter(tokens)
        self._markings = Markings()
        self._links = LinkRuns()
        self._link_painter = LinkPainter(tokens)
        self._inlay = Inlay(tokens, QApplication.font())
        self._lead: Hyperlink | PicturePlace | None = None  # which the keyboard is on
        self._selected: frozenset[MarkRef] = frozenset()
        self._entity: int | None = None
        self._shows: Shows = lambda _: True
        self._fade = QVariantAnimation(self)
        self._fade.setDuration(FADE_MS)
        self._fade.setStartValue(0.0)
        self._fade.setEndValue(1.0)
        self._fade.valueChanged.connect(lambda _: self.viewport().update())

    def set_tokens(self, tokens: Tokens) -> None:
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

    # what is under a point

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

    # painting

    def _begin_anew(self, article: ArticleDocument | None) -> None:
        """Nothing is marked or selected yet in what is to be shown."""
        self._markings, self._links = Markings(), LinkRuns(article)
        self._lead = None
        self._selected, self._entity = frozenset(), None
        self._inlay.lay(article)

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
