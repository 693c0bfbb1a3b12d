"""What is marked without quotation marks is something that somebody said or thought."""

from __future__ import annotations

import pytest

from app.analysis.pipeline import Analyzer
from app.domain.analysis import Quote, QuoteKind
from app.domain.paragraphs import split_paragraphs


def indirect(analyzer: Analyzer, text: str) -> list[Quote]:
    return [q for q in analyzer.analyze(text).quotes if q.kind is QuoteKind.INDIRECT]


@pytest.mark.parametrize(
    "text",
    [
        "President Ann Okafor imposed a broad trade embargo against the island in May.",
        "Mayor Ann Okafor ordered a night search of the harbour after the storm.",
        "Crab fishermen sought the certificate for six years.",
        "Petra Lindqvist found a sweet rye cereal and two kinds of plums on the shelf.",
        "The company seeks to combine the ferry and the railway into one network.",
        "Halden Foods plans to sign the contract on Friday.",
        "Halden Foods is willing to accept losses for a year.",
        "Halden Foods will press suppliers to reduce their prices.",
        "A spokeswoman for Halden Foods declined to comment on the price.",
        "The minister refused to discuss the new post.",
        "New signs appeared this month in every window of the store.",
        "Officials monitor the tide closely and put extra crews on call.",
        "Stories about the increasingly unpopular ferry spread through the town.",
    ],
)
def test_acts_and_plans_are_no_reports(analyzer: Analyzer, text: str) -> None:
    assert indirect(analyzer, text) == []


def test_what_is_attributed_and_no_report_is_found_where_it_is_asked_for(analyzer: Analyzer) -> None:
    text = "Halden Foods plans to sign the contract on Friday. Ann Okafor said that the ferry would sail again."
    plain, whole = analyzer.analyze(text), analyzer.analyze(text, attitudes=True)
    assert plain.attitudes == ()
    assert whole.quotes == plain.quotes
    assert [q.span.of(text) for q in whole.attitudes] == ["to sign the contract on Friday"]
    assert whole.attitudes[0].speaker_name == "Halden Foods"


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("Petra Lindqvist said that the bridge was safe.", "the bridge was safe", "Petra Lindqvist"),
        ("Petra Lindqvist called for a new survey of the old bridge.", "a new survey of the old bridge", "Lindqvist"),
        ("Petra Lindqvist criticised the slow repair of the bridge.", "the slow repair of the bridge", "Lindqvist"),
        ("Petra Lindqvist promised to rebuild the bridge by May.", "to rebuild the bridge by May", "Lindqvist"),
        ("Petra Lindqvist believes that the bridge will last a century.", "the bridge will last", "Lindqvist"),
        ("Petra Lindqvist asked whether the bridge was safe.", "whether the bridge was safe", "Lindqvist"),
        ("According to Petra Lindqvist, the bridge will open in May.", "the bridge will open in May", "Lindqvist"),
        ("The auditors found that the price of rock had risen by a third.", "the price of rock had risen", "auditors"),
        ("The report suggests that the bridge was never tested.", "the bridge was never tested", "The report"),
    ],
)
def test_words_and_thoughts_are(analyzer: Analyzer, text: str, words: str, speaker: str) -> None:
    (quote,) = indirect(analyzer, text)
    assert words in quote.span.of(text)
    assert quote.speaker is not None
    assert speaker in quote.speaker.of(text)


@pytest.mark.parametrize(
    "text",
    [
        "We believe that a harbour needs more than one ferry.",
        "I think it is time to paint the boat again.",
        "You know that the tide never waits.",
        "Anyone can see that the pier is old.",
    ],
)
def test_what_the_author_thinks_or_anyone_might_is_no_report(analyzer: Analyzer, text: str) -> None:
    assert indirect(analyzer, text) == []


def test_what_only_shows_something_reports_nobody(analyzer: Analyzer) -> None:
    assert indirect(analyzer, "The wet floor suggests that the roof leaks.") == []


def test_who_was_told_does_not_speak(analyzer: Analyzer) -> None:
    text = "Petra Lindqvist was told that the ferry had left."
    (quote,) = indirect(analyzer, text)
    assert quote.speaker is None


def test_what_was_not_told_is_no_report(analyzer: Analyzer) -> None:
    assert indirect(analyzer, "Petra Lindqvist did not say how the ferry would be paid for.") == []


def test_a_report_does_not_begin_with_half_of_its_cue(analyzer: Analyzer) -> None:
    text = "Petra Lindqvist pointed out the cracks in the bridge, the rust below and the many broken lamps."
    assert not [q for q in analyzer.analyze(text).quotes if q.span.of(text).startswith("out")]


def test_the_company_is_no_town_that_was_named_with_a_speaker(analyzer: Analyzer) -> None:
    text = (
        "Halden Foods was founded in 1974. Prosecutors in San Francisco and Los Angeles say that Halden Foods lied. "
        "The company said that it would reply in May."
    )
    quote = next(q for q in indirect(analyzer, text) if "reply in May" in q.span.of(text))
    assert quote.speaker_name != "Los Angeles"


def test_a_speaker_ends_before_the_colon(analyzer: Analyzer) -> None:
    text = "Auditors: “The books of the ferry company are wrong and nobody has looked at them.”"
    (quote,) = analyzer.analyze(text).quotes
    assert quote.speaker is not None
    assert quote.speaker.of(text) == "Auditors"
    assert quote.speaker_name == "Auditors"


@pytest.mark.parametrize(
    "text",
    [
        "The ferry is old. Note that the pier is older.",
        "The town second-guesses that the ferry will ever sail.",
        "Her first novel, a tale of love and loss on the coast, is about the ferry and the men who built it.",
        "The ferry is expected to be late in the winter.",
        "They found the ruins of the old pier and searched the sheds within.",
        "They lived in a house called the Magic Castle down the street from the harbour.",
    ],
)
def test_orders_topics_acts_and_names_are_no_reports(analyzer: Analyzer, text: str) -> None:
    assert indirect(analyzer, text) == []


def test_a_label_that_speaks_once_is_none_and_one_in_turns_is(analyzer: Analyzer) -> None:
    assert indirect(analyzer, "Collection: A labelled subset of tasks. If one fails, the others go on.") == []
    turns = "OKAFOR: The wall is safe.\n\nHOLM: When will it open?\n\nOKAFOR: The wall will open in May."
    found = analyzer.analyze(turns, split_paragraphs(turns)).quotes
    assert [(q.speaker_name.upper(), q.kind, q.span.of(turns)) for q in found] == [
        ("OKAFOR", QuoteKind.DIRECT, "The wall is safe."),
        ("HOLM", QuoteKind.DIRECT, "When will it open?"),
        ("OKAFOR", QuoteKind.DIRECT, "The wall will open in May."),
    ]


def test_the_labels_of_a_list_are_no_speakers(analyzer: Analyzer) -> None:
    text = "Pros: It is light and it sails well.\n\nCons: It is dear.\n\nPros: It is cheap.\n\nCons: It sinks."
    assert analyzer.analyze(text, split_paragraphs(text)).quotes == ()


def test_it_is_not_a_person_who_spoke_before(analyzer: Analyzer) -> None:
    text = "“The harbour is safe and it will stay safe,” said Ann Okafor. It says that the wall was never tested."
    (quote,) = indirect(analyzer, text)
    assert quote.speaker_name != "Ann Okafor"


@pytest.mark.parametrize(
    "text",
    [
        "Pirates everywhere learned to flee from her, and she came to be known as “The Hunter” from then on.",
        "Mayor Ann Okafor launched the “Clean Harbour” plan on Friday.",
        "The plan identifies three “urgent” threats to the coast.",
    ],
)
def test_a_name_or_a_word_in_marks_is_no_quotation(analyzer: Analyzer, text: str) -> None:
    assert analyzer.analyze(text).quotes == ()


def test_a_word_in_marks_that_somebody_called_something_is_one(analyzer: Analyzer) -> None:
    text = "Mayor Ann Okafor called the plan “a disgrace” on Friday."
    (quote,) = analyzer.analyze(text).quotes
    assert quote.speaker_name == "Ann Okafor"
