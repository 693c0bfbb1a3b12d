"""OpenDocument texts (.odt): headings, lists, quotes, tables and notes, as their styles name them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from app.domain.article import Article, BlockKind, Metadata
from app.errors import NotText
from app.reading.addresses import web_address
from app.reading.archive import Archive
from app.reading.compose import Drawing, Piece, article_of, plain
from app.reading.dates import to_iso
from app.reading.limits import Limits
from app.reading.origin import Origin
from app.reading.phrase import BREAK, Gathering, Phrase, hung, is_shown, linked_words, shown, table_line
from app.reading.pictures import Pictures, packed
from app.reading.style_names import meaning
from app.reading.xml_tree import attribute, children, first, outermost, parsed, words

_SKIPPED = frozenset(
    "annotation annotation-end tracked-changes table-of-content bibliography alphabetical-index sequence-decls forms "
    "title desc scripts binary-data".split()
)
_SIGNS = {"s": " ", "tab": " ", "line-break": BREAK}


@dataclass(frozen=True, slots=True)
class _Styles:
    """Each style's parent, and the list styles and levels that are numbered."""

    parents: dict[str, str]
    numbered: frozenset[tuple[str, int]]

    def names(self, name: str) -> list[str]:
        """A style and what it inherits from, in lower case with spaces."""
        out: list[str] = []
        while name and len(out) < 12:
            out.append(name.replace("_20_", " ").lower())
            name = self.parents.get(name, "")
        return out


def read(data: bytes, origin: Origin, limits: Limits) -> Article:
    """The text of a document with its changes accepted, its notes at the end."""
    archive = Archive(data, origin, limits)
    if b"encryption-data" in (archive.read("META-INF/manifest.xml") or b""):
        raise archive.locked()
    content = parsed(archive.read("content.xml") or b"")
    if content is None:
        raise archive.damaged()
    body = first(content, "body", "text")
    if body is None:
        sentence = f"{origin.called} is an OpenDocument file, but no text."
        raise NotText(sentence, "Open it in its own program and save it as text or PDF.")
    styles = _styles(content, parsed(archive.read("styles.xml") or b""))
    reader = _Reader(styles, packed(data, origin, limits))
    pieces = list(hung(reader.pieces(body, 0)))
    metadata = _metadata(archive)
    title = reader.title or metadata.title
    if not title and sum(not is_shown(piece) for piece in pieces) > 1 and pieces[0].kind is BlockKind.HEADING:
        title, drawings = pieces[0].words, pieces[0].drawings
        pieces = list(hung((*shown(drawings), *pieces[1:])))
    pieces += [note.piece(BlockKind.FOOTNOTE) for note in reader.notes]
    stated = Metadata(plain(title), metadata.byline, metadata.date, language=metadata.language)
    return article_of(pieces, stated, limits, format="odt")


def _metadata(archive: Archive) -> Metadata:
    meta = first(parsed(archive.read("meta.xml") or b""), "meta")
    if meta is None:
        return Metadata()
    said = {str(e.tag): plain(words(e))[:300] for e in children(meta, 0)}
    return Metadata(
        title=said.get("title", ""),
        byline=said.get("initial-creator") or said.get("creator", ""),
        date=to_iso(said.get("creation-date") or said.get("date", "")),
        language=said.get("language", "")[:2].lower(),
    )


def _styles(*roots: etree._Element | None) -> _Styles:
    parents: dict[str, str] = {}
    numbered: set[tuple[str, int]] = set()
    for root in roots:
        for style in root.iter("style") if root is not None else ():
            parents.setdefault(attribute(style, "name"), attribute(style, "parent-style-name"))
        for style in root.iter("list-style") if root is not None else ():
            for level in style.iter("list-level-style-number"):
                rank = attribute(level, "level")
                if attribute(level, "num-format") and re.fullmatch(r"\d{1,2}", rank):
                    numbered.add((attribute(style, "name"), int(rank)))
    return _Styles(parents, frozenset(numbered))


class _Reader:
    """Walks a document's body. `title` is what stands in the style for titles; `notes` fill as they are referred to."""

    def __init__(self, styles: _Styles, pictures: Pictures) -> None:
        self._styles, self._pictures = styles, pictures
        self._meant: dict[tuple[str, int | None], tuple[BlockKind, int] | None] = {}
        self.title = ""
        self.notes: list[Phrase] = []

    def pieces(self, element: etree._Element, depth: int) -> Iterator[Piece]:
        """The blocks inside a body, a section or a frame."""
        for child in children(element, depth):
            if child.tag in ("p", "h"):
                yield from self._paragraph(child, depth)
            elif child.tag == "list":
                yield from self._list(child, attribute(child, "style-name"), 0, depth)
            elif child.tag == "table":
                yield from self._table(child, depth)
            elif child.tag not in _SKIPPED:
                if child.tag == "frame" and (drawing := self._drawing(child)):
                    yield from shown((drawing,))
                yield from self.pieces(child, depth + 1)

    def _paragraph(self, paragraph: etree._Element, depth: int) -> Iterator[Piece]:
        text = self._text(paragraph)
        kind, level = self._kind(paragraph, text.words)
        if not text:
            yield from shown(text.drawings)
        for line in text.lines() if kind is BlockKind.PARAGRAPH else [text.on_one_line()]:
            if line:
                yield from line.pieces(kind, level)
        for box in outermost(paragraph, "text-box"):
            yield from self.pieces(box, depth + 2)

    def _kind(self, paragraph: etree._Element, text: str) -> tuple[BlockKind, int]:
        style, rank = attribute(paragraph, "style-name"), attribute(paragraph, "outline-level")
        outline = None if paragraph.tag == "p" else int(rank) - 1 if re.fullmatch(r"[1-9]", rank) else 0
        if (style, outline) not in self._meant:
            self._meant[style, outline] = meaning(self._styles.names(style), outline)
        meant = self._meant[style, outline]
        if meant == (BlockKind.HEADING, 1):
            self.title = self.title or text.replace(BREAK, " ").strip()
        return meant or (BlockKind.PARAGRAPH, 0)

    def _list(self, element: etree._Element, style: str, level: int, depth: int) -> Iterator[Piece]:
        number = 0
        for item in children(element, depth):
            if item.tag not in ("list-item", "list-header"):
                continue
            number += item.tag == "list-item"
            mark = f"{number}. " if (style, level + 1) in self._styles.numbered else ""
            for child in children(item, depth):
                if child.tag == "list":
                    yield from self._list(child, attribute(child, "style-name") or style, level + 1, depth + 2)
                elif child.tag == "h":
                    yield from self._paragraph(child, depth)
                elif text := self._text(child):
                    yield from text.on_one_line().after(mark).pieces(BlockKind.LIST_ITEM, min(level, 5))
                    mark = ""
                else:
                    yield from shown(text.drawings)

    def _table(self, table: etree._Element, depth: int) -> Iterator[Piece]:
        rows = [_cells(row) for row in table.iter("table-row")]
        if max(map(len, rows), default=0) < 2 or table.find(".//table") is not None:
            yield from (piece for child in children(table, depth) for piece in self.pieces(child, depth + 1))
            return
        for row in rows:
            yield from table_line(self._text(cell) if cell.tag == "table-cell" else Phrase("") for cell in row)

    def _text(self, element: etree._Element) -> Phrase:
        """Words inside with their links and pictures; notes are put aside and referred to."""
        gathered = Gathering()
        out = gathered.parts
        walker = etree.iterwalk(element, events=("start", "end"))
        for event, part in walker:
            tag = part.tag
            if event == "end":
                if tag == "a":
                    gathered.end()
                if part is not element:
                    out.append(" " if tag == "p" else "")
                    out.append(part.tail or "")
            elif tag in _SKIPPED or tag == "text-box":
                walker.skip_subtree()
            elif tag == "note":
                self.notes.append(self._note(part))
                out.append(f"[{len(self.notes)}]")
                walker.skip_subtree()
            elif tag in _SIGNS:
                out.append(_SIGNS[tag])
            else:
                if tag == "a":
                    gathered.begin(_leads(part))
                elif tag == "frame":
                    gathered.draw(self._drawing(part))
                out.append(part.text or "")
        return gathered.phrase()

    def _note(self, note: etree._Element) -> Phrase:
        body = note.find("note-body")
        return (linked_words(body, _leads) if body is not None else Phrase("")).behind(f"{len(self.notes) + 1}. ")

    def _drawing(self, frame: etree._Element) -> Drawing | None:
        """The picture in a frame: the first of the forms it is stored in that can be shown."""
        said = words(frame.find("desc")) or words(frame.find("title"))
        drawn = (self._pictures.drawing(_named(image), said) for image in frame.iterchildren("image"))
        return next(filter(None, drawn), None)


def _leads(link: etree._Element) -> str:
    """The address of a link, "" for elements that are none."""
    return web_address(attribute(link, "href")) if link.tag == "a" else ""


def _named(image: etree._Element) -> str:
    """The name in the archive that a picture has, "" where it lies elsewhere."""
    name = posixpath.normpath(unquote(attribute(image, "href")))
    return "" if name == "." else name


def _cells(row: etree._Element) -> list[etree._Element]:
    """The cells of a row, with those that one above reaches into, so that columns stay in place."""
    cells: list[etree._Element] = []
    spanned = 0
    for cell in row.iterchildren("table-cell", "covered-table-cell"):
        width = attribute(cell, "number-columns-spanned")
        if cell.tag == "table-cell":
            spanned = int(width) - 1 if re.fullmatch(r"\d{1,3}", width) else 0
        elif spanned > 0:  # the rest of a wide cell in this row
            spanned -= 1
            continue
        cells.append(cell)
    return cells
