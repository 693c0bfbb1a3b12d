"""Turns of transcripts and interviews: paragraphs that open with the same few names before a colon, again and again."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter

from app.analysis.quotes.attribution import Attribution
from app.analysis.quotes.contents import Content
from app.analysis.quotes.reporting_words import LABELS
from app.analysis.quotes.speakers import label_before
from app.analysis.quotes.syntax import Syntax

_LABEL = re.compile(r"([^\W\d_][\w.'’-]{1,24}(?: [^\W\d_(][\w.'’-]{0,24}){0,4}):\s")
_LEAST_TURNS, _LEAST_OWN, _LEAST_LABELS = 3, 2, 2
_DENSITY = 0.5
"""Share of the paragraphs from the first turn to the last that open with a label."""
_SHORTEST = 2
"""Tokens of a turn."""
_CONFIDENCE = 0.8


def with_turns(s: Syntax, found: list[Attribution]) -> list[Attribution]:
    """`found` with the turns of the Doc where it is a transcript; a turn takes the place of what was found in it."""
    turns = _turns(s)
    if not turns:
        return found
    starts = [t.ranges[0][0] for t in turns]

    def is_apart(a: Attribution) -> bool:
        at = bisect_right(starts, a.ranges[0][0]) - 1
        return at < 0 or a.ranges[0][0] >= turns[at].end

    return sorted([*(a for a in found if is_apart(a)), *turns], key=lambda a: (a.ranges[0][0], -a.end))


def _turns(s: Syntax) -> list[Attribution]:
    labelled = [(p, m) for p in range(len(s.paragraphs)) if not s.silent[p] and (m := _label(s, p)) is not None]
    times = Counter(m[1] for _, m in labelled)
    if len(labelled) < _LEAST_TURNS or len(times) < _LEAST_LABELS or max(times.values()) < _LEAST_OWN:
        return []
    if len(labelled) < _DENSITY * (labelled[-1][0] - labelled[0][0] + 1):
        return []
    turns = []
    for k, (p, m) in enumerate(labelled):
        neighbours = [q for q, other in labelled[max(0, k - 1) : k + 2] if q != p and times[other[1]] >= _LEAST_OWN]
        if times[m[1]] < _LEAST_OWN and not any(abs(q - p) == 1 for q in neighbours):
            continue
        colon, end = bisect_left(s.start, m.end(1)), s.paragraph_end(p)
        while end > colon and s.pos[end - 1] == "SPACE":
            end -= 1
        if colon < s.n and s.lower[colon] == ":" and end - colon > _SHORTEST:
            turns.append(_turn(s, colon, end))
    return turns


def _label(s: Syntax, p: int) -> re.Match[str] | None:
    """The words before a colon at the start of paragraph p, where they could name a person."""
    m = _LABEL.match(s.text, s.paragraphs[p].start)
    if m is None or not all(word[:1].isupper() for word in m[1].split()):
        return None
    return m if LABELS.isdisjoint(m[1].lower().split()) else None


def _turn(s: Syntax, colon: int, end: int) -> Attribution:
    content = Content(((colon + 1, end),), 0, colon + 1, end - 1, -1)
    named = label_before(s, colon)
    speaker = named if named >= 0 else colon - 1
    return Attribution(colon, 0.0, [], [(1.0, content)], speaker=speaker, confidence=_CONFIDENCE, how="transcript")
