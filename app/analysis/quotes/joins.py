"""Quotation marks that no cue has claimed: the rest of a split quote, or words that merely stand in marks."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np

from app.analysis.quotes.attribution import Attribution
from app.analysis.quotes.contents import Range
from app.analysis.quotes.syntax import Syntax
from app.analysis.quotes.trees import Trees

WIDTH = 27
_FINAL = frozenset(".!?…,")


def open_marks(s: Syntax, found: list[Attribution]) -> list[int]:
    """The marked stretches of which less than half is in a found content, continued paragraphs left to their first."""
    covered = bytearray(s.n)
    for a in found:
        for x, y in a.ranges:
            covered[x:y] = b"\1" * (y - x)
    out = []
    for k in range(len(s.marked)):
        if s.goes_on[k]:
            continue
        ranges = s.mark_ranges(k)
        size = sum(y - x for x, y in ranges)
        if sum(covered.count(1, x, y) for x, y in ranges) < 0.5 * size:
            out.append(k)
    return out


def neighbours(s: Syntax, mark: int, found: list[Attribution], starts: list[int]) -> list[tuple[int, bool]]:
    """The attributions a stretch may go on with: (index, whether it comes before the stretch). `starts` are theirs."""
    start = s.mark_range(mark)[0]
    at = bisect_left(starts, start)
    near = range(max(0, at - 5), min(len(found), at + 5))
    before = [k for k in near if max(found[k].end, found[k].cue) <= start]
    after = [k for k in near if min(found[k].ranges[0][0], found[k].cue) > start]
    out = []
    if before:
        out.append((max(before, key=lambda k: max(found[k].end, found[k].cue)), True))
    if after:
        out.append((min(after, key=lambda k: found[k].ranges[0][0]), False))
    return out


def row(s: Syntax, mark: int, a: Attribution, comes_before: bool) -> list[float]:
    """The features of "this stretch goes on with that attribution", WIDTH numbers."""
    ranges = s.mark_ranges(mark)
    x, y = ranges[0][0], ranges[-1][1]
    size = sum(q - p for p, q in ranges)
    lo, hi = (max(a.end, a.cue + 1, a.speaker + 1), x) if comes_before else (y, min(a.ranges[0][0], a.cue))
    gap = range(min(lo, hi), min(hi, lo + 60))
    paragraph = s.paragraphs[s.paragraph[x]]
    their = [k for p, q in a.ranges for k in range(p, min(q, p + 60))]
    text, m = s.text, s.marked[mark]
    before = text[max(0, m.start - 6) : m.start].rstrip()[-1:]
    inner = text[m.start + 1 : m.end - 1].strip()
    return [
        float(comes_before), float(hi - lo), float(s.paragraph[x] - s.paragraph[a.cue]), float(size),
        float(len(ranges)),
        float(s.paragraph[x] - s.paragraph[a.end - 1]), float(sum(1 for k in gap if s.pos[k] == "VERB")),
        float(sum(1 for k in gap if s.mark[k] >= 0)), float(m.closed), float(m.single),
        float(m.start == paragraph.start), float(before in (":", ",")),
        float(before == ":"),
        float(inner[:1].isupper()), float(inner[-1:] in _FINAL), float(text[m.end : m.end + 1] in (".", ",")),
        float(m.end >= paragraph.end - 1), float(sum(1 for k in their if s.mark[k] >= 0) / max(1, len(their))),
        a.cue_score, a.content_score, a.speaker_score, float(len(a.ranges)),
        float(a.cue > a.ranges[0][0]), float(s.mark[a.end - 1] >= 0), float(len(inner)),
        float(sum(1 for k in range(x, min(y, x + 60)) if s.tag[k] in ("VBD", "VBZ", "VBP", "MD"))),
        float(s.sentence[x] - s.sentence[a.cue]),
    ]  # fmt: skip


def open_pairs(s: Syntax, found: list[Attribution]) -> list[tuple[int, int, bool]]:
    """Each unclaimed stretch with each attribution beside it: (stretch, attribution, whether that comes before)."""
    starts = [a.ranges[0][0] for a in found]
    return [(m, k, before) for m in open_marks(s, found) for k, before in neighbours(s, m, found, starts)]


def join_marks(s: Syntax, trees: Trees, floor: float, found: list[Attribution]) -> None:
    """Add each unclaimed stretch to the attribution it goes on with, where the model is sure enough."""
    pairs = open_pairs(s, found)
    if not pairs:
        return
    rows = [row(s, m, found[k], before) for m, k, before in pairs]
    scores = trees.probability(np.array(rows, dtype=np.float32)).tolist()
    best: dict[int, tuple[float, int]] = {}
    for (m, k, _), score in zip(pairs, scores, strict=True):
        if score >= floor and score > best.get(m, (0.0, 0))[0]:
            best[m] = (score, k)
    for m, (_, k) in best.items():
        a = found[k]
        if _takes_turns(s, m, found, k):
            continue
        a.ranges = merged((*a.ranges, *s.mark_ranges(m)))
        a.joined += 1


def _takes_turns(s: Syntax, mark: int, found: list[Attribution], k: int) -> bool:
    """Whether the stretch answers a question: two have spoken, a paragraph each, and the last one asked."""
    paragraph = s.mark_paragraph[mark]
    opens = s.marked[mark].start == s.paragraphs[paragraph].start
    if not opens or k == 0 or s.goes_on[mark] or s.paragraph[found[k].end - 1] != paragraph - 1:
        return False
    last, before = found[k], found[k - 1]
    return (
        s.paragraph[before.end - 1] == paragraph - 2
        and before.speaker >= 0
        and last.speaker >= 0
        and s.lower[before.speaker] != s.lower[last.speaker]
        and "?" in s.lower[max(0, last.end - 2) : last.end]
    )


def merged(ranges: tuple[Range, ...]) -> tuple[Range, ...]:
    """The ranges in order, those that touch or overlap made one."""
    out: list[Range] = []
    for a, b in sorted(ranges):
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return tuple(out)
