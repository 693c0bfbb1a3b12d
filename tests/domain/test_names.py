"""Names as words: titles, surnames, initials, and which may be one person's or one organisation's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.countries import country_governed_from, country_named, country_of_people, is_surely_country
from app.domain.names import (
    folded,
    initials,
    is_acronym,
    is_part_of_name,
    may_be_one_person,
    person_words,
    title_length,
    without_suffix,
    words_of,
)


@pytest.mark.parametrize(
    ("name", "length"),
    [
        ("Foreign Minister Anton Bessonov", 2),
        ("Mr. Malin", 1),
        ("Attorney General Ruth Ames", 2),
        ("Secretary of State Ruth Ames", 3),
        ("Vera Malin", 0),
        ("President", 0),
    ],
)
def test_a_title_is_told_from_the_name_after_it(name: str, length: int) -> None:
    assert title_length(name.split()) == length


def test_a_surname_takes_its_particles_and_leaves_its_generation() -> None:
    assert person_words("Ursula von der Tann") == (("ursula",), ("von", "der", "tann"), "")
    assert person_words("Robert Ashdown Jr.") == (("robert",), ("ashdown",), "jr")
    assert person_words("Malin") == ((), ("malin",), "")


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [
        ("Vera Malin", "V. Malin", True),
        ("Vera J. Malin", "Vera Malin", True),
        ("Tom Reger", "Thomas Reger", True),
        ("Sergei Bessonov", "Sergey Bessonov", True),
        ("José Muñoz", "Jose Munoz", True),
        ("Vera K. Malin", "Vera J. Malin", False),
        ("Vera Malin", "Hugo Malin", False),
        ("Malin", "Vera Malin", False),
        ("Robert Ashdown Jr.", "Robert Ashdown Sr.", False),
        ("Gabriel Ortega Ruiz", "Gabriel Ortega", True),
    ],
)
def test_whether_two_names_may_be_one_person(a: str, b: str, one: bool) -> None:
    assert may_be_one_person(a, b) is one
    assert may_be_one_person(b, a) is one


def test_initials_leave_small_words_out_or_in() -> None:
    assert "NGB" in initials("Northern Grain Board")
    assert {"CTC", "CFTAC"} <= initials("the Centre for Tides and Currents")
    assert initials("Oslo") == frozenset()
    assert is_acronym("NGB")
    assert is_acronym("U.N.")
    assert not is_acronym("Oslo")


def test_corporate_suffixes_and_spellings_do_not_part_a_name() -> None:
    assert without_suffix("Halden Shipping Co. Ltd.") == without_suffix("Halden Shipping")
    assert without_suffix("Center for Tides & Currents") == without_suffix("Centre for Tides and Currents")
    assert without_suffix("U.S. Lantern Service") == without_suffix("United States Lantern Service")


def test_what_may_be_left_out_of_an_organisations_name() -> None:
    assert is_part_of_name(("halden",), ("halden", "motor"))
    assert is_part_of_name(("hawks",), ("chicago", "hawks"))
    assert not is_part_of_name(("halden",), ("halden", "europe"))
    assert not is_part_of_name(("bank",), ("halden", "bank"))
    assert not is_part_of_name(("chicago",), ("chicago", "motor"))


def test_countries_are_known_by_every_name() -> None:
    for name in ("China", "PRC", "the People’s Republic of China", "CHINA"):
        country = country_named(name)
        assert country is not None
        assert country.name == "China"
    people, seat = country_of_people("Poles"), country_governed_from("Moscow")
    assert people is not None
    assert people.name == "Poland"
    assert seat is not None
    assert seat.name == "Russia"
    assert country_named("Larkspur") is None
    assert is_surely_country("France")
    assert not is_surely_country("Jordan")


@given(st.text(max_size=40))
def test_any_text_can_be_taken_for_a_name(text: str) -> None:
    assert all(words_of(text)) or words_of(text) == ()
    assert folded(folded(text)) == folded(folded(folded(text)))
    assert person_words(text)[1] or not words_of(text)
    without_suffix(text)
    initials(text)
    assert country_named(text) == country_named(text)
