"""Links between notes, and from notes to articles and entities."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, Row, insert, select, text, update

from app.domain.links import Link, LinkEnd, LinkTarget
from app.domain.marks import MarkKind
from app.domain.spans import Span
from app.errors import NotFound
from app.store.articles import storable
from app.store.clock import now
from app.store.models import link as links

_SELECT = """
    SELECT l.uuid, n.uuid AS note_uuid, l.relation, l.words, l.made, t.uuid AS to_note, l.to_article_id,
        e.root_id AS to_entity
    FROM link l JOIN note n ON n.id = l.note_id LEFT JOIN note t ON t.id = l.to_note_id
    LEFT JOIN entity e ON e.id = l.to_entity_id
"""
# Each end of a link that is no note has the columns that a note has; places are those that are sure.
_NOTE_END = """
    SELECT l.id, l.uuid, l.relation, {outward} AS outward, n.uuid AS note_uuid, n.article_id, o.root_id AS entity_id,
        n.body, f.exact, coalesce(a.title, e.name, '') AS title, p.start, p."end"
    FROM link l JOIN note n ON n.id = {end} AND n.deleted_at IS NULL
    LEFT JOIN article a ON a.id = n.article_id
    LEFT JOIN entity o ON o.id = n.entity_id LEFT JOIN entity e ON e.id = o.root_id
    LEFT JOIN anchor f ON f.id = (SELECT min(id) FROM anchor WHERE note_id = n.id)
    LEFT JOIN place p ON p.anchor_id = (SELECT max(id) FROM anchor WHERE note_id = n.id)
        AND p.version_id = a.version_id AND p.certainty IN ('exact', 'moved')
    WHERE l.removed_at IS NULL AND {near}
"""
_OTHER_ENDS = """
    SELECT l.id, l.uuid, l.relation, 1 AS outward, NULL AS note_uuid, l.to_article_id AS article_id,
        o.root_id AS entity_id, '' AS body, '' AS exact, coalesce(a.title, e.name, '') AS title,
        NULL AS start, NULL AS "end"
    FROM link l LEFT JOIN article a ON a.id = l.to_article_id
    LEFT JOIN entity o ON o.id = l.to_entity_id LEFT JOIN entity e ON e.id = o.root_id
    WHERE l.removed_at IS NULL AND l.to_note_id IS NULL AND {near}
"""


class LinkRepository:
    """Forgets no link: one that is removed says when. One with an end in the bin is not shown meanwhile."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(self, uuid: str, note_row: int, relation: str, words: str, target: LinkTarget) -> int:
        values = {
            "uuid": uuid,
            "note_id": note_row,
            "relation": storable(relation),
            "words": storable(words),
            "to_note_id": self._note_row(target.note_id) if target.note_id is not None else None,
            "to_article_id": target.article_id,
            "to_entity_id": target.entity_id,
            "made": now(),
        }
        return int(self._connection.execute(insert(links).values(values)).lastrowid)

    def one(self, uuid: str) -> Link:
        """NotFound when there is no such link; a removed one is found."""
        row = self._connection.execute(text(f"{_SELECT} WHERE l.uuid = :uuid"), {"uuid": uuid}).first()
        if row is None:
            raise NotFound("This link is not in the library.")
        return _link(row)

    def is_removed(self, uuid: str) -> bool:
        return self._connection.execute(select(links.c.removed_at).where(links.c.uuid == uuid)).scalar() is not None

    def set_removed(self, uuid: str, *, removed: bool) -> None:
        self._connection.execute(
            update(links).where(links.c.uuid == uuid).values(removed_at=now() if removed else None)
        )

    def set_relation(self, uuid: str, relation: str) -> None:
        self._connection.execute(update(links).where(links.c.uuid == uuid).values(relation=storable(relation)))

    def of_note(self, note_row: int, *, removed: bool | None = False) -> tuple[Link, ...]:
        """Those that go out from a note, the oldest first; `removed` None: both."""
        condition = {None: "", True: "AND l.removed_at IS NOT NULL", False: "AND l.removed_at IS NULL"}[removed]
        rows = self._connection.execute(
            text(f"{_SELECT} WHERE l.note_id = :id {condition} ORDER BY l.id"), {"id": note_row}
        )
        return tuple(_link(row) for row in rows)

    def every(self) -> tuple[Link, ...]:
        """All that are not removed and whose ends are not in the bin, the oldest first."""
        rows = self._connection.execute(
            text(
                f"{_SELECT} WHERE l.removed_at IS NULL AND n.deleted_at IS NULL AND t.deleted_at IS NULL ORDER BY l.id"
            )
        )
        return tuple(_link(row) for row in rows)

    def ends_of_note(self, note_row: int) -> tuple[LinkEnd, ...]:
        """What a note is linked with, either way; the oldest link first."""
        parts = [
            _NOTE_END.format(outward=1, end="l.to_note_id", near="l.note_id = :id"),
            _OTHER_ENDS.format(near="l.note_id = :id"),
            _NOTE_END.format(outward=0, end="l.note_id", near="l.to_note_id = :id"),
        ]
        return self._ends(parts, {"id": note_row})

    def ends_at_article(self, article_id: int) -> tuple[LinkEnd, ...]:
        """The notes that link to an article as such, and what its own notes are linked with, outside of it."""
        own = "IN (SELECT id FROM note WHERE article_id = :id AND deleted_at IS NULL)"
        far = "n.article_id IS NOT :id"
        parts = [
            _NOTE_END.format(outward=0, end="l.note_id", near="l.to_article_id = :id"),
            _NOTE_END.format(outward=1, end="l.to_note_id", near=f"l.note_id {own} AND {far}"),
            _NOTE_END.format(outward=0, end="l.note_id", near=f"l.to_note_id {own} AND {far}"),
        ]
        return self._ends(parts, {"id": article_id})

    def ends_at_entity(self, root_id: int) -> tuple[LinkEnd, ...]:
        """The notes that link to an entity, or to one that is merged into it."""
        near = "l.to_entity_id IN (SELECT id FROM entity WHERE root_id = :id)"
        return self._ends([_NOTE_END.format(outward=0, end="l.note_id", near=near)], {"id": root_id})

    def _note_row(self, uuid: str) -> int:
        found = self._connection.execute(text("SELECT id FROM note WHERE uuid = :uuid"), {"uuid": uuid}).scalar()
        if found is None:
            raise NotFound("This note is not in the library.")
        return int(found)

    def _ends(self, parts: list[str], values: Mapping[str, object]) -> tuple[LinkEnd, ...]:
        rows = self._connection.execute(text(" UNION ALL ".join(parts) + " ORDER BY 1"), values)
        return tuple(_end(row) for row in rows)


def _link(row: Row[tuple[object, ...]]) -> Link:
    target = LinkTarget(row.to_note, row.to_article_id, row.to_entity)
    return Link(row.uuid, row.note_uuid, row.relation, row.words, target, row.made)


def _end(row: Row[tuple[object, ...]]) -> LinkEnd:
    kind = MarkKind.NOTE if row.note_uuid else MarkKind.MENTION if row.entity_id is not None else None
    words = row.exact or row.body or ""
    return LinkEnd(
        link_id=row.uuid,
        relation=row.relation,
        outward=bool(row.outward),
        kind=kind,
        note_id=row.note_uuid,
        article_id=row.article_id,
        entity_id=row.entity_id,
        title=row.title,
        words=words[:400],
        span=Span(row.start, row.end) if row.start is not None else None,
    )
