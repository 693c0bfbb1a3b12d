"""Transactions, threads, crashes."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import inspect
from sqlalchemy.exc import OperationalError

from app.errors import NotFound, StoreUnwritable
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


def test_a_full_disk_is_told_in_words(store: Store) -> None:
    with pytest.raises(StoreUnwritable, match="Free some space"), store.writing():
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))


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
