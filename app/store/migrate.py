"""Brings the database up to the schema that this version of the program knows."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

from sqlalchemy import Engine, text

import app.store.migrations
from app.errors import MigrationFailed, StoreNewer
from app.store.backup import back_up_before
from app.store.engine import APPLICATION_ID

MIGRATIONS = Path(app.store.migrations.__path__[0])
_log = logging.getLogger(__name__)


def known_revisions(folder: Path = MIGRATIONS) -> tuple[str, ...]:
    """The numbers of the migrations in `folder`, oldest first."""
    return tuple(sorted(p.name.split("_")[0] for p in (folder / "versions").glob("[0-9]*_*.py*")))


def revision_of(raw: sqlite3.Connection) -> str | None:
    """The number of the last migration that was run."""
    row = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None


def check_revision(store: Path, revision: str | None, folder: Path = MIGRATIONS) -> None:
    """StoreNewer when a database at `revision` was made by a later version of the program."""
    known = known_revisions(folder)
    if revision is not None and revision not in known:
        raise StoreNewer(
            f"The library {store} was made by a newer version of this program and has been left untouched.",
            "Install the newest version, or open another library.",
        )


def migrate(engine: Engine, store: Path, revision: str | None, backups: Path, folder: Path = MIGRATIONS) -> None:
    """Run what is missing, in one transaction; a database that has something in it is copied first.

    MigrationFailed when a step fails: the database is then as it was before.
    """
    newest = known_revisions(folder)[-1]
    if revision == newest:
        return
    saved = back_up_before(store, backups, newest) if revision is not None else None
    try:
        _run(engine, folder)
    except Exception as error:
        _log.exception("migration from %s to %s failed", revision, newest)
        raise MigrationFailed(
            f"The library {store} could not be brought up to this version of the program. It is as it was.",
            f"A copy is in {saved}. Please report this, and use the earlier version until then."
            if saved
            else "Please report this.",
        ) from error


def _run(engine: Engine, folder: Path) -> None:
    from alembic import command  # 0.1 s, and seldom needed
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA foreign_keys=OFF")  # a table is rebuilt by dropping it; only possible between transactions
        try:
            connection.rollback()
            with connection.begin():
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
                connection.execute(text(f"PRAGMA application_id={APPLICATION_ID}"))
                broken = connection.execute(text("PRAGMA foreign_key_check")).first()
                if broken:
                    raise RuntimeError(f"migration leaves a broken reference: {tuple(broken)}")
        finally:
            raw.execute("PRAGMA foreign_keys=ON")
