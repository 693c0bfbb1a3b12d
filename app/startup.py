"""From a command to a window: the frame is painted first, and everything else is imported, opened and put in after.

What is imported here is waited for at every start. Measured: with all of the program before the first paint, that came
after six times as long as with a bare Qt window. Of Qt, `Qt` itself is the slowest to import (16 ms of 110): here, in
window.py, frame.py and look.py it is asked for as `QtCore.Qt`, where it is used.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.desktop.window import Window
from app.paths import Paths, find_paths
from app.settings import load_settings

LATEST_MS = 600
"""A window that is minimised from the start is not painted at all."""


def run_window(files: Sequence[str] = (), *, shot: str | None = None, until: str = "") -> int:
    """Open the window on `files`, or on the sample library when there is nothing yet; the exit code.

    `shot` names a PNG: the window is drawn into it once everything is read, and the program ends.
    `until`, "frame" or "library": the process ends, at once, when that is painted: for measuring.
    """
    paths = find_paths()
    try:
        paths.make()
    except OSError as error:
        _refuse(paths.home, error, with_window=shot is None)
        return 1
    # The window's thread gets its turn from the others after 1 ms instead of 5. Measured, worst tick while 20,000 words
    # come in from the worker: 16 ms → 13, idle 11.
    sys.setswitchinterval(0.001)
    application = make_application()
    if shot is None and _is_open_already(paths, files):
        return 0
    window = Window(load_settings(paths.settings))
    close: list[Callable[[], None]] = []

    def begin() -> None:
        if not close:
            from app.bootstrap import begin

            close.append(begin(application, paths, files, window, Path(shot) if shot else None, until == "library"))

    if until == "frame":
        window.painted.connect(lambda: QTimer.singleShot(0, _end_now))
    window.painted.connect(lambda: QTimer.singleShot(0, begin))  # once it is on the screen
    QTimer.singleShot(LATEST_MS, begin)
    window.show()
    code = application.exec()
    for end in close:
        end()
    return code


def _refuse(home: Path, error: OSError, *, with_window: bool) -> None:
    """Say that the library has no folder: in the terminal, and in a window to who started the program from a menu."""
    taken = isinstance(error, FileExistsError | NotADirectoryError)
    reason = "a file is in its place" if taken else (error.strerror or str(error)).lower()
    sentence = f"The folder {home} cannot be used: {reason}."
    step = "Your library belongs there. " + (
        "Move that file away, or set GLOSSATOR_HOME to another folder."
        if taken
        else "Make sure that you may write in it and that there is room, or set GLOSSATOR_HOME to another folder."
    )
    print(f"glossator: {sentence} {step}", file=sys.stderr)
    if with_window and _has_display():
        from app.desktop.dialogs.trouble import show_alone

        show_alone(make_application(), sentence, step)


def _has_display() -> bool:
    """Whether a window can be seen. Without a display Qt would end the process."""
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    if chosen:
        return chosen.partition(":")[0] not in ("offscreen", "minimal")
    return sys.platform != "linux" or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def make_application(arguments: Sequence[str] = ()) -> QApplication:
    """The one QApplication, named as desktops expect. On macOS one that takes files."""
    kind = QApplication
    if sys.platform == "darwin":
        from app.desktop.application import Application as kind  # noqa: N813
    application = kind(["glossator", *arguments])
    application.setApplicationName("Glossator")
    application.setDesktopFileName("glossator")
    return application


def _end_now() -> None:
    os._exit(0)


def _is_open_already(paths: Paths, files: Sequence[str]) -> bool:
    """Whether a running program has this library open and took the files."""
    from app.desktop.single import hand_over

    return hand_over(paths.home, files)
