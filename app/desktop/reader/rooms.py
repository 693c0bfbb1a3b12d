"""Room for pictures between the blocks of a document.

A picture cannot be a character of the document, whose offsets are those of the text. The block below it has a larger
margin instead, in which it is painted.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCursor

from app.desktop.reader.document import ArticleDocument
from app.domain.pictures import PicturePlace

ABOVE, BETWEEN, BELOW = 24, 14, 16
"""Pixels between text and picture, two pictures, picture and text."""

SHARE = 0.7
"""Of the window's height that a picture takes at most."""

_LEAST_HEIGHT = 120


@dataclass(frozen=True, slots=True)
class _Room:
    sizes: tuple[QSizeF, ...]  # of its pictures, in order
    margin: float  # of the block below it, as long as there are no pictures

    @property
    def below(self) -> float:
        return max(BELOW, self.margin)

    @property
    def height(self) -> float:
        """From the end of the block above to the beginning of the one below."""
        return ABOVE + sum(s.height() for s in self.sizes) + BETWEEN * (len(self.sizes) - 1) + self.below


class Rooms:
    """The rooms of one document, as large as its pictures are in a column of a given width."""

    def __init__(self, article: ArticleDocument) -> None:
        self._article = article
        self._document = article.document
        self._margins = {n: self._document.findBlockByNumber(n).blockFormat().topMargin() for n in article.pictured}
        self._rooms: dict[int, _Room] = {}

    def __bool__(self) -> bool:
        return bool(self._rooms)

    def fit(self, column: float, window: float, *, shown: bool = True) -> None:
        """Make room for pictures as wide as `column` at most and a share of `window` high; none unless `shown`.

        Lays out anew only what has changed.
        """
        before, self._rooms = self._rooms, {}
        if shown and column > 0:
            highest = max(_LEAST_HEIGHT, SHARE * window)
            for number, pictures in self._article.pictured.items():
                sizes = tuple(scaled(p, column, highest) for p in pictures)
                self._rooms[number] = _Room(sizes, self._margins[number])
        changed = [n for n in self._margins if before.get(n) != self._rooms.get(n)]
        if not changed:
            return
        cursor = QTextCursor(self._document)
        cursor.beginEditBlock()
        for number in changed:
            room = self._rooms.get(number)
            made = QTextBlockFormat()
            made.setTopMargin(self._margins[number] if room is None else room.height)
            cursor.setPosition(self._document.findBlockByNumber(number).position())
            cursor.mergeBlockFormat(made)
        cursor.endEditBlock()
        self._lay_out_whole()

    def _lay_out_whole(self) -> None:
        """Lay the document out from its beginning to its end.

        An edit while Qt has laid out only a part leaves the rest out, or answers where a point is with the end of the
        document (seen with 6.11: a document of 40 paragraphs, its third one edited before it was shown).
        """
        self._document.setPageSize(self._document.pageSize())
        self._document.documentLayout().blockBoundingRect(self._document.lastBlock())

    def height_above(self, block: QTextBlock) -> float:
        """Pixels of the room above a block, 0 where there is none."""
        room = self._rooms.get(block.blockNumber())
        return 0.0 if room is None else room.height

    def plates(self, block: QTextBlock) -> list[tuple[PicturePlace, QRectF]]:
        """The pictures above a block and where they stand, in document coordinates, whole pixels."""
        room = self._rooms.get(block.blockNumber())
        if room is None:
            return []
        bottom = self._document.documentLayout().blockBoundingRect(block).top()
        left = self._document.rootFrame().frameFormat().leftMargin()
        y = bottom - room.height + ABOVE
        plates = []
        for picture, size in zip(self._article.pictured[block.blockNumber()], room.sizes, strict=True):
            plates.append((picture, QRectF(QPointF(round(left), round(y)), size)))
            y += size.height() + BETWEEN
        return plates

    def block_of(self, number: int) -> QTextBlock | None:
        """The block that has the picture of this number above it."""
        for block, pictures in self._article.pictured.items():
            if block in self._rooms and any(p.number == number for p in pictures):
                return self._document.findBlockByNumber(block)
        return None


def scaled(picture: PicturePlace, column: float, highest: float) -> QSizeF:
    """Its size on the screen in whole pixels: as it is, or as much smaller as it must be."""
    width, height = max(1, picture.width), max(1, picture.height)
    share = min(1.0, column / width, highest / height)
    return QSizeF(max(1, round(width * share)), max(1, round(height * share)))
