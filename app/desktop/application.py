"""The application object: takes the files that macOS hands to a program as events, and not as arguments."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """Files may arrive before there is a program to take them: those wait in `handed`."""

    fileHanded = Signal(str)  # a path  # noqa: N815

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self.handed: list[str] = []

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent):
            path = event.file()
            if path:  # else it is an address of the web, which is none of ours
                self.handed.append(path)
                self.fileHanded.emit(path)
            return True
        return super().event(event)

    def take_handed(self) -> list[str]:
        """The files that came so far, each once."""
        taken, self.handed = self.handed, []
        return taken
