"""The ledger: every claim of the library with its status, its evidence, and what may bear on it elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat

from app.domain.across import ClaimFile, Disagreement, LedgerRow, LikeClaim
from app.domain.figures import Figure
from app.domain.likeness import compare, telling_words
from app.domain.links import LinkEnd, Relation
from app.domain.making import maker
from app.domain.marks import ClaimStatus
from app.domain.rows import ClaimRow
from app.domain.spans import Span
from app.services.ports import Session, Store

_TELLING, _CANDIDATES, _SHOWN = 8, 60, 6
_rows = maker(LedgerRow)
_HOLDERS = 60  # entities that a part of a name can mean


class Ledger:
    """Proposes what is like and what differs; what holds is for the reader to say."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def counts(self) -> dict[ClaimStatus, int]:
        """How many claims have each status."""
        with self._store.reading() as session:
            return session.ledger.counts()

    def page(
        self,
        text: str = "",
        status: ClaimStatus | None = None,
        holder: str = "",
        article_id: int | None = None,
        limit: int = 200,
        offset: int = 0,
    ) -> tuple[LedgerRow, ...]:
        """Newest article first, in text order. `text`: words of the claim; `holder`: a part of who claims it."""
        with self._store.reading() as session:
            roots = [e.id for e in session.pages.entities(holder, None, _HOLDERS, 0)] if holder.strip() else []
            rows = session.ledger.page(text, status, holder, roots, article_id, limit, offset)
            links = session.ledger.links_on({r.passage.article_id for r in rows})
            if not links:
                return tuple(_rows(rows, repeat(0), repeat(0), repeat(0)))
            return tuple(_row(r, links.get((r.passage.article_id, r.passage.span), ())) for r in rows)

    def evidence(self, article_id: int, span: Span) -> tuple[LinkEnd, ...]:
        """The passages, notes and articles that a claim is linked with."""
        with self._store.reading() as session:
            return session.ledger.evidence(article_id, span)

    def file(self, article_id: int, span: Span) -> ClaimFile:
        """What other articles claim that is like it, and where their figures differ. Nothing for what is no claim."""
        with self._store.reading() as session:
            words, claim_id = session.ledger.words(article_id, span), session.ledger.id_of(article_id, span)
            if words is None or claim_id is None:
                return ClaimFile()
            rows = session.ledger.like(article_id, telling_words(words, _TELLING), _CANDIDATES)
            return _compared(session, claim_id, words, rows)


def _compared(session: Session, claim_id: int, words: str, rows: dict[int, ClaimRow]) -> ClaimFile:
    named = session.ledger.entities_of([claim_id, *rows])
    own = named.get(claim_id, {})
    like, differing = [], []
    for other_id, row in rows.items():
        shared = tuple(name for entity, name in named.get(other_id, {}).items() if entity in own)
        found = compare(words, row.passage.words, shared)
        if found.is_like(share_an_entity=bool(shared)):
            like.append(LikeClaim(row, found.score, shared))
        differing += [(found.score, _question(words, row, pair)) for pair in found.differing]
    like.sort(key=lambda c: -c.score)
    differing.sort(key=lambda pair: -pair[0])
    return ClaimFile(tuple(like[:_SHOWN]), tuple(question for _, question in differing[:_SHOWN]))


def _question(words: str, row: ClaimRow, pair: tuple[Figure, Figure]) -> Disagreement:
    here, there = pair
    return Disagreement(here.span.of(words), there.span.of(row.passage.words), row)


def _row(claim: ClaimRow, relations: Sequence[str]) -> LedgerRow:
    supporting, contradicting = (relations.count(r) for r in (Relation.SUPPORTS, Relation.CONTRADICTS))
    return LedgerRow(claim, supporting, contradicting, len(relations) - supporting - contradicting)
