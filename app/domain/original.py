"""The pages of a document as they were laid out: their sizes, their pictures, and where the canonical words stand."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from app.domain.spans import Span, hull


@dataclass(frozen=True, slots=True)
class PageSize:
    """In points, as the page is shown (a page that lies on its side is turned)."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn page. `pixels` are rows of 4 bytes a pixel, blue first, without padding."""

    page: int
    width: int
    height: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle on a page, in shares of its width and height from the upper left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Places:
    """Where the words of a canonical text stand. One entry a word, or two where a line breaks it, by start.

    Arrays and not objects: a book has 200,000 words. `boxes` holds left, top, right, bottom of each, as in Box.
    `share`: of the text's words that were found on the pages, 0–1.
    """

    starts: array[int] = field(default_factory=lambda: array("I"))
    ends: array[int] = field(default_factory=lambda: array("I"))
    pages: array[int] = field(default_factory=lambda: array("I"))
    boxes: array[float] = field(default_factory=lambda: array("f"))
    share: float = 0.0

    def boxes_of(self, span: Span) -> tuple[Box, ...]:
        """One box for each line that holds words of `span`, in reading order."""
        first = bisect_right(self.ends, span.start) if self.ends else 0
        lines: list[Box] = []
        for index in range(first, bisect_left(self.starts, span.end)):
            box = self._box(index)
            if lines and _same_line(lines[-1], box):
                last = lines.pop()
                box = Box(
                    box.page,
                    min(last.left, box.left),
                    min(last.top, box.top),
                    max(last.right, box.right),
                    max(last.bottom, box.bottom),
                )
            lines.append(box)
        return tuple(lines)

    def on_page(self, page: int) -> list[int]:
        """Numbers of the entries on one page, for `word_at`."""
        return [index for index, where in enumerate(self.pages) if where == page]

    def word_at(self, entries: list[int], x: float, y: float) -> Span | None:
        """The word at a point, or the nearest on its line; None where no line is near. `entries`: of its page."""
        best: tuple[float, int] | None = None
        for index in entries:
            box = self._box(index)
            tall = box.bottom - box.top
            above = max(box.top - y, y - box.bottom, 0.0)
            beside = max(box.left - x, x - box.right, 0.0)
            if above <= 0.6 * tall and beside <= 0.06:
                best = min(best or (9.0, index), (beside + 4 * above, index))
        return None if best is None else Span(self.starts[best[1]], self.ends[best[1]])

    def page_of(self, offset: int) -> int | None:
        """The page that holds the word at `offset`, or the next one after it."""
        if not self.starts:
            return None
        return self.pages[min(bisect_right(self.ends, offset), len(self.pages) - 1)]

    def _box(self, index: int) -> Box:
        left, top, right, bottom = self.boxes[4 * index : 4 * index + 4]
        return Box(self.pages[index], left, top, right, bottom)


def _same_line(a: Box, b: Box) -> bool:
    """Whether two neighbours in reading order stand side by side, with no more than a wide space between."""
    middle = (b.top + b.bottom) / 2
    return a.page == b.page and a.top <= middle <= a.bottom and max(a.left, b.left) - min(a.right, b.right) < 0.05


def between(one: Span, other: Span) -> Span:
    """From the first of two words to the last, whichever was pointed at first."""
    return hull((one, other))
