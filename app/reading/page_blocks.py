"""Blocks from a page: from the body that trafilatura finds, or from everything that can be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from app.domain.article import BlockKind
from app.reading.compose import Piece

_MARK = "\ue000"
_DIGITS = "\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008\ue009\ue00a"
_MARKS = re.compile("([\ue000-\ue00a]+)")
_CAPTIONS = ("figcaption", "caption")
_CAPTION_CLASS = re.compile(r"(?:^|[-_ ])caption(?:$|[-_ ])")
_MARKED = ("p", "li", "pre", *_CAPTIONS)
BLOCK_TAGS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead title "
    "tr ul".split()
)
_BREAK = "\v"
_BODY_BLOCKS = ("p", "list", "quote", "table", "head", "row")
_KEEP_SPACES = str.maketrans({"\n": "\ue010", " ": "\ue011", "\t": "\ue012"})
_GIVE_SPACES_BACK = {ord(kept): chr(space) for space, kept in _KEEP_SPACES.items()}


class Marks:
    """Numbers before the words of paragraphs, captions and code, in private-use characters.

    trafilatura drops paragraphs that repeat an earlier one, and forgets what was a caption or code. The numbers make
    every paragraph its own, and tell what it was. On the pages we measure by, they raise word F from .932 to .958.
    """

    def __init__(self, tree: HtmlElement) -> None:
        self._kinds: list[BlockKind | None] = []
        for element in list(tree.iter(*_MARKED)):
            if not element.text_content().strip():
                continue
            number = "".join(_DIGITS[int(digit)] for digit in str(len(self._kinds)))
            if is_caption(element):
                self._kinds.append(BlockKind.CAPTION)
                _flatten(element, "p", " ")
            elif element.tag == "pre":
                self._kinds.append(BlockKind.CODE)
                _flatten(element, "p", "")
                # Line breaks and indents would be collapsed; signs that stand for them are not.
                element.text = (element.text or "").replace("\r", "").translate(_KEEP_SPACES)
            else:
                self._kinds.append(None)
            element.text = _MARK + number + (element.text or "")
        for figure in tree.iter("figure", "div"):  # left out by trafilatura with everything in it
            if figure.tag == "figure" or _CAPTION_CLASS.search(figure.get("class") or ""):
                figure.tag = "div"
                figure.attrib.clear()

    def are_in(self, words: str) -> bool:
        """Whether any mark is left in `words`, or none was made."""
        return not self._kinds or _MARK in words

    def parted(self, words: str) -> Iterator[tuple[BlockKind | None, str]]:
        """The stretches of `words` between marks, each with what its mark says."""
        kind: BlockKind | None = None
        for index, part in enumerate(_MARKS.split(words)):
            if index % 2:
                kind = self._kind(part)
            elif part.strip():
                yield kind, part

    def _kind(self, mark: str) -> BlockKind | None:
        digits = "".join(str(_DIGITS.index(c)) for c in mark.rpartition(_MARK)[2] if c in _DIGITS)
        return self._kinds[int(digits)] if digits and int(digits) < len(self._kinds) else None


def is_caption(element: HtmlElement) -> bool:
    """A caption by its tag, or a paragraph that is called one, as WordPress does."""
    called = element.tag == "p" and _CAPTION_CLASS.search(element.get("class") or "")
    return element.tag in _CAPTIONS or bool(called)


def without_marks(text: str) -> str:
    """A page's own private-use characters would be taken for marks; they have no meaning outside a font.

    Control characters go too: libxml2 reads them, and lxml refuses to write them back.
    """
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ue000-\ue012\ud800-\udfff\ufffe\uffff]", "", text)


def _flatten(element: HtmlElement, tag: str, joint: str) -> None:
    words, tail = joint.join(element.itertext()), element.tail
    element.clear()
    element.tag, element.text, element.tail = tag, words, tail


def body_pieces(body: etree._Element, marks: Marks) -> Iterator[Piece]:
    """The blocks of trafilatura's body."""
    yield from _pieces(body.text or "", marks, BlockKind.PARAGRAPH, 0)
    for element in body:
        yield from _from_body(element, marks, BlockKind.PARAGRAPH, 0)


def _from_body(element: etree._Element, marks: Marks, kind: BlockKind, level: int) -> Iterator[Piece]:
    tag = element.tag
    if tag == "head":
        rank = re.search(r"[1-6]", element.get("rend") or "")
        yield Piece(BlockKind.HEADING, _MARKS.sub(" ", _inline(element)), int(rank[0]) if rank else 2)
    elif tag == "table":
        for row in element.iter("row"):
            cells = (_MARKS.sub(" ", _inline(cell)).replace(_BREAK, " ") for cell in row.iter("cell"))
            yield Piece(BlockKind.TABLE, " | ".join(" ".join(cell.split()) for cell in cells))
    elif tag == "list":
        yield from _from_list(element, marks, level)
    elif tag == "quote":
        yield from _from_mixed(element, marks, BlockKind.BLOCK_QUOTE, level)
    elif tag == "code":
        yield Piece(BlockKind.CODE, _MARKS.sub("", "".join(element.itertext())))
    elif isinstance(tag, str):
        yield from _from_mixed(element, marks, kind, level)
    if element.tail and element.tail.strip():
        yield from _pieces(element.tail, marks, kind, level)


def _from_list(element: etree._Element, marks: Marks, level: int) -> Iterator[Piece]:
    ordered = element.get("rend") == "ol"
    for number, item in enumerate(element, start=1):
        first = True
        for piece in _from_mixed(item, marks, BlockKind.LIST_ITEM, level):
            numbered = first and ordered and piece.kind is BlockKind.LIST_ITEM
            yield Piece(piece.kind, f"{number}. {piece.words.strip()}" if numbered else piece.words, piece.level)
            first = False


def _from_mixed(element: etree._Element, marks: Marks, kind: BlockKind, level: int) -> Iterator[Piece]:
    """Words and blocks among one another: the words before, between and after the blocks are blocks too."""
    words = element.text or ""
    for child in element:
        if child.tag in _BODY_BLOCKS or (child.tag == "code" and "\n" in (child.text or "")):
            yield from _pieces(words, marks, kind, level)
            deeper = level + 1 if child.tag in ("list", "quote") and kind is not BlockKind.PARAGRAPH else level
            tail, child.tail = child.tail, None
            yield from _from_body(child, marks, kind, deeper)
            words = tail or ""
        else:
            words += _BREAK if child.tag == "lb" else _inline(child)
            words += child.tail or ""
    yield from _pieces(words, marks, kind, level)


def _inline(element: etree._Element) -> str:
    """All words inside, with line breaks as `_BREAK`."""
    parts = [element.text or ""]
    for child in element.iterdescendants():
        if child.tag == "lb":
            parts.append(_BREAK)
        else:
            parts.append(" " if child.tag in ("p", "item", "cell") else "")
            parts.append(child.text or "")
        parts.append(child.tail or "")
    return "".join(parts)


def _pieces(words: str, marks: Marks, kind: BlockKind, level: int) -> Iterator[Piece]:
    for marked, part in marks.parted(words):
        if marked is BlockKind.CODE:
            yield Piece(marked, part.translate(_GIVE_SPACES_BACK))
            continue
        for line in part.split(_BREAK):
            if line.strip():
                yield Piece(marked or kind, line, 0 if marked else level)


def visible_pieces(tree: HtmlElement) -> Iterator[Piece]:
    """Everything a reader of the page would see, in order. `tree` is clean of scripts and of what is hidden."""
    words: list[str] = []
    body = tree.find("body")
    inside: list[str] = []
    for event, element in etree.iterwalk(tree if body is None else body, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in BLOCK_TAGS or tag == "br":
            if text := "".join(words):
                yield _seen(text, inside)
            words = []
        if event == "start":
            inside.append(tag)
            words.append(element.text or "" if tag else "")
        else:
            inside.pop()
            words.append(element.tail or "")
    if text := "".join(words):
        yield _seen(text, [])


def _seen(words: str, inside: list[str]) -> Piece:
    words = _MARKS.sub("", words).translate(_GIVE_SPACES_BACK)
    for tag in reversed(inside):
        if re.fullmatch("h[1-6]", tag):
            return Piece(BlockKind.HEADING, words, int(tag[1]))
        if tag == "li":
            return Piece(BlockKind.LIST_ITEM, words, max(0, sum(t in ("ul", "ol") for t in inside) - 1))
        if tag in _CAPTIONS:
            return Piece(BlockKind.CAPTION, words)
    return Piece(BlockKind.BLOCK_QUOTE if "blockquote" in inside else BlockKind.PARAGRAPH, words)
