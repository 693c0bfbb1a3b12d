"""Rows made column by column are what making them one by one gives."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.making import maker
from app.domain.rows import Companion, EntityRow, Passage
from app.domain.spans import Span
from app.store.passages import AROUND, in_lines, passages, spans
from app.store.rows import columns, listed

LINES = st.text(st.sampled_from("ab \n\t\u00a0\u2009\u2028é"), max_size=AROUND)


def test_made_rows_are_the_frozen_rows_of_their_class() -> None:
    made = maker(Companion)([1, 2], ["Ada Holm", "Lind"], ["person", "place"], [3, 4])
    assert made == [Companion(1, "Ada Holm", "person", 3), Companion(2, "Lind", "place", 4)]  # type: ignore[arg-type]
    assert {type(row) for row in made} == {Companion}
    assert hash(made[0]) == hash(Companion(1, "Ada Holm", "person", 3))  # type: ignore[arg-type]
    with pytest.raises(FrozenInstanceError):
        made[0].name = "Bo"  # type: ignore[misc]


def test_an_empty_page_has_empty_columns() -> None:
    assert maker(EntityRow)(*columns([], 7)) == []
    assert columns([(1, "a"), (2, "b")], 2) == [(1, 2), ("a", "b")]


def test_no_ids_are_listed_as_none() -> None:
    assert listed([]) == "NULL"
    assert listed([3, 1]) == "3, 1"


def test_a_span_that_covers_nothing_is_refused() -> None:
    assert spans([1, 5], [2, 9]) == [Span(1, 2), Span(5, 9)]
    with pytest.raises(ValueError, match="not a span"):
        spans([1, 5], [2, 5])
    with pytest.raises(ValueError, match="not a span"):
        spans([-1], [2])


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40), max_size=6))
def test_a_page_of_lines_is_as_its_texts_one_by_one(texts: list[str]) -> None:
    lines = in_lines(texts)
    assert [line.strip(" ") for line in lines] == [" ".join(text.split()) for text in texts]


def test_a_text_with_the_mark_between_texts_does_not_mix_up_a_page() -> None:
    assert in_lines(["a\0b\nc", "d"]) == ["a\0b c", "d"]


@given(LINES, LINES.filter(str.strip), LINES, st.integers(0, 2 * AROUND))
def test_a_passage_is_running_text_of_whole_words(before: str, words: str, after: str, start: int) -> None:
    (passage,) = passages([(1, "Title", "2026-01-02", start, start + len(words), words, before, after)])
    assert passage.words == " ".join(words.split())
    before, after = before.rpartition("\n\n")[2], after.partition("\n\n")[0]  # of its own paragraph
    assert (before[-1:].isspace() and bool(before.strip())) >= passage.before.endswith(" ")
    assert (after[:1].isspace() and bool(after.strip())) >= passage.after.startswith(" ")
    assert passage.before.split() == before.split()[len(before.split()) - len(passage.before.split()) :]
    assert passage.after.split() == after.split()[: len(passage.after.split())]
    assert len(before.split()) - len(passage.before.split()) in (
        (0, 1) if start > AROUND and len(before) >= AROUND else (0,)
    )
    assert len(after.split()) - len(passage.after.split()) in ((0,) if len(after) < AROUND else (0, 1))


def test_words_of_other_paragraphs_are_not_shown() -> None:
    before, after = ("x" * 90 + "\n\nHeading\n\nThe ")[-AROUND:], " said no.\n\nReactions"
    (passage,) = passages([(1, "T", "", 500, 505, "mayor", before, after)])
    assert (passage.before, passage.words, passage.after) == ("The ", "mayor", " said no.")


def test_a_word_that_is_cut_is_not_shown() -> None:
    before, after = ("x" * 40 + " said that the").rjust(AROUND, "y"), ", and left " + "z" * 70
    (passage,) = passages([(1, "T", "", 500, 508, "harbour\n", before, after[:AROUND])])
    assert passage == Passage(1, "T", "", Span(500, 508), "said that the", "harbour", ", and left")
