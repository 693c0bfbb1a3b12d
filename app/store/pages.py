"""The lists of the library, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import Any

from sqlalchemy import Connection

from app.domain.analysis import EntityKind
from app.domain.making import maker
from app.domain.marks import AnalysisState, ClaimStatus
from app.domain.rows import ArticleRow, ClaimRow, Companion, Counts, EntityRow, Passage, QuoteRow
from app.store.articles import storable
from app.store.fulltext import match_expression
from app.store.passages import (
    CLAIM,
    CLAIM_JOINS,
    IN_ORDER,
    NEWEST,
    PASSAGE,
    QUOTE,
    QUOTE_JOINS,
    STANDINGS,
    VERSION,
    claims,
    page_of,
    page_values,
    passages,
    quotes,
)
from app.store.rows import columns, fetch, listed

_STATES = {state.value: state for state in AnalysisState}
_KINDS = {kind.value: kind for kind in EntityKind}
_ENTITY = "SELECT id, name, kind, articles, mentions, standing FROM entity"
_articles, _entities, _companions = maker(ArticleRow), maker(EntityRow), maker(Companion)


class PageRepository:
    """Reads only. Articles that were removed have no marks, and so are in no list of marks."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _run(self, statement: str, values: Mapping[str, object] | Sequence[object] = ()) -> list[Any]:
        return fetch(self._connection, statement, values)

    def articles(self, limit: int = -1, offset: int = 0) -> tuple[ArticleRow, ...]:
        """Newest first; all of them without a limit."""
        rows = self._run(
            "SELECT a.id, a.title, a.byline, a.source, a.date, a.added, a.minutes, a.path, a.state,"
            " a.claims_to_check, (SELECT count(*) FROM note n WHERE n.article_id = a.id AND n.deleted_at IS NULL)"
            f" FROM article a WHERE a.removed_at IS NULL AND a.version_id IS NOT NULL ORDER BY {NEWEST}"
            " LIMIT :limit OFFSET :offset",
            {"limit": limit, "offset": offset},
        )
        *fields, states, to_check, notes = columns(rows, 11)
        return tuple(_articles(*fields, map(_STATES.__getitem__, states), to_check, notes, repeat(())))

    def articles_titled(self, title: str) -> tuple[int, ...]:
        """Ids of the articles with exactly this title, at most ten."""
        rows = self._run(
            "SELECT id FROM article WHERE title = :title AND removed_at IS NULL ORDER BY id DESC LIMIT 10",
            {"title": storable(title)},
        )
        return tuple(row[0] for row in rows)

    def counts(self) -> Counts:
        found = self._run(
            "SELECT (SELECT count(*) FROM article WHERE removed_at IS NULL AND version_id IS NOT NULL),"
            " (SELECT count(*) FROM entity WHERE mentions > 0), (SELECT count(*) FROM quote),"
            " (SELECT count(*) FROM claim), (SELECT count(*) FROM note WHERE deleted_at IS NULL)"
        )
        return Counts(*found[0])

    def entities(self, asked: str, kind: EntityKind | None, limit: int, offset: int) -> tuple[EntityRow, ...]:
        """With a mention somewhere; most mentioned first."""
        conditions, values = ["mentions > 0"], page_values(limit, offset)
        if kind:
            conditions.append("kind = :kind")
            values["kind"] = kind.value
        if asked.strip():
            expression = match_expression(asked)
            if expression is None:
                return ()
            values["match"] = expression
            conditions.append(
                "id IN (SELECT e.root_id FROM entity_fts JOIN entity_alias l ON l.id = entity_fts.rowid"
                " JOIN entity e ON e.id = l.entity_id WHERE entity_fts MATCH :match AND l.split_to IS NULL)"
            )
        rows = self._run(
            f"{_ENTITY} WHERE {' AND '.join(conditions)} ORDER BY mentions DESC, id LIMIT :limit OFFSET :offset",
            values,
        )
        return self._entity_rows(rows)

    def entity_rows(self, ids: Sequence[int]) -> tuple[EntityRow, ...]:
        """Those of `ids`, in that order, each with the names of all that is merged into it."""
        rows = {row[0]: row for row in self._run(f"{_ENTITY} WHERE id IN ({listed(ids)})")}
        return self._entity_rows([rows[i] for i in ids if i in rows])

    def quotes(self, asked: str, speaker_root: int | None, limit: int, offset: int) -> tuple[QuoteRow, ...]:
        """Newest article first, then in text order."""
        conditions, values = [], page_values(limit, offset)
        if speaker_root is not None:
            values["root"] = speaker_root
            conditions.append("x.speaker_id IN (SELECT id FROM entity WHERE root_id = :root)")
        page = page_of("quote", asked, conditions, values, few=speaker_root is not None)
        if page is None:
            return ()
        return quotes(self._run(f"{QUOTE} {page} {VERSION} {QUOTE_JOINS} {IN_ORDER}", values))

    def claims(self, asked: str, status: ClaimStatus | None, limit: int, offset: int) -> tuple[ClaimRow, ...]:
        """Newest article first, then in text order."""
        conditions, values = [], page_values(limit, offset)
        if status:
            values["status"] = status.value
            conditions.append("x.status = :status")
        few = status is not None and status is not ClaimStatus.TO_CHECK  # nearly all are still to be checked
        page = page_of("claim", asked, conditions, values, few=few)
        if page is None:
            return ()
        return claims(self._run(f"{CLAIM} {page} {VERSION} {CLAIM_JOINS} {IN_ORDER}", values))

    def mentions_of(self, root_id: int, limit: int) -> tuple[Passage, ...]:
        """Newest article first. Looks only at as many articles as are needed to fill `limit`."""
        rows = self._run(
            f"SELECT {PASSAGE} FROM (SELECT x.id FROM (SELECT r.article_id FROM article_entity r"
            " JOIN article a ON a.id = r.article_id"
            f" WHERE r.entity_id = :root ORDER BY {NEWEST} LIMIT :limit) n JOIN article a ON a.id = n.article_id"
            " CROSS JOIN entity e CROSS JOIN mention x ON e.root_id = :root AND x.entity_id = e.id"
            f" AND x.article_id = a.id {IN_ORDER} LIMIT :limit) p JOIN mention x ON x.id = p.id"
            f" JOIN article a ON a.id = x.article_id {VERSION} {IN_ORDER}",
            {"root": root_id, "limit": limit},
        )
        return passages(rows)

    def claims_about(self, root_id: int, limit: int) -> tuple[ClaimRow, ...]:
        """Claims that the entity holds, or that name it; newest article first."""
        rows = self._run(
            f"{CLAIM} FROM (SELECT x.id FROM claim x JOIN article a ON a.id = x.article_id"
            " WHERE a.removed_at IS NULL AND x.id IN ("
            "  SELECT c.id FROM claim c JOIN entity h ON h.id = c.holder_id WHERE h.root_id = :root"
            "  UNION SELECT c.id FROM (SELECT r.article_id FROM article_entity r JOIN article a"
            f"   ON a.id = r.article_id WHERE r.entity_id = :root ORDER BY {NEWEST} LIMIT :limit) n"
            "  CROSS JOIN entity e CROSS JOIN mention m"
            "   ON e.root_id = :root AND m.entity_id = e.id AND m.article_id = n.article_id"
            '  JOIN claim c ON c.article_id = m.article_id AND c.start < m."end" AND c."end" > m.start)'
            f" {IN_ORDER} LIMIT :limit) p JOIN claim x ON x.id = p.id JOIN article a ON a.id = x.article_id"
            f" {VERSION} {CLAIM_JOINS} {IN_ORDER}",
            {"root": root_id, "limit": limit},
        )
        return claims(rows)

    def companions(self, root_id: int, limit: int) -> tuple[Companion, ...]:
        """Entities in the same articles, those in most of them first."""
        rows = self._run(
            "SELECT e.id, e.name, e.kind, n.articles FROM (SELECT o.entity_id, count(*) AS articles"
            " FROM article_entity s JOIN article_entity o ON o.article_id = s.article_id"
            " WHERE s.entity_id = :root AND o.entity_id <> :root GROUP BY o.entity_id"
            " ORDER BY articles DESC, o.entity_id LIMIT :limit) n JOIN entity e ON e.id = n.entity_id"
            " ORDER BY n.articles DESC, e.mentions DESC, e.id",
            {"root": root_id, "limit": limit},
        )
        ids, names, kinds, articles = columns(rows, 4)
        return tuple(_companions(ids, names, map(_KINDS.__getitem__, kinds), articles))

    def merged_into(self, root_id: int) -> tuple[EntityRow, ...]:
        """What the user merged into it, each with its own names and counts."""
        rows = self._run(
            "SELECT e.id, e.name, e.kind, count(DISTINCT m.article_id), count(m.id), e.standing"
            " FROM entity e LEFT JOIN mention m ON m.entity_id = e.id"
            " WHERE e.merged_into = :root GROUP BY e.id ORDER BY e.name",
            {"root": root_id},
        )
        return self._entity_rows(rows, own_names_only=True)

    def _entity_rows(self, rows: Sequence[Any], *, own_names_only: bool = False) -> tuple[EntityRow, ...]:
        """From the columns of _ENTITY; each with the names of all that is merged into it, or with its own only."""
        if not rows:
            return ()
        owner = "id" if own_names_only else "root_id"
        found = self._run(  # most have no other name, so that hardly a row comes back
            f"SELECT r.id, l.alias FROM entity r JOIN entity e ON e.{owner} = r.id"
            " JOIN entity_alias l ON l.entity_id = e.id AND l.split_to IS NULL AND l.alias <> r.name"
            f" WHERE r.id IN ({listed([row[0] for row in rows])}) ORDER BY l.articles DESC, l.given DESC, l.id"
        )
        others: dict[int, dict[str, None]] = {}
        for entity_id, alias in found:
            others.setdefault(entity_id, {})[alias] = None
        ids, names, kinds, articles, mentions, standings = columns(rows, 6)
        aliases = [tuple(others[i]) if i in others else () for i in ids] if others else repeat(())
        kind, standing = map(_KINDS.__getitem__, kinds), map(STANDINGS.__getitem__, standings)
        return tuple(_entities(ids, names, kind, aliases, articles, mentions, standing))
