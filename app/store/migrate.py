"""Brings the database up to the schema that this version of the program knows."""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
from pathlib import Path

from sqlalchemy import Engine, text

import app.store.migrations
from app.errors import MigrationFailed, StoreNewer
from app.store.backup import back_up_before, has_log
from app.store.engine import APPLICATION_ID, connect, writing_engine

MIGRATIONS = Path(app.store.migrations.__path__[0])
_log = logging.getLogger(__name__)


def known_revisions(folder: Path = MIGRATIONS) -> tuple[str, ...]:
    """The numbers of the migrations in `folder`, oldest first."""
    return tuple(sorted(p.name.split("_")[0] for p in (folder / "versions").glob("[0-9]*_*.py*")))


def revision_of(raw: sqlite3.Connection) -> str:
    """The number of the last migration that was run; sqlite3.DatabaseError where none says so."""
    row = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    if row is None:
        raise sqlite3.DatabaseError("no migration is noted")
    return str(row[0])


def check_revision(store: Path, revision: str, folder: Path = MIGRATIONS) -> None:
    """StoreNewer when a database at `revision` was made by a later version of the program."""
    known = known_revisions(folder)
    if revision not in known:
        raise StoreNewer(
            f"The library {store} was made by a newer version of this program and has been left untouched.",
            "Install the newest version, or open another library.",
        )


def make(engine: Engine, store: Path, folder: Path = MIGRATIONS) -> None:
    """Give the empty database `store` its tables."""
    try:
        _run(engine, folder)
    except Exception as error:
        _log.exception("a new library could not be made")
        raise MigrationFailed(f"The library {store} could not be made.", "Please report this.") from error


def migrate(store: Path, revision: str, backups: Path, folder: Path = MIGRATIONS) -> None:
    """Bring the closed database `store` from `revision` to the newest schema; it is copied into `backups` first.

    Done on another copy, which takes the file's place once it is whole: a failure, a full disk or a lost battery in the
    middle leave every byte of the file. MigrationFailed when a step fails.
    """
    newest = known_revisions(folder)[-1]
    if revision == newest:
        return
    saved = back_up_before(store, backups, newest)
    part = store.with_name(f"{store.stem}.migrating{store.suffix}")
    try:
        shutil.copyfile(saved, part)
        engine = writing_engine(part, network=True)  # no log beside it
        try:
            _run(engine, folder)
        finally:
            engine.dispose()
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        if has_log(store):  # of a crash: it goes into the file that it is of, and not beside the next one
            connect(store).close()
        part.replace(store)
    except Exception as error:
        _log.exception("migration from %s to %s failed", revision, newest)
        raise MigrationFailed(
            f"The library {store} could not be brought up to this version of the program. It is as it was.",
            f"A copy is in {saved}. Please report this, and use the earlier version until then.",
        ) from error
    finally:
        for suffix in ("", "-journal"):
            part.with_name(part.name + suffix).unlink(missing_ok=True)


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
