"""Searches that the person keeps."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from app.domain.rows import SavedSearch
from app.store.articles import storable
from app.store.clock import now
from app.store.models import saved_search


class SavedSearchRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self) -> tuple[SavedSearch, ...]:
        """In alphabetical order of their names."""
        rows = self._connection.execute(select(saved_search))
        return tuple(sorted((SavedSearch(row.name, row.asked) for row in rows), key=lambda s: s.name.casefold()))

    def put(self, name: str, asked: str) -> None:
        """Keep a search under a name; what had that name before is replaced."""
        self.drop(name)
        values = {"name": storable(name), "asked": storable(asked), "made": now()}
        self._connection.execute(insert(saved_search).values(values))

    def drop(self, name: str) -> None:
        self._connection.execute(delete(saved_search).where(saved_search.c.name == storable(name)))
