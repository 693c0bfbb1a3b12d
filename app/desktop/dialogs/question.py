"""One question with what follows from the answer, and two buttons: what the other questions are made of."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.desktop.inspector.parts import button, label


class Question(QDialog):
    """`agreed` is emitted when the person goes on, with the button that says `act`. Enter goes on, Escape does not."""

    agreed = Signal()

    def __init__(self, question: str, told: str, note: str, act: str, parent: QWidget | None = None) -> None:
        """`told`: what it is about or what will change; `note`: what else there is to know, below and softer."""
        super().__init__(parent)
        self.setWindowTitle(question)
        self.setMinimumWidth(380)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(label(question, "title"))
        self.told = label(told)
        column.addWidget(self.told)
        column.addWidget(label(note, "soft"))
        self.setAccessibleDescription(told)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(button("Cancel", self.reject))
        agree = button(act, self.accept, "primary")
        agree.setDefault(True)
        line.addWidget(agree)
        column.addLayout(line)
        self.accepted.connect(self.agreed)
        self.finished.connect(lambda _: self.deleteLater())
