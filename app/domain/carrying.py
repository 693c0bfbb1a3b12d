"""Carries a span over from one version of a text to the next, by what stayed in its order. Where the earlier text is
known this tells apart what a quote and 32 characters beside it cannot: the third "Wang" stays the third one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel

from app.domain.folding import fold
from app.domain.spans import Span

_TOKEN = re.compile(r"\w+|[^\w\s]")
_MOST_CELLS = 400_000_000  # of the table of two texts, 50 MB: 100,000 letters each. Books are not aligned
_LONG_RUN, _NEAR = 3, 5  # tokens in a row that are no chance; a shorter run counts beside such a one
_AROUND, _FAR, _KNOWN = 6, 12, 3  # tokens looked at on either side of a span, how far they may have moved, and how many
_OWN = 40  # letters of a span that need but one such neighbour
_FEW, _EITHER = 12, 2  # a span of so few letters needs so many tokens that stayed on either side: "The" is everywhere
_HALF = 0.55


@dataclass(frozen=True, slots=True)
class Carried:
    """Where a span is now. `kept` is the share of its letters that stayed where they were among the others; `firm` when
    that is enough, with what stayed beside it, to be no chance.
    """

    span: Span
    kept: float
    firm: bool


class Alignment:
    """Which token of one text is which of another: the longest common sequence, without what is there by chance."""

    __slots__ = ("new", "new_at", "old", "starts")

    def __init__(self, old: str, new: str) -> None:
        self.old = [Span(m.start(), m.end()) for m in _TOKEN.finditer(old)]
        self.new = [Span(m.start(), m.end()) for m in _TOKEN.finditer(new)]
        self.starts = [s.start for s in self.old]
        self.new_at: list[int | None] = [None] * len(self.old)
        before, after = [fold(s.of(old)) for s in self.old], [fold(s.of(new)) for s in self.new]
        runs = _runs(before, after)
        firm = [run for run in runs if run[2] >= _LONG_RUN]
        for run in firm:
            self._keep(*run)
        for start, to, length in runs:
            if length < _LONG_RUN and self._is_beside(start, to, length):
                self._keep(start, to, length)

    def _keep(self, start: int, to: int, length: int) -> None:
        for i in range(length):
            self.new_at[start + i] = to + i

    def _is_beside(self, start: int, to: int, length: int) -> bool:
        """Whether a run that is kept ends shortly before, or begins shortly after, in both texts."""
        for i in range(start - 1, max(-1, start - 1 - _NEAR), -1):
            at = self.new_at[i]
            if at is not None:
                return to - at <= 2 * _NEAR
        for i in range(start + length, min(len(self.new_at), start + length + _NEAR)):
            at = self.new_at[i]
            if at is not None:
                return at - to - length <= 2 * _NEAR
        return False


@lru_cache(maxsize=4)
def _alignment(old: str, new: str) -> Alignment | None:
    if (len(old) // 5) * (len(new) // 5) > _MOST_CELLS:
        return None
    return Alignment(old, new)


def carry(old: str, span: Span, new: str) -> Carried | None:
    """Where the words of `old[span]` are in `new`, as far as they stayed where they were among the others.

    None when all of it is gone or moved, or when the texts are too long to be aligned.
    """
    alignment = _alignment(old, new)
    if alignment is None:
        return None
    tokens, found = alignment.old, alignment.new_at
    first = bisect_right(alignment.starts, span.start) - 1
    if first < 0 or tokens[first].end <= span.start:
        first += 1
    last = bisect_left(alignment.starts, span.end) - 1
    if last < first:
        return None
    letters_of = [len(token) for token in tokens[first : last + 1]]
    stayed = _together([(i, at) for i in range(first, last + 1) if (at := found[i]) is not None], tokens)
    if not stayed:
        return None
    letters = sum(len(tokens[i]) for i, _ in stayed)
    kept = letters / sum(letters_of)
    (one, low), (other, high) = stayed[0], stayed[-1]
    before = [(first - i) - (low - at) for i in range(max(0, first - _AROUND), first) if (at := found[i]) is not None]
    after = [
        (i - last) - (at - high)
        for i in range(last + 1, min(len(tokens), last + 1 + _AROUND))
        if (at := found[i]) is not None
    ]
    left, right = (sum(abs(distance) <= _FAR for distance in side) for side in (before, after))
    start, end = alignment.new[low].start, alignment.new[high].end
    if one == first and tokens[first].start < span.start:
        start += span.start - tokens[first].start
    if other == last and span.end < tokens[last].end:
        end -= tokens[last].end - span.end
    if end <= start:
        return None
    beside = found[first - 1 : first] == [low - 1] or found[last + 1 : last + 2] == [high + 1]
    few = letters < _FEW and (not beside or min(left, right) < min(_EITHER, first, len(tokens) - last - 1))
    known = _KNOWN if letters < _OWN else 1
    lonely = left + right < min(known, len(tokens) - (last - first + 1))
    firm = kept >= _HALF and not few and not lonely and end - start <= 2 * len(span) + 400
    return Carried(Span(start, end), kept, firm)


def _together(stayed: list[tuple[int, int]], tokens: list[Span]) -> list[tuple[int, int]]:
    """Without the few tokens that were carried far from the rest: a full stop is found behind any other sentence."""
    groups: list[list[tuple[int, int]]] = []
    for i, at in stayed:
        if groups and (at - groups[-1][-1][1]) - (i - groups[-1][-1][0]) <= _AROUND:
            groups[-1].append((i, at))
        else:
            groups.append([(i, at)])
    weights = [sum(len(tokens[i]) for i, _ in group) for group in groups]
    return [pair for group, weight in zip(groups, weights, strict=True) if weight * 5 >= sum(weights) for pair in group]


def _runs(old: list[str], new: list[str]) -> list[tuple[int, int, int]]:
    """Start in `old`, start in `new` and length of what is in both, in order."""
    return [
        (block.src_start, block.dest_start, block.src_end - block.src_start)
        for block in Indel.opcodes(old, new)
        if block.tag == "equal"
    ]
