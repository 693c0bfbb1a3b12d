"""Whose claim it is, and that its span holds no more than what is claimed."""

from __future__ import annotations

import pytest

from app.analysis.pipeline import Analyzer
from app.domain.analysis import Claim
from app.domain.article import Block, BlockKind
from app.domain.paragraphs import split_paragraphs
from app.domain.spans import Span


def claims(analyzer: Analyzer, text: str) -> list[tuple[str, Claim]]:
    return [(c.span.of(text), c) for c in analyzer.analyze(text, split_paragraphs(text)).claims]


def test_the_last_sentence_of_a_quotation_is_not_the_authors_with_who_said_it(analyzer: Analyzer) -> None:
    text = (
        "The ferry has not run since the storm in March.\n\n"
        "“These men are the worst of all. There is no reason to trust what they tell us now,” said Mr. Okafor, "
        "a senior fellow at the Holm Centre for Coastal Research at the University of Halden, which opened in 1974."
    )
    found = claims(analyzer, text)
    assert not [words for words, _ in found if "said Mr. Okafor" in words]
    assert not [words for words, claim in found if "reason to trust" in words and not claim.holder_name]


def test_a_sentence_that_mostly_reports_is_the_speakers_claim(analyzer: Analyzer) -> None:
    text = "The council said that fares on the ferry had risen by 12 percent since the bridge was closed."
    [(words, claim)] = claims(analyzer, text)
    assert words.startswith("fares on the ferry")
    assert claim.holder_name == "The council"


def test_a_dateline_is_no_part_of_a_claim(analyzer: Analyzer) -> None:
    text = "OSLO (Northern Wire) — The ferry carried 18,200 passengers between Friday and Sunday."
    [(words, _)] = claims(analyzer, text)
    assert words.startswith("The ferry carried")


@pytest.mark.parametrize(
    "text",
    [
        "This report appears in print on January 13, 2017, on Page A7 of the Halden edition.",
        "In a long interview on Friday, President Okafor also said",
    ],
)
def test_what_only_tells_of_the_text_is_no_claim(analyzer: Analyzer, text: str) -> None:
    assert claims(analyzer, text) == []


def test_the_caption_of_a_picture_in_a_list_is_no_claim(analyzer: Analyzer) -> None:
    text = "Lina Grade 9 @ Harbour School (Halden, Norway)"
    found = analyzer.analyze(text, [Block(BlockKind.LIST_ITEM, Span(0, len(text)))]).claims
    assert found == ()
