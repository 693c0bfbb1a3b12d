"""Copies are whole, dated, and few."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from app.store.backup import back_up_daily, copy, is_whole, newest_good
from app.store.store import Store


def test_one_copy_a_day_and_the_newest_seven_are_kept(store: Store) -> None:
    for day in range(1, 11):
        assert back_up_daily(store.path, store.backups, f"2026-01-{day:02}") is not None
        assert back_up_daily(store.path, store.backups, f"2026-01-{day:02}") is None
    assert sorted(p.name for p in store.backups.iterdir()) == [f"library-2026-01-{d:02}.db" for d in range(4, 11)]
    assert all(is_whole(p) for p in store.backups.iterdir())


def test_a_copy_of_an_open_store_has_all_that_was_committed(store: Store) -> None:
    with store.writing() as session:
        session.notes.create("one", "Just now.", None, None, None)
    path = store.back_up_daily()
    assert path is not None
    raw = sqlite3.connect(path)
    assert raw.execute("SELECT body FROM note").fetchall() == [("Just now.",)]
    raw.close()
    assert store.back_up_daily() is None


def test_a_damaged_database_is_not_copied(tmp_path: Path) -> None:
    bad = tmp_path / "library.db"
    bad.write_bytes(b"SQLite format 3\x00" + b"\x01" * 8000)
    with pytest.raises(sqlite3.DatabaseError):
        copy(bad, tmp_path / "copies" / "library-2026-01-01.db")
    assert list((tmp_path / "copies").iterdir()) == []


def test_without_copies_there_is_no_good_one(tmp_path: Path) -> None:
    assert newest_good(tmp_path / "none") is None
