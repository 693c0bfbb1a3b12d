"""Takes notes and marks in that were read from a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.domain.anchoring import resolve
from app.domain.anchors import Anchor, Certainty
from app.domain.changes import Changed, Changes
from app.domain.links import LinkTarget
from app.domain.portable import ImportReport, Incoming, IncomingMark, IncomingNote, IncomingTags, PortableLink
from app.domain.records import ArticleHead, EntityRecord
from app.domain.tags import tidy
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

    def take_in_all(self, incoming: Incoming) -> tuple[ImportReport, Changes]:
        """Everything a file has: notes and tags, then links between them, then marks."""
        report, changes = self.take_in(incoming.notes)
        linked, at_links = self._take_in_links(incoming.links)
        tagged, at_tags = self._take_in_tags(incoming.tags, incoming.colours)
        marked, at_marks = self.take_in_marks(incoming.marks)
        report = report + linked + tagged + marked
        report = replace(report, left_out=(*incoming.strange, *report.left_out))
        return report, changes | at_links | at_tags | at_marks

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

    def _take_in_links(self, links: Sequence[PortableLink]) -> tuple[ImportReport, Changes]:
        """Links whose two ends are here, and that are not here yet, removed ones too."""
        left_out: list[str] = []
        with self._store.writing() as session:
            shelf = Shelf(session)
            for link in links:
                if _has_link(session, link.id):
                    continue
                target = _target(session, shelf, link) if _is_there(session, link.note_id) else None
                if target is None:
                    left_out.append(f"A link that {link.relation} something was left out: one of its ends is not here")
                    continue
                row_id = session.notes.row_id(link.note_id)
                session.links.create(link.id, row_id, link.relation, link.words, target)
        kinds = frozenset({Changed.NOTES, Changed.LIBRARY} if links else ())
        return ImportReport(left_out=tuple(left_out)), Changes(kinds)

    def _take_in_tags(self, tagged: Sequence[IncomingTags], colours: Mapping[str, str]) -> tuple[ImportReport, Changes]:
        """Tags are added to those that an article has; a colour that means something here keeps its meaning."""
        left_out: list[str] = []
        articles: set[int] = set()
        with self._store.writing() as session:
            shelf = Shelf(session)
            for one in tagged:
                head = shelf.article(one)
                if head is None:
                    left_out.append(without_article(one.title, ", ".join(one.tags)))
                    continue
                had = session.tags.of_articles([head.id]).get(head.id, ())
                session.tags.set_of_article(head.id, tidy([*had, *one.tags]))
                articles.add(head.id)
            meanings = {row.name: row.meaning for row in session.tags.colours()}
            for name, meaning in colours.items():
                if name in meanings and not meanings[name]:
                    session.tags.set_meaning(name, meaning)
        kinds = frozenset({Changed.LIBRARY} if tagged or colours else ())
        return ImportReport(left_out=tuple(left_out)), Changes(kinds, frozenset(articles))


def _has_link(session: Session, link_id: str) -> bool:
    try:
        session.links.one(link_id)
    except NotFound:
        return False
    return True


def _target(session: Session, shelf: Shelf, link: PortableLink) -> LinkTarget | None:
    """What a link goes to in this library."""
    if link.to_note:
        return LinkTarget(note_id=link.to_note) if _is_there(session, link.to_note) else None
    if link.entity_name:
        named = session.entities.named
        entity = named(link.entity_name, link.entity_kind) or named(link.entity_name)
        return LinkTarget(entity_id=entity.root_id) if entity else None
    head = shelf.article(link)
    return LinkTarget(article_id=head.id) if head else None


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
    times = {"created": note.created, "updated": note.updated}
    row_id = session.notes.create(note.id, note.body, article_id, kind, entity_id, colour=note.colour, **times)
    if note.tags:
        session.tags.set_of_note(row_id, note.tags)
    return row_id
