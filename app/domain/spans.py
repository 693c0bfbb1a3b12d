"""The one kind of place in a text: a half-open range of Unicode code points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`[start, end)` in Unicode code points of a canonical text.

    Spans order by start, then end. An empty or negative range raises ValueError: a mark that covers nothing
    can be neither shown nor found again.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if self.start < 0 or self.end <= self.start:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words this span covers in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlap(self, other: Span) -> int:
        """How many code points both spans cover."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


def hull(spans: Iterable[Span]) -> Span:
    """The smallest span that covers all of `spans`; ValueError when there are none."""
    items = list(spans)
    return Span(min(s.start for s in items), max(s.end for s in items))


def trimmed(text: str, start: int, end: int) -> Span | None:
    """`[start, end)` without white space at its ends, or None when nothing else is in it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if end > start else None


def as_pairs(spans: Sequence[Span]) -> list[list[int]]:
    """The plain lists that JSON files and the store hold."""
    return [[s.start, s.end] for s in spans]
