"""Pictures of an article as they are kept: told by where they stand, their bytes asked for one at a time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PicturePlace:
    """An illustration without its bytes. `number` counts those of a version from 0; the rest is as in Illustration."""

    number: int
    block: int
    width: int
    height: int
    description: str = ""


@dataclass(frozen=True, slots=True)
class PictureReport:
    """What a look through the kept pictures found. `bytes`: of them all; `dropped`: of articles that are gone."""

    pictures: int
    articles: int
    bytes: int
    dropped: int = 0

    @property
    def sentence(self) -> str:
        """For a person, "" where there is nothing to tell."""
        kept = ""
        if self.pictures:
            size = f"{max(1, round(self.bytes / 1_000_000)):,} MB"
            kept = f"It keeps {_number(self.pictures, 'picture')} of {_number(self.articles, 'article')} ({size})."
        gone = ""
        if self.dropped:
            gone = f"The pictures of {_number(self.dropped, 'text')} that it no longer has were dropped."
        return " ".join(filter(None, (kept, gone)))


def _number(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
