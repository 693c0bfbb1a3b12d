"""Asks for a word or a few: one of those that are offered, or the person's own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.desktop.inspector.parts import button, label

ROW = 26
"""px that an offer takes."""


class WordPrompt(QDialog):
    """`chosen` carries the words. Down and Up pick an offer, typing takes the place of it, Enter takes it.

    `about` says in plain text what is asked about; `may_be_empty` lets nothing be an answer.
    """

    chosen = Signal(str)

    def __init__(
        self,
        title: str,
        words: str = "",
        *,
        offers: Sequence[str] = (),
        about: str = "",
        hint: str = "",
        may_be_empty: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._may_be_empty = may_be_empty
        self.setWindowTitle(title)
        self.setMinimumWidth(380)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(label(title, "title"))
        if about:
            column.addWidget(label(about, "soft"))
        self.offers = QListWidget()
        self.offers.setAccessibleName("Suggestions")
        self.offers.addItems(list(offers))
        self.offers.itemClicked.connect(self._take)
        self.offers.itemActivated.connect(lambda _: self._accept())
        for row in range(len(offers)):
            self.offers.item(row).setSizeHint(QSize(120, ROW))
        self.offers.setFixedHeight(6 + len(offers) * ROW)
        self.offers.setVisible(bool(offers))
        column.addWidget(self.offers)
        self.field = QLineEdit(words)
        self.field.setAccessibleName(title)
        self.field.setPlaceholderText(hint)
        self.field.selectAll()
        self.field.installEventFilter(self)
        column.addWidget(self.field)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(button("Cancel", self.reject))
        ok = button("OK", self._accept, "primary")
        ok.setDefault(True)
        line.addWidget(ok)
        column.addLayout(line)
        self.field.setFocus()
        self.finished.connect(lambda _: self.deleteLater())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.offers.count():
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                row = max(0, min(self.offers.count() - 1, self.offers.currentRow() + step))
                self.offers.setCurrentRow(row)
                self._take(self.offers.item(row))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._accept()
                return True
        return super().eventFilter(watched, event)

    def _take(self, item: QListWidgetItem) -> None:
        self.field.setText(item.text())
        self.field.selectAll()

    def _accept(self) -> None:
        words = " ".join(self.field.text().split())
        if words or self._may_be_empty:
            self.accept()
            self.chosen.emit(words)
