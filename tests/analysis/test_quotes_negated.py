"""Reports that were not made are not shown as if they had been."""

from __future__ import annotations

import pytest

from app.analysis.pipeline import Analyzer
from app.domain.analysis import Quote

NEGATED = "the cue is negated"


def quotes_with(analyzer: Analyzer, text: str, words: str) -> list[Quote]:
    return [q for q in analyzer.analyze(text).quotes if any(words in part.of(text) for part in q.parts)]


@pytest.mark.parametrize(
    "text",
    [
        "No one said that the ferry was unsafe.",
        "Nobody said that the ferry was unsafe.",
        "Petra Lindqvist did not say that the ferry was unsafe.",
        "Petra Lindqvist never said that the ferry was unsafe.",
        "No inspector said that the ferry was unsafe.",
    ],
)
def test_what_was_not_said_is_unsure_and_says_why(analyzer: Analyzer, text: str) -> None:
    (quote,) = quotes_with(analyzer, text, "ferry was unsafe")
    assert NEGATED in quote.reasons
    assert quote.confidence <= 0.3


@pytest.mark.parametrize(
    "text",
    [
        "Petra Lindqvist said that the ferry was not safe.",
        "Petra Lindqvist said that no ferry was safe.",
        "Petra Lindqvist, who had no office, said that the ferry was safe.",
        "The inspector with no staff said that the ferry was safe.",
    ],
)
def test_a_negation_elsewhere_in_the_sentence_is_none_of_the_cue(analyzer: Analyzer, text: str) -> None:
    (quote,) = quotes_with(analyzer, text, "ferry was")
    assert NEGATED not in quote.reasons
    assert quote.confidence > 0.3
