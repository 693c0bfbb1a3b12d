"""The beginning of a long file while the rest is read: looked at, and never stored."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.domain.article import Article
from app.domain.marks import ArticleView

READING_THE_REST = "Reading the rest…"
STILL_READING = "The rest is still being read: in a moment."
ONLY_BEGINNING = "Only the beginning is here, and it is not kept. Open the file again for the rest."

_SOUGHT = (80, 24)
"""Letters at the top of the window that are looked for in the whole; fewer where the first are not there."""

_NEAR = 5_000
"""Code points by which the whole may differ above them: a title that was found, running headers that went."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is on the screen while `job` goes on reading."""

    job: int
    view: ArticleView


def view_of(article: Article, path: str) -> ArticleView:
    """As it is shown: without an id, for nothing can be written on it."""
    return ArticleView(0, article.hash, article.text, article.blocks, article.metadata, path, links=article.links)


def place_in(whole: str, beginning: str, offset: int) -> int | None:
    """Where in the whole text the words at `offset` of its beginning are; None where they are not near."""
    for length in _SOUGHT:
        words = beginning[offset : offset + length]
        places = [
            m.start() for m in re.finditer(re.escape(words), whole[: offset + _NEAR]) if m.start() > offset - _NEAR
        ]
        if places:
            return min(places, key=lambda place: abs(place - offset))
    return None
