"""Attributions as the domain's quotes: spans, kind, names, and the reasons a reader is told."""

from __future__ import annotations

from collections.abc import Sequence

from app.analysis.quotes.attribution import Attribution
from app.analysis.quotes.naming import Name, Names
from app.analysis.quotes.reports import is_negated
from app.analysis.quotes.speakers import phrase
from app.analysis.quotes.syntax import Syntax
from app.domain.analysis import Quote, QuoteKind
from app.domain.spans import Span, trimmed

_COLON_REACH = 6
_MOSTLY, _HARDLY = 0.95, 0.05
"""Shares of the letters in quotation marks above which a quote is direct, below which it is indirect."""


_UNSAID = 0.3
"""The most confidence in words that the text says were not said: that they are somebody's is just what is denied."""
_UNCLAIMED = {
    "announced": "announced by a colon",
    "beside": "speaker named beside it",
    "signed": "speaker: named after the dash",
    "within": "a quote within a quote",
    "headline": "speaker: named at one end of it",
    "transcript": "speaker: named before the colon",
    "turn": "speaker: the two take turns",
    "goes on": "speaker: who spoke before goes on",
    "sentence before": "speaker from the sentence before",
    "": "no speaker named",
}


def as_quotes(s: Syntax, found: Sequence[Attribution], names: Names) -> tuple[Quote, ...]:
    """The quotes in text order."""
    quotes: list[Quote] = []
    spoke_last: Name | None = None
    for a in sorted(found, key=lambda a: a.ranges[0][0]):
        parts = tuple(p for x, y in a.ranges if (p := trimmed(s.text, s.start[x], s.end[y - 1])) is not None)
        if not parts:
            continue
        name = names.of(a.speaker, spoke_last) if a.speaker >= 0 else Name(None, "")
        if name.name:
            spoke_last = name
        kind = _kind(s, a)
        unsaid = kind is QuoteKind.INDIRECT and a.cue >= 0 and is_negated(s, a.cue)
        quotes.append(
            Quote(
                parts=parts,
                kind=kind,
                cue=_cue_span(s, a.cue) if a.cue >= 0 else None,
                speaker=_speaker_span(s, a.speaker),
                speaker_entity=name.entity,
                speaker_name=name.name,
                confidence=round(min(_UNSAID if unsaid else 1.0, max(0.0, a.confidence)), 3),
                reasons=(*_reasons(s, a, kind, name), *(("the cue is negated",) if unsaid else ())),
            )
        )
    return tuple(sorted(quotes, key=lambda q: (q.parts[0].start, q.parts[-1].end)))


def _kind(s: Syntax, a: Attribution) -> QuoteKind:
    letters = marked = 0
    for x, y in a.ranges:
        for k in range(x, y):
            size = s.end[k] - s.start[k] if s.pos[k] not in ("PUNCT", "SPACE") else 0
            letters += size
            marked += size if s.mark[k] >= 0 else 0
    share = marked / max(1, letters)
    if share > _MOSTLY or a.how == "transcript" or (share < _HARDLY and _is_block(s, a)):
        return QuoteKind.DIRECT
    return QuoteKind.INDIRECT if share < _HARDLY else QuoteKind.MIXED


def _is_block(s: Syntax, a: Attribution) -> bool:
    """Whether the content is a paragraph of its own, announced by a colon."""
    first = a.ranges[0][0]
    paragraph = s.paragraph[first]
    announced = s.paragraphs[paragraph - 1].end if paragraph else 0
    return (
        a.cue >= 0
        and s.paragraph[a.cue] < paragraph
        and s.start[first] == s.paragraphs[paragraph].start
        and s.text[announced - 1 : announced] == ":"
    )


def _apart(s: Syntax, a: Attribution) -> str:
    """How the text shows that these are someone's own words."""
    if _is_block(s, a):
        return "a paragraph of its own after a colon"
    mark = s.mark[a.ranges[0][0]]
    if a.how == "transcript":
        return "a turn of a transcript"
    if a.how == "headline" and mark < 0:
        return "reported by a headline"
    return "set apart as a block quote" if mark >= 0 and s.marked[mark].block else "in quotation marks"


def _cue_span(s: Syntax, cue: int) -> Span:
    """The cue with its particle: "pointed out", "according to"; of a colon the verb before it: "went on"."""
    if s.lower[cue] == ":":
        first = s.sentence_bounds(cue)[0]
        verbs = [k for k in range(max(first, cue - _COLON_REACH), cue) if s.pos[k] == "VERB" and s.mark[k] < 0]
        cue = verbs[-1] if verbs else cue
    end = cue + 1
    if (
        end < s.n
        and s.head[end] == cue
        and ((s.dep[end] in ("prt", "advmod") and s.tag[end] in ("RP", "IN")) or s.lower[cue] == "according")
    ):
        end += 1
    return Span(s.start[cue], s.end[end - 1])


def _speaker_span(s: Syntax, head: int) -> Span | None:
    if head < 0:
        return None
    a, b = phrase(s, head)
    words = s.text[s.start[a] : s.end[b - 1]].rstrip(":;,—–- \n")
    return trimmed(s.text, s.start[a], s.start[a] + len(words))


def _reasons(s: Syntax, a: Attribution, kind: QuoteKind, name: Name) -> list[str]:
    if a.cue < 0 or a.how:
        return [_apart(s, a), _UNCLAIMED[a.how], *([name.how] if name.how else [])]
    cue = _cue_span(s, a.cue).of(s.text)
    out = []
    if kind is QuoteKind.DIRECT:
        out.append(_apart(s, a))
    elif kind is QuoteKind.MIXED:
        out.append("partly in quotation marks")
    else:
        out.append(f"reported after “{cue}”" if a.ranges[0][0] > a.cue else f"reported before “{cue}”")
    if a.joined:
        out.append("goes on in the next quotation marks")
    if a.speaker < 0:
        out.append("no speaker named")
    elif s.sentence[a.speaker] < s.sentence[a.cue]:
        out.append("speaker from the sentence before")
    elif s.lower[a.cue] == "according":
        out.append("speaker: named after “according to”")
    elif s.head[a.speaker] == a.cue and s.dep[a.speaker] in ("nsubj", "nsubjpass"):
        out.append(f"speaker: subject of “{cue}”")
    else:
        out.append(f"speaker: beside “{cue}”")
    if name.how:
        out.append(name.how)
    return out
