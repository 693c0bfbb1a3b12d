"""The marks of an article, sorted by block of the document: what painting and clicking look up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from app.desktop.reader.document import ArticleDocument
from app.desktop.viewmodels.layers import sureness
from app.domain.analysis import EntityKind, QuoteKind
from app.domain.marks import ArticleView, MarkKind, MarkRef

SUSPECTED_BELOW = 0.6
"""Suggestions less sure than this are drawn thinner and say so in the margin."""


@dataclass(frozen=True, slots=True)
class Marking:
    """One mark within one block: UTF-16 `start` and `end` in it. `ends` tells the run that holds the mark's end."""

    ref: MarkRef
    start: int
    end: int
    entity: EntityKind | None = None
    entity_id: int | None = None
    sure: float = 1.0  # the suggestion's confidence; 1 for what the user made or confirmed
    first: bool = True  # of its entity in this article
    barred: bool = False  # a direct quote: a bar at the paragraph's side
    ends: bool = True
    colour: str = ""  # of a note
    worded: bool = True  # a note with words, no mere highlight
    linked: bool = False

    @property
    def suspected(self) -> bool:
        return self.sure < SUSPECTED_BELOW


class Markings:
    """Marks by block number. Built off the visible `ArticleView` in one pass; looked up in constant time."""

    def __init__(self, view: ArticleView | None = None, document: ArticleDocument | None = None) -> None:
        self._by_block: dict[int, list[Marking]] = defaultdict(list)
        if view is not None and document is not None:
            self._fill(view, document)

    def of_block(self, number: int) -> list[Marking]:
        return self._by_block.get(number, [])

    def at(self, number: int, position: int) -> list[Marking]:
        """Marks over a UTF-16 position in a block, the shortest first: the one a click means."""
        found = [m for m in self.of_block(number) if m.start <= position < m.end]
        return sorted(found, key=lambda m: len(m.ref.span))

    def _fill(self, view: ArticleView, document: ArticleDocument) -> None:
        for claim in view.claims:
            ref, sure = claim.ref, sureness(claim.standing, claim.score)
            for run in document.runs(claim.span):
                self._by_block[run.block].append(Marking(ref, run.start, run.end, sure=sure))
        for quote in view.quotes:
            ref, sure = quote.ref, sureness(quote.standing, quote.confidence)
            barred = quote.quote_kind is QuoteKind.DIRECT
            for part in quote.parts:
                for run in document.runs(part):
                    self._by_block[run.block].append(Marking(ref, run.start, run.end, sure=sure, barred=barred))
        for mention in view.mentions:
            ref, sure = mention.ref, sureness(mention.standing, mention.confidence)
            for run in document.runs(mention.span):
                self._by_block[run.block].append(
                    Marking(ref, run.start, run.end, mention.kind, mention.entity_id, sure, mention.first)
                )
        for note in view.notes:
            if note.ref is None or note.target.entity_id is not None:
                continue
            runs = document.runs(note.ref.span)
            for run in runs:
                self._by_block[run.block].append(
                    Marking(
                        note.ref,
                        run.start,
                        run.end,
                        ends=run is runs[-1],
                        colour=note.colour,
                        worded=not note.is_highlight,
                        linked=note.links > 0,
                    )
                )


def refs_of(view: ArticleView) -> list[MarkRef]:
    """Every mark of an article."""
    refs = [m.ref for group in (view.mentions, view.quotes, view.claims) for m in group]
    return refs + [n.ref for n in view.notes if n.ref is not None]


def reading_order(ref: MarkRef) -> tuple[int, int, str]:
    """Sorts marks as they are met in the text, the wider before the narrower."""
    return (ref.span.start, -ref.span.end, ref.kind)


_CLICK_RANK = {MarkKind.NOTE: 0, MarkKind.MENTION: 1, MarkKind.QUOTE: 2, MarkKind.CLAIM: 2}


def click_order(ref: MarkRef) -> tuple[int, int, str]:
    """Sorts the marks under a click, the one it means first: a note, a name, then the narrower of quote and claim."""
    return (_CLICK_RANK[ref.kind], len(ref.span), "" if ref.kind is MarkKind.QUOTE else ref.kind)
