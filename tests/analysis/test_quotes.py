"""What the quote component finds in invented sentences, each test a phenomenon."""

from __future__ import annotations

import pytest

from app.analysis.pipeline import Analyzer
from app.domain.analysis import Quote, QuoteKind
from app.domain.article import Block, BlockKind
from app.domain.lexicon import Lexicon
from app.domain.spans import Span


def quotes_of(analyzer: Analyzer, text: str, lexicon: Lexicon | None = None) -> tuple[Quote, ...]:
    found = analyzer.analyze(text, lexicon=lexicon or Lexicon())
    return found.quotes


def quote_with(analyzer: Analyzer, text: str, words: str) -> Quote:
    """The one quote whose content holds `words`."""
    found = quotes_of(analyzer, text)
    hits = [q for q in found if any(words in p.of(text) for p in q.parts)]
    assert len(hits) == 1, (words, [[p.of(text) for p in q.parts] for q in found])
    return hits[0]


def parts(q: Quote, text: str) -> list[str]:
    return [p.of(text) for p in q.parts]


def speaker(q: Quote, text: str) -> str:
    assert q.speaker is not None, parts(q, text)
    return q.speaker.of(text)


def cue(q: Quote, text: str) -> str:
    assert q.cue is not None, parts(q, text)
    return q.cue.of(text)


# ------------------------------------------------------------------ marks


def test_curly_marks_with_the_speaker_after(analyzer: Analyzer) -> None:
    text = "“The bridge will open in May,” said Petra Lindqvist."
    q = quote_with(analyzer, text, "bridge")
    assert (q.kind, cue(q, text), speaker(q, text)) == (QuoteKind.DIRECT, "said", "Petra Lindqvist")
    assert parts(q, text) == ["“The bridge will open in May,”"]


def test_straight_marks_with_the_speaker_before(analyzer: Analyzer) -> None:
    text = 'Petra Lindqvist told the council: "The bridge will open in May and nothing will stop it."'
    q = quote_with(analyzer, text, "bridge")
    assert (q.kind, speaker(q, text)) == (QuoteKind.DIRECT, "Petra Lindqvist")


def test_single_marks_as_british_papers_print_them(analyzer: Analyzer) -> None:
    text = "‘The dam isn’t finished and the farmers’ fields are dry,’ said Tom Ashworth."
    q = quote_with(analyzer, text, "dam")
    assert q.kind is QuoteKind.DIRECT
    assert parts(q, text) == ["‘The dam isn’t finished and the farmers’ fields are dry,’"]
    assert speaker(q, text) == "Tom Ashworth"


def test_marks_within_marks_are_one_quote(analyzer: Analyzer) -> None:
    text = "“They promised us a ‘golden decade’ of trade before the vote,” Ann Okafor said."
    q = quote_with(analyzer, text, "golden decade")
    assert parts(q, text) == ["“They promised us a ‘golden decade’ of trade before the vote,”"]
    assert speaker(q, text) == "Ann Okafor"


def test_a_missing_closing_mark_ends_with_its_paragraph(analyzer: Analyzer) -> None:
    text = "Ann Okafor said: “The harbour is safe and it will stay safe.\n\nThe council meets on Monday."
    q = quote_with(analyzer, text, "harbour")
    assert q.span.of(text).endswith("stay safe.")


def test_a_quote_over_paragraphs_closes_in_its_last(analyzer: Analyzer) -> None:
    text = (
        "Mayor Ann Okafor spoke for an hour. “We lost the harbour in one night,” she said. "
        "“The water came at three.\n\n“Nobody had been warned.\n\n“We will build it again.”\n\nThe council meets."
    )
    q = quote_with(analyzer, text, "Nobody had been warned")
    assert "build it again" in q.span.of(text)
    assert q.speaker_name == "Ann Okafor"


def test_a_block_quote_in_marks_is_announced_by_a_colon(analyzer: Analyzer) -> None:
    text = (
        "Spokeswoman Mira Halloran gave no date. Halloran went on:\n"
        "“The ministry regrets the delay. The report needs more work before anyone can read it.”\n"
        "However, the opposition was not satisfied."
    )
    q = quote_with(analyzer, text, "ministry regrets")
    assert (q.kind, q.speaker_name, cue(q, text)) == (QuoteKind.DIRECT, "Mira Halloran", "went on")


def test_a_block_quote_without_marks_is_announced_by_a_colon(analyzer: Analyzer) -> None:
    text = (
        "The committee published its findings on Friday. In its report the committee wrote:\n\n"
        "The valve had not been tested since the plant was opened. Two inspectors had asked for a test.\n\n"
        "The company has not replied."
    )
    q = quote_with(analyzer, text, "valve had not been tested")
    assert q.kind is QuoteKind.DIRECT
    assert "committee" in speaker(q, text)


def test_a_split_quote_is_one_quote_in_two_parts(analyzer: Analyzer) -> None:
    text = "“The bridge will open in May,” said Petra Lindqvist. “We have waited long enough.”"
    q = quote_with(analyzer, text, "bridge")
    assert parts(q, text) == ["“The bridge will open in May,”", "“We have waited long enough.”"]


def test_a_quote_split_within_its_sentence_is_one_quote(analyzer: Analyzer) -> None:
    text = "“The bridge,” said Petra Lindqvist, “will open in May.”"
    q = quote_with(analyzer, text, "will open")
    assert parts(q, text) == ["“The bridge,”", "“will open in May.”"]


# ------------------------------------------------------------------ kinds


def test_a_mixed_quote_has_the_words_around_the_marks(analyzer: Analyzer) -> None:
    text = "Ann Okafor said the new harbour wall was “a gift to the builders” and should be torn down."
    q = quote_with(analyzer, text, "gift to the builders")
    assert q.kind is QuoteKind.MIXED
    assert parts(q, text)[0].startswith("the new harbour wall")
    assert speaker(q, text) == "Ann Okafor"


def test_an_indirect_quote_with_that(analyzer: Analyzer) -> None:
    text = "The minister said that the harbour would be closed until June."
    q = quote_with(analyzer, text, "harbour")
    assert (q.kind, parts(q, text)) == (QuoteKind.INDIRECT, ["that the harbour would be closed until June"])
    assert speaker(q, text) == "The minister"


def test_an_indirect_quote_without_that(analyzer: Analyzer) -> None:
    text = "Peter Okonjo warned the dam would not hold another winter."
    q = quote_with(analyzer, text, "dam")
    assert (q.kind, cue(q, text), speaker(q, text)) == (QuoteKind.INDIRECT, "warned", "Peter Okonjo")


def test_an_indirect_quote_before_its_cue(analyzer: Analyzer) -> None:
    text = "The dam would not hold another winter, Peter Okonjo said on Friday."
    q = quote_with(analyzer, text, "dam")
    assert (q.kind, speaker(q, text)) == (QuoteKind.INDIRECT, "Peter Okonjo")
    assert parts(q, text) == ["The dam would not hold another winter"]


def test_according_to_names_the_speaker(analyzer: Analyzer) -> None:
    text = "The fire began in a storeroom, according to the police report."
    q = quote_with(analyzer, text, "storeroom")
    assert (cue(q, text), speaker(q, text)) == ("according to", "the police report")
    assert "speaker: named after “according to”" in q.reasons


def test_according_to_may_come_first(analyzer: Analyzer) -> None:
    text = "According to Helga Brandvold, the fire began in a storeroom."
    q = quote_with(analyzer, text, "storeroom")
    assert (q.kind, speaker(q, text)) == (QuoteKind.INDIRECT, "Helga Brandvold")


def test_a_headline_with_a_colon(analyzer: Analyzer) -> None:
    text = "Okonjo: We will rebuild the dam\n\nPeter Okonjo promised on Monday to rebuild the dam within two years."
    q = quote_with(analyzer, text, "We will rebuild")
    assert speaker(q, text) == "Okonjo"


# ------------------------------------------------------------------ what is no quote


@pytest.mark.parametrize(
    "text",
    [
        "The region is the “common house” of many peoples, and its rivers are long.",
        "His so-called “friends” left before the bill came.",
        "The band played “The Long Road to the Sea” at the opening.",
        "Robert “Bobby” Tanner won the race in under an hour.",
        "The word “harbour” has eight letters in one spelling and seven in another.",
    ],
)
def test_words_in_marks_that_nobody_speaks_are_not_quotes(analyzer: Analyzer, text: str) -> None:
    assert not [q for q in quotes_of(analyzer, text) if q.kind is not QuoteKind.INDIRECT]


def test_plain_narration_has_no_quotes(analyzer: Analyzer) -> None:
    text = "The ferry left at nine. Rain fell all morning, and the road to the coast was closed."
    assert quotes_of(analyzer, text) == ()


# ------------------------------------------------------------------ speakers


def test_a_quote_within_a_quote_has_its_own_speaker(analyzer: Analyzer) -> None:
    text = "Ann Okafor said: “Ben told me, ‘The boat is lost and nobody knows,’ and then he left the harbour.”"
    found = quotes_of(analyzer, text)
    by_words = {q.parts[0].of(text)[:9]: speaker(q, text) for q in found}
    assert by_words == {"“Ben told": "Ann Okafor", "‘The boat": "Ben"}
    assert "a quote within a quote" in found[1].reasons


def test_a_nickname_in_the_speaker_s_name_is_no_part_of_the_quote(analyzer: Analyzer) -> None:
    text = "“This is a big year for the harbour,” Robert “Bobby” Tanner shouted to the crowd."
    assert parts(quote_with(analyzer, text, "big year"), text) == ["“This is a big year for the harbour,”"]


def test_a_name_after_a_dash_signs_the_quote(analyzer: Analyzer) -> None:
    text = "“No road that was ever built here has lasted ten winters.” — Petra Lindqvist"
    assert quote_with(analyzer, text, "ten winters").speaker_name == "Petra Lindqvist"


def test_a_block_quote_of_the_layout_is_a_quote_without_marks(analyzer: Analyzer) -> None:
    told = "The committee published its report on Friday. Chairwoman Mira Halloran wrote:"
    quoted = "The valve had not been tested since the plant was opened. Two inspectors had asked for a test."
    text = f"{told}\n\n{quoted}\n\nThe company has not replied."
    at = len(told) + 2
    blocks = (
        Block(BlockKind.PARAGRAPH, Span(0, len(told))),
        Block(BlockKind.BLOCK_QUOTE, Span(at, at + len(quoted))),
        Block(BlockKind.PARAGRAPH, Span(at + len(quoted) + 2, len(text))),
    )
    hits = [q for q in analyzer.analyze(text, blocks).quotes if q.parts[0].start == at]
    assert [(q.kind, q.speaker_name, len(q.span)) for q in hits] == [(QuoteKind.DIRECT, "Mira Halloran", len(quoted))]


def test_code_has_no_quotes(analyzer: Analyzer) -> None:
    text = 'print("The minister said that the dam is safe.")'
    assert analyzer.analyze(text, (Block(BlockKind.CODE, Span(0, len(text))),)).quotes == ()


def test_a_surname_is_called_by_the_full_name(analyzer: Analyzer) -> None:
    text = "Finance Minister Helga Brandvold resigned on Tuesday. “I have nothing to add,” Brandvold told reporters."
    q = quote_with(analyzer, text, "nothing to add")
    assert (speaker(q, text), q.speaker_name) == ("Brandvold", "Helga Brandvold")
    assert q.speaker_entity is not None


def test_a_pronoun_is_the_person_named_last(analyzer: Analyzer) -> None:
    text = "Helga Brandvold left the building at noon. She said the talks had failed."
    q = quote_with(analyzer, text, "talks had failed")
    assert (speaker(q, text), q.speaker_name) == ("She", "Helga Brandvold")
    assert any("“She”" in reason for reason in q.reasons)


def test_a_pronoun_does_not_stand_for_a_person_of_the_other_gender(analyzer: Analyzer) -> None:
    text = "Mrs Helga Brandvold met Mr Peter Okonjo in Oslo. Mrs Brandvold left early. He said the talks had failed."
    assert quote_with(analyzer, text, "talks had failed").speaker_name == "Peter Okonjo"


def test_a_role_noun_is_the_person_who_bore_it(analyzer: Analyzer) -> None:
    text = (
        "Foreign Minister Anton Bessonov flew to Oslo on Monday. The weather was bad. "
        "“We are close to an agreement,” the minister said."
    )
    q = quote_with(analyzer, text, "close to an agreement")
    assert (speaker(q, text), q.speaker_name) == ("the minister", "Anton Bessonov")


def test_a_role_noun_is_the_organisation_that_spoke_last(analyzer: Analyzer) -> None:
    text = (
        "Northern Bank announced a loss on Monday. Its shares fell. "
        "The bank said that no one would lose a job before June."
    )
    q = quote_with(analyzer, text, "lose a job")
    assert (speaker(q, text), q.speaker_name) == ("The bank", "Northern Bank")


def test_a_collective_keeps_its_own_words(analyzer: Analyzer) -> None:
    text = "Two dozen people were hurt when the roof fell, officials said."
    q = quote_with(analyzer, text, "roof fell")
    assert (speaker(q, text), q.speaker_name, q.speaker_entity) == ("officials", "officials", None)


def test_a_spokesman_speaks_for_an_organisation(analyzer: Analyzer) -> None:
    text = "A spokesman for Harrow Steel said the furnace would be shut down in March."
    q = quote_with(analyzer, text, "furnace")
    assert speaker(q, text).startswith("A spokesman for Harrow Steel")


def test_a_paper_speaks_as_an_organisation(analyzer: Analyzer) -> None:
    text = "“Both fleets have left the strait since the talks began,” the Northern Herald reported on Friday."
    assert "Northern Herald" in speaker(quote_with(analyzer, text, "fleets"), text)


def test_the_last_speaker_goes_on_in_the_next_paragraph(analyzer: Analyzer) -> None:
    text = (
        "“We found the boat on the second day,” said Petra Lindqvist.\n\n"
        "“It had drifted far to the north and nobody was on it.”\n\nThe search was ended on Sunday."
    )
    found = quotes_of(analyzer, text)
    names = {q.speaker_name for q in found if q.span.of(text).startswith("“") or "drifted" in q.span.of(text)}
    assert names == {"Petra Lindqvist"}
    assert any("drifted" in p.of(text) for q in found for p in q.parts)


def test_speakers_take_turns_in_dialogue(analyzer: Analyzer) -> None:
    text = (
        "“Where were you when the lights went out?” asked Ann.\n\n“I was in the boat house,” said Ben.\n\n"
        "“Were you alone in the boat house?”\n\n“My brother was there with me, and he saw it too.”"
    )
    by_words = {words: quote_with(analyzer, text, words).speaker_name for words in ("alone in the boat", "My brother")}
    assert by_words["My brother"] == "Ben"


def test_the_speaker_may_stand_in_the_sentence_before(analyzer: Analyzer) -> None:
    text = "Petra Lindqvist was angry. “You have had nine years to mend this road and you did nothing at all.”"
    q = quote_with(analyzer, text, "nine years")
    assert q.speaker_name == "Petra Lindqvist"


# ------------------------------------------------------------------ reasons, confidence, what the user taught


def test_every_quote_says_why_it_is_marked(analyzer: Analyzer) -> None:
    text = (
        "“The bridge will open in May,” said Petra Lindqvist. The minister said that the harbour would be closed. "
        "Ann Okafor called the plan “a gift to the builders”."
    )
    found = quotes_of(analyzer, text)
    assert len(found) >= 3
    assert all(q.reasons for q in found)
    assert found[0].reasons == ("in quotation marks", "speaker: subject of “said”")


def test_a_plain_direct_quote_is_surer_than_a_faint_one(analyzer: Analyzer) -> None:
    text = "“The bridge will open in May,” said Petra Lindqvist.\n\nShe sees the harbour as a burden."
    found = quotes_of(analyzer, text)
    assert found[0].confidence > 0.9
    assert all(q.confidence < found[0].confidence for q in found[1:])


def test_quotes_come_in_text_order(analyzer: Analyzer) -> None:
    text = "Ann Okafor said the dam was safe. Peter Okonjo said it was not. “We shall see,” said Petra Lindqvist."
    found = quotes_of(analyzer, text)
    assert [q.speaker_name for q in found] == ["Ann Okafor", "Peter Okonjo", "Petra Lindqvist"]
    assert [q.parts[0].start for q in found] == sorted(q.parts[0].start for q in found)


def test_a_cue_the_user_rejected_makes_no_quotes(analyzer: Analyzer) -> None:
    text = "Peter Okonjo warned the dam would not hold another winter."
    assert quotes_of(analyzer, text)
    assert quotes_of(analyzer, text, Lexicon(not_cues=frozenset({"warn"}))) == ()
