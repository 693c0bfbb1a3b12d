"""Asks whether two tags are to be one, where a tag is given a name that another has."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.desktop.dialogs.question import Question
from app.domain.rows import plural
from app.domain.tags import TagRow


class JoinTags(Question):
    def __init__(self, tag: TagRow, into: TagRow, parent: QWidget | None = None) -> None:
        question = f"There is a tag #{into.name} already. Join them?"
        told = f"{_held(tag)} #{into.name} in place of #{tag.name}."
        super().__init__(question, told, "Ctrl+Z takes it back.", "Join", parent)


def _held(tag: TagRow) -> str:
    """ "2 notes and 1 article get"."""
    parts = [plural(n, word) for n, word in ((tag.notes, "note"), (tag.articles, "article")) if n]
    return f"{' and '.join(parts) or 'Nothing'} {'get' if tag.notes + tag.articles > 1 else 'gets'}"
