"""Claims: what is marked, what is not, who holds it and why."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from app.analysis.pipeline import Analyzer
from app.domain.analysis import Claim, ClaimKind
from app.domain.article import Block, BlockKind
from app.domain.lexicon import Lexicon
from app.domain.paragraphs import split_paragraphs
from app.domain.spans import Span

GOLD = Path(__file__).parents[1] / "evaluation" / "gold" / "claims_samples.jsonl"
ROWS = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").rstrip("\n").split("\n")]


def claims(analyzer: Analyzer, text: str, **options: object) -> list[tuple[str, Claim]]:
    found = analyzer.analyze(text, **options).claims  # type: ignore[arg-type]
    return [(c.span.of(text), c) for c in found]


def marked(analyzer: Analyzer, text: str) -> list[str]:
    return [words for words, _ in claims(analyzer, text)]


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        ("The ferry carried 18,200 passengers between Friday and Sunday.", ClaimKind.NUMBER, "number"),
        ("It was the narrowest vote in the chamber since 2011.", ClaimKind.COMPARISON, "comparison"),
        ("Fish landings have fallen sharply since the storm.", ClaimKind.TREND, "trend"),
        ("There is no evidence that the council was misled.", ClaimKind.ABSENCE, "absence of evidence"),
        ("The town council approved the harbour plan in November 2024.", ClaimKind.EVENT, "past event"),
        ("The harbour was closed in March because the wall had collapsed.", ClaimKind.CAUSE, "cause"),
    ],
)
def test_a_checkable_sentence_is_marked_with_its_kind_and_reason(
    analyzer: Analyzer, text: str, kind: ClaimKind, reason: str
) -> None:
    [(words, claim)] = claims(analyzer, text)
    assert words == text.rstrip(".") + "."
    assert claim.kind is kind
    assert reason in claim.reasons


@pytest.mark.parametrize(
    "text",
    [
        "I think this is a wonderful and honest plan.",
        "Was it fair to send the letter four days before the vote in 2024?",
        "Ask the council in June.",
        "Honestly, what a beautiful mess!",
        "The views expressed are those of the author and do not reflect those of the newspaper.",
        "Sign up for our newsletter and never miss a tide.",
        "© 2026 The Coast Ledger. All rights reserved.",
        "A wall of rock, 640 metres long.",
        "The minister denied this.",
        "A spokeswoman for the company declined to comment.",
    ],
)
def test_what_asserts_nothing_checkable_is_not_marked(analyzer: Analyzer, text: str) -> None:
    assert marked(analyzer, text) == []


def test_what_is_not_marked_is_still_ranked_by_what_it_says(analyzer: Analyzer) -> None:
    everything = Lexicon(claim_shift=-1)
    [(_, factual)] = claims(
        analyzer, "Why did the council spend nine million crowns on it in 2019?", lexicon=everything
    )
    [(_, loose)] = claims(analyzer, "Why did they do that to us, my friends?", lexicon=everything)
    [(_, stated)] = claims(analyzer, "The council spent nine million crowns on it in 2019.")
    assert loose.score < factual.score < stated.score


def test_the_source_after_a_statement_holds_it_and_is_left_out_of_its_span(analyzer: Analyzer) -> None:
    text = "The breakwater would cost 41 million crowns, twice the first sum, according to the Coastal Audit Office."
    [(words, claim)] = claims(analyzer, text)
    assert words == "The breakwater would cost 41 million crowns, twice the first sum"
    assert "Coastal Audit Office" in claim.holder_name
    assert claim.holder is not None
    assert "Coastal Audit Office" in claim.holder.of(text)
    assert {"number", "source named"} <= set(claim.reasons)


def test_what_a_speaker_says_is_the_speakers_claim(analyzer: Analyzer) -> None:
    text = "“The company lost nine million crowns last year,” said Petra Holm, who runs the ferry line."
    [(words, claim)] = claims(analyzer, text)
    assert "lost nine million crowns" in words
    assert "said" not in words
    assert claim.holder_name == "Petra Holm"


def test_a_plain_statement_is_the_authors(analyzer: Analyzer) -> None:
    [(_, claim)] = claims(analyzer, "The old mole cost 212,000 crowns in 1887.")
    assert (claim.holder, claim.holder_name) == (None, "")


def test_a_hedge_is_named_and_lowers_the_score(analyzer: Analyzer) -> None:
    [(_, sure)] = claims(analyzer, "Storm damage cost the coast 40 million crowns.", lexicon=Lexicon(claim_shift=-1))
    [(_, hedged)] = claims(
        analyzer, "Storm damage may have cost the coast 40 million crowns.", lexicon=Lexicon(claim_shift=-1)
    )
    assert "hedged" in hedged.reasons
    assert "hedged" not in sure.reasons
    assert hedged.score < sure.score


def test_a_quoted_piece_without_a_main_verb_is_no_claim_but_its_sentence_may_be(analyzer: Analyzer) -> None:
    text = (
        "Mara Holm, the mayor, blamed “the 14 engineers who left the firm in 2019” for the flood that cost 9 million."
    )
    found = marked(analyzer, text)
    assert not [words for words in found if words.startswith("the 14 engineers")]
    assert [words for words in found if "blamed" in words]


@pytest.mark.parametrize("piece", ["9 million", "of 14 wells", "to cost 41 million crowns", "a wall that fell in 2019"])
def test_a_quoted_fragment_is_never_a_claim(analyzer: Analyzer, piece: str) -> None:
    found = marked(analyzer, f"“{piece},” said Petra Holm.")
    assert piece not in found


def test_headings_bylines_and_code_are_never_marked(analyzer: Analyzer) -> None:
    lines = ["Storm costs reached 40 million in 2026", "Ana Reyes wrote this on 12 March 2026", "x was 40 in 2026"]
    kinds = [BlockKind.HEADING, BlockKind.BYLINE, BlockKind.CODE]
    text, blocks = "", []
    for line, kind in zip(lines, kinds, strict=True):
        blocks.append(Block(kind, Span(len(text), len(text) + len(line))))
        text += line + "\n\n"
    assert claims(analyzer, text, blocks=blocks) == []


def test_a_title_without_markup_is_not_marked(analyzer: Analyzer) -> None:
    text = "Storm costs reached 40 million in 2026\n\nThe insurers counted 1,460 claims in February."
    assert marked(analyzer, text) == ["The insurers counted 1,460 claims in February."]


def test_a_list_item_with_a_figure_counts_without_a_verb(analyzer: Analyzer) -> None:
    first, second = "The losses fell into heaps.", "houses and cellars: 17.2 million crowns;"
    text = f"{first}\n\n{second}"
    at = len(first) + 2
    blocks = [Block(BlockKind.PARAGRAPH, Span(0, len(first))), Block(BlockKind.LIST_ITEM, Span(at, len(text)))]
    assert "houses and cellars: 17.2 million crowns" in [w for w, _ in claims(analyzer, text, blocks=blocks)]


def test_a_year_alone_is_a_date_and_no_number(analyzer: Analyzer) -> None:
    [(_, claim)] = claims(analyzer, "Sund Line was founded in 1911.")
    assert "date" in claim.reasons
    assert "number" not in claim.reasons


def test_the_two_of_something_known_is_no_number(analyzer: Analyzer) -> None:
    shown = Lexicon(claim_shift=-1)
    [(_, again)] = claims(analyzer, "In 2019 the two companies signed a treaty.", lexicon=shown)
    [(_, new)] = claims(analyzer, "In 2019 the firm bought two ships.", lexicon=shown)
    assert "number" not in again.reasons
    assert "number" in new.reasons


def test_rejections_raise_the_bar_for_later_articles(analyzer: Analyzer) -> None:
    text = (
        "The council met. It approved the plan by fourteen votes to seven in 2024. Nobody was pleased. He left early."
    )
    usual = marked(analyzer, text)
    assert usual
    assert claims(analyzer, text, lexicon=Lexicon(claim_shift=1)) == []
    assert len(claims(analyzer, text, lexicon=Lexicon(claim_shift=-1))) > len(usual)


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_in_a_sample_claims_are_ordered_apart_and_reasoned_and_leave_formalities_alone(
    analyzer: Analyzer, row: dict[str, object]
) -> None:
    text = str(row["text"])
    found = analyzer.analyze(text, split_paragraphs(text)).claims
    sentences: list[dict[str, object]] = row["sentences"]  # type: ignore[assignment]
    away = [
        Span(int(str(s["start"])), int(str(s["end"]))) for s in sentences if s["label"] in ("question", "boilerplate")
    ]
    labelled = sum(s["label"] == "claim" for s in sentences)
    assert 0.4 * labelled < len(found) < 1.7 * labelled
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(c.reasons and 0 <= c.score <= 1 for c in found)
    assert not [c for c in found for s in away if c.span.overlap(s) > len(s) / 2]


def test_the_lead_article_marks_the_claims_a_newcomer_should_see(analyzer: Analyzer) -> None:
    row = ROWS[0]
    found = dict(claims(analyzer, row["text"]))
    assert "The breakwater would cost 41 million crowns, twice what the council was told in 2024" in found
    assert any(words.startswith("Ferry traffic has fallen by a third") for words in found)
    assert not any("anyone’s guess" in words for words in found)
