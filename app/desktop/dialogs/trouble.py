"""Our own bugs, told plainly: what happened, and a report that can be saved. Nothing is sent."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

import PySide6
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app import __version__
from app.desktop.inspector.parts import button, label
from app.desktop.look import apply_look, look_of
from app.desktop.theme.fonts import load_typefaces
from app.paths import RESOURCES
from app.settings import Settings

log = logging.getLogger(__name__)


class TroubleDialog(QDialog):
    """A sentence, the next step, and for a bug a button that saves a report to `reports`."""

    def __init__(
        self, sentence: str, step: str, error: BaseException | None, reports: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Glossator")
        self.setMinimumWidth(420)
        self._error, self._reports = error, reports
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(10)
        column.addWidget(label(sentence, "title"))
        column.addWidget(label(step))
        self._saved = label("", "soft")
        column.addWidget(self._saved)
        self._line = QHBoxLayout()
        self._line.addStretch(1)
        if error is not None:
            self._line.addWidget(button("Save a report", self.save_report))
        self._line.addWidget(button("Close", self.accept))
        column.addLayout(self._line)

    def offer(self, words: str, act: Callable[[], object]) -> None:
        """One way out of the trouble, as the button that is meant to be pressed."""
        self._line.addWidget(button(words, act, "primary"))

    def save_report(self) -> Path | None:
        """Write versions and the traceback, nothing of any article, to a text file; its path."""
        assert self._error is not None
        name = f"report-{datetime.now(UTC):%Y%m%d-%H%M%S}.txt"
        lines = [
            f"Glossator {__version__}, Python {platform.python_version()}, Qt {PySide6.__version__}",
            platform.platform(),
            "",
            *traceback.format_exception(self._error),
        ]
        try:
            self._reports.mkdir(parents=True, exist_ok=True)
            path = self._reports / name
            path.write_text("\n".join(lines), "utf-8")
        except OSError as error:
            self._saved.setText(f"The report could not be saved: {error.strerror or error}.")
            return None
        self._saved.setText(f"Saved as {path}. Send it along when you ask for help.")
        return path


def show_alone(application: QApplication, sentence: str, step: str) -> None:
    """Say what keeps the program from starting, where there is no window yet; returns when it was read."""
    apply_look(application, look_of(Settings(), load_typefaces(RESOURCES / "fonts")))
    TroubleDialog(sentence, step, None, Path()).exec()


def install_hook(reports: Path) -> None:
    """Show exceptions that nobody caught, once at a time, instead of losing them in a console nobody sees."""
    shown: list[TroubleDialog] = []

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.error("uncaught", exc_info=(kind, error, trace))
        if issubclass(kind, KeyboardInterrupt):
            QApplication.exit(130)
            return
        sys.__excepthook__(kind, error, trace)
        if QApplication.instance() is None or any(d.isVisible() for d in shown):
            return
        shown[:] = [
            TroubleDialog(
                "Something went wrong inside Glossator.",
                "What you wrote is saved. You can go on; if it comes back, save a report.",
                error,
                reports,
                QApplication.activeWindow(),
            )
        ]
        shown[0].open()

    sys.excepthook = hook
