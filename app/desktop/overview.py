"""The scroll bar at the page's edge, with a tick for every quote, claim and note of the article."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QScrollBar, QWidget

from app.desktop.theme.tokens import Tokens
from app.domain.marks import ArticleView, MarkKind
from app.domain.spans import Span

_TICKS = {MarkKind.QUOTE: "quote_bar", MarkKind.CLAIM: "claim_rule", MarkKind.NOTE: "accent"}


class Overview(QScrollBar):
    """A vertical scroll bar that mirrors the reader's. Ticks stand at the share of the text that lies before them."""

    def __init__(self, tokens: Tokens, mirrored: QScrollBar, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._tokens = tokens
        self._ticks: list[tuple[float, str]] = []
        self._drawn: QPixmap | None = None
        self._mirrored = mirrored
        self.setAccessibleName("Place in the article")
        mirrored.rangeChanged.connect(self._take_range)
        mirrored.valueChanged.connect(self.setValue)
        self.valueChanged.connect(mirrored.setValue)
        self._take_range(mirrored.minimum(), mirrored.maximum())

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._drawn = None
        self.update()

    def show_ticks(self, view: ArticleView, part: Span) -> None:
        """Ticks for the marks within the part of the text that is shown."""
        refs = [m.ref for group in (view.quotes, view.claims) for m in group]
        refs += [n.ref for n in view.notes if n.ref is not None]
        inside = [r for r in refs if part.start <= r.span.start < part.end]
        self._ticks = sorted({(round((r.span.start - part.start) / len(part), 3), _TICKS[r.kind]) for r in inside})
        self._drawn = None
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(12, 60)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        height = self.height()
        painter.fillRect(QRectF(0, 0, 1, height), self._tokens.color("hairline"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        total = self.maximum() - self.minimum() + self.pageStep()
        if self.maximum() > self.minimum():
            top = (self.value() - self.minimum()) / total * height
            long = max(24.0, self.pageStep() / total * height)
            handle = QRectF(3, min(top, height - long), self.width() - 5, long)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._tokens.color("soft") if self.isSliderDown() else self._tokens.handle)
            painter.drawRoundedRect(handle, 3.5, 3.5)
        if self._drawn is None or self._drawn.size() != self.size() * self.devicePixelRatio():
            self._drawn = self._draw_ticks()
        painter.drawPixmap(0, 0, self._drawn)

    def _draw_ticks(self) -> QPixmap:
        """All ticks, drawn once: an article may have thousands, and this is painted at every step of a scroll."""
        drawn = QPixmap(self.size() * self.devicePixelRatio())
        drawn.setDevicePixelRatio(self.devicePixelRatio())
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        for y, token in sorted({(round(share * (self.height() - 4)), token) for share, token in self._ticks}):
            painter.fillRect(QRectF(self.width() - 8, y, 6, 2), self._tokens.color(token))
        painter.end()
        return drawn

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(True)
        self._jump(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._jump(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        self.setSliderDown(False)
        self.update()

    def _jump(self, event: QMouseEvent) -> None:
        share = event.position().y() / max(1, self.height())
        total = self.maximum() - self.minimum() + self.pageStep()
        self.setValue(round(self.minimum() + share * total - self.pageStep() / 2))

    def _take_range(self, low: int, high: int) -> None:
        self.setRange(low, high)
        self.setPageStep(self._mirrored.pageStep())
        self.setSingleStep(self._mirrored.singleStep())
        self.setVisible(True)
        self.update()
