"""The ledger of claims: a page at a time, what each is linked with, and claims of other articles that may be alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection, text

from app.domain.links import LinkEnd
from app.domain.marks import ClaimStatus
from app.domain.rows import ClaimRow
from app.domain.spans import Span
from app.store.articles import storable
from app.store.fulltext import phrase
from app.store.links import LinkRepository
from app.store.passages import CLAIM, CLAIM_JOINS, IN_ORDER, VERSION, claims, page_of, page_values
from app.store.rows import fetch, listed

# A note on a claim stands where its newest anchor is sure to be in the article's current version.
_NOTES_ON = """
    FROM note n {link} JOIN article a ON a.id = n.article_id
    JOIN place p ON p.anchor_id = (SELECT max(id) FROM anchor WHERE note_id = n.id)
        AND p.version_id = a.version_id AND p.certainty IN ('exact', 'moved')
    WHERE n.kind = 'claim' AND n.deleted_at IS NULL
"""


class LedgerRepository:
    """Reads only."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def counts(self) -> dict[ClaimStatus, int]:
        rows = self._connection.execute(text("SELECT status, count(*) AS claims FROM claim GROUP BY status"))
        return {ClaimStatus(row.status): row.claims for row in rows}

    def page(
        self,
        asked: str,
        status: ClaimStatus | None,
        holder: str,
        holder_roots: Collection[int],
        article_id: int | None,
        limit: int,
        offset: int,
    ) -> tuple[ClaimRow, ...]:
        """Newest article first, in text order. `holder`: a part of the name of who claims it, where that is no entity;
        `holder_roots` are the entities that have that name.
        """
        conditions, values = [], page_values(limit, offset)
        if status:
            values["status"] = status.value
            conditions.append("x.status = :status")
        if holder.strip():
            values["holder"] = f"%{_literally(holder.strip())}%"
            roots = listed(holder_roots)
            conditions.append(
                f"(x.holder_id IN (SELECT id FROM entity WHERE root_id IN ({roots}))"
                " OR (x.holder_id IS NULL AND x.holder_name LIKE :holder ESCAPE '\\'))"
            )
        if article_id is not None:
            values["article"] = article_id
            conditions.append("x.article_id = :article")
        few = article_id is not None or status not in (None, ClaimStatus.TO_CHECK)
        page = page_of("claim", asked, conditions, values, few=few)
        if page is None:
            return ()
        return claims(fetch(self._connection, f"{CLAIM} {page} {VERSION} {CLAIM_JOINS} {IN_ORDER}", values))

    def links_on(self, article_ids: Iterable[int]) -> dict[tuple[int, Span], list[str]]:
        """The relations that the claims of these articles are linked by, either way."""
        ids = listed(sorted(set(article_ids)))
        halves = [
            f'SELECT n.article_id, p.start, p."end", l.relation {_notes_on(end)} AND n.article_id IN ({ids})'
            for end in ("note_id", "to_note_id")
        ]
        found: dict[tuple[int, Span], list[str]] = {}
        for article_id, start, end, relation in fetch(self._connection, " UNION ALL ".join(halves)):
            found.setdefault((article_id, Span(start, end)), []).append(relation)
        return found

    def evidence(self, article_id: int, span: Span) -> tuple[LinkEnd, ...]:
        """What the notes on one claim are linked with, the oldest link first."""
        rows = self._connection.execute(
            text(f'SELECT n.id {_notes_on()} AND n.article_id = :article AND p.start = :start AND p."end" = :end'),
            {"article": article_id, "start": span.start, "end": span.end},
        ).all()
        links = LinkRepository(self._connection)
        return tuple(end for row in rows for end in links.ends_of_note(row.id))

    def words(self, article_id: int, span: Span) -> str | None:
        """The words of the claim that stands there; None when there is none."""
        found = self._connection.execute(
            text('SELECT words FROM claim WHERE article_id = :article AND start = :start AND "end" = :end'),
            {"article": article_id, "start": span.start, "end": span.end},
        ).scalar()
        return None if found is None else str(found)

    def like(self, article_id: int, words: Sequence[str], limit: int) -> dict[int, ClaimRow]:
        """Claims of other articles with some of these words, those with the rarest first; by their row ids."""
        if not words:
            return {}
        found = fetch(
            self._connection,
            "SELECT rowid FROM claim_fts WHERE claim_fts MATCH :match ORDER BY rank LIMIT :limit",
            {"match": " OR ".join(phrase(w) for w in words), "limit": limit},
        )
        rows = fetch(
            self._connection,
            f"{CLAIM}, x.id AS claim_id FROM claim x JOIN article a ON a.id = x.article_id {VERSION} {CLAIM_JOINS}"
            f" WHERE x.id IN ({listed(row[0] for row in found)}) AND x.article_id <> :article"
            " AND a.removed_at IS NULL",
            {"article": article_id},
        )
        return dict(zip([row[-1] for row in rows], claims([row[:-1] for row in rows]), strict=True))

    def entities_of(self, claim_ids: Iterable[int]) -> dict[int, Mapping[int, str]]:
        """The entities that each of these claims names or is held by: names by ids."""
        ids = listed(claim_ids)
        rows = fetch(
            self._connection,
            "SELECT c.id AS claim_id, r.id, r.name FROM claim c"
            ' JOIN mention m ON m.article_id = c.article_id AND m.start >= c.start AND m."end" <= c."end"'
            " JOIN entity e ON e.id = m.entity_id JOIN entity r ON r.id = e.root_id AND r.dismissed = 0"
            f" WHERE c.id IN ({ids}) UNION"
            " SELECT c.id, r.id, r.name FROM claim c JOIN entity e ON e.id = c.holder_id"
            f" JOIN entity r ON r.id = e.root_id AND r.dismissed = 0 WHERE c.id IN ({ids})",
        )
        found: dict[int, dict[int, str]] = {}
        for claim_id, entity_id, name in rows:
            found.setdefault(claim_id, {})[entity_id] = name
        return dict(found)

    def id_of(self, article_id: int, span: Span) -> int | None:
        found = self._connection.execute(
            text('SELECT id FROM claim WHERE article_id = :article AND start = :start AND "end" = :end'),
            {"article": article_id, "start": span.start, "end": span.end},
        ).scalar()
        return None if found is None else int(found)


def _notes_on(linked_by: str = "") -> str:
    """`linked_by`: the column of a link that the note is to be in."""
    link = f"JOIN link l ON l.{linked_by} = n.id AND l.removed_at IS NULL" if linked_by else ""
    return _NOTES_ON.format(link=link)


def _literally(words: str) -> str:
    """For LIKE with ESCAPE."""
    return storable(words).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
