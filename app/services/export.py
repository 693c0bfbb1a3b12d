"""Gathers what leaves the library, in one state of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from typing import TypeVar

from app.domain.decisions import Decision, Verb
from app.domain.links import Link, LinkEnd
from app.domain.marks import Note
from app.domain.portable import Named, PortableArticle, PortableEntity, PortableLink, PortableNote
from app.domain.records import StoredNote
from app.domain.rows import ClaimRow, EntityRow, QuoteRow
from app.domain.spans import Span
from app.errors import NotFound
from app.services.ports import Session, Store
from app.services.showing import named, placed_notes, shown

_PAGE = 2_000  # rows in memory at once
_Row = TypeVar("_Row")


class Exporting:
    """Reads only; never holds up the one who writes."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @contextmanager
    def library(self, article_id: int | None = None) -> Iterator[Gathered]:
        """The library as it is now, until the block ends: whole, or what one article has of it."""
        with self._store.reading() as session:
            if article_id is not None:
                session.articles.head(article_id)  # NotFound is said now
            yield Gathered(session, article_id)

    def entity(self, entity_id: int) -> PortableEntity:
        """One entity with what it said and the notes on it. NotFound when there is no such entity."""
        with self._store.reading() as session:
            return Gathered(session).entity(entity_id)

    def entity_called(self, name: str) -> int:
        """The id of the entity with this name, or other name; the most mentioned one. NotFound when there is none."""
        with self._store.reading() as session:
            found = session.entities.named(name)
            if found is None:
                raise NotFound(f"Nothing in your library is called “{name}”.", "Give a name as the library has it.")
            return found.root_id

    def called(self, name: str) -> int:
        """The id of the one article with this title or number. NotFound, with what to do, for none or more."""
        with self._store.reading() as session:
            rows = session.pages.articles()
            found = [r.id for r in rows if r.title.casefold() == name.casefold() or str(r.id) == name]
            found = found or [r.id for r in rows if name.casefold() in r.title.casefold()]
            if len(found) == 1:
                return found[0]
            if not found:
                raise NotFound(f"No article of your library is called “{name}”.", "Give its title, or a part of it.")
            some = ", ".join(f"{r.id} (“{r.title}”)" for r in rows if r.id in found[:5])
            raise NotFound(f"{len(found)} articles are called “{name}”.", f"Give the number of one: {some}.")

    def article(self, article_id: int) -> PortableArticle:
        """One article with its marks and notes. NotFound when there is no such article."""
        with self._store.reading() as session:
            return Gathered(session).article(article_id)


class Gathered:
    """A `PortableLibrary` over one session; with `only`, the one of that article."""

    def __init__(self, session: Session, only: int | None = None) -> None:
        self._session = session
        self._only = only
        self._linked: tuple[int | None, set[Span]] = None, set()  # an article, and its claims with evidence

    @cached_property
    def _speaking(self) -> tuple[dict[int, str], dict[int, str]]:
        """Articles with quotes, and the speakers of quotes: names by id."""
        articles, speakers = {}, {}
        for quote in self.quotes():
            articles[quote.passage.article_id] = quote.passage.title
            if quote.speaker_id is not None:
                speakers[quote.speaker_id] = quote.speaker_name
        return articles, speakers

    @cached_property
    def _noted(self) -> tuple[set[int], set[int]]:
        """Articles and entities (followed through merges) that have notes."""
        articles, entities = set(), set()
        for note in self._notes():
            if note.article_id is not None:
                articles.add(note.article_id)
            if note.entity_id is not None:
                entities.add(note.entity_id)
        roots = set(self._session.entities.root_ids(entities).values())
        if self._only is not None:
            articles, roots = articles & {self._only}, roots & {e.id for e in self.entities()}
        return articles, roots

    def all_articles(self) -> Sequence[Named]:
        if self._only is not None:
            return (Named(self._only, self._session.articles.head(self._only).title),)
        listed = {row.id: row.title for row in self._session.pages.articles()}
        removed = sorted(self._noted[0] - listed.keys())
        listed |= {i: self._session.articles.head(i).title for i in removed}
        return tuple(Named(i, title) for i, title in listed.items())

    def articles_of_note(self) -> Sequence[Named]:
        wanted = self._noted[0] | self._speaking[0].keys()
        return tuple(article for article in self.all_articles() if article.id in wanted)

    def annotated_articles(self) -> Sequence[Named]:
        wanted = self._noted[0] | {d.article_id for d in self._session.decisions.of_marks()}
        wanted |= self._session.tags.of_articles(a.id for a in self.all_articles()).keys()
        return tuple(article for article in self.all_articles() if article.id in wanted)

    def entities_of_note(self) -> Sequence[Named]:
        names = dict(self._speaking[1])
        for entity_id in sorted(self._noted[1] - names.keys()):
            names[entity_id] = self._session.entities.one(entity_id).name
        return tuple(Named(i, name) for i, name in sorted(names.items()))

    def article(self, article_id: int) -> PortableArticle:
        head = self._session.articles.head(article_id)
        content = self._session.articles.content(head.version_id)
        return PortableArticle(
            id=head.id,
            version=head.version,
            text=content.text,
            blocks=content.blocks,
            metadata=content.metadata,
            marks=named(self._session, shown(self._session, head, content.text)),
            notes=self._portable(self._session.notes.of_article(head.id)),
            tags=self._session.tags.of_articles([head.id]).get(head.id, ()),
            rejected=tuple(_rejected(self._session.decisions.of_article(head.id))),
            links=content.links,
        )

    def entity(self, entity_id: int) -> PortableEntity:
        pages, root = self._session.pages, self._session.entities.one(entity_id).root_id
        return PortableEntity(
            row=pages.entity_rows([root])[0],
            said=tuple(_paged(lambda limit, offset: pages.quotes("", root, limit, offset))),
            notes=self._portable(self._session.notes.of_entity(root)),
        )

    def loose_notes(self) -> Sequence[PortableNote]:
        if self._only is not None:
            return ()
        return self._portable([n for n in self._notes() if n.article_id is None and n.entity_id is None])

    def links(self) -> Sequence[PortableLink]:
        every = self._session.links.every()
        if self._only is not None:
            here = {note.id for note in self._session.notes.of_article(self._only)}
            every = tuple(link for link in every if link.note_id in here)
        return tuple(self._link(link) for link in every)

    def colours(self) -> Mapping[str, str]:
        return self._meanings

    @cached_property
    def _meanings(self) -> Mapping[str, str]:
        return {row.name: row.meaning for row in self._session.tags.colours() if row.meaning}

    def _link(self, link: Link) -> PortableLink:
        target = link.target
        made = PortableLink(link.id, link.note_id, link.relation, link.words, link.made)
        if target.note_id is not None:
            return replace(made, to_note=target.note_id)
        if target.entity_id is not None:
            entity = self._session.entities.one(target.entity_id)
            return replace(made, entity_name=entity.name, entity_kind=entity.kind)
        assert target.article_id is not None
        head = self._session.articles.head(target.article_id)
        return replace(made, versions=(head.version,), title=head.title)

    def quotes(self) -> Iterator[QuoteRow]:
        rows = _paged(lambda limit, offset: self._session.pages.quotes("", None, limit, offset))
        return (row for row in rows if self._only in (None, row.passage.article_id))

    def claims(self) -> Iterator[ClaimRow]:
        rows = _paged(lambda limit, offset: self._session.pages.claims("", None, limit, offset))
        return (row for row in rows if self._only in (None, row.passage.article_id))

    def evidence(self, claim: ClaimRow) -> Sequence[LinkEnd]:
        article_id, span = claim.passage.article_id, claim.passage.span
        if self._linked[0] != article_id:  # few claims have evidence: one look tells for all of an article
            self._linked = article_id, {at for _, at in self._session.ledger.links_on([article_id])}
        return self._session.ledger.evidence(article_id, span) if span in self._linked[1] else ()

    def entities(self) -> Iterator[EntityRow]:
        pages = self._session.pages
        if self._only is None:
            return _paged(lambda limit, offset: pages.entities("", None, limit, offset))
        named_here = dict.fromkeys(m.entity_id for m in self.article(self._only).marks.mentions)
        return iter(pages.entity_rows(list(named_here)))

    def _notes(self) -> Iterator[StoredNote]:
        return _paged(lambda limit, offset: self._session.notes.page("", limit, offset))

    def _portable(self, stored: Sequence[StoredNote]) -> tuple[PortableNote, ...]:
        placed = placed_notes(self._session, stored)
        return tuple(self._noted_as(note, s) for note, s in zip(placed, stored, strict=True))

    def _noted_as(self, note: Note, stored: StoredNote) -> PortableNote:
        meaning = self._meanings.get(note.colour, "")
        if not note.links:
            return PortableNote(note, stored.anchor, meaning=meaning)
        links = self._session.links
        targets = {link.words: link.target for link in links.of_note(stored.row_id) if link.words}
        return PortableNote(note, stored.anchor, links.ends_of_note(stored.row_id), targets, meaning)


def _rejected(decisions: Sequence[Decision]) -> Iterator[Decision]:
    """The decisions that say a mark is none, where nothing later was said of the same place."""
    latest = {(d.target, d.anchor): d for d in decisions}
    return (d for d in latest.values() if d.verb is Verb.REJECT)


def _paged(page: Callable[[int, int], Sequence[_Row]]) -> Iterator[_Row]:
    offset = 0
    while rows := page(_PAGE, offset):
        yield from rows
        offset += len(rows)
        if len(rows) < _PAGE:
            return
