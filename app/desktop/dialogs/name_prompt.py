"""Asks for a name: a new one, or one of the library's, which are offered as it is typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.desktop.inspector.parts import button, label
from app.domain.rows import EntityRow

Find = Callable[[str, Callable[[tuple[EntityRow, ...]], object]], None]
"""Looks names up by their beginning, off the window's thread, and hands the rows to the callback."""


class NamePrompt(QDialog):
    """`chosen` carries the name and the entity's id, or None for a name that is only text.

    `only_known` asks for an entity of the library (to be the same as another), otherwise any words will do.
    """

    chosen = Signal(str, object)

    def __init__(
        self,
        title: str,
        words: str,
        find: Find,
        *,
        only_known: bool = False,
        detail: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._find = find
        self._only_known = only_known
        self._alive = True
        self.setWindowTitle(title)
        self.setMinimumWidth(380)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(label(title, "title"))
        if detail:
            column.addWidget(label(detail, "soft"))
            self.setAccessibleDescription(detail)
        self.field = QLineEdit(words)
        self.field.setAccessibleName(title)
        self.field.selectAll()
        self.field.installEventFilter(self)
        self.field.textEdited.connect(self._look)
        column.addWidget(self.field)
        self.offers = QListWidget()
        self.offers.setAccessibleName("Names in your library")
        self.offers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._row = self.fontMetrics().height() + 10
        self.offers.setFixedHeight(6 * self._row + 6)
        self.offers.itemActivated.connect(lambda _: self._accept())
        self.offers.itemClicked.connect(self._take)
        column.addWidget(self.offers)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(button("Cancel", self.reject))
        self._ok = button("OK", self._accept, "primary")
        self._ok.setDefault(True)
        line.addWidget(self._ok)
        column.addLayout(line)
        self.finished.connect(self._end)
        self._look(words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.offers.count():
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.offers.setCurrentRow(max(0, min(self.offers.count() - 1, self.offers.currentRow() + step)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._accept()
                return True
        return super().eventFilter(watched, event)

    def _look(self, words: str) -> None:
        self._find(words.strip(), self._offer)

    def _offer(self, rows: tuple[EntityRow, ...]) -> None:
        if not self._alive:
            return
        self.offers.clear()
        for row in rows:
            known = f"{row.name}  ·  {row.kind}, {row.articles} {'article' if row.articles == 1 else 'articles'}"
            item = QListWidgetItem(known)
            item.setSizeHint(QSize(120, self._row))
            item.setData(Qt.ItemDataRole.UserRole, row)
            self.offers.addItem(item)
        exact = [i for i, row in enumerate(rows) if row.name.casefold() == self.field.text().strip().casefold()]
        if exact:
            self.offers.setCurrentRow(exact[0])
        elif self._only_known and rows and self.field.text().strip():
            self.offers.setCurrentRow(0)  # Enter takes what was typed the beginning of

    def _take(self, item: QListWidgetItem) -> None:
        self.field.setText(item.data(Qt.ItemDataRole.UserRole).name)

    def _accept(self) -> None:
        item: QListWidgetItem | None = self.offers.currentItem()
        name = self.field.text().strip()
        if item is not None:
            row: EntityRow = item.data(Qt.ItemDataRole.UserRole)
            self.chosen.emit(row.name, row.id)
            self.accept()
        elif name and not self._only_known:
            self.chosen.emit(name, None)
            self.accept()

    def _end(self) -> None:
        self._alive = False
        self.deleteLater()
