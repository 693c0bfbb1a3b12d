"""Which found entities are taken for which of the library, by phenomenon."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.analysis import EntityKind, FoundEntity
from app.linking.known import KnownEntity
from app.linking.link import Proposal, link, resemblances

PERSON, ORGANISATION, PLACE, GROUP = (
    EntityKind.PERSON,
    EntityKind.ORGANISATION,
    EntityKind.PLACE,
    EntityKind.GROUP,
)


def found(name: str, kind: EntityKind = PERSON, *aliases: str, key: int = 0) -> FoundEntity:
    return FoundEntity(key, name, kind, aliases)


def known(id_: int, name: str, kind: EntityKind = PERSON, *aliases: str) -> KnownEntity:
    return KnownEntity(id_, name, kind, aliases)


def only(proposals: tuple[Proposal, ...]) -> Proposal:
    assert len(proposals) == 1
    return proposals[0]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (found("Marta Kovac"), known(1, "Marta Kovac")),
        (found("Marta Kovac", PERSON, "Kovac"), known(1, "Marta J. Kovac", PERSON, "Kovac")),
        (found("Bill Ashdown"), known(1, "William Ashdown")),
        (found("Dr. Ruth Ames"), known(1, "Ruth Ames")),
        (found("Yuri Bessonov"), known(1, "Yury Bessonov")),
        (found("José Muñoz"), known(1, "Jose Munoz")),
        (found("Northern Grain Board", ORGANISATION), known(1, "Northern Grain Board Ltd", ORGANISATION)),
        (found("NGB", ORGANISATION), known(1, "Northern Grain Board", ORGANISATION)),
        (found("Northern Grain Board", ORGANISATION, "NGB"), known(1, "NGB", ORGANISATION)),
        (found("Halden", ORGANISATION), known(1, "Halden Motor Company", ORGANISATION)),
        (found("US Lantern Service", ORGANISATION), known(1, "United States Lantern Service", ORGANISATION)),
        (found("Centre for Tides & Currents", ORGANISATION), known(1, "Center for Tides and Currents", ORGANISATION)),
        (found("PRC", PLACE), known(1, "China", PLACE)),
        (found("Britain", PLACE), known(1, "United Kingdom", PLACE, "UK")),
        (found("Poles", GROUP), known(1, "Polish", GROUP)),
        (found("Larkspur", PLACE), known(1, "Larkspur", PLACE)),
        (found("LARKSPUR", PLACE), known(1, "Larkspur", PLACE)),
        (found("Larkspur", PLACE), known(1, "LARKSPUR", ORGANISATION)),
        (found("ASHDOWN", ORGANISATION), known(1, "Ashdown", PERSON)),
        (found("MARTA KOVAC", ORGANISATION), known(1, "Marta Kovac", PERSON)),
        (found("BESSARIANS", ORGANISATION), known(1, "Bessarians", GROUP)),
    ],
)
def test_one_thing_under_two_names_is_joined(here: FoundEntity, there: KnownEntity) -> None:
    proposal = only(link([here], [there]))
    assert proposal.known_id == 1
    assert proposal.score >= 0.7
    assert proposal.reasons


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (found("Laura Penrose"), known(1, "Simon Penrose")),
        (found("George W. Hallam"), known(1, "George H. Hallam")),
        (found("Robert Ashdown Jr."), known(1, "Robert Ashdown Sr.")),
        (found("Jordan", PERSON), known(1, "Jordan", PLACE)),
        (found("Chinese", GROUP), known(1, "China", PLACE)),
        (found("Niger", PLACE), known(1, "Nigeria", PLACE)),
        (found("North Korea", PLACE), known(1, "South Korea", PLACE)),
        (found("Acme Corps", ORGANISATION), known(1, "Acme Records", ORGANISATION)),
        (
            found("Alpine Mills Association", ORGANISATION, "AMA"),
            known(1, "Atlantic Mills Association", ORGANISATION, "AMA"),
        ),
        (found("Bank", ORGANISATION), known(1, "Bank of Larkspur", ORGANISATION)),
        (found("Larkspur", PLACE), known(1, "Larkspur County", PLACE)),
        (found("JORDAN", PERSON), known(1, "Jordan", PLACE)),
        (found("NELL", ORGANISATION), known(1, "Nell", PERSON)),
        (found("NICE", ORGANISATION), known(1, "Nice", PLACE)),
        (found("Nice", PLACE), known(1, "NICE", ORGANISATION)),
    ],
)
def test_two_things_with_like_names_stay_two(here: FoundEntity, there: KnownEntity) -> None:
    assert only(link([here], [there])).known_id is None


def test_a_lone_surname_goes_to_the_only_person_of_that_name() -> None:
    library = [known(1, "Vera Malin"), known(2, "Otto Reger")]
    proposal = only(link([found("Malin")], library))
    assert proposal.known_id == 1
    assert "the only Malin in the library" in proposal.reasons[0]


def test_a_lone_surname_of_two_people_goes_to_neither_and_says_so() -> None:
    library = [known(1, "Vera Malin"), known(2, "Hugo Malin")]
    proposal = only(link([found("Malin")], library))
    assert proposal.known_id is None
    assert proposal.reasons == ("could be “Vera Malin” or “Hugo Malin”",)


def test_a_surname_that_comes_first_is_known_by_its_alias() -> None:
    library = [known(1, "Zhou Lan", PERSON, "Zhou")]
    assert only(link([found("Zhou")], library)).known_id == 1


def test_an_acronym_of_two_organisations_goes_to_neither() -> None:
    library = [known(1, "Northern Grain Board", ORGANISATION), known(2, "National Gas Bureau", ORGANISATION)]
    assert only(link([found("NGB", ORGANISATION)], library)).known_id is None


def test_two_names_of_one_article_do_not_become_one_person_by_the_library() -> None:
    # The article kept Mrs. Malin apart from Vera Malin's brother; a library that knows one Malin must not join them.
    library = [known(1, "Hugo Malin", PERSON, "Malin")]
    proposals = link([found("Hugo Malin", key=0), found("Malin", GROUP, key=1), found("Vera Malin", key=2)], library)
    assert [p.known_id for p in proposals] == [1, None, None]


def test_what_the_user_holds_apart_is_not_guessed_at() -> None:
    library = [known(1, "Vera Malin"), known(2, "Vera Malin")]
    assert only(link([found("Vera Malin")], library)).known_id == 1
    assert only(link([found("Vera Malin")], library, {frozenset({1, 2})})).known_id is None


def test_what_the_user_decided_comes_first_among_equals() -> None:
    library = [known(1, "Vera Malin"), KnownEntity(2, "Vera Malin", PERSON, articles=1, decided=True)]
    assert only(link([found("Vera Malin")], library)).known_id == 2


def test_pairs_worth_asking_about_are_near_and_not_joined() -> None:
    library = [
        known(1, "Ilene Wolfe"),
        known(2, "Ilene Wolff"),
        known(3, "J. Okonjo"),
        known(4, "Peter Okonjo"),
        known(5, "James Okonjo"),
        known(6, "Oslo", PLACE),
    ]
    pairs = {(r.a, r.b) for r in resemblances(library)}
    assert (1, 2) in pairs
    assert (3, 5) in pairs
    assert (3, 4) not in pairs
    assert not any(6 in pair for pair in pairs)
    assert (1, 2) not in {(r.a, r.b) for r in resemblances(library, {frozenset({1, 2})})}
    for one in library:
        asked = [r for r in resemblances(library) if one.id in (r.a, r.b)]
        assert list(resemblances(library, (), one.id)) == asked


NAMES = st.sampled_from(
    [
        "Vera Malin",
        "Malin",
        "Hugo Malin",
        "V. Malin",
        "NGB",
        "Northern Grain Board",
        "China",
        "PRC",
        "",
        "  ",
        "the",
        "Ø’",
    ]
)
ENTITIES = st.builds(found, NAMES, st.sampled_from(list(EntityKind)), NAMES)


@given(st.lists(ENTITIES, max_size=6), st.lists(ENTITIES, max_size=6))
def test_there_is_one_proposal_for_each_found_entity_and_the_same_each_time(
    here: list[FoundEntity], there: list[FoundEntity]
) -> None:
    article = [FoundEntity(n, f.name, f.kind, f.aliases) for n, f in enumerate(here)]
    library = [KnownEntity(n, f.name, f.kind, f.aliases) for n, f in enumerate(there)]
    proposals = link(article, library)
    assert [p.key for p in proposals] == [f.key for f in article]
    assert all(p.known_id is None or p.known_id < len(library) for p in proposals)
    assert proposals == link(article, library)


LARKSPUR = KnownEntity(1, "Larkspur", PLACE, articles=3)


def guessed(name: str, kind: EntityKind, certainty: float) -> FoundEntity:
    return FoundEntity(0, name, kind, kind_certainty=certainty)


def test_an_articles_guess_at_a_kind_yields_to_what_the_library_knows_well() -> None:
    proposal = only(link([guessed("Larkspur", PERSON, 0.5)], [LARKSPUR]))
    assert proposal.known_id == 1
    assert proposal.reasons == ("“Larkspur” is known as a place",)


def test_a_kind_the_article_is_sure_of_stands_against_the_library() -> None:
    assert only(link([guessed("Larkspur", PERSON, 0.9)], [LARKSPUR])).known_id is None


def test_one_article_alone_does_not_overrule_a_guess() -> None:
    assert only(link([guessed("Larkspur", PERSON, 0.5)], [replace(LARKSPUR, articles=1)])).known_id is None


def test_a_kind_the_user_decided_overrules_a_guess_at_once() -> None:
    decided = replace(LARKSPUR, articles=1, decided=True)
    assert only(link([guessed("Larkspur", PERSON, 0.5)], [decided])).known_id == 1


def test_a_guess_joins_no_other_name() -> None:
    assert only(link([guessed("Larkspur Hill", PERSON, 0.5)], [LARKSPUR])).known_id is None


def test_a_person_of_that_surname_goes_before_a_place_of_that_name() -> None:
    person = known(2, "Ada Larkspur")
    assert only(link([guessed("Larkspur", PERSON, 0.5)], [LARKSPUR, person])).known_id != 1


def test_a_place_and_an_organisation_of_one_long_name_are_one() -> None:
    town = KnownEntity(4, "Port Vesper", PLACE, articles=5)
    assert only(link([guessed("Port Vesper", ORGANISATION, 0.9)], [town])).known_id == 4
