"""The open store: sessions that read, one at a time that writes."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from app.domain.checking import CheckReport, Copy
from app.errors import StoreBusy, StoreDamaged, StoreUnwritable
from app.paths import is_network_folder
from app.store.anchors import AnchorRepository
from app.store.articles import ArticleRepository
from app.store.backup import back_up_daily, copies, newest_good
from app.store.check import check
from app.store.decisions import DecisionRepository
from app.store.dossiers import DossierRepository
from app.store.engine import connect, reading_engine, writing_engine
from app.store.entities import EntityRepository
from app.store.joining import JoiningRepository
from app.store.ledger import LedgerRepository
from app.store.links import LinkRepository
from app.store.lock import StoreLock
from app.store.marks import MarkRepository
from app.store.migrate import check_revision, migrate, revision_of
from app.store.network import NetworkRepository
from app.store.notes import NoteRepository
from app.store.novelty import NoveltyRepository
from app.store.operations import OperationRepository
from app.store.pages import PageRepository
from app.store.restoring import restore_backup
from app.store.reviews import ReviewRepository
from app.store.runs import RunRepository
from app.store.seal import Unread, seal
from app.store.search import SearchRepository
from app.store.searches import SavedSearchRepository
from app.store.tags import TagRepository

_OF_THE_DISK = ("disk is full", "readonly", "disk I/O", "unable to open")


class Session:
    """Everything that can be asked for and written within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self.articles = ArticleRepository(connection)
        self.joining = JoiningRepository(connection)
        self.runs = RunRepository(connection)
        self.entities = EntityRepository(connection)
        self.marks = MarkRepository(connection)
        self.anchors = AnchorRepository(connection)
        self.notes = NoteRepository(connection)
        self.tags = TagRepository(connection)
        self.links = LinkRepository(connection)
        self.operations = OperationRepository(connection)
        self.reviews = ReviewRepository(connection)
        self.searches = SavedSearchRepository(connection)
        self.decisions = DecisionRepository(connection)
        self.pages = PageRepository(connection)
        self.dossiers = DossierRepository(connection)
        self.ledger = LedgerRepository(connection)
        self.network = NetworkRepository(connection)
        self.novelty = NoveltyRepository(connection)
        self.search = SearchRepository(connection)


class Store:
    """Safe to use from several threads: readers never wait, writers wait for each other."""

    def __init__(
        self,
        path: Path,
        backups: Path,
        writer: Engine,
        reader: Engine,
        lock: StoreLock,
        unread: Unread | None = None,
        changed: Path | None = None,
    ) -> None:
        """`changed`: where the file is kept as it was found, if it was not as this program had left it."""
        self.path = path
        self.backups = backups
        self.changed = changed
        self._writer = writer
        self._reader = reader
        self._lock = lock
        self._unread = unread
        self._turn = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A view of one state of the library; writing through it raises."""
        with self._explained(), self._reader.connect() as connection, connection.begin():
            yield Session(connection)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction, on the disk when the block ends; undone as a whole when it raises. Not to be nested."""
        with self._turn, self._explained(), self._writer.connect() as connection, connection.begin():
            yield Session(connection)

    def back_up_daily(self) -> Path | None:
        """Copy the library unless today's copy is there. Takes a second for 300 MB; writers are not held up.

        A large library is first read through, once: StoreDamaged when it is not as it was when it was last closed.
        """
        if self._unread is not None and not self._unread.holds():
            raise self._damaged()
        try:
            return back_up_daily(self.path, self.backups)
        except sqlite3.DatabaseError as error:
            raise self._damaged() from error

    def check(self, *, mend: bool = True) -> CheckReport:
        """Look through the whole file; only when something is not right are writers held up, while that is mended."""
        with contextlib.closing(sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True)) as raw:
            raw.isolation_level = None
            report = check(raw, mend=False)
        if report.is_whole or not mend:
            return report
        with self._turn, contextlib.closing(connect(self.path, network=is_network_folder(self.path.parent))) as raw:
            return check(raw)

    def copies(self) -> tuple[Copy, ...]:
        """What can be put in the library's place, the newest first: its copies, and files that were set aside."""
        return copies(self.path, self.backups)

    def restore(self, copy: Path) -> Path | None:
        """Put `copy` in the library's place and go on with it; where the file as it was is kept.

        StoreError when that cannot be, StoreUnwritable when the disk is full: the library is then as it was. No other
        call may be under way.
        """
        network = is_network_folder(self.path.parent)
        with self._turn:
            self._reader.dispose()
            self._writer.dispose()
            kept: Path | None = None
            try:
                kept = restore_backup(self.path, copy, "before-restore")
                with contextlib.closing(connect(self.path, read_only=True)) as raw:
                    revision = revision_of(raw)
                check_revision(self.path, revision)
                migrate(self.path, revision, self.backups)
                self._connect(network)
            except BaseException as error:
                self._writer.dispose()
                if kept is not None:
                    kept.replace(self.path)
                self._connect(network)
                if isinstance(error, OSError | sqlite3.Error):
                    raise StoreUnwritable(
                        f"The copy {copy} could not be put in place: {error}.",
                        "Your library is as it was. Look whether the disk is full, then try again.",
                    ) from error
                raise
        return kept

    def _connect(self, network: bool) -> None:
        self._writer = writing_engine(self.path, network=network)
        self._reader = reading_engine(self.path)

    def close(self) -> None:
        """Close every connection and give up the lock. The store cannot be used afterwards."""
        with self._turn:
            self._reader.dispose()
            self._writer.dispose()
            if self._unread is not None:
                self._unread.close()
            self._lock.release(seal(self.path))

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (DatabaseError, sqlite3.DatabaseError) as error:
            said = getattr(error, "orig", error)
            operational = isinstance(said, sqlite3.OperationalError)
            if operational and "locked" in str(said):
                raise StoreBusy(
                    f"Another program holds the library {self.path}.", "Close it, or wait for it, and try again."
                ) from error
            if operational and any(word in str(said) for word in _OF_THE_DISK):
                raise StoreUnwritable(
                    f"The library {self.path} could not be written: {said}.",
                    "Nothing was saved. Free some space or check the folder, then try again.",
                ) from error
            if isinstance(said, sqlite3.DatabaseError) and "malformed" in str(said):
                raise self._damaged() from error
            raise

    def _damaged(self) -> StoreDamaged:
        copy = newest_good(self.backups)
        return StoreDamaged(
            f"The library {self.path} is damaged.", "Close the program and restore a copy.", str(copy or "")
        )
