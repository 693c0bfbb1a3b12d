"""A look through the library finds what is wrong, makes again what is derived, and touches nothing that was written."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from app.cli import main
from app.domain.analysis import Analysis
from app.domain.checking import CheckReport
from app.domain.marks import MarkKind, NoteTarget
from app.store.store import Store
from tests.services.building import HARBOUR, PERSON, Named, Shelf, article, ref

WRITTEN = ("note", "anchor", "decision", "article_version", "operation", "link", "tag", "note_tag")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library with an edited article, notes, one of them in the bin, a merge and a removed article; closed."""
    path = tmp_path / "library.db"
    shelf = Shelf(path)
    view = shelf.harbour()
    shelf.annotating.add_note(NoteTarget(view.id, ref(view, MarkKind.NOTE, "nine years")), "How long?")
    binned, _ = shelf.annotating.add_note(NoteTarget(), "Zebra crossing.")
    shelf.annotating.delete_note(binned.id)
    shelf.entities.merge(shelf.entity("Wang Tao"), shelf.entity("Inga Solberg"))
    edited = HARBOUR.replace("on Tuesday ", "")
    again = shelf.articles.add(article(edited), view.path)
    shelf.articles.save_analysis(again.id, again.version, Analysis((), (), (), (), "model 2"))
    gone = shelf.articles.add(article("A quagga came.", "Gone"), "/tmp/gone")
    shelf.library.remove_article(gone.id)
    shelf.store.close()
    return path


def broken(path: Path, *statements: str) -> None:
    raw = sqlite3.connect(path)
    for statement in statements:
        raw.execute(statement)
    raw.commit()
    raw.close()
    path.with_name("library.db.lock").write_text("")  # as if this program had written it


def written(path: Path) -> list[list[tuple[object, ...]]]:
    raw = sqlite3.connect(path)
    rows = [raw.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in WRITTEN]
    raw.close()
    return rows


def checked(path: Path, **how: bool) -> CheckReport:
    shelf = Shelf(path)
    report = shelf.store.check(**how)
    shelf.store.close()
    return report


def test_a_library_in_use_is_whole(library: Path) -> None:
    report = checked(library)
    assert (report.mended, report.wrong) == ((), ())
    assert report.sentences()[:2] == (
        "The library is whole.",
        "It holds 2 articles, 2 notes, 1 decision, 2 names and 0 mentions.",
    )


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE entity SET mentions = 7 WHERE id = 1", "How often each name occurs"),
        ("INSERT INTO article_entity VALUES (1, 1, 4)", "Who is in which article"),
        ("UPDATE article SET claims_to_check = 3 WHERE id = 1", "claims to check"),
        ("UPDATE entity SET root_id = id", "merged into"),
        ("DELETE FROM place", "places of 1 notes"),
        ("UPDATE place SET start = start + 1", "places of 1 notes"),
        ("INSERT INTO note_fts(rowid, body) VALUES (2, 'Zebra crossing.')", "search index of notes"),
        ("DELETE FROM article_fts_docsize", "search index of articles"),
        ("DELETE FROM note_fts_data WHERE id > 1", "search index of notes"),
        (
            "INSERT INTO mention SELECT 1, 99, 0, 1, id, 'x', 'suggested' FROM entity WHERE id = 1",
            "marks spoke of what",
        ),
    ],
)
def test_what_is_derived_is_made_again(library: Path, statement: str, words: str) -> None:
    before = written(library)
    broken(library, "PRAGMA foreign_keys=OFF", statement)
    looked = checked(library, mend=False)
    assert not looked.is_whole
    assert words in "\n".join(looked.wrong)
    report = checked(library)
    assert report.is_whole
    assert words in "\n".join(report.mended)
    assert checked(library).mended == ()
    assert written(library) == before
    shelf = Shelf(library)
    assert [h.kind for h in shelf.library.search("how long")] == [MarkKind.NOTE]
    assert shelf.library.search("zebra") == shelf.library.search("quagga") == ()
    shelf.store.close()


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE article_version SET text = replace(text, 'nine', 'nina') WHERE id = 1", "not the one that was read"),
        ("UPDATE article_version SET blocks = '[[' WHERE id = 1", "not the one that was read"),
        ("UPDATE decision SET fields = '{' WHERE id = 1", "cannot be understood"),
        ("UPDATE note SET article_id = 99 WHERE id = 1", "references are broken"),
    ],
)
def test_what_cannot_be_made_again_is_told_and_left(library: Path, statement: str, words: str) -> None:
    broken(library, "PRAGMA foreign_keys=OFF", statement)
    before = written(library)
    report = checked(library)
    assert not report.is_whole
    assert words in "\n".join(report.wrong)
    assert report.sentences()[0].startswith("The library is damaged.")
    assert written(library) == before


def test_lost_and_uncertain_passages_are_counted_and_are_no_damage(library: Path) -> None:
    shelf = Shelf(library)
    shelf.articles.add(article("A wholly other page about leeks."), shelf.library.articles()[0].path)
    report = shelf.store.check()
    shelf.store.close()
    assert (report.is_whole, report.lost, report.unsure) == (True, 1, 0)
    assert "no longer in its article" in report.sentences()[-1]


def test_a_note_can_be_saved_while_the_library_is_looked_through(store: Store) -> None:
    with store.writing() as session:
        session.notes.create("one", "While.", None, None, None)
        assert store.check().is_whole
    with store.reading() as session:
        assert session.notes.one("one").body == "While."


def test_the_command_says_what_it_mended_and_its_exit_code_whether_all_is_well(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken(library, "UPDATE entity SET mentions = 7")
    home = ["--home", str(library.parent)]
    assert main(["check", "--look-only", *home]) == 1
    assert main(["check", *home]) == 0
    assert "Nothing that you wrote was touched." in capsys.readouterr().out
    assert main(["check", *home]) == 0
    library.write_bytes(library.read_bytes()[:9000])
    assert main(["check", *home]) == 1
    assert "is damaged" in capsys.readouterr().err
    assert main(["check", "--home", str(library.parent / "none")]) == 1


def test_copies_are_listed_with_what_they_hold(library: Path) -> None:
    shelf = Shelf(library)
    shelf.store.back_up_daily()
    (library.parent / "backups" / "library-2999-01-01.db").write_bytes(b"torn")
    library.with_name("library.damaged-20260101T000000.db").write_bytes(library.read_bytes())
    copies = shelf.store.copies()
    shelf.store.close()
    assert [(c.reason, c.articles, c.notes) for c in copies if c.reason == "daily"] == [("daily", 1, 1)]
    assert {c.reason for c in copies} == {"daily", "set aside"}
    assert all(c.size > 4096 and c.made.startswith("20") for c in copies)


GHOST = (
    "INSERT INTO entity_alias(entity_id, alias, articles, given) VALUES ({new}, 'Wang', 2, 1)",
    "INSERT INTO entity_fts(rowid, alias) SELECT id, alias FROM entity_alias WHERE entity_id = {new}",
    "INSERT INTO entity_key(key, entity_id) VALUES ('wang', {new})",
    "UPDATE found_entity SET entity_id = {new} WHERE entity_id = {own}",
    "UPDATE mention SET entity_id = {new} WHERE entity_id = {own}",
)
"""What an earlier version left of a name that was parted, given back, and found again."""


def test_an_entity_left_of_an_undone_split_gives_its_mentions_back(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    shelf = Shelf(path)
    shelf.harbour()
    own = shelf.entity("Wang Tao")
    before = shelf.library.entities()
    new, _ = shelf.entities.split_alias(own, "Wang")
    shelf.undoing.undo()
    shelf.store.close()
    broken(path, *(statement.format(new=new, own=own) for statement in GHOST))
    kept = written(path)
    assert any("two entities" in sentence for sentence in checked(path, mend=False).wrong)
    assert any("two entities" in sentence for sentence in checked(path).mended)
    assert checked(path).mended == ()
    assert written(path) == kept
    shelf = Shelf(path)
    assert [(e.id, e.name, e.aliases, e.mentions) for e in shelf.library.entities()] == [
        (e.id, e.name, e.aliases, e.mentions) for e in before
    ]
    later = shelf.add(article("Wang came.", "Later"), [Named(PERSON, ["Wang"])])
    assert {m.entity_id for m in shelf.articles.view(later).mentions} == {own}
    shelf.undoing.redo()
    assert new in {e.id for e in shelf.library.entities()}
    shelf.store.close()
