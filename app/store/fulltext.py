"""Full-text indexes: what is asked, and keeping them in step with their tables by hand.

By hand, because SQLite 3.40 refuses full-text tables in triggers under trusted_schema=OFF.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import Connection

from app.store.rows import run_many

COLUMNS = {
    "article_fts": ("article_version", "title, text"),
    "entity_fts": ("entity_alias", "alias"),
    "quote_fts": ("quote", "speaker_name, words"),
    "claim_fts": ("claim", "words"),
    "note_fts": ("note", "body"),
}
_MOST_TERMS = 24
_LONGEST = 400
_UNSAFE = re.compile("[\x00\ud800-\udfff]")


def match_expression(asked: str) -> str | None:
    """What to give to MATCH for the words `asked`: all of them, the last as a prefix. None when there is no word in it.

    Each word is quoted, so that no character of it is an operator (measured: 19 of 20 awkward strings raise otherwise).
    """
    words = [w for w in _UNSAFE.sub(" ", asked[:_LONGEST]).split() if any(c.isalnum() for c in w)]
    if not words:
        return None
    quoted = ['"' + w.replace('"', '""') + '"' for w in words[:_MOST_TERMS]]
    prefix = "" if asked[:_LONGEST] != asked or asked[-1].isspace() else "*"
    return " ".join(quoted) + prefix


def phrase(words: str) -> str:
    """What to give to MATCH for exactly these words, one after the other; at most 24 of them. Any string is safe."""
    kept = " ".join(_UNSAFE.sub(" ", words[:_LONGEST]).split()[:_MOST_TERMS])
    return '"' + kept.replace('"', '""') + '"'


_INDEX = {
    name: f"INSERT INTO {name}(rowid, {columns}) SELECT id, {columns} FROM {table} WHERE id = ?"
    for name, (table, columns) in COLUMNS.items()
}
_UNINDEX = {
    name: f"INSERT INTO {name}({name}, rowid, {columns}) SELECT 'delete', id, {columns} FROM {table} WHERE id = ?"
    for name, (table, columns) in COLUMNS.items()
}


def index(connection: Connection, name: str, ids: Iterable[int]) -> None:
    """Add the rows `ids` of its table to the index `name`."""
    run_many(connection, _INDEX[name], [(i,) for i in ids])


def unindex(connection: Connection, name: str, ids: Iterable[int]) -> None:
    """Take the rows `ids` out of the index `name`; to be called while they still say what was indexed."""
    run_many(connection, _UNINDEX[name], [(i,) for i in ids])
