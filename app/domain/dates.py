"""Dates as a reader likes them."""

from __future__ import annotations

import re
from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def readable_date(iso: str, *, short: bool = False) -> str:
    """`2026-03-12` as "12 March 2026", or when `short` "12 Mar", with the year unless it is this one; as much as is
    given, "" for nothing.

    What is not an ISO date comes back as it is.
    """
    found = _ISO.match(iso)
    if not found:
        return iso
    year, month, day = found.groups()
    if month is None or not 1 <= int(month) <= 12:
        return year
    name = MONTHS[int(month) - 1]
    if short:
        then = "" if day and int(year) == date.today().year else f" {year}"
        return f"{int(day)} {name[:3]}{then}" if day else f"{name[:3]}{then}"
    return f"{int(day)} {name} {year}" if day else f"{name} {year}"
