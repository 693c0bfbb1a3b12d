"""A picture of the window, for a machine without a display and for the documentation."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.desktop.window import Window

log = logging.getLogger(__name__)

QUIET_MS = 400
"""How long nothing may have been going on: marks fade in for 150 ms, the inspector is made in the next turn."""
LONGEST_MS = 180_000


def shoot(window: Window, path: Path, application: QApplication) -> None:
    """Draw `window` into the PNG `path` once everything is read and still, then end the program."""
    quiet = QTimer(window)
    quiet.setInterval(QUIET_MS)
    calm = [0]

    def look() -> None:
        busy = window.reading.busy or window.background_busy()
        calm[0] = 0 if busy else calm[0] + 1
        if calm[0] >= 2:
            quiet.stop()
            application.exit(0 if save(window, path) else 1)

    quiet.timeout.connect(look)
    quiet.start()
    QTimer.singleShot(LONGEST_MS, lambda: application.exit(1))


def save(widget: QWidget, path: Path) -> bool:
    """Draw a widget into a PNG; whether it could be written."""
    saved = widget.grab().save(str(path), "PNG")
    if not saved:
        log.error("the picture could not be written to %s", path)
    return bool(saved)
