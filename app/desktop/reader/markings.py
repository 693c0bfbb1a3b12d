"""The marks of an article, sorted by block of the document: what painting and clicking look up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from app.desktop.reader.document import ArticleDocument
from app.domain.analysis import EntityKind, QuoteKind
from app.domain.marks import ArticleView, MarkKind, MarkRef, Standing

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
    suspected: bool = False
    barred: bool = False  # a direct quote: a bar at the paragraph's side
    ends: bool = True


class Markings:
    """Marks by block number. Built off the visible `ArticleView` in one pass; looked up in constant time."""

    def __init__(self, view: ArticleView | None = None, document: ArticleDocument | None = None) -> None:
        self._by_block: dict[int, list[Marking]] = defaultdict(list)
        self.order: list[MarkRef] = []
        if view is not None and document is not None:
            self._fill(view, document)
            self.order = sorted(self._refs(view), key=reading_order)

    def of_block(self, number: int) -> list[Marking]:
        return self._by_block.get(number, [])

    def at(self, number: int, position: int) -> list[Marking]:
        """Marks over a UTF-16 position in a block, the shortest first: the one a click means."""
        found = [m for m in self.of_block(number) if m.start <= position < m.end]
        return sorted(found, key=lambda m: len(m.ref.span))

    def _refs(self, view: ArticleView) -> Iterator[MarkRef]:
        for group in (view.mentions, view.quotes, view.claims):
            for mark in group:
                yield mark.ref
        for note in view.notes:
            if note.ref is not None:
                yield note.ref

    def _fill(self, view: ArticleView, document: ArticleDocument) -> None:
        for claim in view.claims:
            suspected = claim.standing is Standing.SUGGESTED and claim.score < SUSPECTED_BELOW
            for run in document.runs(claim.span):
                self._by_block[run.block].append(Marking(claim.ref, run.start, run.end, suspected=suspected))
        for quote in view.quotes:
            suspected = quote.standing is Standing.SUGGESTED and quote.confidence < SUSPECTED_BELOW
            for part in quote.parts:
                for run in document.runs(part):
                    barred = quote.quote_kind is QuoteKind.DIRECT
                    self._by_block[run.block].append(
                        Marking(quote.ref, run.start, run.end, suspected=suspected, barred=barred)
                    )
        for mention in view.mentions:
            suspected = mention.standing is Standing.SUGGESTED and mention.confidence < SUSPECTED_BELOW
            for run in document.runs(mention.span):
                self._by_block[run.block].append(
                    Marking(
                        mention.ref,
                        run.start,
                        run.end,
                        entity=mention.kind,
                        entity_id=mention.entity_id,
                        suspected=suspected,
                    )
                )
        for note in view.notes:
            if note.ref is None or note.target.entity_id is not None:
                continue
            runs = document.runs(note.ref.span)
            for run in runs:
                self._by_block[run.block].append(Marking(note.ref, run.start, run.end, ends=run is runs[-1]))


def reading_order(ref: MarkRef) -> tuple[int, int, str]:
    """Sorts marks as they are met in the text, the wider before the narrower."""
    return (ref.span.start, -ref.span.end, ref.kind)


_CLICK_RANK = {MarkKind.NOTE: 0, MarkKind.MENTION: 1, MarkKind.QUOTE: 2, MarkKind.CLAIM: 2}


def click_order(ref: MarkRef) -> tuple[int, int, str]:
    """Sorts the marks under a click, the one it means first: a note, a name, then the narrower of quote and claim."""
    return (_CLICK_RANK[ref.kind], len(ref.span), "" if ref.kind is MarkKind.QUOTE else ref.kind)
