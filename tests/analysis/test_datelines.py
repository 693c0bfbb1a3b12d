"""Where a report was written is told from what it says."""

from __future__ import annotations

import pytest

from app.analysis.datelines import after_dateline
from app.analysis.pipeline import Analyzer


@pytest.mark.parametrize(
    "dateline",
    [
        "OSLO — ",
        "OSLO (Northern Wire) - ",
        "OSLO, May 3 (Northern Wire) – ",
        "ST. MARTIN — ",
        "SAN LUIS, Costa Rica — ",
    ],
)
def test_a_dateline_ends_where_the_sentence_begins(dateline: str) -> None:
    text = f"{dateline}The ferry left on time and came back late."
    assert text[after_dateline(text, 0) :] == "The ferry left on time and came back late."


@pytest.mark.parametrize(
    "text",
    [
        "NATO — the alliance that was founded in 1949 — met in Oslo.",
        "FERRY LOST - CREW SAFE ASHORE",
        "The ferry - Oslo's last one - has gone.",
        "",
    ],
)
def test_other_words_before_a_dash_are_none(text: str) -> None:
    assert after_dateline(text, 0) == 0


def test_a_report_does_not_hold_its_dateline(analyzer: Analyzer) -> None:
    text = "OSLO — The ferry will stay in the harbour until the storm has passed, officials of the port said on Friday."
    (quote,) = analyzer.analyze(text).quotes
    assert quote.span.of(text).startswith("The ferry will stay")
