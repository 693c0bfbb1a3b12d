"""Blocks from clean HTML that is all text, as the chapters of a book are: nothing is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree
from lxml.html import HtmlElement

from app.domain.article import BlockKind
from app.reading.compose import Piece, table_row
from app.reading.page_blocks import BLOCK_TAGS
from app.reading.xml_tree import attribute, children

_BREAK = "\v"
_NOTES = (
    "footnote", "footnotes", "endnote", "endnotes", "rearnote", "rearnotes", "doc-footnote", "doc-endnote",
    "doc-endnotes",
)  # fmt: skip
_BACK = ("doc-backlink", "backlink")
_REFERENCES = ("noteref", "doc-noteref")
_CAPTIONS = ("figcaption", "caption")


@dataclass(frozen=True, slots=True)
class _Within:
    """What the words belong to: the kind and level of their block, the number before a list item."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    mark: str = ""
    depth: int = 0


def flow_pieces(body: HtmlElement) -> Iterator[Piece]:
    """The blocks inside `body`, in order. References to notes are put in brackets, in the tree too.

    The number before a note, which leads back to its reference, gets a point.
    """
    for reference in list(body.iter("a")):
        if _means(reference, _REFERENCES):
            number = "".join(reference.itertext()).strip("[] ")
            for child in list(reference):
                reference.remove(child)
            reference.text = f"[{number}]"
    for link in list(body.iter("a")):
        if _means(link, _BACK) and not any(sign.isalnum() for sign in "".join(link.itertext())):
            link.drop_tree()  # an arrow back to the text
    for note in body.iter():
        if isinstance(note.tag, str) and _means(note, _NOTES):
            _point(note)
    yield from _flow(body, _Within())


def _point(note: HtmlElement) -> None:
    back = next(iter(note.iter("a")), None)
    number = "".join(back.itertext()).strip() if back is not None else ""
    if back is not None and number.isdecimal() and "".join(note.itertext()).lstrip().startswith(number):
        for child in list(back):
            back.remove(child)
        back.text = f"{number}. "


def _flow(element: HtmlElement, within: _Within) -> Iterator[Piece]:
    """Words and blocks among one another."""
    words = [element.text or ""]
    for child in children(element, within.depth):
        if not _is_block(child):
            words += [_inline(child), child.tail or ""]
            continue
        yield from _pieces("".join(words), within)
        if "".join(words).strip():
            within = replace(within, mark="")
        yield from _block(child, replace(within, depth=within.depth + 1))
        words = [child.tail or ""]
    yield from _pieces("".join(words), within)


def _is_block(element: HtmlElement) -> bool:
    return element.tag in BLOCK_TAGS or any(child.tag in BLOCK_TAGS for child in element.iterdescendants())


def _block(element: HtmlElement, within: _Within) -> Iterator[Piece]:
    tag = element.tag
    if re.fullmatch("h[1-6]", tag):
        yield Piece(BlockKind.HEADING, _inline(element).replace(_BREAK, " "), int(tag[1]))
    elif tag in ("ul", "ol"):
        yield from _list(element, within)
    elif tag == "table":
        yield from _table(element, within)
    elif tag == "pre":
        yield Piece(BlockKind.CODE, "".join(element.itertext()))
    elif tag == "blockquote":
        level = within.level + 1 if within.kind is BlockKind.BLOCK_QUOTE else 0
        yield from _flow(element, replace(within, kind=BlockKind.BLOCK_QUOTE, level=level, mark=""))
    elif tag in _CAPTIONS:
        yield Piece(BlockKind.CAPTION, _inline(element).replace(_BREAK, " "))
    elif _means(element, _NOTES):
        yield from _flow(element, replace(within, kind=BlockKind.FOOTNOTE, level=0, mark=""))
    else:
        yield from _flow(element, within)


def _list(element: HtmlElement, within: _Within) -> Iterator[Piece]:
    level = within.level + 1 if within.kind is BlockKind.LIST_ITEM else 0
    kind = BlockKind.FOOTNOTE if within.kind is BlockKind.FOOTNOTE else BlockKind.LIST_ITEM
    start = element.get("start") or ""
    number = int(start) if re.fullmatch(r"\d{1,6}", start) else 1
    for item in children(element, within.depth):
        if _means(item, _NOTES):
            kind = BlockKind.FOOTNOTE
        mark = f"{number}. " if element.tag == "ol" else ""
        number += 1
        yield from _flow(item, replace(within, kind=kind, level=level, mark=mark, depth=within.depth + 1))


def _table(element: HtmlElement, within: _Within) -> Iterator[Piece]:
    """A row a block; a table of one column is layout, and its words are text."""
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in element.iter("tr")]
    if max(map(len, rows), default=0) < 2 or element.find(".//table") is not None:
        yield from _flow(element, within)
        return
    caption = element.find("caption")
    if caption is not None:
        yield Piece(BlockKind.CAPTION, _inline(caption).replace(_BREAK, " "))
    for row in rows:
        yield from table_row(_inline(cell) for cell in row)


def _pieces(words: str, within: _Within) -> Iterator[Piece]:
    mark = within.mark
    for line in words.split(_BREAK):
        if line.strip():
            yield Piece(within.kind, mark + line.strip(), within.level)
            mark = ""


def _inline(element: HtmlElement) -> str:
    """All words inside, line breaks as `_BREAK`."""
    if element.tag == "br":
        return _BREAK
    parts: list[str] = []
    for event, part in etree.iterwalk(element, events=("start", "end")):
        if part is not element and event == "start":
            parts.append(_BREAK if part.tag == "br" else " " if part.tag in BLOCK_TAGS else "")
        if event == "start":
            parts.append(part.text or "")
        elif part is not element:
            parts.append(part.tail or "")
    return "".join(parts)


def means_note(element: HtmlElement) -> bool:
    """Whether the page says that this is a note, or has notes."""
    return _means(element, (*_NOTES, "doc-endnote"))


def means_back(link: HtmlElement) -> bool:
    """Whether the page says that this leads from a note back to the text."""
    return _means(link, _BACK)


def _means(element: HtmlElement, meanings: tuple[str, ...]) -> bool:
    said = f"{attribute(element, 'type')} {attribute(element, 'epub:type')} {element.get('role') or ''}".split()
    return any(meaning in said for meaning in meanings)
