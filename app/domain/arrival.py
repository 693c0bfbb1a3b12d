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
    """The article as it is in the library now, and how it got there."""

    view: ArticleView
    how: Arrival
