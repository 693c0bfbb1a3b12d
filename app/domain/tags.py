"""Tags and colours: a person's own order of notes and articles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

COLOURS = ("amber", "green", "blue", "rose", "violet")
"""What a note can be coloured with. Each means what the person says it means; "" is a note without a colour."""
LONGEST = 60


@dataclass(frozen=True, slots=True)
class TagRow:
    name: str
    notes: int  # not those in the bin
    articles: int


@dataclass(frozen=True, slots=True)
class ColourRow:
    """`meaning` is "" until the person gives one."""

    name: str
    meaning: str
    notes: int


@dataclass(frozen=True, slots=True)
class NoteFilter:
    """Which notes are wanted; each that is set narrows. A note has the tags of its article as well as its own.

    `entity_id`: notes on that entity itself, by the id of the one it is merged into. `binned`: those in the bin
    instead of the others. `unsure`: those whose place is lost or a guess.
    """

    tag: str = ""
    colour: str = ""
    article_id: int | None = None
    entity_id: int | None = None
    binned: bool = False
    unsure: bool = False


class Grouping(StrEnum):
    """What a list of notes is parted by. A note of several tags or entities stands under each of them."""

    DATE = "date"
    ARTICLE = "article"
    TAG = "tag"
    ENTITY = "entity"


EVERY_NOTE = NoteFilter()


def tidy(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags as they are kept, each once, ignoring case: no "#" in front, single spaces, no comma, 60 characters."""
    kept: dict[str, str] = {}
    for tag in tags:
        name = " ".join(tag.replace(",", " ").strip().lstrip("#").split())[:LONGEST].rstrip()
        if name:
            kept.setdefault(name.casefold(), name)
    return tuple(kept.values())
