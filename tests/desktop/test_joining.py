"""Two articles made one from the library's list, and parted again, at the keyboard."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.desktop.dialogs.joining import JoinPrompt, PartDialog
from app.domain.marks import AnalysisState, MarkKind, MarkRef, NoteTarget
from app.domain.spans import Span
from tests.desktop.conftest import ARTICLE, Desk

REPRINT = (
    ARTICLE.replace("Harbour vote splits the council", "Council divided")
    .replace("12 March 2026", "14 March 2026")
    .replace("🙂 Nobody else spoke.", "The mayor had left by then.")
)


def two(desk: Desk, tmp_path: Path) -> tuple[int, int]:
    first, second = tmp_path / "vote.txt", tmp_path / "council.txt"
    first.write_text(ARTICLE, "utf-8")
    second.write_text(REPRINT, "utf-8")
    desk.start()
    old = desk.open(first)
    at = old.text.index("Nobody else spoke")
    target = NoteTarget(old.id, MarkRef(MarkKind.NOTE, Span(at, at + 17)))
    desk.window.reading.do(lambda: desk.window._parts.services.annotating.add_note(target, "Not even he?")[1])
    desk.settle()
    return old.id, desk.open(second).id


def prompt(desk: Desk) -> JoinPrompt:
    desk.settle()
    (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, JoinPrompt) and w.isVisible()]
    return found


def test_an_article_is_made_a_version_of_another_and_undo_parts_them(desk: Desk, tmp_path: Path) -> None:
    old, new = two(desk, tmp_path)
    desk.window.library.joinWanted.emit(new)
    asked = prompt(desk)
    assert asked.this.isChecked()
    assert asked.this.text().endswith("came last")
    assert asked.forecast.text().startswith("From the other one: 1 note comes along. 1 note does not find its place")
    assert asked.lost.toPlainText() == "• Not even he?"
    desk.qtbot.keyClick(asked.field, Qt.Key.Key_Return)
    desk.settle()
    assert desk.view.id == new
    assert [n.body for n in desk.view.notes] == ["Not even he?"]
    assert "does not find its place there for sure" in desk.texts(desk.window.page)
    desk.window.show_lost()
    assert "NOTES WHOSE PLACE IS NOT SURE" in desk.texts(desk.window.inspector)
    assert desk.window.library.articles.lines.rowCount() == 1
    desk.window.reading.undo()
    desk.settle()
    assert desk.window.library.articles.lines.rowCount() == 2
    assert desk.view.notes == ()
    desk.window.reading.open_article(old)
    desk.settle()
    desk.window.reading.redo()
    desk.until(lambda: desk.window.reading.view is not None and desk.view.id == new)


def test_the_other_text_may_be_the_one_to_be_read_on(desk: Desk, tmp_path: Path) -> None:
    old, new = two(desk, tmp_path)
    desk.window.joiner.join_shown()
    asked = prompt(desk)
    asked.other.setChecked(True)
    assert asked.forecast.text().startswith("From this article: you have written nothing")
    desk.press("Make them one", asked)
    desk.until(lambda: desk.view.id == old)
    assert desk.view.id != new


def test_typing_narrows_the_offers_and_nothing_found_is_said(desk: Desk, tmp_path: Path) -> None:
    two(desk, tmp_path)
    desk.window.joiner.join_shown()
    asked = prompt(desk)
    assert asked.offers.count() == 1
    desk.qtbot.keyClicks(asked.field, "leeks")
    desk.settle()
    assert asked.offers.count() == 0
    assert not asked.ok.isEnabled()
    assert asked.forecast.text() == "No other article has these words in its title."
    asked.reject()


def test_a_version_is_parted_from_its_article(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "vote.txt"
    file.write_text(ARTICLE, "utf-8")
    desk.start()
    desk.open(file)
    desk.window.joiner.part_shown()
    desk.settle()
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, PartDialog) and w.isVisible()]
    file.write_text(ARTICLE.replace("9 piers", "11 piers"), "utf-8")
    desk.open(file)
    desk.window.library.partWanted.emit(desk.view.id)
    desk.settle()
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, PartDialog) and w.isVisible()]
    first, second = dialog.boxes.values()
    assert (first.isChecked(), second.isChecked()) == (True, False)
    first.setChecked(False)
    assert not dialog.ok.isEnabled()
    first.setChecked(True)
    desk.press("Part them", dialog)
    desk.settle()
    assert desk.window.library.articles.lines.rowCount() == 2
    desk.until(lambda: {r.state for r in desk.window._parts.services.library.articles()} == {AnalysisState.DONE})
