"""Names as a page gives them, for a reader."""

from __future__ import annotations

import pytest

from app.reading.byline import NO_BYLINE, as_a_name, parse_byline, tidy_names


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Ana Reyes, ANA REYES", "Ana Reyes"),
        ("ANA REYES, Ana Reyes, Jo Lind", "Ana Reyes, Jo Lind"),
        ("ANA REYES", "Ana Reyes"),
        ("Ana Reyes Edited by Jo Lind", "Ana Reyes"),
        ("Ana Reyes | Photographs by Jo Lind", "Ana Reyes"),
        ("By Ana Reyes", "Ana Reyes"),
        ("Ana Reyes Published 12 May", "Ana Reyes"),
        ("The Video Desk", "The Video Desk"),
        ("Staff reporter", ""),
        ("Joan Staff", "Joan Staff"),
        ("Written by Ana Reyes and Jo Lind", "Ana Reyes and Jo Lind"),
        ("Ana Reyes před", "Ana Reyes"),
        ("Ana Reyes 3 hours ago", "Ana Reyes"),
        ("Ana Reyes, 12:46", "Ana Reyes"),
        ("Contributors to the Marrow projects", ""),
        ("Coast Ledger", ""),
        ("coast, ledger", ""),
        ("Byron Hale", "Byron Hale"),
        ("Ana Reyes, Coast Ledger", "Ana Reyes, Coast Ledger"),
    ],
)
def test_a_byline_names_each_who_wrote_once_and_nobody_else(given: str, shown: str) -> None:
    assert tidy_names(given, source="Coast Ledger", language="en") == shown


def test_the_word_before_a_name_is_told_by_the_pages_language() -> None:
    assert tidy_names("Von Ana Reyes", language="de") == "Ana Reyes"
    assert tidy_names("Von Miller", language="en") == "Von Miller"
    assert tidy_names("Por Ana Reyes", language="es") == "Ana Reyes"


def test_an_accounts_name_is_no_byline_and_a_persons_own_site_has_one() -> None:
    assert tidy_names("Gullnews", "Gull Update News", host="gullnews.blogs.example") == ""
    assert tidy_names("Ana Reyes", "Ana Reyes", host="anareyes.example") == "Ana Reyes"
    assert tidy_names("Gull News", "Gull News", host="gullnews.example") == ""


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("NATALIA O'HARA", "Natalia O'Hara"),
        ("JOAN VAN DER LIND-HALE", "Joan van der Lind-Hale"),
        ("J. R. MCBRIDE", "J. R. McBride"),
        ("ÉLISE ÅKERLUND", "Élise Åkerlund"),
        ("BBC NEWS", "BBC NEWS"),
        ("AFP", "AFP"),
        ("COAST GAZETTE", "COAST GAZETTE"),
        ("Ana REYES", "Ana REYES"),
        ("MARROW POINT AND THE ICE", "MARROW POINT AND THE ICE"),
    ],
)
def test_capitals_are_taken_from_names_of_people_alone(given: str, shown: str) -> None:
    assert as_a_name(given) == shown


def test_who_had_a_hand_in_an_article_stands_in_a_byline_without_being_its_author() -> None:
    assert parse_byline("Edited by Jo Lind") is NO_BYLINE
    assert parse_byline("Edited by hand, the film was late.") is None


def test_a_byline_in_capitals_names_its_author_as_people_are() -> None:
    found = parse_byline("BY ANA REYES")
    assert found is not None
    assert found.author == "Ana Reyes"


def test_what_somebody_is_is_no_newspaper() -> None:
    found = parse_byline("Posted by Ana Reyes, Engineer at the Quay")
    assert found is not None
    assert (found.author, found.source) == ("Ana Reyes", "")
    found = parse_byline("By Ana Reyes, Coast Ledger")
    assert found is not None
    assert found.source == "Coast Ledger"
