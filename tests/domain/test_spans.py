from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.quoting import in_marks
from app.domain.spans import Span, in_whole_words, whole_words


@pytest.mark.parametrize(
    ("text", "selected", "meant"),
    [
        ("to the Ellery Regatta, which drew", "Ellery Regatta, w", "Ellery Regatta"),
        ("to the Ellery Regatta, which drew", "llery Regat", "Ellery Regatta"),
        ("to the Ellery Regatta, which drew", "e Ellery Regatta", "Ellery Regatta"),
        ("asked Mara Lind about it", "a Lind ", "Lind"),
        ("asked Lindqvist about it", "indqvi", "Lindqvist"),
        ("Lindqvist’s plan", "Lindqvist", "Lindqvist"),
        ("the EU-wide rule", "EU", "EU"),
        ("work for Tarn & Hale Inc. in May", "Tarn & Hale Inc.", "Tarn & Hale Inc."),
        ("他在北京大学学习", "北京大学", "北京大学"),
        ("one , two", " , ", " , "),
    ],
)
def test_a_name_is_marked_as_whole_words(text: str, selected: str, meant: str) -> None:
    at = text.index(selected)
    assert whole_words(text, Span(at, at + len(selected))).of(text) == meant


@pytest.mark.parametrize(
    ("text", "selected", "meant"),
    [
        ("The minister said nothing.", "ister said noth", "minister said nothing"),
        ("The minister said nothing.", "er said no", "said"),
        ("“We were shown one number,” she said.", "“We were shown one number,”", "“We were shown one number,”"),
        ("The wall, the marsh", "wall, ", "wall,"),
        ("ferry", "err", "ferry"),
        ("the ferry ", "y ", "ferry"),
        ("a well-known wall", "ell-kn", "well-known"),
        ("Lindqvist’s plan", "qvist’s pla", "Lindqvist’s plan"),
        ("two cafe\u0301s closed", "afe", "cafe\u0301s"),
        ("그는 서울에서 산다", "울에", "서울에서"),
        ("The minister said nothing.", "r s", "minister said"),
        ("他在北京大学学习", "在北京", "在北京"),
    ],
)
def test_a_passage_is_taken_in_whole_words(text: str, selected: str, meant: str) -> None:
    at = text.index(selected)
    assert in_whole_words(text, Span(at, at + len(selected))).of(text) == meant


def test_what_is_longer_than_any_word_is_left_as_it_was_selected() -> None:
    text = "x" * 1_000_000 + " end"
    assert in_whole_words(text, Span(500, 999_000)) == Span(500, 999_000)
    assert in_whole_words(text, Span(500_000, len(text) - 1)) == Span(500_000, len(text))


@pytest.mark.parametrize("take", [whole_words, in_whole_words])
@given(text=st.text(alphabet="ab ,’-北é\u0301한\n", min_size=1, max_size=30), data=st.data())
def test_whole_words_lie_within_the_text(take: Callable[[str, Span], Span], text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    found = take(text, span)
    assert 0 <= found.start < found.end <= len(text)
    assert take(text, found) == found


def test_words_have_one_pair_of_marks() -> None:
    assert in_marks("“We were shown one number,”") == "“We were shown one number,”"
    assert in_marks("the wall") == "“the wall”"
    assert in_marks("”") == "“””"
