"""What earlier articles had already: asked for one article, by queries that look at its own names and words alone.

"Earlier" is by id: ids are given as articles are added, and never again.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from app.domain.across import MOST_COUNTED, Seen
from app.domain.analysis import EntityKind
from app.domain.spans import Span
from app.store.fulltext import phrase
from app.store.rows import fetch

_TITLES = 3


class NoveltyRepository:
    """Reads only."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def earlier(self, article_id: int) -> int:
        """How many articles of the library were added before."""
        ((articles,),) = fetch(
            self._connection,
            "SELECT count(*) FROM article WHERE id < ? AND removed_at IS NULL AND version_id IS NOT NULL",
            (article_id,),
        )
        return int(articles)

    def entities(self, article_id: int) -> tuple[Mapping[int, EntityKind], Mapping[int, Seen]]:
        """The entities of an article: those that no earlier one mentions, and where the others were."""
        rows = fetch(
            self._connection,
            "SELECT e.id, e.name, e.kind, (SELECT count(*) FROM (SELECT 1 FROM article_entity o"
            f" WHERE o.entity_id = s.entity_id AND o.article_id < :id LIMIT {MOST_COUNTED})) AS earlier"
            " FROM article_entity s JOIN entity e ON e.id = s.entity_id WHERE s.article_id = :id",
            {"id": article_id},
        )
        new = {row_id: EntityKind(kind) for row_id, _, kind, earlier in rows if not earlier}
        seen = {
            row_id: Seen(name, EntityKind(kind), earlier, self._titles(article_id, row_id))
            for row_id, name, kind, earlier in rows
            if earlier
        }
        return new, seen

    def quotes(self, article_id: int, limit: int) -> tuple[tuple[Span, str], ...]:
        """The article's quotes, in text order."""
        rows = fetch(
            self._connection,
            'SELECT start, "end", words FROM quote WHERE article_id = ? ORDER BY start LIMIT ?',
            (article_id, limit),
        )
        return tuple((Span(start, end), words) for start, end, words in rows)

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
        return bool(fetch(self._connection, query, {"match": match, "id": article_id}))

    def _titles(self, article_id: int, entity_id: int) -> tuple[str, ...]:
        rows = fetch(
            self._connection,
            "SELECT a.title FROM article_entity o JOIN article a ON a.id = o.article_id"
            f" WHERE o.entity_id = ? AND o.article_id < ? ORDER BY o.article_id DESC LIMIT {_TITLES}",
            (entity_id, article_id),
        )
        return tuple(title for (title,) in rows)
