"""Lines that say who wrote an article, where and when."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.reading.dates import find_date

_LONGEST = 160
_BY = re.compile(r"(?:words |story |text |report |reporting |written |posted |published )?by[: ]\s*", re.I)
_PARTS = re.compile(r"\s+[·•|–—]\s+|\s*[·•|]\s*|\n")
_LABEL = re.compile(r"(?:published|updated|posted|last updated|date|first published)(?: on| at)?[:,]?\s+", re.I)
_MINUTES = re.compile(r"\d{1,3}[- ]min(?:ute)?s?(?: read)?", re.I)
_NAMES = re.compile(r"[^\W\d_][^\n.!?:;“”\"]{1,80}(?:\.[^\n.!?:;“”\"]{1,40}){0,3}")
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*", re.I)


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says. `date` is ISO 8601."""

    author: str = ""
    source: str = ""
    date: str = ""


NO_BYLINE = Byline()


def parse_byline(line: str) -> Byline | None:
    """What `line` says if it is a byline or a dateline of its own, else None.

    Bylines are "By …", and lines in parts ("Ana Reyes · The Coast Ledger · 12 March 2026") that hold a date.
    """
    line = line.strip().strip("*_")
    if not line or len(line) > _LONGEST:
        return None
    begins = _BY.match(line)
    if begins and not _names(line[begins.end() :]):
        return None
    date = find_date(line)
    author, source, others = "", "", 0
    for index, part in enumerate(p.strip() for p in _PARTS.split(line)):
        part = _LABEL.sub("", part)
        if index == 0 and begins:
            author, *rest = re.split(r",\s+(?=\D)", part[begins.end() :], maxsplit=1)
            author = _without_date(author)
            source = rest[0] if rest and not find_date(rest[0]) else ""
        elif find_date(part):
            others += len(_without_date(part)) > 30
        elif not _MINUTES.fullmatch(part) and part:
            others += len(part) > 60
            if not author:
                author = part
            else:
                source = source or part
    is_byline = bool(begins) or (date is not None and not others and line[-1] not in ".!?")
    return Byline(author, source, date.iso if date else "") if is_byline else None


def _names(rest: str) -> bool:
    """Whether what follows "By" is a name and not a sentence ("By midnight the harbour was empty.")."""
    first = rest.split(" ", 1)[0]
    return bool(first[:1].isupper()) and not rest.rstrip().endswith((".", "!", "?", ":")) and bool(_NAMES.match(rest))


def _without_date(part: str) -> str:
    date = find_date(part)
    if date:
        part = part[: date.start] + part[date.end :]
    return _WEEKDAY.sub("", part).strip(" ,()")
