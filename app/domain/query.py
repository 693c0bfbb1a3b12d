"""What a person types into the search: words, and filters such as `speaker:"Ada Berg"`, `tag:winter`, `is:disputed`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Filter(StrEnum):
    """Which results are wanted. Several of one kind: any of them; of different kinds: all of them."""

    SPEAKER = "speaker"  # quotes said and claims held by somebody called so
    ENTITY = "entity"  # where somebody or something called so appears
    KIND = "kind"  # of result: one of KINDS
    TAG = "tag"
    COLOUR = "colour"  # of notes
    BEFORE = "before"  # dated earlier than this year, month or day
    AFTER = "after"  # dated in or after it
    IS = "is"  # one of STATES


KINDS = ("article", "name", "quote", "claim", "note", "person", "organisation", "place")
"""What `kind:` can be; the last three are names of that kind."""
STATES = {
    "to-check": "claims that you have not judged",
    "supported": "claims you found supported",
    "disputed": "claims you found disputed",
    "dismissed": "claims you dismissed",
    "confirmed": "quotes and claims that you confirmed, corrected or marked",
    "suggested": "quotes and claims that nobody has looked at",
    "lost": "notes whose passage is not found for sure",
    "highlight": "passages marked without a word",
}
"""What `is:` can be, and what it finds."""

_LONGEST = 400
_MOST_FILTERS = 8
_PIECE = re.compile(r'([A-Za-z]{2,8}):(?:"([^"]{0,200})"?|(\S{1,200}))|\S+')
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_PLURALS = {"people": "person", "persons": "person", "organization": "organisation", "color": "colour"}


@dataclass(frozen=True, slots=True)
class Query:
    """`words` as typed, with what was no filter; `filters` in the order they stand in, values in single spaces."""

    words: str
    filters: tuple[tuple[Filter, str], ...] = ()

    def values(self, kind: Filter) -> tuple[str, ...]:
        return tuple(value for name, value in self.filters if name is kind)

    @property
    def is_empty(self) -> bool:
        return not self.filters and not self.words.strip()


def parse_query(asked: str) -> Query:
    """Any string is a query: what looks like a filter but is none, or has no sense, is taken as words."""
    if len(asked) > _LONGEST:
        asked = asked[:_LONGEST] + " "  # the cut word is no beginning of one
    filters: list[tuple[Filter, str]] = []
    words: list[str] = []
    for piece in _PIECE.finditer(asked):
        made = _filter(piece[1], piece[2] if piece[2] is not None else piece[3]) if piece[1] else None
        if made is not None and len(filters) < _MOST_FILTERS:
            filters.append(made)
        else:
            words.append(piece[0])
    ended = bool(words) and asked[-1:].isspace()
    return Query(" ".join(words) + (" " if ended else ""), tuple(filters))


def with_filter(asked: str, kind: Filter, value: str = "") -> str:
    """`asked` with one filter more, to be typed on."""
    shown = f'"{value}"' if " " in value else value
    return f"{asked.rstrip()} {kind}:{shown}".lstrip()


def _filter(name: str, value: str | None) -> tuple[Filter, str] | None:
    name = _PLURALS.get(name.lower(), name.lower())
    value = " ".join((value or "").split())
    if name not in set(Filter) or not value:
        return None
    kind, low = Filter(name), value.lower()
    if kind is Filter.KIND:
        low = _PLURALS.get(low, low.removesuffix("s") if low != "claims" else "claim")
        return (kind, low) if low in KINDS else None
    if kind is Filter.IS:
        return (kind, low) if low in STATES else None
    if kind in (Filter.BEFORE, Filter.AFTER):
        return (kind, value) if _DATE.fullmatch(value) else None
    return kind, value.lstrip("#") if kind is Filter.TAG else value
