"""Looking after the library itself: is it whole, and which earlier copies are there."""

from __future__ import annotations

from pathlib import Path

from app.domain.changes import Changed, Changes
from app.domain.checking import CheckReport, Copy
from app.services.ports import Store


class Keeping:
    """Reads the file as a whole; call it where nothing waits for it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def check(self) -> CheckReport:
        """Look through everything, and make again what can be made from the rest. Takes 15 s for a million mentions.

        Notes can be saved meanwhile, but while something is mended.
        """
        return self._store.check()

    def copies(self) -> tuple[Copy, ...]:
        """The copies that can be put in the library's place, the newest first."""
        return self._store.copies()

    def restore(self, path: str) -> Changes:
        """Put the copy at `path` in the library's place; the file as it was is kept beside it.

        StoreError when that cannot be: the library is then as it was. To be called where notes are saved, so that what
        was written before is in the file that is kept.
        """
        self._store.restore(Path(path))
        return Changes(frozenset(Changed))
