"""Reading and writing by plain SQL, within the transaction of a SQLAlchemy connection."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection


def fetch(connection: Connection, statement: str, values: Mapping[str, object] | Sequence[object] = ()) -> list[Any]:
    """All rows of a query written as SQL, as the driver's plain tuples; its errors are the driver's own.

    Past SQLAlchemy's compiler (0.06 ms a statement, 0.2 and more with a list of ids), its account of the columns (0.03)
    and its Row objects (0.2 µs each): together they take longer over a page of 200 rows than SQLite does.
    """
    driver: Any = connection.connection.driver_connection
    found: list[Any] = driver.execute(statement, values).fetchall()
    return found


def run(connection: Connection, statement: str, *values: object) -> int:
    """Write by SQL; the row id of what was inserted. What `fetch` says of errors and of time holds here."""
    driver: Any = connection.connection.driver_connection
    row_id = driver.execute(statement, values).lastrowid
    return int(row_id or 0)


def run_many(connection: Connection, statement: str, rows: Iterable[Sequence[object]]) -> None:
    driver: Any = connection.connection.driver_connection
    driver.executemany(statement, rows)


def listed(ids: Iterable[int]) -> str:
    """Ids for IN (…)."""
    return str(list(map(int, ids)))[1:-1] or "NULL"


def columns(rows: Sequence[Any], count: int) -> list[Sequence[Any]]:
    """The columns of a page, each of them empty where the page is."""
    return list(zip(*rows, strict=True)) if rows else [()] * count
