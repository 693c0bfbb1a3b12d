"""The search over everything in the library."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import Connection, Row, text

from app.domain.marks import MarkKind
from app.domain.rows import Hit
from app.domain.spans import Span
from app.store.fulltext import match_expression
from app.store.snippets import cut, words_pattern

_NAMES_AN_ENTITY = 4  # of one entity that may match before another's turn comes


class SearchRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def search(self, asked: str, limit: int) -> tuple[Hit, ...]:
        """Entities, articles, notes and quotes with all of the words asked for, the last as the beginning of a word.

        Each kind best first; a kind gives its share of `limit`, and what others leave over.
        """
        expression = match_expression(asked)
        if expression is None or limit <= 0:
            return ()
        pattern = words_pattern(asked)
        ranked = len(asked.strip()) > 1  # ranking all that has one letter takes five times as long, and tells nothing
        found = [
            self._entities(expression, pattern, limit),
            self._articles(expression, pattern, limit, ranked),
            self._notes(expression, pattern, limit, ranked),
            self._quotes(expression, pattern, limit, ranked),
        ]
        share = max(1, limit // len(found))
        kept = [hits[:share] for hits in found]
        spare = limit - sum(map(len, kept))
        for i, hits in enumerate(found):
            more = hits[len(kept[i]) : len(kept[i]) + max(0, spare)]
            kept[i] = [*kept[i], *more]
            spare -= len(more)
        return tuple(hit for hits in kept for hit in hits)[:limit]

    def _entities(self, expression: str, pattern: re.Pattern[str], limit: int) -> list[Hit]:
        rows = self._run(
            "SELECT r.id, r.name, l.alias FROM entity_fts JOIN entity_alias l ON l.id = entity_fts.rowid"
            " JOIN entity e ON e.id = l.entity_id JOIN entity r ON r.id = e.root_id"
            " WHERE entity_fts MATCH :match AND l.split_to IS NULL AND r.dismissed = 0"
            " AND (r.mentions > 0 OR EXISTS (SELECT 1 FROM note n WHERE n.entity_id = r.id))"
            " ORDER BY r.mentions DESC, r.id, l.alias = r.name DESC, l.articles DESC LIMIT :limit",
            expression,
            limit * _NAMES_AN_ENTITY,
        )
        names = {row.id: row for row in reversed(rows)}
        shown = dict.fromkeys(row.id for row in rows)
        hits = []
        for entity_id in list(shown)[:limit]:
            row, snippet = names[entity_id], cut(names[entity_id].alias, pattern)
            hits.append(Hit(MarkKind.MENTION, None, row.id, None, row.name, snippet.text, snippet.matches, span=None))
        return hits

    def _articles(self, expression: str, pattern: re.Pattern[str], limit: int, ranked: bool) -> list[Hit]:
        rows = self._run(
            "SELECT a.id, a.title, v.text FROM"
            f" ({_best('article_fts', ranked, ', 8.0, 1.0')}) b JOIN article_version v ON v.id = b.id"
            " JOIN article a ON a.version_id = v.id ORDER BY b.score, a.id DESC",
            expression,
            limit,
        )
        hits = []
        for row in rows:
            snippet = cut(row.text, pattern)
            hits.append(Hit(None, row.id, None, None, row.title, snippet.text, snippet.matches, span=snippet.span))
        return hits

    def _notes(self, expression: str, pattern: re.Pattern[str], limit: int, ranked: bool) -> list[Hit]:
        rows = self._run(
            "SELECT n.uuid, n.body, n.article_id, n.entity_id, coalesce(a.title, e.name, '') AS title, p.start,"
            f' p."end" FROM ({_best("note_fts", ranked)}) b JOIN note n ON n.id = b.id'
            " LEFT JOIN article a ON a.id = n.article_id"
            " LEFT JOIN entity o ON o.id = n.entity_id LEFT JOIN entity e ON e.id = o.root_id"
            " LEFT JOIN place p ON p.anchor_id = (SELECT max(id) FROM anchor WHERE note_id = n.id)"
            "  AND p.version_id = a.version_id AND p.certainty IN ('exact', 'moved')"
            " ORDER BY b.score, n.id DESC",
            expression,
            limit,
        )
        hits = []
        for row in rows:
            snippet = cut(row.body, pattern)
            span = Span(row.start, row.end) if row.start is not None else None
            ids = (row.article_id, row.entity_id, row.uuid)
            hits.append(Hit(MarkKind.NOTE, *ids, row.title, snippet.text, snippet.matches, span=span))
        return hits

    def _quotes(self, expression: str, pattern: re.Pattern[str], limit: int, ranked: bool) -> list[Hit]:
        rows = self._run(
            'SELECT q.article_id, s.root_id AS speaker, a.title, q.start, q."end", q.words FROM'
            f" ({_best('quote_fts', ranked)}) b JOIN quote q ON q.id = b.id"
            " JOIN article a ON a.id = q.article_id LEFT JOIN entity s ON s.id = q.speaker_id"
            " ORDER BY b.score, q.id DESC",
            expression,
            limit,
        )
        hits = []
        for row in rows:
            snippet = cut(row.words, pattern)
            ids = (row.article_id, row.speaker, None)
            span = Span(row.start, row.end)
            hits.append(Hit(MarkKind.QUOTE, *ids, row.title, snippet.text, snippet.matches, span=span))
        return hits

    def _run(self, statement: str, expression: str, limit: int) -> Sequence[Row[tuple[object, ...]]]:
        return self._connection.execute(text(statement), {"match": expression, "limit": limit}).all()


def _best(index: str, ranked: bool, weights: str = "") -> str:
    """Ids and scores of the rows ranked first, or of the newest ones."""
    score = f"bm25({index}{weights})" if ranked else "0"
    return (
        f"SELECT rowid AS id, {score} AS score FROM {index} WHERE {index} MATCH :match"
        " ORDER BY score, rowid DESC LIMIT :limit"
    )
