"""The runs of words of a page, numbered, so that what an extractor keeps of it can be told by number.

A run is what stands between two borders of blocks or line breaks: a paragraph, a list item's words, a cell. Its number
is written before its words in private-use characters, which every extractor carries along.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from lxml import etree
from lxml.html import HtmlElement

from app.domain.article import BlockKind
from app.reading.compose import Piece, table_row

BLOCK_TAGS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead title "
    "tr ul".split()
)
_MARK = "\ue000"
_DIGITS = "\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008\ue009\ue00a"
_NUMBER = re.compile(f"{_MARK}([{_DIGITS}]{{1,7}})")
_FROM_DIGITS = {ord(sign): str(value) for value, sign in enumerate(_DIGITS)}
_CAPTIONS = ("figcaption", "caption")
_KINDS_OF_NOTES = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
_CAPTION_CLASS = re.compile(r"(?:^|[-_ ])caption(?:$|[-_ ])")


@dataclass(slots=True)
class Run:
    """`row` and `cell` are set in a table of data; `item` is the list item that it is in, `note` the note."""

    kind: BlockKind
    words: str
    level: int = 0
    row: HtmlElement | None = None
    cell: HtmlElement | None = None
    item: HtmlElement | None = None
    note: HtmlElement | None = None


@dataclass(frozen=True, slots=True)
class Numbered:
    """The runs of a page in order, and by links the numbers of the runs that they are in."""

    runs: list[Run]
    places: dict[HtmlElement, int]


@dataclass(slots=True)
class _Walk:
    """What is open at the current place: the elements around it, and the run that is being gathered."""

    inside: list[HtmlElement] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    slot: tuple[HtmlElement, str] | None = None
    runs: list[Run] = field(default_factory=list)
    tables: dict[HtmlElement, bool] = field(default_factory=dict)  # whether they hold data
    codes: int = 0  # how many `pre` are open
    notes: Collection[HtmlElement] = ()
    places: dict[HtmlElement, int] = field(default_factory=dict)

    def end_run(self, *, begin: tuple[HtmlElement, str] | None) -> None:
        """Close the run before this border; the next one's words begin in the slot `begin`."""
        if self.slot is not None and (words := "".join(self.words)).strip():
            self.runs.append(self._run(words))
            element, name = self.slot
            setattr(element, name, mark_of(len(self.runs) - 1) + (getattr(element, name) or ""))
        self.words, self.slot = [], begin

    def _run(self, words: str) -> Run:
        run = self._by_its_place(words)
        run.note = next((e for e in reversed(self.inside) if e in self.notes), None) if self.notes else None
        if run.note is not None and run.kind in _KINDS_OF_NOTES:
            run.kind, run.level = BlockKind.FOOTNOTE, 0
        return run

    def _by_its_place(self, words: str) -> Run:
        for element in reversed(self.inside):
            tag = element.tag
            if tag == "pre":
                return Run(BlockKind.CODE, words)
            if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
                return Run(BlockKind.HEADING, words, int(tag[1]))
            if is_caption(element):
                return Run(BlockKind.CAPTION, words)
            if tag in ("td", "th") and (row := self._row_of(element)) is not None:
                return Run(BlockKind.TABLE, words, 0, row, element)
            if tag == "li":
                depth = sum(e.tag in ("ul", "ol") for e in self.inside)
                return Run(BlockKind.LIST_ITEM, words, max(0, depth - 1), item=element)
            if tag == "blockquote":
                return Run(BlockKind.BLOCK_QUOTE, words, sum(e.tag == "blockquote" for e in self.inside) - 1)
        return Run(BlockKind.PARAGRAPH, words)

    def _row_of(self, cell: HtmlElement) -> HtmlElement | None:
        """The row of a cell whose table holds data: in one of one column, or around other tables, words are text."""
        row = next((e for e in cell.iterancestors("tr")), None)
        table = next((e for e in cell.iterancestors("table")), None)
        if row is None or table is None:
            return None
        if table not in self.tables:
            wide = any(sum(e.tag in ("td", "th") for e in one) > 1 for one in table.iter("tr"))
            nested = table.find(".//table") is not None
            self.tables[table] = wide and not nested and not any(len(c.findall(".//p")) > 2 for c in table.iter("td"))
        return row if self.tables[table] else None


def mark_of(number: int) -> str:
    """The number of a run, as it is written before its words."""
    return _MARK + "".join(_DIGITS[int(digit)] for digit in str(number))


def numbers_in(words: str) -> set[int]:
    """The numbers of the runs whose begin is in `words`."""
    return {int(found.translate(_FROM_DIGITS)) for found in _NUMBER.findall(words)}


def without_marks(text: str) -> str:
    """A page's own private-use characters would be taken for marks; they have no meaning outside a font."""
    return re.sub("[\ue000-\ue00a]", "", text)


def number_runs(tree: HtmlElement, notes: Collection[HtmlElement] = ()) -> Numbered:
    """The runs of a page that is clean of what cannot be seen; their numbers are written into `tree`.

    `notes`: the elements whose words are notes.
    """
    body = tree.find("body")
    walk = _Walk(notes=notes)
    for event, element in etree.iterwalk(tree if body is None else body, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        border = tag in BLOCK_TAGS or tag == "br"
        if event == "start":
            if border and tag != "br" and not walk.codes:
                walk.end_run(begin=(element, "text"))
            walk.codes += tag == "pre"
            walk.inside.append(element)
            if tag == "a":
                walk.places[element] = len(walk.runs)
            walk.words.append(element.text or "" if tag else "")
        else:
            walk.codes -= tag == "pre"
            if border and not walk.codes:
                walk.end_run(begin=(element, "tail"))
            elif tag == "br":
                walk.words.append("\n")
            walk.inside.pop()
            walk.words.append(element.tail or "")
    walk.end_run(begin=None)
    return Numbered(walk.runs, walk.places)


def items_within(runs: Sequence[Run], kept: set[int]) -> set[int]:
    """Numbers of the items of lists within items that are kept: what the outer one says goes on in them."""
    items = {runs[number].item for number in kept} - {None}
    return {
        number
        for number, run in enumerate(runs)
        if run.item is not None and number not in kept and any(e in items for e in run.item.iterancestors("li"))
    }


def is_caption(element: HtmlElement) -> bool:
    """A caption by its tag, or a paragraph that is called one, as WordPress does."""
    called = element.tag == "p" and _CAPTION_CLASS.search(element.get("class") or "")
    return element.tag in _CAPTIONS or bool(called)


def spare_captions(tree: HtmlElement) -> None:
    """Make captions, code and figures look like text: extractors leave them out with everything in them."""
    for element in tree.iter("p", "pre", *_CAPTIONS):
        if element.tag == "pre" or is_caption(element):
            element.tag = "p"
            element.attrib.clear()
    for figure in tree.iter("figure", "div"):
        if figure.tag == "figure" or _CAPTION_CLASS.search(figure.get("class") or ""):
            figure.tag = "div"
            figure.attrib.clear()


def pieces_of(runs: Iterable[Run]) -> Iterator[Piece]:
    """Blocks from runs: the cells of a row on one line, the items of a numbered list with their numbers."""
    begun: set[HtmlElement] = set()
    numbers: dict[HtmlElement, dict[HtmlElement, int]] = {}
    for row, group in groupby(runs, key=lambda run: run.row):
        if row is not None:
            cells = groupby(group, key=lambda run: run.cell)
            yield from table_row(" ".join(run.words for run in own) for _, own in cells)
            continue
        for run in group:
            words = run.words
            if run.item is not None and run.item not in begun:
                begun.add(run.item)
                around = run.item.getparent()
                if around is not None and around.tag == "ol":
                    if around not in numbers:
                        numbers[around] = {item: n for n, item in enumerate(around.iterchildren("li"), start=1)}
                    words = f"{numbers[around][run.item]}. {words.strip()}"
            yield Piece(run.kind, words, run.level)
