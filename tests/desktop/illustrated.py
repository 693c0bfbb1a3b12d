"""Pictures and links to put into articles, made here."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

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
