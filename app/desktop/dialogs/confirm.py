"""Asks before something is done in many articles at once, and says how much will change."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.desktop.dialogs.question import Question
from app.domain.rows import Reach

Foresee = Callable[[Callable[[Reach], object]], object]
"""Counts what will change, off the window's thread, and hands it over."""


class Confirm(Question):
    """The count comes a moment after the question."""

    def __init__(self, question: str, act: str, foresee: Foresee, parent: QWidget | None = None) -> None:
        note = "It holds for articles that come later, too. Undo takes it back."
        super().__init__(question, "Counting what will change…", note, act, parent)
        foresee(lambda reach: self._tell(reach) if isValid(self) else None)

    def _tell(self, reach: Reach) -> None:
        self.told.setText(f"Changes {reach.sentence}.")
        self.setAccessibleDescription(self.told.text())
