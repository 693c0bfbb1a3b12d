"""A timeline has no gaps: months while they are few, years when they are many."""

from __future__ import annotations

from app.domain.periods import period_name, timeline
from app.domain.rows import Period


def test_months_between_are_filled() -> None:
    found = timeline([Period("2025-11", 1, 2), Period("2026-02", 3, 4)])
    assert found == (Period("2025-11", 1, 2), Period("2025-12", 0, 0), Period("2026-01", 0, 0), Period("2026-02", 3, 4))


def test_more_than_three_years_are_told_by_year() -> None:
    found = timeline([Period("2019-05", 1, 2), Period("2019-11", 1, 1), Period("2023-02", 3, 4)])
    assert [(p.key, p.articles, p.mentions) for p in found] == [
        ("2019", 2, 3), ("2020", 0, 0), ("2021", 0, 0), ("2022", 0, 0), ("2023", 3, 4),
    ]  # fmt: skip


def test_one_month_is_no_timeline_and_what_is_no_date_is_left_out() -> None:
    assert timeline([]) == ()
    assert timeline([Period("2026-03", 4, 9), Period("spring", 1, 1), Period("2026-13", 1, 1)]) == ()


def test_a_very_long_time_shows_its_latest_years() -> None:
    found = timeline([Period("1700-01", 1, 1), Period("2026-01", 1, 1)])
    assert (found[0].key, found[-1].key, len(found)) == ("1947", "2026", 80)


def test_periods_are_called_as_people_say_them() -> None:
    assert (period_name("2026-03"), period_name("2026")) == ("March 2026", "2026")
