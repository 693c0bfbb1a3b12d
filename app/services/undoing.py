"""Undo and redo over everything a person does: notes, tags, links, marks, merges, deletes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.domain.changes import Changed, Changes
from app.domain.operations import Operation, Subject
from app.domain.review import Schedule
from app.errors import NotFound
from app.services.annotate import changes_of, follow_references, put_joined
from app.services.decide import Deciding
from app.services.history import sentence_of
from app.services.joining import retake
from app.services.links import changes_of_link
from app.services.ports import Session, Store
from app.services.showing import NOTHING, project

_State = Mapping[str, object]
_EVERYTHING = Changes(frozenset(Changed))


class Undoing:
    """Steps back and forth through the journal. A step is taken whole, in one transaction."""

    def __init__(self, store: Store, deciding: Deciding) -> None:
        self._store = store
        self._deciding = deciding

    def undo(self) -> tuple[str, Changes] | None:
        """Take back the newest step: what it was, in words, and what changed. None when there is none."""
        with self._store.writing() as session:
            step = session.operations.last()
            return None if step is None else (_words(session, step), self._take(session, step, undone=True))

    def redo(self) -> tuple[str, Changes] | None:
        """Do again what was undone last; None when there is nothing, or something else was done since."""
        with self._store.writing() as session:
            step = session.operations.next()
            return None if step is None else (_words(session, step), self._take(session, step, undone=False))

    def _take(self, session: Session, step: Operation, *, undone: bool) -> Changes:
        state = step.before if undone else step.after
        if step.subject is Subject.DECISION:
            return self._deciding.take(session, int(step.subject_id), undone=undone)
        session.operations.set_undone(step.id, undone=undone)
        match step.subject:
            case Subject.NOTE:
                return _put_note(session, step.subject_id, state)
            case Subject.LINK:
                return _put_link(session, step.subject_id, state)
            case Subject.ARTICLE:
                again = retake(session, step, undone=undone)
                return again if again is not None else _put_article(session, int(step.subject_id), state)
            case Subject.TAG:
                if "into" in state:
                    put_joined(session, int(step.subject_id), state, joined=not undone)
                else:
                    session.tags.rename(int(step.subject_id), str(state["name"]))
            case Subject.REVIEW:
                _put_review(session, step, undone=undone)
            case Subject.COLOUR:
                session.tags.set_meaning(step.subject_id, str(state["meaning"]))
        return Changes(frozenset({Changed.NOTES, Changed.LIBRARY}))


def _put_note(session: Session, note_id: str, state: _State) -> Changes:
    stored = session.notes.one(note_id)
    row_id = stored.row_id
    if "binned" in state:
        session.notes.set_binned(row_id, binned=bool(state["binned"]))
    if "body" in state:
        session.notes.set_body(row_id, str(state["body"]))
        follow_references(session, session.notes.one(note_id), {})
    if "colour" in state:
        session.notes.set_colour(row_id, str(state["colour"]))
    if "tags" in state:
        session.tags.set_of_note(row_id, _names(state["tags"]))
    if isinstance(anchor_id := state.get("anchor"), int):
        session.anchors.repeat(anchor_id)
    return changes_of(stored)


def _put_link(session: Session, link_id: str, state: _State) -> Changes:
    if "relation" in state:
        session.links.set_relation(link_id, str(state["relation"]))
    changes = NOTHING
    if "removed" in state:
        removed = bool(state["removed"])
        session.links.set_removed(link_id, removed=removed)
        for note_id in _names(state.get("notes", ())):  # that were made only to be linked
            note = session.notes.one(note_id)
            if not (removed and (note.body.strip() or session.links.ends_of_note(note.row_id))):
                session.notes.set_binned(note.row_id, binned=removed)
                changes |= changes_of(note)
    return changes | changes_of_link(session, session.links.one(link_id))


def _put_review(session: Session, step: Operation, *, undone: bool) -> None:
    row_id = session.notes.row_id(step.subject_id)
    state = step.before if undone else step.after
    session.reviews.put(row_id, Schedule(str(state["due"]), str(state["card"])) if state else None)
    if undone:
        session.reviews.unlog(row_id)
    else:
        session.reviews.log(row_id, "done again", str(state["card"]))


def _put_article(session: Session, article_id: int, state: _State) -> Changes:
    if "tags" in state:
        session.tags.set_of_article(article_id, _names(state["tags"]))
        return Changes(frozenset({Changed.LIBRARY}), frozenset({article_id}))
    session.articles.set_removed(article_id, removed=bool(state["removed"]))
    project(session, article_id)
    return Changes(_EVERYTHING.kinds, frozenset({article_id}))


def _words(session: Session, step: Operation) -> str:
    if step.subject is not Subject.DECISION:
        return step.words
    decision_id = int(step.subject_id)
    decision = session.decisions.one(decision_id) or session.decisions.one(decision_id, undone=True)
    if decision is None:
        raise NotFound("This decision is not in the library.")
    return sentence_of(decision, session)


def _names(value: object) -> Sequence[str]:
    return [str(v) for v in value] if isinstance(value, (list, tuple)) else []
