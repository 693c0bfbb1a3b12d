"""Where the cards of one block go: beside their lines, without overlapping, folded where they would crowd."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

GAP = 7.0
FOLD_HEIGHT = 18.0


@dataclass(frozen=True, slots=True)
class Wish:
    """A card's wish: its `y`, its `height` in pixels, and a `rank`; the lowest ranks fold first."""

    y: float
    height: float
    rank: int


@dataclass(frozen=True, slots=True)
class Placed:
    """`ys[i]` is where card i goes, None when it is folded. `fold_y` is where "+n" goes, None when nothing is."""

    ys: tuple[float | None, ...]
    fold_y: float | None

    @property
    def folded(self) -> tuple[int, ...]:
        return tuple(i for i, y in enumerate(self.ys) if y is None)


def place(wishes: Sequence[Wish], top: float, bottom: float) -> Placed:
    """Put cards (in text order) between `top` and `bottom`, each as near to its wish as the others allow.

    What does not fit is folded, lowest rank first and last first among equals. Nothing overlaps, nothing leaves the
    band; a single card that is taller than the band is folded like any other.
    """
    kept = list(range(len(wishes)))
    room = bottom - top

    def needed() -> float:
        fold = FOLD_HEIGHT if len(kept) < len(wishes) else 0.0
        pieces = len(kept) + (1 if fold else 0)
        return sum(wishes[i].height for i in kept) + fold + GAP * max(0, pieces - 1)

    while kept and needed() > room:
        kept.remove(min(kept, key=lambda i: (wishes[i].rank, -i)))
    ys: list[float | None] = [None] * len(wishes)
    fold = len(kept) < len(wishes)
    below = FOLD_HEIGHT + GAP if fold else 0.0
    floors = _latest_starts([wishes[i].height for i in kept], bottom - below)
    at = top
    for i, latest in zip(kept, floors, strict=True):
        y = min(max(wishes[i].y, at), latest)
        ys[i] = y
        at = y + wishes[i].height + GAP
    return Placed(tuple(ys), at if fold else None)


def _latest_starts(heights: Sequence[float], bottom: float) -> list[float]:
    """The lowest y of each card at which all that follow still fit above `bottom`."""
    out: list[float] = []
    for height in reversed(heights):
        bottom -= height
        out.append(bottom)
        bottom -= GAP
    return out[::-1]
