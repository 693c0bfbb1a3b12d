"""Puts an earlier copy in the library's place. Nothing is deleted: what was there is kept beside it."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from app.errors import StoreError
from app.store.backup import is_whole

_log = logging.getLogger(__name__)


def restore_backup(path: Path, backup: Path, word: str = "damaged") -> Path | None:
    """Put the copy `backup` in the place of the closed store `path`; where the old file was moved to, if there was one.

    Nothing is deleted: the old file is kept beside the store, with `word` and the time in its name.
    """
    if not is_whole(backup):
        raise StoreError(f"The copy {backup} is not whole either.", "Choose an older copy.")
    part = path.with_suffix(".part")
    try:
        shutil.copyfile(backup, part)  # first: when the disk is full, the old file is still in its place
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        kept = set_aside(path, ("", "-wal", "-shm", "-journal"), word)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return kept


def set_aside(path: Path, suffixes: Sequence[str], word: str) -> Path | None:
    """Rename the store's file and those beside it, so that nothing of them is lost; the first new name."""
    moment = stamp()
    kept: Path | None = None
    for suffix in suffixes:
        old = path.with_name(path.name + suffix)
        if old.exists():
            moved = path.with_name(f"{path.stem}.{word}-{moment}{path.suffix}{suffix}")
            old.replace(moved)
            kept = kept or moved
    if kept:
        _log.warning("%s was set aside as %s", path, kept)
    return kept


def stamp() -> str:
    """Now, for a file's name."""
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
