"""What the margin says of each mark, in one or two short lines."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from app.desktop.reader.markings import SUSPECTED_BELOW
from app.domain.across import Disagreement, Novelty
from app.domain.analysis import EntityKind
from app.domain.anchors import Certainty
from app.domain.marks import (
    ArticleView,
    ClaimMark,
    ClaimStatus,
    MarkKind,
    MarkRef,
    MentionMark,
    Note,
    QuoteMark,
    Standing,
)
from app.domain.spans import Span

_EMPHASIS = re.compile(r"(?<!\w)(\*\*|__|\*|_)(?=[^\s*_])([^*_]{1,400})(?<=\S)\1(?!\w)")
MOST_NAMES = 3
"""New names, and noted ones, that a card lists before it counts them."""


class Tone(StrEnum):
    STRONG = "strong"
    PLAIN = "plain"
    SOFT = "soft"
    ACCENT = "accent"


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one tone. `ref` makes them a target of their own; `kind` gives them an entity's hue."""

    words: str
    tone: Tone = Tone.PLAIN
    ref: MarkRef | None = None
    kind: EntityKind | None = None
    new_line: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One card. `rule` is the token of its colour; `offset` the code point of the line it stands beside."""

    ref: MarkRef
    offset: int
    rule: str
    rank: int  # the lowest folds first
    segments: tuple[Segment, ...]
    detail: str = ""  # what the pointer is told when it rests here

    @property
    def spoken(self) -> str:
        """The card as a screen reader says it."""
        return " ".join(s.words for s in self.segments).replace("\N{NO-BREAK SPACE}", " ")


@dataclass(frozen=True, slots=True)
class Group:
    """The cards of one block of the text, in order of their lines; `offset` is the block's first code point."""

    offset: int
    cards: tuple[Card, ...]


def groups_of(
    view: ArticleView,
    novelty: Novelty | None = None,
    meanings: Mapping[str, str] | None = None,
    numbers: Mapping[MarkRef, Disagreement] | None = None,
) -> tuple[Group, ...]:
    """Cards for the visible marks, as few as tell what the text does not: a quote and a note each, a claim unless the
    card of the quote that it was made in can say so, and one for the names of a block that are new or noted.

    With `novelty` the names say whether they are new to the reader; `meanings` are those of the notes' colours;
    `numbers` are what other articles count in place of a claim's own.
    """
    starts = [b.span.start for b in view.blocks]
    by_block: dict[int, list[Card]] = defaultdict(list)

    def block_of(offset: int) -> int:
        return starts[max(0, bisect_right(starts, offset) - 1)] if starts else 0

    met: dict[int, list[MentionMark]] = defaultdict(list)
    for mention in view.mentions:
        if mention.first:
            met[block_of(mention.span.start)].append(mention)
    for block, mentions in met.items():
        if (card := _names(mentions, novelty, view.noted)) is not None:
            by_block[block].append(card)
    linked = _links_of_claims(view)
    within = _claims_within(view, numbers or {}, linked)
    for quote in view.quotes:
        by_block[block_of(quote.span.start)].append(_quote(quote, view.text, within.get(quote.ref, ())))
    told = {claim.ref for claims in within.values() for claim in claims}
    for claim in view.claims:
        if claim.ref not in told:
            by_block[block_of(claim.span.start)].append(
                _claim(claim, (numbers or {}).get(claim.ref), linked.get(claim.span))
            )
    for note in view.notes:
        if note.ref is not None and linked.get(note.ref.span) is not note:
            by_block[block_of(note.ref.span.start)].append(_note(note, meanings or {}))
    ordered = sorted(by_block.items())
    return tuple(Group(block, tuple(sorted(cards, key=lambda c: (c.offset, c.rank)))) for block, cards in ordered)


def _links_of_claims(view: ArticleView) -> dict[Span, Note]:
    """By the span of a claim, what lies on the very same words only to be linked: the claim's card says so."""
    claims = {claim.span for claim in view.claims}
    return {note.span: note for note in view.notes if note.span in claims and note.is_link_end and not note.tags}


def _claims_within(
    view: ArticleView, numbers: Mapping[MarkRef, Disagreement], linked: Mapping[Span, Note]
) -> dict[MarkRef, tuple[ClaimMark, ...]]:
    """By quote, the claims that mostly are its words, and of which there is nothing to say but that they are claims."""
    parts = sorted((part.start, part.end, number) for number, quote in enumerate(view.quotes) for part in quote.parts)
    ends = list(accumulate((end for _, end, _ in parts), max))
    found: dict[MarkRef, tuple[ClaimMark, ...]] = {}
    for claim in view.claims:
        plain = claim.standing is Standing.SUGGESTED and claim.status is ClaimStatus.TO_CHECK
        if not plain or claim.ref in numbers or claim.span in linked:
            continue
        near = parts[bisect_right(ends, claim.span.start) : bisect_left(parts, (claim.span.end,))]
        for number in sorted({number for _, _, number in near}):
            quote = view.quotes[number]
            if 2 * sum(part.overlap(claim.span) for part in quote.parts) >= len(claim.span):
                found[quote.ref] = (*found.get(quote.ref, ()), claim)
                break
    return found


def _names(mentions: list[MentionMark], novelty: Novelty | None, noted: frozenset[int]) -> Card | None:
    """A few new names after a dot, those with notes of their own after a pen, and how many more were seen before; where
    is told when the pointer rests. None when none is new or noted: the text has the names already.
    """
    new = [m for m in mentions if novelty is not None and novelty.is_new(m.entity_id)]
    old = [m for m in mentions if m not in new]
    seen = [m for m in old if novelty is not None and m.entity_id in novelty.seen and m.entity_id not in noted]
    noted_names = [m for m in old if m.entity_id in noted]
    if not new and not noted_names:
        return None
    segments: list[Segment] = []
    if new:
        shown = sorted(new, key=_is_doubtful)[:MOST_NAMES]
        more = f"and {len(new) - len(shown)} more " if len(new) > len(shown) else ""
        segments += [Segment("●", Tone.ACCENT), *_listed(shown, noted), Segment(f"{more}new to you", Tone.SOFT)]
    if noted_names:
        segments += _listed(noted_names[:MOST_NAMES], noted)
        if len(noted_names) > MOST_NAMES:
            segments.append(Segment(f"and {len(noted_names) - MOST_NAMES} more", Tone.SOFT))
    if seen:
        segments.append(Segment(f"· {len(seen)} seen before", Tone.SOFT))
    told = [t for m in mentions if (t := met_before(m, novelty))]
    told += [f"{m.name}: you have notes on this name" for m in mentions if m.entity_id in noted]
    first = (new + noted_names)[0]
    return Card(first.ref, mentions[0].span.start, "hairline", 1, tuple(segments), "\n".join(told))


def _listed(mentions: Sequence[MentionMark], noted: frozenset[int]) -> Iterator[Segment]:
    """Names in a row; each is a target of its own."""
    for number, mention in enumerate(mentions, start=1):
        pen = "✎\N{NO-BREAK SPACE}" if mention.entity_id in noted else ""
        end = ("?" if _is_doubtful(mention) else "") + ("," if number < len(mentions) else "")
        yield Segment(pen + mention.name + end, Tone.PLAIN, mention.ref, mention.kind)


def _is_doubtful(mention: MentionMark) -> bool:
    return mention.standing is Standing.SUGGESTED and mention.confidence < SUSPECTED_BELOW


def met_before(mention: MentionMark, novelty: Novelty | None) -> str:
    """ "Mara Lind: new to you", or in which earlier articles it was seen; "" when that is not known."""
    if novelty is None:
        return ""
    if novelty.is_new(mention.entity_id):
        return f"{mention.name}: new to you"
    seen = novelty.seen.get(mention.entity_id)
    return f"{mention.name}: {seen.sentence}" if seen is not None else ""


def _quote(quote: QuoteMark, text: str, claims: Sequence[ClaimMark] = ()) -> Card:
    """Who and how, and whether it is a claim: a target of its own."""
    cue = " ".join(quote.cue.of(text).split()) if quote.cue else ""
    who = speaker_of(quote, text)
    segments = [
        Segment(shortened(who, 60), Tone.STRONG, quote.ref)
        if who
        else Segment("Speaker not found" + (" ·" if cue else ""), Tone.SOFT, quote.ref)
    ]
    if cue:
        segments.append(Segment(shortened(cue[:1].lower() + cue[1:], 40), Tone.SOFT))
    if quote.standing is Standing.SUGGESTED and quote.confidence < SUSPECTED_BELOW:
        segments.append(Segment("· uncertain", Tone.SOFT))
    if claims:
        words = "claim" if len(claims) == 1 else f"{len(claims)}\N{NO-BREAK SPACE}claims"
        segments.append(Segment(f"·\N{NO-BREAK SPACE}{words}", Tone.SOFT, claims[0].ref))
    segments += _ticked(quote.standing)
    return Card(quote.ref, quote.span.start, "quote_bar", 2, tuple(segments))


def speaker_of(quote: QuoteMark, text: str) -> str:
    """How to call the speaker: by name, else by the words of the text ("one of them"), else ""."""
    if quote.speaker_name or quote.speaker_span is None:
        return quote.speaker_name
    return " ".join(quote.speaker_span.of(text).split())


def _claim(claim: ClaimMark, other: Disagreement | None, end: Note | None = None) -> Card:
    """Why, and what is not so of most claims: a holder other than the author, a status, links (`end`: their end here),
    another number elsewhere.
    """
    segments = [Segment("Claim", Tone.STRONG)]
    if claim.reasons:
        segments.append(Segment("· " + ", ".join(claim.reasons[:2]), Tone.SOFT))
    if claim.standing is Standing.SUGGESTED and claim.score < SUSPECTED_BELOW:
        segments.append(Segment("· uncertain", Tone.SOFT))
    segments += _ticked(claim.standing)
    said = [f"held by {claim.holder_name}"] if claim.holder_name and other is None else []
    said += [str(claim.status)] if claim.status is not ClaimStatus.TO_CHECK else []
    if said:
        segments.append(Segment(" · ".join(said), Tone.PLAIN, new_line=True))
    if end is not None:
        words = f"{end.links}\N{NO-BREAK SPACE}link{'' if end.links == 1 else 's'}"
        if end.certainty is Certainty.UNCERTAIN:
            words += " · place uncertain"
        segments.append(Segment(f"· {words}" if said else words, Tone.SOFT, end.ref, new_line=not said))
    detail = ""
    if other is not None:
        where = other.claim.passage
        words = f"“{other.there}” in {where.title or 'another article'}"
        segments.append(Segment(shortened(words, 60), Tone.SOFT, new_line=True))
        detail = f"Another number? {words}: {shortened(where.words, 200)}"
    judged = claim.status is not ClaimStatus.TO_CHECK
    rank = 3 if end is not None else 2 if judged or other is not None else 0  # what the reader made folds last
    return Card(claim.ref, claim.span.start, "claim_rule", rank, tuple(segments), detail)


def _note(note: Note, meanings: Mapping[str, str]) -> Card:
    """The first line or that it is a highlight; below it what its colour means, its tags and how often it is linked."""
    assert note.ref is not None
    below = [meanings.get(note.colour, note.colour)] if note.colour else []
    if note.is_highlight:
        segments = [Segment("Highlight" if note.colour or not note.links else "Linked", Tone.PLAIN)]
    else:
        segments = [Segment("✎ " + shortened(first_line(note.body), 90), Tone.PLAIN)]
    below += [f"#{tag}" for tag in note.tags]
    if note.links:
        below.append(f"↔ {note.links}")
    if note.certainty is Certainty.UNCERTAIN:
        below.append("place uncertain")
    if below:
        first = "· " if note.is_highlight else ""
        segments.append(Segment(first + " · ".join(below), Tone.SOFT, new_line=not note.is_highlight))
    return Card(note.ref, note.ref.span.start, note.colour or "accent", 3, tuple(segments))


def first_line(body: str) -> str:
    """The first line of a note's Markdown that has words, without the signs of headings, lists, links and stress."""
    line = next((line.strip() for line in body.splitlines() if line.strip()), "")
    bare = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", line))  # twice: one may stand within another
    plain = bare.lstrip("#>*- ").replace("[[", "").replace("]]", "").replace("**", "") or line
    return plain.replace("[ ] ", "☐ ", 1).replace("[x] ", "☑ ", 1)


def _ticked(standing: Standing) -> list[Segment]:
    return [] if standing is Standing.SUGGESTED else [Segment("✓", Tone.SOFT)]


def shortened(words: str, most: int) -> str:
    """At most `most` characters, cut at a space with an ellipsis."""
    words = " ".join(words.split())
    if len(words) <= most:
        return words
    cut = words[:most].rsplit(" ", 1)[0]
    return (cut or words[: most - 1]) + "…"


def speak(view: ArticleView, ref: MarkRef, novelty: Novelty | None = None) -> str:
    """A few words on a mark: for the tooltip and the screen reader. "" when the mark is not there."""
    if ref.kind is MarkKind.MENTION:
        for m in view.mentions:
            if m.span == ref.span:
                known = met_before(m, novelty).removeprefix(f"{m.name}: ")
                more = f"\n{known[:1].upper()}{known[1:]}." if known else ""
                return _because(f"{m.name}: {m.kind}", m.standing, m.reasons) + more
    elif ref.kind is MarkKind.QUOTE:
        for q in view.quotes:
            if q.span == ref.span:
                who = speaker_of(q, view.text) or "an unknown speaker"
                return _because(f"{q.quote_kind.capitalize()} quote by {who}", q.standing, q.reasons)
    elif ref.kind is MarkKind.CLAIM:
        for c in view.claims:
            if c.span == ref.span:
                return _because(f"Claim held by {c.holder_name or 'the author'}", c.standing, c.reasons)
    else:
        for n in view.notes:
            if n.ref == ref:
                return f"Your note: {shortened(n.body, 160)}" if n.body.strip() else "Highlighted by you"
    return ""


def _because(what: str, standing: Standing, reasons: tuple[str, ...]) -> str:
    said = {
        Standing.SUGGESTED: "Suggested",
        Standing.CONFIRMED: "You confirmed it",
        Standing.CORRECTED: "You corrected it",
        Standing.ADDED: "You marked it",
    }[standing]
    why = f": {'; '.join(reasons)}" if reasons and standing is Standing.SUGGESTED else ""
    return f"{what}.\n{said}{why}."
