"""The lists of the library, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, CursorResult, Row

from app.domain.analysis import ClaimKind, EntityKind, QuoteKind
from app.domain.marks import AnalysisState, ClaimStatus, Standing
from app.domain.rows import ArticleRow, ClaimRow, Companion, Counts, EntityRow, Passage, QuoteRow
from app.domain.spans import Span
from app.store.articles import storable
from app.store.fulltext import match_expression

_AROUND = 70  # characters of running text shown on either side of a passage
_NEWEST = "a.sort_date DESC, a.id DESC"
_PASSAGE = f"""
    x.article_id, a.title, a.date, x.start, x."end", x.words,
    substr(v.text, max(1, x.start - {_AROUND - 1}), min({_AROUND}, x.start)) AS before,
    substr(v.text, x."end" + 1, {_AROUND}) AS after
"""
_QUOTE = f"""
    SELECT {_PASSAGE}, x.kind, r.id AS speaker_id, coalesce(r.name, x.speaker_name) AS speaker_name, x.cue, x.standing
"""
_QUOTE_JOINS = """
    LEFT JOIN entity s ON s.id = x.speaker_id LEFT JOIN entity r ON r.id = s.root_id AND r.dismissed = 0
"""
_CLAIM = f"""
    SELECT {_PASSAGE}, x.kind, r.id AS holder_id, coalesce(r.name, x.holder_name) AS holder_name, x.status, x.score,
        x.standing
"""
_CLAIM_JOINS = """
    LEFT JOIN entity s ON s.id = x.holder_id LEFT JOIN entity r ON r.id = s.root_id AND r.dismissed = 0
"""
_QUOTE_KINDS = {kind.value: kind for kind in QuoteKind}
_CLAIM_KINDS = {kind.value: kind for kind in ClaimKind}
_ENTITY_KINDS = {kind.value: kind for kind in EntityKind}
_STATUSES = {status.value: status for status in ClaimStatus}
_STANDINGS = {standing.value: standing for standing in Standing}
_IN_ORDER = f"ORDER BY {_NEWEST}, x.start"
_VERSION = "JOIN article_version v ON v.id = a.version_id"
_ENTITY = "SELECT id, name, kind, articles, mentions, standing FROM entity"


class PageRepository:
    """Reads only. Articles that were removed have no marks, and so are in no list of marks."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _run(self, statement: str, values: Mapping[str, object] | None = None) -> CursorResult[Any]:
        """Past the compiler of SQLAlchemy, which takes longer over a page than SQLite."""
        return self._connection.exec_driver_sql(statement, dict(values) if values else None)

    def articles(self, limit: int = -1, offset: int = 0) -> tuple[ArticleRow, ...]:
        """Newest first; all of them without a limit."""
        rows = self._run(
            "SELECT a.id, a.title, a.byline, a.source, a.date, a.added, a.minutes, a.path, a.state,"
            " a.claims_to_check, (SELECT count(*) FROM note n WHERE n.article_id = a.id AND n.deleted_at IS NULL)"
            f" FROM article a WHERE a.removed_at IS NULL AND a.version_id IS NOT NULL ORDER BY {_NEWEST}"
            " LIMIT :limit OFFSET :offset",
            {"limit": limit, "offset": offset},
        )
        states = {state.value: state for state in AnalysisState}
        # By position: with 10,000 articles the names of the columns take 0.3 s.
        return tuple(
            ArticleRow(id_, title, byline, source, date, added, minutes, path, states[state], to_check, notes)
            for id_, title, byline, source, date, added, minutes, path, state, to_check, notes in rows
        )

    def articles_titled(self, title: str) -> tuple[int, ...]:
        """Ids of the articles with exactly this title, at most ten."""
        rows = self._run(
            "SELECT id FROM article WHERE title = :title AND removed_at IS NULL ORDER BY id DESC LIMIT 10",
            {"title": storable(title)},
        )
        return tuple(row.id for row in rows)

    def counts(self) -> Counts:
        row = self._run(
            "SELECT (SELECT count(*) FROM article WHERE removed_at IS NULL AND version_id IS NOT NULL) AS articles,"
            " (SELECT count(*) FROM entity WHERE mentions > 0) AS entities, (SELECT count(*) FROM quote) AS quotes,"
            " (SELECT count(*) FROM claim) AS claims,"
            " (SELECT count(*) FROM note WHERE deleted_at IS NULL) AS notes"
        ).one()
        return Counts(row.articles, row.entities, row.quotes, row.claims, row.notes)

    def entities(self, asked: str, kind: EntityKind | None, limit: int, offset: int) -> tuple[EntityRow, ...]:
        """With a mention somewhere; most mentioned first."""
        conditions, values = ["mentions > 0"], _page(limit, offset)
        if kind:
            conditions.append("kind = :kind")
            values["kind"] = kind.value
        if asked.strip():
            expression = match_expression(asked)
            if expression is None:
                return ()
            values["match"] = expression
            conditions.append(
                "id IN (SELECT e.root_id FROM entity_fts JOIN entity_alias l ON l.id = entity_fts.rowid"
                " JOIN entity e ON e.id = l.entity_id WHERE entity_fts MATCH :match AND l.split_to IS NULL)"
            )
        rows = self._run(
            f"{_ENTITY} WHERE {' AND '.join(conditions)} ORDER BY mentions DESC, id LIMIT :limit OFFSET :offset",
            values,
        ).all()
        return self._entity_rows(rows)

    def entity_rows(self, ids: Sequence[int]) -> tuple[EntityRow, ...]:
        """Those of `ids`, in that order, each with the names of all that is merged into it."""
        rows = {row.id: row for row in self._run(f"{_ENTITY} WHERE id IN ({_list(ids)})")}
        return self._entity_rows([rows[i] for i in ids if i in rows])

    def quotes(self, asked: str, speaker_root: int | None, limit: int, offset: int) -> tuple[QuoteRow, ...]:
        """Newest article first, then in text order."""
        conditions, values = [], _page(limit, offset)
        if speaker_root is not None:
            values["root"] = speaker_root
            conditions.append("x.speaker_id IN (SELECT id FROM entity WHERE root_id = :root)")
        page = _page_of("quote", asked, conditions, values, few=speaker_root is not None)
        if page is None:
            return ()
        rows = self._run(f"{_QUOTE} {page} {_VERSION} {_QUOTE_JOINS} {_IN_ORDER}", values)
        return _quotes(rows.all())

    def claims(self, asked: str, status: ClaimStatus | None, limit: int, offset: int) -> tuple[ClaimRow, ...]:
        """Newest article first, then in text order."""
        conditions, values = [], _page(limit, offset)
        if status:
            values["status"] = status.value
            conditions.append("x.status = :status")
        few = status is not None and status is not ClaimStatus.TO_CHECK  # nearly all are still to be checked
        page = _page_of("claim", asked, conditions, values, few=few)
        if page is None:
            return ()
        rows = self._run(f"{_CLAIM} {page} {_VERSION} {_CLAIM_JOINS} {_IN_ORDER}", values)
        return _claims(rows.all())

    def mentions_of(self, root_id: int, limit: int) -> tuple[Passage, ...]:
        """Newest article first. Looks only at as many articles as are needed to fill `limit`."""
        rows = self._run(
            f"SELECT {_PASSAGE} FROM (SELECT x.id FROM (SELECT r.article_id FROM article_entity r"
            " JOIN article a ON a.id = r.article_id"
            f" WHERE r.entity_id = :root ORDER BY {_NEWEST} LIMIT :limit) n JOIN article a ON a.id = n.article_id"
            " CROSS JOIN entity e CROSS JOIN mention x ON e.root_id = :root AND x.entity_id = e.id"
            f" AND x.article_id = a.id {_IN_ORDER} LIMIT :limit) p JOIN mention x ON x.id = p.id"
            f" JOIN article a ON a.id = x.article_id {_VERSION} {_IN_ORDER}",
            {"root": root_id, "limit": limit},
        )
        return tuple(_passage_of(*row) for row in rows.all())

    def claims_about(self, root_id: int, limit: int) -> tuple[ClaimRow, ...]:
        """Claims that the entity holds, or that name it; newest article first."""
        rows = self._run(
            f"{_CLAIM} FROM (SELECT x.id FROM claim x JOIN article a ON a.id = x.article_id"
            " WHERE a.removed_at IS NULL AND x.id IN ("
            "  SELECT c.id FROM claim c JOIN entity h ON h.id = c.holder_id WHERE h.root_id = :root"
            "  UNION SELECT c.id FROM (SELECT r.article_id FROM article_entity r JOIN article a"
            f"   ON a.id = r.article_id WHERE r.entity_id = :root ORDER BY {_NEWEST} LIMIT :limit) n"
            "  CROSS JOIN entity e CROSS JOIN mention m"
            "   ON e.root_id = :root AND m.entity_id = e.id AND m.article_id = n.article_id"
            '  JOIN claim c ON c.article_id = m.article_id AND c.start < m."end" AND c."end" > m.start)'
            f" {_IN_ORDER} LIMIT :limit) p JOIN claim x ON x.id = p.id JOIN article a ON a.id = x.article_id"
            f" {_VERSION} {_CLAIM_JOINS} {_IN_ORDER}",
            {"root": root_id, "limit": limit},
        )
        return _claims(rows)

    def companions(self, root_id: int, limit: int) -> tuple[Companion, ...]:
        """Entities in the same articles, those in most of them first."""
        rows = self._run(
            "SELECT e.id, e.name, e.kind, n.articles FROM (SELECT o.entity_id, count(*) AS articles"
            " FROM article_entity s JOIN article_entity o ON o.article_id = s.article_id"
            " WHERE s.entity_id = :root AND o.entity_id <> :root GROUP BY o.entity_id"
            " ORDER BY articles DESC, o.entity_id LIMIT :limit) n JOIN entity e ON e.id = n.entity_id"
            " ORDER BY n.articles DESC, e.mentions DESC, e.id",
            {"root": root_id, "limit": limit},
        )
        return tuple(Companion(row.id, row.name, EntityKind(row.kind), row.articles) for row in rows)

    def merged_into(self, root_id: int) -> tuple[EntityRow, ...]:
        """What the user merged into it, each with its own names and counts."""
        rows = self._run(
            "SELECT e.id, e.name, e.kind, e.standing, count(m.id) AS mentions,"
            " count(DISTINCT m.article_id) AS articles FROM entity e LEFT JOIN mention m ON m.entity_id = e.id"
            " WHERE e.merged_into = :root GROUP BY e.id ORDER BY e.name",
            {"root": root_id},
        ).all()
        return self._entity_rows(rows, own_names_only=True)

    def _entity_rows(
        self, rows: Sequence[Row[tuple[object, ...]]], *, own_names_only: bool = False
    ) -> tuple[EntityRow, ...]:
        owner = "e.id" if own_names_only else "e.root_id"
        found = self._run(
            f"SELECT {owner} AS owner, l.alias FROM entity e JOIN entity_alias l ON l.entity_id = e.id"
            f" WHERE {owner} IN ({_list([row.id for row in rows])}) AND l.split_to IS NULL"
            " ORDER BY l.articles DESC, l.given DESC, l.id"
        ).all()
        names: dict[int, dict[str, None]] = {}
        for entity_id, alias in found:
            names.setdefault(entity_id, {})[alias] = None
        return tuple(
            EntityRow(
                id=row.id,
                name=row.name,
                kind=_ENTITY_KINDS[row.kind],
                aliases=tuple(n for n in names.get(row.id, ()) if n != row.name),
                articles=row.articles,
                mentions=row.mentions,
                standing=_STANDINGS[row.standing],
            )
            for row in rows
        )


def _page(limit: int, offset: int) -> dict[str, object]:
    return {"limit": max(0, limit), "offset": max(0, offset)}


def _page_of(table: str, asked: str, conditions: list[str], values: dict[str, object], *, few: bool) -> str | None:
    """FROM one page of `table`: its ids are found first, so that skipped rows are never read. None: nothing matches.

    Without a condition that leaves only `few` rows the articles are gone through in order, and nothing is sorted.
    """
    if asked.strip():
        expression = match_expression(asked)
        if expression is None:
            return None
        values["match"] = expression
        conditions.append(f"x.id IN (SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH :match)")
        few = True
    join = "JOIN" if few else "CROSS JOIN"
    where = " AND ".join(["a.removed_at IS NULL", *conditions])
    ids = f"SELECT x.id FROM article a {join} {table} x ON x.article_id = a.id WHERE {where} {_IN_ORDER}"
    return (
        f"FROM ({ids} LIMIT :limit OFFSET :offset) p"
        f" JOIN {table} x ON x.id = p.id JOIN article a ON a.id = x.article_id"
    )


def _list(ids: Sequence[int]) -> str:
    return ", ".join(str(int(i)) for i in ids) or "NULL"


def _passage_of(
    article_id: int, title: str, date: str, start: int, end: int, words: str, before: str, after: str
) -> Passage:
    first, last = before.split(), after.split()
    if start > _AROUND:
        del first[:1]  # it may be cut
    if len(after) >= _AROUND:
        del last[-1:]
    left, right = " ".join(first), " ".join(last)
    return Passage(
        article_id,
        title,
        date,
        Span(start, end),
        left + " " if left and before[-1:].isspace() else left,
        " ".join(words.split()),
        " " + right if right and after[:1].isspace() else right,
    )


def _quotes(rows: Iterable[Any]) -> tuple[QuoteRow, ...]:
    """By position and looked up in tables: by name and by Enum(value), rows take three times as long as their SQL."""
    return tuple(
        QuoteRow(_passage_of(*passage), _QUOTE_KINDS[kind], speaker, name, cue, _STANDINGS[standing])
        for *passage, kind, speaker, name, cue, standing in rows
    )


def _claims(rows: Iterable[Any]) -> tuple[ClaimRow, ...]:
    kinds, statuses, standings = _CLAIM_KINDS, _STATUSES, _STANDINGS
    return tuple(
        ClaimRow(_passage_of(*passage), kinds[kind], holder, name, statuses[status], score, standings[standing])
        for *passage, kind, holder, name, status, score, standing in rows
    )


def _passage(row: Any) -> Passage:
    """From a row that may have other columns behind those of _PASSAGE."""
    return _passage_of(*row[:8])


def _quote(row: Any) -> QuoteRow:
    return _quotes([row[:13]])[0]


def _claim(row: Any) -> ClaimRow:
    return _claims([row[:14]])[0]
