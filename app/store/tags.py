"""Tags of notes and articles, and what colours mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, insert, select, text, update

from app.domain.tags import COLOURS, ColourRow, TagRow
from app.errors import NotFound
from app.store.articles import storable
from app.store.clock import now
from app.store.models import article_tag, colour, note_tag
from app.store.models import tag as tags
from app.store.rows import fetch, listed


class TagRepository:
    """Tags that differ only in case are one; a tag that nothing has any more stays until it is asked for by nobody."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def set_of_note(self, row_id: int, names: Sequence[str]) -> None:
        self._connection.execute(delete(note_tag).where(note_tag.c.note_id == row_id))
        rows = [{"note_id": row_id, "tag_id": i} for i in self._ids(names)]
        if rows:
            self._connection.execute(insert(note_tag), rows)

    def set_of_article(self, article_id: int, names: Sequence[str]) -> None:
        self._connection.execute(delete(article_tag).where(article_tag.c.article_id == article_id))
        rows = [{"article_id": article_id, "tag_id": i} for i in self._ids(names)]
        if rows:
            self._connection.execute(insert(article_tag), rows)

    def of_articles(self, ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
        found: dict[int, list[str]] = {}
        rows = fetch(
            self._connection,
            "SELECT x.article_id, t.name FROM article_tag x JOIN tag t ON t.id = x.tag_id"
            f" WHERE x.article_id IN ({listed(ids)}) ORDER BY t.name",
        )
        for key, name in rows:
            found.setdefault(key, []).append(name)
        return {key: tuple(sorted(names, key=str.casefold)) for key, names in found.items()}

    def rows(self, prefix: str = "", limit: int = 200) -> tuple[TagRow, ...]:
        """Tags that something has and that begin so, ignoring case, in alphabetical order."""
        escaped = storable(prefix).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        found = self._connection.execute(
            text(
                "SELECT * FROM (SELECT t.name,"
                " (SELECT count(*) FROM note_tag x JOIN note n ON n.id = x.note_id"
                "  WHERE x.tag_id = t.id AND n.deleted_at IS NULL) AS notes,"
                " (SELECT count(*) FROM article_tag y JOIN article a ON a.id = y.article_id"
                "  WHERE y.tag_id = t.id AND a.removed_at IS NULL) AS articles"
                " FROM tag t WHERE t.name LIKE :prefix ESCAPE '\\')"
                " WHERE notes + articles > 0 ORDER BY name COLLATE NOCASE LIMIT :limit"
            ),
            {"prefix": f"{escaped}%", "limit": limit},
        )
        return tuple(TagRow(row.name, row.notes, row.articles) for row in found)

    def one(self, name: str) -> int:
        """The id of the tag of this name, ignoring case. NotFound when there is none."""
        found = self._connection.execute(select(tags.c.id).where(tags.c.name == storable(name))).scalar_one_or_none()
        if found is None:
            raise NotFound(f"There is no tag “{name}”.")
        return int(found)

    def rename(self, tag_id: int, name: str) -> None:
        """The name must not be another tag's."""
        self._connection.execute(update(tags).where(tags.c.id == tag_id).values(name=storable(name)))

    def row(self, name: str) -> TagRow | None:
        """The tag of this name, ignoring case, with what has it; None when there is none."""
        wanted = storable(name)
        counted = next((r for r in self.rows(wanted) if r.name.casefold() == wanted.casefold()), None)
        if counted is not None:
            return counted
        kept = self._connection.execute(select(tags.c.name).where(tags.c.name == wanted)).scalar_one_or_none()
        return None if kept is None else TagRow(kept, 0, 0)

    def holders(self, tag_id: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The row ids of the notes, those in the bin too, and of the articles that have it."""
        notes = self._connection.execute(select(note_tag.c.note_id).where(note_tag.c.tag_id == tag_id)).scalars()
        articles = self._connection.execute(
            select(article_tag.c.article_id).where(article_tag.c.tag_id == tag_id)
        ).scalars()
        return tuple(notes), tuple(articles)

    def give(self, tag_id: int, notes: Iterable[int], articles: Iterable[int]) -> None:
        """Give a tag to these; those that have it or are not there any more are left as they are."""
        for table, column, owner, ids in _owners(notes, articles):
            self._connection.execute(
                text(
                    f"INSERT OR IGNORE INTO {table} ({column}, tag_id)"
                    f" SELECT id, :tag FROM {owner} WHERE id IN ({listed(ids)})"
                ),
                {"tag": tag_id},
            )

    def take(self, tag_id: int, notes: Iterable[int], articles: Iterable[int]) -> None:
        """Take a tag from these."""
        for table, column, _, ids in _owners(notes, articles):
            self._connection.execute(
                text(f"DELETE FROM {table} WHERE tag_id = :tag AND {column} IN ({listed(ids)})"), {"tag": tag_id}
            )

    def colours(self) -> tuple[ColourRow, ...]:
        """All colours, in their own order."""
        meanings = {row.name: row.meaning for row in self._connection.execute(select(colour))}
        counts = {
            row.colour: row.notes
            for row in self._connection.execute(
                text("SELECT colour, count(*) AS notes FROM note WHERE deleted_at IS NULL GROUP BY colour")
            )
        }
        return tuple(ColourRow(name, meanings.get(name, ""), counts.get(name, 0)) for name in COLOURS)

    def set_meaning(self, name: str, meaning: str) -> None:
        self._connection.execute(delete(colour).where(colour.c.name == name))
        if meaning:
            self._connection.execute(insert(colour).values(name=name, meaning=storable(meaning)))

    def _ids(self, names: Sequence[str]) -> tuple[int, ...]:
        """The ids of these tags, made when they are not there."""
        ids = []
        for name in names:
            asked = select(tags.c.id).where(tags.c.name == storable(name))
            found = self._connection.execute(asked).scalar_one_or_none()
            if found is None:
                made = self._connection.execute(insert(tags).values(name=storable(name), made=now()))
                found = int(made.lastrowid)
            ids.append(int(found))
        return tuple(dict.fromkeys(ids))


def _owners(notes: Iterable[int], articles: Iterable[int]) -> tuple[tuple[str, str, str, Iterable[int]], ...]:
    return ("note_tag", "note_id", "note", notes), ("article_tag", "article_id", "article", articles)
