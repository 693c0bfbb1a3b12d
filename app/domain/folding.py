"""A text with its typography levelled, so that re-wrapped lines and curled quotation marks still match."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from app.domain.spans import Span

_SPACES = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_LEVEL = str.maketrans(
    dict.fromkeys(_SPACES, " ")
    | dict.fromkeys("‘’‚‛′ʼ", "'")
    | dict.fromkeys("“”„‟″«»", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
)
_RUN = re.compile(" {2,}")


class Folded:
    """`text` with each run of white space as one space and straight marks, and the way back to its offsets."""

    __slots__ = ("_cuts", "_removed", "text")

    def __init__(self, raw: str) -> None:
        level = raw.translate(_LEVEL)
        pieces: list[str] = []
        self._cuts: list[int] = []
        self._removed = [0]
        at = removed = 0
        for run in _RUN.finditer(level):
            pieces.append(level[at : run.start() + 1])
            removed += run.end() - run.start() - 1
            self._cuts.append(run.end() - removed)
            self._removed.append(removed)
            at = run.end()
        pieces.append(level[at:])
        self.text = "".join(pieces)

    def raw_offset(self, offset: int) -> int:
        """The offset in the text as it was of the character at `offset`."""
        return offset + self._removed[bisect_right(self._cuts, offset)]

    def raw_span(self, start: int, end: int) -> Span:
        """The span in the text as it was of `[start, end)`; ValueError when that is empty."""
        return Span(self.raw_offset(start), self.raw_offset(end - 1) + 1)


def fold(text: str) -> str:
    """`text` as `Folded` levels it."""
    return _RUN.sub(" ", text.translate(_LEVEL))


@lru_cache(maxsize=4)
def folded(text: str) -> Folded:
    """The folded form of a whole text; the last few are kept, since many anchors are sought in each."""
    return Folded(text)
