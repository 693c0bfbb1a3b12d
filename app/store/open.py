"""Opens the library's database: lock, check, migration, connections."""

from __future__ import annotations

import contextlib
import logging
import shutil
import sqlite3
from datetime import datetime
from pathlib import Path

from app.errors import StoreDamaged, StoreError, StoreUnwritable
from app.paths import is_network_folder
from app.store.backup import has_log, is_of_the_disk, is_whole, newest_good
from app.store.engine import APPLICATION_ID, reading_engine, writing_engine
from app.store.lock import StoreLock
from app.store.migrate import MIGRATIONS, check_revision, known_revisions, make, migrate, revision_of
from app.store.restoring import restore_backup as restore_backup  # where it is looked for
from app.store.restoring import set_aside, stamp
from app.store.seal import CHECKED_AT_ONCE, Unread
from app.store.store import Store

_CHECKED_AFTER_A_CRASH = 300_000_000  # bytes; a whole check reads the file once, about 1 s for that many
_MAGIC = b"SQLite format 3\x00"
_log = logging.getLogger(__name__)


def open_store(path: Path, backups: Path | None = None, migrations: Path = MIGRATIONS) -> Store:
    """The store in the file `path`, made when it is not there, brought up to this version's schema.

    Raises StoreBusy, StoreNewer, StoreDamaged (which names the newest good copy), MigrationFailed or StoreUnwritable;
    in each case the file's bytes are as they were. Copies are kept in `backups`, by default beside the file.
    """
    backups = backups or path.parent / "backups"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = StoreLock(path)
        lock.take()
    except OSError as error:
        raise unwritable(path, error) from error
    try:
        network = is_network_folder(path.parent)
        revision, changed = _look(path, backups, migrations, lock)
        unread = None
        if lock.seal and path.stat().st_size > CHECKED_AT_ONCE and lock.seal.is_of(path):
            unread = Unread(path, lock.seal)
            if (network or revision != known_revisions(migrations)[-1]) and not unread.holds():
                raise damaged(path, backups)
        if revision is not None:
            migrate(path, revision, backups, migrations)
        writer = writing_engine(path, network=network)
        try:
            if revision is None:
                make(writer, path, migrations)
        except BaseException:
            writer.dispose()
            raise
        return Store(path, backups, writer, reading_engine(path), lock, unread, changed)
    except BaseException as error:
        lock.give_back()
        if isinstance(error, OSError) or (isinstance(error, sqlite3.Error) and is_of_the_disk(error)):
            raise unwritable(path, error) from error
        if isinstance(error, sqlite3.DatabaseError):
            raise damaged(path, backups) from error
        raise


def damaged(path: Path, backups: Path) -> StoreDamaged:
    """The error to raise for a database that cannot be read, with the newest good copy."""
    copy = newest_good(backups)
    if copy is None:
        step = "There is no copy of it. Move the file away to begin a new library."
    else:
        day = datetime.fromtimestamp(copy.stat().st_mtime).astimezone().date().isoformat()
        step = f"Restore the copy of {day} ({copy}); the damaged file will be kept."
    return StoreDamaged(f"The library {path} is damaged and cannot be read.", step, str(copy or ""))


def _look(path: Path, backups: Path, migrations: Path, lock: StoreLock) -> tuple[str | None, Path | None]:
    """The revision of the database, None for a new one; and where it is kept as it was found, if it had changed.

    Reads only, so that a refused file keeps its bytes.
    """
    if not path.exists():
        return None, None
    if path.stat().st_size == 0:
        if lock.seal or newest_good(backups):  # it was a library once
            raise damaged(path, backups)
        return None, None
    with path.open("rb") as file:
        if file.read(16) != _MAGIC:
            raise damaged(path, backups)
    if has_log(path) and _is_strange_log(path):
        set_aside(path, ("-wal", "-shm"), "strange")
    revision = _revision(path, backups, migrations)
    sealed = lock.seal is not None and lock.seal.is_of(path)
    changed = None
    if sealed and not _as_sealed(path, lock):
        changed = _keep_if_consistent(path, backups)
    if not sealed and path.stat().st_size < _CHECKED_AFTER_A_CRASH and not is_whole(path):
        raise damaged(path, backups)
    return revision, changed


def _as_sealed(path: Path, lock: StoreLock) -> bool:
    """Whether the file is as long as when it was closed and, where that is quickly told, has the same bytes."""
    assert lock.seal is not None
    if path.stat().st_size != lock.seal.size:
        return False
    return lock.seal.size > CHECKED_AT_ONCE or lock.seal.holds(path)


def _keep_if_consistent(path: Path, backups: Path) -> Path:
    """The file is not what it was when it was closed. StoreDamaged unless all in it agrees: then someone else edited
    it, or what changed is where no other thing speaks of it. It is kept as it is beside the library, and opened.
    """
    from app.store.check import check  # it brings the anchoring with it, and is seldom needed

    try:
        with contextlib.closing(_reader(path)) as raw:
            consistent = check(raw, mend=False).is_whole
    except (sqlite3.Error, ValueError) as error:  # ValueError: text that is no UTF-8
        raise damaged(path, backups) from error
    if not consistent:
        raise damaged(path, backups)
    kept = path.with_name(f"{path.stem}.changed-{stamp()}{path.suffix}")
    shutil.copyfile(path, kept)
    _log.warning("%s has changed since it was closed; as it was found it is kept as %s", path, kept)
    return kept


def _revision(path: Path, backups: Path, migrations: Path) -> str | None:
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
            revision = revision_of(raw)
            check_revision(path, revision, migrations)
    except (sqlite3.DatabaseError, ValueError) as error:  # ValueError: text that is no UTF-8
        if isinstance(error, sqlite3.Error) and is_of_the_disk(error):
            raise
        raise damaged(path, backups) from error
    return revision


def _is_strange_log(path: Path) -> bool:
    """Whether the log beside the file is another file's: left by the library in whose place a copy was put by hand.

    SQLite would write it over the copy. Copies of ours keep no log, which their header says; another is strange when
    the file is whole without it and not whole with it.
    """
    with path.open("rb") as file:
        header = file.read(20)
    if header[18:20] == b"\x01\x01":
        return True
    return path.stat().st_size < _CHECKED_AFTER_A_CRASH and not is_whole(path) and is_whole(path, without_log=True)


def _reader(path: Path) -> sqlite3.Connection:
    """A connection that writes nothing. A log left by a crash must be read with it, and only then is it opened so."""
    mode = "mode=ro" if has_log(path) else "mode=ro&immutable=1"
    return sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True)


def unwritable(path: Path, error: Exception) -> StoreUnwritable:
    return StoreUnwritable(
        f"The library {path} cannot be opened: {getattr(error, 'strerror', '') or error}.",
        "Check that its folder can be written to and that the disk is not full.",
    )
