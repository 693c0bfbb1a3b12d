"""Asks before an article leaves the library, and says what becomes of its notes."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.desktop.inspector.parts import button, label


class RemoveArticle(QDialog):
    """Accepted when the article is to be removed."""

    def __init__(self, title: str, notes: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Remove from the library?")
        self.setMinimumWidth(380)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(label("Remove from the library?", "title"))
        column.addWidget(label(title or "Untitled"))
        few = {0: "You have no notes on it.", 1: "Your note on it is kept."}
        kept = few.get(notes, f"Your {notes} notes on it are kept.")
        after = "The file on your disk is not touched. Ctrl+Z brings the article back."
        column.addWidget(label(f"{kept} {after}", "soft"))
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(button("Cancel", self.reject))
        remove = button("Remove", self.accept, "primary")
        remove.setDefault(True)
        line.addWidget(remove)
        column.addLayout(line)
        self.finished.connect(lambda _: self.deleteLater())
