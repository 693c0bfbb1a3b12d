"""The list of all decisions, a page at a time."""

from __future__ import annotations

import pytest

from app.domain.marks import ClaimStatus
from app.services import history
from app.services.history import History
from tests.services.building import Shelf


@pytest.fixture
def decided(shelf: Shelf) -> History:
    """Five decisions: on a name, on a mark, on names again, and one that is undone."""
    view = shelf.harbour()
    wang, port = shelf.entity("Wang Tao"), shelf.entity("Port Authority")
    shelf.entities.rename(wang, "Wang T.")
    shelf.deciding.reject(view.id, view.quotes[0].ref)
    shelf.entities.confirm(port)
    shelf.entities.rename(port, "Port Board")
    shelf.deciding.confirm(view.id, view.claims[0].ref)
    shelf.undoing.undo()
    return History(shelf.store)


def test_decisions_are_listed_newest_first_without_those_undone(decided: History) -> None:
    rows = decided.rows()
    assert [row.sentence.split()[0] for row in rows] == ["Renamed", "Confirmed", "Rejected", "Renamed"]
    assert [row.title for row in rows] == ["", "", "Harbour vote", ""]


def test_pages_of_decisions_follow_each_other_without_a_gap(decided: History) -> None:
    whole = decided.rows()
    assert tuple(row for offset in range(6) for row in decided.rows(limit=1, offset=offset)) == whole
    assert decided.rows(limit=2, offset=1) == whole[1:3]


def test_a_filter_looks_at_sentences_and_titles_over_all_decisions(
    decided: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "_FEW", 1)
    whole = decided.rows()
    assert decided.rows("RENAMED") == (whole[0], whole[3])
    assert decided.rows("renamed", limit=1, offset=1) == (whole[3],)
    assert decided.rows("harbour VOTE") == (whole[2],)
    assert decided.rows("nothing of the kind") == ()


def test_a_status_is_told_as_a_judgement_and_not_as_a_correction(shelf: Shelf) -> None:
    view = shelf.harbour()
    claim = view.claims[0]
    shelf.deciding.correct_claim(view.id, claim.ref, status=ClaimStatus.DISPUTED)
    sentence = History(shelf.store).rows()[0].sentence
    assert sentence.startswith("Called the claim “")
    assert sentence.endswith("” disputed")
