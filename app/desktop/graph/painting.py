"""Paints a graph: the same on the screen and in a picture that is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from app.desktop.graph.layout import Box
from app.desktop.theme.tokens import Tokens, mixed
from app.domain.across import Network
from app.domain.analysis import EntityKind
from app.domain.rows import plural

SMALLEST, LARGEST = 4.5, 12.0  # radii in px, of who is in the fewest and in the most articles
WIDEST_LABEL = 150.0
_BELOW = 3.0  # px between a node and its label
_FADED = 0.16


@dataclass(frozen=True, slots=True)
class Plan:
    """A graph with its places: `points` are the middles of boxes that hold a node and its label."""

    network: Network
    points: tuple[QPointF, ...]
    size: QSize


class Painter:
    """Fonts and colours of a graph. Kinds are told by shape as well as by hue."""

    def __init__(self, tokens: Tokens, font: QFont) -> None:
        self.tokens, self.font = tokens, font
        self._metrics = QFontMetricsF(font)

    def boxes(self, network: Network) -> list[Box]:
        """How much room each node takes with its label."""
        return [
            Box(
                max(self._metrics.horizontalAdvance(self.label(n.name)), 2 * LARGEST) + 6,
                2 * radius(network, i) + _BELOW + self._metrics.height(),
            )
            for i, n in enumerate(network.nodes)
        ]

    def label(self, name: str) -> str:
        return self._metrics.elidedText(" ".join(name.split()), Qt.TextElideMode.ElideRight, WIDEST_LABEL)

    def centre(self, plan: Plan, number: int) -> QPointF:
        """Where the node itself is, above its label."""
        return plan.points[number] - QPointF(0, (_BELOW + self._metrics.height()) / 2)

    def area(self, plan: Plan, number: int) -> QRectF:
        """The node with its label, to be clicked."""
        box = self.boxes(plan.network)[number]
        at = plan.points[number]
        return QRectF(at.x() - box.width / 2, at.y() - box.height / 2, box.width, box.height)

    def paint(self, painter: QPainter, plan: Plan, lit: int | None = None, ring: int | None = None) -> None:
        """Everything; when a node is `lit`, it and its neighbours stand out. `ring` is where the keyboard is."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(QPointF(0, 0), plan.size), self.tokens.color("ground"))
        near = {lit, *(n for n, _ in plan.network.neighbours(lit))} if lit is not None else None
        self._edges(painter, plan, lit)
        for number in range(len(plan.network.nodes)):
            self._node(painter, plan, number, faded=near is not None and number not in near, ringed=number == ring)
        for number in range(len(plan.network.nodes)):
            faded = near is not None and number not in near
            self._words(painter, plan, number, faded=faded, strong=number == lit)

    def _edges(self, painter: QPainter, plan: Plan, lit: int | None) -> None:
        most = max((e.articles for e in plan.network.edges), default=1)
        ground, soft, accent = (self.tokens.color(t) for t in ("ground", "soft", "accent"))
        for edge in sorted(plan.network.edges, key=lambda e: (lit in (e.a, e.b), e.articles)):
            weight = edge.articles / most
            own = lit is not None and lit in (edge.a, edge.b)
            strength = 0.16 + 0.34 * weight
            color = mixed(accent, ground, 0.75) if own else mixed(soft, ground, strength if lit is None else 0.09)
            painter.setPen(QPen(color, 0.8 + 4.2 * weight**1.3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(self.centre(plan, edge.a), self.centre(plan, edge.b))

    def _node(self, painter: QPainter, plan: Plan, number: int, *, faded: bool, ringed: bool) -> None:
        node, at, r = plan.network.nodes[number], self.centre(plan, number), radius(plan.network, number)
        ground = self.tokens.color("ground")
        hue = self.tokens.hue(node.kind)
        painter.setPen(QPen(ground, 1.5))
        painter.setBrush(mixed(hue, ground, _FADED) if faded else hue)
        draw_shape(painter, node.kind, at, r)
        if ringed:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.tokens.color("accent"), 2))
            painter.drawEllipse(at, r + 4, r + 4)

    def _words(self, painter: QPainter, plan: Plan, number: int, *, faded: bool, strong: bool) -> None:
        node, r = plan.network.nodes[number], radius(plan.network, number)
        font = QFont(self.font)
        if strong:
            font.setWeight(QFont.Weight.DemiBold)
        words = self.label(node.name)
        wide = QFontMetricsF(font).horizontalAdvance(words)
        at = self.centre(plan, number)
        baseline = QPointF(at.x() - wide / 2, at.y() + r + _BELOW + self._metrics.ascent())
        ground = self.tokens.color("ground")
        halo = QPainterPath()
        halo.addText(baseline, font, words)
        pen = QPen(ground, 4)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(halo, pen)
        painter.setFont(font)
        painter.setPen(mixed(self.tokens.color("soft"), ground, 0.45) if faded else self.tokens.color("text"))
        painter.drawText(baseline, words)


def radius(network: Network, number: int) -> float:
    """The area of a node goes by the number of its articles."""
    most = max(n.articles for n in network.nodes)
    return SMALLEST + (LARGEST - SMALLEST) * sqrt(network.nodes[number].articles / max(1, most))


def draw_shape(painter: QPainter, kind: EntityKind, at: QPointF, r: float) -> None:
    """A circle for a person, a square for an organisation, a diamond for a place, a triangle for all else."""
    if kind is EntityKind.PERSON:
        painter.drawEllipse(at, r, r)
    elif kind is EntityKind.ORGANISATION:
        side = r * 0.88
        painter.drawRoundedRect(QRectF(at.x() - side, at.y() - side, 2 * side, 2 * side), 2, 2)
    elif kind is EntityKind.PLACE:
        painter.drawPolygon(_polygon(at, r * 1.15, ((0, -1), (1, 0), (0, 1), (-1, 0))))
    else:
        painter.drawPolygon(_polygon(at, r * 1.1, ((0, -1), (0.92, 0.72), (-0.92, 0.72))))


def describe(network: Network, number: int) -> str:
    """A node in words, for the tooltip and the screen reader."""
    node = network.nodes[number]
    near = network.neighbours(number)
    told = ", ".join(f"{network.nodes[n].name} ({count})" for n, count in near[:6])
    rest = f" and {len(near) - 6} more" if len(near) > 6 else ""
    company = f". Appears with {told}{rest}" if near else ""
    return f"{node.name}, {node.kind}, in {plural(node.articles, 'article')}{company}."


def _polygon(at: QPointF, r: float, corners: Sequence[tuple[float, float]]) -> QPolygonF:
    return QPolygonF([QPointF(at.x() + x * r, at.y() + y * r) for x, y in corners])
