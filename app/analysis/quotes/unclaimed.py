"""Speech in quotation marks that no cue has claimed: blocks after a colon, dialogue in turns, a speaker who goes on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from app.analysis.quotes.attribution import NO_CUE, NO_SPEAKER, Attribution
from app.analysis.quotes.contents import Content
from app.analysis.quotes.cues import subject_of
from app.analysis.quotes.joins import merged, open_marks
from app.analysis.quotes.marks import Marked
from app.analysis.quotes.rates import Rates
from app.analysis.quotes.syntax import Syntax

_SHORTEST = 6
"""Tokens of a sentence in marks; shorter ones are as often titles, slogans and names."""
_DASHES = frozenset("—–-―")
_FINAL = ".!?…—,"
_SPLIT_REACH = 25
_TITLE = 0.6
"""Share of capitalised words above which the stretch is a title: “The Long Way to the Sea”."""
_WITHIN = 0.6
_FAINTEST = 0.05
_CONFIDENCE = {
    "announced": 0.7,
    "beside": 0.5,
    "signed": 0.6,
    "turn": 0.6,
    "goes on": 0.5,
    "sentence before": 0.4,
    "": 0.3,
}
"""By how the speaker was found; rough shares of those that were right on articles held back from training."""


def claim_the_rest(s: Syntax, found: list[Attribution], proposed: Sequence[Attribution]) -> None:
    """Give the marked sentences that `found` leaves over to an attribution beside them, or make them ones of their own.

    `proposed` are all attributions that were thought of, in the order of their cues.
    """
    spoken = {s.paragraph[a.end - 1]: a for a in found if s.mark[a.ranges[-1][0]] >= 0 or s.mark[a.end - 1] >= 0}
    cues = [a.cue for a in proposed]
    kept = {id(a) for a in found}
    for k in open_marks(s, found):
        first, end = s.mark_range(k)
        at = bisect_left(cues, first)
        near = proposed[max(0, at - 6) : at + 6]
        if (owner := _split_by(s, k, [a for a in near if id(a) in kept])) is not None:
            owner.ranges = merged((*s.mark_ranges(k), *owner.ranges))
            owner.joined += 1
            continue
        turn = whose_turn(s, spoken, s.mark_paragraph[k]) if _fills_paragraph(s, k) else None
        if turn is None and not _is_sentence(s, s.marked[k], first, end):
            continue
        if (owner := _follows(s, end, [a for a in near if id(a) in kept])) is not None:
            owner.ranges = tuple(s.mark_ranges(k))  # its content was a word beside the speech: "asked the mogul"
            spoken[s.paragraph[first]] = owner
            continue
        last = spoken.get(s.paragraph[first])
        if last is not None and last.end <= first and last.cue < first and not _told_between(s, last.end, first):
            last.ranges = merged((*last.ranges, *s.mark_ranges(k)))
            continue
        a = _attributed(s, k, near, kept, spoken, turn)
        before = spoken.get(s.paragraph[first] - 1)
        if not a.how and before is not None and not before.how and before.cue == NO_CUE:
            before.ranges = merged((*before.ranges, *a.ranges))
            spoken[s.paragraph[first]] = before
            continue
        spoken[s.paragraph[a.end - 1]] = a
        found.append(a)
        kept.add(id(a))
    found.sort(key=lambda a: a.ranges[0][0])


def quotes_within(s: Syntax, cue_rates: Rates) -> list[Attribution]:
    """Speech in marks within marks, where a known cue stands beside it: “Ben said, ‘The boat is lost,’ and left.”"""
    out = []
    for m in s.nested:
        first, end = bisect_left(s.start, m.start), bisect_left(s.start, m.end)
        if not _is_sentence(s, m, first, end):
            continue
        outer = s.mark[first]
        near = [k for k in (*range(max(0, first - 4), first), *range(end, min(end + 3, s.n))) if s.mark[k] == outer]
        cues = [k for k in near if s.pos[k] == "VERB" and cue_rates.of("lemma", s.lemma[k] + "|VERB") > 0]
        if outer < 0 or not cues:
            continue
        content = Content(((first, end),), 0, first, end - 1, -1)
        a = Attribution(cues[-1] if cues[-1] < first else cues[0], 0.0, [], [(1.0, content)], confidence=_WITHIN)
        a.speaker, a.how = subject_of(s, a.cue), "within"
        if a.speaker >= 0 and s.pos[a.speaker] in ("PROPN", "NOUN") and not first <= a.speaker < end:
            out.append(a)  # "he says" within speech tells a reader nothing
    return out


def _attributed(s: Syntax, k: int, near: Sequence[Attribution], kept: set[int], spoken: dict[int, Attribution],
                turn: Attribution | None) -> Attribution:  # fmt: skip
    """The stretch as an attribution of its own, with the best speaker there is for it."""
    ranges = tuple(s.mark_ranges(k))
    first = ranges[0][0]
    how = ""
    last = spoken.get(s.paragraph[first] - 1)
    cue, speaker = _announcing(s, first, near)
    if cue >= 0:
        how = "announced"
    elif (signed := _signed(s, k)) >= 0:
        speaker, how = signed, "signed"
    elif (owner := _beside(first, near, kept)) is not None:
        cue, speaker, how = owner.cue, owner.speaker, "beside"
    elif turn is not None:
        speaker, how = turn.speaker, "turn"
    elif last is not None and last.speaker >= 0:
        speaker, how = last.speaker, "goes on"
    elif (subject := _subject_before(s, first)) >= 0:
        speaker, how = subject, "sentence before"
    content = Content(ranges, 0, first, ranges[-1][1] - 1, -1)
    return Attribution(cue, 0.0, [], [(1.0, content)], speaker=speaker, confidence=_CONFIDENCE[how], how=how)


def _follows(s: Syntax, end: int, found: Sequence[Attribution]) -> Attribution | None:
    """The attribution whose clause begins right after the stretch, and that has no words in marks yet."""
    for a in found:
        start = min(a.cue, s.left[a.speaker]) if a.speaker >= end else a.cue
        if 0 <= start - end <= 1 and not any(s.mark[k] >= 0 for x, y in a.ranges for k in (x, y - 1)):
            return a
    return None


def _split_by(s: Syntax, k: int, found: Sequence[Attribution]) -> Attribution | None:
    """The attribution that breaks a sentence in two of which it has but the second: “The bridge,” said Lee, “is …”."""
    end = s.mark_range(k)[1]
    if s.text[max(0, s.marked[k].end - 3) : s.marked[k].end].rstrip("”\"’' ")[-1:] != ",":
        return None
    for a in found:
        start = min(a.cue, s.left[a.speaker]) if a.speaker >= end else a.cue
        first = a.ranges[0][0]
        if 0 <= start - end <= 1 and first > a.cue and s.mark[first] == k + 1 and first - a.cue < _SPLIT_REACH:
            return a
    return None


def _told_between(s: Syntax, start: int, end: int) -> bool:
    """Whether a sentence of the teller's own stands between two stretches of speech."""
    return any(s.dep[k] == "ROOT" and s.pos[k] in ("VERB", "AUX") and s.mark[k] < 0 for k in range(start, end))


def _announcing(s: Syntax, first: int, near: Sequence[Attribution]) -> tuple[int, int]:
    """Cue and speaker of the sentence that ends on a colon right before the stretch; -1 where there is none."""
    at = first - 1
    while at >= 0 and s.pos[at] == "SPACE":
        at -= 1
    if at < 0 or s.lower[at] != ":":
        return NO_CUE, NO_SPEAKER
    start = s.sentence_bounds(at)[0]
    inside = [a for a in near if start <= a.cue <= at and a.speaker >= 0]
    if inside:
        best = max(inside, key=lambda a: a.confidence)
        return best.cue, best.speaker
    verbs = [k for k in range(max(start, at - _SPLIT_REACH), at) if s.pos[k] == "VERB" and s.mark[k] < 0]
    subject = subject_of(s, verbs[-1]) if verbs else NO_SPEAKER
    return (verbs[-1], subject) if subject >= 0 else (NO_CUE, NO_SPEAKER)


def _signed(s: Syntax, k: int) -> int:
    """The name after a dash that follows stretch k: "…” — Ann Okafor"; -1 for none."""
    end = s.marked[k].end
    after = s.text[end : end + 8].lstrip()
    if after[:1] not in _DASHES:
        return NO_SPEAKER
    at = s.token_at(end + s.text[end : end + 8].index(after[0]) + 1)
    while at < s.n and (s.pos[at] in ("SPACE", "PUNCT") or s.start[at] < end):
        at += 1
    while at < s.n and s.dep[at] == "compound" and 0 < s.head[at] - at < 5:
        at = s.head[at]
    return at if at < s.n and s.pos[at] == "PROPN" else NO_SPEAKER


def _beside(first: int, near: Sequence[Attribution], kept: set[int]) -> Attribution | None:
    """The surest proposal, dropped for its faint cue, that had this stretch among its contents."""
    fits = [
        a
        for a in near
        if id(a) not in kept
        and a.speaker >= 0
        and a.confidence > _FAINTEST
        and any(x <= first < y for _, c in a.options for x, y in c.ranges)
        and not any(x <= a.cue < y for f in near if id(f) in kept for x, y in f.ranges)
    ]
    return max(fits, key=lambda a: a.confidence, default=None)


def whose_turn(s: Syntax, spoken: dict[int, Attribution], paragraph: int) -> Attribution | None:
    """In dialogue the one who spoke two paragraphs before, where another spoke in between.

    Two speakers alone are no dialogue yet: in news the one who answers goes on. A question asks for a turn, and so do
    three turns before.
    """
    last, before, third = (spoken.get(paragraph - k) for k in (1, 2, 3))
    if last is None or before is None or last.speaker < 0 or before.speaker < 0:
        return None
    if s.lower[last.speaker] == s.lower[before.speaker]:
        return None
    asks = "?" in s.lower[max(0, last.end - 2) : last.end]
    alternates = third is not None and third.speaker >= 0 and s.lower[third.speaker] == s.lower[last.speaker]
    return before if asks or alternates else None


def _subject_before(s: Syntax, first: int) -> int:
    """The person or pronoun that is the subject of the sentence before the stretch; -1 for none."""
    at = first - 1
    while at >= 0 and (s.pos[at] == "SPACE" or s.mark[at] == s.mark[first]):
        at -= 1
    if at < 0 or s.mark[at] >= 0 or s.paragraph[first] - s.paragraph[at] > 1:
        return -1
    start, end = s.sentence_bounds(at)
    root = next((k for k in range(start, min(end, start + 200)) if s.head[k] == k), -1)
    subject = subject_of(s, root) if root >= 0 else -1
    person = subject >= 0 and (s.pos[subject] == "PROPN" or s.lower[subject] in ("he", "she"))
    return subject if person else -1


def _fills_paragraph(s: Syntax, k: int) -> bool:
    m = s.marked[k]
    paragraph = s.paragraphs[s.mark_paragraph[k]]
    return m.closed and m.start == paragraph.start and m.end >= paragraph.end - 1


def _is_sentence(s: Syntax, m: Marked, first: int, end: int) -> bool:
    """Whether a stretch, whose tokens are `[first, end)`, reads as something said: long, opening and ending so."""
    inner = s.text[m.start + 1 : m.end - 1].strip()
    words = [s.text[s.start[i]] for i in range(first, min(end, first + 30)) if s.pos[i] not in ("PUNCT", "SPACE")]
    if sum(w.isupper() for w in words) > _TITLE * len(words):
        return False
    finite = any(s.tag[i] in ("VBD", "VBZ", "VBP", "MD", "VB") for i in range(first, min(end, first + 60)))
    return end - first >= _SHORTEST + 2 and inner[:1].isupper() and (inner[-1:] in _FINAL or not m.closed) and finite
