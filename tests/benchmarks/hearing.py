"""What a part of the program asks SQLite, to be asked again through a bare connection."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

Sent = tuple[str, object]
"""A statement and its values."""


@contextmanager
def heard() -> Iterator[list[Sent]]:
    """What connections that are made meanwhile are asked, in order."""
    kept: list[Sent] = []
    connect = sqlite3.connect

    class Cursor(sqlite3.Cursor):
        def execute(self, statement: str, values: object = (), /) -> Any:
            kept.append((statement, values))
            return super().execute(statement, values)  # type: ignore[arg-type]

        def executemany(self, statement: str, rows: Iterable[Any], /) -> Any:
            for values in rows:
                self.execute(statement, values)
            return self

    class Connection(sqlite3.Connection):
        def cursor(self, factory: type[sqlite3.Cursor] | None = None) -> sqlite3.Cursor:  # type: ignore[override]
            return super().cursor(Cursor)

        def execute(self, statement: str, values: object = (), /) -> sqlite3.Cursor:
            return self.cursor().execute(statement, values)  # type: ignore[arg-type]

        def executemany(self, statement: str, rows: Iterable[Any], /) -> Any:
            return self.cursor().executemany(statement, rows)

    sqlite3.connect = partial(connect, factory=Connection)  # type: ignore[assignment]
    try:
        yield kept
    finally:
        sqlite3.connect = connect
