"""The journal of what the user did: only ever added to; what is undone says so, and stays."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from app.domain.operations import Operation, Subject
from app.store.clock import now
from app.store.rows import fetch, run


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
        return run(
            self._connection,
            "INSERT INTO operation (made, words, subject, subject_id, before, after) VALUES (?, ?, ?, ?, ?, ?)",
            *(now(), words, subject.value, subject_id, json.dumps(dict(before)), json.dumps(dict(after))),
        )

    def extend(self, operation_id: int, after: Mapping[str, object]) -> None:
        """Let an operation end in another state: a person goes on typing. What was undone can be redone no more."""
        self._bury()
        run(
            self._connection,
            "UPDATE operation SET after = ?, made = ? WHERE id = ?",
            *(json.dumps(dict(after)), now(), operation_id),
        )

    def last(self) -> Operation | None:
        """The newest that is not undone."""
        return self._first("undone = 0 ORDER BY id DESC")

    def next(self) -> Operation | None:
        """The one to redo: what was undone last."""
        return self._first("undone > 0 AND buried = 0 ORDER BY undone DESC")

    def of(self, subject: Subject, subject_id: str) -> Operation | None:
        """The newest about this subject, undone or not."""
        return self._first("subject = ? AND subject_id = ? ORDER BY id DESC", subject.value, subject_id)

    def set_undone(self, operation_id: int, *, undone: bool) -> None:
        rank = 0
        if undone:
            ((highest,),) = fetch(self._connection, "SELECT coalesce(max(undone), 0) FROM operation")
            rank = highest + 1
        run(self._connection, "UPDATE operation SET undone = ?, buried = 0 WHERE id = ?", rank, operation_id)

    def _bury(self) -> None:
        run(self._connection, "UPDATE operation SET buried = 1 WHERE undone > 0 AND buried = 0")

    def _first(self, condition: str, *values: object) -> Operation | None:
        statement = (
            f"SELECT id, words, subject, subject_id, before, after, made FROM operation WHERE {condition} LIMIT 1"
        )
        for row_id, words, subject, subject_id, before, after, made in fetch(self._connection, statement, values):
            return Operation(row_id, words, Subject(subject), subject_id, json.loads(before), json.loads(after), made)
        return None


def seconds_since(moment: str) -> float:
    """Seconds from a stored moment until now."""
    return (datetime.fromisoformat(now()) - datetime.fromisoformat(moment)).total_seconds()
