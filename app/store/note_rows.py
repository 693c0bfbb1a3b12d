"""The list of notes: rows as they are shown, read and made in one go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import repeat

from sqlalchemy import Connection

from app.domain.anchors import Certainty
from app.domain.making import maker
from app.domain.marks import MarkKind, MarkRef, Note, NoteTarget
from app.domain.rows import NoteRow
from app.domain.spans import Span
from app.store.passages import spans
from app.store.rows import columns, fetch

NEWEST_ANCHOR = "(SELECT max(id) FROM anchor WHERE note_id = n.id)"
FIRST_ANCHOR = "(SELECT min(id) FROM anchor WHERE note_id = n.id)"
TAGS = """(SELECT group_concat(t.name, char(31)) FROM note_tag x JOIN tag t ON t.id = x.tag_id
    WHERE x.note_id = n.id)"""
LINKS = """(SELECT count(*) FROM link l WHERE l.note_id = n.id AND l.removed_at IS NULL)
    + (SELECT count(*) FROM link l WHERE l.to_note_id = n.id AND l.removed_at IS NULL)"""
_ROWS = f"""
    SELECT n.uuid, n.body, n.article_id, n.kind, n.entity_id, n.created, n.updated, n.colour, n.deleted_at,
        {TAGS}, {LINKS}, c.start, c."end", f.exact, p.start, p."end",
        coalesce(p.certainty, iif(c.id IS NOT NULL AND a.version_id IS NOT NULL, '', 'exact')),
        coalesce(a.title, e.name, '')
    FROM note n
    LEFT JOIN anchor c ON c.id = {NEWEST_ANCHOR}
    LEFT JOIN anchor f ON f.id = {FIRST_ANCHOR}
    LEFT JOIN article a ON a.id = n.article_id
    LEFT JOIN place p ON p.anchor_id = c.id AND p.version_id = a.version_id
    LEFT JOIN entity o ON o.id = n.entity_id
    LEFT JOIN entity e ON e.id = o.root_id
"""
_KINDS = {kind.value: kind for kind in MarkKind}
_CERTAINTIES = {certainty.value: certainty for certainty in Certainty} | {"": Certainty.ORPHAN}
_refs, _targets, _notes, _rows = maker(MarkRef), maker(NoteTarget), maker(Note), maker(NoteRow)


def note_rows(
    connection: Connection, rest: str, values: Mapping[str, object]
) -> tuple[tuple[NoteRow, ...], frozenset[str]]:
    """The notes `n` that `rest` says, with their places as they were found; and the ids of those not sought yet."""
    found = columns(fetch(connection, f"{_ROWS} {rest}", values), 18)
    ids, bodies, articles, kinds, entities, created, updated, colours, binned, tags, links = found[:11]
    begun, ended, quoted, starts, ends, certainties, titles = found[11:]
    placed = _placed(starts, ends)
    notes = _notes(
        ids,
        bodies,
        _targets(articles, _refs_of(kinds, placed, begun, ended), entities),
        placed,
        map(_CERTAINTIES.__getitem__, certainties),
        [words or "" for words in quoted],
        created,
        updated,
        colours,
        [tuple(sorted(names.split("\x1f"), key=str.casefold)) if names else () for names in tags],
        links,
        [when or "" for when in binned],
    )
    unsought = frozenset(i for i, certainty in zip(ids, certainties, strict=True) if not certainty)
    return tuple(_rows(notes, titles, repeat(""), repeat(0))), unsought


def _placed(starts: Sequence[int | None], ends: Sequence[int | None]) -> list[Span | None]:
    pairs = list(zip(starts, ends, strict=True))
    known = [(start, end) for start, end in pairs if start is not None and end is not None]
    found = iter(spans(*columns(known, 2)))
    return [None if start is None or end is None else next(found) for start, end in pairs]


def _refs_of(
    kinds: Sequence[str | None],
    placed: Sequence[Span | None],
    begun: Sequence[int | None],
    ended: Sequence[int | None],
) -> list[MarkRef | None]:
    """What each lies on: where it is now, else where it was written."""
    where = [
        Span(start, end) if span is None and start is not None and end is not None else span
        for span, start, end in zip(placed, begun, ended, strict=True)
    ]
    known = [(_KINDS[kind], span) for kind, span in zip(kinds, where, strict=True) if kind and span is not None]
    refs = iter(_refs(*columns(known, 2)))
    return [next(refs) if kind and span is not None else None for kind, span in zip(kinds, where, strict=True)]
