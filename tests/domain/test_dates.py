"""Dates are as short as they can be without being another day's."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.dates import readable_date


def test_a_short_date_leaves_out_the_year_only_where_it_is_this_one() -> None:
    assert readable_date(f"{date.today().year}-03-12", short=True) == "12 Mar"
    assert readable_date("1999-03-12", short=True) == "12 Mar 1999"
    assert readable_date("1999-03", short=True) == "Mar 1999"


@pytest.mark.parametrize(
    ("iso", "said"),
    [("2026-03-12", "12 March 2026"), ("2026-03", "March 2026"), ("2026", "2026"), ("", ""), ("today", "today")],
)
def test_as_much_is_said_as_is_given(iso: str, said: str) -> None:
    assert readable_date(iso) == said
