"""Estimates come from what was done, and are not told before that tells anything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.pace import Pace, time_left


def test_what_is_left_is_told_by_what_was_done_since_the_first_share_was_known() -> None:
    pace = Pace()
    assert pace.left(100.0, 0.1) is None
    assert pace.left(110.0, 0.2) == pytest.approx(80.0)
    assert pace.left(150.0, 1.0) == 0.0


def test_too_little_tells_nothing() -> None:
    pace = Pace()
    pace.left(0.0, 0.0)
    assert pace.left(1.0, 0.5) is None
    assert pace.left(60.0, 0.001) is None


@given(st.lists(st.tuples(st.floats(0, 1e6), st.floats(0, 1)), max_size=8))
def test_an_estimate_is_never_below_nothing(steps: list[tuple[float, float]]) -> None:
    pace = Pace()
    for now, share in sorted(steps):
        left = pace.left(now, share)
        assert left is None or left >= 0


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, ""),
        (5, ""),
        (30, "less than a minute left"),
        (70, "about a minute left"),
        (240, "about 4 minutes left"),
        (3 * 3600, "about 3 hours left"),
    ],
)
def test_time_is_told_roughly(seconds: float | None, words: str) -> None:
    assert time_left(seconds) == words
