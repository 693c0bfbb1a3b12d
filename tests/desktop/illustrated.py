"""Articles with pictures and links, drawn and written here."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPen

from app.domain.article import Hyperlink, Illustration
from app.domain.pictures import PicturePlace
from app.domain.spans import Span


def encoded(image: QImage, kind: str = "PNG") -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def plain(width: int, height: int, colour: str = "#c03030", kind: str = "PNG") -> bytes:
    """One colour all over."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return encoded(image, kind)


def illustration(block: int, width: int, height: int, description: str = "", colour: str = "#c03030") -> Illustration:
    return Illustration(block, width, height, plain(width, height, colour), description)


def places(*illustrations: Illustration) -> tuple[PicturePlace, ...]:
    """As a library that keeps these tells of them."""
    return tuple(
        PicturePlace(number, one.block, one.width, one.height, one.description)
        for number, one in enumerate(illustrations)
    )


def link(text: str, words: str, address: str) -> Hyperlink:
    at = text.index(words)
    return Hyperlink(Span(at, at + len(words)), address)


def harbour_wall(width: int = 960, height: int = 540) -> QImage:
    """A harbour with a wall and a lamp in the evening."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    sky = QLinearGradient(0, 0, 0, height * 0.6)
    for at, colour in ((0, "#5b7f9e"), (0.6, "#d9b99a"), (1, "#f0d7ae")):
        sky.setColorAt(at, QColor(colour))
    painter.fillRect(QRectF(0, 0, width, height), sky)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#f7efd8"))
    painter.drawEllipse(QPointF(width * 0.72, height * 0.5), height * 0.07, height * 0.07)
    sea = QLinearGradient(0, height * 0.6, 0, height)
    sea.setColorAt(0, QColor("#8aa3ad"))
    sea.setColorAt(1, QColor("#35505f"))
    painter.fillRect(QRectF(0, height * 0.6, width, height * 0.4), sea)
    painter.setPen(QPen(QColor(255, 255, 255, 60), 2))
    for row in range(9):
        y = height * (0.64 + 0.04 * row)
        for column in range(7):
            x = (column * 151 + row * 67) % width
            painter.drawLine(QPointF(x, y), QPointF(x + 40 + 6 * row, y))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#4a4541"))
    painter.drawPolygon(
        [
            QPointF(0, height * 0.58),
            QPointF(width * 0.44, height * 0.62),
            QPointF(width * 0.47, height * 0.72),
            QPointF(0, height * 0.86),
        ]
    )
    painter.fillRect(QRectF(width * 0.40, height * 0.36, width * 0.03, height * 0.28), QColor("#e9e2d6"))
    painter.fillRect(QRectF(width * 0.393, height * 0.33, width * 0.044, height * 0.05), QColor("#a5402f"))
    painter.end()
    return image


def cost_chart(width: int = 760, height: int = 420, ground: str = "#ffffff") -> QImage:
    """Columns of a sum that grows from year to year; `ground` may be "transparent"."""
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor(ground))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor("#333333"), 2))
    painter.drawLine(QPointF(60, height - 50), QPointF(width - 30, height - 50))
    painter.drawLine(QPointF(60, 30), QPointF(60, height - 50))
    step = (width - 130) / 6
    for number, share in enumerate((0.36, 0.41, 0.52, 0.66, 0.83, 0.97)):
        tall = share * (height - 110)
        column = QRectF(80 + number * step, height - 50 - tall, step * 0.6, tall)
        painter.fillRect(column, QColor("#b2573f" if number == 5 else "#6e8aa3"))
    painter.end()
    return image
