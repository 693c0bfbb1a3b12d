"""Word documents (.docx): headings, lists, quotes, tables and notes, as their styles name them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from app.domain.article import Article, BlockKind, Metadata
from app.reading.archive import Archive
from app.reading.compose import Piece, article_of, plain
from app.reading.dates import to_iso
from app.reading.docx_words import SKIPPED, Words, part_of
from app.reading.limits import Limits
from app.reading.origin import Origin
from app.reading.phrase import Gathering, hung, is_shown, shown, table_line
from app.reading.pictures import packed
from app.reading.style_names import is_author, meaning
from app.reading.xml_tree import attribute, children, first, outermost, parsed, parsed_parts, without_namespaces, words

_MAIN = "word/document.xml"


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style means. `outline` is 0 for the first level of headings."""

    name: str = ""
    based_on: str = ""
    outline: int | None = None
    list_id: str = ""
    list_level: int = 0


_Meaning = tuple[tuple[BlockKind, int] | None, _Style, bool]


@dataclass(slots=True)
class _Lists:
    """Which lists are numbered, and how far each has come."""

    numbered: dict[tuple[str, int], bool]
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def mark(self, list_id: str, level: int) -> str:
        """The number before the next item, "" where items have a sign."""
        for deeper in [key for key in self.counts if key[0] == list_id and key[1] > level]:
            del self.counts[deeper]
        self.counts[list_id, level] = self.counts.get((list_id, level), 0) + 1
        return f"{self.counts[list_id, level]}. " if self.numbered.get((list_id, level)) else ""


def read(data: bytes, origin: Origin, limits: Limits) -> Article:
    """The text of a document with its changes accepted, its notes at the end; comments and headers are left out."""
    archive = Archive(data, origin, limits)
    main = _main(archive)
    document = parsed(archive.read(main) or b"")
    body = document.find("body") if document is not None else None
    if body is None:
        raise archive.damaged()
    folder = posixpath.dirname(main)
    pictures = packed(data, origin, limits)
    references = _References()
    words_of_main = Words(part_of(archive, main), pictures, references.refer)
    reader = _Reader(words_of_main, _Styles(archive, folder), _Lists(_numbered(archive, folder)))
    metadata = _metadata(archive)
    pieces = list(hung(reader.pieces(body, 0)))
    title = reader.title or metadata.title
    if not title:
        title, pieces = _first_heading(pieces)
    for kind in ("footnote", "endnote"):
        name = f"{folder}/{kind}s.xml"
        if (root := parsed(archive.read(name) or b"")) is not None:
            pieces += references.notes(root, kind, Words(part_of(archive, name), pictures, references.refer))
    stated = Metadata(plain(title), metadata.byline, "", metadata.source)
    article = article_of(pieces, stated, limits, format="docx")
    if article.metadata.date or not metadata.date:
        return article
    return replace(article, metadata=replace(article.metadata, date=metadata.date))


def _main(archive: Archive) -> str:
    """The name of the document itself: as the package says, else the usual one."""
    relations = parsed(archive.read("_rels/.rels") or b"")
    for relation in relations.iter("Relationship") if relations is not None else ():
        if attribute(relation, "Type").endswith("/officeDocument"):
            name = posixpath.normpath(attribute(relation, "Target").lstrip("/"))
            if name in archive.names:
                return name
    return _MAIN


def _metadata(archive: Archive) -> Metadata:
    core = parsed(archive.read("docProps/core.xml") or b"")
    if core is None:
        return Metadata()
    title, author = plain(words(core.find("title")))[:300], plain(words(core.find("creator")))[:300]
    date = to_iso(words(core.find("created")))
    return Metadata(
        title="" if re.fullmatch(r"word document|document\d*|untitled|.*\.docx?", title, re.I) else title,
        byline=author if is_author(author) else "",
        date="" if author.lower() == "python-docx" else date,
    )


class _Styles:
    """The styles of a document, each looked into once a paragraph has it: a template may have hundreds."""

    def __init__(self, archive: Archive, folder: str) -> None:
        parts = parsed_parts(archive.read(f"{folder}/styles.xml") or b"", "style")
        self._elements = {attribute(style, "styleId"): style for style in parts}
        self._read: dict[str, _Style] = {}

    def chain(self, style_id: str) -> list[_Style]:
        """A style and what it is based on."""
        chain: list[_Style] = []
        while style_id in self._elements and len(chain) < 12:
            if style_id not in self._read:
                self._read[style_id] = _style(without_namespaces(self._elements[style_id]))
            chain.append(self._read[style_id])
            style_id = chain[-1].based_on
        return chain


def _style(style: etree._Element) -> _Style:
    outline = first(style, "pPr", "outlineLvl")
    numbering = first(style, "pPr", "numPr")
    name = style.find("name")
    based = style.find("basedOn")
    return _Style(
        name=attribute(name, "val").lower() if name is not None else "",
        based_on=attribute(based, "val") if based is not None else "",
        outline=_number(outline) if outline is not None else None,
        list_id=_value(numbering, "numId"),
        list_level=_number(first(numbering, "ilvl")),
    )


def _numbered(archive: Archive, folder: str) -> dict[tuple[str, int], bool]:
    """For each list and level, whether its items have numbers or letters."""
    root = parsed(archive.read(f"{folder}/numbering.xml") or b"")
    if root is None:
        return {}
    kinds = {
        attribute(abstract, "abstractNumId"): {
            int(attribute(level, "ilvl")): _value(level, "numFmt") not in ("bullet", "none", "")
            for level in abstract.iter("lvl")
            if attribute(level, "ilvl").isdecimal()
        }
        for abstract in root.iter("abstractNum")
    }
    return {
        (attribute(number, "numId"), level): numbered
        for number in root.iter("num")
        for level, numbered in kinds.get(_value(number, "abstractNumId"), {}).items()
    }


def _value(element: etree._Element | None, tag: str) -> str:
    found = first(element, tag)
    return attribute(found, "val") if found is not None else ""


def _number(element: etree._Element | None) -> int:
    value = attribute(element, "val") if element is not None else ""
    return int(value) if re.fullmatch(r"\d{1,2}", value) else 0


class _References:
    """The notes that the text refers to, numbered over the document."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}

    def refer(self, kind: str, note_id: str) -> str:
        """The sign in the text for a note."""
        number = self._numbers.setdefault((kind, note_id), len(self._numbers) + 1)
        return f"[{number}]"

    def notes(self, root: etree._Element, kind: str, words_of: Words) -> Iterator[Piece]:
        """The notes that were referred to, in the order of their references."""
        found = {attribute(note, "id"): note for note in root.iter(kind)}
        for (kind_of, note_id), number in list(self._numbers.items()):
            if kind_of == kind and note_id in found:
                gathered = Gathering()
                for paragraph in found[note_id].iter("p"):
                    gathered.append(words_of.phrase(paragraph))
                    gathered.parts.append(" ")
                if note := gathered.phrase():
                    yield note.after(f"{number}. ").piece(BlockKind.FOOTNOTE)


class _Reader:
    """Walks a document's body. `title` is what stands in the style for titles."""

    def __init__(self, words_of: Words, styles: _Styles, lists: _Lists) -> None:
        self._words, self._styles, self._lists = words_of, styles, lists
        self._meant: dict[tuple[str, int | None], _Meaning] = {}
        self.title = ""

    def pieces(self, element: etree._Element, depth: int) -> Iterator[Piece]:
        """The blocks inside a body, a cell or a container."""
        for child in children(element, depth):
            if child.tag == "p":
                yield from self._paragraph(child, depth)
            elif child.tag == "tbl":
                yield from self._table(child, depth)
            elif child.tag not in SKIPPED:
                yield from self.pieces(child, depth + 1)

    def _paragraph(self, paragraph: etree._Element, depth: int) -> Iterator[Piece]:
        text = self._words.phrase(paragraph)
        if text:
            kind, level, mark = self._styled(paragraph, text.words)
            if mark:
                text = text.behind(mark)
            lines = [text.on_one_line("\n" if kind is BlockKind.CODE else " ")]
            if kind is BlockKind.PARAGRAPH:
                lines = text.lines()
            for line in lines:
                yield from line.pieces(kind, level)
        else:
            yield from shown(text.drawings)
        for box in outermost(paragraph, "txbxContent"):
            if not any(parent.tag == "Fallback" for parent in box.iterancestors()):
                yield from self.pieces(box, depth + 2)

    def _styled(self, paragraph: etree._Element, text: str) -> tuple[BlockKind, int, str]:
        """Kind and level of the paragraph's block, and the number before its words."""
        properties = paragraph.find("pPr")
        style_id = _value(properties, "pStyle")
        own = first(properties, "outlineLvl")
        key = style_id, None if own is None else _number(own)
        if key not in self._meant:
            self._meant[key] = self._meaning(*key)
        meant, styled, bulleted = self._meant[key]
        if meant == (BlockKind.HEADING, 1):
            self.title = self.title or text.replace("\v", " ").strip()
        if meant is not None:
            return (*meant, "")
        return self._listed(first(properties, "numPr"), styled, bulleted=bulleted)

    def _meaning(self, style_id: str, outline: int | None) -> _Meaning:
        """What a style means, the one it is based on that names a list, and whether its own name does."""
        chain = self._styles.chain(style_id)
        names = [style.name for style in chain] or [style_id.lower()]
        if outline is None:
            outline = next((style.outline for style in chain if style.outline is not None), None)
        listed = next((style for style in chain if style.list_id), _Style())
        return meaning(names, outline), listed, any(name.startswith("list bullet") for name in names)

    def _listed(
        self, numbering: etree._Element | None, styled: _Style, *, bulleted: bool
    ) -> tuple[BlockKind, int, str]:
        list_id = _value(numbering, "numId") or styled.list_id
        if list_id and list_id != "0":
            level = _number(first(numbering, "ilvl")) if numbering is not None else styled.list_level
            return BlockKind.LIST_ITEM, min(level, 5), self._lists.mark(list_id, level)
        return BlockKind.LIST_ITEM if bulleted else BlockKind.PARAGRAPH, 0, ""

    def _table(self, table: etree._Element, depth: int) -> Iterator[Piece]:
        """A row a block; a table of one column, or with a table in it, is layout."""
        rows = [list(row.iter("tc")) for row in table.iter("tr")]
        if max(map(len, rows), default=0) < 2 or table.find(".//tbl") is not None:
            yield from (piece for row in table for piece in self.pieces(row, depth + 1))
            return
        for row in rows:
            yield from table_line(self._words.phrase(cell) for cell in row)


def _first_heading(pieces: list[Piece]) -> tuple[str, list[Piece]]:
    """A document that begins with a heading has it for a title."""
    if sum(not is_shown(piece) for piece in pieces) > 1 and pieces[0].kind is BlockKind.HEADING:
        return pieces[0].words, list(hung((*shown(pieces[0].drawings), *pieces[1:])))
    return "", pieces
