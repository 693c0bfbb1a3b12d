"""The filters of a search as SQL: for each kind of result what must hold of a row, or that nothing of it is wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.query import Filter, Query
from app.store.articles import storable

_STATUSES = {"to-check": "to check", "supported": "supported", "disputed": "disputed", "dismissed": "dismissed"}
_ENTITY_KINDS = ("person", "organisation", "place")
_TAGGED = "{id} IN (SELECT y.article_id FROM article_tag y JOIN tag t ON t.id = y.tag_id WHERE t.name = {tag})"


@dataclass(frozen=True, slots=True)
class Conditions:
    """`sql`: parts to be joined by AND; its values are by name in `values`."""

    sql: tuple[str, ...]
    values: dict[str, object]


Named = Callable[[str], tuple[int, ...]]
"""The ids of all entities, merged ones too, that are called so."""


class Filters:
    """What a query's filters ask of articles `a`, quotes `q`, claims `c`, notes `n` and entities `r`."""

    def __init__(self, query: Query, named: Named) -> None:
        self._query = query
        self._values: dict[str, object] = {}
        self._ids = {
            (kind, value): named(value) for kind, value in query.filters if kind in (Filter.SPEAKER, Filter.ENTITY)
        }
        self._kinds = query.values(Filter.KIND)
        self._states = query.values(Filter.IS)

    def articles(self) -> Conditions | None:
        """None: no article is wanted."""
        if not self._wants("article") or self._has(Filter.SPEAKER, Filter.IS, Filter.COLOUR):
            return None
        appears = "EXISTS (SELECT 1 FROM article_entity x WHERE x.article_id = a.id AND x.entity_id IN ({ids}))"
        return self._all(self._tags("a.id"), self._dates("a.sort_date"), self._entities(appears))

    def quotes(self) -> Conditions | None:
        return self._said("q", "quote", "speaker_id", "speaker_name")

    def claims(self) -> Conditions | None:
        return self._said("c", "claim", "holder_id", "holder_name")

    def notes(self) -> Conditions | None:
        states = [s for s in self._states if s in ("lost", "highlight")]
        if not self._wants("note") or self._has(Filter.SPEAKER) or (self._states and not states):
            return None
        held = {
            "lost": "EXISTS (SELECT 1 FROM place p"
            " WHERE p.anchor_id = (SELECT max(id) FROM anchor WHERE note_id = n.id)"
            " AND p.version_id = a.version_id AND p.certainty NOT IN ('exact', 'moved'))",
            "highlight": "trim(n.body) = ''",
        }
        about = (
            "(n.entity_id IN ({ids}) OR EXISTS (SELECT 1 FROM link l WHERE l.note_id = n.id AND l.removed_at IS NULL"
            " AND l.to_entity_id IN ({ids})) OR EXISTS (SELECT 1 FROM place p JOIN mention m"
            ' ON m.article_id = n.article_id AND m.start < p."end" AND m."end" > p.start'
            " WHERE p.anchor_id = (SELECT max(id) FROM anchor WHERE note_id = n.id) AND p.version_id = a.version_id"
            " AND m.entity_id IN ({ids})))"
        )
        own = "n.id IN (SELECT x.note_id FROM note_tag x JOIN tag t ON t.id = x.tag_id WHERE t.name = {tag})"
        colours = [self._value(c.lower()) for c in self._query.values(Filter.COLOUR)]
        return self._all(
            ["(" + " OR ".join(held[s] for s in states) + ")"] if states else [],
            [f"n.colour IN ({', '.join(colours)})"] if colours else [],
            self._tags("n.article_id", own),
            self._dates("coalesce(nullif(a.sort_date, ''), n.updated)"),
            self._entities(about),
        )

    def entities(self) -> Conditions | None:
        kinds = [k for k in self._kinds if k in _ENTITY_KINDS]
        only = self._has(Filter.SPEAKER, Filter.IS, Filter.COLOUR, Filter.TAG, Filter.BEFORE, Filter.AFTER)
        if only or not (kinds or self._wants("name")):
            return None
        of_kind = f"r.kind IN ({', '.join(self._value(k) for k in kinds)})"
        return self._all(
            [of_kind] if kinds and "name" not in self._kinds else [],
            self._entities("r.id IN ({ids})"),
        )

    def _said(self, row: str, kind: str, who: str, who_name: str) -> Conditions | None:
        if not self._wants(kind) or self._has(Filter.COLOUR):
            return None
        states = []
        for state in self._states:
            if state in _STATUSES and kind == "claim":
                states.append(f"{row}.status = {self._value(_STATUSES[state])}")
            elif state == "suggested":
                states.append(f"{row}.standing = 'suggested'")
            elif state == "confirmed":
                states.append(f"{row}.standing <> 'suggested'")
        if self._states and not states:
            return None
        speakers = []
        for name in self._query.values(Filter.SPEAKER):
            ids = _listed(self._ids[Filter.SPEAKER, name])
            like = self._value(f"%{_escaped(name)}%")
            speakers.append(f"({row}.{who} IN ({ids}) OR {row}.{who_name} LIKE {like} ESCAPE '\\')")
        appears = (
            f"({row}.{who} IN ({{ids}}) OR EXISTS (SELECT 1 FROM mention m WHERE m.article_id = {row}.article_id"
            f' AND m.start >= {row}.start AND m.start < {row}."end" AND m.entity_id IN ({{ids}})))'
        )
        return self._all(
            ["(" + " OR ".join(states) + ")"] if states else [],
            ["(" + " OR ".join(speakers) + ")"] if speakers else [],
            self._tags("a.id"),
            self._dates("a.sort_date"),
            self._entities(appears),
        )

    def _wants(self, kind: str) -> bool:
        return not self._kinds or kind in self._kinds

    def _has(self, *kinds: Filter) -> bool:
        return any(self._query.values(kind) for kind in kinds)

    def _value(self, value: object) -> str:
        name = f"f{len(self._values)}"
        self._values[name] = value
        return f":{name}"

    def _tags(self, article: str, own: str = "") -> list[str]:
        parts = []
        for tag in self._query.values(Filter.TAG):
            value = self._value(storable(tag))
            parts.append(_TAGGED.format(id=article, tag=value))
            if own:
                parts.append(own.format(tag=value))
        return ["(" + " OR ".join(parts) + ")"] if parts else []

    def _dates(self, column: str) -> list[str]:
        before = [f"{column} < {self._value(d)}" for d in self._query.values(Filter.BEFORE)]
        after = [f"{column} >= {self._value(d)}" for d in self._query.values(Filter.AFTER)]
        return [*before, *after, *([f"{column} <> ''"] if before or after else [])]

    def _entities(self, template: str) -> list[str]:
        parts = [
            template.format(ids=_listed(self._ids[Filter.ENTITY, name])) for name in self._query.values(Filter.ENTITY)
        ]
        return ["(" + " OR ".join(parts) + ")"] if parts else []

    def _all(self, *parts: list[str]) -> Conditions:
        return Conditions(tuple(condition for some in parts for condition in some), self._values)


def _listed(ids: tuple[int, ...]) -> str:
    return ", ".join(str(int(i)) for i in ids) or "NULL"


def _escaped(words: str) -> str:
    return storable(words).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
