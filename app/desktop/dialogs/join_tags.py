"""Asks whether two tags are to be one, where a tag is given a name that another has."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.desktop.inspector.parts import button, label
from app.domain.rows import plural
from app.domain.tags import TagRow


class JoinTags(QDialog):
    """`agreed` is emitted when the person goes on."""

    agreed = Signal()

    def __init__(self, tag: TagRow, into: TagRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = f"There is a tag #{into.name} already. Join them?"
        self.setWindowTitle(title)
        self.setMinimumWidth(380)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(label(title, "title"))
        self.count = label(f"{_held(tag)} #{into.name} in place of #{tag.name}.")
        column.addWidget(self.count)
        column.addWidget(label("Ctrl+Z takes it back.", "soft"))
        self.setAccessibleDescription(self.count.text())
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(button("Cancel", self.reject))
        join = button("Join", self.accept, "primary")
        join.setDefault(True)
        line.addWidget(join)
        column.addLayout(line)
        self.accepted.connect(self.agreed)
        self.finished.connect(lambda _: self.deleteLater())


def _held(tag: TagRow) -> str:
    """ "2 notes and 1 article get"."""
    parts = [plural(n, word) for n, word in ((tag.notes, "note"), (tag.articles, "article")) if n]
    return f"{' and '.join(parts) or 'Nothing'} {'get' if tag.notes + tag.articles > 1 else 'gets'}"
