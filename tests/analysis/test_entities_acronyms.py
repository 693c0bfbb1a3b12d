"""Acronyms that are spelt like another name, and names in capitals as the window calls them."""

from __future__ import annotations

from app.analysis.pipeline import Analyzer
from app.domain.analysis import EntityKind

ORGANISATION, PLACE, PRODUCT = EntityKind.ORGANISATION, EntityKind.PLACE, EntityKind.PRODUCT


def test_an_acronym_and_a_town_spelt_alike_are_two(analyzer: Analyzer) -> None:
    text = (
        "NICE said on Monday that the drug may be given to children. The institute changed its mind after a trial. "
        "Doctors in Nice, France, had tried it first. NICE will decide again in May. Hospitals in Nice ran the trial."
    )
    found = analyzer.analyze(text)
    kinds = {e.name: e.kind for e in found.entities}
    assert (kinds["NICE"], kinds["Nice"]) == (ORGANISATION, PLACE)
    assert [m.kind for m in found.mentions if m.span.of(text) == "NICE"] == [ORGANISATION, ORGANISATION]


def test_an_acronym_written_both_ways_is_one(analyzer: Analyzer) -> None:
    text = "Ministers of NATO met in Oslo. Officials of Nato said that the talks went well. NATO will meet again."
    assert [e.name for e in analyzer.analyze(text).entities if e.kind is ORGANISATION] in (["NATO"], ["Nato"])


def test_a_place_known_only_in_capitals_is_called_as_in_a_sentence(analyzer: Analyzer) -> None:
    text = "GREENLAND\n\nThe ice melts faster than before. Ships sail past it all the year."
    found = [e for e in analyzer.analyze(text).entities if e.kind is PLACE]
    assert [(e.name, e.aliases) for e in found] == [("Greenland", ("GREENLAND",))]


def test_a_handle_is_no_part_of_a_name(analyzer: Analyzer) -> None:
    text = "Anna Holt is a reporter for the Herald. Follow her on Twitter @annaholt or write to her."
    assert not any("@" in e.name for e in analyzer.analyze(text).entities)


def test_well_known_devices_are_products(analyzer: Analyzer) -> None:
    text = "The new iPhone costs more than the old one. The company sold the iPhone in shops and the iPad by post."
    kinds = {e.name: e.kind for e in analyzer.analyze(text).entities}
    assert kinds
    assert set(kinds.values()) == {PRODUCT}
