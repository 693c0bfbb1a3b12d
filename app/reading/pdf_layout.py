"""Reading order on a page: rows, columns, and which rows are running headers or page numbers."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter, sub
from statistics import median

import numpy as np

from app.reading.pdf_words import Word

_GUTTER = 0.75
"""Least width between columns, in font sizes. Justified spaces reach 0.6."""

_CELL_GAP = 1.6
"""Least width between the cells of a table, in font sizes."""

_NARROWEST = 24
"""Width, in font sizes, below which no columns are looked for."""

_FEWEST_ROWS = 4
_FEWEST_WORDS = 2.5
"""Words a cell on each side of a gutter, on average: the columns of a table have fewer."""

_GRID = 200
"""Places across a page at which a gutter is sought."""

_MOST_WORDS = 15_000
"""On a page. Above it the rows are taken as they come: it is no page to be read."""

_FIRST_LEFTWARDS = "\u0590"
"""No letter before this one is written from right to left."""

_left_of, _baseline_of = attrgetter("left"), attrgetter("baseline")

_MARGIN_ROWS = 2
"""Running headers and footers have two rows at most."""

_PAGE_NUMBER = re.compile(
    r"[-–—|\[(\s]*(?:(?:page|p\.|seite)\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/|von)\s*\d{1,4})?[-–—|\])\s.]*", re.I
)


_PRINTED = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[AP]M)?(?:\s[^\n]{0,200})?"
    r"|(?:https?|file)://\S{1,2000}(?:\s\d{1,4}(?:/\d{1,4})?)?"
)
"""What browsers print around a page: when and what above it, its address and number below."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of words in one column, whose own edges are `column_left` and `column_right`. `size`: of most letters."""

    words: tuple[Word, ...]
    page: int
    column: int
    column_left: float
    column_right: float
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    text: str
    cells: int

    @classmethod
    def of(cls, words: tuple[Word, ...], page: int, column: int, column_left: float, column_right: float) -> Line:
        texts, lefts, rights, baselines, sizes, bold = zip(*words, strict=True)
        size = largest = sizes[0]
        if sizes.count(size) < len(sizes):
            letters: dict[float, int] = defaultdict(int)
            for word in words:
                letters[word.size] += len(word.text)
            size, largest = max(letters, key=letters.__getitem__), max(sizes)
        gaps = map(sub, lefts[1:], rights)
        return cls(
            words, page, column, column_left, column_right,
            left=min(lefts),
            right=max(rights),
            baseline=baselines[sizes.index(largest)],
            size=size,
            bold=all(bold),
            text=" ".join(texts),
            cells=1 + sum(gap > _CELL_GAP * before for gap, before in zip(gaps, sizes[1:], strict=True)),
        )  # fmt: skip


def cells_of(row: Sequence[Word]) -> list[list[Word]]:
    """The words of a row between gaps too wide for a space."""
    begins = [n for n, (a, b) in enumerate(pairwise(row), 1) if b.left - a.right > _CELL_GAP * b.size]
    return [list(row[begin:end]) for begin, end in pairwise((0, *begins, len(row)))]


def rows_of(words: Sequence[Word]) -> list[tuple[Word, ...]]:
    """Words on one baseline, top down, each from left to right (right to left for Arabic and Hebrew)."""
    rows: list[list[Word]] = []
    baseline = None
    for word in sorted(sorted(words, key=_left_of), key=_baseline_of, reverse=True):
        if word.baseline == baseline or (rows and _on_row(rows[-1], word)):
            rows[-1].append(word)
        else:
            rows.append([word])
            baseline = word.baseline
    return [_in_order(row) for row in rows]


def _on_row(row: list[Word], word: Word) -> bool:
    """Within a third of the letters' height; raised figures and signs are smaller, and further off."""
    main = row[0]
    bigger = max(main.size, word.size)
    smaller = min(main.size, word.size)
    return abs(main.baseline - word.baseline) <= (0.45 if smaller < 0.8 * bigger else 0.3) * bigger


def _in_order(row: list[Word]) -> tuple[Word, ...]:
    signs = [w.text[0] for w in row]
    leftwards = max(signs) >= _FIRST_LEFTWARDS and (
        sum(unicodedata.bidirectional(sign) in ("R", "AL") for sign in signs) > len(row) / 2
    )
    return tuple(sorted(row, key=_left_of, reverse=leftwards))


def lines_of(words: Sequence[Word], page: int) -> list[Line]:
    """The lines of a page in reading order."""
    if len(words) > _MOST_WORDS:
        return [Line.of((word,), page, 0, word.left, word.right) for word in words]
    lines: list[Line] = []
    for number, column in enumerate(_columns(rows_of(words), 0)):
        left = min(word.left for row in column for word in row)
        right = max(word.right for row in column for word in row)
        lines += [Line.of(row, page, number, left, right) for row in column]
    return lines


def _columns(rows: list[tuple[Word, ...]], depth: int) -> Iterator[list[tuple[Word, ...]]]:
    """Rows by column: what stands above the tallest gutter, its left side, its right side, what stands below."""
    found = _gutter(rows) if depth < 12 else None
    if found is None:
        if rows:
            yield rows
        return
    first, last, x = found
    yield from _columns(rows[:first], depth + 1)
    for side in _sides(rows[first:last], x):
        yield from _columns([row for row in side if row], depth + 1)
    yield from _columns(rows[last:], depth + 1)


def _gutter(rows: list[tuple[Word, ...]]) -> tuple[int, int, float] | None:
    """The tallest stretch of rows with an empty strip between words: first row, row after the last, x. Or None."""
    if len(rows) < _FEWEST_ROWS:
        return None
    lefts = [word.left for row in rows for word in row]
    rights = [word.right for row in rows for word in row]
    sizes = [word.size for row in rows for word in row]
    left, width, size = min(lefts), max(rights) - min(lefts), median(sizes)
    if width < _NARROWEST * size:
        return None
    first, step = left + 0.12 * width, 0.76 * width / (_GRID - 1)
    margins = _GUTTER * np.minimum(size, sizes) / 2
    begin = np.clip(np.ceil((lefts - margins - first) / step), 0, _GRID).astype(int)
    end = np.clip(np.ceil((rights + margins - first) / step), 0, _GRID).astype(int)
    numbers = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    room = (_GRID + 1) * len(rows)
    edges = np.bincount(len(rows) * begin + numbers, minlength=room)
    edges -= np.bincount(len(rows) * end + numbers, minlength=room)
    covered = edges.reshape(_GRID + 1, len(rows)).cumsum(axis=0)[:_GRID] > 0
    return _tallest(rows, first + step * np.arange(_GRID), covered)


def _tallest(rows: list[tuple[Word, ...]], grid: np.ndarray, covered: np.ndarray) -> tuple[int, int, float] | None:
    """Among all empty strips the one over most rows, if the words on both sides of it are running text.

    `covered` says of each place across the page (a row of it) whether a word is there, row by row of words.
    """
    ends = np.ones((len(grid), 1), dtype=np.int8)
    steps = np.diff(np.hstack([ends, covered, ends]))  # -1 where a strip begins, 1 below its end
    columns, firsts = np.nonzero(steps == -1)
    lasts = np.nonzero(steps == 1)[1]
    tall = np.nonzero(lasts - firsts >= _FEWEST_ROWS)[0]
    tall = tall[np.lexsort((columns[tall], lasts[tall]))]
    best: dict[tuple[int, int], list[int]] = defaultdict(list)
    for first, last, column in zip(firsts[tall].tolist(), lasts[tall].tolist(), columns[tall].tolist(), strict=True):
        best[first, last].append(column)
    for (first, last), places in sorted(best.items(), key=lambda item: (item[0][0] - item[0][1], -len(item[1])))[:60]:
        x = float(grid[places[len(places) // 2]])
        last = _without_heading_below(rows, first, last, x)
        if _running_text(rows[first:last], x):
            return first, last, x
    return None


def _sides(rows: Sequence[tuple[Word, ...]], x: float) -> tuple[list[tuple[Word, ...]], list[tuple[Word, ...]]]:
    """Each row's words before and after `x`; rows stay in place, empty where one side has none."""
    return (
        [tuple(w for w in row if w.left < x) for row in rows],
        [tuple(w for w in row if w.left >= x) for row in rows],
    )


def _without_heading_below(rows: list[tuple[Word, ...]], first: int, last: int, x: float) -> int:
    """A short heading under both columns belongs to what follows."""
    usual = median(w.size for row in rows[first:last] for w in row)
    while last < len(rows) and last - first > _FEWEST_ROWS:
        row = rows[last - 1]
        if not (all(w.left < x for w in row) and all(w.bold or w.size > 1.1 * usual for w in row)):
            break
        last -= 1
    return last


def _running_text(rows: Sequence[tuple[Word, ...]], x: float) -> bool:
    """Whether what stands on both sides of `x` are columns and not the cells of a table.

    The rows of two columns that are set apart do not share their baselines. Where they do, both sides must have
    enough words, in stretches wide enough for sentences.
    """
    sides = _sides(rows, x)
    full = [[row for row in side if row] for side in sides]
    if min(map(len, full)) < 3:
        return False
    pairs = [(a[-1], b[0]) for a, b in zip(*sides, strict=True) if a and b]
    shared = sum(abs(a.baseline - b.baseline) < 0.1 * max(a.size, b.size) for a, b in pairs)
    if shared <= 0.4 * min(map(len, full)):
        return True
    for side in full:
        cells = [cell for row in side for cell in cells_of(row)]
        widths = [cell[-1].right - cell[0].left for cell in cells]
        if sum(map(len, cells)) < _FEWEST_WORDS * len(cells):
            return False
        if median(widths) < 8 * median(w.size for row in side for w in row):
            return False
    return True


def without_margins(pages: Sequence[list[Word]], heights: Sequence[tuple[float, float]]) -> list[list[Word]]:
    """Pages without running headers, running footers and page numbers.

    A row goes that is among the outermost two, in the margin, and whose words (figures aside) stand at the same height
    on other pages near; or that is a page number. `heights` are each page's lowest and highest y.
    """
    candidates = [_outer_rows(words, *bounds) for words, bounds in zip(pages, heights, strict=True)]
    seen: dict[tuple[str, int], list[float]] = defaultdict(list)
    for page, rows in enumerate(candidates):
        for row in rows:
            seen[_pattern(row), page].append(row[0].baseline)
    out = []
    for page, (words, rows) in enumerate(zip(pages, candidates, strict=True)):
        gone: set[Word] = set()
        for row in rows:
            text = " ".join(w.text for w in row)
            near = [seen.get((_pattern(row), p), ()) for p in range(page - 4, page + 5) if p != page]
            others = sum(any(abs(y - row[0].baseline) < 4 for y in found) for found in near)
            # Headers that change sides stand on every other page: in a short document, on two.
            again = others > 1 or (others == 1 and (len(pages) == 2 or _stands_apart(row, words)))
            if again or _PAGE_NUMBER.fullmatch(text) or _PRINTED.fullmatch(text):
                gone.update(row)
        out.append(_without(words, gone) if gone and len(gone) < len(words) else words)
    return out


def _without(words: list[Word], gone: set[Word]) -> list[Word]:
    heights = {word.baseline for word in gone}
    return [word for word in words if word.baseline not in heights or word not in gone]


def _stands_apart(row: Sequence[Word], words: Sequence[Word]) -> bool:
    """Whether more than a line's room is between a row and what is nearest to it."""
    baseline, size = row[0].baseline, max(word.size for word in row)
    return all(abs(word.baseline - baseline) > 2 * size or abs(word.baseline - baseline) < 0.5 * size for word in words)


def _outer_rows(words: Sequence[Word], low: float, high: float) -> list[tuple[Word, ...]]:
    """The first and last rows of a page that lie in its upper or lower eighth."""
    if not words or len(words) > _MOST_WORDS:
        return []
    edge = (high - low) / 8
    rows = rows_of([w for w in words if w.baseline > high - edge or w.baseline < low + edge])
    top = [row for row in rows if row[0].baseline > high - edge][:_MARGIN_ROWS]
    bottom = [row for row in rows if row[0].baseline < low + edge][-_MARGIN_ROWS:]
    return top + [row for row in bottom if row not in top]


def _pattern(row: Sequence[Word]) -> str:
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", " ".join(w.text for w in row).casefold())
