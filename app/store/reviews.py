"""When notes come back, and what was said of them when they did."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select, text

from app.domain.review import Schedule
from app.store.clock import now
from app.store.models import review, review_log

# A note comes back when it has words of its own; a highlight when it lies on a passage, whose words it then is, and was
# not made only to be linked.
_COMES_BACK = """
    n.deleted_at IS NULL AND (trim(n.body) <> '' OR n.kind = 'note' AND (n.colour <> '' OR NOT EXISTS (
        SELECT 1 FROM link l WHERE (l.note_id = n.id OR l.to_note_id = n.id) AND l.removed_at IS NULL)))
"""


class ReviewRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def due(self, until: str, limit: int) -> tuple[str, ...]:
        """UUIDs of notes that were reviewed before and are due by then, the longest due first."""
        rows = self._connection.execute(
            text(
                f"SELECT n.uuid FROM review r JOIN note n ON n.id = r.note_id WHERE r.due <= :until AND {_COMES_BACK}"
                " ORDER BY r.due, n.id LIMIT :limit"
            ),
            {"until": until, "limit": limit},
        )
        return tuple(row.uuid for row in rows)

    def new(self, written_by: str, limit: int) -> tuple[str, ...]:
        """UUIDs of notes written by then that never came back yet, the oldest first."""
        rows = self._connection.execute(
            text(
                f"SELECT n.uuid FROM note n WHERE n.created <= :by AND {_COMES_BACK}"
                " AND NOT EXISTS (SELECT 1 FROM review r WHERE r.note_id = n.id) ORDER BY n.created, n.id LIMIT :limit"
            ),
            {"by": written_by, "limit": limit},
        )
        return tuple(row.uuid for row in rows)

    def count_due(self, until: str) -> int:
        return int(
            self._connection.execute(
                text(
                    "SELECT count(*) FROM review r JOIN note n ON n.id = r.note_id"
                    f" WHERE r.due <= :until AND {_COMES_BACK}"
                ),
                {"until": until},
            ).scalar_one()
        )

    def begun_since(self, moment: str) -> int:
        """How many notes came back for the first time since then."""
        return int(
            self._connection.execute(
                text(
                    "SELECT count(*) FROM (SELECT note_id, min(made) AS first FROM review_log GROUP BY note_id)"
                    " WHERE first >= :moment"
                ),
                {"moment": moment},
            ).scalar_one()
        )

    def schedule(self, note_row: int) -> Schedule | None:
        row = self._connection.execute(select(review).where(review.c.note_id == note_row)).first()
        return Schedule(row.due, row.card) if row else None

    def put(self, note_row: int, schedule: Schedule | None) -> None:
        """None: as if it had never come back."""
        self._connection.execute(delete(review).where(review.c.note_id == note_row))
        if schedule is not None:
            values = {"note_id": note_row, "due": schedule.due, "card": schedule.card}
            self._connection.execute(insert(review).values(values))

    def log(self, note_row: int, rating: str, card: str) -> None:
        values = {"note_id": note_row, "made": now(), "rating": rating, "card": card}
        self._connection.execute(insert(review_log).values(values))

    def unlog(self, note_row: int) -> None:
        """Take the newest entry about a note back."""
        self._connection.execute(
            text("DELETE FROM review_log WHERE id = (SELECT max(id) FROM review_log WHERE note_id = :id)"),
            {"id": note_row},
        )
