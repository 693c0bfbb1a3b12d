"""Articles and what was found in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from app.domain.analysis import Analysis, EntityKind, FoundEntity
from app.domain.arrival import Arrival, Taken
from app.domain.article import Article, content_hash
from app.domain.capitals import usual_form
from app.domain.changes import Changed, Changes
from app.domain.lexicon import Lexicon
from app.domain.marks import AnalysisState, ArticleView
from app.domain.records import ArticleHead, EntityRecord
from app.services.kinds import vote_on_kinds
from app.services.learning import learn
from app.services.ports import BlockingKeys, Link, Pictures, Session, Store
from app.services.recognising import anchors_in_place, notes_and_decisions, recognised
from app.services.showing import NOTHING, named, place_anchors, placed_notes, project, shown

_HALF_SURROGATES = re.compile("[\ud800-\udfff]")
_ALL_MARKS = frozenset({Changed.MENTIONS, Changed.QUOTES, Changed.CLAIMS, Changed.LIBRARY})


class Articles:
    """Adds articles, keeps their analyses, shows them with the user's decisions applied."""

    def __init__(self, store: Store, link: Link, blocking_keys: BlockingKeys, pictures: Pictures | None = None) -> None:
        self._store = store
        self._pictures = pictures
        self._link = link
        self._blocking_keys = blocking_keys

    def add(self, article: Article, path: str) -> ArticleView:
        """As `take`, without how it came."""
        return self.take(article, path).view

    def take(self, article: Article, path: str, *, earlier_too: bool = True) -> Taken:
        """The article with this text: made, found again under another path, or given a new version.

        The same text is the same article wherever its file lies; an edited text is a new version of its article, in
        which notes and decisions are sought, where it is clear which article that is. A removed article comes back.
        `earlier_too`: a text that the article had earlier becomes its current one again, even at another path.
        """
        article = _storable(article)
        taken = self._taken(article, path, earlier_too)
        if self._pictures is not None and taken.view.version == article.hash:
            self._pictures.keep(article.hash, article.illustrations)
        return replace(taken, view=self._illustrated(taken.view))

    def _taken(self, article: Article, path: str, earlier_too: bool) -> Taken:
        with self._store.writing() as session:
            articles = session.articles
            found = recognised(session, article, path)
            head = found.head
            if found.is_earlier and head and not (earlier_too or head.removed or head.path == path):
                return Taken(_view(session, head), Arrival.KNOWN)
            before = anchors_in_place(session, head) if head else frozenset()
            article_id = head.id if head else articles.create(path)
            version_id = articles.add_version(article_id, article)
            if head and head.removed:
                articles.set_removed(article_id, removed=False)
            if head:
                articles.opened(article_id, path)
            if head is None or head.version_id != version_id:
                articles.make_current(article_id, version_id, article)
                if session.runs.model(article_id, version_id) is not None:
                    articles.set_state(article_id, AnalysisState.DONE)
                place_anchors(session, articles.head(article_id), article.text)
            if head and (head.removed or head.version_id != version_id):
                project(session, article_id)
            now = articles.head(article_id)
            view = _view(session, now)
            if head is None or head.version_id == version_id:
                return Taken(view, Arrival.NEW if head is None else Arrival.KNOWN, beside=found.beside)
            lost = before - anchors_in_place(session, now)
            return Taken(view, Arrival.RENEWED, *notes_and_decisions(session, article_id, lost))

    def view(self, article_id: int) -> ArticleView:
        """The current version with everything that is marked in it. NotFound when there is no such article."""
        with self._store.reading() as session:
            view = _view(session, session.articles.head(article_id))
        return self._illustrated(view)

    def left_at(self, path: str) -> int:
        """Where the article that was read from `path` was left, in code points; 0 where there is none."""
        with self._store.reading() as session:
            head = session.articles.at_path(path)
        return head.reading_offset if head is not None and not head.removed else 0

    def picture(self, version: str, number: int) -> bytes | None:
        """The bytes of one of `ArticleView.pictures`, a PNG or JPEG; None when it is not kept any more."""
        return self._pictures.data(version, number) if self._pictures is not None else None

    def _illustrated(self, view: ArticleView) -> ArticleView:
        return view if self._pictures is None else replace(view, pictures=self._pictures.places(view.version))

    def save_analysis(self, article_id: int, version: str, analysis: Analysis) -> Changes:
        """Put `analysis` in the place of what the machine found before; the user's decisions stay.

        Found entities become entities of the library, known ones or new ones. Nothing happens when `version` is no
        longer the article's.
        """
        with self._store.writing() as session:
            head = session.articles.head(article_id)
            if head.version != version:
                return NOTHING
            old = session.runs.linked(article_id)
            session.entities.count_names(old, -1)
            session.entities.drop_unused_names(old)
            links = self._linked(session, analysis.entities)
            session.runs.save(article_id, head.version_id, analysis, links)
            names = _names_by_entity(analysis, links)
            session.entities.count_names(names, 1)
            kinds = set(_ALL_MARKS)
            if vote_on_kinds(session, analysis, links):
                kinds.add(Changed.ENTITIES)
            if _call_by_fuller_names(session, analysis, links):
                kinds.add(Changed.ENTITIES)
            for entity_id, record in session.entities.many({*old, *names}).items():
                session.entities.set_keys(entity_id, self._blocking_keys(record.names))
            session.articles.set_state(article_id, AnalysisState.DONE)
            project(session, article_id)
            session.entities.purge()
            return Changes(frozenset(kinds), frozenset({article_id}))

    def mark_failed(self, article_id: int, version: str, sentence: str, unsupported: bool = False) -> Changes:
        """Say why there is no analysis of this version; what an earlier one found stays."""
        with self._store.writing() as session:
            if session.articles.head(article_id).version != version:
                return NOTHING
            state = AnalysisState.UNSUPPORTED if unsupported else AnalysisState.FAILED
            session.articles.set_state(article_id, state, sentence)
            return Changes(frozenset({Changed.LIBRARY}), frozenset({article_id}))

    def is_analysed(self, article_id: int, version: str, model: str) -> bool:
        """Whether this version was analysed by this model (`Analysis.model`), so that it need not be again."""
        with self._store.reading() as session:
            head = session.articles.head(article_id)
            if head.version != version or head.state is not AnalysisState.DONE:
                return False
            return session.runs.model(article_id, head.version_id) == model

    def remember_place(self, article_id: int, offset: int) -> None:
        """Keep the code point at the top of the window."""
        with self._store.writing() as session:
            session.articles.set_reading_offset(article_id, offset)

    def lexicon(self) -> Lexicon:
        """What all decisions so far teach the analysis of the next article."""
        with self._store.reading() as session:
            return learn(session)

    def _linked(self, session: Session, found: tuple[FoundEntity, ...]) -> dict[int, int]:
        """A library entity for each found one, by key; new ones are made."""
        known = session.entities.candidates(self._blocking_keys([n for f in found for n in (f.name, *f.aliases)]))
        apart = {frozenset(pair) for pair in session.entities.apart_pairs(k.id for k in known)}
        names = {f.key: f for f in found}
        links = {}
        for proposal in self._link(found, known, apart):
            entity = names[proposal.key]
            if proposal.known_id is None:
                links[proposal.key] = _made(session, entity)
            else:
                links[proposal.key] = _member(session, proposal.known_id, entity.name)
        return links


def _view(session: Session, head: ArticleHead) -> ArticleView:
    article = session.articles.content(head.version_id)
    run = session.runs.load(head.id, head.version_id)
    marks = named(session, shown(session, head, article.text))
    return ArticleView(
        id=head.id,
        version=head.version,
        text=article.text,
        blocks=article.blocks,
        metadata=article.metadata,
        path=head.path,
        notices=(*article.notices, *(run.analysis.notices if run else ())),
        mentions=marks.mentions,
        quotes=marks.quotes,
        claims=marks.claims,
        notes=placed_notes(session, session.notes.of_article(head.id)),
        noted=session.notes.noted_entities(),
        state=head.state,
        state_detail=head.state_detail,
        reading_offset=head.reading_offset,
        links=article.links,
    )


def _storable(article: Article) -> Article:
    """`article` without half surrogates, which no file can hold; its offsets stay, its hash may not."""
    if not _HALF_SURROGATES.search(article.text):
        return article
    text = _HALF_SURROGATES.sub("\ufffd", article.text)
    return replace(article, text=text, hash=content_hash(text))


def _made(session: Session, found: FoundEntity) -> int:
    return session.entities.create(usual_form(found.name, found.aliases, found.kind), found.kind)


def _member(session: Session, root_id: int, name: str) -> int:
    """Of the entity and those merged into it, the one with this very name: a later split then parts them rightly."""
    family = session.entities.family(root_id)
    if len(family) == 1:
        return root_id
    owners = [e.id for e in session.entities.many(family).values() if name in e.names]
    return root_id if not owners or root_id in owners else owners[0]


def _names_by_entity(analysis: Analysis, links: Mapping[int, int]) -> dict[int, tuple[str, ...]]:
    names: dict[int, tuple[str, ...]] = {}
    for found in analysis.entities:
        if found.key in links:
            owner = links[found.key]
            names[owner] = tuple(dict.fromkeys((*names.get(owner, ()), found.name, *found.aliases)))
    return names


def _call_by_fuller_names(session: Session, analysis: Analysis, links: Mapping[int, int]) -> bool:
    """Call people and abbreviations by the fuller name this article gives, and what was in capitals as it is written
    elsewhere, unless the user named them.
    """
    changed = False
    known = session.entities.many(links.values())
    for found in analysis.entities:
        record = known.get(links.get(found.key, -1))
        if record is None:
            continue
        name = found.name if _is_fuller(found, record) else record.given_name
        name = usual_form(name, (*record.names, *found.aliases), record.kind)
        if name != record.given_name:
            session.entities.set_given_name(record.id, name)
            changed = True
    return changed


def _is_fuller(found: FoundEntity, record: EntityRecord) -> bool:
    own, new = record.given_name.split(), found.name.split()
    if len(new) <= len(own) or found.kind is not record.kind:
        return False
    if found.kind is EntityKind.PERSON:
        return {w.casefold() for w in own} <= {w.casefold() for w in new}
    return len(own) == 1 and own[0].isupper() and record.given_name in found.aliases
