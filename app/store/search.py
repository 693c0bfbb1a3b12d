"""The search over everything in the library."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import Connection

from app.domain.marks import MarkKind
from app.domain.query import Query
from app.domain.rows import Hit
from app.domain.spans import Span
from app.store.filters import Conditions, Filters
from app.store.fulltext import match_expression
from app.store.snippets import cut, words_pattern

_NAMES_AN_ENTITY = 4  # of one entity that may match before another's turn comes
_NAMED = 200  # entities that one name in a filter can mean
_Row = Any  # with its columns by name and by position
_Late = Callable[[], Hit]  # a result whose words are cut out only if it is shown


class SearchRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def search(self, query: Query, limit: int) -> tuple[Hit, ...]:
        """Entities, articles, notes, quotes and claims with all of the words, the last as the beginning of a word, that
        the filters let through.

        Each kind best first, or newest first where no word is asked for; a kind gives its share of `limit`, and what
        others leave over.
        """
        expression = match_expression(query.words)
        if limit <= 0 or (expression is None and (query.words.strip() or not query.filters)):
            return ()
        search = _Search(self._connection, query, expression, limit)
        found = [search.entities(), search.articles(), search.notes(), search.quotes(), search.claims()]
        share = max(1, limit // len(found))
        kept = [hits[:share] for hits in found]
        spare = limit - sum(map(len, kept))
        for i, hits in enumerate(found):
            more = hits[len(kept[i]) : len(kept[i]) + max(0, spare)]
            kept[i] = [*kept[i], *more]
            spare -= len(more)
        return tuple(late() for hits in kept for late in hits)[:limit]


class _Search:
    """One query, kind by kind."""

    def __init__(self, connection: Connection, query: Query, expression: str | None, limit: int) -> None:
        self._connection, self._expression, self._limit = connection, expression, limit
        self._filters = Filters(query, self._named)
        self._pattern: re.Pattern[str] = words_pattern(query.words)
        # Ranking all that has one letter takes five times as long, and tells nothing.
        self._ranked = expression is not None and len(query.words.strip()) > 1

    def entities(self) -> list[_Late]:
        conditions = self._filters.entities()
        if conditions is None:
            return []
        words = (
            "entity_fts JOIN entity_alias l ON l.id = entity_fts.rowid"
            if self._expression
            else "entity_alias l"  # every name, where a filter alone asks
        )
        asked = ["entity_fts MATCH :match"] if self._expression else []
        rows = self._run(
            f"SELECT r.id, r.name, l.alias FROM {words}"
            " JOIN entity e ON e.id = l.entity_id JOIN entity r ON r.id = e.root_id WHERE "
            + " AND ".join([*asked, "l.split_to IS NULL AND r.dismissed = 0", *conditions.sql])
            + " AND (r.mentions > 0 OR EXISTS (SELECT 1 FROM note n WHERE n.entity_id = r.id))"
            " ORDER BY r.mentions DESC, r.id, l.alias = r.name DESC, l.articles DESC LIMIT :limit",
            conditions.values,
            self._limit * _NAMES_AN_ENTITY,
        )
        names = {row.id: row for row in reversed(rows)}
        first = list(dict.fromkeys(row.id for row in rows))[: self._limit]

        def hit(row: _Row) -> Hit:
            snippet = cut(row.alias, self._pattern)
            return Hit(MarkKind.MENTION, None, row.id, None, row.name, snippet.text, snippet.matches, span=None)

        return [partial(hit, row) for row in map(names.__getitem__, first)]

    def articles(self) -> list[_Late]:
        def hit(row: _Row) -> Hit:
            snippet = cut(row.text, self._pattern)
            return Hit(None, row.id, None, None, row.title, snippet.text, snippet.matches, span=snippet.span)

        return self._hits(
            self._filters.articles(),
            "article_fts",
            "article_version v",
            "v",
            "JOIN article a ON a.version_id = v.id AND a.removed_at IS NULL",
            "a.id, a.title, v.text",
            "a.sort_date DESC, a.id DESC",
            hit,
            weights=", 8.0, 1.0",
        )

    def notes(self) -> list[_Late]:
        def hit(row: _Row) -> Hit:
            words = row.body if row.body.strip() else row.exact or ""
            snippet = cut(words, self._pattern)
            ids = (row.article_id, row.entity_id, row.uuid)
            return Hit(MarkKind.NOTE, *ids, row.title, snippet.text, snippet.matches, span=_span(row))

        return self._hits(
            self._filters.notes(),
            "note_fts",
            "note n",
            "n",
            "LEFT JOIN article a ON a.id = n.article_id"
            " LEFT JOIN entity o ON o.id = n.entity_id LEFT JOIN entity e ON e.id = o.root_id"
            " LEFT JOIN anchor f ON f.id = (SELECT min(id) FROM anchor WHERE note_id = n.id)"
            " LEFT JOIN place p ON p.anchor_id = (SELECT max(id) FROM anchor WHERE note_id = n.id)"
            "  AND p.version_id = a.version_id AND p.certainty IN ('exact', 'moved')",
            "n.uuid, n.body, f.exact, n.article_id, n.entity_id, coalesce(a.title, e.name, '') AS title,"
            ' p.start, p."end"',
            "n.updated DESC, n.id DESC",
            hit,
            always="n.deleted_at IS NULL",
        )

    def quotes(self) -> list[_Late]:
        return self._said("quote_fts", "quote q", "q", "speaker_id", MarkKind.QUOTE, self._filters.quotes())

    def claims(self) -> list[_Late]:
        return self._said("claim_fts", "claim c", "c", "holder_id", MarkKind.CLAIM, self._filters.claims())

    def _said(
        self, index: str, table: str, row: str, who: str, kind: MarkKind, conditions: Conditions | None
    ) -> list[_Late]:
        def hit(found: _Row) -> Hit:
            snippet = cut(found.words, self._pattern)
            ids = (found.article_id, found.who, None)
            return Hit(kind, *ids, found.title, snippet.text, snippet.matches, span=_span(found))

        return self._hits(
            conditions,
            index,
            table,
            row,
            f"JOIN article a ON a.id = {row}.article_id LEFT JOIN entity s ON s.id = {row}.{who}",
            f'{row}.article_id, s.root_id AS who, a.title, {row}.start, {row}."end", {row}.words',
            f"a.sort_date DESC, {row}.id DESC",
            hit,
        )

    def _hits(
        self,
        conditions: Conditions | None,
        index: str,
        table: str,
        row: str,
        joined: str,
        columns: str,
        newest: str,
        hit: Callable[[_Row], Hit],
        *,
        weights: str = "",
        always: str = "",
    ) -> list[_Late]:
        """The ids first, by index and filters, then the columns of those: a text is read only to be shown."""
        if conditions is None:
            return []
        score = f"bm25({index}{weights})" if self._ranked else "0"
        held = [c for c in (always, *conditions.sql) if c]
        if self._expression is None:
            inner = f"SELECT {row}.id AS id, 0 AS score FROM {table} {joined}"
            inner += f" WHERE {' AND '.join(held) or '1'} ORDER BY {newest} LIMIT :limit"
        elif conditions.sql:
            inner = f"SELECT {index}.rowid AS id, {score} AS score FROM {index}"
            held.insert(0, f"{index} MATCH :match")
            inner += f" JOIN {table} ON {row}.id = {index}.rowid {joined} WHERE {' AND '.join(held)}"
            inner += f" ORDER BY score, {index}.rowid DESC LIMIT :limit"
        else:
            inner = f"SELECT rowid AS id, {score} AS score FROM {index} WHERE {index} MATCH :match"
            inner += " ORDER BY score, rowid DESC LIMIT :limit"
        order = f"b.score, {row}.id DESC" if self._expression else newest
        statement = f"SELECT {columns} FROM ({inner}) b JOIN {table} ON {row}.id = b.id {joined} ORDER BY {order}"
        return [partial(hit, found) for found in self._run(statement, conditions.values, self._limit)]

    def _named(self, name: str) -> tuple[int, ...]:
        expression = match_expression(name)
        if expression is None:
            return ()
        rows = self._connection.exec_driver_sql(
            "SELECT m.id FROM entity m WHERE m.root_id IN (SELECT e.root_id FROM entity_fts"
            " JOIN entity_alias l ON l.id = entity_fts.rowid JOIN entity e ON e.id = l.entity_id"
            " WHERE entity_fts MATCH :match AND l.split_to IS NULL LIMIT :limit)",
            {"match": expression, "limit": _NAMED},
        )
        return tuple(row.id for row in rows)

    def _run(self, statement: str, values: Mapping[str, object], limit: int) -> Sequence[_Row]:
        given = {"limit": limit} | ({"match": self._expression} if self._expression else {})
        used = {name: value for name, value in values.items() if f":{name}" in statement}
        return self._connection.exec_driver_sql(statement, given | used).all()


def _span(row: _Row) -> Span | None:
    return Span(row.start, row.end) if row.start is not None else None
