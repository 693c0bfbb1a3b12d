"""Where quotation marks open and close, in invented lines; and that no input makes reading them slow or wrong."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.quotes.marks import find_marked
from app.domain.paragraphs import split_paragraphs
from app.domain.spans import Span


def marked(text: str) -> list[str]:
    return [text[m.start : m.end] for m in find_marked(text, [b.span for b in split_paragraphs(text)])]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“Yes,” he said. “No.”", ["“Yes,”", "“No.”"]),
        ('"Yes," he said. "No."', ['"Yes,"', '"No."']),
        ("''Yes,'' he said.", ["''Yes,''"]),
        ("„Ja“, sagte er. «Oui», dit-elle.", ["„Ja“", "«Oui»"]),
        ("“A ‘b’ c,” he said.", ["“A ‘b’ c,”", "‘b’"]),
        ('"It is," he said, "what the "boss" wants."', ['"It is,"', '"what the "boss" wants."', '"boss"']),
        ("‘It isn’t the states’ right,’ he said.", ["‘It isn’t the states’ right,’"]),
        ("'It isn't ours,' he said.", ["'It isn't ours,'"]),
    ],
)
def test_marks_of_every_style(text: str, found: list[str]) -> None:
    assert marked(text) == found


@pytest.mark.parametrize("text", ["The boys’ boat isn’t Ann’s.", "He is 6'2\" tall.", "The ’90s and the ‘80s."])
def test_apostrophes_inches_and_decades_are_no_marks(text: str) -> None:
    assert marked(text) == []


def test_an_opening_mark_typed_where_one_closes_still_closes() -> None:
    assert marked("“Here it is,“ said Jim, and left.") == ["“Here it is,“"]


def test_a_mark_left_open_ends_with_the_paragraph_or_the_next_opening() -> None:
    assert marked("“It ends here.\n\nNext.") == ["“It ends here."]
    assert marked("“First, said Jim. “Second.”") == ["“First, said Jim.", "“Second.”"]


def test_paragraphs_that_open_again_continue_the_quote() -> None:
    text = "“One goes on.\n\n“Two goes on.\n\n“Three ends.”"
    found = find_marked(text, [b.span for b in split_paragraphs(text)])
    assert [(m.closed, m.continues) for m in found] == [(False, False), (False, True), (True, True)]


@given(st.text(alphabet="“”‘’\"'«»„`ab s.,?\n", max_size=200))
def test_any_marks_give_nested_spans_in_order(text: str) -> None:
    paragraphs = [Span(0, len(text))] if text else []
    found = find_marked(text, paragraphs)
    assert [m.start for m in found] == sorted(m.start for m in found)
    for m in found:
        assert 0 <= m.start < m.end <= len(text)
        assert m.end - m.start >= 2
    for a, b in pairwise(found):
        assert b.start >= a.end or b.end <= a.end or b.depth == 0


@pytest.mark.parametrize("run", ["“", '"', "'", "s' ", "‘s’ ", "“‘", "’"])
def test_sixteen_thousand_marks_are_read_within_bounds(run: str) -> None:
    text = run * 16_000
    found = find_marked(text, [Span(0, len(text))])
    assert all(m.depth < 5 for m in found)
