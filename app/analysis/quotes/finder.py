"""From tokens to attributions: cue, content, speaker, then the quotation marks that no cue has claimed."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from app.analysis.quotes import contents, cues, joins, speakers
from app.analysis.quotes.attribution import NO_SPEAKER, Attribution
from app.analysis.quotes.contents import Content, Range
from app.analysis.quotes.evidence import weigh
from app.analysis.quotes.headlines import is_misread, quotes_of_headlines
from app.analysis.quotes.model import QuoteModel
from app.analysis.quotes.naming import SOME_OF
from app.analysis.quotes.reports import NAMED_FROM, is_report, speaker_of_passive
from app.analysis.quotes.syntax import Syntax
from app.analysis.quotes.transcripts import with_turns
from app.analysis.quotes.trees import Rows
from app.analysis.quotes.trimming import trim
from app.analysis.quotes.unclaimed import claim_the_rest, quotes_within

RARE = -5.0
"""Lemmas whose learnt rate as cues is below this (in log-odds) are passed over: they hold 3 % of the true cues."""
_LABEL = 0.9
"""Score of a speaker who stands before a colon at the start of a paragraph: "Okonjo: We will rebuild"."""
_FAINT = 0.02
"""The lower floor for cues beside quotation marks: what stands there speaks for them ("Lee went on: “…")."""
_ANNOUNCED = 0.6
"""Added to the overlap foretold of a paragraph that a colon announces: news, which the model learnt from, has few."""
_SHARED = 0.4
"""Share of a content that may be claimed already before it counts as taken."""
_SECOND_BEST = 0.35
"""Overlap foretold below which another content is not worth trying when the best is taken."""


def proposals(s: Syntax, model: QuoteModel, not_cues: Collection[str] = ()) -> list[Attribution]:
    """What may be attributions, with the confidence that each is one; they may contradict each other."""
    return judge(s, model, propose(s, model, not_cues))


def find_attributions(s: Syntax, model: QuoteModel, proposed: list[Attribution]) -> list[Attribution]:
    """All reports of the Doc, in text order: of what was proposed, and what stands in marks without a cue."""
    likely = [a for a in proposed if a.confidence >= model.keep_floor and is_report(s, a, model.speaker_rates)]
    found = [a for a in select(likely, model.keep_floor) if not is_misread(s, a)]
    for a in found:
        a.speaker = speaker_of_passive(s, a) if a.speaker_score >= NAMED_FROM else NO_SPEAKER
        trim(s, a)
    joins.join_marks(s, model.joining, model.join_floor, found)
    claim_the_rest(s, found, proposed)
    found += quotes_within(s, model.cue_rates)
    found += quotes_of_headlines(s, found)
    found.sort(key=lambda a: (a.ranges[0][0], -a.end))
    return with_turns(s, found)


def find_attitudes(
    s: Syntax, model: QuoteModel, proposed: list[Attribution], found: list[Attribution]
) -> list[Attribution]:
    """What else is attributed to somebody in words that no report holds: acts, plans, tones ("ordered a strike")."""
    free = [True] * s.n
    for a in found:
        for x, y in a.ranges:
            free[x:y] = [False] * (y - x)
        if a.cue >= 0:
            free[a.cue] = False
    rest = [a for a in proposed if free[a.cue] and not is_report(s, a, model.speaker_rates)]
    return [a for a in select(rest, model.keep_floor) if all(all(free[x:y]) for x, y in a.ranges)]


def propose(s: Syntax, model: QuoteModel, not_cues: Collection[str] = ()) -> list[Attribution]:
    """Every cue above the floor with its likeliest contents and speaker, whether or not they contradict each other."""
    at: list[int] = []
    features = Rows(cues.WIDTH)
    for i in cues.candidates(s, model.cue_rates, RARE):
        if s.lemma[i] in not_cues:
            continue
        looked_up = model.cue_rates.of_all(cues.keys(s, i))
        if cues.is_worth_a_look(looked_up, model.cue_gate):
            at.append(i)
            features.add(cues.row(s, i, model.cue_rates, looked_up))
    if not at:
        return []
    table = features.floats()
    scores = model.cue.probability(table).tolist()
    by_token = [0.0] * s.n
    for i, score in zip(at, scores, strict=True):
        by_token[i] = score
    chosen = []
    for k, (i, p) in enumerate(zip(at, scores, strict=True)):
        if p < _FAINT:
            continue
        row = table[k].tolist()
        if p >= model.cue_floor or cues.is_beside_marks(row) or speakers.label_before(s, i) != NO_SPEAKER:
            chosen.append((i, p, row))
    found = _with_contents(s, model, chosen, by_token)
    name_speakers(s, model, found)
    return found


def _with_contents(
    s: Syntax, model: QuoteModel, chosen: list[tuple[int, float, list[float]]], by_token: list[float]
) -> list[Attribution]:
    """An attribution for each chosen cue that has a candidate content."""
    rows = Rows(contents.WIDTH)
    spans: list[list[Content]] = []
    for i, _, cue_row in chosen:
        spans.append(contents.candidates(s, i))
        for row in contents.rows(s, i, spans[-1], model.content_rates, by_token, cue_row):
            rows.add(row)
    overlap = model.content.raw(rows.floats()).tolist()
    found, start = [], 0
    for (i, p, cue_row), options in zip(chosen, spans, strict=True):
        worth = zip(overlap[start : start + len(options)], options, strict=True)
        scored = [(x + _ANNOUNCED * contents.is_announced(s, i, c), c) for x, c in worth]
        scored.sort(key=lambda x: -x[0])
        start += len(options)
        if scored:
            found.append(Attribution(i, p, cue_row, scored[:4]))
    return found


def name_speakers(s: Syntax, model: QuoteModel, found: list[Attribution]) -> None:
    """Set the likeliest speaker of each attribution."""
    rows = Rows(speakers.WIDTH)
    owners: list[int] = []
    heads: list[int] = []
    for k, a in enumerate(found):
        options = speakers.candidates(s, a.cue, a.ranges)
        for row in speakers.rows(s, a.cue, a.ranges, options, model.speaker_rates):
            rows.add(row)
        heads += options
        owners += [k] * len(options)
    scores = model.speaker.probability(rows.floats()).tolist()
    for a in found:
        if (label := speakers.label_before(s, a.cue)) != NO_SPEAKER:
            a.speaker, a.speaker_score = label, _LABEL
    for owner, head, score in zip(owners, heads, scores, strict=True):
        if score > found[owner].speaker_score:
            found[owner].speaker, found[owner].speaker_score = _one_of(s, head), score


def _one_of(s: Syntax, head: int) -> int:
    """The word that speaks where `head` is only whom it is one of: in "one of them" not "them"."""
    of = s.head[head]
    if s.dep[head] != "pobj" or s.lower[of] != "of":
        return head
    return s.head[of] if s.lower[s.head[of]] in SOME_OF else head


def judge(s: Syntax, model: QuoteModel, found: list[Attribution]) -> list[Attribution]:
    """Set the confidence of each proposal, from its own evidence and what is proposed around it."""
    weigh(s, model.speaker_rates, found)
    if found:
        scores = model.keeping.probability(np.array([a.evidence for a in found], dtype=np.float32)).tolist()
        for a, score in zip(found, scores, strict=True):
            a.confidence = score
    return found


def select(found: list[Attribution], floor: float) -> list[Attribution]:
    """Of proposals that claim the same words the surest; none whose cue lies in another's content. In text order."""
    size = max((y for a in found for _, c in a.options for _, y in c.ranges), default=0)
    size = max(size, max((a.cue for a in found), default=0) + 1)
    taken, cue_at = bytearray(size), bytearray(size)
    kept: list[Attribution] = []
    for a in sorted(found, key=lambda a: -a.confidence):
        if a.confidence < floor or taken[a.cue]:
            continue
        for score, content in a.options:
            if content.ranges != a.ranges and score < _SECOND_BEST:
                break
            ranges = _free(content.ranges, taken, cue_at)
            if ranges:
                a.ranges, a.content_score = ranges, score
                for x, y in ranges:
                    taken[x:y] = b"\1" * (y - x)
                cue_at[a.cue] = 1
                kept.append(a)
                break
    return sorted(kept, key=lambda a: (a.ranges[0][0], a.cue))


def _free(ranges: tuple[Range, ...], taken: bytearray, cue_at: bytearray) -> tuple[Range, ...]:
    """The ranges without what is taken at their ends; nothing where too much is, or where another's cue stands."""
    if any(cue_at.find(1, x, y) >= 0 for x, y in ranges):
        return ()
    shared = sum(taken.count(1, x, y) for x, y in ranges)
    if not shared:
        return ranges
    if shared > _SHARED * sum(y - x for x, y in ranges):
        return ()
    out: list[Range] = []
    for a, b in ranges:
        while a < b and taken[a]:
            a += 1
        while b > a and taken[b - 1]:
            b -= 1
        if a < b and taken.find(1, a, b) < 0:
            out.append((a, b))
    return tuple(out)
