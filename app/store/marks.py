"""The marks as they stand, decisions applied, in a form that lists can be drawn from. Made again at any time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Table, insert, select, text, update

from app.domain.applying import Marks
from app.domain.marks import ClaimMark, ClaimStatus, MarkKind, QuoteMark
from app.domain.spans import Span
from app.store.articles import storable
from app.store.fulltext import index, unindex
from app.store.models import article, claim, mention, quote

_Rows = list[dict[str, object]]


class MarkRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def replace(self, article_id: int, words: str, marks: Marks) -> frozenset[MarkKind]:
        """Make lists show `marks` for the article with the text `words`; the kinds in which anything changed.

        Only rows that differ are written: a decision in a book touches one of thousands.
        """
        changed = set()
        touched = self._write(
            mention,
            None,
            article_id,
            [
                _row(start=m.span.start, end=m.span.end, entity_id=m.entity_id, words=m.span.of(words))
                | _row(standing=m.standing.value)
                for m in marks.mentions
            ],
        )
        if touched:
            changed.add(MarkKind.MENTION)
            self.roll_up_article(article_id, {int(str(row["entity_id"])) for row in touched})
        if self._write(quote, "quote_fts", article_id, [_quote_row(q, words) for q in marks.quotes]):
            changed.add(MarkKind.QUOTE)
        if self._write(claim, "claim_fts", article_id, [_claim_row(c, words) for c in marks.claims]):
            changed.add(MarkKind.CLAIM)
            open_claims = sum(c.status is ClaimStatus.TO_CHECK for c in marks.claims)
            self._connection.execute(
                update(article).where(article.c.id == article_id).values(claims_to_check=open_claims)
            )
        return frozenset(changed)

    def roll_up_article(self, article_id: int, entity_ids: Iterable[int]) -> None:
        """Count again how often the roots of these entities occur in this article, and in all."""
        roots = self._roots(entity_ids)
        if not roots:
            return
        marks = ", ".join(map(str, roots))
        self._connection.execute(
            text(f"DELETE FROM article_entity WHERE article_id = :article AND entity_id IN ({marks})"),
            {"article": article_id},
        )
        self._connection.execute(
            text(
                "INSERT INTO article_entity(entity_id, article_id, mentions)"
                " SELECT e.root_id, m.article_id, count(*) FROM mention m JOIN entity e ON e.id = m.entity_id"
                " JOIN entity r ON r.id = e.root_id"
                f" WHERE m.article_id = :article AND r.id IN ({marks}) AND r.dismissed = 0 GROUP BY e.root_id"
            ),
            {"article": article_id},
        )
        self._total(roots)

    def roll_up_entities(self, entity_ids: Iterable[int]) -> None:
        """Count these entities again in every article, after a merge, a split or a dismissal."""
        ids = sorted(set(entity_ids))
        if not ids:
            return
        marks = ", ".join(map(str, ids))
        self._connection.execute(text(f"DELETE FROM article_entity WHERE entity_id IN ({marks})"))
        self._connection.execute(
            text(
                "INSERT INTO article_entity(entity_id, article_id, mentions)"
                " SELECT e.root_id, m.article_id, count(*) FROM entity r JOIN entity e ON e.root_id = r.id"
                " JOIN mention m ON m.entity_id = e.id"
                f" WHERE r.id IN ({marks}) AND r.dismissed = 0 GROUP BY e.root_id, m.article_id"
            )
        )
        self._total(ids)

    def articles_of(self, entity_ids: Sequence[int]) -> tuple[int, ...]:
        """Articles in which one of these entities, as linked, is mentioned, speaks or holds a claim."""
        ids = ", ".join(str(int(i)) for i in entity_ids) or "NULL"
        rows = self._connection.execute(
            text(
                f"SELECT article_id FROM mention WHERE entity_id IN ({ids})"
                f" UNION SELECT article_id FROM quote WHERE speaker_id IN ({ids})"
                f" UNION SELECT article_id FROM claim WHERE holder_id IN ({ids})"
            )
        )
        return tuple(row[0] for row in rows)

    def articles_worded(self, entity_ids: Sequence[int], alias: str) -> tuple[int, ...]:
        """Articles in which a mention of one of these entities has the words `alias` in it."""
        ids = ", ".join(str(int(i)) for i in entity_ids) or "NULL"
        rows = self._connection.execute(
            text(f"SELECT DISTINCT article_id FROM mention WHERE entity_id IN ({ids}) AND instr(words, :alias) > 0"),
            {"alias": storable(alias)},
        )
        return tuple(row[0] for row in rows)

    def _write(self, table: Table, fts: str | None, article_id: int, rows: _Rows) -> _Rows:
        """Make the article's rows in `table` these; the rows that were taken out or put in."""
        names = [c.name for c in table.columns if c.name not in ("id", "article_id")]
        listed = [tuple([row[name] for name in names]) for row in rows]
        wanted = set(listed)
        found = self._connection.execute(
            select(table.c.id, *(table.c[name] for name in names)).where(table.c.article_id == article_id)
        )
        gone: dict[int, tuple[object, ...]] = {}
        kept = set()
        for row_id, *found_values in found:
            if (key := tuple(found_values)) in wanted and key not in kept:
                kept.add(key)
            else:
                gone[row_id] = key
        new = [values for values in dict.fromkeys(listed) if values not in kept]
        if fts:
            unindex(self._connection, fts, gone)
        if gone:
            self._connection.execute(
                text(f"DELETE FROM {table.name} WHERE id = :id"), [{"id": row_id} for row_id in gone]
            )
        if new:
            before = self._connection.execute(text(f"SELECT coalesce(max(id), 0) FROM {table.name}")).scalar_one()
            self._connection.execute(
                insert(table), [dict(zip(names, values, strict=True)) | {"article_id": article_id} for values in new]
            )
            if fts:
                added = self._connection.execute(select(table.c.id).where(table.c.id > before))
                index(self._connection, fts, [row[0] for row in added])
        return [dict(zip(names, values, strict=True)) for values in (*gone.values(), *new)]

    def _roots(self, entity_ids: Iterable[int]) -> list[int]:
        marks = ", ".join(str(int(i)) for i in sorted(set(entity_ids))) or "NULL"
        rows = self._connection.execute(text(f"SELECT DISTINCT root_id FROM entity WHERE id IN ({marks})"))
        return sorted(row[0] for row in rows)

    def _total(self, roots: Sequence[int]) -> None:
        self._connection.execute(
            text(
                "UPDATE entity SET (mentions, articles) ="
                " (SELECT coalesce(sum(mentions), 0), count(*) FROM article_entity WHERE entity_id = entity.id)"
                f" WHERE id IN ({', '.join(map(str, roots)) or 'NULL'})"
            )
        )


def _row(**values: object) -> dict[str, object]:
    return values


def _quote_row(quote: QuoteMark, words: str) -> dict[str, object]:
    return _row(
        start=quote.span.start,
        end=quote.span.end,
        speaker_id=quote.speaker_id,
        speaker_name=storable(quote.speaker_name),
        kind=quote.quote_kind.value,
        cue=_of(quote.cue, words),
        standing=quote.standing.value,
        words=quote.span.of(words),
    )


def _claim_row(claim: ClaimMark, words: str) -> dict[str, object]:
    return _row(
        start=claim.span.start,
        end=claim.span.end,
        holder_id=claim.holder_id,
        holder_name=storable(claim.holder_name),
        kind=claim.claim_kind.value,
        status=claim.status.value,
        standing=claim.standing.value,
        words=claim.span.of(words),
        score=claim.score,
    )


def _of(span: Span | None, words: str) -> str:
    return span.of(words) if span else ""
