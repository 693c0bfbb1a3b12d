"""The user's notes."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from app.domain.anchors import Certainty, Place
from app.domain.changes import Changed, Changes
from app.domain.links import LinkTarget, Relation, references
from app.domain.marks import Note, NoteTarget
from app.domain.operations import Operation, Subject
from app.domain.records import StoredNote
from app.domain.spans import Span
from app.domain.tags import COLOURS, ColourRow, TagRow, tidy
from app.errors import NotPossible
from app.services.ports import Session, Store
from app.services.showing import NOTHING, placed_notes

Chosen = Mapping[str, LinkTarget | NoteTarget]
"""What words in double brackets were completed to; words that are not in it are looked up by name."""
_BRACKETS = "[["
ONE_STEP_S = 30.0
"""Edits of one note that follow each other within so many seconds are undone together."""


class Annotating:
    """Writes, changes, bins and re-attaches notes. Each call is one transaction, on the disk when it returns, and one
    step that can be undone.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def add_note(
        self, target: NoteTarget, body: str, colour: str = "", tags: Sequence[str] = (), chosen: Chosen | None = None
    ) -> tuple[Note, Changes]:
        """A new note, a highlight when it has no word. With a `ref` it is anchored in its article's current version."""
        with self._store.writing() as session:
            stored = create_note(session, target, body, _known(colour), tidy(tags))
            words = "Wrote a note" if body.strip() else "Highlighted a passage"
            session.operations.add(words, Subject.NOTE, stored.id, {"binned": True}, {"binned": False})
            if _BRACKETS in body:
                follow_references(session, stored, chosen or {})
                stored = session.notes.one(stored.id)
            return placed_notes(session, [stored])[0], changes_of(stored)

    def edit_note(self, note_id: str, body: str, chosen: Chosen | None = None) -> Changes:
        """Give a note another text; nothing changes when it is the same."""
        with self._store.writing() as session:
            stored = session.notes.one(note_id)
            if stored.body == body:
                return NOTHING
            session.notes.set_body(stored.row_id, body)
            _keep_edit(session, stored, body)
            if _BRACKETS in body or _BRACKETS in stored.body:
                follow_references(session, replace(stored, body=body), chosen or {})
            return changes_of(stored)

    def set_tags(self, note_id: str, tags: Sequence[str]) -> Changes:
        """Give a note these tags and no others."""
        with self._store.writing() as session:
            stored = session.notes.one(note_id)
            wanted = tidy(tags)
            if set(wanted) == set(stored.tags):
                return NOTHING
            session.tags.set_of_note(stored.row_id, wanted)
            session.notes.touched(stored.row_id)
            before = {"tags": list(stored.tags)}
            session.operations.add("Tagged a note", Subject.NOTE, note_id, before, {"tags": list(wanted)})
            return changes_of(stored)

    def set_colour(self, note_id: str, colour: str) -> Changes:
        """Colour a note with one of `domain.tags.COLOURS`, or with none ("")."""
        with self._store.writing() as session:
            stored = session.notes.one(note_id)
            if stored.colour == _known(colour):
                return NOTHING
            session.notes.set_colour(stored.row_id, colour)
            before = {"colour": stored.colour}
            session.operations.add("Coloured a note", Subject.NOTE, note_id, before, {"colour": colour})
            return changes_of(stored)

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
            anchor_id = _anchor(session, stored.article_id, stored.row_id, span)
            session.operations.add(
                "Attached a note", Subject.NOTE, note_id, {"anchor": stored.anchor_id}, {"anchor": anchor_id}
            )
            return changes_of(stored)

    # tags and colours

    def tags(self, prefix: str = "", limit: int = 200) -> tuple[TagRow, ...]:
        """Tags that begin so, ignoring case, in alphabetical order."""
        with self._store.reading() as session:
            return session.tags.rows(prefix, limit)

    def tags_of_article(self, article_id: int) -> tuple[str, ...]:
        with self._store.reading() as session:
            return session.tags.of_articles([article_id]).get(article_id, ())

    def tag_article(self, article_id: int, tags: Sequence[str]) -> Changes:
        """Give an article these tags and no others."""
        with self._store.writing() as session:
            session.articles.head(article_id)
            before, wanted = session.tags.of_articles([article_id]).get(article_id, ()), tidy(tags)
            if set(before) == set(wanted):
                return NOTHING
            session.tags.set_of_article(article_id, wanted)
            session.operations.add(
                "Tagged an article", Subject.ARTICLE, str(article_id), {"tags": list(before)}, {"tags": list(wanted)}
            )
            return Changes(frozenset({Changed.LIBRARY}), frozenset({article_id}))

    def rename_tag(self, name: str, to: str) -> Changes:
        """Call a tag `to` wherever it is. NotPossible when another tag in use has that name."""
        with self._store.writing() as session:
            tag_id = session.tags.one(name)
            wanted = tidy([to])
            if not wanted:
                raise NotPossible("A tag needs a name.")
            other = _another(session, name, wanted[0])
            if other is not None and (other.notes or other.articles):
                raise NotPossible(f"There is a tag “{other.name}” already.", "Join the two, or choose another name.")
            if other is not None:
                return _join(session, tag_id, session.tags.one(other.name))
            session.tags.rename(tag_id, wanted[0])
            session.operations.add("Renamed a tag", Subject.TAG, str(tag_id), {"name": name}, {"name": wanted[0]})
            return Changes(frozenset({Changed.NOTES, Changed.LIBRARY}))

    def tags_to_join(self, name: str, to: str) -> tuple[TagRow, TagRow] | None:
        """The tag and the other one that is called `to` and is in use; None when the name is free."""
        with self._store.reading() as session:
            own, wanted = session.tags.row(name), tidy([to])
            other = _another(session, name, wanted[0]) if wanted else None
            return (own, other) if own and other and (other.notes or other.articles) else None

    def join_tag(self, name: str, into: str) -> Changes:
        """Give everything that has the tag `name` the tag `into` in its place."""
        with self._store.writing() as session:
            tag_id, into_id = session.tags.one(name), session.tags.one(into)
            return NOTHING if tag_id == into_id else _join(session, tag_id, into_id)

    def colours(self) -> tuple[ColourRow, ...]:
        """Every colour with what it means to the person."""
        with self._store.reading() as session:
            return session.tags.colours()

    def set_meaning(self, colour: str, meaning: str) -> Changes:
        """Say what a colour means; "" is nothing."""
        with self._store.writing() as session:
            before = next(c.meaning for c in session.tags.colours() if c.name == _known(colour))
            meaning = " ".join(meaning.split())
            if before == meaning:
                return NOTHING
            session.tags.set_meaning(colour, meaning)
            session.operations.add("Named a colour", Subject.COLOUR, colour, {"meaning": before}, {"meaning": meaning})
            return Changes(frozenset({Changed.NOTES, Changed.LIBRARY}))

    def _bin(self, note_id: str, *, binned: bool) -> Changes:
        with self._store.writing() as session:
            stored = session.notes.one(note_id)
            if not session.notes.set_binned(stored.row_id, binned=binned):
                return NOTHING
            words = "Deleted a note" if binned else "Restored a note"
            session.operations.add(words, Subject.NOTE, note_id, {"binned": not binned}, {"binned": binned})
            return changes_of(stored)


def create_note(
    session: Session, target: NoteTarget, body: str, colour: str = "", tags: Sequence[str] = ()
) -> StoredNote:
    """Make a note, within a transaction, without a step in the journal."""
    notes = session.notes
    kind = target.ref.kind if target.ref else None
    if target.article_id is None and kind is not None:
        raise NotPossible("A note on a passage needs its article.")
    if target.entity_id is not None:
        session.entities.root_of(target.entity_id)
    if target.article_id is not None and target.ref is None:
        session.articles.head(target.article_id)  # the note is of no article that is not there
    note_id = str(uuid.uuid4())
    row_id = notes.create(note_id, body, target.article_id, kind, target.entity_id, colour=colour)
    if target.article_id is not None and target.ref:
        _anchor(session, target.article_id, row_id, target.ref.span)
    if tags:
        session.tags.set_of_note(row_id, tags)
    return notes.one(note_id)


def note_at(session: Session, place: NoteTarget, made: list[str]) -> StoredNote:
    """The note that lies on exactly this place; else a new one without words, whose id is added to `made`."""
    if place.article_id is not None and place.ref is not None:
        stored = session.notes.of_article(place.article_id)
        for note, seen in zip(stored, placed_notes(session, stored), strict=True):
            if seen.span == place.ref.span and seen.target.ref and seen.target.ref.kind is place.ref.kind:
                return note
    note = create_note(session, place, "")
    made.append(note.id)
    return note


def follow_references(session: Session, note: StoredNote, chosen: Chosen) -> None:
    """Bring the note's links up to the words in double brackets that it has now, its body being the new one.

    What words were linked to once they stay linked to, whatever that is renamed to later. Words that nothing is called
    by are left as they are.
    """
    there = {r.words for r in references(note.body)}
    known = {link.words: link.id for link in session.links.of_note(note.row_id, removed=None) if link.words}
    for words, link_id in known.items():
        if session.links.is_removed(link_id) is (words in there):
            session.links.set_removed(link_id, removed=words not in there)
    for words in there - known.keys():
        goal = chosen.get(words) or _called(session, words)
        target = LinkTarget(note_id=note_at(session, goal, []).id) if isinstance(goal, NoteTarget) else goal
        if target is not None and target.note_id != note.id:
            session.links.create(str(uuid.uuid4()), note.row_id, Relation.MENTIONS, words, target)


def changes_of(note: StoredNote) -> Changes:
    """What every list and view that shows this note has to show anew."""
    kinds = {Changed.NOTES, Changed.LIBRARY}
    return Changes(frozenset(kinds), frozenset({note.article_id} if note.article_id is not None else ()))


def put_joined(session: Session, tag_id: int, state: Mapping[str, object], *, joined: bool) -> None:
    """Make two tags one as `state` has it, or two again."""
    into_id, notes, articles, new_notes, new_articles = (
        int(str(state["into"])),
        *(_ids(state[key]) for key in ("notes", "articles", "new_notes", "new_articles")),
    )
    if joined:
        session.tags.give(into_id, notes, articles)
        session.tags.take(tag_id, notes, articles)
    else:
        session.tags.give(tag_id, notes, articles)
        session.tags.take(into_id, new_notes, new_articles)


def _join(session: Session, tag_id: int, into_id: int) -> Changes:
    notes, articles = session.tags.holders(tag_id)
    had_notes, had_articles = session.tags.holders(into_id)
    state: dict[str, object] = {
        "into": into_id,
        "notes": list(notes),
        "articles": list(articles),
        "new_notes": sorted(set(notes) - set(had_notes)),  # that an undo takes `into` from again
        "new_articles": sorted(set(articles) - set(had_articles)),
    }
    put_joined(session, tag_id, state, joined=True)
    session.operations.add("Joined two tags", Subject.TAG, str(tag_id), state, state)
    return Changes(frozenset({Changed.NOTES, Changed.LIBRARY}))


def _another(session: Session, name: str, wanted: str) -> TagRow | None:
    """The tag called `wanted` unless it is the tag `name` itself."""
    return session.tags.row(wanted) if wanted.casefold() != name.casefold() else None


def _ids(value: object) -> tuple[int, ...]:
    return tuple(int(v) for v in value) if isinstance(value, (list, tuple)) else ()


def _called(session: Session, words: str) -> LinkTarget | None:
    """The one entity or article with exactly this name."""
    entity = session.entities.named(words)
    if entity is not None:
        return LinkTarget(entity_id=entity.root_id)
    titled = session.pages.articles_titled(words)
    return LinkTarget(article_id=titled[0]) if len(titled) == 1 else None


def _keep_edit(session: Session, stored: StoredNote, body: str) -> None:
    """One step in the journal for words that were typed in one go."""
    last = session.operations.last()
    if last is not None and last.subject_id == stored.id and _is_fresh(last):
        if last.after.keys() == {"body"}:
            session.operations.extend(last.id, {"body": body})
            return
        if last.before == {"binned": True}:  # it was made just now: undoing that takes the words along
            return
    session.operations.add("Edited a note", Subject.NOTE, stored.id, {"body": stored.body}, {"body": body})


def _is_fresh(operation: Operation) -> bool:
    return (datetime.now(UTC) - datetime.fromisoformat(operation.made)).total_seconds() < ONE_STEP_S


def _known(colour: str) -> str:
    if colour and colour not in COLOURS:
        raise NotPossible(f"There is no colour “{colour}”.", f"Choose one of {', '.join(COLOURS)}.")
    return colour


def _anchor(session: Session, article_id: int, row_id: int, span: Span) -> int:
    here = session.anchors.here(article_id, span)
    if here is None:
        session.articles.head(article_id)  # which says so where there is no such article
        raise NotPossible("The passage is not in this version of the article.", "Select it again.")
    version_id, anchor = here
    anchor_id = session.anchors.add(article_id, anchor, note=row_id)
    session.anchors.keep_places(version_id, {anchor_id: Place(span, Certainty.EXACT)})
    return anchor_id
