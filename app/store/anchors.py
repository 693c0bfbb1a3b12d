"""Anchors of notes and decisions, and where each is in each version of its article."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select, text

from app.domain.anchors import Anchor, Certainty, Place
from app.domain.spans import Span
from app.store.articles import _key
from app.store.clock import now
from app.store.models import anchor as anchors
from app.store.models import place as places
from app.store.rows import fetch, listed

_CERTAINTIES = {certainty.value: certainty for certainty in Certainty}


class AnchorRepository:
    """Anchors are only ever added; places are worked out from them and can be worked out again."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, article_id: int, anchor: Anchor, *, note: int | None = None, decision: int | None = None) -> int:
        """The id of a new anchor of the note or the decision with that row id."""
        values = {
            "article_id": article_id,
            "note_id": note,
            "decision_id": decision,
            "exact": anchor.exact,
            "prefix": anchor.prefix,
            "suffix": anchor.suffix,
            "start": anchor.start,
            "end": anchor.end,
            "version": anchor.version,
            "made": now(),
        }
        return _key(self._connection.execute(insert(anchors).values(values)).inserted_primary_key)

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
            Anchor(row.exact, row.prefix, row.suffix, row.start, row.end, row.version): _place(
                row.at, row.to, row.certainty, row.score
            )
            for row in rows
        }

    def keep_places(self, version_id: int, found: Mapping[int, Place]) -> None:
        """Remember where anchors, by id, are in this version."""
        rows = [
            {
                "anchor_id": anchor_id,
                "version_id": version_id,
                "start": place.span.start if place.span else None,
                "end": place.span.end if place.span else None,
                "certainty": place.certainty.value,
                "score": place.score,
            }
            for anchor_id, place in found.items()
        ]
        if rows:
            self._connection.execute(
                delete(places).where(places.c.version_id == version_id, places.c.anchor_id.in_(sorted(found)))
            )
            self._connection.execute(insert(places), rows)

    def places(self, anchor_ids: Mapping[int, int]) -> dict[int, Place]:
        """Where anchors are, each in the version given for it; those that were not sought are left out."""
        if not anchor_ids:
            return {}
        rows = fetch(
            self._connection,
            'SELECT anchor_id, version_id, start, "end", certainty, score FROM place'
            f" WHERE anchor_id IN ({listed(sorted(anchor_ids))})",
        )
        return {
            anchor_id: _place(start, end, certainty, score)
            for anchor_id, version_id, start, end, certainty, score in rows
            if anchor_ids[anchor_id] == version_id
        }


def _place(start: int | None, end: int | None, certainty: str, score: float) -> Place:
    span = Span(start, end) if start is not None and end is not None else None
    return Place(span, _CERTAINTIES[certainty], score)
