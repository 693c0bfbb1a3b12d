"""What the library holds: lists, counts and the search."""

from __future__ import annotations

from app.domain.analysis import EntityKind
from app.domain.changes import Changes
from app.domain.marks import ClaimStatus
from app.domain.rows import ArticleRow, ClaimRow, Counts, EntityRow, Hit, NoteRow, QuoteRow
from app.services.ports import Store


class Library:
    """Lists over all articles."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def articles(self) -> tuple[ArticleRow, ...]:
        """Every article, newest published (or else added) first."""
        raise NotImplementedError

    def counts(self) -> Counts:
        raise NotImplementedError

    def entities(
        self, text: str = "", kind: EntityKind | None = None, limit: int = 200, offset: int = 0
    ) -> tuple[EntityRow, ...]:
        """Most mentioned first."""
        raise NotImplementedError

    def quotes(
        self, text: str = "", speaker_id: int | None = None, limit: int = 200, offset: int = 0
    ) -> tuple[QuoteRow, ...]:
        raise NotImplementedError

    def claims(
        self, text: str = "", status: ClaimStatus | None = None, limit: int = 200, offset: int = 0
    ) -> tuple[ClaimRow, ...]:
        raise NotImplementedError

    def notes(self, text: str = "", limit: int = 200, offset: int = 0) -> tuple[NoteRow, ...]:
        """Newest first, orphans and uncertain ones included."""
        raise NotImplementedError

    def remove_article(self, article_id: int) -> Changes:
        """Hide an article; its notes stay and are listed."""
        raise NotImplementedError

    def restore_article(self, article_id: int) -> Changes:
        raise NotImplementedError

    def search(self, query: str, limit: int = 60) -> tuple[Hit, ...]:
        """Articles, entities, notes and quotes with all words of `query`, the last as a prefix. Any string is safe."""
        raise NotImplementedError
