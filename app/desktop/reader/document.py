"""The QTextDocument of an article, and the offsets between it and the canonical text.

This is the one place where code points meet Qt's UTF-16 positions. Every block of the article is one block of the
document, and what is shown of it has as many code points as the canonical text has there, so that an offset is a
lookup and an addition.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass

from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextListFormat,
)

from app.desktop.theme.fonts import READING_PX, Typefaces
from app.desktop.theme.tokens import Tokens
from app.domain.article import Block, BlockKind, Hyperlink, reading_minutes, reading_time, word_count
from app.domain.dates import readable_date
from app.domain.marks import ArticleView
from app.domain.offsets import Utf16Map
from app.domain.paragraphs import is_hard_wrapped
from app.domain.pictures import PicturePlace
from app.domain.spans import Span

LEADING = 1.62
LINE_SEPARATOR = "\u2028"

# Characters with a meaning of their own inside a QTextDocument; each becomes one harmless character.
_HARMLESS = str.maketrans(
    {"\u2029": LINE_SEPARATOR, "\ufffc": "\ufffd", "\ufdd0": "\ufffd", "\ufdd1": "\ufffd", "\x0b": " ", "\x0c": " "}
)


_OWN_MARK = re.compile(r"\s*(?:[-*•–]|\(?\w{1,3}[.)])\s")  # a list item that brings its bullet or number along


@dataclass(frozen=True, slots=True)
class _Piece:
    span: Span
    position: int  # Qt position of its first character
    number: int  # of its block in the document
    map: Utf16Map


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch within one block of the document, in UTF-16 units from the block's start."""

    block: int
    start: int
    end: int


PART = 600_000
"""Code points laid out at once. Measured: 10 MB in one document take 3.2 s and 600 MB."""


def parts_of(view: ArticleView) -> tuple[Span, ...]:
    """Consecutive spans over the whole text, each of whole blocks and about PART long; one for nearly every article."""
    parts: list[Span] = []
    start = 0
    for number in range(len(view.blocks)):
        is_last = number == len(view.blocks) - 1
        end = len(view.text) if is_last else view.blocks[number + 1].span.start
        if end - start >= PART or (is_last and end > start):
            parts.append(Span(start, end))
            start = end
    return tuple(parts) or (Span(0, max(1, len(view.text))),)


class ArticleDocument:
    """A laid-out article, or the `part` of it that is shown. `document` is read-only for everybody else."""

    def __init__(
        self, view: ArticleView, faces: Typefaces, tokens: Tokens, scale: float = 1.0, part: Span | None = None
    ) -> None:
        self.document = QTextDocument()
        self.document.setUndoRedoEnabled(False)
        self.document.setDocumentMargin(0)
        self.document.setDefaultFont(faces.body(READING_PX * scale))
        self._faces, self._tokens, self._scale = faces, tokens, scale
        self._pieces: list[_Piece] = []
        self.part = part or Span(0, max(1, len(view.text)))
        self.version = view.version
        self.links: tuple[Hyperlink, ...] = view.links
        self.pictured: dict[int, tuple[PicturePlace, ...]] = {}
        """Pictures above a block of the document, by its number. They are no characters: the reader makes room."""
        self._build(view)
        self._starts = [p.span.start for p in self._pieces]
        self._positions = [p.position for p in self._pieces]

    # offsets

    def position(self, offset: int) -> int:
        """Qt position of a code point offset; inside a gap between blocks, the end of the block before."""
        if not self._pieces:
            return 0
        piece = self._pieces[max(0, bisect_right(self._starts, offset) - 1)]
        inside = min(max(offset, piece.span.start), piece.span.end) - piece.span.start
        return piece.position + piece.map.to_utf16(inside)

    def offset(self, position: int) -> int:
        """Code point offset of a Qt position; above the first block (in a title that is not of the text), its start."""
        if not self._pieces:
            return 0
        piece = self._pieces[max(0, bisect_right(self._positions, position) - 1)]
        inside = min(max(position - piece.position, 0), piece.map.length16)
        return piece.span.start + piece.map.to_code_point(inside)

    def span_between(self, start: int, end: int) -> Span | None:
        """The canonical span of two Qt positions, None when nothing of the text lies between."""
        a, b = self.offset(min(start, end)), self.offset(max(start, end))
        return Span(a, b) if b > a else None

    def runs(self, span: Span) -> list[Run]:
        """Where `span` is in the document, one run a block."""
        out = []
        at = max(0, bisect_right(self._starts, span.start) - 1)
        for number in range(at, len(self._pieces)):
            piece = self._pieces[number]
            if piece.span.start >= span.end:
                break
            if piece.span.overlaps(span):
                start = piece.map.to_utf16(max(span.start, piece.span.start) - piece.span.start)
                end = piece.map.to_utf16(min(span.end, piece.span.end) - piece.span.start)
                out.append(Run(piece.number, start, end))
        return out

    def block_of(self, offset: int) -> QTextBlock:
        return self.document.findBlock(self.position(offset))

    # building

    def _build(self, view: ArticleView) -> None:
        cursor = QTextCursor(self.document)
        cursor.beginEditBlock()
        self._fresh = True
        in_text = [b for b in view.blocks if b.kind is BlockKind.HEADING and b.level == 1][:1]
        bylined = any(b.kind is BlockKind.BYLINE for b in view.blocks)
        if self.part.start == 0 and view.metadata.title and not in_text:
            self._append(cursor, view.metadata.title, *self._title())
        if self.part.start == 0 and not bylined and not in_text:
            self._append(cursor, byline(view), *self._byline())
        items: QTextListFormat | None = None
        above: dict[int, list[PicturePlace]] = defaultdict(list)
        for picture in view.pictures:
            above[min(picture.block, len(view.blocks))].append(picture)
        pictures: list[PicturePlace] = []
        for index, block in enumerate(view.blocks):
            if not self.part.start <= block.span.start < self.part.end:
                continue
            pictures += above.pop(index, ())
            if block.kind is BlockKind.PAGE_BREAK:
                continue
            block_format, char_format = self._formats(block, view.text)
            position = self._append(cursor, shown(block, view.text), block_format, char_format)
            number = cursor.blockNumber()
            if pictures:
                self.pictured[number], pictures = tuple(pictures), []
            self._pieces.append(_Piece(block.span, position, number, Utf16Map(block.span.of(view.text))))
            if block.kind is BlockKind.LIST_ITEM and not _OWN_MARK.match(block.span.of(view.text)):
                items = QTextListFormat()
                items.setStyle(QTextListFormat.Style.ListDisc)
                items.setIndent(block.level + 1)
                cursor.createList(items)
            if block in in_text and not bylined:
                self._append(cursor, byline(view), *self._byline())
        if self.part.end >= len(view.text):
            pictures += above.pop(len(view.blocks), ())
        if pictures:
            self._append(cursor, "", self._block(below=0, px=1, leading=1), self._char(px=1))
            self.pictured[cursor.blockNumber()] = tuple(pictures)
        cursor.endEditBlock()

    def _append(
        self, cursor: QTextCursor, text: str, block_format: QTextBlockFormat, char_format: QTextCharFormat
    ) -> int:
        """Add one block at the end; the Qt position of its first character."""
        if self._fresh:
            cursor.setBlockFormat(block_format)
            cursor.setBlockCharFormat(char_format)
            self._fresh = False
        else:
            cursor.insertBlock(block_format, char_format)
        position = cursor.position()
        cursor.insertText(text, char_format)
        return position

    def _formats(self, block: Block, text: str) -> tuple[QTextBlockFormat, QTextCharFormat]:
        match block.kind:
            case BlockKind.HEADING if block.level <= 1:
                return self._title()
            case BlockKind.BYLINE:
                return self._byline()
            case BlockKind.HEADING:
                size = {2: 22, 3: 20}.get(block.level, READING_PX)
                return self._block(above=20, below=6, px=size), self._char(px=size, weight=QFont.Weight.DemiBold)
            case BlockKind.BLOCK_QUOTE:
                return self._block(left=26 * max(1, block.level), right=14), self._char()
            case BlockKind.LIST_ITEM:
                own = _OWN_MARK.match(block.span.of(text))
                return self._block(below=7, left=26 * (block.level + 1) if own else 0), self._char()
            case BlockKind.CAPTION:
                soft = self._char(px=13, family=self._faces.interface, token="soft")
                return self._block(below=18, px=13, leading=1.45), soft
            case BlockKind.FOOTNOTE:
                return self._block(below=8, px=15), self._char(px=15)
            case BlockKind.CODE:
                return self._block(px=14, leading=1.45), self._char(px=14, family=self._faces.mono)
            case BlockKind.TABLE:
                plain = self._char(px=14, family=self._faces.interface)
                return self._block(below=6, px=14, leading=1.5), plain
            case _:
                return self._block(), self._char()

    def _title(self) -> tuple[QTextBlockFormat, QTextCharFormat]:
        return self._block(below=6, px=30, leading=1.25), self._char(px=30, weight=QFont.Weight.DemiBold)

    def _byline(self) -> tuple[QTextBlockFormat, QTextCharFormat]:
        block = self._block(below=26, px=13, leading=1.5)
        return block, self._char(px=13, family=self._faces.interface, token="soft")

    def _block(
        self,
        *,
        above: float = 0,
        below: float = 15,
        left: float = 0,
        right: float = 0,
        px: float = READING_PX,
        leading: float = LEADING,
    ) -> QTextBlockFormat:
        made = QTextBlockFormat()
        made.setTopMargin(above * self._scale)
        made.setBottomMargin(below * self._scale)
        made.setLeftMargin(left * self._scale)
        made.setRightMargin(right * self._scale)
        height = round(px * leading * self._scale)
        made.setLineHeight(height, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        return made

    def _char(
        self,
        *,
        px: float = READING_PX,
        weight: QFont.Weight = QFont.Weight.Normal,
        family: str = "",
        token: str = "text",
    ) -> QTextCharFormat:
        made = QTextCharFormat()
        font = self._faces.body(px * self._scale)
        font.setWeight(weight)
        if family:
            font.setFamily(family)
        made.setFont(font)
        made.setForeground(self._tokens.color(token))
        return made


def shown(block: Block, text: str) -> str:
    """What is shown of a block: hard-wrapped lines flow, verse and code keep their lines. As long as the block is."""
    words = block.span.of(text)
    if "\n" in words:
        flows = block.kind not in (BlockKind.CODE, BlockKind.TABLE) and is_hard_wrapped(words.split("\n"))
        words = words.replace("\n", " " if flows else LINE_SEPARATOR)
    return words.translate(_HARMLESS)


def byline(view: ArticleView) -> str:
    """Author, source, date and reading time, as far as they are known; none of a mere beginning, which has no id."""
    meta = view.metadata
    minutes = reading_time(reading_minutes(word_count(view.text))) if view.id else ""
    return " · ".join(part for part in (meta.byline, meta.source, readable_date(meta.date), minutes) if part)
