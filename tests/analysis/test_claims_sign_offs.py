"""Paragraphs about who wrote the article make no claims."""

from __future__ import annotations

from app.analysis.pipeline import Analyzer
from app.reading.structure import find_structure

ARTICLE = (
    "Engineers closed the dam at Halden on Monday after 40 cracks were found in its wall.\n\n"
    "The town has 12,000 people, of whom 300 were moved to Kolby in the night.\n\n"
    "The mayor has spent 3 million euros on the wall since 2019."
)
SIGN_OFFS = (
    "Anna Holt is a staff writer at The Larkspur Post. Since joining the paper in 2011 she has won three prizes.",
    "Peter Lind covers the harbour. Since 2011 he has written 400 articles.",
    "Vera Malin in Oslo and Jan Brun in Kolby contributed to this report, which was 20 percent longer in print.",
    "Sign up for our newsletter and join 40,000 readers who get it each morning.",
)


def claims(analyzer: Analyzer, text: str) -> list[str]:
    return [c.span.of(text) for c in analyzer.analyze(text, find_structure(text).blocks).claims]


def test_an_authors_biography_and_a_newsletter_claim_nothing(analyzer: Analyzer) -> None:
    text = "\n\n".join((ARTICLE, *SIGN_OFFS))
    found = claims(analyzer, text)
    assert found == claims(analyzer, ARTICLE)
    assert found


def test_what_somebody_is_in_the_middle_of_an_article_may_be_a_claim(analyzer: Analyzer) -> None:
    middle = "Anna Holt is a writer for the council. Since joining it in 2011 she has won three prizes and 400 votes."
    text = "\n\n".join((middle, *(f"The dam at Halden lost {n} metres of water on day {n}." for n in range(2, 12))))
    assert any("2011" in claim for claim in claims(analyzer, text))
