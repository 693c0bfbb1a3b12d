"""Speech in quotation marks that has no cue of its own: dialogue in turns, and words nobody is named for."""

from __future__ import annotations

from app.analysis.quotes.contents import Content
from app.analysis.quotes.finder import NO_CUE, Attribution
from app.analysis.quotes.joins import open_marks
from app.analysis.quotes.syntax import Syntax

_SHORTEST = 6
"""Tokens of a sentence in marks; shorter ones are as often titles, slogans and names."""
_FINAL = ".!?…—"
IN_TURN = 0.6
"""Confidence where two speakers take turns, paragraph by paragraph."""
NOBODY_NAMED = 0.35
"""Confidence where nothing says who speaks: of such stretches in annotated news about a third are quotes."""


def without_cue(s: Syntax, found: list[Attribution]) -> list[Attribution]:
    """Attributions for the marked sentences that `found` leaves over."""
    spoken: dict[int, tuple[int, int]] = {}  # paragraph → (last token of its speech, who speaks)
    for a in found:
        if s.mark[a.ranges[-1][0]] >= 0 or s.mark[a.end - 1] >= 0:
            spoken[s.paragraph[a.end - 1]] = (a.end, a.speaker)
    out = []
    for k in open_marks(s, found):
        ranges = s.mark_ranges(k)
        first, end = ranges[0][0], ranges[-1][1]
        paragraph = s.paragraph[first]
        speaker = whose_turn(s, spoken, paragraph) if _fills_paragraph(s, k) else -1
        if speaker < 0 and not _is_sentence(s, k):
            continue
        content = Content(tuple(ranges), 0, first, end - 1, -1)
        a = Attribution(NO_CUE, 0.0, [], [(1.0, content)], speaker=speaker)
        a.confidence = IN_TURN if speaker >= 0 else NOBODY_NAMED
        spoken[s.paragraph[end - 1]] = (end, speaker)
        out.append(a)
    return out


def whose_turn(s: Syntax, spoken: dict[int, tuple[int, int]], paragraph: int) -> int:
    """In dialogue the one who spoke two paragraphs before, where another spoke in between; else -1."""
    last, before = spoken.get(paragraph - 1), spoken.get(paragraph - 2)
    if last is None or before is None or last[1] < 0 or before[1] < 0:
        return -1
    return before[1] if s.lower[last[1]] != s.lower[before[1]] else -1


def _fills_paragraph(s: Syntax, k: int) -> bool:
    m = s.marked[k]
    paragraph = s.paragraphs[s.mark_paragraph[k]]
    return m.closed and m.start == paragraph.start and m.end >= paragraph.end - 1


def _is_sentence(s: Syntax, k: int) -> bool:
    """Whether the stretch reads as something said: long, opening like a sentence and ending like one."""
    m = s.marked[k]
    inner = s.text[m.start + 1 : m.end - 1].strip()
    first, end = s.mark_ranges(k)[0]
    finite = any(s.tag[i] in ("VBD", "VBZ", "VBP", "MD", "VB") for i in range(first, min(end, first + 60)))
    return end - first >= _SHORTEST + 2 and inner[:1].isupper() and (inner[-1:] in _FINAL or not m.closed) and finite
