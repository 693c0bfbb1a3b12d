"""The summary for a terminal: counts, holders, wrapping, and articles in which nothing is found."""

from __future__ import annotations

from app.domain.analysis import (
    Analysis,
    Claim,
    ClaimKind,
    EntityKind,
    FoundEntity,
    Mention,
    Quote,
    QuoteKind,
)
from app.domain.article import Article, Block, BlockKind, Metadata
from app.domain.spans import Span
from app.exchange.summary import summary, whole_text

TEXT = "Ferry leaves\n\nIris Fenn said it was late. “We left,” said Fenn,\nwho has a hat. The hat cost 40 crowns."


def place(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


ARTICLE = Article(
    TEXT,
    (Block(BlockKind.HEADING, place("Ferry leaves"), 1), Block(BlockKind.PARAGRAPH, Span(14, len(TEXT)))),
    Metadata(title="Ferry leaves", byline="Ida Holm", date="2026-05-04"),
    ("It was cut.",),
)
FOUND = Analysis(
    entities=(FoundEntity(0, "Iris Fenn", EntityKind.PERSON, ("Fenn",)), FoundEntity(1, "Nobody", EntityKind.PERSON)),
    mentions=(Mention(place("Iris Fenn"), EntityKind.PERSON, 0), Mention(place("Fenn,"), EntityKind.PERSON, 0)),
    quotes=(Quote((place("“We left,”"),), QuoteKind.DIRECT, place("said Fenn"), None, 0, "Iris Fenn"),),
    claims=(Claim(place("The hat cost 40 crowns."), ClaimKind.NUMBER, reasons=("number",)),),
)


def test_it_counts_mentions_and_leaves_out_who_has_none() -> None:
    printed = summary(ARTICLE, FOUND)
    assert "People (1)\n    2 × Iris Fenn (also Fenn)\n" in printed
    assert "Nobody" not in printed


def test_it_says_who_said_what_and_who_holds_a_claim_and_why() -> None:
    printed = summary(ARTICLE, FOUND)
    assert "  Iris Fenn, said Fenn (direct):\n      “We left,”" in printed
    assert "  The hat cost 40 crowns.\n      held by the author – number" in printed


def test_notices_and_dates_stand_under_the_title() -> None:
    assert summary(ARTICLE, FOUND).startswith(
        "Ferry leaves\n============\nIda Holm · 4 May 2026 · 21 words, 1 min\n! It was cut.\n"
    )


def test_an_article_in_which_nothing_is_found_says_so() -> None:
    plain = Article("It rained.", (Block(BlockKind.PARAGRAPH, Span(0, 10)),), Metadata(title="Rain"))
    assert summary(plain, Analysis()).endswith("Nobody is named, quoted or said to claim anything in it.\n")


def test_the_whole_text_is_wrapped_and_has_its_title_once() -> None:
    printed = whole_text(ARTICLE, width=40)
    assert printed.count("Ferry leaves") == 1
    assert max(map(len, printed.splitlines())) <= 40
    assert "“We left,” said Fenn, who has a hat." in " ".join(printed.split())
