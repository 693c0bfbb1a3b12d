"""Opens the library's database: lock, check, migration, connections."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from app.errors import StoreDamaged, StoreError, StoreUnwritable
from app.paths import is_network_folder
from app.store.backup import is_whole, newest_good
from app.store.engine import APPLICATION_ID, reading_engine, writing_engine
from app.store.lock import StoreLock
from app.store.migrate import MIGRATIONS, check_revision, migrate
from app.store.store import Store

_CHECKED_AFTER_A_CRASH = 300_000_000  # bytes; a whole check reads the file once, about 1 s for that many
_MAGIC = b"SQLite format 3\x00"


def open_store(path: Path, backups: Path | None = None, migrations: Path = MIGRATIONS) -> Store:
    """The store in the file `path`, made when it is not there, brought up to this version's schema.

    Raises StoreBusy, StoreNewer, StoreDamaged (which names the newest good copy), MigrationFailed or StoreUnwritable;
    in each case the file's bytes are as they were. Copies are kept in `backups`, by default beside the file.
    """
    backups = backups or path.parent / "backups"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = StoreLock(path)
        unclean = lock.take()
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        revision = _look(path, backups, migrations, thorough=unclean)
        network = is_network_folder(path.parent)
        writer = writing_engine(path, network=network)
        try:
            migrate(writer, path, revision, backups, migrations)
        except BaseException:
            writer.dispose()
            raise
        return Store(path, backups, writer, reading_engine(path), lock)
    except BaseException as error:
        lock.release()
        if isinstance(error, sqlite3.OperationalError | OSError):
            raise _unwritable(path, error) from error
        if isinstance(error, sqlite3.DatabaseError):
            raise damaged(path, backups) from error
        raise


def restore_backup(path: Path, backup: Path) -> Path | None:
    """Put the copy `backup` in the place of the closed store `path`; where the old file was moved to, if there was one.

    Nothing is deleted: the damaged file is kept beside the store for rescue.
    """
    if not is_whole(backup):
        raise StoreError(f"The copy {backup} is not whole either.", "Choose an older copy.")
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    kept: Path | None = None
    for suffix in ("", "-wal", "-shm", "-journal"):
        old = path.with_name(path.name + suffix)
        if old.exists():
            moved = path.with_name(f"{path.stem}.damaged-{stamp}{path.suffix}{suffix}")
            old.replace(moved)
            kept = kept or moved
    part = path.with_suffix(".part")
    part.write_bytes(backup.read_bytes())
    part.replace(path)
    return kept


def damaged(path: Path, backups: Path) -> StoreDamaged:
    """The error to raise for a database that cannot be read, with the newest good copy."""
    copy = newest_good(backups)
    if copy is None:
        step = "There is no copy of it. Move the file away to begin a new library."
    else:
        day = datetime.fromtimestamp(copy.stat().st_mtime).astimezone().date().isoformat()
        step = f"Restore the copy of {day} ({copy}); the damaged file will be kept."
    return StoreDamaged(f"The library {path} is damaged and cannot be read.", step, str(copy or ""))


def _look(path: Path, backups: Path, migrations: Path, *, thorough: bool) -> str | None:
    """The revision of the database, None for a new one. Reads only, so that a refused file keeps its bytes."""
    if not path.exists() or path.stat().st_size == 0:
        return None
    with path.open("rb") as file:
        if file.read(16) != _MAGIC:
            raise damaged(path, backups)
    try:
        with contextlib.closing(_reader(path)) as raw:
            raw.execute("PRAGMA query_only=ON")
            tables = {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not tables:
                return None
            (owner,) = raw.execute("PRAGMA application_id").fetchone()
            if owner != APPLICATION_ID or "alembic_version" not in tables:
                raise StoreError(
                    f"The file {path} is a database of another program.", "Choose another folder for the library."
                )
            row = raw.execute("SELECT version_num FROM alembic_version").fetchone()
            check_revision(path, row[0] if row else None, migrations)
    except sqlite3.DatabaseError as error:
        raise damaged(path, backups) from error
    if thorough and path.stat().st_size < _CHECKED_AFTER_A_CRASH and not is_whole(path):
        raise damaged(path, backups)
    return str(row[0]) if row else None


def _reader(path: Path) -> sqlite3.Connection:
    """A connection that writes nothing. A log left by a crash must be read with it, and only then is it opened so."""
    has_log = path.with_name(path.name + "-wal").exists()
    mode = "mode=ro" if has_log else "mode=ro&immutable=1"
    return sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True)


def _unwritable(path: Path, error: Exception) -> StoreUnwritable:
    return StoreUnwritable(
        f"The library {path} cannot be opened: {error}.",
        "Check that its folder can be written to and that the disk is not full.",
    )
