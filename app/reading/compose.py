"""Canonical text and blocks from pieces, for formats whose markup is not part of the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from app.domain.article import Article, Block, BlockKind, Hyperlink, Illustration, Metadata
from app.domain.spans import Span
from app.reading.byline import NO_BYLINE, Byline, parse_byline
from app.reading.limits import Limits

_SPACES = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b\u2060\ufeff]")
_CLOSE = frozenset({BlockKind.LIST_ITEM, BlockKind.TABLE})
"""Kinds that follow one another without a blank line."""

_TITLES = (BlockKind.HEADING, BlockKind.PARAGRAPH)
"""Kinds that an article's title has where it is repeated at the beginning."""

_BYLINES = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.BYLINE)
"""Kinds that a byline near the top has."""

_MEASURED = 4_000_000
"""Characters, about, that are counted again to place the links of a block: a block of 20,000 may have 200 links."""

VERY_LONG = "The file is very long"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture that was decoded and written again (`reading/drawings.py`). Fields as in Illustration."""

    width: int
    height: int
    data: bytes
    description: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One block to be: words still with their white space. `level` as in Block.

    The spans of `links` are in `words`; their addresses went through `reading/addresses.py`. `drawings` stand above the
    block, or above the next one where the piece has no words.
    """

    kind: BlockKind
    words: str
    level: int = 0
    links: tuple[Hyperlink, ...] = ()
    drawings: tuple[Drawing, ...] = ()


def table_row(cells: Iterable[str]) -> Iterator[Piece]:
    """A row of a table on one line, nothing where all its cells are empty."""
    row = [" ".join(cell.split()) for cell in cells]
    if any(row):
        yield Piece(BlockKind.TABLE, " | ".join(row))


def article_of(
    pieces: Iterable[Piece], metadata: Metadata, limits: Limits, *, format: str, notices: tuple[str, ...] = ()
) -> Article:
    """The article of these pieces under `metadata`'s title; what a byline near the top says fills its gaps."""
    composer = Composer(limits)
    byline = _compose(composer, metadata.title, pieces)
    metadata = replace(
        metadata,
        byline=metadata.byline or byline.author,
        date=metadata.date or byline.date,
        source=metadata.source or byline.source,
    )
    return composer.article(metadata, format=format, notices=notices)


def _compose(composer: Composer, title: str, pieces: Iterable[Piece]) -> Byline:
    """Blocks in order under the title, which is not repeated; returns what a byline near the top says."""
    byline = NO_BYLINE
    if title:
        composer.add(BlockKind.HEADING, title, 1)
    for index, piece in enumerate(pieces):
        if composer.full:
            break
        words = plain(piece.words)
        kind, level = piece.kind, piece.level
        if title and index < 4 and kind in _TITLES and words.casefold() == title.casefold():
            composer.draw(piece.drawings)
            continue
        if kind is BlockKind.HEADING:
            level = max(2, level)
        elif index < 5 and kind in _BYLINES and (found := parse_byline(words)):
            byline = Byline(byline.author or found.author, byline.source or found.source, byline.date or found.date)
            kind, level = BlockKind.BYLINE, 0
        composer.draw(piece.drawings)
        composer.add(kind, piece.words, level, piece.links)
    return byline


class Composer:
    """Builds a canonical text block by block. Every block is in the text once; blank lines part them."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._pieces: list[str] = []
        self._length = 0
        self.blocks: list[Block] = []
        self._links: list[Hyperlink] = []
        self._illustrations: list[Illustration] = []
        self.full = False

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    def article(self, metadata: Metadata, *, format: str, notices: tuple[str, ...] = ()) -> Article:
        """What was composed."""
        return Article(
            self.text,
            tuple(self.blocks),
            metadata,
            self.notices(notices),
            format=format,
            links=tuple(self._links),
            illustrations=tuple(self._illustrations),
        )

    def draw(self, drawings: Iterable[Drawing]) -> None:
        """Show these above the block that is added next."""
        for drawing in drawings:
            if len(self._illustrations) < self._limits.drawings and not self.full:
                self._illustrations.append(
                    Illustration(len(self.blocks), drawing.width, drawing.height, drawing.data, drawing.description)
                )

    def add(self, kind: BlockKind, words: str, level: int = 0, links: Iterable[Hyperlink] = ()) -> None:
        """Append a block; white space in it is collapsed, but for code. Nothing is added past the limits."""
        written = words
        words = unicodedata.normalize("NFC", plain(words) if kind is not BlockKind.CODE else code(words))
        if not words or self.full:
            return
        room = self._limits.characters - self._length - 2
        if len(self.blocks) >= self._limits.blocks or len(words) > room:
            self.full = True
            if len(self.blocks) >= self._limits.blocks or room < 1:
                return
            words = words[:room]
        if self.blocks:
            close = kind in _CLOSE and self.blocks[-1].kind is kind
            self._append("\n" if close else "\n\n")
        self.blocks.append(Block(kind, Span(self._length, self._length + len(words)), level))
        if kind is not BlockKind.CODE:
            self._link(written, words, links)
        self._append(words)

    def _link(self, written: str, words: str, links: Iterable[Hyperlink]) -> None:
        """Keep the links of a block, moved from the words as they were written to those of the text."""
        room = min(self._limits.block_links, self._limits.links - len(self._links), 1 + _MEASURED // (1 + len(written)))
        for link in islice(links, max(0, room)):
            start = len(unicodedata.normalize("NFC", plain(written[: link.span.start] + "."))) - 1
            end = min(len(unicodedata.normalize("NFC", plain(written[: link.span.end]))), len(words))
            while start < end and words[start].isspace():
                start += 1
            while start < end and words[end - 1].isspace():
                end -= 1
            if start < end:
                self._links.append(Hyperlink(Span(self._length + start, self._length + end), link.address))

    def notices(self, before: tuple[str, ...]) -> tuple[str, ...]:
        """`before`, and what a reader must know about what was left out here."""
        if not self.full or any(notice.startswith(VERY_LONG) for notice in before):
            return before
        return (*before, f"{VERY_LONG}: only its first {len(self.blocks):,} paragraphs were read.")

    def _append(self, words: str) -> None:
        self._pieces.append(words)
        self._length += len(words)


def plain(words: str) -> str:
    """Words on one line: white space collapsed, invisible signs (soft hyphens, zero-width spaces) dropped."""
    if words.isprintable() and "  " not in words:  # no such sign and no white space but single spaces: most words
        return words.strip()
    return _SPACES.sub(" ", _INVISIBLE.sub("", words)).strip()


def code(words: str) -> str:
    """Lines as they stand, without blank lines around them."""
    lines = _INVISIBLE.sub("", words.replace("\r\n", "\n").replace("\t", "    ")).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")
