"""Whether two claims speak of the same, and whether their figures differ. Proposes, never judges."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from app.domain.figures import Figure, figures

FLOOR, FLOOR_UNSHARED = 62.0, 78.0
"""Least likeness, of 100, of two claims that name one entity alike, and of two that name none."""
_SAME_WITHIN = 0.005  # of the larger: figures that differ by less are one
_FARTHEST = 20.0  # times the smaller: beyond that two figures count different things
_WORD = re.compile(r"[^\W\d_]{3,40}")
_STOP = frozenset(
    "the and for that was were are has had have been its his her their with from this which who not but said says will"
    " would could should more than into over after before about also they them there than one two all any some such"
    " only other when while what where how per cent percent hundred thousand million billion been being may might can"
    " did does".split()
)
_BROAD = frozenset({"%", "dollars", "euros", "pounds", "yen", "rupees", "years", "months", "weeks", "days", "hours"})
"""Units that so many figures have that more must be alike before two are compared."""
_LARGE = 1e5  # so much of anything is mostly money


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` is 0–100; `differing` are pairs of figures of one unit, of the first and of the second claim."""

    score: float
    differing: tuple[tuple[Figure, Figure], ...]

    def is_like(self, *, share_an_entity: bool) -> bool:
        """Whether the two are worth a look."""
        return self.score >= (FLOOR if share_an_entity else FLOOR_UNSHARED)


def content_words(words: str) -> frozenset[str]:
    """The words that tell what a sentence is about: without figures and function words, plurals cut."""
    found = (w.lower() for w in _WORD.findall(words))
    return frozenset(w[:-1] if w.endswith("s") and not w.endswith("ss") else w for w in found if w not in _STOP)


def telling_words(words: str, most: int) -> tuple[str, ...]:
    """The words to look for in other claims: as they stand, the longest first."""
    found = dict.fromkeys(w.lower() for w in _WORD.findall(words) if w.lower() not in _STOP)
    return tuple(sorted(found, key=lambda w: (-len(w), w))[:most])


def compare(first: str, second: str, shared: Collection[str]) -> Likeness:
    """Two claims by their words; `shared` are the names of entities that are in both."""
    own, other = content_words(first), content_words(second)
    score = fuzz.token_sort_ratio(" ".join(sorted(own)), " ".join(sorted(other))) if own and other else 0.0
    both = fuzz.token_set_ratio(" ".join(sorted(own)), " ".join(sorted(other))) if own and other else 0.0
    named = content_words(" ".join(shared))
    return Likeness((score + both) / 2, tuple(_differing(first, second, (own & other) - named, bool(shared))))


def _differing(first: str, second: str, common: frozenset[str], share: bool) -> Iterable[tuple[Figure, Figure]]:
    """Figures of one unit, where the claims have more in common than that unit, and neither has the other's value."""
    here, there = figures(first), figures(second)
    for unit in dict.fromkeys(f.unit for f in here):
        own, others = [f for f in here if f.unit == unit], [f for f in there if f.unit == unit]
        besides = common - content_words(unit)
        is_broad = unit in _BROAD or any(f.value >= _LARGE for f in own)
        needed = (1 if share else 3) if is_broad else (0 if share else 2)
        if not others or len(besides) < needed:
            continue
        if any(_same(a.value, b.value) for a in own for b in others):
            continue
        near = [(a, b) for a in own for b in others if _near(a.value, b.value)]
        if near:
            yield near[0]


def _near(a: float, b: float) -> bool:
    return max(abs(a), abs(b)) <= _FARTHEST * min(abs(a), abs(b))


def _same(a: float, b: float) -> bool:
    return abs(a - b) <= _SAME_WITHIN * max(abs(a), abs(b))
