"""The search over everything in the library."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Row, text

from app.domain.marks import MarkKind
from app.domain.rows import Hit
from app.domain.spans import Span
from app.store.fulltext import match_expression

_OPEN, _CLOSE = "\x02", "\x03"  # around each match in what SQLite's snippet() gives; neither is in a canonical text
_SNIPPET_WORDS = 24
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
        found = [
            self._entities(expression, limit),
            self._articles(expression, limit),
            self._notes(expression, limit),
            self._quotes(expression, limit),
        ]
        share = max(1, limit // len(found))
        kept = [hits[:share] for hits in found]
        spare = limit - sum(map(len, kept))
        for i, hits in enumerate(found):
            more = hits[len(kept[i]) : len(kept[i]) + max(0, spare)]
            kept[i] = [*kept[i], *more]
            spare -= len(more)
        return tuple(hit for hits in kept for hit in hits)[:limit]

    def _entities(self, expression: str, limit: int) -> list[Hit]:
        rows = self._run(
            f"SELECT r.id, r.name, highlight(entity_fts, 0, '{_OPEN}', '{_CLOSE}') AS snippet"
            " FROM entity_fts JOIN entity_alias l ON l.id = entity_fts.rowid JOIN entity e ON e.id = l.entity_id"
            " JOIN entity r ON r.id = e.root_id"
            " WHERE entity_fts MATCH :match AND l.split_to IS NULL AND r.dismissed = 0"
            " AND (r.mentions > 0 OR EXISTS (SELECT 1 FROM note n WHERE n.entity_id = r.id))"
            " ORDER BY r.mentions DESC, r.id, l.alias = r.name DESC, l.articles DESC LIMIT :limit",
            expression,
            limit * _NAMES_AN_ENTITY,
        )
        hits: dict[int, Hit] = {}
        for row in rows:
            hits.setdefault(
                row.id, Hit(MarkKind.MENTION, None, row.id, None, row.name, *_plain(row.snippet), span=None)
            )
        return list(hits.values())[:limit]

    def _articles(self, expression: str, limit: int) -> list[Hit]:
        rows = self._run(
            f"SELECT a.id, a.title, snippet(article_fts, 1, '{_OPEN}', '{_CLOSE}', '', {_SNIPPET_WORDS}) AS snippet,"
            " v.text FROM article_fts JOIN article_version v ON v.id = article_fts.rowid"
            " JOIN article a ON a.version_id = v.id"
            " WHERE article_fts MATCH :match ORDER BY bm25(article_fts, 8.0, 1.0), a.id DESC LIMIT :limit",
            expression,
            limit,
        )
        hits = []
        for row in rows:
            snippet, matches = _plain(row.snippet)
            at = row.text.find(snippet) if matches else -1
            span = Span(at + matches[0].start, at + matches[0].end) if at >= 0 else None
            hits.append(Hit(None, row.id, None, None, row.title, *_levelled(snippet, matches), span=span))
        return hits

    def _notes(self, expression: str, limit: int) -> list[Hit]:
        rows = self._run(
            f"SELECT n.uuid, n.article_id, n.entity_id, coalesce(a.title, e.name, '') AS title,"
            f" snippet(note_fts, 0, '{_OPEN}', '{_CLOSE}', '', {_SNIPPET_WORDS}) AS snippet, p.start, p.\"end\""
            " FROM note_fts JOIN note n ON n.id = note_fts.rowid LEFT JOIN article a ON a.id = n.article_id"
            " LEFT JOIN entity o ON o.id = n.entity_id LEFT JOIN entity e ON e.id = o.root_id"
            " LEFT JOIN place p ON p.anchor_id = (SELECT max(id) FROM anchor WHERE note_id = n.id)"
            "  AND p.version_id = a.version_id AND p.certainty IN ('exact', 'moved')"
            " WHERE note_fts MATCH :match ORDER BY bm25(note_fts), n.id DESC LIMIT :limit",
            expression,
            limit,
        )
        return [
            Hit(
                MarkKind.NOTE,
                row.article_id,
                row.entity_id,
                row.uuid,
                row.title,
                *_levelled(*_plain(row.snippet)),
                span=Span(row.start, row.end) if row.start is not None else None,
            )
            for row in rows
        ]

    def _quotes(self, expression: str, limit: int) -> list[Hit]:
        rows = self._run(
            f'SELECT q.article_id, s.root_id AS speaker, a.title, q.start, q."end",'
            f" snippet(quote_fts, 1, '{_OPEN}', '{_CLOSE}', '', {_SNIPPET_WORDS}) AS snippet"
            " FROM quote_fts JOIN quote q ON q.id = quote_fts.rowid JOIN article a ON a.id = q.article_id"
            " LEFT JOIN entity s ON s.id = q.speaker_id"
            " WHERE quote_fts MATCH :match ORDER BY bm25(quote_fts), q.id DESC LIMIT :limit",
            expression,
            limit,
        )
        return [
            Hit(
                MarkKind.QUOTE,
                row.article_id,
                row.speaker,
                None,
                row.title,
                *_levelled(*_plain(row.snippet)),
                span=Span(row.start, row.end),
            )
            for row in rows
        ]

    def _run(self, statement: str, expression: str, limit: int) -> Sequence[Row[tuple[object, ...]]]:
        return self._connection.execute(text(statement), {"match": expression, "limit": limit}).all()


def _plain(marked: str) -> tuple[str, tuple[Span, ...]]:
    """The snippet without the signs around its matches, and where the matches are in it."""
    plain = ""
    matches = []
    for i, piece in enumerate(marked.replace(_CLOSE, _OPEN).split(_OPEN)):
        if i % 2 and piece:
            matches.append(Span(len(plain), len(plain) + len(piece)))
        plain += piece
    return plain, tuple(matches)


def _levelled(snippet: str, matches: tuple[Span, ...]) -> tuple[str, tuple[Span, ...]]:
    """With line breaks as spaces, one character for one, so that the matches stay where they are."""
    return "".join(" " if c.isspace() else c for c in snippet), matches
