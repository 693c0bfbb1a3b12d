"""The search with its filters, and searches that are kept."""

from __future__ import annotations

import pytest

from app.domain.marks import ClaimStatus, MarkKind, MarkRef, NoteTarget
from app.domain.rows import SavedSearch
from app.domain.spans import Span
from app.errors import NotPossible
from tests.services.building import BOATS, HARBOUR, NINE_YEARS, Shelf, article, ref, span_of

FERRY = "Ferry figures\n\nThe ferry carried 300 people a day. The bridge is not finished."


@pytest.fixture
def shelf(shelf: Shelf) -> Shelf:
    view = shelf.harbour()
    shelf.add(article(FERRY, "Ferry figures", "2026-05-02"))
    shelf.annotating.add_note(
        NoteTarget(view.id, ref(view, MarkKind.NOTE, "nine years")), "A long bridge.", tags=["time"]
    )
    shelf.annotating.tag_article(2, ["seminar"])
    return shelf


def found(shelf: Shelf, asked: str) -> list[tuple[str, str]]:
    """Kind and words of what a search finds; for an article its title."""
    return sorted(
        (str(hit.kind or "article"), hit.title if hit.kind in (None, MarkKind.MENTION) else hit.snippet)
        for hit in shelf.library.search(asked)
    )


def test_claims_are_found_by_their_words(shelf: Shelf) -> None:
    assert ("claim", BOATS) in found(shelf, "moved boats")


def test_a_speaker_narrows_to_what_they_said_or_claim(shelf: Shelf) -> None:
    assert found(shelf, "speaker:Solberg") == [("quote", NINE_YEARS)]
    assert found(shelf, 'waited speaker:"Inga Solberg"') == [("quote", NINE_YEARS)]
    assert found(shelf, "speaker:Wang") == []


def test_a_quote_is_found_with_the_name_of_who_said_it(shelf: Shelf) -> None:
    (quote,) = shelf.library.search("speaker:Solberg waited")
    assert quote.name == "Inga Solberg"
    assert not shelf.library.search("kind:article waited")[0].name


def test_an_entity_narrows_to_where_it_appears(shelf: Shelf) -> None:
    assert found(shelf, "entity:Wang kind:article") == [("article", "Harbour vote")]
    assert ("name", "Wang Tao") not in found(shelf, "entity:Solberg")
    shelf.annotating.add_note(NoteTarget(entity_id=shelf.entity("Wang Tao")), "The ferryman.")
    assert found(shelf, "entity:Wang kind:note") == [("note", "The ferryman.")]


def test_a_name_still_narrows_after_a_merge(shelf: Shelf) -> None:
    shelf.entities.merge(shelf.entity("Wang Tao"), shelf.entity("Inga Solberg"))
    assert found(shelf, "speaker:Wang") == [("quote", NINE_YEARS)]


def test_kinds_narrow_to_results_of_that_kind(shelf: Shelf) -> None:
    assert {kind for kind, _ in found(shelf, "bridge kind:note kind:article")} == {"note", "article"}
    assert [hit.kind for hit in shelf.library.search("kind:person")] == [MarkKind.MENTION, MarkKind.MENTION]
    assert [hit.title for hit in shelf.library.search("kind:organisation")] == ["Port Authority"]


def test_a_tag_of_an_article_holds_for_all_in_it(shelf: Shelf) -> None:
    assert found(shelf, "tag:seminar") == [("article", "Ferry figures")]
    assert found(shelf, "bridge tag:Time") == [("note", "A long bridge.")]
    shelf.annotating.tag_article(1, ["seminar"])
    assert {kind for kind, _ in found(shelf, "tag:seminar")} == {"article", "note", "quote", "claim"}


def test_dates_narrow_by_the_articles_date(shelf: Shelf) -> None:
    assert found(shelf, "bridge after:2026-05 before:2026-06 kind:article") == [("article", "Ferry figures")]
    assert found(shelf, "bridge before:2026 kind:article") == []


def test_a_status_narrows_to_claims_of_that_status(shelf: Shelf) -> None:
    assert found(shelf, "is:disputed") == []
    view = shelf.articles.view(1)
    shelf.deciding.correct_claim(1, ref(view, MarkKind.CLAIM, BOATS), status=ClaimStatus.DISPUTED)
    assert found(shelf, "is:disputed") == [("claim", BOATS)]
    assert ("claim", BOATS) in found(shelf, "is:confirmed")
    assert ("claim", BOATS) not in found(shelf, "is:to-check")


def test_highlights_and_colours_are_found(shelf: Shelf) -> None:
    target = NoteTarget(1, MarkRef(MarkKind.NOTE, span_of(HARBOUR, "open in May")))
    shelf.annotating.add_note(target, "", "green")
    assert found(shelf, "is:highlight") == [("note", "open in May")]
    assert found(shelf, "colour:green") == [("note", "open in May")]
    assert found(shelf, "colour:amber") == []


def test_notes_whose_place_is_lost_are_found(shelf: Shelf) -> None:
    assert found(shelf, "is:lost") == []
    shelf.articles.add(article("Harbour vote\n\nQuite another text stands here now."), "/tmp/harbour.txt")
    assert found(shelf, "is:lost") == [("note", "A long bridge.")]


def test_where_to_jump_comes_with_a_filtered_hit(shelf: Shelf) -> None:
    (hit,) = shelf.library.search("speaker:Solberg")
    assert (hit.article_id, hit.span) == (1, span_of(HARBOUR, NINE_YEARS))
    assert all(isinstance(match, Span) for match in hit.matches)


@pytest.mark.parametrize(
    "asked",
    ['speaker:"', "speaker:%_\\", 'entity:"\' OR 1=1 --"', "tag:'; DROP TABLE note", "is: kind: before:", "a:b"],
)
def test_no_filter_breaks_the_search(shelf: Shelf, asked: str) -> None:
    assert isinstance(shelf.library.search(asked), tuple)
    assert shelf.library.notes() != ()


def test_a_search_is_kept_under_a_name_and_forgotten(shelf: Shelf) -> None:
    shelf.library.save_search("Solberg on bridges", "bridge speaker:Solberg")
    shelf.library.save_search("a first one", "ferry")
    shelf.library.save_search("a first one", "ferry tag:seminar")
    assert shelf.library.saved_searches() == (
        SavedSearch("a first one", "ferry tag:seminar"),
        SavedSearch("Solberg on bridges", "bridge speaker:Solberg"),
    )
    shelf.library.forget_search("a first one")
    assert [s.name for s in shelf.library.saved_searches()] == ["Solberg on bridges"]
    with pytest.raises(NotPossible):
        shelf.library.save_search(" ", "ferry")
