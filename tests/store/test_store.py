"""Transactions, threads, crashes."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from app.errors import NotFound, StoreBusy, StoreUnwritable
from app.store.engine import writing_engine
from app.store.models import metadata
from app.store.open import open_store
from app.store.store import Store


def test_the_tables_the_queries_see_are_those_of_the_migrations(store: Store) -> None:
    engine = writing_engine(store.path)
    seen = inspect(engine)
    for table in metadata.tables.values():
        assert {c["name"] for c in seen.get_columns(table.name)} == {c.name for c in table.columns}, table.name
    engine.dispose()


def test_a_block_that_raises_writes_nothing(store: Store) -> None:
    with pytest.raises(NotFound), store.writing() as session:
        session.notes.row_id(str(session.notes.create("one", "Lost.", None, None, None)))
    with store.reading() as session:
        assert session.notes.page("", 10, 0) == ()


def test_reading_cannot_write(store: Store) -> None:
    with pytest.raises(StoreUnwritable), store.reading() as session:
        session.articles.create("/a")


def test_a_reader_sees_one_state_while_another_thread_writes(store: Store) -> None:
    with store.reading() as session:
        assert session.pages.counts().notes == 0

        def write() -> None:
            with store.writing() as other:
                other.notes.create("one", "Meanwhile.", None, None, None)

        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
        assert session.pages.counts().notes == 0
    with store.reading() as session:
        assert session.pages.counts().notes == 1


def test_writers_in_many_threads_wait_for_each_other(store: Store) -> None:
    def write(number: int) -> None:
        for i in range(10):
            with store.writing() as session:
                session.notes.create(f"{number}-{i}", "x", None, None, None)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading() as session:
        assert session.pages.counts().notes == 40


def test_a_note_of_no_article_cannot_be_written(store: Store) -> None:
    with pytest.raises(Exception, match="FOREIGN KEY"), store.writing() as session:
        session.notes.create("one", "Nowhere.", 4711, None, None)


def test_a_full_disk_is_told_in_words_and_nothing_is_half_written(store: Store) -> None:
    with store.writing() as session:
        connection = session.notes._connection
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count={pages + 4}"))
    with pytest.raises(StoreUnwritable, match="Free some space"), store.writing() as session:
        session.notes.create("one", "A long note. " * 20_000, None, None, None)
    with store.writing() as session:
        session.notes._connection.execute(text("PRAGMA max_page_count=1000000"))
        session.notes.create("two", "A note.", None, None, None)
    with store.reading() as session:
        assert [note.id for note in session.notes.page("", 10, 0)] == ["two"]


def test_a_database_that_another_program_holds_is_busy(store: Store) -> None:
    with store.writing() as session:
        session.notes._connection.execute(text("PRAGMA busy_timeout=10"))
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy), store.writing():
        pass
    other.close()
    with store.writing() as session:
        session.notes.create("one", "A note.", None, None, None)


_WRITER = """
import itertools, sys
from pathlib import Path
from app.domain.marks import NoteTarget
from app.services.annotate import Annotating
from app.store.open import open_store
notes = Annotating(open_store(Path(sys.argv[1])))
for i in itertools.count():
    note, _ = notes.add_note(NoteTarget(), f"{sys.argv[2]} {i}")
    print(note.id, flush=True)
"""


def test_no_acknowledged_note_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    open_store(path).close()
    acknowledged = []
    for kill in range(20):
        child = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(path), str(kill)], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        for _ in range(3 + kill % 5):
            acknowledged.append(child.stdout.readline().strip())
        child.kill()
        acknowledged += [line for line in child.stdout.read().split("\n")[:-1] if line]
        child.stdout.close()
        child.wait()
    store = open_store(path)
    with store.reading() as session:
        assert {session.notes.one(uuid).id for uuid in acknowledged} == set(acknowledged)
        kept = session.pages.counts().notes
    assert len(acknowledged) <= kept <= len(acknowledged) + 20
    store.close()
