"""Takes notes and marks in that were read from a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.domain.anchoring import resolve
from app.domain.anchors import Anchor, Certainty
from app.domain.changes import Changed, Changes
from app.domain.portable import ImportReport, IncomingMark, IncomingNote
from app.domain.records import ArticleHead, EntityRecord
from app.errors import NotFound
from app.services.decide import Deciding
from app.services.importing_marks import MarksIn
from app.services.importing_shelf import Shelf, beginning, without_article
from app.services.ports import Session, Store

_SURE = (Certainty.EXACT, Certainty.MOVED)


class Importing:
    """Notes keep their identity, marks their place: taking the same file in twice changes nothing the second time."""

    def __init__(self, store: Store, deciding: Deciding) -> None:
        self._store = store
        self._deciding = deciding

    def take_in_marks(self, marks: Sequence[IncomingMark]) -> tuple[ImportReport, Changes]:
        """Decide on the articles' marks as the file's user did, one decision after the other, each to be undone.

        Where this library's user has decided already, that stays. A mark whose place is not sure is left out: a wrong
        one would be worse.
        """
        return MarksIn(self._store, self._deciding).take_in(marks)

    def take_in(self, notes: Sequence[IncomingNote]) -> tuple[ImportReport, Changes]:
        """Make the notes that are not there, all or none; those that are there, in the bin too, are left alone.

        A note whose article or entity is not in the library is left out and named; one whose words are not found for
        sure is taken in and shown as such.
        """
        came = there = unplaced = 0
        left_out: list[str] = []
        articles: set[int] = set()
        with self._store.writing() as session:
            shelf = Shelf(session)
            for note in notes:
                if _is_there(session, note.id):
                    there += 1
                    continue
                if note.versions:
                    head = shelf.article(note)
                    if head is None:
                        left_out.append(without_article(note.title, note.body))
                        continue
                    articles.add(head.id)
                    unplaced += not _on_article(session, note, head)
                elif note.entity_name:
                    entity = _entity(session, note)
                    if entity is None:
                        left_out.append(f"“{note.entity_name}” is not in this library: “{beginning(note.body)}”")
                        continue
                    _create(session, note, None, entity.root_id)
                else:
                    _create(session, note, None, None)
                came += 1
        kinds = frozenset({Changed.NOTES, Changed.LIBRARY}) if came else frozenset()
        return ImportReport(came, there, unplaced, left_out=tuple(left_out)), Changes(kinds, frozenset(articles))


def _entity(session: Session, note: IncomingNote) -> EntityRecord | None:
    """The entity of that name, whatever its kind if there is none of the kind it had."""
    named = session.entities.named
    return named(note.entity_name, note.entity_kind) or named(note.entity_name)


def _is_there(session: Session, note_id: str) -> bool:
    try:
        session.notes.row_id(note_id)
    except NotFound:
        return False
    return True


def _on_article(session: Session, note: IncomingNote, head: ArticleHead) -> bool:
    """Make the note; whether its place is sure."""
    row_id = _create(session, note, head.id, None)
    if note.anchor is None:
        return True
    if note.quoted and note.quoted != note.anchor.exact:
        _keep_first_words(session, note.quoted, note.anchor, head.id, row_id)
    anchor_id = session.anchors.add(head.id, note.anchor, note=row_id)
    place = resolve(note.anchor, session.articles.text(head.version_id), head.version)
    session.anchors.keep_places(head.version_id, {anchor_id: place})
    return place.certainty in _SURE


def _keep_first_words(session: Session, words: str, anchor: Anchor, article_id: int, row_id: int) -> None:
    """An older anchor with the words that the note was first written on; it is never where the note is sought."""
    first = replace(anchor, exact=words, prefix="", suffix="", end=anchor.start + len(words), version="")
    session.anchors.add(article_id, first, note=row_id)


def _create(session: Session, note: IncomingNote, article_id: int | None, entity_id: int | None) -> int:
    kind = note.on if note.anchor else None
    return session.notes.create(
        note.id, note.body, article_id, kind, entity_id, created=note.created, updated=note.updated
    )
