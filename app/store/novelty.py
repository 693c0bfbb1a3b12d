"""What earlier articles had already: asked for one article, by queries that look at its own names and words alone.

"Earlier" is by id: ids are given as articles are added, and never again.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, text

from app.domain.across import MOST_COUNTED, Seen
from app.domain.analysis import EntityKind
from app.domain.spans import Span
from app.store.fulltext import phrase

_TITLES = 3


class NoveltyRepository:
    """Reads only."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def earlier(self, article_id: int) -> int:
        """How many articles of the library were added before."""
        return int(
            self._connection.execute(
                text("SELECT count(*) FROM article WHERE id < :id AND removed_at IS NULL AND version_id IS NOT NULL"),
                {"id": article_id},
            ).scalar_one()
        )

    def entities(self, article_id: int) -> tuple[Mapping[int, EntityKind], Mapping[int, Seen]]:
        """The entities of an article: those that no earlier one mentions, and where the others were."""
        rows = self._connection.execute(
            text(
                "SELECT e.id, e.name, e.kind, (SELECT count(*) FROM (SELECT 1 FROM article_entity o"
                f" WHERE o.entity_id = s.entity_id AND o.article_id < :id LIMIT {MOST_COUNTED})) AS earlier"
                " FROM article_entity s JOIN entity e ON e.id = s.entity_id WHERE s.article_id = :id"
            ),
            {"id": article_id},
        ).all()
        new = {row.id: EntityKind(row.kind) for row in rows if not row.earlier}
        seen = {
            row.id: Seen(row.name, EntityKind(row.kind), row.earlier, self._titles(article_id, row.id))
            for row in rows
            if row.earlier
        }
        return new, seen

    def quotes(self, article_id: int, limit: int) -> tuple[tuple[Span, str], ...]:
        """The article's quotes, in text order."""
        rows = self._connection.execute(
            text('SELECT start, "end", words FROM quote WHERE article_id = :id ORDER BY start LIMIT :limit'),
            {"id": article_id, "limit": limit},
        )
        return tuple((Span(row.start, row.end), row.words) for row in rows)

    def is_quoted_before(self, article_id: int, words: str) -> bool:
        """Whether a quote of an earlier article has these words, one after the other."""
        return self._any(
            "SELECT 1 FROM quote_fts f JOIN quote q ON q.id = f.rowid"
            " WHERE quote_fts MATCH :match AND q.article_id < :id LIMIT 1",
            article_id,
            "words : " + phrase(words),
        )

    def is_written_before(self, article_id: int, words: str) -> bool:
        """Whether the text of an earlier article has these words, one after the other."""
        return self._any(
            "SELECT 1 FROM article_fts f JOIN article a ON a.version_id = f.rowid"
            " WHERE article_fts MATCH :match AND a.id < :id AND a.removed_at IS NULL LIMIT 1",
            article_id,
            "text : " + phrase(words),
        )

    def _any(self, query: str, article_id: int, match: str) -> bool:
        return self._connection.execute(text(query), {"match": match, "id": article_id}).first() is not None

    def _titles(self, article_id: int, entity_id: int) -> tuple[str, ...]:
        rows = self._connection.execute(
            text(
                "SELECT a.title FROM article_entity o JOIN article a ON a.id = o.article_id"
                f" WHERE o.entity_id = :entity AND o.article_id < :id ORDER BY o.article_id DESC LIMIT {_TITLES}"
            ),
            {"entity": entity_id, "id": article_id},
        )
        return tuple(row.title for row in rows)
