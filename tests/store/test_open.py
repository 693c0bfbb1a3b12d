"""A store opens only what it can keep safe, and leaves the rest as it was."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import MigrationFailed, StoreBusy, StoreDamaged, StoreError, StoreNewer, StoreUnwritable
from app.store.backup import is_whole
from app.store.engine import connect
from app.store.migrate import MIGRATIONS, known_revisions
from app.store.open import open_store, restore_backup


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def raw(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def migrations_with(folder: Path, body: str) -> Path:
    """A copy of the migrations with one more, whose upgrade is `body`."""
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    newest = known_revisions()[-1]
    (folder / "versions" / "9999_next.py").write_text(
        f"from alembic import op\nrevision = '9999'\ndown_revision = '{newest}'\ndef upgrade():\n    {body}\n",
        encoding="utf-8",
    )
    return folder


def test_a_new_store_is_made_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "down" / "library.db"
    open_store(path).close()
    assert is_whole(path)
    assert not (tmp_path / "deep" / "down" / "backups").exists()


@pytest.mark.parametrize("read_only", [False, True])
def test_every_connection_has_the_safe_settings(tmp_path: Path, read_only: bool) -> None:
    path = tmp_path / "library.db"
    open_store(path).close()
    connection = connect(path, read_only=read_only)
    settings = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("foreign_keys", "journal_mode", "synchronous", "trusted_schema", "query_only")
    }
    connection.close()
    expected = {"foreign_keys": 1, "journal_mode": "wal", "synchronous": 2, "trusted_schema": 0}
    assert settings == expected | {"query_only": int(read_only)}


def test_a_network_folder_gets_a_rollback_journal(tmp_path: Path) -> None:
    connection = connect(tmp_path / "library.db", network=True)
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    connection.close()


def test_a_second_owner_is_told_and_the_first_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    first = open_store(path)
    with pytest.raises(StoreBusy) as caught:
        open_store(path)
    assert caught.value.next_step
    with first.writing() as session:
        session.articles.create("/a")
    first.close()
    open_store(path).close()


def test_another_process_is_told_too(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    store = open_store(path)
    script = (
        "import sys\nfrom pathlib import Path\n"
        "from app.errors import StoreBusy\nfrom app.store.open import open_store\n"
        "try:\n    open_store(Path(sys.argv[1]))\nexcept StoreBusy:\n    sys.exit(7)\n"
    )
    assert subprocess.run([sys.executable, "-c", script, str(path)], check=False).returncode == 7
    store.close()


def test_a_newer_database_is_refused_with_its_bytes_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    open_store(path).close()
    raw(path, "UPDATE alembic_version SET version_num = '9999'", "CREATE TABLE from_the_future (id)")
    before = digest(path)
    with pytest.raises(StoreNewer):
        open_store(path)
    assert digest(path) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["library.db", "library.db.lock"]


@pytest.mark.parametrize("content", [b"not a database at all", b"SQLite format 3\x00" + b"\x13" * 4000])
def test_a_file_that_is_no_database_is_damaged_and_stays(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(content)
    with pytest.raises(StoreDamaged) as caught:
        open_store(path)
    assert caught.value.backup == ""
    assert path.read_bytes() == content


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    raw(path, "CREATE TABLE recipes (id)")
    before = digest(path)
    with pytest.raises(StoreError, match="another program"):
        open_store(path)
    assert digest(path) == before


def test_an_empty_file_is_a_new_store(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    path.touch()
    open_store(path).close()
    assert is_whole(path)


def test_a_damaged_store_names_the_newest_good_copy_and_is_restored_from_it(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    store = open_store(path)
    with store.writing() as session:
        session.notes.create("one", "Kept.", None, None, None)
    copy = store.back_up_daily()
    assert copy is not None
    store.close()
    bad = tmp_path / "backups" / "library-2999-01-01.db"
    bad.write_bytes(b"torn")
    content = path.read_bytes()
    path.write_bytes(b"\x00" * 100 + content[100:])
    with pytest.raises(StoreDamaged) as caught:
        open_store(path)
    assert caught.value.backup == str(copy)
    kept = restore_backup(path, Path(caught.value.backup))
    assert kept is not None
    assert kept.read_bytes()[:100] == b"\x00" * 100
    again = open_store(path)
    with again.reading() as session:
        assert session.notes.one("one").body == "Kept."
    again.close()
    with pytest.raises(StoreError):
        restore_backup(path, bad)


def test_after_a_crash_the_whole_file_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    open_store(path).close()
    content = bytearray(path.read_bytes())
    page = len(content) // 4096 // 2 * 4096
    content[page : page + 4096] = b"\xff" * 4096
    path.write_bytes(content)
    path.with_name("library.db.lock").write_text("4711\n")
    with pytest.raises(StoreDamaged):
        open_store(path)


@pytest.mark.skipif(sys.platform == "win32", reason="folders are forbidden in another way there")
def test_a_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnwritable):
        open_store(tmp_path / "file" / "library.db")


def test_a_migration_copies_the_database_first(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    store = open_store(path)
    with store.writing() as session:
        session.notes.create("one", "Kept.", None, None, None)
    store.close()
    more = migrations_with(tmp_path / "migrations", "op.execute('CREATE TABLE extra (id)')")
    open_store(path, migrations=more).close()
    (copy,) = (tmp_path / "backups").glob("library-before-9999-*.db")
    assert is_whole(copy)
    with pytest.raises(StoreNewer):
        open_store(path)


def test_a_failed_migration_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    open_store(path).close()
    before = digest(path)
    body = "op.execute('DROP TABLE note'); op.execute('CREATE TABLE extra (id)'); op.execute('nonsense')"
    more = migrations_with(tmp_path / "migrations", body)
    with pytest.raises(MigrationFailed) as caught:
        open_store(path, migrations=more)
    assert "library-before-9999" in caught.value.next_step
    assert digest(path) == before
    open_store(path).close()


def test_a_migration_that_breaks_a_reference_fails(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    store = open_store(path)
    with store.writing() as session:
        article = session.articles.create("/a")
        session.notes.create("one", "On an article.", article, None, None)
    store.close()
    more = migrations_with(tmp_path / "migrations", "op.execute('DELETE FROM article')")
    with pytest.raises(MigrationFailed):
        open_store(path, migrations=more)
    again = open_store(path)
    with again.reading() as session:
        assert session.notes.one("one").article_id == article
    again.close()
