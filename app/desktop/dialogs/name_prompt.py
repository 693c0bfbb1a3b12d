"""Asks for a name: a new one, or one of the library's, which are offered as it is typed."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidgetItem, QWidget

from app.desktop.dialogs.prompt import ROWS, Prompt
from app.domain.analysis import EntityKind
from app.domain.rows import EntityRow, plural

Find = Callable[[str, Callable[[tuple[EntityRow, ...]], object]], None]
"""Looks names up by their beginning, off the window's thread, and hands the rows to the callback."""


class NamePrompt(Prompt):
    """`chosen` carries the name and the entity's id, or None for a name that is only text.

    `only_known` asks for an entity of the library (to be the same as another), otherwise any words will do. `without`
    is the id of one that is not offered: the very one that is asked about. Names of the kinds `first` stand first.
    """

    chosen = Signal(str, object)

    def __init__(
        self,
        title: str,
        words: str,
        find: Find,
        *,
        only_known: bool = False,
        without: int | None = None,
        first: Collection[EntityKind] = (),
        detail: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, words, "Names in your library", detail, parent)
        self._find, self._only_known, self._without, self._first = find, only_known, without, first
        self._alive = True
        self.field.textEdited.connect(self._look)
        self.offers.setFixedHeight(ROWS * self.row_height + 6)
        self.offers.itemClicked.connect(self._take)
        self.column.addWidget(self.field)
        self.column.addWidget(self.offers)
        self.finish()
        self.finished.connect(self._end)
        self._look(words)

    def answer(self) -> None:
        item: QListWidgetItem | None = self.offers.currentItem()
        name = self.field.text().strip()
        if item is not None:
            row: EntityRow = item.data(Qt.ItemDataRole.UserRole)
            self.chosen.emit(row.name, row.id)
            self.accept()
        elif name and not self._only_known:
            self.chosen.emit(name, None)
            self.accept()

    def _look(self, words: str) -> None:
        self._find(words.strip(), self._offer)

    def _offer(self, found: tuple[EntityRow, ...]) -> None:
        if not self._alive:
            return
        rows = sorted((row for row in found if row.id != self._without), key=lambda row: row.kind not in self._first)
        self.offers.clear()
        for row in rows:
            self.offer(f"{row.name}  ·  {row.kind}, {plural(row.articles, 'article')}", row)
        exact = [i for i, row in enumerate(rows) if row.name.casefold() == self.field.text().strip().casefold()]
        if exact:
            self.offers.setCurrentRow(exact[0])
        elif self._only_known and rows and self.field.text().strip():
            self.offers.setCurrentRow(0)  # Enter takes what was typed the beginning of

    def _take(self, item: QListWidgetItem) -> None:
        self.field.setText(item.data(Qt.ItemDataRole.UserRole).name)

    def _end(self) -> None:
        self._alive = False
