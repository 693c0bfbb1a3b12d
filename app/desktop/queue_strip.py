"""The quiet strip in the status bar: how far the queue is, and what can be asked of it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.desktop.inspector.parts import button, label, shorten
from app.domain.queueing import Doing, QueueCounts, QueueView, summary

SHOW_AFTER_MS = 700
"""A queue that is done sooner is not shown at all."""
FORGET_MS = 12_000
_LONGEST_NAME = 26


class QueueStrip(QWidget):
    """Says one sentence and offers what fits it. Shows itself; changes nothing."""

    paused = Signal()
    continued = Signal()
    cancelled = Signal()
    reportWanted = Signal()  # noqa: N815

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Files on their way into the library")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self._words = label("", wrap=False)
        line.addWidget(self._words)
        self._pause = _small("Pause", self.paused)
        self._continue = _small("Continue", self.continued)
        self._cancel = _small("Cancel", self.cancelled)
        self._report = _small("Report", self.reportWanted)
        self._dismiss = button("Dismiss", self._put_away)
        self._buttons = (self._pause, self._continue, self._cancel, self._report, self._dismiss)
        for made in self._buttons:
            line.addWidget(made)
        self._later = _once(self, SHOW_AFTER_MS, self.show)
        self._forget = _once(self, FORGET_MS, self._put_away)
        self._ended = False
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    def tell(self, view: QueueView) -> None:
        """What the queue does now."""
        counts = view.counts
        if view.doing is Doing.NOTHING:
            if not self._ended:
                self._put_away()
            return
        self._ended = False
        self._forget.stop()
        at = f"{min(counts.done + 1, counts.total):,} of {counts.total:,}"
        match view.doing:
            case Doing.LOOKING:
                self._say("Looking through folders…", self._cancel)
            case Doing.PAUSED:
                self._say(f"Paused at {at}", self._continue, self._cancel)
            case Doing.OFFERED:
                left = f"{view.offered:,} files" if view.offered != 1 else "1 file"
                self._say(f"{left} of an earlier import still to read", self._continue, self._cancel)
            case _:
                name = f" · {shorten_name(view.name)}" if view.name else ""
                self._say(f"Reading {at}{name}", self._pause, self._cancel)
        if self.isHidden() and not self._later.isActive():
            self._later.start(0 if view.doing is Doing.OFFERED else SHOW_AFTER_MS)

    def end(self, counts: QueueCounts) -> None:
        """Every file is done: what became of them stays to be read while some failed, and a moment otherwise."""
        self._later.stop()
        if counts.total < 2 and not counts.failed:
            self._put_away()
            return
        self._ended = True
        self._say(f"{summary(counts)}.", self._report, self._dismiss)
        self.show()
        if not counts.failed:
            self._forget.start()

    def _say(self, sentence: str, *offered: QPushButton) -> None:
        self._words.setText(sentence)
        self._words.setAccessibleName(sentence)
        pressed = any(made.hasFocus() for made in self._buttons)
        for made in self._buttons:
            made.setVisible(made in offered)
        if pressed and not any(made.hasFocus() for made in offered if made is not self._cancel):
            offered[0].setFocus()  # and not what comes next: that may be Cancel

    def _put_away(self) -> None:
        self._ended = False
        self._later.stop()
        self._forget.stop()
        self.hide()


def shorten_name(name: str) -> str:
    """The beginning and the end of a file's name: the ending tells what it is."""
    name = shorten(name, 400)
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 9]}…{name[-8:]}"


def _small(words: str, wanted: object) -> QPushButton:
    return button(words, wanted.emit)  # type: ignore[attr-defined]


def _once(parent: QWidget, milliseconds: int, act: object) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(act)
    return timer
