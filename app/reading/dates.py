"""Dates as articles print them, to ISO 8601."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sep sept|october oct|"
        "november nov|december dec".split("|"),
        start=1,
    )
    for name in names.split()
}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_ISO = re.compile(r"\b(?P<year>\d{4})[-/](?P<number>\d{1,2})(?:[-/](?P<day>\d{1,2}))?(?!\d)")
_DAY_FIRST = re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?{_MONTH},?\s+(?P<year>\d{{4}})\b", re.I)
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.I)
_MONTH_ONLY = re.compile(rf"\b{_MONTH},?\s+(?P<year>\d{{4}})\b", re.I)
_DOTTED = re.compile(r"\b(?P<day>\d{1,2})\.\s?(?P<number>\d{1,2})\.\s?(?P<year>\d{4})\b")
_EAST_ASIAN = re.compile(r"(?<!\d)(?P<year>\d{4})\s?年\s?(?P<number>\d{1,2})\s?月\s?(?:(?P<day>\d{1,2})\s?日)?")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """`iso` is YYYY-MM or YYYY-MM-DD; `start` and `end` say where in the line it stands."""

    iso: str
    start: int
    end: int


def find_date(line: str) -> FoundDate | None:
    """The first date that is spelled out in `line`, or None.

    Read are ISO dates, English month names, day.month.year with points, and year, month and day by their Chinese
    signs. 3/4/2026 is not: it means April in Paris and March in New York.
    """
    for pattern in (_ISO, _DAY_FIRST, _MONTH_FIRST, _DOTTED, _EAST_ASIAN, _MONTH_ONLY):
        for match in pattern.finditer(line):
            if iso := _iso(match.groupdict()):
                return FoundDate(iso, match.start(), match.end())
    return None


def to_iso(text: str) -> str:
    """The date in `text` as ISO 8601, or "" where there is none that can be read with certainty."""
    if re.fullmatch(r"\s*(1[5-9]|20)\d\d\s*", text):
        return text.strip()
    found = find_date(text[:200])
    return found.iso if found else ""


def _iso(parts: dict[str, str | None]) -> str:
    year = int(parts["year"] or 0)
    month = _MONTHS[named.lower()] if (named := parts.get("month")) else int(parts.get("number") or 0)
    day = parts.get("day")
    try:
        whole = date(year, month, int(day) if day else 1)
    except ValueError:
        return ""
    if not 1500 <= year < 2200:
        return ""
    return whole.isoformat() if day else whole.isoformat()[:7]
