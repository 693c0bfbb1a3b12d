"""The kinds that entities of invented sentences get from the words around them, each test a phenomenon."""

from __future__ import annotations

import pytest

from app.analysis.entities.organisations import same_organisations
from app.analysis.pipeline import Analyzer
from app.domain.analysis import Analysis, EntityKind, FoundEntity

PERSON, ORGANISATION, PLACE = EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE


def entity_of(found: Analysis, name: str) -> FoundEntity:
    hits = [e for e in found.entities if name in (e.name, *e.aliases)]
    assert len(hits) == 1, (name, [(e.name, e.aliases, e.kind) for e in found.entities])
    return hits[0]


def words(found: Analysis, text: str) -> list[str]:
    return [m.span.of(text) for m in found.mentions]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor of Port Vesper, Ines Calder, opened the market on Monday.",
        "The lighthouse at Port Vesper was painted in June, and the painters were paid in full.",
        "There is one road to Port Vesper, and it floods every winter.",
        "Farmers from Port Vesper brought their own chairs to the hearing.",
        "Nobody had asked the residents of Port Vesper what they wanted.",
        "Ada Lorimer, MP for Port Vesper, asked for the papers.",
    ],
)
def test_who_lives_and_what_stands_there_makes_a_place(analyzer: Analyzer, text: str) -> None:
    assert entity_of(analyzer.analyze(text), "Port Vesper").kind is PLACE


@pytest.mark.parametrize(
    "text",
    [
        "Otto Brandl, who leads the Meadow List, voted against the budget.",
        "The leader of the Meadow List voted against the budget.",
        "Shareholders of Heron Steel met in a tent. The profits of Heron Steel had fallen by half.",
        "Plover Ferries, which has six boats, raised its fares.",
        "The director of Quill Lines resigned, and a spokesman for Quill Lines gave no reason.",
    ],
)
def test_what_is_led_owned_or_spoken_for_is_an_organisation(analyzer: Analyzer, text: str) -> None:
    found = analyzer.analyze(text)
    (kind,) = {
        e.kind for e in found.entities if e.name in ("Meadow List", "Heron Steel", "Plover Ferries", "Quill Lines")
    }
    assert kind is ORGANISATION


@pytest.mark.parametrize("opener", ["Ferry traffic fell", "Quarry work stopped", "Timber prices rose"])
def test_an_ordinary_word_that_opens_a_sentence_is_no_name(analyzer: Analyzer, opener: str) -> None:
    word = opener.split()[0]
    text = f"{opener} for the third month. Nobody knows how long the {word.lower()} will be without customers."
    assert word not in words(analyzer.analyze(text), text)


def test_an_opener_that_is_capitalised_inside_a_sentence_stays_a_name(analyzer: Analyzer) -> None:
    text = (
        "Anna Marsh mends boats. Marsh learnt it from her father, who lived by the marsh. Few people in the town have "
        "not had a boat mended by Marsh."
    )
    marsh = entity_of(analyzer.analyze(text), "Anna Marsh")
    assert marsh.kind is PERSON
    assert marsh.aliases == ("Marsh",)


def test_a_word_of_a_longer_name_makes_no_name_of_the_opener(analyzer: Analyzer) -> None:
    text = "Harbour dues will rise\n\nThe Harbour Board said on Monday that ships in the harbour would pay more."
    assert "Harbour" not in words(analyzer.analyze(text), text)


def test_a_country_is_known_by_its_people(analyzer: Analyzer) -> None:
    text = "Velmoria has complained about the dam. Two Velmorian ministers wrote letters, and Velmoria waits."
    assert entity_of(analyzer.analyze(text), "Velmoria").kind is PLACE


def test_one_name_has_one_kind_in_an_article(analyzer: Analyzer) -> None:
    text = (
        "Port Vesper will decide in May. The quay at Port Vesper is old. Ships come to Port Vesper from the north, and "
        "Port Vesper has told their owners to wait. Port Vesper plays no part in it."
    )
    assert {e.kind for e in analyzer.analyze(text).entities if e.name == "Port Vesper"} == {PLACE}


def test_a_dateline_is_a_place(analyzer: Analyzer) -> None:
    text = "VESPERA – The government will pay for a new bridge, it said on Monday. Nobody had asked it to."
    found = analyzer.analyze(text)
    assert entity_of(found, "VESPERA").kind is PLACE


def test_a_headline_in_capitals_has_no_dateline(analyzer: Analyzer) -> None:
    text = "ROWING - THREE BOATS SINK ON LAKE\n\nThe crews swam home and were given soup."
    assert "ROWING" not in words(analyzer.analyze(text), text)


def test_a_storm_is_an_event(analyzer: Analyzer) -> None:
    text = "The damage done by Storm Wilhelmina was small. Insurers say that Storm Wilhelmina cost them nothing."
    assert entity_of(analyzer.analyze(text), "Storm Wilhelmina").kind is EntityKind.EVENT


def test_a_ship_is_no_organisation(analyzer: Analyzer) -> None:
    text = "The company bought a second trawler, the Kittiwake, in March. The Kittiwake needs a new engine."
    assert entity_of(analyzer.analyze(text), "Kittiwake").kind is EntityKind.PRODUCT


def test_a_share_is_no_part_of_a_name(analyzer: Analyzer) -> None:
    text = "On Tarnsey 88 per cent voted for the bridge. People on Tarnsey have wanted it for years."
    assert "Tarnsey 88" not in words(analyzer.analyze(text), text)


def test_the_council_of_a_town_names_the_town(analyzer: Analyzer) -> None:
    text = "In eight days the council of Port Vesper will decide whether to sign the contract."
    assert words(analyzer.analyze(text), text) == ["Port Vesper"]


def test_a_paper_is_not_the_town_it_is_made_in(analyzer: Analyzer) -> None:
    text = "The Vespera Post has a new owner. Vespera paid nothing for it, the Vespera Post wrote."
    found = analyzer.analyze(text)
    assert "Vespera" not in entity_of(found, "Vespera Post").aliases


def test_a_channel_is_not_its_broadcaster() -> None:
    assert same_organisations({("rbc",): "RBC", ("rbc", "two"): "RBC Two"}) == []


def test_initials_spoken_as_a_word_belong_to_their_long_name(analyzer: Analyzer) -> None:
    text = "The Saltworkers Union of Northern Islands (Suni) met in Oslo. Members of Suni pay by the metre."
    assert entity_of(analyzer.analyze(text), "Suni").name == "Saltworkers Union of Northern Islands"


def test_a_firm_named_after_a_quarry_is_no_person(analyzer: Analyzer) -> None:
    text = "The quarry at Tarnbeck raised its prices in June. Tarnbeck Slate rejected the comparison."
    found = analyzer.analyze(text)
    assert entity_of(found, "Tarnbeck").kind is PLACE
    assert entity_of(found, "Tarnbeck Slate").kind is not PERSON


def test_a_lone_word_that_only_looks_like_a_person_is_a_guess(analyzer: Analyzer) -> None:
    text = "Build it with stone from the river or with Tarnbeck’s stone. Mr Holder said that both were grey."
    found = analyzer.analyze(text)
    assert entity_of(found, "Holder").kind_certainty > 0.6
    assert all(e.kind_certainty <= 0.6 for e in found.entities if e.name == "Tarnbeck" and e.kind is PERSON)
