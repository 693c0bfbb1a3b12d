"""What headlines report: “Minister: Ferry will stop”, “Ferry will stop, says minister”, “Wall must go – Okonjo”.

Headlines drop the verb, the article or the marks that running text has, so that a parse of them is of little use. What
can be told is who stands at which end, and whether that is someone who speaks.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence

from app.analysis.quotes.attribution import NO_CUE, NO_SPEAKER, Attribution
from app.analysis.quotes.contents import Content
from app.analysis.quotes.syntax import Syntax
from app.domain.article import BlockKind

_LONGEST = 24
"""Tokens of a headline."""
_SHORTEST_CONTENT = 3
_LONGEST_NAME = 5
_CONFIDENCE = 0.6
SPEAKERS = frozenset(
    "minister president premier chancellor king queen pope bishop mayor governor senator congressman congresswoman mp "
    "mps lawmaker councillor council government ministry opposition official ambassador diplomat envoy police officer "
    "prosecutor judge court lawyer expert scientist researcher professor economist analyst doctor nurse teacher union "
    "worker boss chief director chair chairman chairwoman head ceo founder owner manager coach captain player fan "
    "resident neighbour neighbor villager farmer fisherman family mother father parent son daughter brother sister "
    "widow survivor victim witness source spokesman spokeswoman spokesperson report study survey poll inquiry review "
    "audit watchdog regulator charity company firm bank campaigner activist protester critic author actor actress "
    "singer director student pupil engineer driver pilot soldier general admiral commander".split()
)
"""Who speaks in headlines, where a capital says nothing and a name may be anything."""
_NAMED = frozenset({"PERSON", "ORG"})
_ASKING = frozenset("what why how when where who which whose".split())
_FINAL = (".", "!", "?")
_DASHES = frozenset({"–", "—", "-", "--"})
_REPORTS = frozenset("says say said claims claim warns warn tells admits insists reveals finds shows".split())
_VERBS = frozenset({"VERB", "AUX"})


def quotes_of_headlines(s: Syntax, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions of headings, and of what looks like one, that `found` does not hold."""
    headlines = [block.span for p, block in enumerate(s.blocks) if _may_be_headline(s, p)]
    names = _names(s) if headlines else set()
    told = bytearray(s.n)
    for x, y in (r for a in found if a.speaker >= 0 for r in a.ranges):
        told[x:y] = b"\1" * (y - x)
    out = []
    for span in headlines:
        first, end = bisect_left(s.start, span.start), bisect_left(s.start, span.end)
        while end > first and s.pos[end - 1] == "SPACE":
            end -= 1
        if 4 <= end - first <= _LONGEST and s.lower[end - 1] not in _FINAL and told.find(1, first, end) < 0:
            out += _at_either_end(s, names, first, end)
    return out


def is_misread(s: Syntax, a: Attribution) -> bool:
    """Whether a headline's last words, "says minister", were read as what is said and not as who says it.

    Or a title as a speaker: "Climate review: What we know so far".
    """
    (x, y) = a.ranges[-1]
    if a.cue > 0 and s.lower[a.cue] == ":" and s.lower[x] in _ASKING and s.mark[x] < 0:
        return _may_be_headline(s, s.paragraph[a.cue]) and s.lower[y - 1] != "?"
    if a.cue < 0 or x != a.cue + 1 or s.lower[a.cue] not in _REPORTS or s.lower[a.cue - 1] != ",":
        return False
    p = s.paragraph[a.cue]
    return _may_be_headline(s, p) and (y == s.paragraph_end(p) or s.pos[y] == "SPACE")


def _may_be_headline(s: Syntax, p: int) -> bool:
    """Whether paragraph p is a heading, or the first of a text, which may have no other sign of one."""
    kind = s.blocks[p].kind if p < len(s.blocks) else BlockKind.CODE
    return kind is BlockKind.HEADING or (p == 0 and kind is BlockKind.PARAGRAPH)


def _at_either_end(s: Syntax, names: Collection[str], first: int, end: int) -> list[Attribution]:
    for k in range(first + 1, min(first + _LONGEST_NAME + 1, end - _SHORTEST_CONTENT)):
        if s.lower[k] == ":" and (speaker := _speaker(s, names, first, k)) >= 0 and _is_said(s, k + 1, end):
            return [_attribution(k, speaker, k + 1, end)]
    for k in range(max(first + _SHORTEST_CONTENT, end - _LONGEST_NAME - 2), end - 1):
        dash = s.lower[k] in _DASHES and s.end[k - 1] < s.start[k]
        reports = s.lower[k] in _REPORTS and s.lower[k - 1] == ","
        if (dash or reports) and (speaker := _speaker(s, names, k + 1, end)) >= 0:
            content_end = k if dash else k - 1
            if _is_said(s, first, content_end):
                return [_attribution(k if reports else NO_CUE, speaker, first, content_end)]
    return []


def _attribution(cue: int, speaker: int, first: int, end: int) -> Attribution:
    content = Content(((first, end),), 0, first, end - 1, -1)
    return Attribution(cue, 0.0, [], [(1.0, content)], speaker=speaker, confidence=_CONFIDENCE, how="headline")


def _speaker(s: Syntax, names: Collection[str], first: int, end: int) -> int:
    """The last noun or name of the words, if it is one that speaks; -1 for none."""
    words = [k for k in range(first, end) if s.pos[k] not in ("SPACE", "PUNCT")]
    if not 0 < len(words) <= _LONGEST_NAME or any(s.pos[k] not in ("NOUN", "PROPN", "ADJ", "DET") for k in words):
        return NO_SPEAKER
    head = words[-1]
    # A capital may have made "Minister" a name, and its lemma is then its plural.
    speaks = s.ent[head] in _NAMED or not SPEAKERS.isdisjoint((s.lower[head], s.lemma[head], s.lower[head][:-1]))
    named = s.text[s.start[head]].isupper() and s.lower[head] in names
    return head if speaks or named else NO_SPEAKER


def _names(s: Syntax) -> set[str]:
    """The last words of the people and organisations that the model found anywhere in the text."""
    last = range(s.n - 1)
    return {
        s.lower[k] for k in last if s.ent[k] in _NAMED and not (s.ent[k + 1] == s.ent[k] and s.pos[k + 1] == "PROPN")
    }


def _is_said(s: Syntax, first: int, end: int) -> bool:
    """Whether the words have a verb or are in marks: "Harbour: the story so far" is nobody's."""
    if end - first < _SHORTEST_CONTENT or s.lower[first] in _ASKING:
        return False
    return s.mark[first] >= 0 or any(s.pos[k] in _VERBS for k in range(first, end))
