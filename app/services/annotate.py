"""The user's notes."""

from __future__ import annotations

import uuid

from app.domain.anchors import Certainty, Place, anchor_at
from app.domain.changes import Changed, Changes
from app.domain.marks import Note, NoteTarget
from app.domain.records import ArticleHead, StoredNote
from app.domain.spans import Span
from app.errors import NotPossible
from app.services.ports import Session, Store
from app.services.showing import NOTHING, placed_notes


class Annotating:
    """Writes, changes, bins and re-attaches notes. Each call is one transaction, on the disk when it returns."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add_note(self, target: NoteTarget, body: str) -> tuple[Note, Changes]:
        """A new note. One with a `ref` is anchored in the current version of its article."""
        with self._store.writing() as session:
            notes = session.notes
            kind = target.ref.kind if target.ref else None
            if target.article_id is None and kind is not None:
                raise NotPossible("A note on a passage needs its article.")
            if target.entity_id is not None:
                session.entities.one(target.entity_id)
            note_id = str(uuid.uuid4())
            row_id = notes.create(note_id, body, target.article_id, kind, target.entity_id)
            if target.article_id is not None:
                head = session.articles.head(target.article_id)
                if target.ref:
                    _anchor(session, head, row_id, target.ref.span)
            stored = notes.one(note_id)
            return placed_notes(session, [stored])[0], _changes(stored)

    def edit_note(self, note_id: str, body: str) -> Changes:
        """Give a note another text; nothing changes when it is the same."""
        with self._store.writing() as session:
            stored = session.notes.one(note_id)
            if stored.body == body:
                return NOTHING
            session.notes.set_body(session.notes.row_id(note_id), body)
            return _changes(stored)

    def delete_note(self, note_id: str) -> Changes:
        """Put a note into the bin, from where `restore_note` takes it."""
        return self._bin(note_id, binned=True)

    def restore_note(self, note_id: str) -> Changes:
        """Take a note out of the bin."""
        return self._bin(note_id, binned=False)

    def note(self, note_id: str) -> Note:
        """One note, even from the bin. NotFound when there is none."""
        with self._store.reading() as session:
            return placed_notes(session, [session.notes.one(note_id)])[0]

    def reattach(self, note_id: str, span: Span) -> Changes:
        """Put a note in its place in its article's current version; its earlier anchors are kept."""
        with self._store.writing() as session:
            stored = session.notes.one(note_id)
            if stored.article_id is None:
                raise NotPossible("This note is not about a passage of an article.")
            _anchor(session, session.articles.head(stored.article_id), session.notes.row_id(note_id), span)
            return _changes(stored)

    def _bin(self, note_id: str, *, binned: bool) -> Changes:
        with self._store.writing() as session:
            stored = session.notes.one(note_id)
            changed = session.notes.set_binned(session.notes.row_id(note_id), binned=binned)
            return _changes(stored) if changed else NOTHING


def _anchor(session: Session, head: ArticleHead, row_id: int, span: Span) -> None:
    text = session.articles.text(head.version_id)
    if span.end > len(text):
        raise NotPossible("The passage is not in this version of the article.", "Select it again.")
    anchor_id = session.anchors.add(head.id, anchor_at(text, span, head.version), note=row_id)
    session.anchors.keep_places(head.version_id, {anchor_id: Place(span, Certainty.EXACT)})


def _changes(note: StoredNote) -> Changes:
    kinds = {Changed.NOTES, Changed.LIBRARY}
    return Changes(frozenset(kinds), frozenset({note.article_id} if note.article_id is not None else ()))
