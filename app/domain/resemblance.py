"""Whether two texts are one article before and after an edit. A wrong yes is worse than a no.

Measure: the resemblance of Broder (1997), the Jaccard index of the sets of four-word shingles, words without case or
marks. Measured on 446 news articles (99,235 pairs, many of one event): 15 pairs come to 0.2, 6 to 0.3, 2 to
0.5, those being one agency's report as two papers printed it. The same articles after an edit, 5th percentile: 2 % of
the words changed 0.77, 5 % 0.59, 10 % 0.42, 20 % 0.20; as much again added 0.49.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from app.domain.article import Metadata

_WORD = re.compile(r"\w+")
_LONG_ENOUGH, _SHINGLE, _SHORT_SHINGLE = 40, 4, 2  # words; a short text has too few of four
_MOST_CHARACTERS = 400_000  # compared of a book: its first tenth tells
_PROBES, _PROBE_WORDS, _LEAST_PROBE = 8, 3, 15

SAME_PLACE, SAME_TITLE, SAME_TITLE_OTHER_DAY, NO_EVIDENCE = 0.15, 0.35, 0.6, 0.9
"""Floors of the resemblance: by path or address; by title; by title with another date; by the text alone. The same
title at the same path is the same article, however much of it was rewritten."""
RULED_OUT = 2.0
LEAD = 0.1
"""How far the best must be before the next: else it is not told which it is."""
WORTH_TELLING = 0.3


@dataclass(frozen=True, slots=True)
class Known:
    """An article of the library that may be the one."""

    id: int
    path: str
    metadata: Metadata
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`id`: of the article it is, None for a new one. `beside`: one that it resembles without being it for sure."""

    id: int | None = None
    beside: int | None = None


def resemblance(a: str, b: str) -> float:
    """0 for nothing in common, 1 for the same words in the same order. About 2 ms for two long articles."""
    return _Words(a).like(_Words(b))


class _Words:
    """The words of a text, and its shingles once they are asked for."""

    def __init__(self, text: str) -> None:
        self._words = _words(text)
        self._shingles: dict[int, frozenset[int]] = {}

    def like(self, other: _Words) -> float:
        size = _SHINGLE if min(len(self._words), len(other._words)) >= _LONG_ENOUGH else _SHORT_SHINGLE
        first, second = self._of(size), other._of(size)
        shared = len(first & second)
        return shared / (len(first) + len(second) - shared) if first and second else 0.0

    def _of(self, size: int) -> frozenset[int]:
        if size not in self._shingles:
            self._shingles[size] = _shingled(self._words, size)
        return self._shingles[size]


def recognise(
    text: str,
    metadata: Metadata,
    path: str,
    known: Sequence[Known],
    apart: Collection[frozenset[int]] = (),
) -> Verdict:
    """Which of `known` this text is a version of; several of them may be texts of one article.

    `apart`: pairs of ids that were taken for one article once, and are two. Between such, the nearer one is it without
    a lead, for the words that tell them apart are few; and a title at a path, which both had, tells nothing.
    """
    words = _Words(text)
    scored = sorted(((words.like(_Words(k.text)), k) for k in known), key=lambda pair: -pair[0])
    if not scored:
        return Verdict()
    (best, found), rest = scored[0], scored[1:]
    clear = all(best - score >= LEAD for score, k in rest if k.id != found.id and not _are_apart(k, found, apart))
    clear = clear and all(best > score for score, k in rest if _are_apart(k, found, apart))
    least = SAME_PLACE if any(found.id in pair for pair in apart) else 0.0
    if clear and best >= max(least, _floor(metadata, path, found)):
        return Verdict(found.id)
    parted = frozenset().union(*apart)
    rewritten = [k.id for _, k in scored if k.id not in parted and _floor(metadata, path, k) == 0.0]
    if rewritten:
        return Verdict(rewritten[0])
    return Verdict(beside=found.id if best >= WORTH_TELLING else None)


def _are_apart(a: Known, b: Known, apart: Collection[frozenset[int]]) -> bool:
    return frozenset((a.id, b.id)) in apart


def probes(text: str) -> tuple[str, ...]:
    """A few phrases, from all over the text, that hardly any other text has: to find its like in an index."""
    words = _words(text)
    step = max(_PROBE_WORDS, len(words) // _PROBES)
    found = []
    for begin in range(0, len(words), step):
        stretch = words[begin : begin + step]
        windows = [stretch[i : i + _PROBE_WORDS] for i in range(len(stretch) - _PROBE_WORDS + 1)]
        longest = max(windows, key=lambda w: min(map(len, w)) * 4 + sum(map(len, w)), default=[])
        if sum(map(len, longest)) >= _LEAST_PROBE:
            found.append(" ".join(longest))
    return tuple(dict.fromkeys(found))[: _PROBES + 1]


def _floor(metadata: Metadata, path: str, known: Known) -> float:
    """How much resemblance it takes, by what else speaks for or against it; above 1 where that rules it out."""
    other = known.metadata
    same_title = bool(metadata.title) and _level(metadata.title) == _level(other.title)
    if path and path == known.path:
        return 0.0 if same_title else SAME_PLACE
    if metadata.url and _address(metadata.url) == _address(other.url):
        return SAME_PLACE
    if _differ(metadata.source, other.source) or _differ(_site(metadata.url), _site(other.url)):
        return RULED_OUT  # what an agency wrote, as another paper printed it
    if not same_title:
        return RULED_OUT if _differ(metadata.date, other.date) else NO_EVIDENCE
    return SAME_TITLE_OTHER_DAY if _differ(metadata.date, other.date) else SAME_TITLE


def _differ(a: str, b: str) -> bool:
    return bool(a and b) and _level(a) != _level(b)


def _level(words: str) -> str:
    return " ".join(_words(words))


def _address(url: str) -> str:
    """An address without its scheme, "www.", query and fragment, which change between visits; "" for none."""
    site = _site(url)
    return f"{site}{urlsplit(url).path.rstrip('/')}" if site else ""


def _site(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    except ValueError:
        return ""


def _words(text: str) -> list[str]:
    return _WORD.findall(text[:_MOST_CHARACTERS].casefold())


def _shingled(words: Sequence[str], size: int) -> frozenset[int]:
    if len(words) < size:
        return frozenset({hash(tuple(words))} if words else ())
    return frozenset(map(hash, zip(*(words[i:] for i in range(size)), strict=False)))
