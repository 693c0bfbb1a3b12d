"""The earlier copies of the library, to put one of them in its place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.desktop.inspector.parts import button, label
from app.desktop.library.rows import Line, LineDelegate, LineList
from app.domain.checking import Copy

_REASONS = {"daily": "daily copy", "before an update": "before an update", "set aside": "set aside earlier"}


class CopiesDialog(QDialog):
    """`chosen` carries the path of the copy to restore."""

    chosen = Signal(str)

    def __init__(self, copies: Sequence[Copy], delegate: LineDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Restore an earlier copy")
        self.setMinimumSize(460, 380)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(10)
        column.addWidget(label("Restore an earlier copy", "title"))
        words = "Your library as it is now is kept beside the copy, and can be chosen here again."
        column.addWidget(label(words if copies else "There is no copy yet. One is made on each day you read.", "soft"))
        self.list = LineList(delegate, "Copies of your library")
        self.list.lines.fill([line_of(copy) for copy in copies])
        self.list.doubleClicked.connect(lambda _: self._restore())
        column.addWidget(self.list, 1)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(button("Cancel", self.reject))
        self.restore = button("Restore", self._restore, "primary")
        self.restore.setEnabled(bool(copies))
        line.addWidget(self.restore)
        column.addLayout(line)
        if copies:
            self.list.setCurrentIndex(self.list.lines.index(0))
        self.finished.connect(self.deleteLater)

    def _restore(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            self.chosen.emit(str(self.list.lines.line(index.row()).payload))
            self.accept()


def line_of(copy: Copy) -> Line:
    """When it was made, in local time, over what it holds."""
    made = datetime.fromisoformat(copy.made).astimezone()
    articles = "1 article" if copy.articles == 1 else f"{copy.articles:,} articles"
    notes = "1 note" if copy.notes == 1 else f"{copy.notes:,} notes"
    size = QLocale().formattedDataSize(copy.size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
    below = " · ".join((articles, notes, size, _REASONS.get(copy.reason, copy.reason)))
    return Line(f"{made:%A} {made.day} {made:%B %Y}, {made:%H:%M}", below, copy.path, lines=1)
