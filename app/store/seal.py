"""Tells a file that has changed since the program closed it: bits that flipped, a copy that was cut short.

SQLite keeps no sums of its pages, so a letter that changes within a note, or a page that a failing disk returns
wrongly, would go unseen. When the store is closed properly, a sum over the whole file is kept in its lock file, with a
number that is also written into the database: a copy put in its place by hand has another number, and is not judged.
"""

from __future__ import annotations

import contextlib
import secrets
import sqlite3
import zlib
from dataclasses import dataclass
from pathlib import Path

CHECKED_AT_ONCE = 64_000_000  # bytes; 0.05 s. Larger files are read through once the window is there
_PIECE = 1 << 20
_TOKEN_AT, _HEADER = 60, 100  # the header's user_version, and the header's length


@dataclass(frozen=True, slots=True)
class Seal:
    """What a closed database was: its number, its length in bytes, the CRC-32 of them."""

    token: int
    size: int
    sum: int

    def __str__(self) -> str:
        return f"sealed {self.token} {self.size} {self.sum}\n"

    @classmethod
    def read(cls, line: str) -> Seal | None:
        """The seal that `line` spells; None when it is something else."""
        match line.split():
            case ["sealed", token, size, total] if token.isdecimal() and size.isdecimal() and total.isdecimal():
                return cls(int(token), int(size), int(total))
        return None

    def is_of(self, path: Path) -> bool:
        """Whether `path` is the database that was sealed, whole or not, rather than a copy put in its place."""
        with path.open("rb") as file:
            header = file.read(_HEADER)
        return int.from_bytes(header[_TOKEN_AT : _TOKEN_AT + 4], "big") == self.token

    def holds(self, path: Path) -> bool:
        """Whether `path` still has the bytes it was sealed with. Reads all of it."""
        return path.stat().st_size == self.size and sum_of(path) == self.sum


class Unread:
    """The check of a large file that is put off until the window is there.

    A reader that began while the log was empty keeps SQLite from writing into the file itself: what is read is the file
    as it was closed, whatever is saved meanwhile. Not for a rollback journal, where it would hold writers up.
    """

    def __init__(self, path: Path, kept: Seal) -> None:
        self._path, self._kept = path, kept
        self._reader: sqlite3.Connection | None = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._reader.execute("BEGIN")
        self._reader.execute("SELECT count(*) FROM sqlite_master").fetchone()

    def holds(self) -> bool:
        """Whether the file was as it had been closed; True when it was looked at before. Takes a second a GB."""
        if self._reader is None:
            return True
        try:
            return sum_of(self._path) == self._kept.sum
        finally:
            self.close()

    def close(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None


def seal(path: Path) -> Seal | None:
    """Number the closed database `path` and take its sum; None when that cannot be: it is still open, or read-only."""
    token = secrets.randbelow(2**31 - 1) + 1
    try:
        with contextlib.closing(sqlite3.connect(path, isolation_level=None, timeout=1)) as raw:
            raw.execute(f"PRAGMA user_version={token}")
        if any(path.with_name(path.name + suffix).exists() for suffix in ("-wal", "-journal")):
            return None
        return Seal(token, path.stat().st_size, sum_of(path))
    except (sqlite3.Error, OSError):
        return None


def sum_of(path: Path) -> int:
    """The CRC-32 of a file; 0.3 s for 370 MB that the system has in memory."""
    total = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            total = zlib.crc32(piece, total)
    return total
