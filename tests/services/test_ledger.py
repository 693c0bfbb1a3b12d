"""The ledger has every claim with its status and evidence, and proposes what bears on one in other articles."""

from __future__ import annotations

from app.domain.links import LinkSource, Relation
from app.domain.marks import ClaimStatus, MarkKind, MarkRef, NoteTarget
from app.domain.spans import Span
from app.services.ledger import Ledger
from tests.services.building import BOATS, PORT, Shelf, article, span_of

LATER = "Solberg spoke of ships. Last year the Port Authority moved 240 boats. It rained in Brannock on 3 days."
OTHER_COUNT, RAIN = "Last year the Port Authority moved 240 boats.", "It rained in Brannock on 3 days."


def both(shelf: Shelf) -> tuple[int, int]:
    """The harbour article, and one that has another number."""
    first = shelf.harbour().id
    return first, shelf.add(article(LATER, "Later", "2031-02-03"), [PORT], [OTHER_COUNT, RAIN])


def boats(shelf: Shelf, article_id: int) -> Span:
    return span_of(shelf.articles.view(article_id).text, BOATS)


def test_claims_are_paged_by_status_holder_article_and_words(shelf: Shelf) -> None:
    first, later = both(shelf)
    ledger = Ledger(shelf.store)
    ref = MarkRef(MarkKind.CLAIM, boats(shelf, first))
    shelf.deciding.correct_claim(first, ref, status=ClaimStatus.DISPUTED, holder_name="Inga Solberg")
    shelf.deciding.correct_claim(later, MarkRef(MarkKind.CLAIM, span_of(LATER, RAIN)), holder_name="a passer-by")

    def found(**asked: object) -> list[str]:
        return [row.claim.passage.words for row in ledger.page(**asked)]  # type: ignore[arg-type]

    assert found() == [OTHER_COUNT, RAIN, BOATS]
    assert found(status=ClaimStatus.DISPUTED) == [BOATS]
    assert found(holder="solb") == [BOATS]
    assert found(holder="passer") == [RAIN]
    assert found(holder="%") == []
    assert found(article_id=later, text="boat") == [OTHER_COUNT]
    assert found(limit=1, offset=1) == [RAIN]
    assert ledger.counts() == {ClaimStatus.TO_CHECK: 2, ClaimStatus.DISPUTED: 1}


def test_evidence_is_linked_listed_counted_and_taken_back(shelf: Shelf) -> None:
    first, later = both(shelf)
    ledger, span = Ledger(shelf.store), boats(shelf, first)
    claim = LinkSource(place=NoteTarget(first, MarkRef(MarkKind.CLAIM, span)))
    passage = span_of(LATER, "Solberg spoke of ships.")
    support = LinkSource(place=NoteTarget(later, MarkRef(MarkKind.NOTE, passage)))
    against = LinkSource(place=NoteTarget(later, MarkRef(MarkKind.CLAIM, span_of(LATER, OTHER_COUNT))))
    shelf.links.connect(support, claim, Relation.SUPPORTS)
    shelf.links.connect(claim, against, Relation.CONTRADICTS)
    ends = ledger.evidence(first, span)
    assert [(e.relation, e.outward, e.article_id, e.span) for e in ends] == [
        ("supports", False, later, passage),
        ("contradicts", True, later, span_of(LATER, OTHER_COUNT)),
    ]
    rows = {row.claim.passage.words: row for row in ledger.page()}
    assert (rows[BOATS].supporting, rows[BOATS].contradicting, rows[BOATS].other) == (1, 1, 0)
    assert rows[OTHER_COUNT].contradicting == 1
    assert rows[RAIN].supporting == 0
    shelf.undoing.undo()
    assert len(ledger.evidence(first, span)) == 1


def test_a_claim_like_it_and_a_number_that_differs_are_proposed_not_judged(shelf: Shelf) -> None:
    first, later = both(shelf)
    found = Ledger(shelf.store).file(first, boats(shelf, first))
    assert [(c.claim.passage.words, c.shared) for c in found.like] == [(OTHER_COUNT, ("Port Authority",))]
    ((question),) = found.disagreements
    assert (question.here, question.there, question.claim.passage.article_id) == ("300 boats", "240 boats", later)
    assert {row.claim.status for row in Ledger(shelf.store).page()} == {ClaimStatus.TO_CHECK}


def test_nothing_is_proposed_from_the_same_or_a_removed_article(shelf: Shelf) -> None:
    first, later = both(shelf)
    shelf.library.remove_article(later)
    found = Ledger(shelf.store).file(first, boats(shelf, first))
    assert (found.like, found.disagreements) == ((), ())


def test_where_no_claim_stands_nothing_is_answered(shelf: Shelf) -> None:
    first, _ = both(shelf)
    ledger = Ledger(shelf.store)
    assert ledger.file(first, Span(0, 3)).like == ()
    assert ledger.evidence(first, Span(0, 3)) == ()
