"""Notes leave the window by the File menu, and come back; only the file dialog is played."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFileDialog

from app.domain.marks import MarkKind, MarkRef, NoteTarget
from tests.desktop.conftest import Desk
from tests.desktop.views import spot

Choose = Callable[[Path], None]


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Choose:
    """The next file dialog answers at once with this path."""

    def answer(path: Path) -> None:
        monkeypatch.setattr(QFileDialog, "open", lambda self: self.fileSelected.emit(str(path)))

    return answer


def pick(desk: Desk, words: str) -> None:
    """Choose the command in the menu, and wait until what it began is over."""
    action = next(a for a in desk.window.findChildren(QAction) if a.text() == words)
    action.trigger()
    assert desk.program is not None
    copying = desk.program._copying
    desk.until(lambda: not copying.busy)
    desk.settle()


def noted(desk: Desk, article: Path) -> str:
    """The article opened, with a note on it; the note's id."""
    desk.start(article)
    desk.settle()
    target = NoteTarget(desk.view.id, MarkRef(MarkKind.NOTE, spot(desk.view.text, "backed the plan")))
    annotating = desk.window._parts.services.annotating
    desk.window.reading.do(lambda: annotating.add_note(target, "Why the *change*?")[1])
    desk.settle()
    return desk.view.notes[0].id


def test_the_notes_of_an_article_become_one_markdown_file(
    desk: Desk, article: Path, tmp_path: Path, choose: Choose
) -> None:
    noted(desk, article)
    choose(tmp_path / "vote.md")
    pick(desk, "Export notes of this article…")
    text = (tmp_path / "vote.md").read_text("utf-8")
    assert text.startswith('---\ntitle: "Harbour vote splits the council"\n')
    assert "> backed the plan\n" in text
    assert "Why the *change*?" in text
    assert "vote.md" in desk.texts(desk.window.status)


def test_everything_goes_into_one_folder_and_again_into_the_same(
    desk: Desk, article: Path, tmp_path: Path, choose: Choose
) -> None:
    noted(desk, article)
    choose(tmp_path / "out")
    pick(desk, "Export everything…")
    names = {p.relative_to(tmp_path / "out").as_posix() for p in (tmp_path / "out").rglob("*") if p.is_file()}
    assert {"Articles/Harbour vote splits the council.md", "People and more/Mara Lind.md"} <= names
    assert {"annotations.jsonld", "quotes.csv", "claims.csv", "entities.csv"} <= names
    note = tmp_path / "out" / "People and more" / "Mara Lind.md"
    note.write_text("My own words.", "utf-8")
    pick(desk, "Export everything…")
    assert note.with_name("Mara Lind (yours).md").read_text("utf-8") == "My own words."
    assert "Mara Lind (yours).md" in desk.texts(desk.window.status)


def test_a_folder_with_other_files_is_refused_in_the_window(
    desk: Desk, article: Path, tmp_path: Path, choose: Choose
) -> None:
    noted(desk, article)
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "one.md").write_text("Mine.", "utf-8")
    choose(tmp_path / "thesis")
    pick(desk, "Export everything…")
    assert "holds files that Glossator did not put there" in desk.texts(desk.window.page)
    assert [p.name for p in (tmp_path / "thesis").iterdir()] == ["one.md"]


def test_a_file_that_cannot_be_written_is_told_in_the_window(
    desk: Desk, article: Path, tmp_path: Path, choose: Choose
) -> None:
    noted(desk, article)
    choose(tmp_path / "missing" / "vote.md")
    pick(desk, "Export notes of this article…")
    assert "No such file or directory" in desk.texts(desk.window.page)


def test_a_note_comes_back_from_a_file_of_annotations_and_is_shown(
    desk: Desk, article: Path, tmp_path: Path, choose: Choose
) -> None:
    note_id = noted(desk, article)
    choose(tmp_path / "out")
    pick(desk, "Export everything…")
    file = tmp_path / "out" / "annotations.jsonld"
    page = json.loads(file.read_text("utf-8"))
    other = note_id.replace(note_id[0], "0" if note_id[0] != "0" else "1")
    page["items"][0] |= {"id": f"urn:uuid:{other}", "body": page["items"][0]["body"] | {"value": "From elsewhere."}}
    file.write_text(json.dumps(page), "utf-8")
    choose(file)
    pick(desk, "Import notes…")
    assert {n.body for n in desk.view.notes} == {"Why the *change*?", "From elsewhere."}
    assert len({n.span for n in desk.view.notes}) == 1
    assert "Notes: 1 came" in desk.texts(desk.window.status)


def test_a_file_that_is_none_of_ours_is_told(desk: Desk, article: Path, tmp_path: Path, choose: Choose) -> None:
    noted(desk, article)
    (tmp_path / "bad.jsonld").write_text("{", "utf-8")
    choose(tmp_path / "bad.jsonld")
    pick(desk, "Import notes…")
    assert "bad.jsonld is not a Web Annotation file" in desk.texts(desk.window.page)


def test_the_citation_is_on_the_clipboard(desk: Desk, article: Path) -> None:
    desk.start(article)
    desk.settle()
    pick(desk, "Copy citation")
    wanted = "Ana Reyes, “Harbour vote splits the council”, The Coast Ledger, 12 March 2026."
    assert QApplication.clipboard().text() == wanted


def test_selected_words_are_cited_with_where_they_are_from(desk: Desk, article: Path) -> None:
    desk.start(article)
    desk.settle()
    desk.window.page.reader.select_span(spot(desk.view.text, "backed the plan"))
    pick(desk, "Copy citation")
    assert QApplication.clipboard().text() == (
        "“backed the plan” (Ana Reyes, “Harbour vote splits the council”, The Coast Ledger, 12 March 2026)"
    )


def test_references_for_other_programs_are_on_the_clipboard(desk: Desk, article: Path) -> None:
    desk.start(article)
    desk.settle()
    pick(desk, "Copy reference as RIS")
    assert QApplication.clipboard().text().startswith("TY  - NEWS")
    pick(desk, "Copy reference as BibTeX")
    assert QApplication.clipboard().text().startswith("@article{reyes2026harbour,")


def test_a_selected_name_becomes_one_file_with_what_it_said(
    desk: Desk, article: Path, tmp_path: Path, choose: Choose
) -> None:
    desk.start(article)
    desk.settle()
    pick(desk, "Export notes of this name…")
    assert "Select a person" in desk.texts(desk.window.status)
    desk.window.focus.on_mark(next(m.ref for m in desk.view.mentions if m.name == "Mara Lind"))
    choose(tmp_path / "lind.md")
    pick(desk, "Export notes of this name…")
    text = (tmp_path / "lind.md").read_text("utf-8")
    assert "# Mara Lind\n" in text
    assert "> “We were shown one number and asked to sign for another,”" in text
    assert "— Harbour vote splits the council, 12 March 2026, characters" in text


def test_without_an_article_there_is_nothing_to_take_along(desk: Desk) -> None:
    desk.start()
    desk.settle()
    pick(desk, "Export notes of this article…")
    pick(desk, "Copy citation")
    assert "Open an article first." in desk.texts(desk.window.status)


def test_an_export_is_stopped_and_leaves_the_earlier_one_as_it_was(
    desk: Desk, article: Path, tmp_path: Path, choose: Choose
) -> None:
    noted(desk, article)
    choose(tmp_path / "out")
    pick(desk, "Export everything…")
    before = {p: p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file()}
    taking = desk.window.taking
    begin = taking.strip.begin

    def begin_and_stop(sentence: str) -> None:
        begin(sentence)
        taking.strip.stop()

    taking.strip.begin = begin_and_stop  # type: ignore[method-assign]
    pick(desk, "Export everything…")
    assert "Stopped." in desk.texts(desk.window.status)
    assert {p: p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file()} == before
    assert taking.strip.isHidden()
