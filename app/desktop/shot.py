"""A picture of the window, for a machine without a display and for the documentation."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.desktop.window import Window

log = logging.getLogger(__name__)

QUIET_MS = 400
"""How long nothing may have been going on: marks fade in for 150 ms, the inspector is made in the next turn."""
LONGEST_MS = 180_000


def end_on_trouble(application: QApplication) -> None:
    """End the program with exit code 1 at an error that nobody caught, and after three minutes in any case.

    Nobody is there to close a dialog: without this a picture that could not be made was waited for without end.
    """

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.error("uncaught", exc_info=(kind, error, trace))
        sys.__excepthook__(kind, error, trace)
        application.exit(1)

    sys.excepthook = hook
    QTimer.singleShot(LONGEST_MS, lambda: application.exit(1))


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


def save(widget: QWidget, path: Path) -> bool:
    """Draw a widget into a PNG; whether it could be written."""
    saved = widget.grab().save(str(path), "PNG")
    if not saved:
        log.error("the picture could not be written to %s", path)
    return bool(saved)
