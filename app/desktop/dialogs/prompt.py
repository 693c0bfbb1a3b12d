"""The frame of what asks for words: a title, a field, a list of offers that the arrow keys walk, two buttons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.desktop.inspector.parts import button, label

ROWS = 6
"""Offers that are seen at once."""


def fit(dialog: QDialog) -> None:
    """Make it as tall as its words need, which a layout does not when they change."""
    layout = dialog.layout()
    assert layout is not None
    layout.activate()
    wide = max(dialog.width(), dialog.minimumWidth())
    dialog.resize(wide, layout.totalHeightForWidth(wide) if layout.hasHeightForWidth() else layout.sizeHint().height())


class Prompt(QDialog):
    """Puts nothing in but the title and what is asked about: subclasses arrange `field` and `offers` in `column`, then
    `finish`. Down and Up walk the offers (`picked`), Enter and the primary button answer (`answer`). Goes when closed.
    """

    def __init__(self, title: str, words: str, offers: str, about: str = "", parent: QWidget | None = None) -> None:
        """`offers`: the list's name for a screen reader."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(380)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(18, 16, 18, 16)
        self.column.setSpacing(10)
        self.column.addWidget(label(title, "title"))
        if about:
            self.column.addWidget(label(about, "soft"))
            self.setAccessibleDescription(about)
        self.row_height = self.fontMetrics().height() + 10
        self.offers = QListWidget()
        self.offers.setAccessibleName(offers)
        self.offers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.offers.itemActivated.connect(lambda _: self.answer())
        self.field = QLineEdit(words)
        self.field.setAccessibleName(title)
        self.field.selectAll()
        self.field.installEventFilter(self)
        self.finished.connect(lambda _: self.deleteLater())

    def finish(self, ok: str = "OK") -> None:
        """Put the buttons below all else."""
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(button("Cancel", self.reject))
        self.ok = button(ok, self.answer, "primary")
        self.ok.setDefault(True)
        line.addWidget(self.ok)
        self.column.addLayout(line)
        self.field.setFocus()

    def offer(self, words: str, value: object = None) -> None:
        """Put one more row at the end of the offers."""
        item = QListWidgetItem(words)
        item.setSizeHint(QSize(120, self.row_height))
        item.setData(Qt.ItemDataRole.UserRole, value)
        self.offers.addItem(item)

    def picked(self, item: QListWidgetItem) -> None:
        """The keyboard came to this offer."""

    def answer(self) -> None:
        raise NotImplementedError

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.offers.count():
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                row = max(0, min(self.offers.count() - 1, self.offers.currentRow() + step))
                self.offers.setCurrentRow(row)
                self.picked(self.offers.item(row))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.answer()
                return True
        return super().eventFilter(watched, event)
