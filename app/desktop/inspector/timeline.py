"""When somebody was mentioned: one quiet bar for each month or year."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.desktop.theme.tokens import Tokens, mixed
from app.domain.periods import period_name
from app.domain.rows import Period, plural

BARS, BELOW = 34.0, 17.0
"""Heights in px: of the bars, and of the line of words below them."""


class Timeline(QWidget):
    """Left and right move along, Enter or a click chooses a period, again takes the choice back.

    `chosen` carries the key of a period, "" for all of them.
    """

    chosen = Signal(str)

    def __init__(self, periods: tuple[Period, ...], hue: QColor, tokens: Tokens, period: str = "") -> None:
        super().__init__()
        self._periods, self._hue, self._tokens = periods, hue, tokens
        self._chosen = period
        keys = [p.key for p in periods]
        self._at = keys.index(period) if period in keys else len(periods) - 1
        self._under: int | None = None
        self._most = max(p.mentions for p in periods)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name()

    def describe(self, number: int) -> str:
        """One period in words: "March 2026: 4 mentions in 2 articles"."""
        period = self._periods[number]
        name = period_name(period.key)
        if not period.mentions:
            return f"{name}: no mention"
        return f"{name}: {plural(period.mentions, 'mention')} in {plural(period.articles, 'article')}"

    def choose(self, number: int) -> None:
        """Show one period alone, or all again when it is the one that is shown."""
        key = self._periods[number].key
        self._at = number
        self._chosen = "" if key == self._chosen else key
        self._name()
        self.update()
        self.chosen.emit(self._chosen)

    def sizeHint(self) -> QSize:
        return QSize(200, round(BARS + BELOW + 4))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, round(BARS + BELOW + 4))

    def bar(self, number: int) -> QRectF:
        """Where the column of a period is, as tall as the tallest bar."""
        step = self.width() / len(self._periods)
        gap = 1.0 if step >= 4 else 0.0
        wide = min(step - gap, 15.0)
        return QRectF(number * step + (step - gap - wide) / 2, 2.0, wide, BARS)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        ground, soft = self._tokens.color("pane"), self._tokens.color("soft")
        base = 2.0 + BARS
        painter.fillRect(QRectF(0, base, self.width(), 1), self._tokens.color("hairline"))
        for number, period in enumerate(self._periods):
            column = self.bar(number)
            if number == self._under or (self.hasFocus() and number == self._at):
                painter.fillRect(column, self._tokens.color("selection"))
            if not period.mentions:
                continue
            tall = max(2.0, BARS * period.mentions / self._most)
            dimmed = bool(self._chosen) and period.key != self._chosen
            color = mixed(self._hue, ground, 0.28 if dimmed else 0.78)
            painter.fillRect(QRectF(column.left(), base - tall, column.width(), tall), color)
        if self.hasFocus():
            column = self.bar(self._at)
            painter.fillRect(QRectF(column.left(), base, max(3.0, column.width()), 2), self._tokens.color("accent"))
        font = self.font()
        font.setPixelSize(max(9, font.pixelSize() - 2 if font.pixelSize() > 0 else 11))
        painter.setFont(font)
        painter.setPen(soft)
        line = QRectF(0, base + 3, self.width(), BELOW)
        first, last = (_short(p.key) for p in (self._periods[0], self._periods[-1]))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, first)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, last)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Left: self._at - 1,
            Qt.Key.Key_Right: self._at + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self._periods) - 1,
        }
        if event.key() in moves:
            self._at = min(max(0, moves[Qt.Key(event.key())]), len(self._periods) - 1)
            self._name()
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.choose(self._at)
        elif event.key() == Qt.Key.Key_Escape and self._chosen:
            self.choose(next(i for i, p in enumerate(self._periods) if p.key == self._chosen))
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.choose(self._number_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._under = self._number_at(event.position())
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._under = None
        self.update()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.describe(self._number_at(QPointF(event.pos()))), self)
            return True
        return super().event(event)

    def _number_at(self, point: QPointF) -> int:
        return min(max(0, int(point.x() * len(self._periods) / max(1, self.width()))), len(self._periods) - 1)

    def _name(self) -> None:
        """What a screen reader says: the period that is stepped on."""
        only = ", shown alone" if self._chosen == self._periods[self._at].key else ""
        place = f"{self._at + 1} of {len(self._periods)}"
        self.setAccessibleName(f"Mentions over time. {self.describe(self._at)}{only}. {place}")


def _short(key: str) -> str:
    return period_name(key) if len(key) == 4 else f"{period_name(key)[:3]} {key[:4]}"
