"""The page while there is no text on it: one sentence and one action."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.desktop.inspector.parts import button, label


class EmptyPage(QFrame):
    openWanted = Signal()  # noqa: N815

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("emptyPage")
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 40, 40, 40)
        column.addStretch(2)
        self._sentence = label("", "title")
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._step = label("", "soft")
        self._step.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._open = button("Open an article…", self.openWanted.emit, "primary")
        column.addWidget(self._sentence)
        column.addSpacing(6)
        column.addWidget(self._step)
        column.addSpacing(14)
        column.addWidget(self._open, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.welcome()

    @property
    def words(self) -> str:
        return f"{self._sentence.text()} {self._step.text()}".strip()

    def welcome(self) -> None:
        self.say("Open an article to see who is in it.", "Or drop a file into this window.")

    def say(self, sentence: str, step: str) -> None:
        self._sentence.setText(sentence)
        self._step.setText(step)
        self._open.setVisible(not sentence.endswith("…"))
        self.setAccessibleName(self.words)
