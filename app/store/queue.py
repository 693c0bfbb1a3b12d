"""The files that wait to be read, in a small database of their own beside the library: it can be lost without harm."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from app.domain.queueing import OPEN_STATES, ItemState, QueueCounts, QueueItem
from app.paths import is_network_folder
from app.store.engine import connect

log = logging.getLogger(__name__)

_FORM = 1
_TABLES = """
CREATE TABLE item (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path BLOB NOT NULL UNIQUE,
    shown TEXT NOT NULL,
    state TEXT NOT NULL,
    sentence TEXT NOT NULL DEFAULT '',
    article_id INTEGER,
    tries INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX item_by_state ON item(state, id);
CREATE TABLE seen (path BLOB PRIMARY KEY, size INTEGER NOT NULL, changed INTEGER NOT NULL) WITHOUT ROWID;
"""
_COLUMNS = "id, path, state, sentence, article_id, tries"
_OPEN = ", ".join(f"'{s}'" for s in sorted(OPEN_STATES))


class QueueFile:
    """Every change is on the disk when the call returns. A file that is damaged or of another form is begun anew."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._raw: sqlite3.Connection | None = None
        self._turn = threading.Lock()

    def add(self, paths: Iterable[str], left_out: Iterable[tuple[str, str]] = ()) -> None:
        """Put files at the end, in order; those that wait already stay where they are.

        When none was waiting, what became of earlier files is forgotten: a new report begins.
        """
        with self._writing() as raw:
            if not raw.execute(f"SELECT 1 FROM item WHERE state IN ({_OPEN}) LIMIT 1").fetchone():
                raw.execute("DELETE FROM item")
            paths = list(paths)
            raw.executemany(f"DELETE FROM item WHERE path = ? AND state NOT IN ({_OPEN})", [(_key(p),) for p in paths])
            rows = [(_key(p), _shown(p), ItemState.WAITING, "") for p in paths]
            rows += [(_key(p), _shown(p), ItemState.LEFT_OUT, sentence) for p, sentence in left_out]
            raw.executemany(
                "INSERT INTO item (path, shown, state, sentence) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (path) DO UPDATE SET sentence = excluded.sentence WHERE state = excluded.state",
                rows,
            )

    def newest(self) -> int:
        """The id of the file listed last, 0 for none; those listed later have greater ones."""
        with self._reading() as raw:
            return int(raw.execute("SELECT coalesce(max(id), 0) FROM item").fetchone()[0])

    def begin(self, after: int = 0) -> QueueItem | None:
        """The file whose turn it is, of those with an id above `after`, marked as begun; None when none waits."""
        with self._writing() as raw:
            row = raw.execute(
                f"UPDATE item SET state = ?, tries = tries + 1 WHERE id ="
                f" (SELECT id FROM item WHERE state = ? AND id > ? ORDER BY id LIMIT 1) RETURNING {_COLUMNS}",
                (ItemState.BEGUN, ItemState.WAITING, after),
            ).fetchone()
            return _item(row) if row else None

    def put_back(self, item_id: int) -> None:
        """Let a file that was begun wait again, as if it had not been."""
        with self._writing() as raw:
            raw.execute(
                "UPDATE item SET state = ?, tries = max(0, tries - 1) WHERE id = ? AND state = ?",
                (ItemState.WAITING, item_id, ItemState.BEGUN),
            )

    def finish(self, item_id: int, state: ItemState, sentence: str = "", article_id: int | None = None) -> None:
        with self._writing() as raw:
            raw.execute(
                "UPDATE item SET state = ?, sentence = ?, article_id = ? WHERE id = ?",
                (state, sentence, article_id, item_id),
            )

    def recover(self, most_tries: int, sentence: str) -> None:
        """After a start: files that were begun wait again; those begun `most_tries` times have failed."""
        with self._writing() as raw:
            raw.execute(
                "UPDATE item SET state = ?, sentence = ? WHERE state = ? AND tries >= ?",
                (ItemState.FAILED, sentence, ItemState.BEGUN, most_tries),
            )
            raw.execute("UPDATE item SET state = ? WHERE state = ?", (ItemState.WAITING, ItemState.BEGUN))

    def drop_waiting(self) -> None:
        """Forget the files that were not read yet."""
        with self._writing() as raw:
            raw.execute(f"DELETE FROM item WHERE state IN ({_OPEN})")

    def retry_failed(self) -> None:
        """Let the files that failed wait again."""
        with self._writing() as raw:
            raw.execute(
                "UPDATE item SET state = ?, sentence = '', tries = 0 WHERE state = ?",
                (ItemState.WAITING, ItemState.FAILED),
            )

    def counts(self) -> QueueCounts:
        with self._reading() as raw:
            rows = raw.execute("SELECT state, count(*) FROM item GROUP BY state").fetchall()
        return QueueCounts({ItemState(state): number for state, number in rows})

    def page(self, asked: str, states: Sequence[ItemState], limit: int, offset: int) -> tuple[QueueItem, ...]:
        """In order, those whose path or sentence has `asked` in it; of any state when `states` is empty."""
        like = "%" + asked.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        marks = f"AND state IN ({', '.join('?' * len(states))})" if states else ""
        with self._reading() as raw:
            rows = raw.execute(
                f"SELECT {_COLUMNS} FROM item WHERE (shown LIKE ? ESCAPE '\\' OR sentence LIKE ? ESCAPE '\\') {marks}"
                " ORDER BY id LIMIT ? OFFSET ?",
                (like, like, *states, limit, offset),
            ).fetchall()
        return tuple(map(_item, rows))

    def unseen(self, files: Iterable[tuple[str, int, int]]) -> tuple[tuple[str, int, int], ...]:
        """Those of `files` (path, size, time of change) that were not seen before as they are now."""
        with self._reading() as raw:
            known = {key: (size, changed) for key, size, changed in raw.execute("SELECT path, size, changed FROM seen")}
        return tuple((p, size, changed) for p, size, changed in files if known.get(_key(p)) != (size, changed))

    def saw(self, files: Iterable[tuple[str, int, int]]) -> None:
        """Remember files as they are now."""
        with self._writing() as raw:
            raw.executemany(
                "INSERT OR REPLACE INTO seen (path, size, changed) VALUES (?, ?, ?)",
                [(_key(p), size, changed) for p, size, changed in files],
            )

    def close(self) -> None:
        with self._turn:
            if self._raw is not None:
                self._raw.close()
                self._raw = None

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._reading() as raw:
            raw.execute("BEGIN IMMEDIATE")
            try:
                yield raw
            except BaseException:
                raw.execute("ROLLBACK")
                raise
            raw.execute("COMMIT")

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._turn:
            if self._raw is None:
                self._raw = self._opened()
            yield self._raw

    def _opened(self) -> sqlite3.Connection:
        raw: sqlite3.Connection | None = None
        try:
            raw = _open(self._path)
            if raw.execute("PRAGMA quick_check").fetchone() == ("ok",):
                return raw
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError) and "unable to open" in str(error):
                raise
        if raw is not None:
            raw.close()
        log.warning("the list of waiting files was damaged or of another form; it is begun anew")
        for name in (self._path.name, self._path.name + "-wal", self._path.name + "-shm"):
            with contextlib.suppress(FileNotFoundError):
                self._path.with_name(name).unlink()
        return _open(self._path)


def _open(path: Path) -> sqlite3.Connection:
    raw = connect(path, network=is_network_folder(path.parent))
    try:
        form = raw.execute("PRAGMA user_version").fetchone()[0]
        if form == 0:
            raw.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {_FORM}; COMMIT;")
        elif form != _FORM:
            raise sqlite3.DatabaseError("another form")
    except BaseException:
        raw.close()
        raise
    return raw


def _item(row: tuple[int, bytes, str, str, int | None, int]) -> QueueItem:
    key, path, state, sentence, article_id, tries = row
    return QueueItem(key, path.decode("utf-8", "surrogatepass"), ItemState(state), sentence, article_id, tries)


def _key(path: str) -> bytes:
    """Exactly this path, also one that is no valid text."""
    return path.encode("utf-8", "surrogatepass")


def _shown(path: str) -> str:
    return path.encode("utf-8", "backslashreplace").decode()
