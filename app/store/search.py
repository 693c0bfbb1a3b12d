"""The search over everything in the library."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

from sqlalchemy import Connection

from app.domain.making import maker
from app.domain.marks import MarkKind
from app.domain.query import Query
from app.domain.rows import Hit
from app.domain.spans import Span
from app.store.filters import Conditions, Filters
from app.store.fulltext import match_expression
from app.store.passages import spans
from app.store.rows import columns, fetch, listed
from app.store.snippets import cut_all, words_asked

_NAMES_AN_ENTITY = 4  # of one entity that may match before another's turn comes
_NAMED = 200  # entities that one name in a filter can mean


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one kind of result is found by its index, and what of it is shown."""

    index: str
    table: str
    row: str  # what the statement calls it
    joined: str
    columns: str
    newest: str
    weights: str = ""
    ranked_from: int = (
        3  # letters: to rank all that has a word beginning so takes five times as long, and tells nothing
    )
    always: str = ""
    there: str = ""  # what must hold of what the index finds, where it may find more than is there


_ARTICLES = _Kind(
    index="article_fts",
    table="article_version v",
    row="v",
    joined="JOIN article a ON a.version_id = v.id AND a.removed_at IS NULL",
    columns="v.id, a.id, a.title, v.text",
    newest="a.sort_date DESC, a.id DESC",
    weights=", 8.0, 1.0",
    ranked_from=2,  # titles come first
    there="JOIN article a ON a.version_id = b.id AND a.removed_at IS NULL",
)
_NOTES = _Kind(
    index="note_fts",
    table="note n",
    row="n",
    joined=(
        "LEFT JOIN article a ON a.id = n.article_id"
        " LEFT JOIN entity o ON o.id = n.entity_id LEFT JOIN entity e ON e.id = o.root_id"
        " LEFT JOIN anchor f ON f.id = (SELECT min(id) FROM anchor WHERE note_id = n.id)"
        " LEFT JOIN place p ON p.anchor_id = (SELECT max(id) FROM anchor WHERE note_id = n.id)"
        "  AND p.version_id = a.version_id AND p.certainty IN ('exact', 'moved')"
    ),
    columns=(
        "n.id, n.uuid, n.body, f.exact, n.article_id, n.entity_id, coalesce(a.title, e.name, ''), p.start, p.\"end\""
    ),
    newest="n.updated DESC, n.id DESC",
    always="n.deleted_at IS NULL",
)


def _of_said(table: str, row: str, who: str) -> _Kind:
    return _Kind(
        index=f"{table}_fts",
        table=f"{table} {row}",
        row=row,
        joined=(
            f"JOIN article a ON a.id = {row}.article_id LEFT JOIN entity s ON s.id = {row}.{who}_id"
            " LEFT JOIN entity r ON r.id = s.root_id AND r.dismissed = 0"
        ),
        columns=(
            f'{row}.id, {row}.article_id, r.id, a.title, {row}.words, {row}.start, {row}."end",'
            f" coalesce(r.name, {row}.{who}_name)"
        ),
        newest=f"a.sort_date DESC, {row}.id DESC",
    )


_QUOTES, _CLAIMS = _of_said("quote", "q", "speaker"), _of_said("claim", "c", "holder")
_made = maker(Hit)
_Found = tuple[Sequence[int], Callable[[Sequence[int]], list[Hit]]]
"""The ids of what was found, the best first; and what makes results of those that are shown."""


class SearchRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def search(self, query: Query, limit: int) -> tuple[Hit, ...]:
        """Entities, articles, notes, quotes and claims with all of the words, the last as the beginning of a word, that
        the filters let through.

        Each kind best first, or newest first where no word is asked for; a kind gives its share of `limit`, and what
        others leave over.
        """
        expression = match_expression(query.words)
        if limit <= 0 or (expression is None and (query.words.strip() or not query.filters)):
            return ()
        search = _Search(self._connection, query, expression, limit)
        found = [search.entities(), search.articles(), search.notes(), search.quotes(), search.claims()]
        share = max(1, limit // len(found))
        shown = [min(share, len(ids)) for ids, _ in found]
        spare = limit - sum(shown)
        for i, (ids, _) in enumerate(found):
            more = min(len(ids) - shown[i], max(0, spare))
            shown[i] += more
            spare -= more
        kept = [hits(ids[:number]) for (ids, hits), number in zip(found, shown, strict=True) if number]
        return tuple([hit for hits in kept for hit in hits][:limit])


class _Search:
    """One query, kind by kind: first the ids by index and filters; texts are read and cut only to be shown."""

    def __init__(self, connection: Connection, query: Query, expression: str | None, limit: int) -> None:
        self._connection, self._expression, self._limit = connection, expression, limit
        self._filters = Filters(query, self._named)
        self._asked = words_asked(query.words)
        self._letters = len(query.words.strip())

    def entities(self) -> _Found:
        names: dict[int, tuple[str, str]] = {}
        conditions = self._filters.entities()
        if conditions is not None:
            words = (
                "entity_fts JOIN entity_alias l ON l.id = entity_fts.rowid"
                if self._expression
                else "entity_alias l"  # every name, where a filter alone asks
            )
            asked = ["entity_fts MATCH :match"] if self._expression else []
            rows = self._run(
                f"SELECT r.id, r.name, l.alias FROM {words}"
                " JOIN entity e ON e.id = l.entity_id JOIN entity r ON r.id = e.root_id WHERE "
                + " AND ".join([*asked, "l.split_to IS NULL AND r.dismissed = 0", *conditions.sql])
                + " AND (r.mentions > 0 OR EXISTS (SELECT 1 FROM note n WHERE n.entity_id = r.id))"
                " ORDER BY r.mentions DESC, r.id, l.alias = r.name DESC, l.articles DESC LIMIT :limit",
                conditions.values,
                self._limit * _NAMES_AN_ENTITY,
            )
            for id_, name, alias in rows:
                names.setdefault(id_, (name, alias))

        def hits(ids: Sequence[int]) -> list[Hit]:
            root_names, aliases = columns([names[i] for i in ids], 2)
            return self._hits(MarkKind.MENTION, repeat(None), ids, repeat(None), root_names, aliases)

        return list(names)[: self._limit], hits

    def articles(self) -> _Found:
        def hits(ids: Sequence[int]) -> list[Hit]:
            article_ids, titles, texts = columns(self._shown(_ARTICLES, ids), 3)
            return self._hits(None, article_ids, repeat(None), repeat(None), titles, texts)

        return self._ids(_ARTICLES, self._filters.articles()), hits

    def notes(self) -> _Found:
        def hits(ids: Sequence[int]) -> list[Hit]:
            uuids, bodies, exacts, article_ids, entity_ids, titles, starts, ends = columns(self._shown(_NOTES, ids), 8)
            words = [body if body.strip() else exact or "" for body, exact in zip(bodies, exacts, strict=True)]
            return self._hits(MarkKind.NOTE, article_ids, entity_ids, uuids, titles, words, _spans(starts, ends))

        return self._ids(_NOTES, self._filters.notes()), hits

    def quotes(self) -> _Found:
        return self._said(_QUOTES, MarkKind.QUOTE, self._filters.quotes())

    def claims(self) -> _Found:
        return self._said(_CLAIMS, MarkKind.CLAIM, self._filters.claims())

    def _said(self, kind: _Kind, mark: MarkKind, conditions: Conditions | None) -> _Found:
        def hits(ids: Sequence[int]) -> list[Hit]:
            article_ids, whose, titles, words, starts, ends, names = columns(self._shown(kind, ids), 7)
            return self._hits(mark, article_ids, whose, repeat(None), titles, words, spans(starts, ends), names)

        return self._ids(kind, conditions), hits

    def _hits(
        self,
        kind: MarkKind | None,
        article_ids: Iterable[int | None],
        entity_ids: Iterable[int | None],
        note_ids: Iterable[str | None],
        titles: Iterable[str],
        words: Sequence[str],
        places: Iterable[Span | None] | None = None,
        names: Iterable[str] = repeat(""),
    ) -> list[Hit]:
        """`places`: where each is in its article; None: where its words are in it."""
        snippets = cut_all(words, self._asked)
        return _made(
            repeat(kind),
            article_ids,
            entity_ids,
            note_ids,
            titles,
            [snippet.text for snippet in snippets],
            [snippet.matches for snippet in snippets],
            [snippet.span for snippet in snippets] if places is None else places,
            names,
        )

    def _ids(self, kind: _Kind, conditions: Conditions | None) -> list[int]:
        """What is found of a kind, the best first."""
        if conditions is None:
            return []
        row, index = kind.row, kind.index
        ranked = self._letters >= kind.ranked_from
        score, best = (f"bm25({index}{kind.weights})", "score, ") if ranked else ("0", "")
        held = [c for c in (kind.always, *conditions.sql) if c]
        if self._expression is None:
            statement = f"SELECT {row}.id FROM {kind.table} {kind.joined}"
            statement += f" WHERE {' AND '.join(held) or '1'} ORDER BY {kind.newest} LIMIT :limit"
        elif conditions.sql:
            held.insert(0, f"{index} MATCH :match")
            statement = f"SELECT {row}.id, {score} AS score FROM {index}"
            statement += f" JOIN {kind.table} ON {row}.id = {index}.rowid {kind.joined} WHERE {' AND '.join(held)}"
            statement += f" ORDER BY {best}{index}.rowid DESC LIMIT :limit"
        else:
            statement = f"SELECT rowid AS id, {score} AS score FROM {index} WHERE {index} MATCH :match"
            statement += f" ORDER BY {best}rowid DESC LIMIT :limit"
            if kind.there:
                statement = f"SELECT b.id FROM ({statement}) b {kind.there} ORDER BY b.score, b.id DESC"
        return [found[0] for found in self._run(statement, conditions.values, self._limit)]

    def _shown(self, kind: _Kind, ids: Sequence[int]) -> list[Any]:
        """The columns of these, but for their own ids, in this order."""
        rows = fetch(
            self._connection,
            f"SELECT {kind.columns} FROM {kind.table} {kind.joined} WHERE {kind.row}.id IN ({listed(ids)})",
        )
        found = {row[0]: row[1:] for row in rows}
        return [found[i] for i in ids]

    def _named(self, name: str) -> tuple[int, ...]:
        expression = match_expression(name)
        if expression is None:
            return ()
        rows = fetch(
            self._connection,
            "SELECT m.id FROM entity m WHERE m.root_id IN (SELECT e.root_id FROM entity_fts"
            " JOIN entity_alias l ON l.id = entity_fts.rowid JOIN entity e ON e.id = l.entity_id"
            " WHERE entity_fts MATCH :match AND l.split_to IS NULL LIMIT :limit)",
            {"match": expression, "limit": _NAMED},
        )
        return tuple(row[0] for row in rows)

    def _run(self, statement: str, values: Mapping[str, object], limit: int) -> list[Any]:
        given = {"limit": limit} | ({"match": self._expression} if self._expression else {})
        used = {name: value for name, value in values.items() if f":{name}" in statement}
        return fetch(self._connection, statement, given | used)


def _spans(starts: Iterable[int | None], ends: Iterable[int | None]) -> list[Span | None]:
    """None where there is none."""
    pairs = zip(starts, ends, strict=True)
    return [Span(start, end) if start is not None and end is not None else None for start, end in pairs]
