"""Where what somebody said begins and ends, and words in marks that nobody said."""

from __future__ import annotations

import pytest

from app.analysis.pipeline import Analyzer
from app.domain.analysis import Quote


def contents(found: tuple[Quote, ...], text: str) -> list[str]:
    return [" … ".join(part.of(text) for part in q.parts) for q in found]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Olav Brun said in a memo that the line had “become less useful” as Halden lowered its fares, Harbour "
            "Weekly reported earlier this year.",
            "that the line had “become less useful” as Halden lowered its fares",
        ),
        (
            "The bridge will be closed for a year, the mayor said, the Larkspur Post reported last week.",
            "The bridge will be closed for a year",
        ),
        (
            "Farmers reported seeing a flash of light west of Kolby, more than ten miles away, the island government "
            "was quoted as saying late Thursday by the Nordlys news agency.",
            "seeing a flash of light west of Kolby, more than ten miles away",
        ),
        ("The ferry sank in the storm, Halden Lines said in a statement.", "The ferry sank in the storm"),
        (
            "The mayor promised that fares would fall (at three times the usual rate).",
            "that fares would fall (at three times the usual rate)",
        ),
        ("Vera Malin called for a new dam.", "a new dam"),
        ("Otto Brun called on the council to wait.", "the council to wait"),
        ("Ann Okafor announced her marriage to Peter Lind, who sings in the choir.", "her marriage to Peter Lind"),
        (
            "The mayor said the ferry would sail, which pleased everybody.",
            "the ferry would sail, which pleased everybody",
        ),
    ],
)
def test_a_content_ends_where_what_was_said_ends(analyzer: Analyzer, text: str, said: str) -> None:
    assert said in contents(analyzer.analyze(text).quotes, text)


@pytest.mark.parametrize(
    "text",
    [
        "In her book “A Harbour Built in Snow: The Long Way Home,” Petra Lind wrote of the meaning of storms.",
        "A ferry would not find itself “raising fares to please its owners” in winter.",
        "There was a time when we might have read of “hero sailors” or “hero pilots” risking their lives.",
        "Marta Lind stormed to victory, claiming the 800m title in Oslo.",
        "Petra Lind wrote all the copy for the covers.",
        "DVD review: Anna Holt and the Winter of Salt",
    ],
)
def test_titles_and_words_met_with_are_nobodys_words(analyzer: Analyzer, text: str) -> None:
    assert contents(analyzer.analyze(text).quotes, text) == []


def test_who_is_known_by_age_alone_speaks(analyzer: Analyzer) -> None:
    text = '"We won and that is enough," said the 28-year-old. She left at once.'
    assert [q.speaker_name for q in analyzer.analyze(text).quotes] == ["the 28-year-old"]


def test_a_title_with_capitals_is_called_by_the_name_beside_it(analyzer: Analyzer) -> None:
    text = "The Lord Chief Judge, Lord Halden, who is the oldest of them, said it was his work. “He was kind,” he said."
    assert {q.speaker_name for q in analyzer.analyze(text).quotes} == {"Halden"}


def test_let_us_is_nobody(analyzer: Analyzer) -> None:
    text = "Let’s start by parsing that notice:\n\n“We are all concerned with the flood and the storm …”"
    assert {q.speaker_name for q in analyzer.analyze(text).quotes} <= {""}
