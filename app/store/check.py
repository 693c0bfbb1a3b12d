"""Looks through the whole library, and makes again what can be made from the rest. What the user wrote is only read."""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Sequence

from app.domain.anchoring import resolve
from app.domain.anchors import Anchor, Certainty
from app.domain.article import content_hash
from app.domain.checking import CheckReport
from app.store.fulltext import COLUMNS
from app.store.withdrawn import ghosts, hand_back

_INDEXED = {
    "article_fts": "id IN (SELECT version_id FROM article WHERE removed_at IS NULL)",
    "note_fts": "deleted_at IS NULL",
}
"""Which rows of its table a full-text index holds; all of them where nothing is said."""

_INDEX_NAMES = {
    "article_fts": "articles",
    "entity_fts": "names",
    "quote_fts": "quotes",
    "claim_fts": "claims",
    "note_fts": "notes",
}
_DERIVED = ("mention", "quote", "claim", "place", "found_entity", "article_entity")
_ROLLUP = """
    SELECT e.root_id, m.article_id, count(*) FROM mention m JOIN entity e ON e.id = m.entity_id
    JOIN entity r ON r.id = e.root_id WHERE r.dismissed = 0 GROUP BY e.root_id, m.article_id
"""
_TOTALS = "(SELECT coalesce(sum(x.mentions), 0), count(*) FROM article_entity x WHERE x.entity_id = entity.id)"
_OPEN_CLAIMS = "(SELECT count(*) FROM claim c WHERE c.article_id = article.id AND c.status = 'to check')"
_COUNTED = {
    "articles": "article",
    "notes": "note",
    "decisions": "decision",
    "names": "entity",
    "mentions": "mention",
}
_MOST_SAID = 5  # of one kind of damage; more would tell nothing


def check(raw: sqlite3.Connection, *, mend: bool = True) -> CheckReport:
    """Check the store behind `raw`, a connection outside any transaction; with `mend`, repair what is derived.

    Without `mend` nothing is written, and what could be mended is counted as wrong. Takes about 15 s for a million
    mentions. Raises sqlite3.DatabaseError only where not even the tables can be read.
    """
    looking = _Check(raw, mend)
    looking.pages()
    if looking.wrong:
        return CheckReport("Not all of it can be read.", wrong=tuple(looking.wrong))
    raw.execute("BEGIN IMMEDIATE" if mend else "BEGIN")
    try:
        looking.all()
        raw.execute("COMMIT" if mend else "ROLLBACK")
    except BaseException:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
        raise
    mended, wrong = (looking.mended, looking.wrong) if mend else ([], looking.wrong + looking.mended)
    return CheckReport(looking.held(), tuple(mended), tuple(wrong), looking.unsure, looking.lost)


class _Check:
    """One look through; every step adds sentences to `mended` or `wrong`."""

    def __init__(self, raw: sqlite3.Connection, mend: bool) -> None:
        self._raw = raw
        self._mend = mend
        self.mended: list[str] = []
        self.wrong: list[str] = []
        self.unsure = self.lost = 0

    def pages(self) -> None:
        """That every page can be read; indexes that disagree with their tables are made again."""
        found = self._integrity()
        if self._mend and found and all("index" in line for line in found):
            self._raw.execute("REINDEX")
            if not (found := self._integrity()):
                self.mended.append("Some indexes did not agree with their tables and were made again.")
        self.wrong += [f"The file is damaged: {line}." for line in found[:_MOST_SAID]]

    def all(self) -> None:
        for step in (
            self._references,
            self._texts,
            self._decisions,
            self._roots,
            self._ghosts,
            self._rollups,
            self._places,
        ):
            step()
        for index in COLUMNS:
            self._full_text(index)

    def held(self) -> str:
        counts = [
            f"{count:,} {words[:-1] if count == 1 else words}"
            for words, table in _COUNTED.items()
            if isinstance(count := self._one(f"SELECT count(*) FROM {table}"), int)
        ]
        return f"It holds {', '.join(counts[:-1])} and {counts[-1]}."

    def _integrity(self) -> list[str]:
        try:
            lines = [str(row[0]) for row in self._raw.execute("PRAGMA integrity_check(20)")]
        except sqlite3.DatabaseError as error:
            return [str(error)]
        return [line for line in lines if line != "ok"]

    def _references(self) -> None:
        broken = Counter[str]()
        for table, row_id, parent, _ in self._raw.execute("PRAGMA foreign_key_check").fetchall():
            if table in _DERIVED and row_id is not None:
                self._write(f"DELETE FROM {table} WHERE rowid = ?", [(row_id,)])
                broken["derived"] += 1
            else:
                broken[f"{table} → {parent}"] += 1
        if derived := broken.pop("derived", 0):
            self.mended.append(f"{derived:,} marks spoke of what is not there and were taken out; analyse again.")
        self.wrong += [f"{count:,} references are broken: {name}." for name, count in broken.items()]

    def _texts(self) -> None:
        """That each text is still the one that was read, and what is kept beside it can be understood."""
        bad = []
        rows = self._raw.execute("SELECT id, hash, text, blocks, metadata, notices FROM article_version")
        for version_id, kept, text, blocks, metadata, notices in rows:
            if not _understood(blocks, metadata, notices) or content_hash(text) != kept:
                bad.append(version_id)
        for version_id in bad[:_MOST_SAID]:
            title = self._one("SELECT title FROM article_version WHERE id = ?", version_id)
            self.wrong.append(f"The text of “{title}” is not the one that was read: open its file again.")

    def _decisions(self) -> None:
        bad = sum(not _understood(fields) for (fields,) in self._raw.execute("SELECT fields FROM decision"))
        if bad:
            self.wrong.append(f"{bad:,} decisions cannot be understood.")

    def _roots(self) -> None:
        """That each entity knows what it is merged into in the end."""
        rows = self._raw.execute("SELECT id, merged_into, root_id FROM entity").fetchall()
        above = {own: into for own, into, _ in rows}
        wanted = [(_top(own, above), own) for own, into, root in rows if into is not None or root != own]
        known = {own: root for own, _, root in rows}
        bad = [(root, own) for root, own in wanted if known[own] != root]
        if bad:
            self._write("UPDATE entity SET root_id = ? WHERE id = ?", bad)
            self.mended.append(f"{len(bad):,} names did not know what they are merged into.")

    def _ghosts(self) -> None:
        """That no entity is left of a decision "is somebody else" that was undone."""
        gone = ghosts(self._raw)
        for one in gone if self._mend else ():
            target = hand_back(self._raw, one)
            for table, column in (("mention", "entity_id"), ("quote", "speaker_id"), ("claim", "holder_id")):
                self._write(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", [(target, one.entity_id)])
        if gone:
            self.mended.append(f"{len(gone):,} names that were parted and joined again had two entities each.")

    def _rollups(self) -> None:
        kept = "SELECT entity_id, article_id, mentions FROM article_entity"
        if self._differ(kept, _ROLLUP):
            self._write("DELETE FROM article_entity")
            self._write(f"INSERT INTO article_entity(entity_id, article_id, mentions) {_ROLLUP}")
            self.mended.append("Who is in which article was counted again.")
        wrong = f"WHERE (mentions, articles) <> {_TOTALS}"
        if self._raw.execute(f"SELECT 1 FROM entity {wrong} LIMIT 1").fetchone():
            self._write(f"UPDATE entity SET (mentions, articles) = {_TOTALS} {wrong}")
            self.mended.append("How often each name occurs was counted again.")
        wrong = f"WHERE claims_to_check <> {_OPEN_CLAIMS}"
        if self._raw.execute(f"SELECT 1 FROM article {wrong} LIMIT 1").fetchone():
            self._write(f"UPDATE article SET claims_to_check = {_OPEN_CLAIMS} {wrong}")
            self.mended.append("The claims to check were counted again.")

    def _places(self) -> None:
        """That each note and decision knows its place in the text that is shown now, or that it has none."""
        rows = self._raw.execute(
            'SELECT c.id, c.exact, c.prefix, c.suffix, c.start, c."end", c.version, v.id, v.hash, v.text,'
            ' p.anchor_id, p.start, p."end", p.certainty,'
            " CASE WHEN c.version <> v.hash THEN o.text END"
            " FROM article a JOIN article_version v ON v.id = a.version_id JOIN anchor c ON c.article_id = a.id"
            " LEFT JOIN article_version o ON o.article_id = a.id AND o.hash = c.version"
            " LEFT JOIN place p ON p.anchor_id = c.id AND p.version_id = v.id ORDER BY a.id"
        )
        made = []
        for anchor_id, *parts, version_id, version, text, known, start, end, certainty, earlier in rows:
            place = resolve(Anchor(*parts), text, version, earlier)
            self.unsure += place.certainty is Certainty.UNCERTAIN
            self.lost += place.certainty is Certainty.ORPHAN
            at, to = (place.span.start, place.span.end) if place.span else (None, None)
            if known is None or (at, to, place.certainty.value) != (start, end, certainty):
                made.append((anchor_id, version_id, at, to, place.certainty.value, place.score))
        if made:
            columns = 'place(anchor_id, version_id, start, "end", certainty, score)'
            self._write(f"INSERT OR REPLACE INTO {columns} VALUES (?, ?, ?, ?, ?, ?)", made)
            self.mended.append(f"The places of {len(made):,} notes and decisions were sought again.")

    def _full_text(self, index: str) -> None:
        """That the search finds what is there: compared, word by word, with an index made afresh."""
        if self._is_indexed(index):
            return
        self._empty(index)
        self._write(f"INSERT INTO {index}(rowid, {COLUMNS[index][1]}) {_rows(index)}")
        self.mended.append(f"The search index of {_INDEX_NAMES.get(index, index)} was made again.")

    def _empty(self, index: str) -> None:
        try:
            self._write(f"INSERT INTO {index}({index}) VALUES ('delete-all')")
        except sqlite3.DatabaseError:  # too torn to be opened: its own tables are made as those of a new index are
            for part in ("data", "idx", "docsize"):
                self._write(f"DELETE FROM {index}_{part}")
            self._write(f"INSERT INTO {index}_data VALUES (1, x''), (10, x'00000000000000')")

    def _is_indexed(self, index: str) -> bool:
        columns = COLUMNS[index][1]
        if self._mend:  # a statement that writes, in SQLite's eyes
            try:
                self._raw.execute(f"INSERT INTO {index}({index}) VALUES ('integrity-check')")
            except sqlite3.DatabaseError:
                return False
        if self._differ(f"SELECT id FROM {index}_docsize", f"SELECT id FROM ({_rows(index)})"):
            return False
        found = re.search(r'tokenize\s*=\s*"[^"]{0,200}"', str(self._one(_SQL_OF, index)))
        options = f"content='', {found.group()}" if found else "content=''"
        kept, made, fresh = (f"{name}_{index}" for name in ("kept", "made", "fresh"))
        try:
            self._raw.execute(f"CREATE VIRTUAL TABLE temp.{fresh} USING fts5({columns}, {options})")
            self._raw.execute(f"INSERT INTO temp.{fresh}(rowid, {columns}) {_rows(index)}")
            self._raw.execute(f"CREATE VIRTUAL TABLE temp.{kept} USING fts5vocab(main, {index}, row)")
            self._raw.execute(f"CREATE VIRTUAL TABLE temp.{made} USING fts5vocab(temp, {fresh}, row)")
            return not self._differ(
                f"SELECT term, doc, cnt FROM temp.{kept}", f"SELECT term, doc, cnt FROM temp.{made}"
            )
        except sqlite3.DatabaseError:  # the index itself is torn
            return False
        finally:
            for name in (kept, made, fresh):
                with contextlib.suppress(sqlite3.DatabaseError):  # it goes with the connection
                    self._raw.execute(f"DROP TABLE IF EXISTS temp.{name}")

    def _differ(self, one: str, other: str) -> bool:
        pair = ((one, other), (other, one))
        return any(
            self._raw.execute(f"SELECT 1 FROM (SELECT * FROM ({a}) EXCEPT {b}) LIMIT 1").fetchone() for a, b in pair
        )

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]] = ((),)) -> None:
        if self._mend:
            self._raw.executemany(statement, rows)

    def _one(self, statement: str, *values: object) -> object:
        row = self._raw.execute(statement, values).fetchone()
        return row[0] if row else ""


_SQL_OF = "SELECT sql FROM sqlite_master WHERE name = ?"


def _rows(index: str) -> str:
    """What the index is to hold."""
    table, columns = COLUMNS[index]
    return f"SELECT id, {columns} FROM {table}" + (f" WHERE {_INDEXED[index]}" if index in _INDEXED else "")


def _top(own: int, above: dict[int, int | None]) -> int:
    seen = [own]
    while (into := above.get(seen[-1])) is not None and into not in seen:
        seen.append(into)
    return seen[-1]


def _understood(*values: str) -> bool:
    try:
        for value in values:
            json.loads(value)
    except ValueError:
        return False
    return True
