"""What the library holds: lists, counts and the search."""

from __future__ import annotations

from dataclasses import replace

from app.domain.analysis import EntityKind
from app.domain.changes import Changed, Changes
from app.domain.marks import ClaimStatus
from app.domain.operations import Subject
from app.domain.query import parse_query
from app.domain.rows import ArticleRow, ClaimRow, Counts, EntityRow, Hit, NoteRow, QuoteRow, SavedSearch
from app.domain.tags import EVERY_NOTE, Grouping, NoteFilter
from app.errors import NotPossible
from app.services.ports import Session, Store
from app.services.showing import NOTHING, placed_notes, project

_ALL = frozenset({Changed.LIBRARY, Changed.MENTIONS, Changed.QUOTES, Changed.CLAIMS, Changed.NOTES, Changed.ENTITIES})


class Library:
    """Lists over all articles. In each, `text` keeps what has all of its words, the last as the beginning of a word."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def articles(self, limit: int = -1, offset: int = 0) -> tuple[ArticleRow, ...]:
        """Newest published (or else added) first; every article without a limit."""
        with self._store.reading() as session:
            rows = session.pages.articles(limit, offset)
            tags = session.tags.of_articles([row.id for row in rows])
            return tuple([replace(row, tags=tags[row.id]) if row.id in tags else row for row in rows]) if tags else rows

    def counts(self) -> Counts:
        with self._store.reading() as session:
            return session.pages.counts()

    def entities(
        self, text: str = "", kind: EntityKind | None = None, limit: int = 200, offset: int = 0
    ) -> tuple[EntityRow, ...]:
        """Most mentioned first."""
        with self._store.reading() as session:
            return session.pages.entities(text, kind, limit, offset)

    def quotes(
        self, text: str = "", speaker_id: int | None = None, limit: int = 200, offset: int = 0
    ) -> tuple[QuoteRow, ...]:
        """Newest article first, in text order."""
        with self._store.reading() as session:
            root = None if speaker_id is None else session.entities.root_of(speaker_id)
            return session.pages.quotes(text, root, limit, offset)

    def claims(
        self, text: str = "", status: ClaimStatus | None = None, limit: int = 200, offset: int = 0
    ) -> tuple[ClaimRow, ...]:
        """Newest article first, in text order."""
        with self._store.reading() as session:
            return session.pages.claims(text, status, limit, offset)

    def notes(
        self, text: str = "", limit: int = 200, offset: int = 0, wanted: NoteFilter = EVERY_NOTE
    ) -> tuple[NoteRow, ...]:
        """Newest first, orphans and uncertain ones included; of the bin, if `wanted` says so, what came last first."""
        with self._store.reading() as session:
            return _placed(session, *session.notes.rows(text, limit, offset, wanted))

    def notes_grouped(
        self, by: Grouping, text: str = "", limit: int = 200, offset: int = 0, wanted: NoteFilter = EVERY_NOTE
    ) -> tuple[NoteRow, ...]:
        """In the order of their groups, the newest first in each; a note of two groups comes twice."""
        with self._store.reading() as session:
            return _placed(session, *session.notes.grouped(by, text, limit, offset, wanted))

    def remove_article(self, article_id: int) -> Changes:
        """Hide an article from every list and search; its notes stay and are listed."""
        return self._set_removed(article_id, removed=True)

    def restore_article(self, article_id: int) -> Changes:
        """Show a hidden article again, as it was."""
        return self._set_removed(article_id, removed=False)

    def search(self, asked: str, limit: int = 60) -> tuple[Hit, ...]:
        """Entities, articles, notes, quotes and claims with all words of `asked`, the last as a prefix, narrowed by its
        filters (`domain.query`). Any string is safe.
        """
        with self._store.reading() as session:
            return session.search.search(parse_query(asked), limit)

    def saved_searches(self) -> tuple[SavedSearch, ...]:
        with self._store.reading() as session:
            return session.searches.rows()

    def save_search(self, name: str, asked: str) -> None:
        """Keep a search; one that has the name is replaced. NotPossible without a name or without anything asked."""
        name, asked = " ".join(name.split()), asked.strip()
        if not name or not asked:
            raise NotPossible("A search is saved under a name.", "Type a search, then save it.")
        with self._store.writing() as session:
            session.searches.put(name, asked)

    def forget_search(self, name: str) -> None:
        with self._store.writing() as session:
            session.searches.drop(name)

    def _set_removed(self, article_id: int, *, removed: bool) -> Changes:
        with self._store.writing() as session:
            if not session.articles.set_removed(article_id, removed=removed):
                return NOTHING
            words = "Removed an article" if removed else "Restored an article"
            session.operations.add(
                words, Subject.ARTICLE, str(article_id), {"removed": not removed}, {"removed": removed}
            )
            project(session, article_id)
            return Changes(_ALL, frozenset({article_id}))


def _placed(session: Session, rows: tuple[NoteRow, ...], unsought: frozenset[str]) -> tuple[NoteRow, ...]:
    """The rows with the places of those notes that were not sought in their articles' current versions before."""
    if not unsought:
        return rows
    found = {n.id: n for n in placed_notes(session, [session.notes.one(i) for i in sorted(unsought)])}
    return tuple(replace(row, note=found.get(row.note.id, row.note)) for row in rows)
