"""One long task in the status bar: what it does, how far it is, and a way to stop it."""

from __future__ import annotations

import threading

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from app.desktop.inspector.parts import button, label

SHOW_AFTER_MS = 700
"""A task that is over sooner is not shown at all."""


class TaskStrip(QWidget):
    """`step` may be called from any thread; everything else from the window's."""

    _stepped = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(90)
        self._words = label("", wrap=False)
        self._stop = button("Stop", self.stop)
        self._stop.setStyleSheet("padding: 0 6px; font-size: 11px;")
        for widget in (self._bar, self._words, self._stop):
            line.addWidget(widget)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(SHOW_AFTER_MS)
        self._later.timeout.connect(self.show)
        self._stopped = threading.Event()
        self._stepped.connect(lambda share: self._bar.setValue(round(share * 1000)))
        self.hide()

    def begin(self, sentence: str) -> None:
        """A task has begun; it is shown once it has taken longer than a moment."""
        self._stopped.clear()
        self._words.setText(sentence)
        self._bar.setAccessibleName(sentence)
        self._bar.setValue(0)
        self._stop.setEnabled(True)
        self._later.start()

    def step(self, share: float) -> bool:
        """Say how far the task is, from 0 to 1; whether it may go on."""
        self._stepped.emit(share)
        return not self._stopped.is_set()

    def stop(self) -> None:
        """Ask the task to stop at its next step."""
        self._stopped.set()
        self._stop.setEnabled(False)

    def end(self) -> None:
        self._later.stop()
        self.hide()
