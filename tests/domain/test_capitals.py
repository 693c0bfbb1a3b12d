"""Names in capitals as they are shown."""

from __future__ import annotations

import pytest

from app.domain.analysis import EntityKind
from app.domain.capitals import usual_form

PERSON, ORGANISATION, PLACE = EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [
        ("LARKSPUR", PLACE, "Larkspur"),
        ("VERA MALIN", PERSON, "Vera Malin"),
        ("KIM DO AN", PERSON, "Kim Do An"),
        ("JEAN-LUC O'BRIEN", PERSON, "Jean-Luc O'Brien"),
        ("OTTO VON REGER III", PERSON, "Otto von Reger III"),
        ("ISLE OF ROOKS", PLACE, "Isle of Rooks"),
        ("NEW LARKSPUR, US", PLACE, "New Larkspur, US"),
        ("LARKSPUR'S END", PLACE, "Larkspur's End"),
        ("NASA", ORGANISATION, "NASA"),
        ("IBM", ORGANISATION, "IBM"),
        ("UNESCO", ORGANISATION, "UNESCO"),
        ("USA", PLACE, "USA"),
        ("OSLO", PLACE, "OSLO"),
        ("Vera MALIN", PERSON, "Vera MALIN"),
    ],
)
def test_people_and_places_have_small_letters_and_abbreviations_stay(name: str, kind: EntityKind, shown: str) -> None:
    assert usual_form(name, (), kind) == shown


def test_a_name_is_written_as_it_is_elsewhere() -> None:
    assert usual_form("OSLO", ["OSLO", "Oslo"], PLACE) == "Oslo"
    assert usual_form("HALDEN", ["Halden Motor Company", "Halden"], ORGANISATION) == "Halden"
    assert usual_form("ANGUS MCBRIDE", ["Angus McBride"], PERSON) == "Angus McBride"


def test_the_initials_of_a_long_name_stay_capitals() -> None:
    names = ["Northern Organisation of Rooks and Marsh Animals", "Norma"]
    assert usual_form("NORMA", names, ORGANISATION) == "NORMA"
