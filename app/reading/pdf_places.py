"""Where the words of a canonical text stand on the pages of the PDF that it was read from.

The pages' words are put in the order they were read in, and aligned with the text's, page by page. That needs nothing
but the file and the text, so it also serves articles that were stored by an older version.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable, Iterator, Sequence
from ctypes import c_int
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from app.domain.article import Block, BlockKind
from app.domain.original import Places
from app.domain.spans import Span
from app.reading.limits import Limits
from app.reading.pdf_document import opened_again
from app.reading.pdf_layout import lines_of, without_margins
from app.reading.pdf_words import Word, placed_words_of, unturned

_SLACK = 240
"""Words of the text, beyond a page's own number, among which that page is sought."""

_SURE = 3
"""Words in a row that tell the place of a page; fewer may be found anywhere."""

_GRID = 1_000_000  # PDFium gives places on a page in whole pixels: many make them exact
_DESCENT, _ASCENT = 0.24, 0.78  # of a font's size, below and above the baseline


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of the text, or of a page (`box`: left, top, right, bottom in shares). `key`: its letters in small."""

    key: str
    span: Span | None = None
    page: int = 0
    box: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


@dataclass(slots=True)
class _Found:
    """What was found so far: start, end, page and box of each word, and the numbers of the text's words among them."""

    entries: list[tuple[int, int, int, tuple[float, float, float, float]]] = field(default_factory=list)
    words: set[int] = field(default_factory=set)

    def add(self, number: int, word: _Token, on_page: _Token, start: int = 0, end: int | None = None) -> None:
        """`start` and `end`: the part of the word, in code points."""
        assert word.span is not None
        stop = word.span.end if end is None else word.span.start + end
        if word.span.start + start < stop:
            self.entries.append((word.span.start + start, stop, on_page.page, on_page.box))
            self.words.add(number)


def places_of(path: str, text: str, blocks: Sequence[Block], limits: Limits, pause: Callable[[], None]) -> Places:
    """Where the words of `text` stand; empty where the file is no PDF any more. `pause` is called between pages."""
    document = opened_again(Path(path), limits)
    if document is None:
        return Places()
    try:
        pages = _pages(document, limits, pause)
    finally:
        document.close()
    words = list(_words_in(text, blocks))
    return aligned(words, pages, pause)


def aligned(words: Sequence[_Token], pages: Sequence[Sequence[_Token]], pause: Callable[[], None]) -> Places:
    """The text's words on the pages' words, both in reading order."""
    found, at, slack = _Found(), 0, _SLACK
    left_over: list[list[_Token]] = []
    for page in pages:
        pause()
        window = words[at : at + len(page) + slack]
        matches = _matches(page, window)
        used = _take(page, words, at, len(window), matches, found)
        left_over.append([token for index, token in enumerate(page) if index not in used])
        sure = [j + size for _, j, size in matches if size >= _SURE]
        # What one page did not hold, the next may be further on by.
        at, slack = (at + sure[-1], _SLACK) if sure else (at, slack + len(page))
    _take_moved(words, left_over, found)
    entries = sorted(found.entries)
    return Places(
        array("I", [e[0] for e in entries]),
        array("I", [e[1] for e in entries]),
        array("I", [e[2] for e in entries]),
        array("f", [edge for e in entries for edge in e[3]]),
        len(found.words) / max(1, len(words)),
    )


def _matches(page: Sequence[_Token], window: Sequence[_Token]) -> list[tuple[int, int, int]]:
    matcher = SequenceMatcher(None, [t.key for t in page], [t.key for t in window], autojunk=False)
    return [(m.a, m.b, m.size) for m in matcher.get_matching_blocks()]


def _take(
    page: Sequence[_Token],
    words: Sequence[_Token],
    at: int,
    room: int,
    matches: Sequence[tuple[int, int, int]],
    found: _Found,
) -> set[int]:
    """Note what matched, and in the gaps between what has the same letters; the page's words that are used."""
    used: set[int] = set()
    i = j = 0
    for a, b, size in matches:
        last = a == len(page) and b == room and size == 0
        stop = b if not last else min(b, j + 2)
        used |= _take_broken(page, i, a, words, at + j, at + stop, found, begins=i == 0, ends=last)
        for step in range(size):
            found.add(at + b + step, words[at + b + step], page[a + step])
            used.add(a + step)
        i, j = a + size, b + size
    return used


def _take_broken(
    page: Sequence[_Token],
    first: int,
    end: int,
    words: Sequence[_Token],
    start: int,
    stop: int,
    found: _Found,
    *,
    begins: bool,
    ends: bool,
) -> set[int]:
    """A gap where the page breaks words that the text has whole (or joins them): the same letters, parted otherwise.

    At the page's own begin and end a word may go on from the page before, or on the next.
    """
    if first >= end or start >= stop or end - first > 12 or stop - start > 60:
        return set()
    parts = [page[index].key for index in range(first, end)]
    letters, whole = "".join(parts), [words[index].key for index in range(start, stop)]
    joined = "".join(whole)
    if joined == letters or (ends and joined.startswith(letters)):
        skipped = 0
    elif begins and joined.endswith(letters):
        skipped = len(joined) - len(letters)
    else:
        return set()
    place, owners = 0, [(number, k) for number, key in enumerate(whole) for k in range(len(key))]
    for index, part in enumerate(parts):
        within = owners[skipped + place : skipped + place + len(part)]
        place += len(part)
        for number in dict.fromkeys(owner for owner, _ in within):
            at = [k for owner, k in within if owner == number]
            word = words[start + number]
            a, b = _code_points(word, at[0], at[-1] + 1)
            found.add(start + number, word, page[first + index], a, b)
    return set(range(first, end))


def _code_points(word: _Token, first: int, end: int) -> tuple[int, int | None]:
    """Letters of a key as code points of its word, which has other signs too: a part takes those at its side."""
    assert word.span is not None
    rest = len(word.span) - len(word.key)
    if rest < 0:  # letters that fold to more than one
        return 0, None
    return (0 if first == 0 else min(first, len(word.span) - 1)), (None if end >= len(word.key) else end)


def _take_moved(words: Sequence[_Token], left_over: Sequence[Sequence[_Token]], found: _Found) -> None:
    """Words that stand elsewhere in the text than on the page: a title under a kicker, a caption."""
    by_key: dict[str, list[tuple[int, int]]] = {}
    for page, tokens in enumerate(left_over):
        for index, token in enumerate(tokens):
            by_key.setdefault(token.key, []).append((page, index))
    run: list[int] = []
    for number in range(len(words) + 1):
        if number < len(words) and number not in found.words:
            run.append(number)
            continue
        if run and sum(len(words[n].key) for n in run) >= 4:
            keys = [words[n].key for n in run]
            for page, index in by_key.get(keys[0], [])[:200]:
                there = left_over[page][index : index + len(run)]
                if [t.key for t in there] == keys:
                    for n, token in zip(run, there, strict=True):
                        found.add(n, words[n], token)
                    break
        run = []


def _words_in(text: str, blocks: Sequence[Block]) -> Iterator[_Token]:
    for block in blocks:
        if block.kind is BlockKind.PAGE_BREAK:
            continue
        for match in re.finditer(r"\S+", block.span.of(text)):
            start = block.span.start + match.start()
            if match[0] != "|":  # which we put between the cells of a table
                yield _Token(_key(match[0]), Span(start, start + len(match[0])))


def _key(word: str) -> str:
    letters = "".join(c for c in unicodedata.normalize("NFC", word).casefold() if c.isalnum())
    return letters or word


def _pages(document: pypdfium2.PdfDocument, limits: Limits, pause: Callable[[], None]) -> list[list[_Token]]:
    """The words of every page in reading order, without running headers, as `pdf.read` has them."""
    words: list[list[Word]] = []
    frames: list[_Frame] = []
    for index in range(min(len(document), limits.pages)):
        pause()
        found, frame = _on_page(document, index, limits)
        words.append(found)
        frames.append(frame)
    bounds = [(min((w.baseline for w in p), default=0.0), max((w.baseline for w in p), default=0.0)) for p in words]
    return [
        [
            _Token(_key(word.text), None, number, frames[number].box(word))
            for line in lines_of(kept, number)
            for word in line.words
        ]
        for number, kept in enumerate(without_margins(words, bounds))
    ]


@dataclass(frozen=True, slots=True)
class _Frame:
    """Turns places among a page's upright words into shares of the page as it is shown."""

    turns: int = 0
    origin: tuple[float, float] = (0.0, 0.0)
    along: tuple[float, float] = (0.0, 0.0)
    up: tuple[float, float] = (0.0, 0.0)

    def box(self, word: Word) -> tuple[float, float, float, float]:
        low, high = word.baseline - _DESCENT * word.size, word.baseline + _ASCENT * word.size
        corners = [self._share(*unturned(x, y, self.turns)) for x in (word.left, word.right) for y in (low, high)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def _share(self, x: float, y: float) -> tuple[float, float]:
        return (
            self.origin[0] + x * self.along[0] + y * self.up[0],
            self.origin[1] + x * self.along[1] + y * self.up[1],
        )


def _on_page(document: pypdfium2.PdfDocument, index: int, limits: Limits) -> tuple[list[Word], _Frame]:
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return [], _Frame()
    try:
        text_page = page.get_textpage()
        try:
            words, turns = placed_words_of(text_page, limits.page_characters)
        finally:
            text_page.close()
        return words, _frame(page, turns)
    except pypdfium2.PdfiumError:
        return [], _Frame()
    finally:
        page.close()


def _frame(page: pypdfium2.PdfPage, turns: int) -> _Frame:
    """From three points: the way from a page's own coordinates to the shown page is a shift, a turn and a scale."""

    def shown(x: float, y: float) -> tuple[float, float]:
        left, top = c_int(), c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, _GRID, _GRID, 0, x, y, left, top)
        return left.value / _GRID, top.value / _GRID

    origin, east, north = shown(0, 0), shown(100, 0), shown(0, 100)
    along = ((east[0] - origin[0]) / 100, (east[1] - origin[1]) / 100)
    return _Frame(turns, origin, along, ((north[0] - origin[0]) / 100, (north[1] - origin[1]) / 100))
