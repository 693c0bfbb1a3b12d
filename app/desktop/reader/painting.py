"""Paints the marks of the blocks that are on the screen: grounds below the text, strokes above it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextBlock

from app.desktop.reader.markings import Marking, Markings
from app.desktop.theme.tokens import Tokens, mixed
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


def _is_quoted(claim: Marking, quotes: Sequence[Marking]) -> bool:
    """Whether half of a claim or more, as far as it stands in this block, lies within quotes."""
    shared = sum(max(0, min(claim.end, q.end) - max(claim.start, q.start)) for q in quotes)
    return 2 * shared >= claim.end - claim.start


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
        """Grounds of claims, quotes, coloured notes and what is selected, in this order. A claim that mostly is a
        quote's words has no ground of its own: that of the quote and the claim's corner say both.
        """
        own = [m for m in markings.of_block(block.blockNumber()) if shows(m)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setOpacity(opacity)
        claims = [m for m in own if m.ref.kind is MarkKind.CLAIM]
        quotes = [m for m in own if m.ref.kind is MarkKind.QUOTE]
        for mark in claims:
            if not _is_quoted(mark, quotes):
                self._ground(painter, block, mark, self._claim_ground(mark))
        for mark in quotes:
            self._ground(painter, block, mark, self._tokens.color("quote_ground"))
        for mark in own:
            if mark.colour:
                self._ground(painter, block, mark, self._tokens.ground_of(mark.colour))
        painter.setOpacity(1.0)
        for mark in own:
            if mark.ref in selected or (selected_entity is not None and mark.entity_id == selected_entity):
                self._ground(painter, block, mark, self._tokens.color("selection"))

    def _claim_ground(self, mark: Marking) -> QColor:
        color = self._tokens.color("claim_ground")
        return mixed(color, self._tokens.color("ground"), 0.5) if mark.suspected else color

    def _ground(self, painter: QPainter, block: QTextBlock, mark: Marking, color: QColor) -> None:
        painter.setBrush(color)
        for rect, _ in line_rects(block, mark.start, mark.end):
            painter.drawRoundedRect(rect.adjusted(-2, -2, 2, 3), 3, 3)

    def strokes(self, painter: QPainter, block: QTextBlock, markings: Markings, shows: Shows, opacity: float) -> None:
        """Underlines of entities, bars of quotes, corners of claims, pens of notes."""
        painter.setOpacity(opacity)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        barred = False
        for mark in markings.of_block(block.blockNumber()):
            if not shows(mark):
                continue
            if mark.ref.kind is MarkKind.MENTION:
                self._underline(painter, block, mark)
            elif mark.ref.kind is MarkKind.QUOTE and mark.barred:
                barred = True
            elif mark.ref.kind is MarkKind.CLAIM:
                self._opening(painter, block, mark)
            elif mark.ref.kind is MarkKind.NOTE:
                self._note(painter, block, mark)
        if barred:
            self._bar(painter, block)
        painter.setOpacity(1.0)

    def _underline(self, painter: QPainter, block: QTextBlock, mark: Marking) -> None:
        """Where a name comes again its line is fainter: the first one is the news."""
        assert mark.entity is not None
        color = self._tokens.hue(mark.entity)
        if not mark.first:
            color.setAlphaF(self._tokens.again)
        pen = QPen(color, 1.0 if mark.suspected else 1.8)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setStyle(_STROKES.get(mark.entity, Qt.PenStyle.SolidLine))
        painter.setPen(pen)
        for rect, baseline in line_rects(block, mark.start, mark.end):
            y = baseline + 4.5
            painter.drawLine(QLineF(rect.left(), y, rect.right(), y))

    def _opening(self, painter: QPainter, block: QTextBlock, mark: Marking) -> None:
        """A small corner where a claim begins, which its ground does not show next to another one."""
        pen = QPen(self._tokens.color("claim_rule"), 1.0 if mark.suspected else 1.6)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        for rect, _ in line_rects(block, mark.start, mark.end):
            corner = QPointF(rect.left() - 2, rect.top() - 1.5)
            painter.drawPolyline([corner + QPointF(0, 6), corner, corner + QPointF(6, 0)])
            return

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
            draw_chain(painter, at + QPointF(9 if mark.worded else 0, -1), color)  # above the letters that follow


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
