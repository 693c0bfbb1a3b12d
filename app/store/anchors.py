"""Anchors of notes and decisions, and where each is in each version of its article."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select, text

from app.domain.anchors import CONTEXT, Anchor, Certainty, Place
from app.domain.spans import Span
from app.store.clock import now
from app.store.models import anchor as anchors
from app.store.models import place as places
from app.store.rows import fetch, run, run_many

_CERTAINTIES = {certainty.value: certainty for certainty in Certainty}


class AnchorRepository:
    """Anchors are only ever added; places are worked out from them and can be worked out again."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, article_id: int, anchor: Anchor, *, note: int | None = None, decision: int | None = None) -> int:
        """The id of a new anchor of the note or the decision with that row id."""
        return run(
            self._connection,
            'INSERT INTO anchor (article_id, note_id, decision_id, exact, prefix, suffix, start, "end", version, made)'
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(article_id, note, decision, anchor.exact, anchor.prefix, anchor.suffix, anchor.start, anchor.end),
            *(anchor.version, now()),
        )

    def here(self, article_id: int, span: Span) -> tuple[int, Anchor] | None:
        """An anchor for a span of the article's current version, and that version; None where the span is beyond it.

        Only what the anchor needs is cut out of the text, as `domain.anchors.anchor_at` would.
        """
        before = min(CONTEXT, span.start)
        rows = fetch(
            self._connection,
            "SELECT v.id, v.hash, substr(v.text, ?, ?) FROM article a JOIN article_version v ON v.id = a.version_id"
            " WHERE a.id = ?",
            (span.start - before + 1, before + len(span) + CONTEXT, article_id),
        )
        for version_id, version, around in rows:
            end = before + len(span)
            if len(around) >= end:
                anchor = Anchor(around[before:end], around[:before], around[end:], span.start, span.end, version)
                return version_id, anchor
        return None

    def repeat(self, anchor_id: int) -> int:
        """Make an earlier anchor of a note its newest again, where it was found before; the id of the copy."""
        columns = 'article_id, note_id, decision_id, exact, prefix, suffix, start, "end", version'
        done = self._connection.execute(
            text(f"INSERT INTO anchor ({columns}, made) SELECT {columns}, :made FROM anchor WHERE id = :id"),
            {"id": anchor_id, "made": now()},
        )
        new = int(done.lastrowid)
        self._connection.execute(
            text(
                'INSERT INTO place SELECT :new, version_id, start, "end", certainty, score FROM place'
                " WHERE anchor_id = :id"
            ),
            {"id": anchor_id, "new": new},
        )
        return new

    def unplaced(self, article_id: int, version_id: int) -> dict[int, Anchor]:
        """The article's anchors that have not been sought in this version."""
        rows = self._connection.execute(
            select(anchors)
            .outerjoin(places, (places.c.anchor_id == anchors.c.id) & (places.c.version_id == version_id))
            .where(anchors.c.article_id == article_id, places.c.anchor_id.is_(None))
        )
        return {row.id: Anchor(row.exact, row.prefix, row.suffix, row.start, row.end, row.version) for row in rows}

    def placed(self, article_id: int, version_id: int) -> dict[Anchor, Place]:
        """Where the article's anchors are in this version, as far as they were sought."""
        rows = self._connection.execute(
            select(anchors, places.c.start.label("at"), places.c.end.label("to"), places.c.certainty, places.c.score)
            .join(places, (places.c.anchor_id == anchors.c.id) & (places.c.version_id == version_id))
            .where(anchors.c.article_id == article_id)
        )
        return {
            Anchor(row.exact, row.prefix, row.suffix, row.start, row.end, row.version): place_of(
                row.at, row.to, row.certainty, row.score
            )
            for row in rows
        }

    def keep_places(self, version_id: int, found: Mapping[int, Place]) -> None:
        """Remember where anchors, by id, are in this version."""
        run_many(
            self._connection,
            'INSERT OR REPLACE INTO place (anchor_id, version_id, start, "end", certainty, score)'
            " VALUES (?, ?, ?, ?, ?, ?)",
            [
                (
                    *(anchor_id, version_id, place.span.start if place.span else None),
                    *(place.span.end if place.span else None, place.certainty.value, place.score),
                )
                for anchor_id, place in found.items()
            ],
        )


def place_of(start: int | None, end: int | None, certainty: str, score: float) -> Place:
    span = Span(start, end) if start is not None and end is not None else None
    return Place(span, _CERTAINTIES[certainty], score)
