"""Blocks from clean HTML that is all text, as the chapters of a book are: nothing is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from lxml import etree
from lxml.html import HtmlElement

from app.domain.article import BlockKind
from app.reading.addresses import web_address
from app.reading.compose import Drawing, Piece
from app.reading.page_blocks import BLOCK_TAGS, without_marks
from app.reading.phrase import BREAK, Gathering, Phrase, hung, shown, table_line
from app.reading.xml_tree import attribute, children, local

Draw = Callable[[HtmlElement], Drawing | None]
"""Gives the picture that an `img`, or an `image` in an SVG drawing, means."""

_NOTES = (
    "footnote", "footnotes", "endnote", "endnotes", "rearnote", "rearnotes", "doc-footnote", "doc-endnote",
    "doc-endnotes",
)  # fmt: skip
_BACK = ("doc-backlink", "backlink")
_REFERENCES = ("noteref", "doc-noteref")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CAPTIONS = ("figcaption", "caption")


@dataclass(frozen=True, slots=True)
class _Within:
    """What the words belong to: the kind and level of their block, the number before a list item, where they lead."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    mark: str = ""
    depth: int = 0
    address: str = ""

    def unmarked(self) -> _Within:
        """After the first words of a list item, which have its number."""
        return _Within(self.kind, self.level, "", self.depth, self.address) if self.mark else self

    def deeper(self) -> _Within:
        return _Within(self.kind, self.level, self.mark, self.depth + 1, self.address)


def flow_pieces(body: HtmlElement, draw: Draw = lambda _: None) -> Iterator[Piece]:
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
    yield from hung(map(_unmarked, _Flow(draw).blocks(body, _Within())))


def spare_images(tree: HtmlElement) -> None:
    """Put the images in SVG drawings before them, as pictures of the page: drawings are dropped as unseen."""
    for drawing in tree.iter("svg"):
        for image in drawing.iter("image"):
            drawing.addprevious(drawing.makeelement("img", src=attribute(image, "href")))


def _point(note: HtmlElement) -> None:
    back = next(iter(note.iter("a")), None)
    number = "".join(back.itertext()).strip() if back is not None else ""
    if back is not None and number.isdecimal() and "".join(note.itertext()).lstrip().startswith(number):
        for child in list(back):
            back.remove(child)
        back.text = f"{number}. "


class _Flow:
    """Walks a page whose pictures `draw` gives."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw

    def blocks(self, element: HtmlElement, within: _Within) -> Iterator[Piece]:
        """Words and blocks among one another."""
        words = self._begun(element.text, within)
        for child in children(element, within.depth):
            if not _is_block(child):
                self._gather(child, words)
                words.parts.append(child.tail or "")
                continue
            line = words.phrase()
            yield from _pieces(line, within)
            if line:
                within = within.unmarked()
            yield from self._block(child, within.deeper())
            words = self._begun(child.tail, within)
        yield from _pieces(words.phrase(), within)

    @staticmethod
    def _begun(text: str | None, within: _Within) -> Gathering:
        words = Gathering()
        if within.address:
            words.begin(within.address)
        words.parts.append(text or "")
        return words

    def _block(self, element: HtmlElement, within: _Within) -> Iterator[Piece]:
        tag = element.tag
        if tag in _HEADINGS:
            yield from self._inline(element).on_one_line().pieces(BlockKind.HEADING, int(tag[1]))
        elif tag in ("ul", "ol"):
            yield from self._list(element, within)
        elif tag == "table":
            yield from self._table(element, within)
        elif tag == "pre":
            yield Piece(BlockKind.CODE, "".join(element.itertext()))
        elif tag == "blockquote":
            level = within.level + 1 if within.kind is BlockKind.BLOCK_QUOTE else 0
            yield from self.blocks(element, replace(within, kind=BlockKind.BLOCK_QUOTE, level=level, mark=""))
        elif tag in _CAPTIONS:
            yield from self._inline(element).on_one_line().pieces(BlockKind.CAPTION)
        elif _means(element, _NOTES):
            yield from self.blocks(element, replace(within, kind=BlockKind.FOOTNOTE, level=0, mark=""))
        elif tag == "a":
            yield from self.blocks(element, replace(within, address=web_address(element.get("href") or "")))
        else:
            yield from self.blocks(element, within)

    def _list(self, element: HtmlElement, within: _Within) -> Iterator[Piece]:
        level = within.level + 1 if within.kind is BlockKind.LIST_ITEM else 0
        kind = BlockKind.FOOTNOTE if within.kind is BlockKind.FOOTNOTE else BlockKind.LIST_ITEM
        start = element.get("start") or ""
        number = int(start) if re.fullmatch(r"\d{1,6}", start) else 1
        for item in children(element, within.depth):
            if _means(item, _NOTES):
                kind = BlockKind.FOOTNOTE
            mark = f"{number}. " if element.tag == "ol" else ""
            number += 1
            yield from self.blocks(item, replace(within, kind=kind, level=level, mark=mark, depth=within.depth + 1))

    def _table(self, element: HtmlElement, within: _Within) -> Iterator[Piece]:
        """A row a block; a table of one column is layout, and its words are text."""
        rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in element.iter("tr")]
        if max(map(len, rows), default=0) < 2 or element.find(".//table") is not None:
            yield from self.blocks(element, within)
            return
        caption = element.find("caption")
        if caption is not None:
            yield from self._inline(caption).on_one_line().pieces(BlockKind.CAPTION)
        for row in rows:
            yield from table_line(self._inline(cell) for cell in row)

    def _inline(self, element: HtmlElement) -> Phrase:
        words = Gathering()
        self._gather(element, words)
        return words.phrase()

    def _gather(self, element: HtmlElement, words: Gathering) -> None:
        """All words inside, but for the tail, with their links and pictures."""
        parts = words.parts
        if element.tag == "br":
            parts.append(BREAK)
            return
        for event, part in etree.iterwalk(element, events=("start", "end")):
            tag = part.tag
            if event == "start":
                if part is not element:
                    parts.append(BREAK if tag == "br" else " " if tag in BLOCK_TAGS else "")
                if tag == "a":
                    words.begin(web_address(part.get("href") or ""))
                elif tag == "img" or local(tag) == "image":
                    words.draw(self._draw(part))
                parts.append(part.text or "")
            else:
                if tag == "a":
                    words.end()
                if part is not element:
                    parts.append(part.tail or "")


def _is_block(element: HtmlElement) -> bool:
    return element.tag in BLOCK_TAGS or any(child.tag in BLOCK_TAGS for child in element.iterdescendants())


def _pieces(words: Phrase, within: _Within) -> Iterator[Piece]:
    if not words:
        yield from shown(words.drawings)
        return
    mark = within.mark
    for line in words.lines():
        if line:
            yield from line.after(mark).pieces(within.kind, within.level)
            mark = ""


def _unmarked(piece: Piece) -> Piece:
    """Without signs that the page itself has, but that mean runs of words elsewhere."""
    if piece.words.isascii() or (words := without_marks(piece.words)) == piece.words:
        return piece
    gone = frozenset(piece.words) - frozenset(words)
    return replace(piece, words=words, links=Phrase(piece.words, piece.links).without(gone).links)


def means_note(element: HtmlElement) -> bool:
    """Whether the page says that this is a note, or has notes."""
    return _means(element, (*_NOTES, "doc-endnote"))


def means_back(link: HtmlElement) -> bool:
    """Whether the page says that this leads from a note back to the text."""
    return _means(link, _BACK)


def _means(element: HtmlElement, meanings: tuple[str, ...]) -> bool:
    if not element.attrib:
        return False
    said = f"{attribute(element, 'type')} {attribute(element, 'epub:type')} {element.get('role') or ''}".split()
    return any(meaning in said for meaning in meanings)
