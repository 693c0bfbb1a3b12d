"""Entities of a run over many articles, kept in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from app.domain.analysis import EntityKind, FoundEntity
from app.domain.capitals import usual_form
from app.domain.countries import country_named
from app.domain.names import is_acronym
from app.linking.compare import is_full
from app.linking.keys import blocking_keys
from app.linking.known import KnownEntity
from app.linking.link import candidates, link


def is_fuller(name: str, than: str, kind: EntityKind) -> bool:
    """Whether `name` should replace `than` as what an entity is called: a full name for a surname or an acronym."""
    if kind is EntityKind.PERSON:
        return is_full(name) and not is_full(than)
    country = country_named(name)
    if country is not None:
        return name == country.name
    return is_acronym(than) and not is_acronym(name)


class Registry:
    """Gives the found entities of one article after another ids that are one across all of them.

    Ids count from 0 and never change. The time for an article grows with its entities and with how many known ones
    share their blocking keys, not with the number of articles.
    """

    def __init__(self) -> None:
        self._known: dict[int, KnownEntity] = {}
        self._by_key: dict[str, set[int]] = defaultdict(set)

    def absorb(self, found: Sequence[FoundEntity]) -> dict[int, int]:
        """Take in the entities of one article; the id of each by its key."""
        ids = sorted({i for f in found for i in candidates((f.name, *f.aliases), self._by_key)})
        proposals = link(found, [self._known[i] for i in ids])
        out: dict[int, int] = {}
        for entity, proposal in zip(found, proposals, strict=True):
            out[entity.key] = self._new(entity) if proposal.known_id is None else proposal.known_id
            if proposal.known_id is not None:
                self._add_names(proposal.known_id, entity)
        for id_ in set(out.values()):
            self._known[id_] = replace(self._known[id_], articles=self._known[id_].articles + 1)
        return out

    def entities(self) -> tuple[KnownEntity, ...]:
        """All entities so far, by id."""
        return tuple(self._known.values())

    def _new(self, entity: FoundEntity) -> int:
        id_ = len(self._known)
        name = usual_form(entity.name, entity.aliases, entity.kind)
        others = dict.fromkeys(n for n in (entity.name, *entity.aliases) if n != name)
        self._known[id_] = KnownEntity(id_, name, entity.kind, tuple(others), articles=0)
        self._index(id_, entity)
        return id_

    def _add_names(self, id_: int, entity: FoundEntity) -> None:
        known = self._known[id_]
        new = [n for n in (entity.name, *entity.aliases) if n not in known.names]
        if new:
            name = entity.name if is_fuller(entity.name, known.name, known.kind) else known.name
            name = usual_form(name, (*known.names, *new), known.kind)
            others = dict.fromkeys(n for n in (*known.names, *new) if n != name)
            self._known[id_] = replace(known, name=name, aliases=tuple(others))
            self._index(id_, entity)

    def _index(self, id_: int, entity: FoundEntity) -> None:
        for key in blocking_keys((entity.name, *entity.aliases)):
            self._by_key[key].add(id_)
