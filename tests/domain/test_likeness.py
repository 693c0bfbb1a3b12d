"""Claims that speak of the same are told from others, and their figures are compared."""

from __future__ import annotations

import pytest

from app.domain.likeness import compare, telling_words

HERE = "The Port Authority moved 300 boats last year."


@pytest.mark.parametrize(
    "other",
    [
        "Last year the Port Authority moved 240 boats.",
        "The Port Authority moved 300 boats last year, said Solberg.",
        "In all, 300 boats were moved by the Port Authority last year.",
    ],
)
def test_the_same_in_other_words_is_like(other: str) -> None:
    assert compare(HERE, other, ("Port Authority",)).is_like(share_an_entity=True)


@pytest.mark.parametrize(
    "other",
    [
        "The Port Authority hired a new director in March.",
        "Wang Tao owns 300 sheep on Bell Island.",
        "Ferry traffic has fallen by a third since the storm.",
        "",
    ],
)
def test_what_speaks_of_something_else_is_not(other: str) -> None:
    assert not compare(HERE, other, ("Port Authority",)).is_like(share_an_entity=True)


def test_figures_of_one_unit_that_differ_are_a_question() -> None:
    found = compare(HERE, "The Port Authority moved only 240 small boats.", ("Port Authority",))
    ((here, there),) = found.differing
    assert (here.value, there.value, here.unit) == (300, 240, "boats")


@pytest.mark.parametrize(
    ("other", "shared"),
    [
        ("The Port Authority moved 300 boats, twice as many.", ("Port Authority",)),  # the same
        ("Wang Tao painted 240 boats.", ()),  # nothing else in common
        ("The Port Authority has 12 cranes.", ("Port Authority",)),  # another unit
        ("The Port Authority moved three hundred boats or 300 boats, and lost 7 boats.", ("Port Authority",)),
        ("The Port Authority moved 9 million boats.", ("Port Authority",)),  # worlds apart
    ],
)
def test_what_cannot_be_compared_is_not_asked(other: str, shared: tuple[str, ...]) -> None:
    assert compare(HERE, other, shared).differing == ()


def test_shares_and_years_need_more_in_common_than_a_name() -> None:
    first = "Sund Line lost 12 per cent of its passengers in winter."
    assert not compare(first, "Sund Line raised its fares by 4 per cent.", ("Sund Line",)).differing
    assert compare(first, "Sund Line says it lost 8 per cent of its passengers.", ("Sund Line",)).differing


def test_the_longest_words_are_the_most_telling() -> None:
    assert telling_words("The Port Authority was moving 300 boats and that was all", 3) == (
        "authority", "moving", "boats",
    )  # fmt: skip
