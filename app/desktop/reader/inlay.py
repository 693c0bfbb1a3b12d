"""The pictures within the text on the screen: their room, what is decoded of them, and which one is pointed at."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFont, QPainter, QTextBlock

from app.desktop.reader.document import ArticleDocument
from app.desktop.reader.pictures import Pictures, Wanted
from app.desktop.reader.plates import PlatePainter
from app.desktop.reader.rooms import Rooms
from app.desktop.theme.tokens import Tokens
from app.domain.pictures import PicturePlace


class Inlay:
    """Of one document at a time. Everything is in document coordinates."""

    def __init__(self, tokens: Tokens, font: QFont) -> None:
        self._plates = PlatePainter(tokens, font)
        self._rooms: Rooms | None = None
        self._pictures: Pictures | None = None
        self._shown = True

    @property
    def pictures(self) -> Pictures | None:
        """Where they are decoded; None where only their plates are shown."""
        return self._pictures

    def take_from(self, pictures: Pictures) -> None:
        self._pictures = pictures

    def set_tokens(self, tokens: Tokens, font: QFont) -> None:
        self._plates = PlatePainter(tokens, font)

    def set_shown(self, shown: bool) -> None:
        """Takes effect with the next `fit`."""
        self._shown = shown

    def lay(self, article: ArticleDocument | None) -> None:
        """Another document: it has no rooms before `fit`."""
        self._rooms = Rooms(article) if article is not None and article.pictured else None
        if self._pictures is not None and article is not None:
            self._pictures.open(article.version)

    def fit(self, column: float, window: float) -> None:
        """As `Rooms.fit`."""
        if self._rooms is not None:
            self._rooms.fit(column, window, shown=self._shown)

    @property
    def is_empty(self) -> bool:
        return not self._rooms

    def height_above(self, block: QTextBlock) -> float:
        return self._rooms.height_above(block) if self._rooms is not None else 0.0

    def plates(self, block: QTextBlock) -> list[tuple[PicturePlace, QRectF]]:
        return self._rooms.plates(block) if self._rooms is not None else []

    def rect_of(self, number: int) -> QRectF | None:
        """Where a picture stands; None while it is not shown."""
        block = self._rooms.block_of(number) if self._rooms is not None else None
        return next((r for p, r in self.plates(block) if p.number == number), None) if block is not None else None

    def at(self, blocks: Iterable[QTextBlock], spot: QPointF) -> PicturePlace | None:
        """The picture at a point, sought above these blocks."""
        for block in blocks:
            for picture, rect in self.plates(block):
                if rect.contains(spot):
                    return picture
        return None

    def paint(self, painter: QPainter, blocks: Iterable[QTextBlock], ringed: PicturePlace | None) -> None:
        for block in blocks:
            for picture, rect in self.plates(block):
                image = self._pictures.image(picture.number) if self._pictures is not None else None
                broken = self._pictures is not None and self._pictures.is_broken(picture.number)
                self._plates.draw(painter, rect, picture, image, broken=broken, ringed=picture == ringed)

    def want(self, blocks: Iterable[QTextBlock], middle: float, density: float) -> None:
        """Decode what stands above these blocks, first what is nearest to `middle`; `density`: pixels a unit."""
        if self._pictures is None or self._rooms is None:
            return
        near = [pair for block in blocks for pair in self.plates(block)]
        near.sort(key=lambda pair: abs(pair[1].center().y() - middle))
        self._pictures.want([Wanted(p.number, _dots(p, r, density)) for p, r in near])


def _dots(picture: PicturePlace, rect: QRectF, density: float) -> QSize:
    """As many pixels as the screen has there, but no more than the picture has."""
    share = min(density, picture.width / max(1.0, rect.width()), picture.height / max(1.0, rect.height()))
    return QSize(max(1, round(rect.width() * share)), max(1, round(rect.height() * share)))
