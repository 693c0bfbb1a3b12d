"""The beginning of a long file while the rest is read: looked at, and never stored."""

from __future__ import annotations

import re
from collections.abc import Callable

from app.domain.article import Article
from app.domain.marks import ArticleView

READING_THE_REST = "Reading the rest…"
STILL_READING = "The rest is still being read: in a moment."
ONLY_BEGINNING = "Only the beginning is here, and it is not kept. Open the file again for the rest."

SIGN_AFTER_MS = 300
"""A rest that comes sooner needs no sign, which would take a line from the page and give it back at once."""

_SOUGHT = (80, 24)
"""Letters at the top of the window that are looked for in the whole; fewer where the first are not there."""

_NEAR = 5_000
"""Code points by which the whole may differ above them: a title that was found, running headers that went."""


class Beginning:
    """The beginning that is on the screen, if one is, and what is said under it. `tell` is given that sentence."""

    def __init__(self, tell: Callable[[str], object]) -> None:
        self._tell = tell
        self._shown: tuple[int, ArticleView] | None = None
        self._is_whole_awaited = False

    @property
    def view(self) -> ArticleView | None:
        return self._shown[1] if self._shown is not None else None

    @property
    def job(self) -> int | None:
        """The job whose beginning it is and that goes on reading the rest; None where there is none any more."""
        return self._shown[0] if self._shown is not None and self._is_whole_awaited else None

    @property
    def unfinished(self) -> str:
        """Why nothing can be written on what is shown, in a sentence; "" where it is no beginning."""
        if self._shown is None:
            return ""
        return STILL_READING if self._is_whole_awaited else ONLY_BEGINNING

    def begin(self, job: int, article: Article, path: str, left: int = 0) -> ArticleView:
        """It is shown from now on, from `left` on; as what: without an id, for nothing can be written on it."""
        view = ArticleView(
            0,
            article.hash,
            article.text,
            article.blocks,
            article.metadata,
            path,
            links=article.links,
            reading_offset=left,
        )
        self._shown, self._is_whole_awaited = (job, view), True
        return view

    def is_of(self, job: int) -> bool:
        return self._shown is not None and self._shown[0] == job

    def give_up(self, job: int) -> None:
        """The rest will not come: the beginning stays."""
        if self.is_of(job):
            self._is_whole_awaited = False
            self._tell(ONLY_BEGINNING)

    def leave(self) -> int | None:
        """Another text is shown; the job that still reads the rest, if one does."""
        left, self._shown, self._is_whole_awaited = self.job, None, False
        return left


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
