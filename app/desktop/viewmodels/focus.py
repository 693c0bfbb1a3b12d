"""The one thing that is selected: a mark of the article, a note, or an entity of the library."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.domain.marks import MarkRef, NoteTarget


class Focus(QObject):
    """What the inspector shows. A mark, a note, an entity, or a note about to be written; nothing means the article."""

    changed = Signal()
    noteWanted = Signal(object)  # NoteTarget: put the caret into a new note  # noqa: N815

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ref: MarkRef | None = None
        self._entity: int | None = None
        self._note: str | None = None

    @property
    def ref(self) -> MarkRef | None:
        return self._ref

    @property
    def entity_id(self) -> int | None:
        """The entity shown without a mark of the current article."""
        return self._entity

    @property
    def note_id(self) -> str | None:
        """The note that was chosen by itself: without a place that is sure, or in the bin."""
        return self._note

    @property
    def is_on_nothing(self) -> bool:
        return self._ref is None and self._entity is None and self._note is None

    def on_mark(self, ref: MarkRef) -> None:
        self._set(ref, None)

    def on_entity(self, entity_id: int) -> None:
        self._set(None, entity_id)

    def on_note(self, note_id: str) -> None:
        self._set(None, None, note_id)

    def clear(self) -> None:
        self._set(None, None)

    def write_note(self, target: NoteTarget) -> None:
        self.noteWanted.emit(target)

    def _set(self, ref: MarkRef | None, entity: int | None, note: str | None = None) -> None:
        if (ref, entity, note) != (self._ref, self._entity, self._note):
            self._ref, self._entity, self._note = ref, entity, note
            self.changed.emit()
