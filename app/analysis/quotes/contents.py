"""Which words a cue may attribute: spans cut from its syntactic neighbourhood and from quotation marks.

Each candidate is a tuple of half-open token ranges. The numbers in its row say how the span hangs on the cue; a
model learnt from annotated news predicts how much of the true content it would share (intersection over union).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.analysis.quotes.cues import shape, subject_of
from app.analysis.quotes.rates import Rates
from app.analysis.quotes.syntax import Syntax

Range = tuple[int, int]
TABLES = ("first", "last", "next", "opening", "ending")
WIDTH = 50
_MOST_PIECES = 6
_MOST_CUTS = 6
_CUT_REACH = 60
_SPLITS = frozenset({"advcl", "relcl", "acl", "prep", "conj", "ccomp", "npadvmod", "parataxis", "appos"})
_NO_PIECE = frozenset({"punct", "aux", "auxpass", "prt", "cc", "neg"})
_RAISING = frozenset({"xcomp", "acomp", "oprd", "attr", "advcl", "prep"})
_LINKING = frozenset({"SCONJ", "ADP", "CCONJ", "PART", "PRON", "DET", "ADV"})
_NO_MARKS = [99.0, 0.0, 0.0, 0.0, 0.0]
_SPEECH_END = frozenset(",.?!…—-")
_OUTER = frozenset(",:;—–-.")
_KINDS = ("right", "left", "around", "raised", "noun", "wh", "mark", "marks", "rest", "paragraphs")


@dataclass(frozen=True, slots=True)
class Content:
    """A candidate content: its token ranges, how it was cut, and the words it begins and ends on."""

    ranges: tuple[Range, ...]
    kind: int
    first: int
    last: int
    following: int


def candidates(s: Syntax, cue: int) -> list[Content]:
    """The spans `cue` may attribute, without doubles; empty when nothing is near it."""
    found: dict[tuple[Range, ...], Content] = {}
    for kind, ranges, first, last, following in _raw(s, cue):
        kept = tuple(r for a, b in ranges if (r := _tidy(s, cue, a, b, kind)) is not None)
        if s.lower[cue] == "according":
            kept = tuple((a, b) for a, b in kept if not a <= cue + 1 < b)  # there stands who says it
        if kept and kept not in found:
            found[kept] = Content(kept, _KINDS.index(kind), first, last, following)
    return list(found.values())


def is_announced(s: Syntax, cue: int, c: Content) -> bool:
    """Whether a content without marks is the paragraph after the cue's, which ends on a colon: "She wrote:"."""
    first = c.ranges[0][0]
    end = s.paragraphs[s.paragraph[cue]].end
    return _KINDS[c.kind] == "paragraphs" and s.paragraph[first] > s.paragraph[cue] and s.text[end - 1] == ":"


Raw = tuple[str, tuple[Range, ...], int, int, int]


def _raw(s: Syntax, cue: int) -> list[Raw]:
    out: list[Raw] = []
    if s.pos[cue] != "PUNCT":
        _right(s, cue, out)
        _left(s, cue, out)
    _rest(s, cue, out)
    _marks(s, cue, out)
    return out


def _right(s: Syntax, cue: int, out: list[Raw]) -> None:
    """Runs of complements after the cue, each also cut short of a trailing clause; and with a raised subject."""
    pieces = [k for k in s.kids[cue] if k > cue and s.dep[k] not in _NO_PIECE][:_MOST_PIECES]
    raised = [k for k in s.kids[cue] if k < cue and s.dep[k] in ("nsubjpass", "nsubj")]
    for a, piece in enumerate(pieces):
        for b in range(a, len(pieces)):
            following = pieces[b + 1] if b + 1 < len(pieces) else -1
            span = (s.left[piece], s.right[pieces[b]] + 1)
            out.append(("right", (span,), piece, pieces[b], following))
            if a == 0 and raised and (s.dep[raised[0]] == "nsubjpass" or s.dep[piece] in _RAISING):
                subject = raised[0]
                out.append(("raised", ((s.left[subject], s.right[subject] + 1), span), subject, pieces[b], following))
        for k in s.kids[piece]:
            if k > piece and s.dep[k] in _SPLITS:
                if s.left[k] > s.left[piece]:
                    out.append(("right", ((s.left[piece], s.left[k]),), piece, piece, k))
                if s.dep[piece] in ("prep", "dobj", "agent", "attr", "acomp", "xcomp", "oprd"):
                    out.append(("right", ((s.left[k], s.right[k] + 1),), k, k, -1))
        if a == 0 or s.dep[piece] == "ccomp":
            for at in _cuts(s, s.left[piece], s.right[piece] + 1):
                out.append(("right", ((s.left[piece], at),), piece, piece, at))
        if s.dep[piece] in ("prep", "agent"):
            for k in s.kids[piece]:
                if s.dep[k] in ("pobj", "pcomp"):
                    out.append(("right", ((s.left[k], s.right[k] + 1),), k, k, -1))
    if raised and not pieces and s.dep[raised[0]] == "nsubjpass":
        out.append(("raised", ((s.left[raised[0]], s.right[raised[0]] + 1),), raised[0], raised[0], -1))


def _cuts(s: Syntax, a: int, b: int) -> list[int]:
    """Places inside the range where a wrongly attached clause may begin: after a comma, before "and" and the like."""
    own = s.mark[a] if a < s.n else -1
    looked_at: Sequence[int] = range(a + 2, b - 1)
    if len(looked_at) > 2 * _CUT_REACH:
        looked_at = (*looked_at[:_CUT_REACH], *looked_at[-_CUT_REACH:])
    places = [k for k in looked_at if s.mark[k] in (own, -1) and (
        s.lower[k] in (",", ";", "—", "–", "-", ":") or (s.dep[k] == "cc" and s.pos[s.head[k]] in ("VERB", "AUX"))
        or (s.dep[k] == "mark" and s.lower[k] != "that"))]  # fmt: skip
    return places if len(places) <= _MOST_CUTS else places[: _MOST_CUTS // 2] + places[-_MOST_CUTS // 2 :]


def _left(s: Syntax, cue: int, out: list[Raw]) -> None:
    """Clauses before the cue, the clause it is set into, the noun it modifies, the question word it governs."""
    for k in s.kids[cue]:
        if k < cue:
            dep = s.dep[k]
            if dep in ("ccomp", "xcomp", "advcl", "parataxis", "csubj"):
                out.append(("left", ((s.left[k], s.right[k] + 1),), k, k, -1))
            elif dep in ("dobj", "pobj", "attr", "nsubjpass", "advmod", "poss", "amod", "compound"):
                out.append(("wh", ((s.left[k], s.right[k] + 1),), k, k, -1))
    at = cue
    for _ in range(3):
        head = s.head[at]
        if head == at:
            break
        dep = s.dep[at]
        if dep in ("ccomp", "parataxis", "advcl", "dep", "prep", "conj", "npadvmod", "punct", "acl"):
            both: tuple[Range, ...] = ((s.left[head], s.left[at]), (s.right[at] + 1, s.right[head] + 1))
            out.append(("around", both, head, head, at))
            out.append(("around", ((s.left[head], s.left[at]),), head, head, at))
            out.append(("around", ((s.right[at] + 1, s.right[head] + 1),), head, head, at))
            for cut in _cuts(s, s.right[at] + 1, s.right[head] + 1)[-2:]:
                out.append(("around", ((s.right[at] + 1, cut),), head, head, cut))
        if dep in ("relcl", "acl"):
            out.append(("noun", ((s.left[head], s.left[at]),), head, head, at))
            out.append(("noun", ((s.left[head], head + 1),), head, head, at))
        if dep in ("nsubj", "attr", "nsubjpass"):
            for k in s.kids[head]:
                if k > at and s.dep[k] in ("ccomp", "xcomp", "attr", "acomp", "advcl"):
                    out.append(("noun", ((s.left[k], s.right[k] + 1),), k, k, -1))
        at = head


def _rest(s: Syntax, cue: int, out: list[Raw]) -> None:
    """What the parse may have torn: everything after the cue, or everything before it and its subject."""
    first, last = s.sentence_bounds(cue)
    out.append(("rest", ((cue + 1, last),), cue + 1, last - 1, -1))
    subject = subject_of(s, cue)
    before = min(s.left[subject], cue) if subject >= 0 and s.head[subject] == cue else cue
    if before > first:
        out.append(("rest", ((first, before),), first, before - 1, cue))
        if cue + 1 < last and s.lower[before - 1] in (",", "—", "–", "-"):
            out.append(("rest", ((first, before), (cue + 1, last)), first, last - 1, cue))
    for at in _cuts(s, cue + 1, last)[-2:]:
        out.append(("rest", ((cue + 1, at),), cue + 1, at - 1, at))
    if subject > cue and s.right[subject] + 1 < last:
        out.append(("rest", ((s.right[subject] + 1, last),), subject, last - 1, -1))
    paragraph = s.paragraph[cue]
    closing = last
    while closing > cue and (s.pos[closing - 1] == "SPACE"):
        closing -= 1
    after = closing
    if s.lower[cue] == ":" or (closing and s.lower[closing - 1] == ":"):
        after = cue + 1 if s.lower[cue] == ":" else closing
        stop = max(after, s.paragraph_end(paragraph))
        if stop > after:
            out.append(("paragraphs", ((after, stop),), after, stop - 1, -1))
        nothing_left = all(s.pos[k] in ("SPACE", "PUNCT") for k in range(after, stop))
        if nothing_left and stop < s.n:
            end = s.paragraph_end(paragraph + 1)
            out.append(("paragraphs", ((stop, end),), stop, end - 1, -1))


def _marks(s: Syntax, cue: int, out: list[Raw]) -> None:
    """The stretches in quotation marks next before and next after the cue, alone and with those that follow."""
    own = s.mark[cue]
    before, after = s.marks_around(cue)
    chains: list[tuple[int, ...]] = []
    if before >= 0 and before != own:
        chains.append((before,))
    if after >= 0 and after != own:
        chains.append((after,))
        if before >= 0 and before != own:
            chains.append((before, after))
    for chain in chains:
        out.append(_of_marks(s, "mark", chain))
    if after >= 0:
        more = [after]
        while len(more) < _MOST_PIECES and s.follows_at_once(more[-1]):
            more.append(more[-1] + 1)
        if len(more) > 1:
            out.append(_of_marks(s, "marks", tuple(more)))


def _of_marks(s: Syntax, kind: str, chain: tuple[int, ...]) -> Raw:
    whole = [r for k in chain for r in s.mark_ranges(k)]
    return kind, tuple(whole), whole[0][0], whole[-1][1] - 1, -1


def _tidy(s: Syntax, cue: int, a: int, b: int, kind: str) -> Range | None:
    """The range without the cue's side of it, outer commas and spaces, widened to whole quotation marks."""
    if a <= cue < b:
        a, b = (cue + 1, b) if b - cue > cue - a else (a, cue)
    own = s.mark[cue]
    if kind not in ("mark", "marks") and a < b:
        if s.mark[a] >= 0 and s.mark[a] != own:
            a = s.mark_range(s.mark[a])[0]
        if s.mark[b - 1] >= 0 and s.mark[b - 1] != own:
            b = s.mark_range(s.mark[b - 1])[1]
    while a < b and (s.pos[a] == "SPACE" or (s.lower[a] in _OUTER and s.mark[a] in (-1, own))):
        a += 1
    while b > a and (s.pos[b - 1] == "SPACE" or (s.lower[b - 1] in _OUTER and s.mark[b - 1] in (-1, own))):
        b -= 1
    return (a, b) if b > a else None


def keys(s: Syntax, cue: int, c: Content) -> tuple[str, ...]:
    """The key of a candidate in each of TABLES."""
    lemma = s.lemma[cue] + "|"
    return (
        lemma + _piece(s, c.first),
        lemma + _piece(s, c.last),
        _tail(s, c),
        shape(s, c.ranges[0][0] - 1) + "|" + shape(s, c.ranges[0][0]),
        shape(s, c.ranges[-1][1] - 1) + "|" + shape(s, c.ranges[-1][1]),
    )


def _tail(s: Syntax, c: Content) -> str:
    """What follows the candidate though it could be part of it: "as", "because", "and he", a relative clause."""
    i = c.following
    if i < 0 or i >= s.n:
        return "-"
    end = c.ranges[-1][1]
    comma = "," if end < s.n and s.lower[end] in _OUTER else ""
    opens = end + 1 if comma and end + 1 < s.n else end
    if opens >= s.n or s.paragraph[opens] != s.paragraph[i]:
        return "end"
    word = s.lower[opens] if s.pos[opens] in _LINKING else s.tag[opens]
    return comma + (s.dep[i] if s.pos[i] != "PUNCT" else s.dep[s.head[opens]]) + ":" + word


def _piece(s: Syntax, i: int) -> str:
    if i < 0 or i >= s.n:
        return "-"
    return s.dep[i] + ":" + s.lower[i] if s.dep[i] == "prep" else s.dep[i]


@dataclass(frozen=True, slots=True)
class _Beside:
    """Quotation marks next to a cue's clause: tokens, gap, whether they end like speech and open in small letters."""

    start: int
    end: int
    gap: float
    speech: float
    low: float


def rows(
    s: Syntax, cue: int, options: Sequence[Content], rates: Rates, cue_score: list[float], cue_row: list[float]
) -> Iterator[list[float]]:
    """The features of each candidate, WIDTH numbers each. `cue_score` is the cue model's probability by token."""
    first, last = s.sentence_bounds(cue)
    subject = subject_of(s, cue)
    own = subject >= 0 and s.head[subject] == cue
    before, after = s.marks_around(cue)
    beside = (
        _marks_beside(s, before, min(s.left[subject], cue) if own else cue, True),
        _marks_beside(s, after, max(s.right[subject], cue) + 1 if own else cue + 1, False),
    )
    shared = [float(len(options)), cue_row[0], cue_row[1], cue_row[10], cue_row[11], cue_row[13]]
    for c in options:
        yield _row(s, cue, c, (first, last), subject, beside, cue_score) + rates.of_all(keys(s, cue, c)) + shared


def _marks_beside(s: Syntax, k: int, clause: int, before: bool) -> _Beside | None:
    if k < 0:
        return None
    x, y = s.mark_range(k)
    m = s.marked[k]
    ending = s.text[max(m.start, m.end - 4) : m.end].rstrip("”\"’' ")
    opening = s.text[m.start : m.start + 4].lstrip("“\"‘' ")
    gap = float(clause - y if before else x - clause)
    return _Beside(x, y, gap, float(ending[-1:] in _SPEECH_END), float(opening[:1].islower()))


def _row(s: Syntax, cue: int, c: Content, sentence: Range, subject: int, beside: tuple[_Beside | None, ...],
         score: list[float]) -> list[float]:  # fmt: skip
    (first, last), ranges, mark = sentence, c.ranges, s.mark
    a, b = ranges[0][0], ranges[-1][1]
    length = sum(y - x for x, y in ranges)
    first_mark, last_mark, own_mark = mark[a], mark[b - 1], mark[cue]
    between = score[b:cue] if b <= cue else score[cue + 1 : a]
    gaps = (
        [score[k] for (_, x), (y, _) in pairwise(ranges) for k in range(x, min(y, x + 60)) if k != cue]
        if len(ranges) > 1
        else ()
    )
    behind = max([y for _, y in ranges if y <= cue], default=-1)
    out = [
        float(c.kind), float(len(ranges)), float(length), float(a - cue), float(cue - b),
        float(b - last), float(a - first), length / max(1, last - first),
        float(a == cue + 1), float(b >= last - 1),
        float(first_mark >= 0), float(last_mark >= 0),
        sum(s.marked_before[y] - s.marked_before[x] for x, y in ranges) / length,
        float(first_mark >= 0 and s.token_starts_mark(a)), float(last_mark >= 0 and s.token_ends_mark(b - 1)),
        float(first_mark == last_mark), float(own_mark >= 0), float(len({mark[x] for x, _ in ranges})),
        max([max(score[x : min(y, x + 60)]) for x, y in ranges]), max(between, default=0.0),
        float(sum(s.finite_before[y] - s.finite_before[x] for x, y in ranges)),
        float(ranges[0][0] <= subject < ranges[0][1] or (len(ranges) > 1 and ranges[-1][0] <= subject < b)),
        float(s.right[c.first] - c.first if 0 <= c.first < s.n else -1),
        float(s.paragraph[a] - s.paragraph[cue]), float(s.paragraph[b - 1] - s.paragraph[cue]),
        float(behind == cue and s.pos[behind - 1] in ("NOUN", "PROPN", "PRON")),
        max(gaps, default=0.0),
        max([score[k] for k in range(b, min(b + 6, s.n)) if k != cue and mark[k] < 0], default=0.0),
        max([score[k] for k in range(max(0, a - 4), a) if k != cue and mark[k] < 0], default=0.0),
    ]  # fmt: skip
    for m in beside:
        if m is None:
            out += _NO_MARKS
        else:
            has = False
            for p, q in ranges:
                has |= p <= m.start and m.end <= q
            out += [m.gap, m.speech, m.low, float(has), float(m.end - m.start)]
    return out
