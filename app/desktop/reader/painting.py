"""Paints the marks of the blocks that are on the screen: grounds below the text, strokes above it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextBlock

from app.desktop.reader.markings import Marking, Markings
from app.desktop.theme.tokens import Tokens
from app.domain.analysis import EntityKind
from app.domain.marks import MarkKind, MarkRef

_SPACE = " ".encode("utf-16-le")
_STROKES = {
    EntityKind.PLACE: Qt.PenStyle.DotLine,
    EntityKind.EVENT: Qt.PenStyle.DashLine,
}


def line_rects(block: QTextBlock, start: int, end: int) -> Iterator[tuple[QRectF, float]]:
    """For each line that holds part of `[start, end)` of a laid-out block: its rectangle in document coordinates (the
    height of the letters, not of the leading) and the y of the baseline.
    """
    layout = block.layout()
    origin = layout.position()
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        first, length = line.textStart(), line.textLength()
        if first >= end or first + length <= start:
            continue
        last = min(end, first + length)
        if last == first + length and last - 1 > max(start, first) and _breaks_at_space(block, last):
            last -= 1
        left = _x(line.cursorToX(max(start, first)))
        right = _x(line.cursorToX(last))
        if right < left:  # right-to-left text
            left, right = right, left
        top = origin.y() + line.y()
        yield (
            QRectF(origin.x() + left, top, right - left, line.ascent() + line.descent()),
            top + line.ascent(),
        )


def _breaks_at_space(block: QTextBlock, end: int) -> bool:
    """Whether the character before UTF-16 position `end` is the space a line breaks at, which is not seen."""
    text = block.text()
    if len(text) < block.length() - 1:  # characters of two units: count in those
        return text.encode("utf-16-le", "surrogatepass")[2 * end - 2 : 2 * end] == _SPACE
    return text[end - 1 : end] == " "


def _x(answer: object) -> float:
    """PySide answers cursorToX with a float or with (float, cursor position), by version."""
    return float(answer[0]) if isinstance(answer, tuple) else float(answer)  # type: ignore[arg-type]


Shows = Callable[[Marking], bool]
"""Whether a mark's layer is switched on. Asked while painting, so that switching a layer applies nothing anew."""


class MarkPainter:
    """Draws with one theme. Opacity fades new marks in."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens

    def grounds(
        self,
        painter: QPainter,
        block: QTextBlock,
        markings: Markings,
        shows: Shows,
        selected: frozenset[MarkRef],
        selected_entity: int | None,
        opacity: float,
    ) -> None:
        """Grounds of claims, quotes, coloured notes and what is selected, in this order. A claim in a quote keeps a
        cool lower edge.
        """
        own = [m for m in markings.of_block(block.blockNumber()) if shows(m)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setOpacity(opacity)
        claims = [m for m in own if m.ref.kind is MarkKind.CLAIM]
        quotes = [m for m in own if m.ref.kind is MarkKind.QUOTE]
        for mark in claims:
            self._ground(painter, block, mark, self._tokens.color("claim_ground"))
        for mark in quotes:
            self._ground(painter, block, mark, self._tokens.color("quote_ground"))
        for mark in own:
            if mark.colour:
                self._ground(painter, block, mark, self._tokens.ground_of(mark.colour))
        painter.setOpacity(1.0)
        for mark in own:
            if mark.ref in selected or (selected_entity is not None and mark.entity_id == selected_entity):
                self._ground(painter, block, mark, self._tokens.color("selection"))
        painter.setOpacity(opacity)
        for claim in claims:
            for quote in quotes:
                if claim.start < quote.end and quote.start < claim.end:
                    self._edge(painter, block, max(claim.start, quote.start), min(claim.end, quote.end))
        painter.setOpacity(1.0)

    def _edge(self, painter: QPainter, block: QTextBlock, start: int, end: int) -> None:
        color = self._tokens.color("claim_rule")
        color.setAlpha(150)
        for rect, _ in line_rects(block, start, end):
            painter.fillRect(QRectF(rect.left(), rect.bottom() + 2.5, rect.width(), 1), color)

    def _ground(self, painter: QPainter, block: QTextBlock, mark: Marking, color: QColor) -> None:
        painter.setBrush(color)
        for rect, _ in line_rects(block, mark.start, mark.end):
            painter.drawRoundedRect(rect.adjusted(-2, -2, 2, 3), 3, 3)

    def strokes(
        self, painter: QPainter, block: QTextBlock, markings: Markings, shows: Shows, opacity: float
    ) -> None:
        """Underlines of entities, bars of quotes, edges of suspected claims, pens of notes."""
        painter.setOpacity(opacity)
        barred = False
        for mark in markings.of_block(block.blockNumber()):
            if not shows(mark):
                continue
            if mark.ref.kind is MarkKind.MENTION:
                self._underline(painter, block, mark)
            elif mark.ref.kind is MarkKind.QUOTE and mark.barred:
                barred = True
            elif mark.ref.kind is MarkKind.NOTE:
                self._note(painter, block, mark)
        if barred:
            self._bar(painter, block)
        painter.setOpacity(1.0)

    def _underline(self, painter: QPainter, block: QTextBlock, mark: Marking) -> None:
        assert mark.entity is not None
        pen = QPen(self._tokens.hue(mark.entity), 1.0 if mark.suspected else 2.0)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setStyle(_STROKES.get(mark.entity, Qt.PenStyle.SolidLine))
        painter.setPen(pen)
        for rect, baseline in line_rects(block, mark.start, mark.end):
            y = baseline + 4.5
            painter.drawLine(QLineF(rect.left(), y, rect.right(), y))

    def _bar(self, painter: QPainter, block: QTextBlock) -> None:
        layout = block.layout()
        if layout.lineCount() == 0:
            return
        first, last = layout.lineAt(0), layout.lineAt(layout.lineCount() - 1)
        top = layout.position().y() + first.y()
        bottom = layout.position().y() + last.y() + last.ascent() + last.descent()
        left = layout.position().x() + min(first.x(), last.x()) - 16
        painter.fillRect(QRectF(left, top, 3, bottom - top), self._tokens.color("quote_bar"))

    def _note(self, painter: QPainter, block: QTextBlock, mark: Marking) -> None:
        """A dotted line and a pen for words, a whole line for a highlight, a chain where it is linked."""
        color = self._tokens.color(mark.colour or "accent")
        pen = QPen(color, 1.0)
        pen.setStyle(Qt.PenStyle.DotLine if mark.worded or not mark.colour else Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        last: QRectF | None = None
        for rect, baseline in line_rects(block, mark.start, mark.end):
            painter.drawLine(QLineF(rect.left(), baseline + 7.5, rect.right(), baseline + 7.5))
            last = rect
        if last is None or not mark.ends:
            return
        at = QPointF(last.right() + 1, last.top() - 1)
        if mark.worded:
            draw_pen(painter, at, color)
        if mark.linked:
            draw_chain(painter, at + QPointF(0, 11 if mark.worded else 0), color)


def draw_chain(painter: QPainter, at: QPointF, color: QColor) -> None:
    """Two small rings that hold each other; `at` is their upper left corner."""
    painter.setPen(QPen(color, 1.1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QRectF(at.x(), at.y() + 1, 5, 5))
    painter.drawEllipse(QRectF(at.x() + 3.4, at.y() + 1, 5, 5))


def draw_pen(painter: QPainter, at: QPointF, color: QColor, size: float = 8.0) -> None:
    """A small slanted pen whose upper left corner is `at`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(color, size * 0.34)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    tip, tail = at + QPointF(0.1 * size, 0.95 * size), at + QPointF(0.9 * size, 0.15 * size)
    painter.drawLine(QLineF(tip + (tail - tip) * 0.28, tail))
    painter.setPen(QPen(color, 0.9))
    painter.drawLine(QLineF(tip, tip + (tail - tip) * 0.3))
    painter.restore()
