"""Links: from a note or a passage to another, to an article or an entity; and what links here."""

from __future__ import annotations

import uuid

from app.domain.changes import Changed, Changes
from app.domain.links import Completion, Link, LinkEnd, LinkSource, LinkTarget
from app.domain.marks import MarkKind, MarkRef, NoteTarget
from app.domain.operations import Subject
from app.domain.query import Query
from app.domain.records import StoredNote
from app.domain.rows import Passage
from app.errors import NotPossible
from app.services.annotate import changes_of, note_at
from app.services.ports import Session, Store
from app.services.showing import NOTHING

_LONGEST_RELATION = 60


class Links:
    """A passage that is linked becomes a note without words, so that it keeps its place as every note does."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def connect(self, source: LinkSource, goal: LinkSource | LinkTarget, relation: str) -> tuple[Link, Changes]:
        """Link one thing to another; `relation` is a domain.links.Relation or the person's own words."""
        relation = _tidy(relation)
        with self._store.writing() as session:
            made: list[str] = []
            note = _note_of(session, source, made)
            if isinstance(goal, LinkSource):
                other = _note_of(session, goal, made)
                target = LinkTarget(note_id=other.id)
                changes = changes_of(note) | changes_of(other)
            else:
                target, changes = goal, changes_of(note) | _changes_at(goal)
            if target.note_id == note.id:
                raise NotPossible("A passage cannot be linked to itself.", "Choose another one.")
            link_id = str(uuid.uuid4())
            session.links.create(link_id, note.row_id, relation, "", target)
            session.operations.add(
                "Linked two places",
                Subject.LINK,
                link_id,
                {"removed": True, "notes": made},
                {"removed": False, "notes": made},
            )
            return session.links.one(link_id), changes

    def set_relation(self, link_id: str, relation: str) -> Changes:
        """Say anew how the two ends of a link bear on each other."""
        relation = _tidy(relation)
        with self._store.writing() as session:
            link = session.links.one(link_id)
            if link.relation == relation:
                return NOTHING
            session.links.set_relation(link_id, relation)
            session.operations.add(
                "Changed a link", Subject.LINK, link_id, {"relation": link.relation}, {"relation": relation}
            )
            return changes_of_link(session, link)

    def disconnect(self, link_id: str) -> Changes:
        """Take a link away; its ends stay. NotPossible for one that stands in a note's words."""
        with self._store.writing() as session:
            link = session.links.one(link_id)
            if link.words:
                raise NotPossible("This link stands in the note's own words.", "Take it out of the note.")
            if session.links.is_removed(link_id):
                return NOTHING
            session.links.set_removed(link_id, removed=True)
            session.operations.add("Removed a link", Subject.LINK, link_id, {"removed": False}, {"removed": True})
            return changes_of_link(session, link)

    def of_note(self, note_id: str) -> tuple[LinkEnd, ...]:
        """What a note is linked with, either way, the oldest link first."""
        with self._store.reading() as session:
            return session.links.ends_of_note(session.notes.row_id(note_id))

    def at_article(self, article_id: int) -> tuple[LinkEnd, ...]:
        """What links to an article, and what its notes are linked with outside of it."""
        with self._store.reading() as session:
            return session.links.ends_at_article(article_id)

    def at_entity(self, entity_id: int) -> tuple[LinkEnd, ...]:
        """The notes that link to an entity, whatever it was called when they were written."""
        with self._store.reading() as session:
            return session.links.ends_at_entity(session.entities.one(entity_id).root_id)

    def targets(self, note_id: str) -> dict[str, LinkTarget]:
        """What the words in double brackets in a note go to; words that go nowhere are left out."""
        with self._store.reading() as session:
            found = session.links.of_note(session.notes.row_id(note_id))
            return {link.words: link.target for link in found if link.words}

    def complete(self, words: str, limit: int = 12) -> tuple[Completion, ...]:
        """What `[[words` can mean: entities, articles, notes, claims; of each kind the likeliest first."""
        with self._store.reading() as session:
            entities = [
                Completion(r.name, _count(r.articles), LinkTarget(entity_id=r.id), r.kind)
                for r in session.pages.entities(words, None, limit, 0)
            ]
            if not words.strip():
                return tuple(entities)
            articles, notes = [], []
            for hit in session.search.search(Query(words), limit * 3):
                if hit.kind is None and hit.article_id is not None:
                    title = _first_line(hit.title or "Untitled")
                    articles.append(Completion(title, "article", LinkTarget(article_id=hit.article_id)))
                elif hit.kind is MarkKind.NOTE and hit.note_id is not None and hit.snippet.strip():
                    detail = f"note on {hit.title}" if hit.title else "note"
                    line = _first_line(session.notes.one(hit.note_id).body) or _first_line(hit.snippet)
                    notes.append(Completion(line, detail, LinkTarget(note_id=hit.note_id)))
            claims = [
                Completion(_first_line(r.passage.words), f"claim in {r.passage.title}", _place_of(r.passage))
                for r in session.pages.claims(words, None, limit, 0)
            ]
            share = max(1, limit // 4)
            kinds: list[list[Completion]] = [entities, articles, notes, claims]
            kept = [found[:share] for found in kinds]
            for of_kind, found in zip(kept, kinds, strict=True):
                of_kind += found[share : share + max(0, limit - sum(map(len, kept)))]
            return tuple(c for of_kind in kept for c in of_kind)


def changes_of_link(session: Session, link: Link) -> Changes:
    """What has to be shown anew at both ends of a link."""
    changes = changes_of(session.notes.one(link.note_id)) | _changes_at(link.target)
    if link.target.note_id is not None:
        changes |= changes_of(session.notes.one(link.target.note_id))
    return changes


def _changes_at(target: LinkTarget) -> Changes:
    articles = frozenset({target.article_id}) if target.article_id is not None else frozenset()
    return Changes(frozenset({Changed.NOTES, Changed.LIBRARY}), articles)


def _note_of(session: Session, source: LinkSource, made: list[str]) -> StoredNote:
    if source.note_id is not None:
        return session.notes.one(source.note_id)
    if source.place is None:
        raise NotPossible("There is nothing to link.", "Select a passage first.")
    return note_at(session, source.place, made)


def _place_of(claim: Passage) -> NoteTarget:
    return NoteTarget(claim.article_id, MarkRef(MarkKind.CLAIM, claim.span))


def _tidy(relation: str) -> str:
    relation = " ".join(relation.split())[:_LONGEST_RELATION]
    if not relation:
        raise NotPossible("A link needs a word that says how the two belong together.")
    return relation


def _count(articles: int) -> str:
    return f"in {articles} article{'' if articles == 1 else 's'}"


def _first_line(words: str) -> str:
    line = words.strip().split("\n", 1)[0].replace("[[", "").replace("]]", "").replace("**", "").lstrip("#>*- ")
    line = line.replace("[", "(").replace("]", ")")
    return line if len(line) <= 60 else line[:60].rsplit(" ", 1)[0] + "…"
