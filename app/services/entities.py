"""Entities over all articles: their names, kinds, merges, and what the library knows of each."""

from __future__ import annotations

from app.domain.analysis import EntityKind
from app.domain.changes import Changes
from app.domain.decisions import EntityDecision, EntityVerb
from app.domain.marks import Standing
from app.domain.periods import timeline
from app.domain.records import EntityRecord
from app.domain.rows import Dossier, EntityRow, Passage, Reach, Resemblance
from app.errors import NotPossible
from app.services.ports import BlockingKeys, Resemblances, Session, Store
from app.services.reckoning import EVERYWHERE, part_alias, reckon, reckon_apart
from app.services.showing import NOTHING, placed_notes

_ROWS, _NEAR, _COMPANIONS, _RESEMBLING, _COMPARED = 100, 60, 30, 8, 40


class Entities:
    """Renames, joins and parts entities; every act is a decision that can be undone."""

    def __init__(self, store: Store, blocking_keys: BlockingKeys, resemblances: Resemblances) -> None:
        self._store = store
        self._blocking_keys = blocking_keys
        self._resemblances = resemblances

    def rename(self, entity_id: int, name: str) -> Changes:
        """Call it `name` in every article."""
        name = " ".join(name.split())
        if not name:
            raise NotPossible("An entity needs a name.", "Type a name, or dismiss the entity if it names nothing.")
        return self._decide(entity_id, EntityVerb.RENAME, {"name": name})

    def retype(self, entity_id: int, kind: EntityKind) -> Changes:
        """Make it of `kind` in every article."""
        return self._decide(entity_id, EntityVerb.RETYPE, {"kind": kind.value})

    def confirm(self, entity_id: int) -> Changes:
        """Say that its name and kind are right; takes a dismissal back."""
        return self._decide(entity_id, EntityVerb.CONFIRM_ENTITY, {})

    def dismiss(self, entity_id: int) -> Changes:
        """Say that it names nothing: no article shows it any more, nor any that is added later."""
        return self._decide(entity_id, EntityVerb.DISMISS, {})

    def merge(self, entity_id: int, into_id: int) -> Changes:
        """Show both as `into_id`, now and in later articles; the two can be split again."""
        with self._store.writing() as session:
            roots = session.entities.root_ids([entity_id, into_id])
            own, into = session.entities.root_of(entity_id), session.entities.root_of(into_id)
            if own == into or len(roots) < len({entity_id, into_id}):
                raise NotPossible("These two are one entity already.")
            session.decisions.add_of_entity(EntityDecision(own, EntityVerb.MERGE, into))
            reckon_apart(session, own, into)
            reckon(session, own, self._blocking_keys)
            return EVERYWHERE

    def split(self, entity_id: int) -> Changes:
        """Take a merged entity out of the one it was merged into, and keep the two apart from now on."""
        with self._store.writing() as session:
            parent = session.entities.one(entity_id).merged_into
            if parent is None:
                raise NotPossible("This entity is not merged into another one.")
            session.decisions.add_of_entity(EntityDecision(entity_id, EntityVerb.SPLIT, parent))
            reckon_apart(session, entity_id, parent)
            reckon(session, entity_id, self._blocking_keys)
            return EVERYWHERE

    def split_alias(self, entity_id: int, alias: str) -> tuple[int, Changes]:
        """Make the mentions worded `alias` an entity of their own, kept apart from this one; its id."""
        with self._store.writing() as session:
            root = session.entities.roots([entity_id]).get(entity_id) or session.entities.one(entity_id)
            if alias == root.name:
                raise NotPossible(f"“{alias}” is the entity's own name.", "Rename the entity first.")
            if alias not in root.aliases:
                raise NotPossible(f"“{alias}” is not among the names of {root.name}.")
            new = session.entities.create(alias, root.kind, Standing.ADDED)
            session.decisions.add_of_entity(EntityDecision(root.id, EntityVerb.SPLIT_ALIAS, new, {"alias": alias}))
            reckon_apart(session, root.id, new)
            part_alias(session, root.id, alias, new, self._blocking_keys)
            return new, EVERYWHERE

    def keep_apart(self, a: int, b: int) -> Changes:
        """Never offer these two as one again, and never link one to the other."""
        with self._store.writing() as session:
            first, second = session.entities.root_of(a), session.entities.root_of(b)
            if first == second:
                raise NotPossible("These two are one entity.", "Split them first.")
            session.decisions.add_of_entity(EntityDecision(first, EntityVerb.APART, second))
            reckon_apart(session, first, second)
            return EVERYWHERE

    def dossier(self, entity_id: int) -> Dossier:
        """Everything the library knows of it, or of the entity it is merged into; at most 100 rows of each kind."""
        with self._store.reading() as session:
            root = session.entities.roots([entity_id]).get(entity_id) or session.entities.one(entity_id)
            pages = session.pages
            return Dossier(
                entity=_row(root),
                mentions=pages.mentions_of(root.id, _ROWS),
                said=pages.quotes("", root.id, _ROWS, 0),
                claims=pages.claims_about(root.id, _NEAR),
                appears_with=pages.companions(root.id, _COMPANIONS),
                resembles=self._resembling(session, root),
                merged=pages.merged_into(root.id),
                notes=placed_notes(session, session.notes.of_entity(root.id)),
                reach=session.dossiers.reach(root.id),
                about=session.dossiers.quotes_about(root.id, _NEAR),
                timeline=timeline(session.dossiers.months(root.id)),
            )

    def mentions_in(self, entity_id: int, period: str) -> tuple[Passage, ...]:
        """Mentions in the articles of one month ("2026-03") or year; at most 100, newest article first."""
        with self._store.reading() as session:
            return session.dossiers.mentions_in(session.entities.root_of(entity_id), period, _ROWS)

    def reach(self, entity_id: int) -> Reach:
        """What a decision about an entity changes: all that is shown under its name."""
        with self._store.reading() as session:
            return session.dossiers.reach(session.entities.root_of(entity_id))

    def reach_of_wording(self, entity_id: int, alias: str) -> Reach:
        """What changes when `alias` is said to be somebody else: the mentions that are worded so."""
        with self._store.reading() as session:
            return session.dossiers.reach_of_wording(session.entities.root_of(entity_id), alias)

    def resolve(self, entity_id: int) -> int:
        """The entity that `entity_id` is merged into, itself when it is not."""
        with self._store.reading() as session:
            return session.entities.root_of(entity_id)

    def names(self, prefix: str, limit: int = 20) -> tuple[EntityRow, ...]:
        """Entities with a word that begins so, the most mentioned first."""
        with self._store.reading() as session:
            return session.pages.entities(prefix, None, limit, 0)

    def decisions(self, entity_id: int | None = None) -> tuple[EntityDecision, ...]:
        """Decisions about an entity, or about any, that are not undone; the oldest first."""
        with self._store.reading() as session:
            return session.decisions.of_entities(None if entity_id is None else [entity_id])

    def _decide(self, entity_id: int, verb: EntityVerb, fields: dict[str, object]) -> Changes:
        with self._store.writing() as session:
            root = session.entities.roots([entity_id]).get(entity_id) or session.entities.one(entity_id)
            if verb is EntityVerb.RENAME and fields["name"] == root.name:
                return NOTHING
            session.decisions.add_of_entity(EntityDecision(root.id, verb, None, fields))
            reckon(session, root.id, self._blocking_keys)
            return EVERYWHERE

    def _resembling(self, session: Session, root: EntityRecord) -> tuple[Resemblance, ...]:
        keys = self._blocking_keys(root.names)
        others = [c for c in session.entities.candidates(keys) if c.id != root.id and not c.dismissed and c.mentions]
        others = others[:_COMPARED]
        apart = {frozenset(pair) for pair in session.entities.apart_pairs([root.id])}
        known = {c.id: c for c in others}
        found = []
        for pair in self._resemblances([root, *others], apart, root.id):
            other = known.get(pair.b if pair.a == root.id else pair.a)
            if other:
                count = (other.articles, pair.reasons, other.mentions)
                found.append(Resemblance(other.id, other.name, other.kind, *count))
        return tuple(found[:_RESEMBLING])


def _row(root: EntityRecord) -> EntityRow:
    return EntityRow(root.id, root.name, root.kind, root.aliases, root.articles, root.mentions, root.standing)
