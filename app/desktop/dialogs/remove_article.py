"""Asks before an article leaves the library, and says what becomes of its notes."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.desktop.dialogs.question import Question


class RemoveArticle(Question):
    def __init__(self, title: str, notes: int, parent: QWidget | None = None) -> None:
        few = {0: "You have no notes on it.", 1: "Your note on it is kept."}
        kept = few.get(notes, f"Your {notes} notes on it are kept.")
        after = "The file on your disk is not touched. Ctrl+Z brings the article back."
        super().__init__("Remove from the library?", title or "Untitled", f"{kept} {after}", "Remove", parent)
