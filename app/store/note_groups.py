"""The notes of the library in groups: a page of them in the order of the groups, each with its group's size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, text

from app.domain.tags import Grouping

# Each gives for a note: the key that parts the groups, the words they are called, and what they are sorted by. A note
# of several groups is in each of them; one of none has the key ''.
_GROUPS = {
    Grouping.DATE: "SELECT id AS note, substr(updated, 1, 10) AS key, substr(updated, 1, 10) AS words FROM note",
    Grouping.ARTICLE: (
        "SELECT n.id AS note, coalesce(a.id, '') AS key, coalesce(nullif(a.title, ''), iif(a.id, 'Untitled', ''))"
        " AS words FROM note n LEFT JOIN article a ON a.id = n.article_id"
    ),
    Grouping.TAG: (
        "SELECT n.id AS note, coalesce(t.id, '') AS key, coalesce(t.name, '') AS words FROM note n LEFT JOIN"
        " (SELECT note_id, tag_id FROM note_tag UNION"
        " SELECT m.id, y.tag_id FROM note m JOIN article_tag y ON y.article_id = m.article_id) x"
        " ON x.note_id = n.id LEFT JOIN tag t ON t.id = x.tag_id"
    ),
    # About the entity, about a mention of it, or linked to it.
    Grouping.ENTITY: (
        "SELECT n.id AS note, coalesce(e.id, '') AS key, coalesce(e.name, '') AS words FROM note n LEFT JOIN"
        " (SELECT m.id AS note_id, o.root_id FROM note m JOIN entity o ON o.id = m.entity_id"
        "  UNION SELECT l.note_id, o.root_id FROM link l JOIN entity o ON o.id = l.to_entity_id"
        "   WHERE l.removed_at IS NULL"
        "  UNION SELECT m.id, o.root_id FROM note m JOIN article a ON a.id = m.article_id"
        "   JOIN place p ON p.anchor_id = (SELECT max(id) FROM anchor WHERE note_id = m.id)"
        "    AND p.version_id = a.version_id"
        '   JOIN mention x ON x.article_id = a.id AND x.start = p.start AND x."end" = p."end"'
        "   JOIN entity o ON o.id = x.entity_id WHERE m.kind = 'mention') s"
        " ON s.note_id = n.id LEFT JOIN entity e ON e.id = s.root_id"
    ),
}
_ORDER = {Grouping.DATE: "words DESC"}
_BY_WORDS = "words = '', words COLLATE NOCASE, key"


@dataclass(frozen=True, slots=True)
class GroupedNote:
    """`size`: how many notes of those that are wanted are in the group."""

    row_id: int
    uuid: str
    group: str
    size: int


def grouped(
    connection: Connection,
    by: Grouping,
    conditions: str,
    values: Mapping[str, object],
    limit: int,
    offset: int,
) -> tuple[GroupedNote, ...]:
    """A page of the notes `n` that meet the conditions; within a group the newest first."""
    # Sizes are counted apart: a window function would sort every row before the first page is cut off.
    rows = connection.execute(
        text(
            f"WITH w AS MATERIALIZED (SELECT n.id, n.uuid, n.updated, g.key, g.words FROM ({_GROUPS[by]}) g"
            f" JOIN note n ON n.id = g.note WHERE {conditions}),"
            " z AS (SELECT key, count(*) AS size FROM w GROUP BY key),"
            f" p AS (SELECT * FROM w ORDER BY {_ORDER.get(by, _BY_WORDS)}, updated DESC, id DESC"
            " LIMIT :limit OFFSET :offset)"
            " SELECT p.id, p.uuid, p.words, z.size FROM p JOIN z ON z.key = p.key"
            f" ORDER BY {_ORDER.get(by, _BY_WORDS).replace('key', 'p.key')}, p.updated DESC, p.id DESC"
        ),
        {**values, "limit": limit, "offset": offset},
    )
    return tuple(GroupedNote(row.id, row.uuid, row.words, row.size) for row in rows)
