"""Who appears in the same articles with whom, out of the counts that are kept for each entity and article."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection

from app.domain.across import Node
from app.domain.analysis import EntityKind
from app.store.rows import fetch, listed

_NODE = "SELECT e.id, e.name, e.kind, e.articles, e.mentions FROM entity e"


class NetworkRepository:
    """Reads only; ids are of entities with all that is merged into them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def most_mentioned(self, kinds: Collection[EntityKind], limit: int) -> tuple[Node, ...]:
        rows = fetch(
            self._connection,
            f"{_NODE} WHERE e.mentions > 0 AND e.kind IN ({_quoted(kinds)}) ORDER BY e.mentions DESC, e.id LIMIT ?",
            (limit,),
        )
        return tuple(_node(*row) for row in rows)

    def company(
        self, root_id: int, kinds: Collection[EntityKind], least: int, limit: int
    ) -> tuple[tuple[Node, ...], int]:
        """Those that share at least `least` articles with one entity, those with most first; and how many they are."""
        rows = fetch(
            self._connection,
            f"{_NODE} JOIN (SELECT o.entity_id, count(*) AS shared FROM article_entity s"
            " JOIN article_entity o ON o.article_id = s.article_id"
            " WHERE s.entity_id = :root AND o.entity_id <> :root GROUP BY o.entity_id HAVING shared >= :least) n"
            f" ON n.entity_id = e.id WHERE e.kind IN ({_quoted(kinds)})"
            " ORDER BY n.shared DESC, e.mentions DESC, e.id",
            {"root": root_id, "least": least},
        )
        return tuple(_node(*row) for row in rows[:limit]), len(rows)

    def nodes(self, ids: Sequence[int]) -> tuple[Node, ...]:
        rows = {row[0]: row for row in fetch(self._connection, f"{_NODE} WHERE e.id IN ({listed(ids)})")}
        return tuple(_node(*rows[i]) for i in ids if i in rows)

    def articles(self, ids: Sequence[int]) -> dict[int, frozenset[int]]:
        """The articles in which each of these entities appears."""
        found: dict[int, list[int]] = {i: [] for i in ids}
        for entity_id, article_id in fetch(
            self._connection, f"SELECT entity_id, article_id FROM article_entity WHERE entity_id IN ({listed(ids)})"
        ):
            found[entity_id].append(article_id)
        return {entity_id: frozenset(articles) for entity_id, articles in found.items()}


def _quoted(kinds: Collection[EntityKind]) -> str:
    return ", ".join(f"'{EntityKind(kind).value}'" for kind in kinds) or "NULL"


def _node(entity_id: int, name: str, kind: str, articles: int, mentions: int) -> Node:
    return Node(entity_id, name, EntityKind(kind), articles, mentions)
