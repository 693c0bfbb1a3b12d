"""The runs of words of a page, numbered, so that what an extractor keeps of it can be told by number.

A run is what stands between two borders of blocks or line breaks: a paragraph, a list item's words, a cell. Its number
is written before its words in private-use characters, which every extractor carries along.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby

from lxml import etree
from lxml.html import HtmlElement

from app.domain.article import BlockKind, Hyperlink
from app.domain.spans import Span
from app.reading.compose import Drawing, Piece
from app.reading.page_captions import LONGEST_CAPTION, is_caption
from app.reading.phrase import Gathering, Phrase, hung, table_line

BLOCK_TAGS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead title "
    "tr ul".split()
)
_MARK = "\ue000"
_DIGITS = "\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008\ue009\ue00a"
_NUMBER = re.compile(f"{_MARK}([{_DIGITS}]{{1,7}})")
_FROM_DIGITS = {ord(sign): str(value) for value, sign in enumerate(_DIGITS)}
_LONGEST_CALL = 40
_CALL = re.compile(
    r"\W*(?:(?:read|see|show|view|learn|find out|load|click|tap|continue|keep)\b.{0,25}|more|share|tweet|print|e-?mail|"
    r"(?:leave|add|post) a comment|comments?|next|previous|back|home|top|subscribe|sign up|log in)\W*",
    re.I,
)
"""What the links of a page say that are not the article's own."""

_KINDS_OF_NOTES = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)


@dataclass(slots=True)
class Run:
    """`row` and `cell` are set in a table of data; `item` is the list item that it is in, `note` the note.

    Addresses of `links` are as the page writes them. `drawings` stand above the run.
    """

    kind: BlockKind
    words: str
    level: int = 0
    row: HtmlElement | None = None
    cell: HtmlElement | None = None
    item: HtmlElement | None = None
    note: HtmlElement | None = None
    links: tuple[Hyperlink, ...] = ()
    drawings: tuple[Drawing, ...] = ()


@dataclass(frozen=True, slots=True)
class Numbered:
    """The runs of a page in order, and by links the numbers of the runs that they are in.

    `images` have the number of the run that they are in or above. `around` tells of what is around images which runs
    are within it: from the first number, up to the second; `figures` are figures by their tags.
    """

    runs: list[Run]
    places: dict[HtmlElement, int]
    images: list[tuple[int, HtmlElement]]
    around: dict[HtmlElement, tuple[int, int]]
    figures: set[HtmlElement]


@dataclass(slots=True)
class _Walk:
    """What is open at the current place: the elements around it, and the run that is being gathered."""

    inside: list[HtmlElement] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    slot: tuple[HtmlElement, str] | None = None
    runs: list[Run] = field(default_factory=list)
    tables: dict[HtmlElement, bool] = field(default_factory=dict)  # whether they hold data
    captions: dict[HtmlElement, bool] = field(default_factory=dict)
    codes: int = 0  # how many `pre` are open
    notes: Collection[HtmlElement] = ()
    places: dict[HtmlElement, int] = field(default_factory=dict)
    open_links: list[tuple[int, str]] = field(default_factory=list)  # from which of `words` on, and where they lead
    linked: list[tuple[int, int, str]] = field(default_factory=list)
    images: list[tuple[int, HtmlElement]] = field(default_factory=list)
    around: dict[HtmlElement, tuple[int, int]] = field(default_factory=dict)

    def begin_link(self, link: HtmlElement) -> None:
        self.places[link] = len(self.runs)
        self.open_links.append((len(self.words), link.get("href") or ""))

    def end_link(self) -> None:
        start, address = self.open_links.pop()
        if address and start < len(self.words):
            self.linked.append((start, len(self.words), address))

    def see(self, image: HtmlElement) -> None:
        self.images.append((len(self.runs), image))
        for element in reversed(self.inside):
            if element in self.around:
                break
            self.around[element] = (0, 0)  # set when it ends

    def end_run(self, *, begin: tuple[HtmlElement, str] | None) -> None:
        """Close the run before this border; the next one's words begin in the slot `begin`."""
        if self.slot is not None and (words := "".join(self.words)).strip():
            self.runs.append(self._run(words))
            element, name = self.slot
            setattr(element, name, mark_of(len(self.runs) - 1) + (getattr(element, name) or ""))
        self.words, self.slot = [], begin
        if self.linked or self.open_links:
            self.linked, self.open_links = [], [(0, address) for _, address in self.open_links]

    def _run(self, words: str) -> Run:
        run = self._by_its_place(words)
        run.note = next((e for e in reversed(self.inside) if e in self.notes), None) if self.notes else None
        if run.note is not None and run.kind in _KINDS_OF_NOTES:
            run.kind, run.level = BlockKind.FOOTNOTE, 0
        if self.linked or self.open_links:
            run.links = tuple(self._links())
        return run

    def _links(self) -> Iterator[Hyperlink]:
        """The links of the run, those that go on in the next one, too; of a link within a link, the inner one."""
        places = list(accumulate(map(len, self.words), initial=0))
        until = 0
        for start, end, address in (*self.linked, *((start, len(self.words), at) for start, at in self.open_links)):
            if address and places[max(start, until)] < places[end]:
                yield Hyperlink(Span(places[max(start, until)], places[end]), address)
                until = end

    def _by_its_place(self, words: str) -> Run:
        for element in reversed(self.inside):
            tag = element.tag
            if tag == "pre":
                return Run(BlockKind.CODE, words)
            if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
                return Run(BlockKind.HEADING, words, int(tag[1]))
            if self._is_caption(element):
                return Run(BlockKind.CAPTION, words)
            if tag in ("td", "th") and (row := self._row_of(element)) is not None:
                return Run(BlockKind.TABLE, words, 0, row, element)
            if tag == "li":
                depth = sum(e.tag in ("ul", "ol") for e in self.inside)
                return Run(BlockKind.LIST_ITEM, words, max(0, depth - 1), item=element)
            if tag == "blockquote":
                return Run(BlockKind.BLOCK_QUOTE, words, sum(e.tag == "blockquote" for e in self.inside) - 1)
        under = len(words) <= LONGEST_CAPTION and any(e.tag == "figure" and e in self.around for e in self.inside)
        return Run(BlockKind.CAPTION if under else BlockKind.PARAGRAPH, words)

    def _is_caption(self, element: HtmlElement) -> bool:
        if element not in self.captions:
            self.captions[element] = is_caption(element)
        return self.captions[element]

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
    begun: list[int] = []  # how many runs there were before each element that is open
    for event, element in etree.iterwalk(tree if body is None else body, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        border = tag in BLOCK_TAGS or tag == "br"
        if event == "start":
            if border and tag != "br" and not walk.codes:
                walk.end_run(begin=(element, "text"))
            walk.codes += tag == "pre"
            walk.inside.append(element)
            begun.append(len(walk.runs))
            if tag == "a":
                walk.begin_link(element)
            elif tag == "img":
                walk.see(element)
            walk.words.append(element.text or "" if tag else "")
        else:
            walk.codes -= tag == "pre"
            if border and not walk.codes:
                walk.end_run(begin=(element, "tail"))
            elif tag == "br":
                walk.words.append("\n")
            walk.inside.pop()
            number = begun.pop()
            if tag == "a":
                walk.end_link()
            if element in walk.around:
                walk.around[element] = (number, len(walk.runs))
            walk.words.append(element.tail or "")
    walk.end_run(begin=None)
    return Numbered(walk.runs, walk.places, walk.images, walk.around, {e for e in walk.around if e.tag == "figure"})


def items_within(runs: Sequence[Run], kept: set[int]) -> set[int]:
    """Numbers of the items of lists within items that are kept: what the outer one says goes on in them."""
    items = {runs[number].item for number in kept} - {None}
    return {
        number
        for number, run in enumerate(runs)
        if run.item is not None and number not in kept and any(e in items for e in run.item.iterancestors("li"))
    }


def pieces_of(runs: Iterable[Run], address_of: Callable[[str], str] = lambda _: "") -> Iterator[Piece]:
    """Blocks from runs: the cells of a row on one line, the items of a numbered list with their numbers.

    `address_of` gives what may be shown of an address that stands in the page, or "".
    """
    return hung(_pieces(runs, address_of))


def _pieces(runs: Iterable[Run], address_of: Callable[[str], str]) -> Iterator[Piece]:
    begun: set[HtmlElement] = set()
    numbers: dict[HtmlElement, dict[HtmlElement, int]] = {}
    for row, group in groupby(runs, key=lambda run: run.row):
        if row is not None:
            cells = groupby(group, key=lambda run: run.cell)
            yield from table_line(_cell(own, address_of) for _, own in cells)
            continue
        for run in group:
            phrase = _phrase(run, address_of)
            if run.item is not None and run.item not in begun:
                begun.add(run.item)
                around = run.item.getparent()
                if around is not None and around.tag == "ol":
                    if around not in numbers:
                        numbers[around] = {item: n for n, item in enumerate(around.iterchildren("li"), start=1)}
                    phrase = phrase.after(f"{numbers[around][run.item]}. ")
            yield Piece(run.kind, phrase.words, run.level, phrase.links, run.drawings)


def _cell(runs: Iterable[Run], address_of: Callable[[str], str]) -> Phrase:
    gathered = Gathering()
    for number, run in enumerate(runs):
        gathered.parts += [" "] if number else []
        gathered.append(_phrase(run, address_of))
    return gathered.phrase()


def _phrase(run: Run, address_of: Callable[[str], str]) -> Phrase:
    """The words of a run with the links that a reader of the article may want to follow."""
    if not run.links:
        return Phrase(run.words, above=run.drawings)
    links = ((link.span, address_of(link.address)) for link in run.links if not _leads_on(run, link))
    return Phrase(run.words, tuple(Hyperlink(span, address) for span, address in links if address), run.drawings)


def _leads_on(run: Run, link: Hyperlink) -> bool:
    """Whether a run is nothing but "Read more" or the like."""
    words = link.span.of(run.words).strip()
    return len(words) <= _LONGEST_CALL and words == run.words.strip() and bool(_CALL.fullmatch(words))
