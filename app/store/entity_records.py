"""What is known of entities, made of rows: a page of them in one go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.domain.analysis import EntityKind
from app.domain.making import maker
from app.domain.records import EntityRecord
from app.store.passages import STANDINGS
from app.store.rows import columns

_KINDS = {kind.value: kind for kind in EntityKind}
RECORD = """
    r.id, r.name, r.kind, r.given_name, r.given_kind, r.root_id, r.merged_into, r.dismissed, r.standing, r.articles,
    r.mentions
"""
"""The columns of an entity `r`."""
_records = maker(EntityRecord)


def records_of(rows: Sequence[Any], aliases: Mapping[int, Iterable[str]]) -> dict[int, EntityRecord]:
    """From rows of RECORD, and all names of each."""
    ids, names, kinds, given, given_kinds, roots, merged, dismissed, standings, articles, mentions = columns(rows, 11)
    found = _records(
        ids,
        names,
        map(_KINDS.__getitem__, kinds),
        given,
        map(_KINDS.__getitem__, given_kinds),
        [tuple([n for n in aliases.get(i, ()) if n != name]) for i, name in zip(ids, names, strict=True)],
        roots,
        merged,
        map(bool, dismissed),
        map(STANDINGS.__getitem__, standings),
        articles,
        mentions,
    )
    return dict(zip(ids, found, strict=True))
