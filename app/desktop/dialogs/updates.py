"""Asking for a newer version: what is sent is said first, and nothing is sent before a button is pressed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app import __version__, updates
from app.desktop.inspector.parts import button, label
from app.errors import UserError
from app.settings import Settings
from app.updates import Release, is_newer
from app.work.background import Background

log = logging.getLogger(__name__)


class Updates:
    """Asks when it is told to; at the start of a day, too, when the user switched that on in the dialog."""

    def __init__(
        self,
        settings: Settings,
        background: Background,
        tell: Callable[[str], object],
        window: QWidget,
        ask: Callable[[], Release] = updates.newest,
    ) -> None:
        self._settings, self._background, self._tell, self._window, self._ask = settings, background, tell, window, ask

    def open(self) -> None:
        """Show the dialog."""
        dialog = UpdatesDialog(self._settings, self._background, self._ask, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def start(self) -> None:
        """Once a day, if that is switched on: say that there is a newer version, and nothing otherwise."""
        today = date.today().isoformat()
        if self._settings.check_updates and self._settings.updates_checked != today:
            self._settings.updates_checked = today
            self._background.run(self._ask, self._found, lambda error: log.info("no answer about versions: %s", error))

    def _found(self, release: Release) -> None:
        if is_newer(release.version, __version__):
            self._tell(f"Version {release.version} of Glossator is out: File, “Check for updates…” leads to it.")


class UpdatesDialog(QDialog):
    """Says what will be sent and to whom; then what came of it."""

    def __init__(
        self, settings: Settings, background: Background, ask: Callable[[], Release], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._settings, self._background, self._ask = settings, background, ask
        self._page = ""
        self._closed = False
        self.setWindowTitle("Check for updates")
        self.setMinimumWidth(440)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(10)
        column.addWidget(label(f"This is Glossator {__version__}", "title"))
        host = urlsplit(updates.ADDRESS).netloc
        column.addWidget(
            label(
                f"Glossator can ask {host} which version is the newest. Nothing is sent but that question: not your "
                "version, not your name, nothing of what you read. Glossator never goes online otherwise."
            )
        )
        self.daily = QCheckBox("Ask once a day, when Glossator starts")
        self.daily.setChecked(settings.check_updates)
        self.daily.toggled.connect(self._set_daily)
        column.addWidget(self.daily)
        self.outcome = label("")
        self.outcome.setAccessibleName("Outcome")
        column.addWidget(self.outcome)
        line = QHBoxLayout()
        line.addStretch(1)
        self.close_button = button("Close", self.accept)
        self.page_button = button("Open its page", self._open_page, "primary")
        self.page_button.hide()
        self.ask_button = button("Ask now", self.ask, "primary")
        for one in (self.close_button, self.page_button, self.ask_button):
            line.addWidget(one)
        column.addLayout(line)
        self.ask_button.setFocus()

    def ask(self) -> None:
        """Send the question; the answer is shown when it comes."""
        self.ask_button.setEnabled(False)
        self.outcome.setText("Asking…")
        self._background.run(self._ask, self._answered, self._failed, key="updates")

    def done(self, result: int) -> None:
        self._closed = True  # an answer may still come
        super().done(result)

    def _answered(self, release: Release) -> None:
        if self._closed:
            return
        self.ask_button.setEnabled(True)
        if is_newer(release.version, __version__):
            self._page = release.page
            self.outcome.setText(f"Version {release.version} is out. Your library stays as it is when you install it.")
            self.ask_button.hide()
            self.page_button.setToolTip(release.page)
            self.page_button.show()
        else:
            self.outcome.setText("You have the newest version.")

    def _failed(self, error: Exception) -> None:
        if self._closed:
            return
        self.ask_button.setEnabled(True)
        if not isinstance(error, UserError):
            log.error("asking for updates failed", exc_info=error)
        known = isinstance(error, UserError)
        self.outcome.setText(str(error) if known else "That could not be found out. Try again later.")

    def _set_daily(self, on: bool) -> None:
        self._settings.check_updates = on

    def _open_page(self) -> None:
        QDesktopServices.openUrl(QUrl(self._page))
        self.accept()
