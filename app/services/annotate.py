"""The user's notes."""

from __future__ import annotations

from app.domain.changes import Changes
from app.domain.marks import Note, NoteTarget
from app.domain.spans import Span
from app.services.ports import Store


class Annotating:
    """Writes, changes, bins and re-attaches notes. Each call is on the disk when it returns."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add_note(self, target: NoteTarget, body: str) -> tuple[Note, Changes]:
        raise NotImplementedError

    def edit_note(self, note_id: str, body: str) -> Changes:
        raise NotImplementedError

    def delete_note(self, note_id: str) -> Changes:
        """Into the bin, from where restore_note takes it."""
        raise NotImplementedError

    def restore_note(self, note_id: str) -> Changes:
        raise NotImplementedError

    def note(self, note_id: str) -> Note:
        raise NotImplementedError

    def reattach(self, note_id: str, span: Span) -> Changes:
        raise NotImplementedError
