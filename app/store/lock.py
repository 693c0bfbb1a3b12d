"""One process owns the store: an advisory lock on a file beside it, which the system drops when the process dies."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import IO

from app.errors import StoreBusy
from app.store.seal import Seal


class StoreLock:
    """Held from `take` to `release` or `give_back`.

    The file also tells how the last owner left the store: empty or with a seal when it was closed properly, with the
    owner's number when it was not.
    """

    def __init__(self, store: Path) -> None:
        self._path = store.with_name(store.name + ".lock")
        self._file: IO[bytes] | None = None
        self._found = b""
        self.unclean = False
        self.seal: Seal | None = None

    def take(self) -> None:
        """Take the lock; `unclean` when the last owner did not release it (it was killed, or the power went).

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
        self._found = file.read(200)
        self.seal = Seal.read(self._found.decode("ascii", "replace"))
        self.unclean = bool(self._found) and self.seal is None
        self._write(f"{os.getpid()}\n".encode())

    def release(self, seal: Seal | None = None) -> None:
        """Give the lock back, the store having been closed as `seal` says; nothing happens when it is not held."""
        self._leave(str(seal).encode() if seal else b"")

    def give_back(self) -> None:
        """Give the lock back as it was found: the store was not opened, and is still what its last owner left."""
        self._leave(self._found)

    def _leave(self, content: bytes) -> None:
        if self._file is None:
            return
        self._write(content)
        self._file.close()
        self._file = None

    def _write(self, content: bytes) -> None:
        assert self._file is not None
        self._file.truncate(0)
        self._file.write(content)
        self._file.flush()


def _lock(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(1 << 20)  # beyond what is ever written: Windows forbids others even to read a locked range
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
