"""Which shape is which kind."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.desktop.graph.painting import draw_shape
from app.desktop.theme.tokens import Tokens
from app.domain.analysis import EntityKind

_KINDS = (
    (EntityKind.PERSON, "person"),
    (EntityKind.ORGANISATION, "organisation"),
    (EntityKind.PLACE, "place"),
    (EntityKind.EVENT, "all else"),
)
_R, _GAP = 4.5, 14.0


class Legend(QWidget):
    """One quiet line."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._shown: tuple[tuple[EntityKind, str], ...] = _KINDS
        self.setAccessibleName("Circles are people, squares organisations, diamonds places, triangles all else.")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.updateGeometry()
        self.update()

    def show_kinds(self, kinds: Collection[EntityKind]) -> None:
        """Only those that are in the graph."""
        named = {kind for kind, _ in _KINDS[:-1]}
        self._shown = tuple(
            (kind, words)
            for kind, words in _KINDS
            if (kind in kinds if kind in named else any(k not in named for k in kinds))
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self.font())
        wide = sum(3 * _R + metrics.horizontalAdvance(words) + _GAP for _, words in self._shown)
        return QSize(round(wide), round(metrics.height() + 6))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics, x, middle = QFontMetricsF(self.font()), _R, self.height() / 2
        for kind, words in self._shown:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._tokens.hue(kind))
            draw_shape(painter, kind, QPointF(x, middle), _R)
            x += 2 * _R
            painter.setPen(self._tokens.color("soft"))
            wide = metrics.horizontalAdvance(words) + 2
            painter.drawText(QRectF(x, 0, wide, self.height()), Qt.AlignmentFlag.AlignVCenter, words)
            x += wide + _GAP
