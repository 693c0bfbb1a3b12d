"""Asks for a word or a few: one of those that are offered, or the person's own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidgetItem, QWidget

from app.desktop.dialogs.prompt import Prompt


class WordPrompt(Prompt):
    """`chosen` carries the words. An offer that is picked stands in the field, typing takes the place of it.

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
        super().__init__(title, words, "Suggestions", about, parent)
        self._may_be_empty = may_be_empty
        for offered in offers:
            self.offer(offered)
        self.offers.itemClicked.connect(self.picked)
        self.offers.setFixedHeight(6 + len(offers) * self.row_height)
        self.offers.setVisible(bool(offers))
        self.field.setPlaceholderText(hint)
        self.column.addWidget(self.offers)
        self.column.addWidget(self.field)
        self.finish()

    def picked(self, item: QListWidgetItem) -> None:
        self.field.setText(item.text())
        self.field.selectAll()

    def answer(self) -> None:
        words = " ".join(self.field.text().split())
        if words or self._may_be_empty:
            self.accept()
            self.chosen.emit(words)
