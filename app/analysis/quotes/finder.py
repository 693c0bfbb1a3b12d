"""From tokens to attributions: cue, content, speaker, then the quotation marks that no cue has claimed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import numpy as np

from app.analysis.quotes import contents, cues, joins, speakers
from app.analysis.quotes.contents import Range
from app.analysis.quotes.model import QuoteModel
from app.analysis.quotes.syntax import Syntax

RARE = -5.0
"""Lemmas whose learnt rate as cues is below this (in log-odds) are passed over: they hold 3 % of the true cues."""


@dataclass(slots=True)
class Attribution:
    """A cue token with the content it attributes, as token ranges, and the head token of who speaks."""

    cue: int
    ranges: tuple[Range, ...]
    cue_score: float
    content_score: float
    speaker: int = speakers.NO_SPEAKER
    speaker_score: float = 0.0
    confidence: float = 0.0
    joined: int = 0
    evidence: list[float] = field(default_factory=list)

    @property
    def end(self) -> int:
        return self.ranges[-1][1]


def find_attributions(s: Syntax, model: QuoteModel, not_cues: Collection[str] = ()) -> list[Attribution]:
    """All attributions of the Doc, in text order, with a confidence that they are right."""
    found = attach(s, model, propose(s, model, not_cues))
    return [a for a in found if a.confidence >= model.keep_floor]


def propose(s: Syntax, model: QuoteModel, not_cues: Collection[str] = ()) -> list[Attribution]:
    """Cues above the floor, each with its best content; where contents overlap, the better cue has it."""
    at = [i for i in range(s.n) if s.lemma[i] not in not_cues and cues.is_candidate(s, i, model.cue_rates, RARE)]
    if not at:
        return []
    features = [cues.row(s, i, model.cue_rates) for i in at]
    scores = model.cue.probability(np.array(features, dtype=np.float32)).tolist()
    by_token = [0.0] * s.n
    for i, score in zip(at, scores, strict=True):
        by_token[i] = score
    best: list[Attribution] = []
    chosen = [(i, p, f) for i, p, f in zip(at, scores, features, strict=True) if p >= model.cue_floor]
    for i, p, content, overlap in _contents(s, model, chosen, by_token):
        best.append(Attribution(i, content.ranges, p, overlap))
    return without_overlaps(best)


def _contents(
    s: Syntax, model: QuoteModel, chosen: list[tuple[int, float, list[float]]], by_token: list[float]
) -> Iterator[tuple[int, float, contents.Content, float]]:
    """For each chosen cue that has a candidate: the cue, its score, its best content and the overlap foretold."""
    rows: list[list[float]] = []
    owners: list[int] = []
    options: list[contents.Content] = []
    for k, (i, _, cue_row) in enumerate(chosen):
        spans = contents.candidates(s, i)
        for content in spans:
            rows.append(contents.row(s, i, content, model.content_rates, by_token, cue_row, len(spans)))
            owners.append(k)
            options.append(content)
    if not rows:
        return
    overlap = model.content.raw(np.array(rows, dtype=np.float32)).tolist()
    best: dict[int, int] = {}
    for at, owner in enumerate(owners):
        if owner not in best or overlap[at] > overlap[best[owner]]:
            best[owner] = at
    for owner, at in best.items():
        yield chosen[owner][0], chosen[owner][1], options[at], overlap[at]


def without_overlaps(found: list[Attribution]) -> list[Attribution]:
    """Keep the best of those that claim the same words, and none whose cue lies in another's content."""
    taken: dict[int, int] = {}
    kept: list[Attribution] = []
    cue_at: set[int] = set()
    for a in sorted(found, key=lambda a: -a.cue_score * max(a.content_score, 0.05)):
        size = sum(y - x for x, y in a.ranges)
        overlap = sum(1 for x, y in a.ranges for k in range(x, y) if k in taken)
        if a.cue in taken or overlap > 0.4 * size:
            continue
        if any(k in cue_at for x, y in a.ranges for k in range(x, y)):
            continue
        ranges = a.ranges if not overlap else tuple(_free(a.ranges, taken))
        if not ranges:
            continue
        a.ranges = ranges
        for x, y in ranges:
            for k in range(x, y):
                taken[k] = a.cue
        cue_at.add(a.cue)
        kept.append(a)
    return sorted(kept, key=lambda a: (a.ranges[0][0], a.cue))


def _free(ranges: tuple[Range, ...], taken: dict[int, int]) -> list[Range]:
    out: list[Range] = []
    for a, b in ranges:
        while a < b and a in taken:
            a += 1
        while b > a and b - 1 in taken:
            b -= 1
        if a < b:
            out.append((a, b))
    return out


def attach(s: Syntax, model: QuoteModel, found: list[Attribution]) -> list[Attribution]:
    """Give each attribution its speaker, the marked words that go on with it, and its confidence."""
    name_speakers(s, model, found)
    joins.join_marks(s, model.joining, model.join_floor, found)
    if found:
        for a in found:
            a.evidence = evidence(s, a, found)
        scores = model.keeping.probability(np.array([a.evidence for a in found], dtype=np.float32)).tolist()
        for a, score in zip(found, scores, strict=True):
            a.confidence = score
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


EVIDENCE_WIDTH = 14


def evidence(s: Syntax, a: Attribution, found: list[Attribution]) -> list[float]:
    """What the confidence is judged by, EVIDENCE_WIDTH numbers."""
    tokens = [k for x, y in a.ranges for k in range(x, min(y, x + 80))]
    marked = sum(1 for k in tokens if s.mark[k] >= 0)
    at = bisect_left([f.ranges[0][0] for f in found], a.ranges[0][0])
    return [
        a.cue_score, a.content_score, a.speaker_score, float(a.speaker >= 0), float(len(tokens)),
        marked / max(1, len(tokens)), float(a.joined), float(len(a.ranges)), float(s.mark[a.cue] >= 0),
        cues_code(s, a.cue), float(s.paragraph[a.cue] == 0),
        float(s.pos[a.speaker] == "PRON") if a.speaker >= 0 else -1.0,
        float(sum(1 for f in found[max(0, at - 3) : at + 4] if abs(f.cue - a.cue) < 60)),
        float(abs(a.ranges[0][0] - a.cue)),
    ]  # fmt: skip


def cues_code(s: Syntax, i: int) -> float:
    return {"VERB": 0.0, "NOUN": 1.0, "ADP": 2.0, "ADJ": 3.0, "PUNCT": 4.0}.get(s.pos[i], 5.0)
