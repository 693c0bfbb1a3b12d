"""Rich text (.rtf): headings, lists, quotes, tables and notes, as its styles name them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from app.domain.article import Article, BlockKind, Metadata, canonical
from app.errors import DamagedFile
from app.reading.compose import VERY_LONG, Composer, Drawing, Piece, article_of, plain
from app.reading.dates import to_iso
from app.reading.drawings import Drawings
from app.reading.limits import Limits
from app.reading.origin import Origin
from app.reading.phrase import Gathering, Phrase, hung, is_shown, shown, table_line
from app.reading.rtf_document import Document, Paragraph, Row
from app.reading.rtf_reader import TooDeep, parsed
from app.reading.structure import find_structure, is_heading_line
from app.reading.style_names import is_author, meaning

_NUMBER = re.compile(
    r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[ivxlcdm]{1,7}|[a-z]{1,2})[.):\]]{1,2}|\d{1,3}(?:\.\d{1,3}){0,4}", re.I
)
_WRITTEN = re.compile(r"\s{0,4}([•◦▪‣–-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])[ \u00a0]?\t\s{0,4}", re.I)
"""The mark of an item that is written out before a tab, where the file knows no lists."""

_STEP = 360
"""Twips that each level of such a list is further to the right (a quarter of an inch)."""

_INDENT = 300
"""Twips on both sides (5 mm) by which a paragraph is taken for a quotation."""

_LARGER = 1.15
"""How many times the size of most words a heading's letters are."""

_MOST_HEADINGS = 0.4
"""Of all paragraphs. Where more look like headings, bold is how the text is set."""


def read(data: bytes, origin: Origin, limits: Limits) -> Article:
    """The text of a document with its changes accepted, its notes at the end; field codes are left out."""
    try:
        draw = Drawings(limits).of
        document = parsed(data, characters=limits.characters, parts=2 * limits.blocks, draw=draw)
    except TooDeep as error:
        step = "Open it in its own program and save it anew."
        raise DamagedFile(f"{origin.called} is damaged and cannot be read.", step) from error
    pieces = list(hung(_laid_out(document, document.body)))
    below = [pieces.pop()] if pieces and is_shown(pieces[-1]) else []
    pieces = _plain_structure(_with_headings(document, pieces), limits)
    title = next((p.words for p in pieces if p.kind is BlockKind.HEADING and p.level == 1), "")
    if not title and len(pieces) > 1 and pieces[0].kind is BlockKind.HEADING:
        title = pieces[0].words
    notes = (
        note.after(f"{number}. ").piece(BlockKind.FOOTNOTE) for number, note in enumerate(document.notes, 1) if note
    )
    notices = (f"{VERY_LONG}: only its beginning was read.",) if document.cut else ()
    stated = _metadata(document, plain(title))
    return article_of(hung([*pieces, *below, *notes]), stated, limits, format="rtf", notices=notices)


def _metadata(document: Document, title: str) -> Metadata:
    author = plain(document.info.get("author", ""))[:300]
    made = document.made
    return Metadata(
        title=title or plain(document.info.get("title", ""))[:300],
        byline=author if is_author(author) else "",
        date=to_iso(f"{made['yr']}-{made.get('mo', 0):0>2}-{made.get('dy', 0):0>2}") if made.get("yr") else "",
    )


def _table(document: Document, rows: list[Row]) -> Iterator[Piece]:
    """A row a block; a table of one column, or with a table in it, is layout, and its words are text."""
    nested = any(isinstance(part, Row) for row in rows for cell in row.cells for part in cell)
    if nested or max(len(row.cells) for row in rows) < 2:
        for row in rows:
            for cell in row.cells:
                yield from _laid_out(document, cell)
        return
    for row in rows:
        yield from table_line(map(_in_cell, row.cells))


def _in_cell(cell: Iterable[Paragraph | Row]) -> Phrase:
    gathered = Gathering()
    for part in cell:
        if isinstance(part, Paragraph):
            gathered.append(part.phrase)
            gathered.parts.append(" ")
    return gathered.phrase()


def _laid_out(document: Document, cell: Iterable[Paragraph | Row]) -> Iterator[Piece]:
    for is_table, parts in groupby(cell, key=lambda part: isinstance(part, Row)):
        if is_table:
            yield from _table(document, [part for part in parts if isinstance(part, Row)])
        else:
            for part in parts:
                if isinstance(part, Paragraph):
                    yield from _styled(document, part)


def _styled(document: Document, paragraph: Paragraph) -> Iterator[Piece]:
    if not paragraph.phrase:
        yield from shown(paragraph.phrase.drawings)
        return
    kind, level, phrase = _kind(document, paragraph)
    if kind is BlockKind.CODE:
        yield from phrase.on_one_line("\n").pieces(kind)
        return
    for line in phrase.lines() if kind is BlockKind.PARAGRAPH else [phrase.on_one_line()]:
        if line:
            yield from line.pieces(kind, level)


def _kind(document: Document, paragraph: Paragraph) -> tuple[BlockKind, int, Phrase]:
    names, outline = _style(document, paragraph)
    layout, mark, phrase = paragraph.layout, plain(paragraph.mark or ""), paragraph.phrase
    meant = meaning(names, outline)
    if meant is not None:
        return *meant, phrase.behind(f"{mark} ") if meant[0] is BlockKind.HEADING and mark else phrase
    if not mark and (written := _WRITTEN.match(phrase.words)):
        number = f"{written[1]} " if _NUMBER.fullmatch(written[1]) else ""
        level = max(0, layout.left // _STEP - 1)
        return BlockKind.LIST_ITEM, min(level, 5), phrase.since(written.end()).behind(number)
    if mark or (layout.list_id and paragraph.mark is None):
        number = f"{mark} " if _NUMBER.fullmatch(mark) else ""
        item = phrase.since(len(phrase.words) - len(phrase.words.lstrip()))
        return BlockKind.LIST_ITEM, min(layout.list_level, 5), item.behind(number)
    if layout.left >= _INDENT and layout.right >= _INDENT:
        return BlockKind.BLOCK_QUOTE, 0, phrase
    return BlockKind.PARAGRAPH, 0, phrase


def _style(document: Document, paragraph: Paragraph) -> tuple[list[str], int | None]:
    """The names of a paragraph's style and of those it is based on, and its place among headings."""
    names: list[str] = []
    outline, number = paragraph.layout.outline, paragraph.layout.style
    while (style := document.styles.get(number)) and len(names) < 12:
        names.append(style.name)
        outline = style.outline if outline is None else outline
        if style.based_on is None:
            break
        number = style.based_on
    return names, outline


def _with_headings(document: Document, pieces: list[Piece]) -> list[Piece]:
    """Where no style says what is a heading, short lines in bold or larger letters are; so is a title above them."""
    paragraphs = {plain(part.words): part for part in document.body if isinstance(part, Paragraph) and part.phrase}
    sizes: Counter[int] = Counter()
    for part in paragraphs.values():
        sizes[part.size] += len(part.words)
    usual = sizes.most_common(1)[0][0] if sizes else 0
    if any(piece.kind is BlockKind.HEADING for piece in pieces):
        first = paragraphs.get(plain(pieces[0].words))
        if pieces[0].kind is BlockKind.PARAGRAPH and first is not None and first.size > _LARGER * usual:
            return [replace(pieces[0], kind=BlockKind.HEADING, level=1), *pieces[1:]]
        return pieces
    stand_out = {words for words, p in paragraphs.items() if p.bold or p.size > _LARGER * usual}
    plains = [piece for piece in pieces if piece.kind is BlockKind.PARAGRAPH]
    found = [p for p in plains if plain(p.words) in stand_out and is_heading_line(plain(p.words))]
    if not found or len(found) > _MOST_HEADINGS * len(pieces):
        return pieces
    chosen = set(map(id, found))
    return [replace(p, kind=BlockKind.HEADING, level=2) if id(p) in chosen else p for p in pieces]


def _plain_structure(pieces: list[Piece], limits: Limits) -> list[Piece]:
    """Where there is nothing but paragraphs, what a plain text would be taken for: lists, quoted passages, headings."""
    if any(piece.kind is not BlockKind.PARAGRAPH for piece in pieces):
        return pieces
    if not any(piece.links or piece.drawings for piece in pieces):
        text = canonical("\n\n".join(plain(piece.words) for piece in pieces))
        return [Piece(block.kind, block.span.of(text), block.level) for block in find_structure(text).blocks]
    composer = Composer(limits)
    for piece in pieces:
        composer.draw(piece.drawings)
        composer.add(piece.kind, piece.words, links=piece.links)
    read_as = composer.article(Metadata(), format="rtf")
    whole = Phrase(read_as.text, read_as.links)
    starts = [block.span.start for block in read_as.blocks]
    drawn = [(starts[p.block], Drawing(p.width, p.height, p.data, p.description)) for p in read_as.illustrations]
    found = []
    for block in find_structure(read_as.text).blocks:
        above = tuple(drawing for start, drawing in drawn if start < block.span.end)
        drawn = drawn[len(above) :]
        piece = whole.part(block.span.start, block.span.end).piece(block.kind, block.level)
        found.append(replace(piece, drawings=above))
    return found
