"""Folders that are watched: what is new in them comes into the library, once it is wholly written."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from app.services.queueing import Looked, Queueing
from app.work.background import Background

log = logging.getLogger(__name__)

SETTLE_MS = 2_000
"""A file that was changed later than this ago may still be written to: it is left for the next look."""
AGAIN_MS = 3 * 60_000
"""Network folders and some systems tell of no change: a look this often finds it."""


class Watching(QObject):
    """Lives in the window's thread; the folders are looked through on `background`. Off while it has no folders."""

    listed = Signal()  # there is something new for the queue
    goneFound = Signal(str)  # a folder that is not there  # noqa: N815

    def __init__(
        self,
        queueing: Queueing,
        background: Background,
        parent: QObject | None = None,
        *,
        settle_ms: int = SETTLE_MS,
        now: Callable[[], int] = time.time_ns,
    ) -> None:
        super().__init__(parent)
        self._queueing, self._background, self._now = queueing, background, now
        self._folders: tuple[str, ...] = ()
        self._gone: frozenset[str] = frozenset()
        self._settle_ns = settle_ms * 1_000_000
        self._watcher = QFileSystemWatcher(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(settle_ms)
        self._soon.timeout.connect(self.look)
        self._watcher.directoryChanged.connect(lambda _: self._soon.start())
        self._again = QTimer(self)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self.look)

    @property
    def folders(self) -> tuple[str, ...]:
        return self._folders

    @property
    def gone(self) -> frozenset[str]:
        """Those of `folders` that were not there at the last look."""
        return self._gone

    def watch(self, folders: Sequence[str]) -> None:
        """Watch these and no others; what is in them and was not seen before comes in."""
        self._folders = tuple(dict.fromkeys(folders))
        self._gone &= frozenset(self._folders)
        if old := self._watcher.directories():
            self._watcher.removePaths(old)
        if self._folders:
            self._again.start()
            self.look()
        else:
            self._again.stop()
            self._soon.stop()

    def look(self) -> None:
        """Look through the folders now, off this thread."""
        folders = self._folders

        def look() -> Looked:
            return self._queueing.look(folders, self._now() - self._settle_ns)

        if folders:
            self._background.run(look, self._looked, self._failed)

    def _looked(self, looked: Looked) -> None:
        for folder in looked.gone:
            if folder not in self._gone:
                self.goneFound.emit(folder)
        self._gone = frozenset(looked.gone)
        watched = set(self._watcher.directories())
        if fresh := [f for f in looked.within if f not in watched]:
            self._watcher.addPaths(fresh)
        if looked.unsettled:
            self._soon.start()
        if looked.listed:
            self.listed.emit()

    def _failed(self, error: Exception) -> None:
        log.error("the watched folders could not be looked through", exc_info=error)


def shown_folder(folder: str) -> str:
    """A folder as people write it, with ~ for their own."""
    home = str(Path.home())
    return f"~{folder.removeprefix(home)}" if folder == home or folder.startswith(home + os.sep) else folder
