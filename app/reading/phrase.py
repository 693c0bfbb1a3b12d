"""Words as they are gathered from a file, with what of them leads elsewhere and the pictures among them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise

from lxml import etree

from app.domain.article import BlockKind, Hyperlink
from app.domain.spans import Span
from app.reading.compose import Drawing, Piece, table_row

BREAK = "\v"
"""How a line break is written among words."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words with their white space. The spans of `links` are in them, in order and apart.

    The pictures `above` stand before or among the words, those `below` after the last of them.
    """

    words: str
    links: tuple[Hyperlink, ...] = ()
    above: tuple[Drawing, ...] = ()
    below: tuple[Drawing, ...] = ()

    def __bool__(self) -> bool:
        """Whether there are words."""
        return bool(self.words.strip())

    @property
    def drawings(self) -> tuple[Drawing, ...]:
        return self.above + self.below

    def lines(self) -> list[Phrase]:
        """Its lines, blank ones too. Pictures stay above the first that has words, and below the last."""
        if BREAK not in self.words:
            return [self]
        starts = [0, *accumulate(len(line) + 1 for line in self.words.split(BREAK))]
        lines = [self.part(start, end - 1) for start, end in pairwise(starts)]
        worded = [number for number, line in enumerate(lines) if line]
        if worded and self.drawings:
            lines[worded[0]] = replace(lines[worded[0]], above=self.above)
            lines[worded[-1]] = replace(lines[worded[-1]], below=self.below)
        return lines

    def on_one_line(self, joint: str = " ") -> Phrase:
        """Its lines with `joint`, one sign, between them."""
        if BREAK not in self.words:
            return self
        return replace(self, words=self.words.replace(BREAK, joint))

    def after(self, mark: str) -> Phrase:
        """Without white space around it, behind `mark`."""
        bare = self.words.strip()
        if not self.links:
            return Phrase(mark + bare, (), self.above, self.below)
        start = len(self.words) - len(self.words.lstrip())
        links = self.part(start, start + len(bare)).links
        return replace(self, words=mark + bare, links=_shifted(links, len(mark)))

    def since(self, start: int) -> Phrase:
        """Without the words before `start`."""
        if not start:
            return self
        return replace(self, words=self.words[start:], links=self.part(start, len(self.words)).links)

    def rewritten(self, words: str, place: Callable[[int], int]) -> Phrase:
        """With other words, in which what was at a place is where `place` says."""
        return replace(self, words=words, links=_moved(self.links, place))

    def behind(self, mark: str) -> Phrase:
        """With `mark` before it."""
        return replace(self, words=mark + self.words, links=_shifted(self.links, len(mark)))

    def collapsed(self) -> Phrase:
        """With one space for any white space."""
        words = " ".join(self.words.split())
        if not self.links or words == self.words:
            return replace(self, words=words)
        bare = range(len(self.words) - len(self.words.lstrip()), len(self.words.rstrip()))
        blank = [sign.isspace() for sign in self.words]
        kept = (place in bare and not (blank[place] and blank[place - 1]) for place in range(len(blank)))
        before = list(accumulate(kept, initial=0))
        return self.rewritten(words, before.__getitem__)

    def without(self, signs: frozenset[str]) -> Phrase:
        """Without these signs."""
        if signs.isdisjoint(self.words):
            return self
        gone = list(accumulate((sign in signs for sign in self.words), initial=0))
        words = "".join(sign for sign in self.words if sign not in signs)
        return self.rewritten(words, lambda place: place - gone[place])

    def piece(self, kind: BlockKind, level: int = 0) -> Piece:
        """The block of these words; those `below` it are not in it."""
        return Piece(kind, self.words, level, self.links, self.above)

    def pieces(self, kind: BlockKind, level: int = 0) -> Iterator[Piece]:
        """The block of these words, and what is below it."""
        yield Piece(kind, self.words, level, self.links, self.above)
        yield from shown(self.below)

    def part(self, start: int, end: int) -> Phrase:
        """The words from `start` to `end` with their links, without pictures."""
        if not self.links:
            return Phrase(self.words[start:end])
        first = bisect_right(self.links, start, key=lambda link: link.span.end)
        last = bisect_left(self.links, end, key=lambda link: link.span.start)
        cut = _moved(self.links[first:last], lambda place: min(max(place, start), end) - start)
        return Phrase(self.words[start:end], cut)


@dataclass(slots=True)
class Gathering:
    """Words in the order of the file. What is linked or drawn is placed by number of parts: most words are neither."""

    parts: list[str] = field(default_factory=list)
    _open: list[tuple[int, str]] = field(default_factory=list)
    _links: list[tuple[int, int, str]] = field(default_factory=list)
    _drawings: list[tuple[int, Drawing]] = field(default_factory=list)

    def begin(self, address: str) -> None:
        """What is added from here leads to `address`, nowhere where that is ""."""
        self._open.append((len(self.parts), address))

    def end(self) -> None:
        """Close what was begun last. A link within a link is part of it."""
        if self._open:
            start, address = self._open.pop()
            if address and not any(outer for _, outer in self._open) and start < len(self.parts):
                self._links.append((start, len(self.parts), address))

    def draw(self, drawing: Drawing | None) -> None:
        """Put a picture here, where there is one."""
        if drawing is not None:
            self._drawings.append((len(self.parts), drawing))

    def append(self, phrase: Phrase) -> None:
        """Add words with what belongs to them."""
        start = len(self.parts)
        if not phrase.links:
            self.parts.append(phrase.words)
        else:
            ends = sorted({0, len(phrase.words), *(place for link in phrase.links for place in _ends(link))})
            numbers = {place: start + number for number, place in enumerate(ends)}
            self.parts += [phrase.words[a:b] for a, b in pairwise(ends)]
            if not any(address for _, address in self._open):
                self._links += [(numbers[x.span.start], numbers[x.span.end], x.address) for x in phrase.links]
        self._drawings += [(start, drawing) for drawing in phrase.above]
        self._drawings += [(len(self.parts), drawing) for drawing in phrase.below]

    def cut(self) -> Phrase:
        """What was gathered; from here on words are gathered for another phrase, in the links that are open."""
        still_open = [(0, address) for _, address in self._open]
        phrase = self.phrase()
        self.parts.clear()
        self._open, self._links, self._drawings = still_open, [], []
        return phrase

    def phrase(self) -> Phrase:
        """What was gathered, and with it done."""
        while self._open:
            self.end()
        words = "".join(self.parts)
        if not self._links and not self._drawings:
            return Phrase(words)
        places = list(accumulate(map(len, self.parts), initial=0))
        links = tuple(
            Hyperlink(Span(places[start], places[end]), address)
            for start, end, address in sorted(self._links)
            if places[start] < places[end]
        )
        last = len(words.rstrip())
        below = tuple(drawing for number, drawing in self._drawings if 0 < last <= places[number])
        above = tuple(drawing for number, drawing in self._drawings if not 0 < last <= places[number])
        return Phrase(words, links, above, below)


def linked_words(element: etree._Element, address_of: Callable[[etree._Element], str]) -> Phrase:
    """All text inside on one line, as `xml_tree.words`; `address_of` tells where an element inside leads."""
    gathered = Gathering()
    for event, part in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            gathered.begin(address_of(part))
            gathered.parts.append(part.text or "")
        else:
            gathered.end()
            gathered.parts.append((part.tail or "") if part is not element else "")
    return gathered.phrase().collapsed()


def shown(drawings: Iterable[Drawing]) -> Iterator[Piece]:
    """Pictures without words of their own, to go through `hung`."""
    if drawings := tuple(drawings):
        yield Piece(BlockKind.PARAGRAPH, "", drawings=drawings)


def hung(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Pictures without words are put above the next piece, so that the pieces are those of the text; the last stay."""
    waiting: tuple[Drawing, ...] = ()
    for piece in pieces:
        if is_shown(piece):
            waiting += piece.drawings
        elif waiting:
            yield replace(piece, drawings=waiting + piece.drawings)
            waiting = ()
        else:
            yield piece
    yield from shown(waiting)


def is_shown(piece: Piece) -> bool:
    """Whether it is pictures alone."""
    return bool(piece.drawings) and not piece.words and piece.kind is BlockKind.PARAGRAPH


def table_line(cells: Iterable[Phrase]) -> Iterator[Piece]:
    """A row of a table on one line, as `compose.table_row`, with its links, below its pictures."""
    row = [cell.collapsed() for cell in cells]
    for cell in row:
        yield from shown(cell.drawings)
    for piece in table_row(cell.words for cell in row):
        if not any(cell.links for cell in row):
            yield piece
            continue
        starts = accumulate((len(cell.words) + len(" | ") for cell in row), initial=0)
        links = (link for start, cell in zip(starts, row, strict=False) for link in _shifted(cell.links, start))
        yield replace(piece, links=tuple(links))


def _ends(link: Hyperlink) -> tuple[int, int]:
    return link.span.start, link.span.end


def _shifted(links: tuple[Hyperlink, ...], by: int) -> tuple[Hyperlink, ...]:
    return _moved(links, lambda place: place + by) if links and by else links


def _moved(links: Iterable[Hyperlink], place: Callable[[int], int]) -> tuple[Hyperlink, ...]:
    """The links with the ends of their spans put to `place`, but for those that have no words there."""
    moved = ((place(link.span.start), place(link.span.end), link.address) for link in links)
    return tuple(Hyperlink(Span(start, end), address) for start, end, address in moved if start < end)
