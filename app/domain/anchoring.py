"""Finds the place of an anchor in a text that may have changed. A wrong place is worse than none.

The steps and the weights of the score follow the Hypothesis client's published account of fuzzy anchoring; the floor,
the lead over the runner-up and the weight of short quotes are ours, because a decision about "Wang" may not land on
another "Wang".
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from app.domain.anchors import CONTEXT, Anchor, Certainty, Place
from app.domain.carrying import Carried, carry
from app.domain.folding import Folded, fold, folded

_QUOTE_WEIGHT, _SIDE_WEIGHT, _POSITION_WEIGHT = 50.0, 20.0, 2.0
_LONG = 40  # a quote this long is its own evidence; a shorter one counts in proportion
_UNMISTAKABLE = 48  # an identical passage this long, found once, needs no context
_FLOOR, _LEAD, _GUESS_FLOOR = 0.8, 0.1, 0.5
_LEAST_EVIDENCE = 15.0  # of those weights: "The" and eight letters beside it prove nothing
_LIKENESS_FLOOR = 0.8  # of the quote's own words, below which even a perfect context is only a guess
_LEAST_RUN, _RUN_LEAD = 28, 10  # letters of a passage with its context that no other passage comes near
_LEAST_CONTEXT = 8  # letters of these that are context: the bare passage may be quoted anywhere
_SHORT, _LEAST_SIDE = 12, 3  # so short a passage needs context on both sides: "The" begins the next sentence, too
_CERTAIN = 0.9  # of the score: so like, with its context, may a passage be that changed where nothing stayed in order
_ALIKE = 0.72  # a passage so like the identical one elsewhere may be the one that was meant
_MOST_HITS = 200
_SEED, _MOST_SEEDS, _MOST_HITS_A_SEED, _MOST_WINDOWS = 10, 24, 20, 6
_WHOLE_ALIGNMENT = 2_000  # longer quotes are aligned by their ends: the matrix of a chapter takes 400 MB

ORPHAN = Place(None, Certainty.ORPHAN, 0.0)


@dataclass(frozen=True, slots=True)
class _Sought:
    """An anchor with its words levelled."""

    exact: str
    prefix: str
    suffix: str
    start: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int  # in the folded text
    end: int
    score: float
    likeness: float
    evidence: float
    left: int  # letters of the context that stand unchanged right before and after
    right: int

    @property
    def run(self) -> int:
        """Letters of the passage with its context that follow each other unchanged; 0 where it changed itself."""
        return self.left + self.end - self.start + self.right if self.likeness == 1.0 else 0


def resolve(anchor: Anchor, text: str, version: str, earlier: str | None = None) -> Place:
    """Where `anchor` is in `text`, whose hash is `version`; `earlier` is the text that it was made on, if it is known.

    In order: the same version; the same words at the same place in the same context; the same words elsewhere, told
    apart by their context; nearly the same words. With `earlier`, also where the words are that stayed in their order,
    and both ways must agree. EXACT and MOVED are only answered where no rival comes near; else
    the best guess is UNCERTAIN, and ORPHAN where there is none. Time is bounded: about a millisecond for a text of
    1 MB once that is folded, tens of milliseconds where the words are gone.
    """
    here = text[anchor.start : anchor.end] == anchor.exact and anchor.end > anchor.start
    if here and (version == anchor.version or _same_context(anchor, text)):
        return Place(anchor.span, Certainty.EXACT)
    sought = _sought(anchor)
    if not sought.exact.strip():
        return ORPHAN
    haystack = folded(text)
    known = earlier is not None and anchor.span.of(earlier) == anchor.exact
    found = _searched(sought, haystack, folded(earlier).text if known and earlier else "")
    place = found.place
    if known and earlier:
        place = _weighed(found, carry(earlier, anchor.span, text), sought, text)
    if place.span == anchor.span and here and place.certainty is Certainty.MOVED:
        return Place(anchor.span, Certainty.EXACT)
    return place


@dataclass(frozen=True, slots=True)
class _Found:
    """A place by the anchor's own words; `by_context` when it is claimed for what stands beside it, too."""

    place: Place
    by_context: bool


def _searched(sought: _Sought, haystack: Folded, earlier: str) -> _Found:
    hits = _identical(sought, haystack.text)
    if place := _decide(hits, haystack) or _by_run(hits, haystack, earlier):
        return _Found(place, by_context=True)
    near = hits + _similar(sought, haystack.text)
    if place := _decide(near, haystack):
        return _Found(place, by_context=True)
    if place := _alone(sought, near, haystack):
        return _Found(place, by_context=False)
    return _Found(_guess(near, haystack), by_context=False)


def _weighed(found: _Found, carried: Carried | None, sought: _Sought, text: str) -> Place:
    """The place by both the words and what stayed in order: where the two disagree, neither is claimed."""
    place = found.place
    sure = place.certainty is Certainty.MOVED
    unchanged = place.span is not None and fold(place.span.of(text)) == sought.exact
    together = carried is not None and place.span is not None and place.span.overlaps(carried.span)
    if carried is None or not carried.firm:
        parted = carried is not None and not found.by_context
        if sure and (parted or (not unchanged and place.score < _CERTAIN)):
            return Place(place.span, Certainty.UNCERTAIN, place.score)
        return place
    if together and sure and unchanged and found.by_context:
        return place
    if sure and not together:
        return Place(carried.span, Certainty.UNCERTAIN, place.score)
    return Place(carried.span, Certainty.MOVED, max(place.score if together else 0.0, round(carried.kept, 3)))


def _same_context(anchor: Anchor, text: str) -> bool:
    before, after = text[max(0, anchor.start - CONTEXT) : anchor.start], text[anchor.end : anchor.end + CONTEXT]
    return before == anchor.prefix and after == anchor.suffix


def _sought(anchor: Anchor) -> _Sought:
    exact = fold(anchor.exact)
    return _Sought(exact, fold(anchor.prefix), fold(anchor.suffix), anchor.start)


def _identical(sought: _Sought, text: str) -> list[_Candidate]:
    """The same words elsewhere: with their whole context if that is there, else wherever one side of it helps."""
    whole = sought.prefix + sought.exact + sought.suffix
    starts = [at + len(sought.prefix) for at in _find_all(whole, text, 2)]
    if not starts:
        starts = _find_all(sought.exact, text, _MOST_HITS)
        if len(starts) == _MOST_HITS:  # a common word: the nearest by context, not the first in the text
            lead = sought.prefix[-_SEED:]
            starts = [at + len(lead) for at in _find_all(lead + sought.exact, text, _MOST_HITS)]
            starts += _find_all(sought.exact + sought.suffix[:_SEED], text, _MOST_HITS)
    return [_scored(sought, text, at, at + len(sought.exact)) for at in dict.fromkeys(starts)]


def _similar(sought: _Sought, text: str) -> list[_Candidate]:
    """Passages that share pieces with the quote and its context, aligned to find where the quote begins and ends."""
    found = []
    for at in _windows(sought, text):
        bounds = _align(sought, text, at) if len(sought.exact) <= _WHOLE_ALIGNMENT else _align_ends(sought, text, at)
        if bounds and bounds[1] > bounds[0]:
            found.append(_scored(sought, text, *bounds))
    return found


def _windows(sought: _Sought, text: str) -> list[int]:
    """Offsets where the quote may begin, by vote of short pieces that are found again; the most voted first."""
    whole = sought.prefix + sought.exact + sought.suffix
    count = max(1, len(whole) // _SEED)
    step = max(1, count // _MOST_SEEDS)
    votes: Counter[int] = Counter()
    for i in range(0, count, step):
        piece = whole[i * _SEED : (i + 1) * _SEED]
        if len(piece.strip()) < min(_SEED, len(whole)) // 2:
            continue
        for at in _find_all(piece, text, _MOST_HITS_A_SEED):
            votes[(at - i * _SEED + len(sought.prefix)) // CONTEXT] += 1
    pairs = Counter({bucket: n + votes[bucket + 1] for bucket, n in votes.items()})
    best = sorted(pairs, key=lambda bucket: (-pairs[bucket], abs(bucket * CONTEXT - sought.start)))
    return [bucket * CONTEXT for bucket in best[:_MOST_WINDOWS]]


def _align(sought: _Sought, text: str, at: int) -> tuple[int, int] | None:
    """Offsets of the quote near `at`, by the edits that lead from the anchor's words to the text's."""
    pattern = sought.prefix + sought.exact + sought.suffix
    slack = 2 * CONTEXT + len(sought.exact) // 4
    low = max(0, at - len(sought.prefix) - slack)
    high = min(len(text), at + CONTEXT + len(sought.exact) + len(sought.suffix) + slack)
    window = text[low:high]
    if not window:
        return None
    first, last = len(sought.prefix), len(sought.prefix) + len(sought.exact)
    kept = [
        (block.src_start, block.src_end, block.dest_start)
        for block in Levenshtein.opcodes(pattern, window)
        if block.tag == "equal" and block.src_start < last and block.src_end > first and _holds(block, pattern)
    ]
    if not kept:
        return None
    start = kept[0][2] + max(0, first - kept[0][0]) - max(0, kept[0][0] - first)
    tail_source = min(last, kept[-1][1])
    end = kept[-1][2] + tail_source - kept[-1][0] + (last - tail_source)
    return _whole_words(text, max(low, low + start), min(high, low + end))


def _holds(block: object, pattern: str) -> bool:
    """Whether an equal block is more than chance letters: three or more, or all there is."""
    length = getattr(block, "src_end", 0) - getattr(block, "src_start", 0)
    return bool(length >= min(3, len(pattern)))


def _align_ends(sought: _Sought, text: str, at: int) -> tuple[int, int] | None:
    """As `_align` for a very long quote: its two ends are aligned, what lies between is compared as a whole."""
    part = _WHOLE_ALIGNMENT // 4
    head = _align(_Sought(sought.exact[:part], sought.prefix, sought.exact[part : part + CONTEXT], 0), text, at)
    middle = sought.exact[-part - CONTEXT : -part]
    tail_at = at + len(sought.exact) - part
    tails = [
        _align(_Sought(sought.exact[-part:], middle, sought.suffix, 0), text, found + len(middle))
        for found in _find_all(middle, text, 4) or [tail_at - len(middle)]
    ]
    ends = [tail[1] for tail in tails if tail and head and 0.75 < (tail[1] - head[0]) / len(sought.exact) < 1.33]
    return (head[0], ends[0]) if head and ends else None


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Bounds moved outwards to the ends of cut words, inwards over spaces."""
    while 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return start, end


def _scored(sought: _Sought, text: str, start: int, end: int) -> _Candidate:
    likeness = 1.0
    words = text[start:end]
    if words != sought.exact:
        likeness = fuzz.ratio(sought.exact, words) / 100
    before = _likeness(sought.prefix, text[max(0, start - len(sought.prefix)) : start])
    after = _likeness(sought.suffix, text[end : end + len(sought.suffix)])
    position = 1 - min(1.0, abs(start - sought.start) / max(1, len(text)))
    weights = (
        _QUOTE_WEIGHT * min(1.0, len(sought.exact) / _LONG),
        _SIDE_WEIGHT * len(sought.prefix) / CONTEXT,
        _SIDE_WEIGHT * len(sought.suffix) / CONTEXT,
        _POSITION_WEIGHT,
    )
    parts = [w * v for w, v in zip(weights, (likeness, before, after, position), strict=True)]
    left = _common(sought.prefix[::-1], text[max(0, start - len(sought.prefix)) : start][::-1])
    right = _common(sought.suffix, text[end : end + len(sought.suffix)])
    return _Candidate(start, end, sum(parts) / sum(weights), likeness, sum(parts[:3]), left, right)


def _common(one: str, other: str) -> int:
    """How many letters both begin with."""
    length = min(len(one), len(other))
    return next((i for i in range(length) if one[i] != other[i]), length)


def _likeness(side: str, found: str) -> float:
    """0–1; unrelated English scores about one half by letters alone, which counts as nothing here."""
    if side == found:
        return 1.0
    return max(0.0, fuzz.ratio(side, found) / 50 - 1)


def _decide(candidates: list[_Candidate], haystack: Folded) -> Place | None:
    """The place, when one candidate is good enough and no rival is near it."""
    ranked = sorted(candidates, key=lambda c: -c.score)
    if not ranked:
        return None
    best = ranked[0]
    rivals = [c for c in ranked[1:] if c.end <= best.start or best.end <= c.start]
    clear = not rivals or best.score - rivals[0].score >= _LEAD
    enough = best.score >= _FLOOR and best.likeness >= _LIKENESS_FLOOR and best.evidence >= _LEAST_EVIDENCE
    return _moved(best, haystack) if clear and enough else None


def _by_run(hits: list[_Candidate], haystack: Folded, earlier: str) -> Place | None:
    """The identical passage with the longest stretch of its context right beside it, where no other has nearly that.

    An edit or a move takes the context on one side at its end; what is left still tells one "Wang" from another, if
    that stretch was there once in the earlier text. Where that is not known, nothing is claimed.
    """
    ranked = sorted(hits, key=lambda c: -c.run)
    if not ranked or (len(ranked) > 1 and ranked[0].run - ranked[1].run < _RUN_LEAD):
        return None
    best = ranked[0]
    short = best.end - best.start < _SHORT and min(best.left, best.right) < _LEAST_SIDE
    enough = best.run >= _LEAST_RUN and best.left + best.right >= _LEAST_CONTEXT and not short
    stretch = haystack.text[best.start - best.left : best.end + best.right]
    return _moved(best, haystack) if enough and len(_find_all(stretch, earlier, 2)) == 1 else None


def _alone(sought: _Sought, candidates: list[_Candidate], haystack: Folded) -> Place | None:
    """The identical passage without its context, when it is long and nothing else is like it: moved by itself."""
    same = list({c.start: c for c in candidates if c.likeness == 1.0}.values())
    if len(sought.exact) < _UNMISTAKABLE or len(same) != 1:
        return None
    rivals = [c for c in candidates if c.end <= same[0].start or same[0].end <= c.start]
    return None if any(c.likeness >= _ALIKE for c in rivals) else _moved(same[0], haystack)


def _moved(candidate: _Candidate, haystack: Folded) -> Place:
    return Place(haystack.raw_span(candidate.start, candidate.end), Certainty.MOVED, round(candidate.score, 3))


def _guess(candidates: list[_Candidate], haystack: Folded) -> Place:
    best = max(candidates, key=lambda c: c.score, default=None)
    if best is None or best.score < _GUESS_FLOOR:
        return ORPHAN
    return Place(haystack.raw_span(best.start, best.end), Certainty.UNCERTAIN, round(best.score, 3))


def _find_all(piece: str, text: str, most: int) -> list[int]:
    """Offsets of the first `most` occurrences, overlapping ones included."""
    found: list[int] = []
    at = text.find(piece) if piece else -1
    while at >= 0 and len(found) < most:
        found.append(at)
        at = text.find(piece, at + 1)
    return found
