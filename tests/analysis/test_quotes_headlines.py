"""Quotes in headlines, where the parse is of little use."""

from __future__ import annotations

import pytest

from app.analysis.pipeline import Analyzer
from app.domain.analysis import Quote


def in_headline(analyzer: Analyzer, headline: str) -> list[Quote]:
    text = f"{headline}\n\nThe town council heard from its engineer, Mara Okonjo, on Monday."
    return [q for q in analyzer.analyze(text).quotes if q.span.start < len(headline)]


@pytest.mark.parametrize(
    ("headline", "content", "speaker"),
    [
        ("Minister: Ferry will stop in May", "Ferry will stop in May", "Minister"),
        ("Ferry to stop in May, says minister", "Ferry to stop in May", "minister"),
        ("Harbour wall must be rebuilt – Okonjo", "Harbour wall must be rebuilt", "Okonjo"),
        ("‘We lost everything’ – ferry worker", "‘We lost everything’", "ferry worker"),
    ],
)
def test_who_stands_at_one_end_of_a_headline_speaks(
    analyzer: Analyzer, headline: str, content: str, speaker: str
) -> None:
    [quote] = in_headline(analyzer, headline)
    assert quote.speaker is not None
    assert (quote.span.of(headline), quote.speaker.of(headline)) == (content, speaker)
    assert quote.reasons


@pytest.mark.parametrize(
    "headline",
    [
        "Climate review: What the town knows so far",
        "Sundvik: Three boats lost in a night",
        "The long way to the sea – an island story",
        "Monday – the day the ferry stopped",
    ],
)
def test_a_label_that_does_not_speak_makes_no_quote(analyzer: Analyzer, headline: str) -> None:
    assert in_headline(analyzer, headline) == []


def test_a_mark_right_behind_a_colon_opens_speech(analyzer: Analyzer) -> None:
    text = 'Mara Okonjo answered:"The harbour stays open."'
    [quote] = analyzer.analyze(text).quotes
    assert quote.span.of(text) == '"The harbour stays open."'
    assert quote.speaker_name == "Mara Okonjo"


def test_one_of_them_is_one_of_the_group_named_before(analyzer: Analyzer) -> None:
    text = "Three residents spoke at the meeting. “The wall is too low,” said one of them. “It is old,” said another."
    first, second = analyzer.analyze(text).quotes
    assert first.speaker is not None
    assert first.speaker.of(text) == "one of them"
    assert [first.speaker_name, second.speaker_name] == ["one of the residents", "another of the residents"]
