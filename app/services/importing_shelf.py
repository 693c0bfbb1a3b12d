"""Finds the articles of this library that an imported file names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from app.domain.portable import IncomingMark, IncomingNote, IncomingTags, PortableLink
from app.domain.records import ArticleHead
from app.services.ports import Session


class Shelf:
    """Finds the articles that notes name; what it has found it remembers."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._found: dict[tuple[tuple[str, ...], str, str], ArticleHead | None] = {}

    def article(self, note: IncomingNote | IncomingMark | IncomingTags | PortableLink) -> ArticleHead | None:
        """The article with this text now or once; else the only one with this title and date."""
        key = (note.versions, note.title, note.date)
        if key not in self._found:
            self._found[key] = self._of_versions(note.versions) or self._titled(note.title, note.date)
        return self._found[key]

    def _of_versions(self, versions: Sequence[str]) -> ArticleHead | None:
        articles = self._session.articles
        heads = (articles.with_hash(version) or articles.once_with_hash(version) for version in versions)
        return next(filter(None, heads), None)

    def _titled(self, title: str, date: str) -> ArticleHead | None:
        same = self._titles.get((title, date), []) if title else []
        return self._session.articles.head(same[0]) if len(same) == 1 else None

    @cached_property
    def _titles(self) -> dict[tuple[str, str], list[int]]:
        titles: dict[tuple[str, str], list[int]] = {}
        for row in self._session.pages.articles():
            titles.setdefault((row.title, row.date), []).append(row.id)
        return titles


def without_article(title: str, words: str) -> str:
    """The sentence for what is about an article that is not here."""
    return (
        f"“{title or 'An article without a title'}” is not in this library; open its file first: “{beginning(words)}”"
    )


def beginning(words: str) -> str:
    """The first words, enough to know them again."""
    words = " ".join(words.split())
    return words if len(words) <= 60 else words[:60].rsplit(" ", 1)[0] + "…"
