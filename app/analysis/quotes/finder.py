"""From tokens to attributions: cue, content, speaker, then the quotation marks that no cue has claimed."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from app.analysis.quotes import contents, cues, joins, speakers
from app.analysis.quotes.attribution import Attribution
from app.analysis.quotes.contents import Content, Range
from app.analysis.quotes.evidence import weigh
from app.analysis.quotes.model import QuoteModel
from app.analysis.quotes.syntax import Syntax
from app.analysis.quotes.unclaimed import claim_the_rest

RARE = -5.0
"""Lemmas whose learnt rate as cues is below this (in log-odds) are passed over: they hold 3 % of the true cues."""
_FAINT = 0.02
"""The lower floor for cues beside quotation marks: what stands there speaks for them ("Lee went on: “…")."""
_SHARED = 0.4
"""Share of a content that may be claimed already before it counts as taken."""
_SECOND_BEST = 0.35
"""Overlap foretold below which another content is not worth trying when the best is taken."""


def find_attributions(s: Syntax, model: QuoteModel, not_cues: Collection[str] = ()) -> list[Attribution]:
    """All attributions of the Doc, in text order, with the confidence that each is right."""
    proposed = judge(s, model, propose(s, model, not_cues))
    found = select(proposed, model.keep_floor)
    joins.join_marks(s, model.joining, model.join_floor, found)
    claim_the_rest(s, found, proposed)
    return found


def propose(s: Syntax, model: QuoteModel, not_cues: Collection[str] = ()) -> list[Attribution]:
    """Every cue above the floor with its likeliest contents and speaker, whether or not they contradict each other."""
    at = [i for i in range(s.n) if s.lemma[i] not in not_cues and cues.is_candidate(s, i, model.cue_rates, RARE)]
    if not at:
        return []
    features = [cues.row(s, i, model.cue_rates) for i in at]
    scores = model.cue.probability(np.array(features, dtype=np.float32)).tolist()
    by_token = [0.0] * s.n
    for i, score in zip(at, scores, strict=True):
        by_token[i] = score
    chosen = [
        (i, p, f)
        for i, p, f in zip(at, scores, features, strict=True)
        if p >= model.cue_floor or (p >= _FAINT and cues.is_beside_marks(f))
    ]
    found = _with_contents(s, model, chosen, by_token)
    name_speakers(s, model, found)
    return found


def _with_contents(
    s: Syntax, model: QuoteModel, chosen: list[tuple[int, float, list[float]]], by_token: list[float]
) -> list[Attribution]:
    """An attribution for each chosen cue that has a candidate content."""
    rows: list[list[float]] = []
    spans: list[list[Content]] = []
    for i, _, cue_row in chosen:
        spans.append(contents.candidates(s, i))
        rows += [contents.row(s, i, c, model.content_rates, by_token, cue_row, len(spans[-1])) for c in spans[-1]]
    if not rows:
        return []
    overlap = model.content.raw(np.array(rows, dtype=np.float32)).tolist()
    found, start = [], 0
    for (i, p, cue_row), options in zip(chosen, spans, strict=True):
        scored = sorted(zip(overlap[start : start + len(options)], options, strict=True), key=lambda x: -x[0])
        start += len(options)
        if scored:
            found.append(Attribution(i, p, cue_row, scored[:4]))
    return found


def name_speakers(s: Syntax, model: QuoteModel, found: list[Attribution]) -> None:
    """Set the likeliest speaker of each attribution."""
    rows: list[list[float]] = []
    owners: list[int] = []
    heads: list[int] = []
    for k, a in enumerate(found):
        options = speakers.candidates(s, a.cue, a.ranges)
        rows += speakers.rows(s, a.cue, a.ranges, options, model.speaker_rates)
        heads += options
        owners += [k] * len(options)
    if not rows:
        return
    scores = model.speaker.probability(np.array(rows, dtype=np.float32)).tolist()
    for owner, head, score in zip(owners, heads, scores, strict=True):
        if score > found[owner].speaker_score:
            found[owner].speaker, found[owner].speaker_score = head, score


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
    taken: set[int] = set()
    cue_at: set[int] = set()
    kept: list[Attribution] = []
    for a in sorted(found, key=lambda a: -a.confidence):
        if a.confidence < floor or a.cue in taken:
            continue
        for score, content in a.options:
            if content.ranges != a.ranges and score < _SECOND_BEST:
                break
            ranges = _free(content.ranges, taken, cue_at)
            if ranges:
                a.ranges, a.content_score = ranges, score
                taken.update(k for x, y in ranges for k in range(x, y))
                cue_at.add(a.cue)
                kept.append(a)
                break
    return sorted(kept, key=lambda a: (a.ranges[0][0], a.cue))


def _free(ranges: tuple[Range, ...], taken: set[int], cue_at: set[int]) -> tuple[Range, ...]:
    """The ranges without what is taken at their ends; nothing where too much is, or where another's cue stands."""
    tokens = [k for x, y in ranges for k in range(x, y)]
    shared = sum(1 for k in tokens if k in taken)
    if shared > _SHARED * len(tokens) or not cue_at.isdisjoint(tokens):
        return ()
    if not shared:
        return ranges
    out: list[Range] = []
    for a, b in ranges:
        while a < b and a in taken:
            a += 1
        while b > a and b - 1 in taken:
            b -= 1
        if a < b and not any(k in taken for k in range(a, b)):
            out.append((a, b))
    return tuple(out)
