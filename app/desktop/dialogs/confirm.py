"""Asks before something is done in many articles at once, and says how much will change."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.desktop.inspector.parts import button, label
from app.domain.rows import Reach

Foresee = Callable[[Callable[[Reach], object]], object]
"""Counts what will change, off the window's thread, and hands it over."""


class Confirm(QDialog):
    """`agreed` is emitted when the person goes on. The count comes a moment after the question."""

    agreed = Signal()

    def __init__(self, question: str, act: str, foresee: Foresee, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(question)
        self.setMinimumWidth(380)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(label(question, "title"))
        self.count = label("Counting what will change…")
        column.addWidget(self.count)
        column.addWidget(label("It holds for articles that come later, too. Undo takes it back.", "soft"))
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(button("Cancel", self.reject))
        agree = button(act, self.accept, "primary")
        agree.setDefault(True)
        line.addWidget(agree)
        column.addLayout(line)
        self.accepted.connect(self.agreed)
        self.finished.connect(lambda _: self.deleteLater())
        foresee(lambda reach: self._tell(reach) if isValid(self) else None)

    def _tell(self, reach: Reach) -> None:
        self.count.setText(f"Changes {reach.sentence}.")
        self.setAccessibleDescription(self.count.text())
