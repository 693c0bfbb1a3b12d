"""What a chosen content holds too much at its beginning: who is spoken to, half of the cue, its subject."""

from __future__ import annotations

from app.analysis.quotes.attribution import NO_SPEAKER, Attribution
from app.analysis.quotes.contents import Range
from app.analysis.quotes.syntax import Syntax

_ADDRESSEE = 10
"""Tokens within which a colon parts whom one speaks to from what one says."""


def trim(s: Syntax, a: Attribution) -> None:
    """Cut from the content of `a` what is not said."""
    a.ranges = _without_particle(s, a.cue, _without_addressee(s, a.ranges))
    _free_subject(s, a)


def _without_addressee(s: Syntax, ranges: tuple[Range, ...]) -> tuple[Range, ...]:
    """The content without who is spoken to: of "told the council: “It is safe.”" the words in marks."""
    a, b = ranges[0]
    if s.mark[a] >= 0:
        return ranges
    for k in range(a, min(b - 1, a + _ADDRESSEE)):
        if s.lower[k] == ":" and s.mark[k + 1] >= 0 and s.mark[k + 1] == s.mark[b - 1]:
            return ((k + 1, b), *ranges[1:])
    return ranges


def _without_particle(s: Syntax, cue: int, ranges: tuple[Range, ...]) -> tuple[Range, ...]:
    """The content without the other half of "pointed out" or "called for", where that begins it."""
    (a, b), *rest = ranges
    particle = a == cue + 1 and b - a > 1 and (s.tag[a] == "RP" or s.dep[a] == "prt") and s.mark[a] == s.mark[cue]
    return ((a + 1, b), *rest) if particle else ranges


def _free_subject(s: Syntax, a: Attribution) -> None:
    """Where a torn parse made the subject part of the content, in "She went on, “…”", give it back as the speaker."""
    (x, y), *rest = a.ranges
    if not rest or y > a.cue or a.cue - y > 1 or s.mark[x] >= 0 or any(s.mark[p] < 0 for p, _ in rest):
        return
    subject = next((k for k in range(y - 1, x - 1, -1) if s.pos[k] in ("PRON", "PROPN", "NOUN")), NO_SPEAKER)
    if subject >= 0 and y - x <= _ADDRESSEE:
        a.ranges = tuple(rest)
        a.speaker, a.speaker_score = subject, max(a.speaker_score, 0.5)
