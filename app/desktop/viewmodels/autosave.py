"""The settings are written soon after one of them has changed, so that no crash takes them."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from PySide6.QtCore import QObject, QTimer

from app.settings import Settings
from app.work.background import Background

LOOK_MS = 1_500
"""A look costs 7 µs. What has changed is written once it was the same at two looks: a window that is being sized, or a
splitter that is drawn, is not written at every step.
"""


class Autosave(QObject):
    """Looks at the settings from the window's thread, and writes them on `background`, one after the other."""

    def __init__(
        self,
        gather: Callable[[], Settings],
        write: Callable[[Settings], object],
        background: Background,
        parent: QObject | None = None,
        *,
        look_ms: int = LOOK_MS,
    ) -> None:
        """`gather` brings the settings up to what the window shows, and answers with them."""
        super().__init__(parent)
        self._gather, self._write, self._background = gather, write, background
        self._written = self._seen = deepcopy(gather())
        self._timer = QTimer(self)
        self._timer.setInterval(look_ms)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def save(self) -> None:
        """Write them now."""
        now = self._written = self._seen = deepcopy(self._gather())
        self._background.run(lambda: self._write(now))

    def close(self) -> None:
        """Write them a last time."""
        self._timer.stop()
        self.save()

    def _look(self) -> None:
        now = self._gather()
        if now == self._written:
            self._seen = self._written
        elif now == self._seen:
            self.save()
        else:
            self._seen = deepcopy(now)
