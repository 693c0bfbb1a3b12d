"""The kind of an entity is what most of its articles found, unless the user said otherwise."""

from __future__ import annotations

from app.domain.analysis import EntityKind
from app.domain.changes import Changed, Changes
from app.domain.marks import Standing
from tests.services.building import ORGANISATION, PLACE, Named, Shelf, analysis, article

NAME = "Alder Quay"


def read(shelf: Shelf, number: int, *kinds: EntityKind) -> tuple[int, Changes]:
    """One more article that names it, found to be of the kinds one after the other."""
    text = f"{NAME} was in the news again on day {number}."
    view = shelf.articles.add(article(text, f"Day {number}"), f"/tmp/{number}.txt")
    changes = Changes()
    for kind in kinds:
        changes = shelf.articles.save_analysis(view.id, view.version, analysis(text, [Named(kind, [NAME])]))
    return view.id, changes


def kind_of(shelf: Shelf) -> EntityKind:
    (row,) = shelf.library.entities()
    return row.kind


def test_a_wrong_first_kind_gives_way_to_that_of_most_articles(shelf: Shelf) -> None:
    first, _ = read(shelf, 1, PLACE)
    _, second = read(shelf, 2, ORGANISATION)
    assert kind_of(shelf) is PLACE
    assert Changed.ENTITIES not in second.kinds
    _, third = read(shelf, 3, ORGANISATION)
    assert kind_of(shelf) is ORGANISATION
    assert Changed.ENTITIES in third.kinds
    assert shelf.articles.view(first).mentions[0].kind is ORGANISATION


def test_an_article_that_speaks_of_a_name_at_length_weighs_more(shelf: Shelf) -> None:
    read(shelf, 1, ORGANISATION)
    text = f"{NAME} lies in the north. {NAME} has a pier, and {NAME} is an island."
    view = shelf.articles.add(article(text, "At length"), "/tmp/length.txt")
    shelf.articles.save_analysis(view.id, view.version, analysis(text, [Named(PLACE, [NAME])]))
    assert kind_of(shelf) is PLACE


def test_two_against_two_leave_the_kind_as_it_was(shelf: Shelf) -> None:
    for number, kind in enumerate((PLACE, PLACE, ORGANISATION, ORGANISATION)):
        read(shelf, number, kind)
    assert kind_of(shelf) is PLACE


def test_a_second_analysis_of_an_article_is_no_second_vote(shelf: Shelf) -> None:
    read(shelf, 1, PLACE)
    read(shelf, 2, ORGANISATION, ORGANISATION, ORGANISATION)
    assert kind_of(shelf) is PLACE


def test_an_article_that_was_removed_has_no_vote(shelf: Shelf) -> None:
    read(shelf, 1, PLACE)
    gone, _ = read(shelf, 2, ORGANISATION)
    shelf.library.remove_article(gone)
    read(shelf, 3, ORGANISATION)
    assert kind_of(shelf) is PLACE


def test_a_kind_that_the_user_gave_is_not_voted_on(shelf: Shelf) -> None:
    read(shelf, 1, PLACE)
    shelf.entities.retype(shelf.entity(NAME), EntityKind.GROUP)
    for number in (2, 3, 4):
        read(shelf, number, ORGANISATION)
    (row,) = shelf.library.entities("Alder", EntityKind.GROUP)
    assert row.standing is Standing.CORRECTED


def test_an_entity_that_the_user_confirmed_keeps_its_kind(shelf: Shelf) -> None:
    read(shelf, 1, PLACE)
    shelf.entities.confirm(shelf.entity(NAME))
    read(shelf, 2, ORGANISATION)
    read(shelf, 3, ORGANISATION)
    assert PLACE in {row.kind for row in shelf.library.entities()}


def test_only_the_latest_articles_are_asked(shelf: Shelf) -> None:
    for number in range(9):
        read(shelf, number, PLACE)
    for number in range(9, 16):
        read(shelf, number, ORGANISATION)
    assert kind_of(shelf) is ORGANISATION
