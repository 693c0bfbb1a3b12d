"""Texts in capitals are read as others are."""

from __future__ import annotations

import pytest

from app.analysis.capitals import Recasing, is_in_capitals
from app.analysis.pipeline import Analyzer
from app.domain.paragraphs import split_paragraphs

WIRE = """\
HALDEN -- THE MAYOR OF HALDEN, ANN OKAFOR, SAID TODAY THAT THE FERRY WOULD NOT SAIL UNTIL THE STORM HAD PASSED.

"WE WILL REBUILD THE WALL BY MAY," SAID PETRA LINDQVIST, WHO RUNS THE FERRY LINE.

IT LOST 9 MILLION DOLLARS LAST YEAR, ACCORDING TO THE COASTAL AUDIT OFFICE."""


def recased(analyzer: Analyzer, text: str, *, short: bool = False) -> str:
    return Recasing(analyzer.nlp.vocab).usual(text, short=short)


def test_words_get_the_case_they_usually_have(analyzer: Analyzer) -> None:
    text = "THE MAYOR WENT TO LONDON ON MONDAY. I DIDN'T SEE MR. OKAFOR'S BOAT IN THE HARBOR."
    assert (
        recased(analyzer, text) == "The mayor went to London on Monday. I didn't see Mr. Okafor's boat in the harbor."
    )


@pytest.mark.parametrize(
    "text",
    ["FERRY LOST AT SEA", "The ferry left on time and the mayor said that NATO was safe.", "1914 – 1918", "", "ẞß İi"],
)
def test_headings_and_other_texts_stay_as_they_are(analyzer: Analyzer, text: str) -> None:
    assert recased(analyzer, text) == text


@pytest.mark.parametrize("letter", ["İ", "ß", "ŉ", "ﬁ", "Σ"])
def test_every_letter_keeps_its_place(analyzer: Analyzer, letter: str) -> None:
    text = f"THE MAYOR OF {letter}{letter}STANBUL SAID TODAY THAT THE FERRY WOULD NOT SAIL {letter}."
    assert len(recased(analyzer, text, short=True)) == len(text)


def test_a_heading_in_capitals_makes_no_text_in_capitals() -> None:
    assert is_in_capitals(WIRE)
    assert not is_in_capitals("WHAT HAPPENED NEXT\n\nThe ferry left on time, and nobody was on the pier to see it go.")


def test_who_said_what_is_found_in_a_wire_report(analyzer: Analyzer) -> None:
    found = analyzer.analyze(WIRE, split_paragraphs(WIRE))
    said = [(q.speaker_name, q.span.of(WIRE)) for q in found.quotes]
    assert ("Petra Lindqvist", '"WE WILL REBUILD THE WALL BY MAY,"') in said
    assert any("THE FERRY WOULD NOT SAIL" in words and "Okafor" in who for who, words in said)
    assert any("9 MILLION DOLLARS" in c.span.of(WIRE) for c in found.claims)
    assert {"Ann Okafor", "Petra Lindqvist"} <= {e.name for e in found.entities}
