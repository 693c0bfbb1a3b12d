"""Ids that are one over many articles."""

from __future__ import annotations

from app.domain.analysis import EntityKind, FoundEntity
from app.linking.keys import blocking_keys
from app.linking.registry import Registry

PERSON, ORGANISATION, PLACE = EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE


def test_an_entity_keeps_its_id_over_articles_and_gathers_names() -> None:
    registry = Registry()
    first = registry.absorb([FoundEntity(0, "Northern Grain Board", ORGANISATION), FoundEntity(1, "Oslo", PLACE)])
    second = registry.absorb([FoundEntity(0, "Oslo", PLACE), FoundEntity(1, "NGB", ORGANISATION)])
    third = registry.absorb([FoundEntity(0, "NGB", ORGANISATION)])
    assert second == {0: first[1], 1: first[0]}
    assert third == {0: first[0]}
    board = registry.entities()[first[0]]
    assert (board.name, board.aliases, board.articles) == ("Northern Grain Board", ("NGB",), 3)


def test_a_surname_met_first_joins_the_full_name_that_follows() -> None:
    registry = Registry()
    lone = registry.absorb([FoundEntity(0, "Malin", PERSON)])
    full = registry.absorb([FoundEntity(0, "Vera Malin", PERSON, ("Malin",))])
    assert lone[0] == full[0]
    assert registry.entities()[0].name == "Vera Malin"


def test_a_name_met_in_capitals_first_is_called_as_it_is_written_later() -> None:
    registry = Registry()
    headline = registry.absorb([FoundEntity(0, "HALDEN", ORGANISATION), FoundEntity(1, "OSLO", PLACE)])
    text = registry.absorb([FoundEntity(0, "Halden", ORGANISATION), FoundEntity(1, "Oslo", PLACE)])
    assert text == headline
    assert [(e.name, e.aliases) for e in registry.entities()] == [("Halden", ("HALDEN",)), ("Oslo", ("OSLO",))]


def test_a_second_person_of_a_surname_gets_an_id_of_their_own() -> None:
    registry = Registry()
    vera = registry.absorb([FoundEntity(0, "Vera Malin", PERSON, ("Malin",))])
    hugo = registry.absorb([FoundEntity(0, "Hugo Malin", PERSON, ("Malin",))])
    lone = registry.absorb([FoundEntity(0, "Malin", PERSON)])
    assert len({vera[0], hugo[0], lone[0]}) == 3


def test_entities_that_may_be_one_share_a_blocking_key() -> None:
    pairs = [
        ("Vera Malin", "Malin"),
        ("Sergey Bessonov", "Bessonov, Sergei"),
        ("NGB", "Northern Grain Board"),
        ("PRC", "the People’s Republic of China"),
        ("US Lantern Service", "United States Lantern Service"),
        ("Halden", "Halden Motor Company"),
        ("Ursula von der Tann", "von der Tann"),
    ]
    for a, b in pairs:
        assert blocking_keys([a]) & blocking_keys([b]), (a, b)


def test_blocking_keys_are_few_and_leave_out_what_thousands_share() -> None:
    keys = blocking_keys(["John Malin", "Bank of Larkspur"])
    assert len(keys) <= 5
    assert "bank" not in keys
    assert "john" not in keys


def test_a_library_of_many_names_is_still_told_apart() -> None:
    registry = Registry()
    syllables = ("ka", "lo", "mi", "ru", "te", "vo", "sha", "dri", "pel", "gon", "bu")
    names = [f"{a}{b}in {c}{d}sky".title() for a in syllables for b in syllables for c in syllables for d in syllables]
    for start in range(0, 3000, 50):
        registry.absorb([FoundEntity(k, n, PERSON) for k, n in enumerate(names[start : start + 50])])
    assert len(registry.entities()) == len(set(names[:3000]))
    again = registry.absorb([FoundEntity(0, names[1234], PERSON)])
    assert registry.entities()[again[0]].name == names[1234]
