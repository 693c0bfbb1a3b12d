"""The one kind of place in a text: a half-open range of Unicode code points."""

from __future__ import annotations

import unicodedata
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


def in_whole_words(text: str, span: Span) -> Span:
    """`span` with whole words at its ends: a word of which less than half was caught is left out, one of which more was
    caught, or that was caught alone, is taken whole. A hyphen or an apostrophe parts none; scripts that set no spaces
    between words are left as they were selected.
    """
    return _in_words(text, span, inner="-\u2010\u2011'’")


def _in_words(text: str, span: Span, inner: str) -> Span:
    """`inner`: signs that belong to a word where they are within one."""
    start, end = span.start, span.end
    first, last = _word_at(text, start, inner), _word_at(text, end - 1, inner)
    if first is not None and first == last:
        return first
    if first is not None:
        start = first.start if 2 * (first.end - start) >= len(first) else first.end
    if last is not None:
        end = last.end if 2 * (end - last.start) >= len(last) else last.start
    widest = trimmed(text, first.start if first else span.start, last.end if last else span.end)
    return trimmed(text, start, end) or widest or span


def whole_words(text: str, span: Span) -> Span:
    """`span` as `in_whole_words`, but without what is no part of a name: commas at its ends, and words that a hyphen or
    an apostrophe joins to it.
    """
    found = _in_words(text, span, inner="")
    start, end = found.start, found.end
    while start < end and (text[start].isspace() or text[start] in _NO_NAME):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _NO_NAME):
        end -= 1
    return Span(start, end) if end > start else span


_NO_NAME = ",;:"
_LONGEST = 200  # code points of a word to each side of one in it


def _word_at(text: str, at: int, inner: str) -> Span | None:
    """The run of letters and digits around a code point, with `inner` signs between them; None where there is none, and
    where it goes on for longer than any word: to look for its ends could take seconds.
    """
    lowest, highest = max(0, at - _LONGEST), min(len(text), at + _LONGEST)

    def joins(place: int) -> bool:
        within = 0 < place < len(text) - 1 and text[place] in inner
        return within and _is_of_word(text[place - 1]) and _is_of_word(text[place + 1])

    if not (_is_of_word(text[at]) or joins(at)):
        return None
    start, end = at, at + 1
    while start > lowest and (_is_of_word(text[start - 1]) or joins(start - 1)):
        start -= 1
    while end < highest and (_is_of_word(text[end]) or joins(end)):
        end += 1
    goes_on = (0 < start == lowest and _is_of_word(text[start - 1])) or (
        end == highest < len(text) and _is_of_word(text[end])
    )
    return None if goes_on else Span(start, end)


def _is_of_word(letter: str) -> bool:
    """A letter, digit or accent of a script whose words have spaces between them: all up to Thai, Greek with accents,
    Korean.
    """
    if not (
        letter < "\u0e00"
        or "\u1e00" <= letter <= "\u1fff"
        or "\u1100" <= letter <= "\u11ff"
        or "\uac00" <= letter <= "\ud7a3"
    ):
        return False
    return letter.isalnum() or unicodedata.category(letter).startswith("M")


def as_pairs(spans: Sequence[Span]) -> list[list[int]]:
    """The plain lists that JSON files and the store hold."""
    return [[s.start, s.end] for s in spans]
