"""Entities, their names, the keys they are looked up under, and which of them are one or apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, text, update

from app.domain.analysis import EntityKind
from app.domain.marks import Standing
from app.domain.records import EntityRecord
from app.errors import NotFound
from app.store.articles import storable
from app.store.clock import now
from app.store.entity_records import RECORD, records_of
from app.store.fulltext import index, unindex
from app.store.models import apart, entity, entity_alias, entity_key
from app.store.rows import fetch, listed
from app.store.withdrawn import hand_back, withdrawn

_MOST_CANDIDATES = 400  # entities looked at for one article's names; the most mentioned first
_NOBODYS = """
    mentions = 0 AND standing = 'suggested' AND dismissed = 0 AND merged_into IS NULL
    AND NOT EXISTS (SELECT 1 FROM found_entity f WHERE f.entity_id = entity.id)
    AND NOT EXISTS (SELECT 1 FROM mention m WHERE m.entity_id = entity.id)
    AND NOT EXISTS (SELECT 1 FROM quote q WHERE q.speaker_id = entity.id)
    AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.holder_id = entity.id)
    AND NOT EXISTS (SELECT 1 FROM note n WHERE n.entity_id = entity.id)
    AND NOT EXISTS (SELECT 1 FROM link l WHERE l.to_entity_id = entity.id)
    AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.entity_id = entity.id)
    AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.other_id = entity.id)
    AND NOT EXISTS (SELECT 1 FROM apart p WHERE p.a = entity.id)
    AND NOT EXISTS (SELECT 1 FROM apart p WHERE p.b = entity.id)
    AND NOT EXISTS (SELECT 1 FROM entity e WHERE e.merged_into = entity.id)
    AND NOT EXISTS (SELECT 1 FROM entity_alias s WHERE s.split_to = entity.id)
"""


class EntityRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(self, name: str, kind: EntityKind, standing: Standing = Standing.SUGGESTED) -> int:
        values = {
            "name": storable(name),
            "kind": kind.value,
            "given_name": storable(name),
            "given_kind": kind.value,
            "standing": standing.value,
            "created": now(),
        }
        entity_id = int(self._connection.execute(insert(entity).values(values)).lastrowid)
        self._connection.execute(update(entity).where(entity.c.id == entity_id).values(root_id=entity_id))
        return entity_id

    def one(self, entity_id: int) -> EntityRecord:
        """NotFound when there is none; a merged one is answered as it is itself."""
        found = self.many([entity_id]).get(entity_id)
        if found is None:
            raise _missing()
        return found

    def many(self, ids: Iterable[int]) -> dict[int, EntityRecord]:
        """Those of `ids` that exist, each with its own names only."""
        wanted = listed(sorted(set(ids)))
        rows = fetch(self._connection, f"SELECT {RECORD} FROM entity r WHERE r.id IN ({wanted})")
        aliases = self._aliases(f"e.id IN ({wanted})", "e.id") if rows else {}
        return records_of(rows, aliases)

    def roots(self, ids: Iterable[int]) -> dict[int, EntityRecord]:
        """For each of `ids` that exists, the entity it is merged into (or itself), with the names of all merged."""
        pairs = fetch(
            self._connection, f"SELECT id, root_id FROM entity WHERE id IN ({listed(sorted(set(ids)))}) ORDER BY id"
        )
        records = self._root_records(listed(sorted({root for _, root in pairs}))) if pairs else {}
        return {own: records[root] for own, root in pairs}

    def root_ids(self, ids: Iterable[int]) -> dict[int, int]:
        wanted = listed(sorted(set(ids)))
        return dict(fetch(self._connection, f"SELECT id, root_id FROM entity WHERE id IN ({wanted})"))

    def root_of(self, entity_id: int) -> int:
        """What it is merged into, itself when it is not. NotFound when there is no such entity."""
        root = self.root_ids([entity_id]).get(entity_id)
        if root is None:
            raise _missing()
        return root

    def lineage(self, entity_id: int) -> tuple[int, ...]:
        """The entity and those it is merged into, one after the other, the root last."""
        line = [entity_id]
        while True:
            above = self._connection.execute(
                select(entity.c.merged_into).where(entity.c.id == line[-1])
            ).scalar_one_or_none()
            if above is None or above in line:
                return tuple(line)
            line.append(above)

    def family(self, root_id: int) -> tuple[int, ...]:
        """The root and all that is merged into it."""
        rows = self._connection.execute(select(entity.c.id).where(entity.c.root_id == root_id).order_by(entity.c.id))
        return tuple(row[0] for row in rows)

    def named(self, name: str, kind: EntityKind | None = None) -> EntityRecord | None:
        """The root with exactly this name or alias, by name before by alias, the most mentioned first."""
        rows = self._connection.execute(
            text(
                "SELECT r.id FROM entity_alias a JOIN entity e ON e.id = a.entity_id JOIN entity r ON r.id = e.root_id"
                " WHERE a.alias = :name AND a.split_to IS NULL AND r.dismissed = 0 AND (:kind = '' OR r.kind = :kind)"
                " ORDER BY r.name = :name DESC, r.mentions DESC, r.id LIMIT 1"
            ),
            {"name": storable(name), "kind": kind.value if kind else ""},
        ).first()
        return self.roots([rows[0]])[rows[0]] if rows else None

    def candidates(self, keys: Iterable[str]) -> tuple[EntityRecord, ...]:
        """Roots that share a blocking key with `keys`, the most mentioned first, with the names of all merged."""
        wanted = {f"k{i}": key for i, key in enumerate(sorted({storable(k) for k in keys}))}
        rows = fetch(
            self._connection,
            "SELECT DISTINCT r.id, r.mentions FROM entity_key k JOIN entity e ON e.id = k.entity_id"
            " JOIN entity r ON r.id = e.root_id"
            f" WHERE k.key IN ({', '.join(f':{name}' for name in wanted) or 'NULL'})"
            f" ORDER BY r.mentions DESC, r.id LIMIT {_MOST_CANDIDATES}",
            wanted,
        )
        records = self._root_records(listed(row[0] for row in rows)) if rows else {}
        return tuple([records[row[0]] for row in rows])

    def count_names(self, names: Mapping[int, Sequence[str]], by: int) -> None:
        """One article more (`by` 1) or less (-1) uses these names for these entities."""
        wanted = [(owner, storable(n)) for owner, found in names.items() for n in dict.fromkeys(found)]
        if by > 0:
            self._add_aliases(wanted)
        if wanted:
            self._connection.execute(
                text("UPDATE entity_alias SET articles = max(0, articles + :by) WHERE entity_id = :e AND alias = :a"),
                [{"by": by, "e": owner, "a": alias} for owner, alias in wanted],
            )

    def drop_unused_names(self, ids: Iterable[int]) -> None:
        """Forget the names that no article uses and nobody gave; the one it is shown by stays."""
        rows = self._connection.execute(
            select(entity_alias.c.id)
            .join(entity, entity.c.id == entity_alias.c.entity_id)
            .where(
                entity_alias.c.entity_id.in_(sorted(set(ids))),
                entity_alias.c.alias != entity.c.name,
                entity_alias.c.articles == 0,
                entity_alias.c.given == 0,
                entity_alias.c.split_to.is_(None),
            )
        )
        self._delete_aliases([row[0] for row in rows])

    def give_names(self, entity_id: int, names: Iterable[str]) -> None:
        """Names that the user gave, or that the entity was made with; they stay without any mention."""
        wanted = [(entity_id, storable(n)) for n in names if n.strip()]
        self._add_aliases(wanted)
        for owner, alias in wanted:
            self._connection.execute(
                update(entity_alias)
                .where(entity_alias.c.entity_id == owner, entity_alias.c.alias == alias)
                .values(given=1)
            )

    def take_name(self, entity_id: int, name: str) -> None:
        """Forget a name that the user gave and took back, unless it was made with it or some article uses it."""
        self._connection.execute(
            update(entity_alias)
            .where(entity_alias.c.entity_id == entity_id, entity_alias.c.alias == storable(name))
            .where(
                entity_alias.c.alias != select(entity.c.given_name).where(entity.c.id == entity_id).scalar_subquery()
            )
            .values(given=0)
        )
        self.drop_unused_names([entity_id])

    def set_keys(self, entity_id: int, keys: Iterable[str]) -> None:
        """The blocking keys it is looked up under from now on."""
        self._connection.execute(delete(entity_key).where(entity_key.c.entity_id == entity_id))
        rows = [{"key": key, "entity_id": entity_id} for key in sorted({storable(k) for k in keys})]
        if rows:
            self._connection.execute(insert(entity_key), rows)

    def set_split(self, ids: Sequence[int], alias: str, to_id: int | None) -> None:
        """From now on mentions of these entities that are worded `alias` are of `to_id`; None: of themselves again."""
        self._add_aliases([(i, storable(alias)) for i in ids] if to_id is not None else [])
        self._connection.execute(
            update(entity_alias)
            .where(entity_alias.c.entity_id.in_(ids), entity_alias.c.alias == storable(alias))
            .values(split_to=to_id)
        )

    def splits(self, ids: Iterable[int]) -> dict[tuple[int, str], int]:
        """Of these entities: the wordings that are of another, and of which."""
        rows = self._connection.execute(
            select(entity_alias.c.entity_id, entity_alias.c.alias, entity_alias.c.split_to).where(
                entity_alias.c.entity_id.in_(sorted(set(ids))), entity_alias.c.split_to.is_not(None)
            )
        )
        return {(owner, alias): to for owner, alias, to in rows}

    def owners_split(self, to_id: int) -> tuple[int, ...]:
        """Entities with a wording that is of `to_id`."""
        rows = self._connection.execute(select(entity_alias.c.entity_id).where(entity_alias.c.split_to == to_id))
        return tuple(sorted({row[0] for row in rows}))

    def retire(self, entity_id: int) -> int | None:
        """Let it recognise nothing, when it was made by a decision that was undone and nothing else holds it.

        What was found of it goes to the entity it was parted of, whose id is the answer; None when it stays.
        """
        driver: Any = self._connection.connection.driver_connection
        gone = withdrawn(driver, entity_id)
        if gone is None:
            return None
        rows = self._connection.execute(select(entity_alias.c.id).where(entity_alias.c.entity_id == entity_id))
        unindex(self._connection, "entity_fts", [row[0] for row in rows])
        before = self._connection.execute(text("SELECT coalesce(max(id), 0) FROM entity_alias")).scalar_one()
        target = hand_back(driver, gone)
        added = self._connection.execute(select(entity_alias.c.id).where(entity_alias.c.id > before))
        index(self._connection, "entity_fts", [row[0] for row in added])
        return target

    def write(
        self,
        entity_id: int,
        *,
        name: str,
        kind: EntityKind,
        standing: Standing,
        dismissed: bool,
        merged_into: int | None,
    ) -> None:
        """What holds of it now, after all decisions."""
        values = {
            "name": storable(name),
            "kind": kind.value,
            "standing": standing.value,
            "dismissed": int(dismissed),
            "merged_into": merged_into,
        }
        self._connection.execute(update(entity).where(entity.c.id == entity_id).values(values))

    def set_given_name(self, entity_id: int, name: str) -> None:
        """A fuller name was found; it is shown where the user gave none."""
        self._connection.execute(
            text(
                "UPDATE entity SET name = CASE WHEN name = given_name THEN :name ELSE name END, given_name = :name"
                " WHERE id = :id"
            ),
            {"name": storable(name), "id": entity_id},
        )

    def set_given_kind(self, entity_id: int, kind: EntityKind) -> None:
        """Another kind was found; it is shown where the user gave none."""
        self._connection.execute(
            text(
                "UPDATE entity SET kind = CASE WHEN kind = given_kind THEN :kind ELSE kind END, given_kind = :kind"
                " WHERE id = :id"
            ),
            {"kind": kind.value, "id": entity_id},
        )

    def reroot(self, entity_id: int) -> None:
        """Say of `entity_id`, and of all that is merged into it, what they are merged into in the end."""
        root = self.lineage(entity_id)[-1]
        self._connection.execute(
            text(
                "WITH RECURSIVE below(id) AS (SELECT :id UNION"
                " SELECT e.id FROM entity e JOIN below b ON e.merged_into = b.id)"
                " UPDATE entity SET root_id = :root WHERE id IN (SELECT id FROM below)"
            ),
            {"id": entity_id, "root": root},
        )

    def set_apart(self, a: int, b: int, *, are_apart: bool) -> None:
        low, high = sorted((a, b))
        self._connection.execute(delete(apart).where(apart.c.a == low, apart.c.b == high))
        if are_apart and low != high:
            self._connection.execute(insert(apart).values(a=low, b=high))

    def apart_pairs(self, ids: Iterable[int]) -> frozenset[tuple[int, int]]:
        """Pairs of roots that the user keeps apart, where one of `ids` is in it; the smaller id first."""
        marks = listed(sorted(set(ids)))
        rows = fetch(
            self._connection,
            "SELECT ra.root_id, rb.root_id FROM apart p JOIN entity ra ON ra.id = p.a JOIN entity rb ON rb.id = p.b"
            f" WHERE (ra.root_id IN ({marks}) OR rb.root_id IN ({marks})) AND ra.root_id <> rb.root_id",
        )
        return frozenset((min(a, b), max(a, b)) for a, b in rows)

    def purge(self) -> int:
        """Forget the entities that nothing refers to any more, and how many they were. Never one the user touched."""
        rows = self._connection.execute(text(f"SELECT id FROM entity WHERE {_NOBODYS}")).all()
        ids = [row[0] for row in rows]
        for at in range(0, len(ids), 500):
            some = ids[at : at + 500]
            owned = self._connection.execute(select(entity_alias.c.id).where(entity_alias.c.entity_id.in_(some)))
            self._delete_aliases([row[0] for row in owned])
            self._connection.execute(delete(entity).where(entity.c.id.in_(some)))
        return len(ids)

    def _add_aliases(self, wanted: Sequence[tuple[int, str]]) -> None:
        owners = sorted({owner for owner, _ in wanted})
        rows = self._connection.execute(
            select(entity_alias.c.entity_id, entity_alias.c.alias).where(entity_alias.c.entity_id.in_(owners))
        )
        known = {(owner, alias) for owner, alias in rows}
        new = [pair for pair in dict.fromkeys(wanted) if pair not in known]
        if not new:
            return
        before = self._connection.execute(text("SELECT coalesce(max(id), 0) FROM entity_alias")).scalar_one()
        self._connection.execute(
            insert(entity_alias), [{"entity_id": e, "alias": a, "articles": 0, "given": 0} for e, a in new]
        )
        added = self._connection.execute(select(entity_alias.c.id).where(entity_alias.c.id > before))
        index(self._connection, "entity_fts", [row[0] for row in added])

    def _delete_aliases(self, ids: Sequence[int]) -> None:
        unindex(self._connection, "entity_fts", ids)
        if ids:
            self._connection.execute(delete(entity_alias).where(entity_alias.c.id.in_(ids)))

    def _root_records(self, roots: str) -> dict[int, EntityRecord]:
        """Entities that are merged into none, listed for SQL, with the names of all that is merged into them."""
        rows = fetch(self._connection, f"SELECT {RECORD} FROM entity r WHERE r.id IN ({roots})")
        aliases = self._aliases(f"e.root_id IN ({roots})", "e.root_id")
        return records_of(rows, aliases)

    def _aliases(self, condition: str, owner: str) -> dict[int, dict[str, None]]:
        rows = fetch(
            self._connection,
            f"SELECT {owner}, a.alias FROM entity e JOIN entity_alias a ON a.entity_id = e.id"
            f" WHERE {condition} AND a.split_to IS NULL ORDER BY a.articles DESC, a.given DESC, a.id",
        )
        names: dict[int, dict[str, None]] = {}
        for own, alias in rows:
            names.setdefault(own, {})[alias] = None
        return names


def _missing() -> NotFound:
    return NotFound("This entity is not in the library any more.")
