"""A migration happens whole or not at all, whatever it fails of; what is newer is refused as it is."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from pathlib import Path

import pytest

from app.errors import MigrationFailed, StoreError, StoreNewer, StoreUnwritable
from app.store.check import check
from app.store.migrate import MIGRATIONS, known_revisions
from app.store.open import open_store
from tests.store.test_open import migrations_with
from tests.torture.room import small_disk

FROZEN = sorted((Path(__file__).parent / "fixtures").glob("*.db"))
WRITTEN = ("note", "anchor", "decision", "article_version", "article", "entity", "entity_alias")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def rows(path: Path) -> dict[str, list[dict[str, object]]]:
    raw = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    raw.row_factory = sqlite3.Row
    found = {t: [dict(r) for r in raw.execute(f"SELECT * FROM {t} ORDER BY id")] for t in WRITTEN}
    raw.close()
    return found


@pytest.mark.parametrize("frozen", FROZEN, ids=lambda path: path.stem)
def test_every_released_schema_comes_to_the_newest_with_all_that_was_written(tmp_path: Path, frozen: Path) -> None:
    path = tmp_path / "library.db"
    shutil.copy(frozen, path)
    before = rows(path)
    open_store(path).close()
    after = rows(path)
    for table, old in before.items():
        assert [{name: row[name] for name in kept} for kept, row in zip(old, after[table], strict=True)] == old
    raw = sqlite3.connect(path, isolation_level=None)
    assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [(known_revisions()[-1],)]
    report = check(raw, mend=False)
    raw.close()
    assert report.wrong == ()
    if frozen.stem != known_revisions()[-1]:
        (copy,) = (tmp_path / "backups").glob("library-before-*.db")
        assert rows(copy) == before


@pytest.mark.parametrize("frozen", FROZEN, ids=lambda path: path.stem)
@pytest.mark.parametrize(
    "body",
    [
        "op.execute('DROP TABLE note'); raise RuntimeError('in the middle')",
        "op.execute('UPDATE note SET body = 1'); op.execute('no statement')",
        "op.execute('ALTER TABLE note ADD COLUMN extra'); op.execute('DELETE FROM article_version')",
        "op.execute('CREATE TABLE one (id)'); op.execute('COMMIT'); raise KeyboardInterrupt",
    ],
    ids=["an error", "a bad statement", "broken references", "an interruption"],
)
def test_a_migration_that_fails_leaves_the_file_byte_for_byte(tmp_path: Path, frozen: Path, body: str) -> None:
    path = tmp_path / "library.db"
    shutil.copy(frozen, path)
    before = digest(path)
    more = migrations_with(tmp_path / "migrations", body)
    with pytest.raises((MigrationFailed, KeyboardInterrupt)):
        open_store(path, migrations=more)
    assert digest(path) == before
    assert not path.with_name("library.db-wal").exists()
    open_store(path).close()
    assert rows(path)["note"] != []


@pytest.mark.parametrize("frozen", FROZEN, ids=lambda path: path.stem)
def test_a_disk_that_is_full_in_the_middle_leaves_the_file_byte_for_byte(tmp_path: Path, frozen: Path) -> None:
    fill = "op.execute('CREATE TABLE big AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 900)"
    more = migrations_with(tmp_path / "migrations", f"{fill} SELECT randomblob(4000) AS b FROM n')")
    with small_disk(tmp_path / "disk") as disk:
        if disk is None:
            pytest.skip("a small disk needs Linux and root")
        path = disk / "library.db"
        shutil.copy(frozen, path)
        before = digest(path)
        with pytest.raises(StoreError) as caught:
            open_store(path, migrations=more)
        assert isinstance(caught.value, MigrationFailed | StoreUnwritable)
        assert digest(path) == before
        shutil.copy(path, tmp_path / "library.db")
    open_store(tmp_path / "library.db").close()


@pytest.mark.parametrize("frozen", FROZEN, ids=lambda path: path.stem)
def test_a_newer_schema_is_refused_byte_for_byte(tmp_path: Path, frozen: Path) -> None:
    path = tmp_path / "library.db"
    shutil.copy(frozen, path)
    open_store(
        path, migrations=migrations_with(tmp_path / "migrations", "op.execute('CREATE TABLE extra (id)')")
    ).close()
    before = digest(path)
    with pytest.raises(StoreNewer) as caught:
        open_store(path, migrations=MIGRATIONS)
    assert caught.value.next_step
    assert digest(path) == before


def test_a_migration_after_a_crash_takes_in_what_was_in_the_log(tmp_path: Path) -> None:
    store = open_store(tmp_path / "one" / "library.db")
    with store.writing() as session:
        session.notes.create("late", "Only in the log.", None, None, None)
    shutil.copytree(tmp_path / "one", tmp_path / "crash")
    store.close()
    path = tmp_path / "crash" / "library.db"
    assert path.with_name("library.db-wal").stat().st_size > 0
    newer = migrations_with(tmp_path / "migrations", "op.execute('CREATE TABLE extra (id)')")
    store = open_store(path, migrations=newer)
    with store.reading() as session:
        assert session.notes.one("late").body == "Only in the log."
    store.close()
