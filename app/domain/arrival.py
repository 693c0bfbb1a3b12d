"""What became of an article that came to the library."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.marks import ArticleView


class Arrival(StrEnum):
    NEW = "new"
    KNOWN = "known"  # this very text was there, perhaps under another path
    RENEWED = "renewed"  # an edited text: a new version of an article that was there


@dataclass(frozen=True, slots=True)
class Taken:
    """The article as it is in the library now, and how it got there.

    `lost_notes`, `lost_decisions`: how many of a renewed article found their place before and do not now.
    `beside`: the title of an article that a new one resembles, without being it for sure.
    """

    view: ArticleView
    how: Arrival
    lost_notes: int = 0
    lost_decisions: int = 0
    beside: str = ""


def said(taken: Taken) -> str:
    """What is told of it, "" where there is nothing to tell."""
    title = taken.view.metadata.title or "Untitled"
    if taken.how is Arrival.KNOWN:
        return f"Already in your library as “{title}”."
    if taken.how is Arrival.NEW:
        return f"New, and kept apart from “{taken.beside}”, which it resembles." if taken.beside else ""
    lost = [_number(taken.lost_notes, "note"), _number(taken.lost_decisions, "decision")]
    words = " and ".join(part for part in lost if part)
    their = "its" if taken.lost_notes + taken.lost_decisions == 1 else "their"
    return f"A new version of “{title}”" + (f": {words} did not find {their} place in it." if words else ".")


def _number(number: int, word: str) -> str:
    return f"{number} {word}{'s' if number != 1 else ''}" if number else ""
