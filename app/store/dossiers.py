"""What a dossier has beside the lists: dates, passages of one period, quotes about somebody, how much is shown."""

from __future__ import annotations

from sqlalchemy import Connection

from app.domain.rows import Passage, Period, QuoteRow, Reach
from app.store.passages import PASSAGE, QUOTE, QUOTE_JOINS, VERSION, passages, quotes
from app.store.rows import fetch

_ROOTS = "SELECT id FROM entity WHERE root_id = :root"
_POSSESSIVES = ("", "'s", "’s", "'", "’")


class DossierRepository:
    """Reads only. A root stands for all that is merged into it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def months(self, root_id: int) -> tuple[Period, ...]:
        """The months of the articles (as published, or else added) that mention it, the earliest first."""
        rows = fetch(
            self._connection,
            "SELECT substr(a.sort_date, 1, 7) AS month, count(*) AS articles, sum(r.mentions) AS mentions"
            " FROM article_entity r JOIN article a ON a.id = r.article_id WHERE r.entity_id = :root"
            " GROUP BY month ORDER BY month",
            {"root": root_id},
        )
        return tuple([Period(*row) for row in rows])

    def mentions_in(self, root_id: int, period: str, limit: int) -> tuple[Passage, ...]:
        """Mentions in the articles of a month or a year; newest article first."""
        rows = fetch(
            self._connection,
            f"SELECT {PASSAGE} FROM article_entity r JOIN article a ON a.id = r.article_id"
            " JOIN entity e ON e.root_id = :root JOIN mention x ON x.entity_id = e.id AND x.article_id = a.id"
            f" {VERSION} WHERE r.entity_id = :root AND a.sort_date >= :period AND a.sort_date < :period || '~'"
            " ORDER BY a.sort_date DESC, a.id DESC, x.start LIMIT :limit",
            {"root": root_id, "period": period, "limit": limit},
        )
        return passages(rows)

    def quotes_about(self, root_id: int, limit: int) -> tuple[QuoteRow, ...]:
        """Quotes of others that name it, in the newest articles that mention it."""
        rows = fetch(
            self._connection,
            f"{QUOTE} FROM quote x JOIN article a ON a.id = x.article_id {VERSION} {QUOTE_JOINS}"
            " WHERE s.root_id IS NOT :root AND x.id IN ("
            "  SELECT q.id FROM (SELECT n.article_id FROM article_entity n JOIN article o ON o.id = n.article_id"
            "   WHERE n.entity_id = :root ORDER BY o.sort_date DESC, o.id DESC LIMIT :limit) near"
            "  JOIN entity e ON e.root_id = :root"
            "  JOIN mention m ON m.entity_id = e.id AND m.article_id = near.article_id"
            '  JOIN quote q ON q.article_id = m.article_id AND q.start < m."end" AND q."end" > m.start)'
            " ORDER BY a.sort_date DESC, a.id DESC, x.start LIMIT :limit",
            {"root": root_id, "limit": limit},
        )
        return quotes(rows)

    def reach(self, root_id: int) -> Reach:
        """What is shown under its name."""
        ((mentions, articles, quoted, claimed),) = fetch(
            self._connection,
            "SELECT mentions, articles,"
            f" (SELECT count(*) FROM quote WHERE speaker_id IN ({_ROOTS})) AS quotes,"
            f" (SELECT count(*) FROM claim WHERE holder_id IN ({_ROOTS})) AS claims"
            " FROM entity WHERE id = :root",
            {"root": root_id},
        )
        return Reach(mentions, articles, quoted, claimed)

    def reach_of_wording(self, root_id: int, alias: str) -> Reach:
        """Its mentions that are worded so, with or without a possessive."""
        worded = {f"w{i}": alias + ending for i, ending in enumerate(_POSSESSIVES)}
        ((mentions, articles),) = fetch(
            self._connection,
            "SELECT count(*) AS mentions, count(DISTINCT article_id) AS articles FROM mention"
            f" WHERE entity_id IN ({_ROOTS})"
            " AND replace(replace(words, char(10), ' '), char(160), ' ')"
            f" IN ({', '.join(f':{name}' for name in worded)})",
            {"root": root_id, **worded},
        )
        return Reach(mentions, articles)
