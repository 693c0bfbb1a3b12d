"""The library is looked after from the menu: checked, and an earlier copy put in its place."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel

from app.desktop.dialogs.copies import CopiesDialog
from app.desktop.dialogs.trouble import TroubleDialog
from app.domain.marks import NoteTarget
from tests.desktop.conftest import Desk


def shown(kind: type) -> list[object]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]


def note(desk: Desk, words: str) -> None:
    annotating = desk.window._parts.services.annotating
    desk.window.reading.do(lambda: annotating.add_note(NoteTarget(), words)[1])
    desk.settle()


def test_a_check_says_that_all_is_well_and_mends_what_is_not(desk: Desk, article: Path) -> None:
    window = desk.start(article)
    desk.settle()
    window.upkeep.check()
    desk.until(lambda: bool(shown(TroubleDialog)))
    (dialog,) = shown(TroubleDialog)
    assert isinstance(dialog, TroubleDialog)
    assert "The library is whole." in [w.text() for w in dialog.findChildren(QLabel)]
    dialog.accept()
    raw = sqlite3.connect(desk.home / "library.db")
    raw.execute("UPDATE entity SET mentions = 99")
    raw.commit()
    raw.close()
    window.upkeep.check()
    desk.until(lambda: bool(shown(TroubleDialog)))
    (dialog,) = shown(TroubleDialog)
    assert isinstance(dialog, TroubleDialog)
    assert "whole again" in "\n".join(w.text() for w in dialog.findChildren(QLabel))
    dialog.accept()


def test_an_earlier_copy_takes_the_librarys_place_and_the_file_as_it_was_can_be_chosen_again(
    desk: Desk, article: Path
) -> None:
    window = desk.start(article)
    desk.settle()
    note(desk, "Before.")
    for copy in (desk.home / "backups").glob("*"):
        copy.unlink()
    assert desk.program is not None
    assert desk.program._store is not None
    assert desk.program._store.back_up_daily() is not None
    note(desk, "After.")
    services = window._parts.services
    assert len(services.library.notes()) == 2

    def restore(reason: str) -> None:
        window.upkeep.choose_copy()
        desk.until(lambda: bool(shown(CopiesDialog)))
        (dialog,) = shown(CopiesDialog)
        assert isinstance(dialog, CopiesDialog)
        lines = [dialog.list.lines.line(row) for row in range(dialog.list.lines.rowCount())]
        row = next(i for i, line in enumerate(lines) if reason in line.below)
        dialog.list.setCurrentIndex(dialog.list.lines.index(row))
        dialog.restore.click()
        desk.settle()

    restore("daily")
    assert window.reading.view is None
    assert [row.note.body for row in services.library.notes()] == ["Before."]
    assert window.library.articles.lines.rowCount() == 1
    note(desk, "Later.")
    restore("set aside")
    assert {row.note.body for row in services.library.notes()} == {"Before.", "After."}
    desk.restart()
    assert {row.note.body for row in desk.window._parts.services.library.notes()} == {"Before.", "After."}
    assert len(list(desk.home.glob("library.before-restore-*.db"))) == 2
