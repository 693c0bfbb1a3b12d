"""Decisions: only ever added; one that is undone says when, and stays."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, Row, insert, text, update

from app.domain.anchors import Anchor
from app.domain.decisions import Decision, EntityDecision, EntityVerb, Verb
from app.domain.marks import MarkKind
from app.domain.operations import Subject
from app.store.clock import now
from app.store.models import decision as decisions
from app.store.operations import OperationRepository

_SELECT = """
    SELECT d.id, d.article_id, d.entity_id, d.other_id, d.target, d.verb, d.fields, d.made,
        c.exact, c.prefix, c.suffix, c.start, c."end", c.version
    FROM decision d LEFT JOIN anchor c ON c.decision_id = d.id
    WHERE d.undone_at IS NULL
"""
_ENTITY_VERBS = frozenset(v.value for v in EntityVerb)
_ENTITY_VERBS_LISTED = ", ".join(f"'{verb}'" for verb in sorted(_ENTITY_VERBS))


class DecisionRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, decision: Decision, entity_id: int | None) -> int:
        """The id of a new decision about a mark. `entity_id`: what it makes the mark refer to, so that it is kept."""
        return self._insert(
            article_id=decision.article_id,
            entity_id=entity_id,
            target=decision.target.value,
            verb=decision.verb.value,
            fields=json.dumps(dict(decision.fields)),
        )

    def add_of_entity(self, decision: EntityDecision) -> int:
        return self._insert(
            entity_id=decision.entity_id,
            other_id=decision.other_id,
            verb=decision.verb.value,
            fields=json.dumps(dict(decision.fields)),
        )

    def of_article(self, article_id: int) -> tuple[Decision, ...]:
        """Those not undone, the oldest first."""
        return self._marks("AND d.article_id = :id ORDER BY d.id", {"id": article_id})

    def of_marks(self) -> tuple[Decision, ...]:
        """Those about marks in any article, not undone, the oldest first."""
        return self._marks("AND d.article_id IS NOT NULL ORDER BY d.id", {})

    def of_entities(self, ids: Iterable[int] | None = None) -> tuple[EntityDecision, ...]:
        """Those about these entities, or about any, not undone, the oldest first."""
        condition = "" if ids is None else f"AND d.entity_id IN ({', '.join(str(int(i)) for i in ids) or 'NULL'})"
        rows = self._connection.execute(text(f"{_SELECT} {condition} AND d.article_id IS NULL ORDER BY d.id"))
        return tuple(_of_entity(row) for row in rows if row.verb in _ENTITY_VERBS)

    def page(self, limit: int, offset: int) -> tuple[Decision | EntityDecision, ...]:
        """Those of both kinds, not undone, the newest first."""
        rows = self._connection.execute(
            text(
                f"{_SELECT} AND d.id IN (SELECT id FROM decision WHERE undone_at IS NULL"
                f" AND (article_id IS NOT NULL OR verb IN ({_ENTITY_VERBS_LISTED}))"
                " ORDER BY id DESC LIMIT :limit OFFSET :offset) ORDER BY d.id DESC"
            ),
            {"limit": limit, "offset": offset},
        )
        return tuple(_of_mark(row) if row.article_id is not None else _of_entity(row) for row in rows)

    def between(self, a: int, b: int) -> tuple[EntityDecision, ...]:
        """Those that say whether these two are one or apart, not undone, the oldest first."""
        rows = self._connection.execute(
            text(
                f"{_SELECT} AND ((d.entity_id = :a AND d.other_id = :b) OR (d.entity_id = :b AND d.other_id = :a))"
                " AND d.article_id IS NULL ORDER BY d.id"
            ),
            {"a": a, "b": b},
        )
        return tuple(_of_entity(row) for row in rows if row.verb in _ENTITY_VERBS)

    def kinds_set(self, entity_id: int) -> tuple[tuple[int, str], ...]:
        """Ids of the decisions about mentions that set this entity's kind, with the kind; the oldest first."""
        rows = self._connection.execute(
            text(
                "SELECT id, json_extract(fields, '$.kind') AS kind FROM decision WHERE entity_id = :id"
                " AND undone_at IS NULL AND article_id IS NOT NULL AND verb = 'correct' AND target = 'mention'"
                " AND json_extract(fields, '$.kind') IS NOT NULL ORDER BY id"
            ),
            {"id": entity_id},
        )
        return tuple((row.id, row.kind) for row in rows)

    def one(self, decision_id: int, *, undone: bool = False) -> Decision | EntityDecision | None:
        """None when there is no such decision, or when it was undone; the other way round with `undone`."""
        select_ = _SELECT.replace("undone_at IS NULL", "undone_at IS NOT NULL") if undone else _SELECT
        row = self._connection.execute(text(f"{select_} AND d.id = :id"), {"id": decision_id}).first()
        if row is None:
            return None
        return _of_mark(row) if row.article_id is not None else _of_entity(row)

    def undo(self, decision_id: int) -> None:
        self._set_undone(decision_id, undone=True)

    def redo(self, decision_id: int) -> None:
        self._set_undone(decision_id, undone=False)

    def _set_undone(self, decision_id: int, *, undone: bool) -> None:
        """In the list of decisions and in the journal, which must not come apart."""
        self._connection.execute(
            update(decisions).where(decisions.c.id == decision_id).values(undone_at=now() if undone else None)
        )
        journal = OperationRepository(self._connection)
        operation = journal.of(Subject.DECISION, str(decision_id))
        if operation is not None:
            journal.set_undone(operation.id, undone=undone)

    def _insert(self, **values: object) -> int:
        done = self._connection.execute(insert(decisions).values({"made": now()} | values))
        decision_id = int(done.lastrowid)
        OperationRepository(self._connection).add("", Subject.DECISION, str(decision_id), {}, {})
        return decision_id

    def _marks(self, rest: str, values: Mapping[str, object]) -> tuple[Decision, ...]:
        return tuple(_of_mark(row) for row in self._connection.execute(text(f"{_SELECT} {rest}"), values))


def _of_mark(row: Row[tuple[object, ...]]) -> Decision:
    return Decision(
        article_id=row.article_id,
        target=MarkKind(row.target),
        anchor=Anchor(row.exact, row.prefix, row.suffix, row.start, row.end, row.version),
        verb=Verb(row.verb),
        fields=json.loads(row.fields),
        id=row.id,
        made=row.made,
    )


def _of_entity(row: Row[tuple[object, ...]]) -> EntityDecision:
    return EntityDecision(
        entity_id=row.entity_id,
        verb=EntityVerb(row.verb),
        other_id=row.other_id,
        fields=json.loads(row.fields),
        id=row.id,
        made=row.made,
    )
