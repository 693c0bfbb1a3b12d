"""Figures are numbers with what they count, measure or cost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.figures import figures
from app.domain.spans import Span


@pytest.mark.parametrize(
    ("text", "words", "value", "unit"),
    [
        ("The wall would cost 41 million crowns.", "41 million crowns", 41e6, "crowns"),
        ("It drew 60,000 visitors.", "60,000 visitors", 60_000, "visitors"),
        ("We own 300 small fishing boats here.", "300 small fishing boats", 300, "boats"),
        ("Nine years went by.", "Nine years", 9, "years"),
        ("It cost $4.5 billion.", "$4.5 billion", 4.5e9, "dollars"),
        ("a €3bn deal", "€3bn", 3e9, "euros"),
        ("Prices rose by 12 per cent.", "12 per cent", 12, "%"),
        ("about 7.5% of them", "7.5%", 7.5, "%"),
        ("some 3.2m people", "3.2m people", 3.2e6, "people"),
        ("a quay of 12 kilometres", "12 kilometres", 12, "km"),
        ("1\u00a0000 lamps", "1\u00a0000 lamps", 1000, "lamps"),
    ],
)
def test_a_number_is_read_with_its_unit(text: str, words: str, value: float, unit: str) -> None:
    (found,) = figures(text)
    assert (found.span.of(text), found.value, found.unit) == (words, pytest.approx(value), unit)


@pytest.mark.parametrize(
    "text",
    [
        "On 12 March 2026 at 10:30.",
        "In 1998 boats were rare.",
        "a 30-year-old pier",
        "Bus 41 is late.",
        "page 3/4 of 10-12",
        "He won 3-2 and left.",
        "The 40 of us",
        "Three quarters of it is stone.",
    ],
)
def test_dates_years_scores_and_bare_numbers_are_none(text: str) -> None:
    assert figures(text) == ()


def test_a_part_of_a_text_gives_spans_of_the_whole() -> None:
    text = "We saw 9 gulls. They saw 8 boats and left."
    second = Span(text.index("They"), len(text))
    (found,) = figures(text, second)
    assert found.span.of(text) == "8 boats"


@given(st.text(max_size=300))
def test_any_text_is_read_without_harm(text: str) -> None:
    for figure in figures(text):
        assert 0 <= figure.span.start < figure.span.end <= len(text)
