"""Connections to the database: one that writes, a few short-lived ones that read."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool

APPLICATION_ID = 0x476C6F73  # "Glos": tells our file from any other program's database
_BUSY_MS = 5_000


def connect(path: Path, *, network: bool = False, read_only: bool = False) -> sqlite3.Connection:
    """A raw connection with the settings every connection has. It begins no transaction by itself.

    WAL, or a rollback journal where `network` (WAL's shared memory does not work over a network); each commit is on
    the disk when it returns (synchronous=FULL; measured 3–4 ms).
    """
    raw = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=_BUSY_MS / 1000)
    try:
        raw.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
        raw.execute("PRAGMA trusted_schema=OFF")
        raw.execute("PRAGMA foreign_keys=ON")
        if read_only:
            raw.execute("PRAGMA query_only=ON")
        else:
            raw.execute(f"PRAGMA journal_mode={'DELETE' if network else 'WAL'}")
        raw.execute("PRAGMA synchronous=FULL")
        raw.execute("PRAGMA cache_size=-16000")
        raw.execute("PRAGMA temp_store=MEMORY")
    except BaseException:
        raw.close()
        raise
    return raw


def writing_engine(path: Path, *, network: bool = False) -> Engine:
    """An engine with the one connection that writes; its transactions take the write lock when they begin."""
    engine = create_engine(
        "sqlite+pysqlite://", creator=lambda: connect(path, network=network), poolclass=StaticPool, echo=False
    )
    event.listen(engine, "begin", _begin_immediate)
    return engine


def reading_engine(path: Path) -> Engine:
    """An engine whose connections cannot write; each transaction sees one state of the database."""
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: connect(path, read_only=True),
        poolclass=QueuePool,
        pool_size=2,
        max_overflow=6,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin_immediate(connection: Connection) -> None:
    _driver(connection).execute("BEGIN IMMEDIATE")


def _begin(connection: Connection) -> None:
    _driver(connection).execute("BEGIN")


def _driver(connection: Connection) -> sqlite3.Connection:
    """What is under a connection: its errors are not SQLAlchemy's, and a statement takes a tenth of the time."""
    driver: Any = connection.connection.driver_connection
    return driver  # type: ignore[no-any-return]
