"""Which rows belong to which article, and moving them from one to another."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, delete, func, insert, or_, select, text, update

from app.domain.article import word_count
from app.domain.joining import Holdings, Version
from app.domain.operations import Subject
from app.store.articles import storable
from app.store.clock import now
from app.store.models import anchor as anchors
from app.store.models import article as articles
from app.store.models import article_version as versions
from app.store.models import decision as decisions
from app.store.models import link as links
from app.store.models import note as notes
from app.store.models import operation as operations
from app.store.models import place as places
from app.store.rows import fetch

_SOME = 400
"""Ids in one statement: SQLite takes 999 variables in its older builds."""
_LONGEST_CHAIN = 20  # articles that became parts of one another in turn


class JoiningRepository:
    """An article without a version is a part of another one: no list shows it, and no file is found to be it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def versions(self, article_id: int) -> tuple[Version, ...]:
        """Its texts, the one added first at the beginning."""
        current = select(articles.c.version_id).where(articles.c.id == article_id).scalar_subquery()
        rows = self._connection.execute(
            select(versions, (versions.c.id == current).label("is_current"))
            .where(versions.c.article_id == article_id)
            .order_by(versions.c.id)
        )
        return tuple(Version(r.id, r.hash, r.title, r.added, word_count(r.text), bool(r.is_current)) for r in rows)

    def holdings(self, article_id: int) -> Holdings:
        """All that belongs to the article, what is in the bin or undone included."""
        return Holdings(
            self._ids(versions.c.id, versions.c.article_id == article_id),
            self._ids(notes.c.id, notes.c.article_id == article_id),
            self._ids(decisions.c.id, decisions.c.article_id == article_id),
            self._ids(links.c.id, links.c.to_article_id == article_id),
        )

    def holdings_of(self, article_id: int, version_ids: Collection[int]) -> Holdings:
        """What belongs to some of the article's texts: what was anchored in them last, and, of what has no place in a
        text, what was made while one of them was the newest.
        """
        rows = self._connection.execute(
            select(versions.c.id, versions.c.hash, versions.c.added)
            .where(versions.c.article_id == article_id)
            .order_by(versions.c.added, versions.c.id)
        ).all()
        hashes = {row.hash: row.id for row in rows}

        def chosen(version: str | None, made: str) -> bool:
            before = [row.id for row in rows if row.added <= made]
            owner = hashes.get(version) if version is not None else None
            return (owner or (before[-1] if before else rows[0].id)) in version_ids

        anchored = (
            "SELECT x.id, x.{made} AS made, (SELECT c.version FROM anchor c WHERE c.{owner} = x.id"
            " ORDER BY c.id DESC LIMIT 1) AS version FROM {table} x WHERE x.article_id = :id ORDER BY x.id"
        )
        found = []
        for table, owner, made in (("note", "note_id", "created"), ("decision", "decision_id", "made")):
            statement = text(anchored.format(table=table, owner=owner, made=made))
            asked = self._connection.execute(statement, {"id": article_id})
            found.append(tuple(row.id for row in asked if chosen(row.version, row.made)))
        to_it = self._connection.execute(select(links.c.id, links.c.made).where(links.c.to_article_id == article_id))
        return Holdings(
            tuple(row.id for row in rows if row.id in version_ids),
            found[0],
            found[1],
            tuple(row.id for row in to_it if chosen(None, row.made)),
        )

    def standing_links(self, held: Holdings) -> int:
        """How many links, none of them removed, go to or from these notes or are among those held."""
        found: set[int] = set()
        for some in _parts(held.notes):
            either = or_(links.c.note_id.in_(some), links.c.to_note_id.in_(some))
            found.update(self._ids(links.c.id, either & links.c.removed_at.is_(None)))
        for some in _parts(held.links):
            found.update(self._ids(links.c.id, links.c.id.in_(some) & links.c.removed_at.is_(None)))
        return len(found)

    def create(self, added: str, path: str) -> int:
        """The id of a new article without a text, as if it had come at that moment."""
        values = {"path": storable(path), "added": added, "opened": now(), "removed_at": now()}
        return int(self._connection.execute(insert(articles).values(values)).lastrowid)

    def give(self, held: Holdings, article_id: int) -> None:
        """Make these rows that article's. A text that it has already stays where it is."""
        known = select(versions.c.hash).where(versions.c.article_id == article_id)
        for some in _parts(held.versions):
            there = versions.c.id.in_(some) & versions.c.hash.not_in(known)
            self._connection.execute(update(versions).where(there).values(article_id=article_id))
        for table, ids in ((notes, held.notes), (decisions, held.decisions)):
            owner = anchors.c.note_id if table is notes else anchors.c.decision_id
            for some in _parts(ids):
                self._connection.execute(update(table).where(table.c.id.in_(some)).values(article_id=article_id))
                self._connection.execute(update(anchors).where(owner.in_(some)).values(article_id=article_id))
        for some in _parts(held.links):
            self._connection.execute(update(links).where(links.c.id.in_(some)).values(to_article_id=article_id))

    def without_text(self, article_id: int) -> None:
        """Let the article be a part of another."""
        self._connection.execute(update(articles).where(articles.c.id == article_id).values(version_id=None))

    def newest_version(self, article_id: int) -> int | None:
        return self._connection.execute(
            select(func.max(versions.c.id)).where(versions.c.article_id == article_id)
        ).scalar_one_or_none()

    def forget_places(self, article_id: int) -> None:
        """Let anchors be sought again whose article has other texts than before: in the current one, and forget where
        they were in those of another article.
        """
        own = select(versions.c.id).where(versions.c.article_id == article_id)
        current = select(articles.c.version_id).where(articles.c.id == article_id).scalar_subquery()
        read = select(versions.c.hash).where(versions.c.id == current).scalar_subquery()
        ids = self._ids(anchors.c.id, anchors.c.article_id == article_id)
        moved = set(self._ids(anchors.c.id, (anchors.c.article_id == article_id) & (anchors.c.version != read)))
        for some in _parts(ids):
            foreign = places.c.version_id.not_in(own)
            again = places.c.anchor_id.in_([i for i in some if i in moved]) & (places.c.version_id == current)
            self._connection.execute(delete(places).where(places.c.anchor_id.in_(some) & (foreign | again)))

    def titled(self, words: str, limit: int) -> tuple[int, ...]:
        """Articles in the lists with these words somewhere in their titles, those opened last first."""
        pattern = "%" + storable(words).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        listed = articles.c.removed_at.is_(None) & articles.c.version_id.is_not(None)
        rows = self._connection.execute(
            select(articles.c.id)
            .where(listed & articles.c.title.like(pattern, escape="\\"))
            .order_by(articles.c.opened.desc(), articles.c.id.desc())
            .limit(limit)
        )
        return tuple(row[0] for row in rows)

    def keep_step(self, operation_id: int, before: Mapping[str, object], after: Mapping[str, object]) -> None:
        """Let the journal say how a step is to be taken from now on; which steps can be redone stays as it is."""
        values = {"before": json.dumps(dict(before)), "after": json.dumps(dict(after))}
        self._connection.execute(update(operations).where(operations.c.id == operation_id).values(values))

    def whole_at(self, path: str) -> tuple[int, int] | None:
        """The article of which one at this path became a part, and the text that was read there last."""
        if not path:
            return None
        parts = select(articles.c.id).where((articles.c.path == storable(path)) & articles.c.version_id.is_(None))
        for (part,) in self._connection.execute(parts.order_by(articles.c.opened.desc(), articles.c.id.desc())):
            whole, text_of_part = part, None
            for _ in range(_LONGEST_CHAIN):
                step = self._step_that_joined(whole)
                if step is None:
                    break
                whole, text_of_part = step[0], text_of_part or step[1]
                if self._is_read(whole):
                    return whole, text_of_part
        return None

    def held_apart(self, article_ids: Collection[int]) -> frozenset[frozenset[int]]:
        """Pairs of articles that the user made of one, with one of `article_ids` in each; both still have a text."""
        rows = fetch(
            self._connection,
            "SELECT CAST(o.subject_id AS INTEGER), b.id FROM operation o"
            " JOIN article b ON b.id = json_extract(o.before, '$.joined') AND b.version_id IS NOT NULL"
            " JOIN article a ON a.id = CAST(o.subject_id AS INTEGER) AND a.version_id IS NOT NULL"
            " WHERE o.subject = ? AND o.undone = 0 AND o.before LIKE '{\"joined\": %'",
            (Subject.ARTICLE.value,),
        )
        return frozenset(frozenset(pair) for pair in rows if not set(article_ids).isdisjoint(pair))

    def _step_that_joined(self, part_id: int) -> tuple[int, int] | None:
        """The article that this one became a part of, by the journal as it holds now, and the text it had then."""
        found = fetch(
            self._connection,
            "SELECT CAST(subject_id AS INTEGER), json_extract(CASE undone WHEN 0 THEN before ELSE after END,"
            " '$.apart.version') FROM operation WHERE subject = ?"
            " AND json_extract(CASE undone WHEN 0 THEN after ELSE before END, '$.joined') = ? ORDER BY id DESC LIMIT 1",
            (Subject.ARTICLE.value, part_id),
        )
        return (found[0][0], found[0][1]) if found else None

    def _is_read(self, article_id: int) -> bool:
        current = select(articles.c.version_id).where(articles.c.id == article_id)
        return self._connection.execute(current).scalar_one_or_none() is not None

    def _ids(self, column: object, condition: object) -> tuple[int, ...]:
        rows = self._connection.execute(select(column).where(condition).order_by(column))  # type: ignore[call-overload]
        return tuple(row[0] for row in rows)


def _parts(ids: Iterable[int]) -> Iterable[list[int]]:
    listed = list(ids)
    return (listed[at : at + _SOME] for at in range(0, len(listed), _SOME))
