"""Months and years, without gaps, for a timeline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.domain.dates import MONTHS
from app.domain.rows import Period

MOST_MONTHS, MOST_YEARS = 36, 80
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def timeline(months: Sequence[Period]) -> tuple[Period, ...]:
    """Months from the first to the last, or years where that were more than 36; the latest 80 of these.

    What has no month in its key is left out, and all of it when everything is of one month.
    """
    known = [p for p in months if _MONTH.fullmatch(p.key)]
    if len(known) < 2:
        return ()
    first, last = _number(known[0].key), _number(known[-1].key)
    if last - first < MOST_MONTHS:
        found = {_number(p.key): p for p in known}
        return tuple(found.get(n, Period(f"{n // 12:04}-{n % 12 + 1:02}", 0, 0)) for n in range(first, last + 1))
    years: dict[int, tuple[int, int]] = {}
    for period in known:
        articles, mentions = years.get(int(period.key[:4]), (0, 0))
        years[int(period.key[:4])] = (articles + period.articles, mentions + period.mentions)
    start = max(min(years), max(years) - MOST_YEARS + 1)
    return tuple(Period(f"{year:04}", *years.get(year, (0, 0))) for year in range(start, max(years) + 1))


def period_name(key: str) -> str:
    """ "March 2026" for "2026-03", "2026" for a year."""
    return f"{MONTHS[int(key[5:7]) - 1]} {key[:4]}" if _MONTH.fullmatch(key) else key


def _number(month: str) -> int:
    """Months since the year 0."""
    return int(month[:4]) * 12 + int(month[5:7]) - 1
