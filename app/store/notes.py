"""The user's notes."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from app.domain.anchors import Anchor
from app.domain.making import maker
from app.domain.marks import MarkKind
from app.domain.records import StoredNote
from app.domain.rows import NoteRow
from app.domain.tags import EVERY_NOTE, Grouping, NoteFilter
from app.errors import NotFound
from app.store.anchors import place_of
from app.store.articles import storable
from app.store.clock import now
from app.store.fulltext import index, match_expression, unindex
from app.store.note_groups import NEWEST, day_sizes, grouped
from app.store.note_rows import FIRST_ANCHOR, LINKS, NEWEST_ANCHOR, TAGS, note_rows
from app.store.rows import columns, fetch, listed, run

_rows = maker(NoteRow)
_KINDS = {kind.value: kind for kind in MarkKind}
_SELECT = f"""
    SELECT n.id AS row_id, n.uuid, n.body, n.article_id, n.kind, n.entity_id, n.created, n.updated,
        n.colour, n.deleted_at,
        {TAGS} AS tags, {LINKS} AS links,
        c.id AS anchor_id, c.exact, c.prefix, c.suffix, c.start, c."end", c.version AS anchor_version,
        p.start, p."end", p.certainty, p.score,
        f.exact AS quoted, a.version_id, v.hash AS version, coalesce(a.title, e.name, '') AS title
    FROM note n
    LEFT JOIN anchor c ON c.id = {NEWEST_ANCHOR}
    LEFT JOIN anchor f ON f.id = {FIRST_ANCHOR}
    LEFT JOIN article a ON a.id = n.article_id
    LEFT JOIN article_version v ON v.id = a.version_id
    LEFT JOIN place p ON p.anchor_id = c.id AND p.version_id = a.version_id
    LEFT JOIN entity o ON o.id = n.entity_id
    LEFT JOIN entity e ON e.id = o.root_id
"""
Rows = tuple[tuple[NoteRow, ...], frozenset[str]]


class NoteRepository:
    """Nothing here forgets a note: one that is deleted lies in the bin."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(
        self,
        uuid: str,
        body: str,
        article_id: int | None,
        kind: MarkKind | None,
        entity_id: int | None,
        *,
        created: str = "",
        updated: str = "",
        colour: str = "",
    ) -> int:
        """The row id of a new note; `created` and `updated` (ISO 8601, UTC) are now unless they are known."""
        moment = now()
        row_id = run(
            self._connection,
            "INSERT INTO note (uuid, body, article_id, kind, entity_id, created, updated, colour)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            *(uuid, storable(body), article_id, kind.value if kind else None, entity_id),
            *(created or moment, updated or moment, colour),
        )
        index(self._connection, "note_fts", [row_id])
        return row_id

    def row_id(self, uuid: str) -> int:
        """NotFound when there is no such note; one in the bin is found."""
        for (row_id,) in fetch(self._connection, "SELECT id FROM note WHERE uuid = ?", (uuid,)):
            return int(row_id)
        raise _missing()

    def set_body(self, row_id: int, body: str) -> None:
        binned = self._is_binned(row_id)
        if not binned:
            unindex(self._connection, "note_fts", [row_id])
        run(self._connection, "UPDATE note SET body = ?, updated = ? WHERE id = ?", storable(body), now(), row_id)
        if not binned:
            index(self._connection, "note_fts", [row_id])

    def set_colour(self, row_id: int, colour: str) -> None:
        run(self._connection, "UPDATE note SET colour = ?, updated = ? WHERE id = ?", colour, now(), row_id)

    def touched(self, row_id: int) -> None:
        """Say that it changed just now."""
        run(self._connection, "UPDATE note SET updated = ? WHERE id = ?", now(), row_id)

    def set_binned(self, row_id: int, *, binned: bool) -> bool:
        """Put it into the bin or take it out; False when it was there already."""
        if self._is_binned(row_id) == binned:
            return False
        if binned:
            unindex(self._connection, "note_fts", [row_id])
        run(self._connection, "UPDATE note SET deleted_at = ? WHERE id = ?", now() if binned else None, row_id)
        if not binned:
            index(self._connection, "note_fts", [row_id])
        return True

    def one(self, uuid: str) -> StoredNote:
        """NotFound when there is no such note; one in the bin is answered."""
        found = self._read("WHERE n.uuid = :uuid", {"uuid": uuid})
        if not found:
            raise _missing()
        return found[0]

    def of_article(self, article_id: int) -> tuple[StoredNote, ...]:
        """Not those in the bin; the oldest first."""
        return self._read("WHERE n.article_id = :id AND n.deleted_at IS NULL ORDER BY n.id", {"id": article_id})

    def of_entity(self, root_id: int) -> tuple[StoredNote, ...]:
        """About the entity or one that is merged into it; the newest first."""
        return self._read(
            "WHERE n.entity_id IN (SELECT id FROM entity WHERE root_id = :id) AND n.deleted_at IS NULL"
            " ORDER BY n.updated DESC, n.id DESC",
            {"id": root_id},
        )

    def noted_entities(self) -> frozenset[int]:
        """The root ids of all entities that have a note of their own."""
        found = fetch(
            self._connection,
            "SELECT DISTINCT e.root_id FROM note n JOIN entity e ON e.id = n.entity_id"
            " WHERE n.entity_id IS NOT NULL AND n.deleted_at IS NULL",
        )
        return frozenset(root for (root,) in found)

    def page(self, asked: str, limit: int, offset: int, wanted: NoteFilter = EVERY_NOTE) -> tuple[StoredNote, ...]:
        """Newest first; with `asked`, those that have its words; of those, what `wanted` wants."""
        page = _page(asked, limit, offset, wanted)
        return self._read(*page) if page else ()

    def rows(self, asked: str, limit: int, offset: int, wanted: NoteFilter = EVERY_NOTE) -> Rows:
        """What `page` gives, as it is shown; and the ids of those whose place was not sought yet."""
        page = _page(asked, limit, offset, wanted)
        return note_rows(self._connection, *page) if page else ((), frozenset())

    def grouped(self, by: Grouping, asked: str, limit: int, offset: int, wanted: NoteFilter = EVERY_NOTE) -> Rows:
        """Notes in the order of their groups, each with the words and the size of its group; otherwise as `rows`."""
        narrowed = _narrowed(asked, wanted)
        if narrowed is None:
            return (), frozenset()
        conditions, values = " AND ".join(narrowed[0]), narrowed[1]
        if by is Grouping.DATE:
            ids = f"SELECT n.id FROM note n WHERE {conditions} {NEWEST} LIMIT :limit OFFSET :offset"
            page = values | {"limit": limit, "offset": offset}
            rows, unsought = note_rows(self._connection, f"WHERE n.id IN ({ids}) {NEWEST}", page)
            days = [row.note.updated[:10] for row in rows]
            counted = day_sizes(self._connection, conditions, values, days)
            return tuple(_rows([row.note for row in rows], [row.title for row in rows], days, counted)), unsought
        found = grouped(self._connection, by, conditions, values, limit, offset)
        row_ids, uuids, groups, sizes = columns(found, 4)
        rows, unsought = note_rows(self._connection, f"WHERE n.id IN ({listed(row_ids)})", {})
        by_id = {row.note.id: row for row in rows}
        shown = [by_id[i] for i in uuids]
        return tuple(_rows([row.note for row in shown], [row.title for row in shown], groups, sizes)), unsought

    def _is_binned(self, row_id: int) -> bool:
        ((binned,),) = fetch(self._connection, "SELECT deleted_at IS NOT NULL FROM note WHERE id = ?", (row_id,))
        return bool(binned)

    def _read(self, rest: str, values: Mapping[str, object]) -> tuple[StoredNote, ...]:
        return tuple([_stored(*row) for row in fetch(self._connection, f"{_SELECT} {rest}", values)])


def _page(asked: str, limit: int, offset: int, wanted: NoteFilter) -> tuple[str, dict[str, object]] | None:
    """The rest of a query for one page of notes; None when no note can be in it."""
    narrowed = _narrowed(asked, wanted)
    if narrowed is None:
        return None
    conditions, values = narrowed
    order = "n.deleted_at DESC" if wanted.binned else "n.updated DESC"
    # The ids first: what is passed over is not read. Measured at offset 15,000 of 20,000: 95 ms so, 195 else.
    ids = (
        "SELECT n.id FROM note n"
        f" WHERE {' AND '.join(conditions)} ORDER BY {order}, n.id DESC LIMIT :limit OFFSET :offset"
    )
    return f"WHERE n.id IN ({ids}) ORDER BY {order}, n.id DESC", values | {"limit": limit, "offset": offset}


def _narrowed(asked: str, wanted: NoteFilter) -> tuple[list[str], dict[str, object]] | None:
    """The conditions of a list, with the words it is narrowed by; None when those can match nothing."""
    conditions, values = _conditions(wanted)
    if asked.strip():
        expression = match_expression(asked)
        if expression is None:
            return None
        if wanted.binned:  # what is in the bin is not in the index
            conditions.append("n.body LIKE :like ESCAPE '\\'")
            values["like"] = f"%{_escaped(asked.strip())}%"
        else:
            conditions.append("n.id IN (SELECT rowid FROM note_fts WHERE note_fts MATCH :match)")
            values["match"] = expression
    return conditions, values


def _conditions(wanted: NoteFilter) -> tuple[list[str], dict[str, object]]:
    conditions = ["n.deleted_at IS NOT NULL" if wanted.binned else "n.deleted_at IS NULL"]
    values: dict[str, object] = {}
    if wanted.tag:
        conditions.append(
            "(EXISTS (SELECT 1 FROM note_tag x JOIN tag t ON t.id = x.tag_id WHERE x.note_id = n.id AND t.name = :tag)"
            " OR EXISTS (SELECT 1 FROM article_tag y JOIN tag t ON t.id = y.tag_id"
            " WHERE y.article_id = n.article_id AND t.name = :tag))"
        )
        values["tag"] = storable(wanted.tag)
    if wanted.colour:
        conditions.append("n.colour = :colour")
        values["colour"] = wanted.colour
    if wanted.unsure:
        conditions.append(
            "EXISTS (SELECT 1 FROM place p JOIN article b ON b.version_id = p.version_id AND b.id = n.article_id"
            " WHERE p.anchor_id = (SELECT max(id) FROM anchor WHERE note_id = n.id)"
            " AND p.certainty NOT IN ('exact', 'moved'))"
        )
    if wanted.article_id is not None:
        conditions.append("n.article_id = :article")
        values["article"] = wanted.article_id
    if wanted.entity_id is not None:
        conditions.append("n.entity_id IN (SELECT id FROM entity WHERE root_id = :entity)")
        values["entity"] = wanted.entity_id
    return conditions, values


def _missing() -> NotFound:
    return NotFound("This note is not in the library.")


def _escaped(words: str) -> str:
    return storable(words).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _stored(
    row_id: int,
    uuid: str,
    body: str,
    article_id: int | None,
    kind: str | None,
    entity_id: int | None,
    created: str,
    updated: str,
    colour: str,
    binned: str | None,
    tags: str | None,
    links: int,
    anchor_id: int | None,
    exact: str,
    prefix: str,
    suffix: str,
    start: int,
    end: int,
    anchor_version: str,
    place_start: int | None,
    place_end: int | None,
    certainty: str | None,
    score: float,
    quoted: str | None,
    version_id: int | None,
    version: str | None,
    title: str,
) -> StoredNote:
    """From the columns of _SELECT by position: by name, a page takes three times as long as its SQL."""
    return StoredNote(
        id=uuid,
        body=body,
        article_id=article_id,
        kind=_KINDS[kind] if kind else None,
        entity_id=entity_id,
        quoted=quoted or "",
        created=created,
        updated=updated,
        anchor_id=anchor_id,
        anchor=Anchor(exact, prefix, suffix, start, end, anchor_version) if anchor_id is not None else None,
        version_id=version_id,
        version=version or "",
        title=title,
        row_id=row_id,
        colour=colour,
        tags=tuple(sorted(tags.split("\x1f"), key=str.casefold)) if tags else (),
        links=links,
        binned=binned or "",
        place=place_of(place_start, place_end, certainty, score) if certainty is not None else None,
    )
