"""Telling languages apart: plain English at once, all else by the model."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.reading import language
from app.reading.language import detect_language, forget_languages

ENGLISH = (
    "The harbour board met on Tuesday and put off the vote on the new wall until the spring. Their engineer said that "
    "it has not been decided which of the two plans would be built, but they are to be shown to the public this month. "
)
DUTCH = (
    "Het bestuur van de haven kwam dinsdag bijeen en stelde de stemming over de nieuwe muur uit tot het voorjaar. De "
    "ingenieur zei dat nog niet besloten is welk van de twee plannen gebouwd wordt, of dat er was gerekend op hulp. "
)


@pytest.fixture(autouse=True)
def _without_the_model() -> Iterator[None]:
    forget_languages()
    yield
    forget_languages()


def is_loaded() -> bool:
    return language._identifier.cache_info().currsize > 0


def test_plain_english_is_told_without_loading_the_model() -> None:
    assert detect_language(ENGLISH) == "en"
    assert detect_language(ENGLISH * 100) == "en"
    assert not is_loaded()


@pytest.mark.parametrize(
    "text",
    [
        DUTCH * 3,
        DUTCH * 3 + "“The board has not decided,” said the engineer. ",
        ENGLISH + DUTCH * 90,  # an English summary above it: the beginning alone does not decide
        ENGLISH[:90],
    ],
    ids=["another language", "one that quotes English", "an English beginning", "a line of English"],
)
def test_the_model_is_asked_where_a_text_is_not_english_throughout_or_too_short_to_tell(text: str) -> None:
    found = detect_language(text)
    assert is_loaded()
    assert found == ("en" if text == ENGLISH[:90] else "nl")
