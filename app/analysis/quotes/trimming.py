"""What a chosen content holds too much of: who is spoken to, half of the cue, its subject, when and where it was said,
who else reported it, who somebody named last is.
"""

from __future__ import annotations

from app.analysis.quotes.attribution import NO_SPEAKER, Attribution
from app.analysis.quotes.contents import Range
from app.analysis.quotes.reporting_words import SAYING
from app.analysis.quotes.syntax import Syntax

_ADDRESSEE = 10
"""Tokens within which a colon parts whom one speaks to from what one says."""
_AFTER_CUE = frozenset({"against", "for", "of", "on", "over", "to", "with"})
"""Prepositions that belong to the cue: "called for", "called on", "joked of"."""
_OUTER = frozenset({",", ";", ":", "—", "–", "-", "--"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CIRCUMSTANCE = 12
"""Tokens of a phrase that tells where something was said."""
_TAIL = 30
"""Tokens of a clause at the end of a content that is looked at."""
_LINKS = frozenset({"SCONJ", "CCONJ", "ADP"})
_RELATIVES = frozenset({"WDT", "WP", "WP$", "WRB", "VBG", "VBN", "IN"})
_COMPLEMENTS = frozenset({"dobj", "ccomp", "xcomp"})


def trim(s: Syntax, a: Attribution) -> None:
    """Cut from the content of `a` what is not said."""
    a.ranges = _without_particle(s, a.cue, _without_addressee(s, a.ranges))
    _free_subject(s, a)
    if a.cue >= 0:
        a.ranges = _without_preposition(s, a.cue, _without_circumstance(s, a.cue, a.ranges))
        *rest, last = a.ranges
        if rest and _attributes(s, *last):
            *rest, last = rest
        a.ranges = (*rest, _closed(s, _without_relative(s, _without_second(s, last))))


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


def _without_circumstance(s: Syntax, cue: int, ranges: tuple[Range, ...]) -> tuple[Range, ...]:
    """The content without what only tells of the saying: “…, the mayor said in a statement”."""
    (first, _), (x, y) = ranges[0], ranges[-1]
    if len(ranges) < 2 or not first < cue < x or y - x > _CIRCUMSTANCE or s.mark[x] >= 0 or s.lower[x - 1] in _OUTER:
        return ranges
    told = s.pos[x] in ("VERB", "AUX", "PART", "SCONJ", "CCONJ", "PRON", "PUNCT") or s.lower[x] == "as"
    told |= any(s.tag[k] in _FINITE or s.tag[k] == "TO" for k in range(x, y))
    return ranges if told else ranges[:-1]


def _without_preposition(s: Syntax, cue: int, ranges: tuple[Range, ...]) -> tuple[Range, ...]:
    """The content without the preposition that its cue asks for: "called for", "joked of"."""
    (a, b), *rest = ranges
    governed = a == cue + 1 and b - a > 1 and s.lower[a] in _AFTER_CUE and s.pos[a] == "ADP" and s.mark[a] < 0
    return ((a + 1, b), *rest) if governed and s.ent[a + 1] not in ("DATE", "TIME") else ranges


def _without_second(s: Syntax, last: Range) -> Range:
    """The last piece without a second attribution behind it: “…, the Larkspur Post reported last year”."""
    x, y = last
    for k in range(y - 2, max(x + 2, y - _TAIL), -1):
        if s.mark[k + 1] >= 0 or s.finite_before[y] - s.finite_before[k] > 1:
            return last
        if s.lower[k] == "," and s.sentence[k] == s.sentence[y - 1] and _attributes(s, k + 1, y):
            return x, k
    return last


def _attributes(s: Syntax, first: int, end: int) -> bool:
    """Whether tokens [first, end) only say who said it: "according to the ministry", "the ministry was quoted"."""
    if s.lower[first] == "according":
        return s.lower[first + 1] == "to"
    if s.pos[first] in _LINKS or s.tag[first] in _RELATIVES:
        return False
    verb = next((k for k in range(first, end) if s.pos[k] == "VERB" and s.lemma[k] in SAYING), -1)
    finite = [k for k in range(first, end) if s.tag[k] in _FINITE]
    if verb < 0 or len(finite) != 1 or finite[0] > verb or (finite[0] < verb and s.head[finite[0]] != verb):
        return False
    subjects = [k for k in s.kids[verb] if s.dep[k] in ("nsubj", "nsubjpass")]
    alone = not any(k > verb and s.dep[k] in _COMPLEMENTS for k in s.kids[verb])
    return alone and bool(subjects) and s.left[subjects[0]] == first


def _without_relative(s: Syntax, last: Range) -> Range:
    """The last piece without what the text adds about somebody named in it: “… Ann Lee, who led it for years”."""
    x, y = last
    comma = next((k for k in range(y - 2, max(x + 2, y - _TAIL), -1) if s.lower[k] == "," or s.mark[k] >= 0), -1)
    adds = comma > 0 and s.mark[comma] < 0 and s.mark[y - 1] < 0 and s.lower[comma + 1] == "who"
    return (x, comma) if adds else last


def _closed(s: Syntax, last: Range) -> Range:
    """The last piece with the bracket that closes behind it."""
    x, y = last
    if y < s.n and s.lower[y] == ")" and s.lower[x:y].count("(") == s.lower[x:y].count(")") + 1:
        return x, y + 1
    return last
