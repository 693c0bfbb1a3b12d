"""The pictures of articles, in a database of their own beside the library.

They are made from files and hold nothing of the user's: whatever is wrong with this database, it is begun anew, and no
copy of it is kept. A file that is opened again brings its pictures back.
"""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from app.domain.article import Illustration
from app.domain.pictures import PicturePlace, PictureReport
from app.paths import is_network_folder
from app.store.articles import storable
from app.store.engine import connect

log = logging.getLogger(__name__)
T = TypeVar("T")

MOST_BYTES = 1_000_000_000
"""Of all pictures. Beyond it, those of the articles that were opened least recently go."""

_FORM = 1
_TABLES = """
CREATE TABLE version (hash TEXT PRIMARY KEY, opened INTEGER NOT NULL, bytes INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE picture (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL REFERENCES version(hash) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    block INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    description TEXT NOT NULL,
    data BLOB NOT NULL,
    UNIQUE (hash, number)
);
"""  # the bytes are the last column: a look at the others reads none of their pages
_NEXT = "(SELECT coalesce(max(opened), 0) + 1 FROM version)"


class PictureFile:
    """Pictures by the hash of their article's text. Safe to use from several threads; nothing here raises.

    What cannot be written (a full disk) is left out, and what cannot be read is not there.
    """

    def __init__(self, path: Path, most_bytes: int = MOST_BYTES) -> None:
        self._path = path
        self._most = most_bytes
        self._raw: sqlite3.Connection | None = None
        self._turn = threading.Lock()
        self._latest = ""  # opened last, so that looking at it again writes nothing

    def keep(self, version: str, illustrations: Sequence[Illustration]) -> None:
        """Put these in the place of the version's pictures; none at all leaves those: a file can lose its folder."""

        def put(raw: sqlite3.Connection) -> None:
            if _has(raw, version, illustrations):
                return
            total = sum(len(one.data) for one in illustrations)
            with _together(raw):
                raw.execute("DELETE FROM version WHERE hash = ?", (version,))
                raw.execute(f"INSERT INTO version (hash, opened, bytes) VALUES (?, {_NEXT}, ?)", (version, total))
                raw.executemany(
                    "INSERT INTO picture (hash, number, block, width, height, description, data)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (
                        (version, number, one.block, one.width, one.height, storable(one.description), one.data)
                        for number, one in enumerate(illustrations)
                    ),
                )
                self._make_room(raw, version)
            _give_back(raw)
            self._latest = version

        if illustrations:
            self._use(put, None)

    def places(self, version: str) -> tuple[PicturePlace, ...]:
        """The version's pictures in order, without their bytes. Counts as opening it."""

        def look(raw: sqlite3.Connection) -> tuple[PicturePlace, ...]:
            rows = raw.execute(
                "SELECT number, block, width, height, description FROM picture WHERE hash = ? ORDER BY number",
                (version,),
            )
            places = tuple(PicturePlace(*row) for row in rows)
            if places and version != self._latest:
                raw.execute(f"UPDATE version SET opened = {_NEXT} WHERE hash = ?", (version,))
                self._latest = version
            return places

        return self._use(look, ())

    def data(self, version: str, number: int) -> bytes | None:
        """The bytes of one picture, a PNG or JPEG; None when it is not kept."""

        def fetch(raw: sqlite3.Connection) -> bytes | None:
            asked = "SELECT data FROM picture WHERE hash = ? AND number = ?"
            row = raw.execute(asked, (version, number)).fetchone()
            return bytes(row[0]) if row else None

        return self._use(fetch, None)

    def check(self, known: Collection[str], *, mend: bool = True) -> PictureReport:
        """What is kept. With `mend`, pictures of versions that are not among `known` are dropped."""

        def look(raw: sqlite3.Connection) -> PictureReport:
            strange = [h for (h,) in raw.execute("SELECT hash FROM version").fetchall() if h not in known]
            if mend and strange:
                with _together(raw):
                    raw.executemany("DELETE FROM version WHERE hash = ?", [(h,) for h in strange])
                _give_back(raw)
            (pictures,) = raw.execute("SELECT count(*) FROM picture").fetchone()
            articles, total = raw.execute("SELECT count(*), coalesce(sum(bytes), 0) FROM version").fetchone()
            return PictureReport(pictures, articles, total, len(strange) if mend else 0)

        nothing = PictureReport(0, 0, 0)
        return self._use(look, nothing) if self._path.exists() else nothing

    def close(self) -> None:
        with self._turn:
            if self._raw is not None:
                self._raw.close()
                self._raw = None

    def _make_room(self, raw: sqlite3.Connection, for_version: str) -> None:
        """Drop the versions that were opened least recently until all is within bounds; that one stays."""
        (total,) = raw.execute("SELECT sum(bytes) FROM version").fetchone()
        others = "SELECT hash, bytes FROM version WHERE hash <> ? ORDER BY opened"
        for version, size in raw.execute(others, (for_version,)).fetchall():
            if total <= self._most:
                break
            raw.execute("DELETE FROM version WHERE hash = ?", (version,))
            total -= size

    def _use(self, call: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """What `call` answers, one at a time; `otherwise` where it cannot. A damaged file is begun anew, once."""
        with self._turn:
            for is_last in (False, True):
                try:
                    if self._raw is None:
                        self._raw = _open(self._path)
                    return call(self._raw)
                except sqlite3.DatabaseError as error:
                    if isinstance(error, sqlite3.OperationalError) and "no such" not in str(error):
                        log.warning("the pictures could not be used: %s", error)
                        break
                    log.warning("the pictures were damaged or of another form, and are begun anew: %s", error)
                    self._begin_anew()
                    if is_last:
                        break
            return otherwise

    def _begin_anew(self) -> None:
        if self._raw is not None:
            self._raw.close()
            self._raw = None
        self._latest = ""
        for name in (self._path.name, self._path.name + "-wal", self._path.name + "-shm"):
            with contextlib.suppress(OSError):
                self._path.with_name(name).unlink()


def _has(raw: sqlite3.Connection, version: str, illustrations: Sequence[Illustration]) -> bool:
    rows = raw.execute("SELECT block, length(data) FROM picture WHERE hash = ? ORDER BY number", (version,))
    return rows.fetchall() == [(one.block, len(one.data)) for one in illustrations]


def _give_back(raw: sqlite3.Connection) -> None:
    """Make the file as small as what it holds. A script: `execute` takes one step, which is one page of the file."""
    raw.executescript("PRAGMA incremental_vacuum")


@contextmanager
def _together(raw: sqlite3.Connection) -> Iterator[None]:
    raw.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
        raise
    raw.execute("COMMIT")


def _open(path: Path) -> sqlite3.Connection:
    raw = connect(path, network=is_network_folder(path.parent))
    try:
        raw.execute("PRAGMA synchronous=NORMAL")  # what a crash takes is made again
        form = raw.execute("PRAGMA user_version").fetchone()[0]
        if form == 0:
            raw.execute("PRAGMA auto_vacuum=INCREMENTAL")
            raw.execute("VACUUM")  # which puts it into force in a file that has its first page already
            raw.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {_FORM}; COMMIT;")
        elif form != _FORM:
            raise sqlite3.DatabaseError("another form")
    except BaseException:
        raw.close()
        raise
    return raw
