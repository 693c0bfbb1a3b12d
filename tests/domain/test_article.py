from __future__ import annotations

import pytest

from app.domain.article import reading_time


@pytest.mark.parametrize(("minutes", "shown"), [(1, "1 min"), (99, "99 min"), (100, "2 h"), (4107, "68 h")])
def test_a_long_reading_time_is_told_in_hours(minutes: int, shown: str) -> None:
    assert reading_time(minutes) == shown
