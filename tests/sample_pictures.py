"""Draws the pictures of the sample articles and puts them into their pages: `python -m tests.sample_pictures`."""

from __future__ import annotations

import base64
import random
import re
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QLinearGradient, QPainter, QPen, QPolygonF

from app.desktop.theme.fonts import load_typefaces
from app.paths import RESOURCES

SAMPLES = RESOURCES / "samples"


def mole_gap(width: int = 1080, height: int = 640) -> QImage:
    """A stone mole at low water, with a gap in it and the sea behind."""
    chance = random.Random(19)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    _shade(painter, QRectF(0, 0, width, 290), "#93a7b4", "#e4ddcf")
    for x, y, w in ((130, 70, 320), (560, 46, 260), (760, 120, 360), (260, 150, 420)):
        painter.setBrush(QColor(255, 255, 255, 46))
        painter.drawRoundedRect(QRectF(x, y, w, 16), 8, 8)
    _shade(painter, QRectF(0, 290, width, 190), "#7f99a3", "#4f6f7c")
    painter.setPen(QPen(QColor(255, 255, 255, 80), 2))
    for _ in range(70):
        x, y = chance.uniform(0, width), chance.uniform(300, 470)
        painter.drawLine(QPointF(x, y), QPointF(x + (y - 280) / 6, y))
    painter.setPen(Qt.PenStyle.NoPen)
    _shade(painter, QRectF(0, 470, width, height - 470), "#b8a88d", "#8f8068")
    painter.setBrush(QColor("#6f8b95"))
    for x, y, w in ((40, 560, 230), (620, 530, 300), (380, 600, 170)):
        painter.drawEllipse(QRectF(x, y, w, 16))
    _wall(painter, chance, 0, 420, 1)
    _wall(painter, chance, 640, width, -1)
    for _ in range(46):  # what fell out of it
        x = chance.gauss(530, 92)
        size = chance.uniform(12, 42)
        y = chance.uniform(452, 540) - size / 2
        _stone(painter, chance, QRectF(x, y, size * 1.4, size))
    painter.setPen(QPen(QColor("#3f4a50"), 3))
    for x, y in ((500, 150), (560, 182), (446, 200)):
        painter.drawArc(QRectF(x, y, 24, 14), 20 * 16, 140 * 16)
        painter.drawArc(QRectF(x + 23, y, 24, 14), 20 * 16, 140 * 16)
    painter.end()
    return image


def _shade(painter: QPainter, rect: QRectF, top: str, bottom: str) -> None:
    shade = QLinearGradient(0, rect.top(), 0, rect.bottom())
    shade.setColorAt(0, QColor(top))
    shade.setColorAt(1, QColor(bottom))
    painter.fillRect(rect, shade)


def _wall(painter: QPainter, chance: random.Random, left: float, right: float, broken: int) -> None:
    """Courses of stone from 250 down to 480; `broken`: which end has stones missing, 1 the right one, -1 the left."""
    for row in range(7):
        y, tall = 250 + 33.0 * row, 33.0
        x = left - chance.uniform(0, 40)
        reach = 16.0 * row - chance.uniform(0, 26)
        start = left - reach if broken < 0 else left
        end = right + reach if broken > 0 else right
        painter.setBrush(QColor("#4b4640"))  # the joints
        painter.drawRect(QRectF(start if broken > 0 else start + 6, y, end - start - 26, tall))
        while x < end:
            wide = chance.uniform(46, 84)
            if x + wide > start - 10 and x < end - 14:
                _stone(painter, chance, QRectF(max(x, start - 14), y, wide - 2, tall - 2))
            x += wide


def _stone(painter: QPainter, chance: random.Random, rect: QRectF) -> None:
    shade = chance.randint(-16, 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(112 + shade, 104 + shade, 96 + shade))
    bent = chance.uniform(1, 5)
    corners = (
        QPointF(rect.left() + bent, rect.top()),
        QPointF(rect.right() - bent / 2, rect.top() + bent / 2),
        QPointF(rect.right(), rect.bottom() - bent),
        QPointF(rect.left(), rect.bottom()),
    )
    painter.drawPolygon(QPolygonF(corners))
    painter.setBrush(QColor(255, 255, 255, 26))
    painter.drawRect(QRectF(rect.left() + bent, rect.top() + 1, rect.width() - 2 * bent, 3))


def shares(width: int = 1080, height: int = 250) -> QImage:
    """Of what the difference is made, as the report has it: one bar in three parts."""
    faces = load_typefaces(RESOURCES / "fonts")
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor("#22252a"))
    painter.setFont(faces.ui(28, QFont.Weight.DemiBold))
    painter.drawText(QPointF(40, 56), "What made the breakwater dearer, in per cent")
    x, room = 40.0, width - 80
    for share, words, colour in ((74, "stone", "#5f7d96"), (15, "wages", "#b2573f"), (11, "borrowing", "#8a8f7a")):
        wide = room * share / 100
        painter.fillRect(QRectF(x, 92, wide - 3, 74), QColor(colour))
        painter.setPen(QColor("#ffffff"))
        painter.setFont(faces.ui(30, QFont.Weight.DemiBold))
        painter.drawText(QRectF(x + 14, 92, wide - 20, 74), Qt.AlignmentFlag.AlignVCenter, str(share))
        painter.setPen(QColor("#40444b"))
        painter.setFont(faces.ui(25))
        painter.drawText(QPointF(x, 206), words)
        x += wide
    painter.end()
    return image


def address_of(image: QImage, kind: str, quality: int) -> str:
    """The picture as an address that holds it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind, quality)  # type: ignore[call-overload]
    data = bytes(buffer.data().data())
    return f"data:image/{kind.lower()};base64,{base64.b64encode(data).decode('ascii')}"


def put_into(page: Path, alt: str, address: str) -> None:
    """Make the picture with these words in its place lead to `address`."""
    text = page.read_text("utf-8")
    found = re.search(rf'<img src="([^"]*)" alt="{re.escape(alt)}', text)
    assert found is not None, f"{page.name} has no picture “{alt}”"
    page.write_text(text[: found.start(1)] + address + text[found.end(1) :], "utf-8")


def main() -> int:
    application = QGuiApplication(sys.argv)
    wall = address_of(mole_gap(), "JPEG", 72)
    put_into(SAMPLES / "04-storm-costs.html", "A gap in a stone wall", wall)
    bar = address_of(shares(), "PNG", 0)
    put_into(SAMPLES / "06-audit-report.html", "A bar in three parts", bar)
    print(f"{len(wall):,} and {len(bar):,} characters")
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main())
