"""What the entity component finds in invented sentences, each test a phenomenon."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.analysis.pipeline import Analyzer
from app.domain.analysis import Analysis, EntityKind, FoundEntity
from app.domain.lexicon import NOTHING_LEARNT, Lexicon


def entity_of(found: Analysis, name: str) -> FoundEntity:
    hits = [e for e in found.entities if name in (e.name, *e.aliases)]
    assert len(hits) == 1, (name, [(e.name, e.aliases, e.kind) for e in found.entities])
    return hits[0]


def words(found: Analysis, text: str) -> list[str]:
    return [m.span.of(text) for m in found.mentions]


def test_a_surname_belongs_to_the_person_named_in_full(analyzer: Analyzer) -> None:
    text = "Finance Minister Helga Brandvold resigned on Tuesday. Brandvold gave no reason. All waited for Brandvold."
    found = analyzer.analyze(text)
    person = entity_of(found, "Helga Brandvold")
    assert person.kind is EntityKind.PERSON
    assert person.aliases == ("Brandvold",)
    assert sum(m.entity == person.key for m in found.mentions) == 3


def test_a_surname_before_the_full_name_belongs_to_it_too(analyzer: Analyzer) -> None:
    text = "Okonjo said the dam would hold. Engineers who met Peter Okonjo on Monday were less sure."
    assert entity_of(analyzer.analyze(text), "Peter Okonjo").aliases == ("Okonjo",)


def test_a_surname_that_comes_first_is_learnt_from_the_article(analyzer: Analyzer) -> None:
    text = (
        "Foreign Minister Zhou Lan spoke with Anton Bessonov. The talks between Zhou and Bessonov ran late, Zhou said."
    )
    found = analyzer.analyze(text)
    assert entity_of(found, "Zhou Lan").aliases == ("Zhou",)
    assert entity_of(found, "Anton Bessonov").aliases == ("Bessonov",)


def test_titles_articles_and_possessives_stay_outside(analyzer: Analyzer) -> None:
    text = "President Marta Kovac’s speech pleased the Lantern Bank. Mr. Kovac was not seen. Kovac’s aides left."
    found = analyzer.analyze(text)
    assert words(found, text)[0] == "Marta Kovac"
    assert not [w for w in words(found, text) if w.startswith(("President", "Mr", "the ")) or w.endswith(("’s", "'s"))]


def test_an_abbreviation_in_brackets_is_one_entity_with_its_name(analyzer: Analyzer) -> None:
    text = "The Northern Grain Board (NGB) met in Oslo. The NGB set prices, and farmers wrote to the NGB at once."
    found = analyzer.analyze(text)
    board = entity_of(found, "NGB")
    assert board.name == "Northern Grain Board"
    assert sum(m.entity == board.key for m in found.mentions) == 4
    assert any("abbreviation of" in r for m in found.mentions for r in m.reasons)


def test_official_names_and_abbreviations_of_a_country_are_one_place(analyzer: Analyzer) -> None:
    text = (
        "The People’s Republic of China (PRC) signed first. China then sent ships, and the PRC paid for them. "
        "Chinese sailors were paid as well."
    )
    found = analyzer.analyze(text)
    china = entity_of(found, "PRC")
    assert china.kind is EntityKind.PLACE
    assert {china.name, *china.aliases} == {"China", "PRC", "People’s Republic of China"}
    chinese = entity_of(found, "Chinese")
    assert chinese.kind is EntityKind.GROUP
    assert chinese.key != china.key


def test_a_capital_that_acts_speaks_for_its_government_and_stays_a_place(analyzer: Analyzer) -> None:
    text = "Moscow accused the committee of bias on Friday. Snow fell in Moscow overnight."
    found = analyzer.analyze(text)
    first = found.mentions[0]
    assert first.kind is EntityKind.PLACE
    assert first.reasons == ("speaks for the government of Russia",)
    assert found.mentions[-1].entity == first.entity
    assert found.mentions[-1].reasons == ()


def test_two_people_of_one_surname_are_not_joined_silently(analyzer: Analyzer) -> None:
    text = (
        "Laura Penrose sued the mill in May. Her brother Simon Penrose, who ran it, denied the charge. "
        "Penrose told the court he had kept the books himself."
    )
    found = analyzer.analyze(text)
    laura, simon = (next(e for e in found.entities if e.name == n) for n in ("Laura Penrose", "Simon Penrose"))
    assert laura.key != simon.key
    lone = found.mentions[-1]
    assert lone.span.of(text) == "Penrose"
    assert lone.entity == simon.key
    assert lone.confidence < 0.7
    assert any("two people here are called Penrose" in r for r in lone.reasons)


def test_mrs_is_not_her_husband(analyzer: Analyzer) -> None:
    text = "Robert Ashdown was mayor for ten years. Mrs. Ashdown never gave an interview, and Ashdown gave dozens."
    found = analyzer.analyze(text)
    mrs = next(m for m in found.mentions if m.span.of(text) == "Ashdown")
    robert = next(e for e in found.entities if e.name == "Robert Ashdown")
    assert mrs.entity != robert.key
    assert found.mentions[-1].entity == robert.key


def test_headings_in_title_case_name_nobody_new(analyzer: Analyzer) -> None:
    text = (
        "Governor Nils Aker opened the harbour in Bergen on Monday after a long delay.\n"
        "Aker and Warm Words for Bergen\n"
        "Critics found no warm words for Aker, whose plan for Bergen they had opposed."
    )
    found = analyzer.analyze(text)
    heading = [w for m, w in zip(found.mentions, words(found, text), strict=True) if 76 < m.span.start < 112]
    assert "Warm Words" not in heading
    assert entity_of(found, "Nils Aker").aliases == ("Aker",)


def test_names_in_capitals_are_the_names_of_the_body(analyzer: Analyzer) -> None:
    text = "BRANDVOLD QUITS OVER DAM\nHelga Brandvold quit on Tuesday in Oslo. Brandvold had defended the dam."
    found = analyzer.analyze(text)
    assert "BRANDVOLD" in entity_of(found, "Helga Brandvold").aliases


def test_days_numbers_and_money_are_no_entities(analyzer: Analyzer) -> None:
    text = "On Tuesday, 40 people paid $12 million. Monday was the second of three days in March 2021."
    assert analyzer.analyze(text).mentions == ()


def test_the_number_of_a_military_unit_is_part_of_its_name(analyzer: Analyzer) -> None:
    text = "The unit became the 65th Air Division in 1943."
    assert words(analyzer.analyze(text), text) == ["65th Air Division"]


def test_corporate_suffixes_do_not_part_a_company(analyzer: Analyzer) -> None:
    text = "Halvorsen Shipping Inc. lost a vessel. Halvorsen Shipping said the crew was safe."
    assert entity_of(analyzer.analyze(text), "Halvorsen Shipping Inc.").aliases == ("Halvorsen Shipping",)


def test_what_the_user_decided_holds(analyzer: Analyzer) -> None:
    text = "Members of Larkspur met in Leeds. The minutes of Larkspur are public, said Ruth Ames of Leeds."
    lexicon = Lexicon(kinds={"Larkspur": EntityKind.ORGANISATION}, not_names=frozenset({"Leeds"}))
    found = analyzer.analyze(text, lexicon=lexicon)
    assert entity_of(found, "Larkspur").kind is EntityKind.ORGANISATION
    assert words(found, text).count("Larkspur") == 2
    assert "Leeds" not in words(found, text)
    assert "Leeds" in words(analyzer.analyze(text, lexicon=NOTHING_LEARNT), text)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "Oslo", "OSLO", "a", "…", "The", "12", "’s", "(NGB)", "Mr.", "A | B | C\n"]
)
def test_texts_with_next_to_nothing_in_them(analyzer: Analyzer, text: str) -> None:
    found = analyzer.analyze(text)
    assert all(m.span.end <= len(text) for m in found.mentions)


PIECES = [
    "Anna Berg",
    "Berg",
    "the",
    "Oslo",
    "NATO",
    "(",
    ")",
    "NGB",
    "Northern Grain Board",
    "’s",
    ".",
    "\n",
    "said",
    "Mr.",
    "🙂",
    "é",
    ",",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)))
def test_mentions_are_spans_of_the_text_in_order_and_apart(analyzer: Analyzer, text: str) -> None:
    found = analyzer.analyze(text)
    end = 0
    for mention in found.mentions:
        assert end <= mention.span.start < mention.span.end <= len(text)
        assert mention.span.of(text).strip() == mention.span.of(text)
        assert 0 <= mention.confidence <= 1
        end = mention.span.end
    assert [e.key for e in found.entities] == list(range(len(found.entities)))
    assert {m.entity for m in found.mentions} == {e.key for e in found.entities}


def test_what_the_article_calls_a_thing_is_its_kind(analyzer: Analyzer) -> None:
    text = "Wexcombe is a village in the hills. The band Wexcombe Drift played there. Wexcombe has one street."
    found = analyzer.analyze(text)
    assert entity_of(found, "Wexcombe").kind is EntityKind.PLACE
    assert entity_of(found, "Wexcombe Drift").kind is EntityKind.ORGANISATION


def test_towns_that_play_are_teams_and_venues_stay_places(analyzer: Analyzer) -> None:
    text = (
        "Sheffield beat Burnley 2-0 in the first match of the season. The striker scored both goals and the coach "
        "praised his players. Sheffield lead the league after the victory; Burnley coach Ian Wray blamed his keeper. "
        "The next game is in Leeds on Saturday."
    )
    kinds = {m.span.of(text): m.kind for m in analyzer.analyze(text).mentions}
    assert kinds["Sheffield"] is EntityKind.ORGANISATION
    assert kinds["Leeds"] is EntityKind.PLACE


def test_initials_without_brackets_are_joined_where_they_fit_one_name(analyzer: Analyzer) -> None:
    text = "The Lantern Workers Union met on Monday. A spokesman for the LWU said that the LWU would strike."
    union = entity_of(analyzer.analyze(text), "Lantern Workers Union")
    assert union.aliases == ("LWU",)


def test_a_man_of_the_name_is_not_the_woman_named_in_full(analyzer: Analyzer) -> None:
    text = (
        "Mr. Hallam will resign, his office said. Mr. Hallam had been ill since May. His wife, Sarah Hallam, read the "
        "letter in Bristol. Mr. Hallam was not there, and Hallam gave no reason."
    )
    found = analyzer.analyze(text)
    sarah = next(e for e in found.entities if e.name == "Sarah Hallam")
    assert sum(m.entity == sarah.key for m in found.mentions) == 1


def test_a_family_name_of_two_words_belongs_to_the_full_name(analyzer: Analyzer) -> None:
    text = "Maria Sanchez Ruiz opened the clinic in Lima. Sanchez Ruiz will treat all. Patients thanked Ruiz."
    assert set(entity_of(analyzer.analyze(text), "Maria Sanchez Ruiz").aliases) == {"Sanchez Ruiz", "Ruiz"}


def test_a_short_name_that_fits_two_organisations_joins_neither(analyzer: Analyzer) -> None:
    text = "Halden Steel sued Halden Shipping in Oslo. The court heard Halden Steel first. Halden Shipping appealed."
    found = analyzer.analyze(text)
    assert entity_of(found, "Halden Steel").key != entity_of(found, "Halden Shipping").key


def test_a_known_agency_is_found_where_it_speaks_alone(analyzer: Analyzer) -> None:
    text = "“The lanterns were lit twice in March when Okonjo came to the harbour,” Reuters observed at the time."
    assert entity_of(analyzer.analyze(text), "Reuters").kind is EntityKind.ORGANISATION


def test_an_organisation_keeps_its_country_apart_from_the_country(analyzer: Analyzer) -> None:
    text = "The Bank of Norway raised rates. Norway had asked it to wait. Norwegian exporters complained."
    found = analyzer.analyze(text)
    assert entity_of(found, "Bank of Norway").kind is EntityKind.ORGANISATION
    assert entity_of(found, "Norway").kind is EntityKind.PLACE
    assert entity_of(found, "Norwegian").kind is EntityKind.GROUP
