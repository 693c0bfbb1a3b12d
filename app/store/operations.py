"""The journal of what the user did: only ever added to; what is undone says so, and stays."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, Row, func, insert, select, update

from app.domain.operations import Operation, Subject
from app.store.articles import _key
from app.store.clock import now
from app.store.models import operation as operations


class OperationRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self,
        words: str,
        subject: Subject,
        subject_id: str,
        before: Mapping[str, object],
        after: Mapping[str, object],
    ) -> int:
        """The id of a new operation. What was undone before it can be redone no more."""
        self._bury()
        values = {
            "made": now(),
            "words": words,
            "subject": subject.value,
            "subject_id": subject_id,
            "before": json.dumps(dict(before)),
            "after": json.dumps(dict(after)),
        }
        return _key(self._connection.execute(insert(operations).values(values)).inserted_primary_key)

    def extend(self, operation_id: int, after: Mapping[str, object]) -> None:
        """Let an operation end in another state: a person goes on typing. What was undone can be redone no more."""
        self._bury()
        self._connection.execute(
            update(operations).where(operations.c.id == operation_id).values(after=json.dumps(dict(after)), made=now())
        )

    def last(self) -> Operation | None:
        """The newest that is not undone."""
        return self._first(operations.c.undone == 0, operations.c.id.desc())

    def next(self) -> Operation | None:
        """The one to redo: what was undone last."""
        return self._first((operations.c.undone > 0) & (operations.c.buried == 0), operations.c.undone.desc())

    def of(self, subject: Subject, subject_id: str) -> Operation | None:
        """The newest about this subject, undone or not."""
        return self._first(
            (operations.c.subject == subject.value) & (operations.c.subject_id == subject_id), operations.c.id.desc()
        )

    def set_undone(self, operation_id: int, *, undone: bool) -> None:
        rank = 0
        if undone:
            highest = self._connection.execute(select(func.max(operations.c.undone))).scalar_one()
            rank = (highest or 0) + 1
        self._connection.execute(
            update(operations).where(operations.c.id == operation_id).values(undone=rank, buried=0)
        )

    def _bury(self) -> None:
        self._connection.execute(
            update(operations).where(operations.c.undone > 0, operations.c.buried == 0).values(buried=1)
        )

    def _first(self, condition: object, order: object) -> Operation | None:
        row = self._connection.execute(select(operations).where(condition).order_by(order).limit(1)).first()  # type: ignore[arg-type]
        return None if row is None else _operation(row)


def seconds_since(moment: str) -> float:
    """Seconds from a stored moment until now."""
    return (datetime.fromisoformat(now()) - datetime.fromisoformat(moment)).total_seconds()


def _operation(row: Row[tuple[object, ...]]) -> Operation:
    return Operation(
        row.id, row.words, Subject(row.subject), row.subject_id, json.loads(row.before), json.loads(row.after), row.made
    )
