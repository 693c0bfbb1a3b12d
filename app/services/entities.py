"""Entities over all articles: their names, kinds, merges, and what the library knows of each."""

from __future__ import annotations

from app.domain.analysis import EntityKind
from app.domain.changes import Changes
from app.domain.rows import Dossier, EntityRow
from app.services.ports import BlockingKeys, Resemblances, Store


class Entities:
    """Renames, joins and parts entities; every act is a decision that can be undone."""

    def __init__(self, store: Store, blocking_keys: BlockingKeys, resemblances: Resemblances) -> None:
        self._store = store
        self._blocking_keys = blocking_keys
        self._resemblances = resemblances

    def rename(self, entity_id: int, name: str) -> Changes:
        raise NotImplementedError

    def retype(self, entity_id: int, kind: EntityKind) -> Changes:
        raise NotImplementedError

    def confirm(self, entity_id: int) -> Changes:
        raise NotImplementedError

    def dismiss(self, entity_id: int) -> Changes:
        """ "Not a name", everywhere."""
        raise NotImplementedError

    def merge(self, entity_id: int, into_id: int) -> Changes:
        raise NotImplementedError

    def split(self, entity_id: int) -> Changes:
        """Take a merged entity apart again, and remember that the two are apart."""
        raise NotImplementedError

    def split_alias(self, entity_id: int, alias: str) -> tuple[int, Changes]:
        raise NotImplementedError

    def keep_apart(self, a: int, b: int) -> Changes:
        raise NotImplementedError

    def dossier(self, entity_id: int) -> Dossier:
        raise NotImplementedError

    def resolve(self, entity_id: int) -> int:
        """The entity that `entity_id` is merged into, itself when it is not."""
        raise NotImplementedError

    def names(self, prefix: str, limit: int = 20) -> tuple[EntityRow, ...]:
        raise NotImplementedError
