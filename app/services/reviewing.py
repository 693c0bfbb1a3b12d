"""Brings notes back to mind: which are due, and when each comes back next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from app.domain.changes import Changed, Changes
from app.domain.operations import Subject
from app.domain.records import StoredNote
from app.domain.review import (
    FIRST_AFTER,
    NEVER,
    NEW_A_DAY,
    Rating,
    ReviewCounts,
    ReviewItem,
    Schedule,
    moment,
    outlook,
    rated,
)
from app.services.ports import Session, Store
from app.services.showing import placed_notes

_AROUND = 220  # characters of text to each side of a passage
_CHANGED = Changes(frozenset({Changed.LIBRARY}))


def _now() -> datetime:
    return datetime.now(UTC)


class Reviewing:
    """A queue of notes. What was due longest comes first, then notes that come back for the first time."""

    def __init__(self, store: Store, clock: Callable[[], datetime] = _now) -> None:
        self._store = store
        self._clock = clock

    def queue(self, limit: int = 50) -> tuple[ReviewItem, ...]:
        """What has come back by now."""
        at = self._clock()
        with self._store.reading() as session:
            due = session.reviews.due(moment(at), limit)
            room = min(limit - len(due), self._room(session, at))
            new = session.reviews.new(moment(at - FIRST_AFTER), room) if room > 0 else ()
            return tuple(_item(session, session.notes.one(note_id), at) for note_id in (*due, *new))

    def counts(self) -> ReviewCounts:
        at = self._clock()
        with self._store.reading() as session:
            room = self._room(session, at)
            new = len(session.reviews.new(moment(at - FIRST_AFTER), room)) if room > 0 else 0
            return ReviewCounts(session.reviews.count_due(moment(at)), new)

    def rate(self, note_id: str, rating: Rating) -> Changes:
        """Say how well a note was known; it comes back accordingly."""
        at = self._clock()
        with self._store.writing() as session:
            stored = session.notes.one(note_id)
            before = session.reviews.schedule(stored.row_id)
            # A note that was left out and is rated again begins anew.
            after = rated(before.card if before else "", rating, at)
            self._put(session, stored, f"Reviewed a note: {rating}", before, after)
            session.reviews.log(stored.row_id, rating.value, after.card)
            return _CHANGED

    def leave_out(self, note_id: str) -> Changes:
        """Never bring a note back again."""
        with self._store.writing() as session:
            stored = session.notes.one(note_id)
            before = session.reviews.schedule(stored.row_id)
            after = Schedule(NEVER, before.card if before else "")
            self._put(session, stored, "Left a note out of the review", before, after)
            session.reviews.log(stored.row_id, "left out", after.card)
            return _CHANGED

    def _put(self, session: Session, stored: StoredNote, words: str, before: Schedule | None, after: Schedule) -> None:
        session.reviews.put(stored.row_id, after)
        states = [{"due": s.due, "card": s.card} if s else {} for s in (before, after)]
        session.operations.add(words, Subject.REVIEW, stored.id, *states)

    def _room(self, session: Session, at: datetime) -> int:
        """How many notes may still come back for the first time today."""
        midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
        return NEW_A_DAY - session.reviews.begun_since(moment(midnight))


def _item(session: Session, stored: StoredNote, at: datetime) -> ReviewItem:
    note = placed_notes(session, [stored])[0]
    before = after = ""
    if note.span is not None and stored.version_id is not None:
        text = session.articles.text(stored.version_id)
        start, end = max(0, note.span.start - _AROUND), min(len(text), note.span.end + _AROUND)
        before = _from_a_word(text[start : note.span.start], cut=start > 0)
        after = _to_a_word(text[note.span.end : end], cut=end < len(text))
    schedule = session.reviews.schedule(stored.row_id)
    return ReviewItem(note, stored.title, before, after, outlook(schedule.card if schedule else "", at))


def _from_a_word(words: str, *, cut: bool) -> str:
    """The paragraph's part of it, from a whole word on."""
    return words.rsplit("\n", 1)[-1] if "\n" in words else f"… {words.split(' ', 1)[-1]}" if cut else words


def _to_a_word(words: str, *, cut: bool) -> str:
    return words.split("\n", 1)[0] if "\n" in words else f"{words.rsplit(' ', 1)[0]} …" if cut else words
