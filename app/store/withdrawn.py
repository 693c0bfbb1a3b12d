"""Entities made for a wording by a decision that was undone: they recognise nothing, and can come back.

Only rows that are drawn from decisions and analyses are written. Worked out from the decisions, so that a library left
otherwise by an earlier version is known as well.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from app.store.rows import listed


class Withdrawn(NamedTuple):
    entity_id: int
    original_id: int
    """Of what it was parted."""
    alias: str


_WITHDRAWN = """
    SELECT DISTINCT g.id, d.entity_id, json_extract(d.fields, '$.alias')
    FROM decision d JOIN entity g ON g.id = d.other_id
    WHERE d.verb = 'split alias' AND d.undone_at IS NOT NULL AND g.standing = 'added' AND json_valid(d.fields)
    AND NOT EXISTS (SELECT 1 FROM decision o WHERE o.entity_id = g.id AND o.undone_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM decision o WHERE o.other_id = g.id AND o.undone_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM note n WHERE n.entity_id = g.id AND n.deleted_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM link l WHERE l.to_entity_id = g.id AND l.removed_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM entity e WHERE e.merged_into = g.id)
"""
_HOLDS = """
    AND (EXISTS (SELECT 1 FROM entity_alias a WHERE a.entity_id = g.id)
    OR EXISTS (SELECT 1 FROM entity_key k WHERE k.entity_id = g.id)
    OR EXISTS (SELECT 1 FROM found_entity f WHERE f.entity_id = g.id))
"""
_FOUND_AS = "SELECT DISTINCT json_extract(names, '$[0]') FROM found_entity WHERE entity_id = ? AND json_valid(names)"


def withdrawn(raw: sqlite3.Connection, entity_id: int) -> Withdrawn | None:
    """What `entity_id` was parted of, when no decision, note or link holds it, nor a name that only it was found by."""
    rows = raw.execute(f"{_WITHDRAWN} AND g.id = ?", (entity_id,)).fetchall()
    return next((w for w in map(Withdrawn._make, rows) if _is_nobody_else(raw, w)), None)


def ghosts(raw: sqlite3.Connection) -> list[Withdrawn]:
    """Those withdrawn that are still found by a name."""
    rows = raw.execute(f"{_WITHDRAWN} {_HOLDS}").fetchall()
    return [w for w in map(Withdrawn._make, rows) if _is_nobody_else(raw, w)]


def hand_back(raw: sqlite3.Connection, gone: Withdrawn) -> int:
    """Give what was found of `gone` back, with its names and keys; to which entity. The full text is the caller's."""
    target = _owner(raw, gone)
    raw.execute("UPDATE found_entity SET entity_id = ? WHERE entity_id = ?", (target, gone.entity_id))
    used = "FROM entity_alias WHERE entity_id = ? AND articles > 0"
    raw.execute(
        f"INSERT INTO entity_alias(entity_id, alias, articles, given) SELECT ?, alias, articles, 0 {used}"
        " ON CONFLICT(entity_id, alias) DO UPDATE SET articles = articles + excluded.articles",
        (target, gone.entity_id),
    )
    raw.execute(
        "INSERT OR IGNORE INTO entity_key(key, entity_id) SELECT key, ? FROM entity_key WHERE entity_id = ?",
        (target, gone.entity_id),
    )
    raw.execute("DELETE FROM entity_key WHERE entity_id = ?", (gone.entity_id,))
    raw.execute("DELETE FROM entity_alias WHERE entity_id = ?", (gone.entity_id,))
    return target


def _is_nobody_else(raw: sqlite3.Connection, gone: Withdrawn) -> bool:
    """That articles found it only by names that are the original's, too."""
    own = f"SELECT alias FROM entity_alias WHERE entity_id IN ({listed(_family(raw, gone.original_id))})"
    known = {gone.alias, *(row[0] for row in raw.execute(own))}
    return all(row[0] in known for row in raw.execute(_FOUND_AS, (gone.entity_id,)))


def _owner(raw: sqlite3.Connection, gone: Withdrawn) -> int:
    """Of the original and what is or was merged into it, the one whose name the wording is."""
    family = listed(_family(raw, gone.original_id))
    row = raw.execute(
        "SELECT e.id FROM entity_alias a JOIN entity e ON e.id = a.entity_id"
        f" WHERE a.alias = ? AND e.id IN ({family})"
        " ORDER BY e.given_name = a.alias DESC, a.articles DESC, e.id = ? DESC, e.id LIMIT 1",
        (gone.alias, gone.original_id),
    ).fetchone()
    return int(row[0]) if row else gone.original_id


def _family(raw: sqlite3.Connection, original_id: int) -> list[int]:
    rows = raw.execute(
        "SELECT id FROM entity WHERE id = :id OR root_id = (SELECT root_id FROM entity WHERE id = :id)"
        " UNION SELECT entity_id FROM decision WHERE verb = 'merge' AND other_id = :id",
        {"id": original_id},
    )
    return [row[0] for row in rows]
