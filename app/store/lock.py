"""One process owns the store: an advisory lock on a file beside it, which the system drops when the process dies."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import IO

from app.errors import StoreBusy


class StoreLock:
    """Held from `take` to `release`. The file also tells whether the last owner closed the store properly."""

    def __init__(self, store: Path) -> None:
        self._path = store.with_name(store.name + ".lock")
        self._file: IO[bytes] | None = None

    def take(self) -> bool:
        """Take the lock; True when the last owner did not release it (it was killed, or the power went).

        StoreBusy when another process holds it, or this one already does through another lock.
        """
        file = self._path.open("a+b")
        try:
            _lock(file)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
                file.close()
                raise StoreBusy(
                    f"The library in {self._path.parent} is open in another window of this program.",
                    "Use that window, or close it and try again.",
                ) from error
            # A network folder that knows no locks: better unguarded than unusable.
        self._file = file
        file.seek(0)
        unclean = bool(file.read(1))
        file.truncate(0)
        file.write(f"{os.getpid()}\n".encode())
        file.flush()
        return unclean

    def release(self) -> None:
        """Give the lock back; nothing happens when it is not held."""
        if self._file is None:
            return
        self._file.truncate(0)
        self._file.close()
        self._file = None


def _lock(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(1 << 20)  # beyond what is ever written: Windows forbids others even to read a locked range
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
