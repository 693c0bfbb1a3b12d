"""What speaks for and against a proposed attribution: the numbers its confidence is judged by."""

from __future__ import annotations

from app.analysis.quotes.attribution import Attribution
from app.analysis.quotes.cues import noun_class
from app.analysis.quotes.rates import Rates
from app.analysis.quotes.syntax import Syntax

_NEAR = 6
_POS = {"VERB": 0.0, "NOUN": 1.0, "ADP": 2.0, "ADJ": 3.0, "PUNCT": 4.0}


def weigh(s: Syntax, speaker_rates: Rates, found: list[Attribution]) -> None:
    """Set `evidence` of each proposal. `found` is in the order of the cues."""
    voices: dict[str, float] = {}
    for a in found:
        voices[_voice(s, a)] = voices.get(_voice(s, a), 0.0) + a.cue_score
    score_at = {a.cue: a.cue_score for a in found}
    mean = sum(a.cue_score for a in found) / max(1, s.n) * 100
    for k, a in enumerate(found):
        near = [b for b in found[max(0, k - _NEAR) : k + _NEAR + 1] if b is not a]
        a.evidence = [
            *_own(s, speaker_rates, a),
            *_around(s, a, near, score_at),
            mean,
            voices[_voice(s, a)] - a.cue_score,
        ]


def _voice(s: Syntax, a: Attribution) -> str:
    return s.lower[a.speaker] if a.speaker >= 0 else ""


def _own(s: Syntax, speaker_rates: Rates, a: Attribution) -> list[float]:
    tokens = [k for x, y in a.ranges for k in range(x, min(y, x + 80))]
    marked = sum(1 for k in tokens if s.mark[k] >= 0)
    margin = a.content_score - a.options[1][0] if len(a.options) > 1 else 1.0
    content = a.options[0][1]
    named = a.speaker >= 0
    return [
        a.cue_score, a.content_score, a.speaker_score, margin, float(content.kind), float(len(tokens)), float(marked),
        marked / max(1, len(tokens)), float(len(a.ranges)), float(s.mark[a.cue] >= 0),
        _POS.get(s.pos[a.cue], 5.0), float(s.paragraph[a.cue] == 0),
        speaker_rates.of("noun", noun_class(s, a.speaker)) if named else -9.0,
        float(s.pos[a.speaker] == "PRON") if named else -1.0, float(a.speaker - a.cue) if named else 0.0,
        float(a.ranges[0][0] - a.cue), float(a.end - a.cue),
        float(sum(1 for k in tokens if s.tag[k] in ("VBD", "VBZ", "VBP", "MD"))), *a.cue_row[:10],
        *a.cue_row[33:39], float(s.sentence[a.ranges[0][0]] - s.sentence[a.cue]),
    ]  # fmt: skip


def _around(s: Syntax, a: Attribution, near: list[Attribution], score_at: dict[int, float]) -> list[float]:
    """What governs the cue, what it governs, and who else claims its words or lies in them."""
    above, at = 0.0, a.cue
    for _ in range(8):
        if s.head[at] == at:
            break
        linked = s.dep[at] != "conj"
        at = s.head[at]
        if linked:
            above = max(above, score_at.get(at, 0.0))
    claimed = inside = rival = same = 0.0
    for b in near:
        if any(x <= a.cue < y for x, y in b.ranges):
            claimed = max(claimed, b.cue_score * b.content_score)
        if any(x <= b.cue < y for x, y in a.ranges):
            inside = max(inside, b.cue_score * b.content_score)
        if any(x < q and p < y for x, y in a.ranges for p, q in b.ranges):
            rival = max(rival, b.cue_score * b.content_score)
        if s.sentence[b.cue] == s.sentence[a.cue]:
            same = max(same, b.cue_score)
    return [above, claimed, inside, rival, same, sum(b.cue_score for b in near)]
