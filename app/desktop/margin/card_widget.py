"""One margin card on the screen: a coloured rule and words that flow in lines, some of them targets of their own."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.desktop.margin.cards import Card, Segment, Tone
from app.desktop.theme.fonts import Typefaces
from app.desktop.theme.tokens import Tokens

RULE = 3.0
INSET = 12.0
PAD = 2.0
MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    at: QPointF  # baseline start
    width: float
    segment: Segment


@dataclass(frozen=True, slots=True)
class CardLook:
    """Fonts and colours of all cards: made once a theme and font size."""

    tokens: Tokens
    faces: Typefaces
    px: int

    def font(self, tone: Tone) -> QFont:
        return self.faces.ui(self.px, QFont.Weight.DemiBold if tone is Tone.STRONG else QFont.Weight.Normal)

    def color(self, segment: Segment) -> QColor:
        if segment.kind is not None:
            return self.tokens.hue(segment.kind)
        return self.tokens.color({Tone.SOFT: "soft", Tone.ACCENT: "accent"}.get(segment.tone, "text"))


def flow(card: Card, width: float, look: CardLook) -> tuple[list[_Word], float]:
    """Set the card's words in lines of `width` px; the words with their places, and the card's height in px.

    At most MOST_LINES lines: what is longer ends in an ellipsis, and stands whole in the inspector.
    """
    metrics = {tone: QFontMetricsF(look.font(tone)) for tone in Tone}
    line = metrics[Tone.PLAIN].height() + 1.5
    x, row = INSET, 0
    words: list[_Word] = []
    for segment in card.segments:
        measure = metrics[segment.tone]
        if segment.new_line and x > INSET:
            x, row = INSET, row + 1
        for text in segment.words.split(" "):
            wide = measure.horizontalAdvance(text)
            if x > INSET and x + wide > width:
                x, row = INSET, row + 1
            if row >= MOST_LINES:
                if words:
                    last = words[-1]
                    words[-1] = _Word(last.text.rstrip(",…") + "…", last.at, last.width, last.segment)
                return words, MOST_LINES * line + 2 * PAD
            if x + wide > width:  # one long word: cut it
                text = measure.elidedText(text, Qt.TextElideMode.ElideRight, width - x)
                wide = measure.horizontalAdvance(text)
            words.append(_Word(text, QPointF(x, PAD + row * line + measure.ascent()), wide, segment))
            x += wide + measure.horizontalAdvance(" ")
    return words, (row + 1) * line + 2 * PAD


class CardWidget(QWidget):
    """A focusable card. Tab reaches it, Enter opens it, the arrow keys step through its own targets."""

    activated = Signal(object)  # MarkRef
    hovered = Signal(object)  # MarkRef or None

    def __init__(self, card: Card, look: CardLook, parent: QWidget) -> None:
        super().__init__(parent)
        self.card = card
        self._look = look
        self._lit = False
        self._target = 0
        self._words: list[_Word] = []
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(card.spoken)
        self.setAccessibleDescription(card.detail)
        self.setToolTip(f"<p>{escape(card.detail).replace(chr(10), '<br>')}</p>" if card.detail else "")

    def arrange(self, width: float) -> float:
        """Set the words for a width; the height they take."""
        self._words, height = flow(self.card, width, self._look)
        self.resize(int(width), round(height))
        return height

    def light(self, on: bool) -> None:
        """The selection ground, for the mark that is selected or under the pointer."""
        if on != self._lit:
            self._lit = on
            self.update()

    def sizeHint(self) -> QSize:
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        tokens = self._look.tokens
        if self._lit or self.hasFocus():
            painter.fillRect(self.rect(), tokens.color("selection"))
        painter.fillRect(QRectF(0, 0, RULE, self.height()), tokens.color(self.card.rule))
        current = self._targets()[self._target] if self.hasFocus() and self._targets() else None
        for word in self._words:
            font = self._look.font(word.segment.tone)
            font.setUnderline(current is not None and word.segment is current)
            painter.setFont(font)
            painter.setPen(self._look.color(word.segment))
            painter.drawText(word.at, word.text)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.activated.emit(self._ref_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hovered.emit(self._ref_at(event.position()))

    def leaveEvent(self, event: object) -> None:  # noqa: ARG002
        self.hovered.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        targets = self._targets()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.activated.emit(targets[self._target].ref if targets else self.card.ref)
        elif targets and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if event.key() == Qt.Key.Key_Right else -1
            self._target = (self._target + step) % len(targets)
            self.setAccessibleName(targets[self._target].words)
            self.update()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.hovered.emit(self.card.ref)
        self.update()

    def _targets(self) -> list[Segment]:
        return [s for s in self.card.segments if s.ref is not None]

    def _ref_at(self, point: QPointF) -> object:
        line = QFontMetricsF(self._look.font(Tone.PLAIN)).height()
        for word in self._words:
            box = QRectF(word.at.x() - 2, word.at.y() - line + 3, word.width + 5, line + 2)
            if word.segment.ref is not None and box.contains(point):
                return word.segment.ref
        return self.card.ref
