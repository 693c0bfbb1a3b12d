"""Paints the pictures of an article, and a quiet plate in the place of those that are not decoded yet."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen

from app.desktop.theme.tokens import Tokens
from app.domain.pictures import PicturePlace

BROKEN = "This picture cannot be shown"
_PAPER = QColor("#fbfaf7")
_DIMMED = QColor(0, 0, 0, 44)
_INSET = 14


class PlatePainter:
    """Draws with one theme; `font` is that of the words on a plate."""

    def __init__(self, tokens: Tokens, font: QFont) -> None:
        self._tokens, self._font = tokens, font
        self._dark = tokens.color("ground").lightness() < 128

    def draw(
        self,
        painter: QPainter,
        rect: QRectF,
        picture: PicturePlace,
        image: QImage | None,
        *,
        broken: bool,
        ringed: bool,
    ) -> None:
        """`image` in `rect`; while there is none a plate with its description. `ringed`: the keyboard is on it."""
        if image is None:
            words = (BROKEN, picture.description) if broken else (picture.description,)
            self._plate(painter, rect, "\n".join(filter(None, words)))
        else:
            if image.hasAlphaChannel():  # drawn for paper: dark lines would be lost on a dark ground
                painter.fillRect(rect, _PAPER if self._dark else self._tokens.color("field"))
            painter.drawImage(rect, image)
            if self._dark:
                painter.fillRect(rect, _DIMMED)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._tokens.color("hairline"), 1))
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        if ringed:
            painter.setPen(QPen(self._tokens.color("accent"), 2))
            painter.drawRoundedRect(rect.adjusted(-4, -4, 4, 4), 4, 4)

    def _plate(self, painter: QPainter, rect: QRectF, words: str) -> None:
        painter.fillRect(rect, self._tokens.color("pane"))
        inside = rect.adjusted(_INSET, _INSET, -_INSET, -_INSET)
        if not words or inside.width() < 60 or inside.height() < 16:
            return
        painter.save()
        painter.setClipRect(inside)
        painter.setFont(self._font)
        painter.setPen(self._tokens.color("soft"))
        painter.drawText(inside, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
        painter.restore()
