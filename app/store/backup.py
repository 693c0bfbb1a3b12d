"""Copies of the database, made while it is open, checked, and rotated."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from app.domain.checking import Copy

KEPT_DAILY = 7
KEPT_BEFORE_MIGRATION = 5
_OF_THE_DISK = (
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
)
_HELD = """
    SELECT (SELECT count(*) FROM article WHERE removed_at IS NULL AND version_id IS NOT NULL),
        (SELECT count(*) FROM note WHERE deleted_at IS NULL)
"""
_DAILY = "library-{}.db"
_BEFORE = "library-before-{}-{}.db"


def back_up_daily(store: Path, folder: Path, today: str | None = None) -> Path | None:
    """Copy `store` unless today's copy is there; the copy's path, None when there was nothing to do.

    Keeps the newest seven daily copies. `today` is YYYY-MM-DD.
    """
    target = folder / _DAILY.format(today or datetime.now(UTC).date().isoformat())
    if target.exists() or not store.exists():
        return None
    copy(store, target)
    for old in _daily(folder)[KEPT_DAILY:]:
        old.unlink(missing_ok=True)
    return target


def back_up_before(store: Path, folder: Path, revision: str) -> Path:
    """Copy `store` before the migration to `revision`; the newest five such copies are kept."""
    target = folder / _BEFORE.format(revision, datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f"))
    copy(store, target)
    before = sorted(folder.glob(_BEFORE.format("*", "*")), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in before[KEPT_BEFORE_MIGRATION:]:
        old.unlink(missing_ok=True)
    return target


def copies(store: Path, folder: Path) -> tuple[Copy, ...]:
    """The copies of `store` in `folder`, and what was set aside of it, the newest first; none that cannot be read."""
    found = [(path, "before an update" if "-before-" in path.name else "daily") for path in folder.glob("library-*.db")]
    found += [(path, "set aside") for path in store.parent.glob(f"{store.stem}.*-*{store.suffix}")]
    listed = []
    for path, reason in found:
        uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        try:
            with contextlib.closing(sqlite3.connect(uri, uri=True)) as raw:
                articles, notes = raw.execute(_HELD).fetchone()
            stat = path.stat()
        except (sqlite3.Error, OSError):
            continue
        made = datetime.fromtimestamp(stat.st_mtime, UTC).isoformat(timespec="seconds")
        listed.append(Copy(str(path), made, stat.st_size, articles, notes, reason))
    return tuple(sorted(listed, key=lambda copy: copy.made, reverse=True))


def newest_good(folder: Path) -> Path | None:
    """The newest copy that is whole."""
    if not folder.is_dir():
        return None
    copies = sorted(folder.glob("library-*.db"), key=lambda p: p.stat().st_mtime, reverse=True)
    return next((path for path in copies if is_whole(path)), None)


def is_whole(path: Path, *, without_log: bool = False) -> bool:
    """Whether `path` is a database in which every page can be read and every index agrees with its table.

    With what is in the log beside it, unless `without_log`. Raises sqlite3.OperationalError when the file may be whole,
    but cannot be read now.
    """
    alone = "&immutable=1" if without_log or not has_log(path) else ""
    try:
        with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro{alone}", uri=True)) as raw:
            return bool(raw.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except sqlite3.DatabaseError as error:
        if is_of_the_disk(error):
            raise
        return False


def has_log(path: Path) -> bool:
    """Whether there is something in the write-ahead log beside `path`."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def is_of_the_disk(error: sqlite3.Error) -> bool:
    """Whether `error` is of a place that cannot be read or written now, and not of the database's own bytes."""
    code = getattr(error, "sqlite_errorcode", None) or 0
    return code & 0xFF in _OF_THE_DISK and code != sqlite3.SQLITE_IOERR_SHORT_READ


def copy(store: Path, target: Path) -> None:
    """A whole copy of the open database `store`, in place only once it is complete and on the disk.

    Raises sqlite3.DatabaseError, and leaves no file, when the copy is not whole: a damaged copy must never push a
    good one out of the rotation.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    part.unlink(missing_ok=True)
    try:
        with (
            contextlib.closing(sqlite3.connect(f"{store.absolute().as_uri()}?mode=ro", uri=True)) as source,
            contextlib.closing(sqlite3.connect(part)) as copied,
        ):
            source.backup(copied, pages=2_000)
            copied.execute("PRAGMA journal_mode=DELETE")
        if not is_whole(part):
            raise sqlite3.DatabaseError(f"the copy of {store} is not whole")
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _daily(folder: Path) -> list[Path]:
    return sorted(folder.glob(_DAILY.format("????-??-??")), reverse=True)
