"""Snippets show what was asked for, and where it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.snippets import Asked, Snippet, cut_all, level, words_asked

LONG = "Nothing of note happened. " * 40 + "Then the ferry\nleft Ålesund. " + "All was quiet. " * 40


def cut(text: str, asked: Asked) -> Snippet:
    (snippet,) = cut_all([text], asked)
    return snippet


def shown(text: str, asked: str) -> tuple[str, list[str]]:
    snippet = cut(text, words_asked(asked))
    return snippet.text, [m.of(snippet.text) for m in snippet.matches]


def test_a_snippet_is_one_line_around_its_matches() -> None:
    text, matches = shown(LONG, "ferry ales")
    assert matches == ["ferry", "Ålesund"]
    assert "Then the ferry left Ålesund." in text
    assert text.startswith("… ")
    assert text.endswith(" …")
    assert len(text) <= 180 + len("…  …")


def test_a_stretch_with_all_words_goes_before_an_earlier_one_with_some() -> None:
    text = "The ferry sailed. " + "Nothing happened. " * 80 + "The ferry carried a goat."
    assert shown(text, "ferry goat")[1] == ["ferry", "goat"]
    assert shown(text, "ferry")[0].startswith("The ferry sailed.")


def test_other_forms_of_one_word_are_no_other_words() -> None:
    text = "Doing, done and does: so it goes. " + "Nothing happened. " * 80 + "The ferry docked."
    assert shown(text, "ferry do")[1] == ["ferry", "docked"]


def test_a_word_that_comes_all_the_time_leaves_room_for_a_rare_one() -> None:
    assert shown("the wall " * 300 + "the goat", "the goat")[1][-1] == "goat"


def test_a_word_across_the_end_of_what_is_searched_first_is_found_whole() -> None:
    text = "x" * 8 + " " + "." * 985 + " ferryman rowed"
    assert shown(text, "ferry")[1] == ["ferryman"]


@given(
    st.lists(st.text(st.sampled_from("ab é.\0\n "), max_size=1300), max_size=4),
    st.text(st.sampled_from("abé "), max_size=4),
)
def test_a_page_of_snippets_is_as_its_texts_one_by_one(texts: list[str], asked: str) -> None:
    words = words_asked(asked)
    assert cut_all(texts, words) == [cut(text, words) for text in texts]


def test_the_span_is_of_the_first_match_in_the_whole_text() -> None:
    snippet = cut(LONG, words_asked("ferry"))
    assert snippet.span is not None
    assert snippet.span.of(LONG) == "ferry"


def test_only_the_last_word_matches_as_a_beginning() -> None:
    assert shown("The ferryman took the ferry trade.", "ferry tra")[1] == ["ferry", "trade"]
    assert shown("The ferryman sang.", "ferry ")[1] == []
    assert shown("The ferries ferry.", "ferry fer")[1] == ["ferries", "ferry"]


def test_where_nothing_matches_the_beginning_is_shown() -> None:
    text, matches = shown(LONG, "zebra")
    assert matches == []
    assert text.startswith("Nothing of note")


@pytest.mark.parametrize("asked", ["", "...", "(", "[a", "\\", "*"])
def test_signs_are_no_pattern(asked: str) -> None:
    assert shown("A (b) [a] c*", asked)[0] == "A (b) [a] c*"


@given(st.text(max_size=60))
def test_levelling_keeps_every_offset(text: str) -> None:
    assert len(level(text)) == len(text)


@given(st.text(max_size=300), st.text(max_size=10))
def test_matches_are_always_within_the_snippet(text: str, asked: str) -> None:
    snippet = cut(text, words_asked(asked))
    assert all(m.end <= len(snippet.text) for m in snippet.matches)
    assert (snippet.span is None) == (not snippet.matches)
