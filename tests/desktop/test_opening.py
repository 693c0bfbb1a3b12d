"""A library that cannot be opened: told, nothing changed, and the copy is one press away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QPushButton

from app.bootstrap import Program
from app.desktop.dialogs.trouble import TroubleDialog
from app.domain.marks import MarkKind, MarkRef, NoteTarget
from app.paths import find_paths
from tests.desktop import simple_tools
from tests.desktop.conftest import Desk
from tests.desktop.views import spot


def dialogs() -> list[TroubleDialog]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, TroubleDialog) and w.isVisible()]


def test_a_damaged_library_is_told_and_its_copy_opens_with_the_notes_in_it(desk: Desk, article: Path) -> None:
    window = desk.start(article)
    desk.settle()
    view = desk.view
    window.reading.do(lambda: window._parts.services.annotating.add_note(NoteTarget(view.id), "Kept")[1])
    desk.settle()
    assert desk.program is not None
    store = desk.program._store
    assert store is not None
    for copy in (desk.home / "backups").glob("*"):
        copy.unlink()
    assert store.back_up_daily() is not None
    desk.stop()
    library = desk.home / "library.db"
    torn = library.read_bytes()[: library.stat().st_size // 2]
    library.write_bytes(torn)

    application = QApplication.instance()
    assert isinstance(application, QApplication)
    desk.program = Program(application, find_paths(desk.home).make(), [], None, build=simple_tools.build)
    desk.until(lambda: bool(dialogs()))
    dialog = dialogs()[0]
    assert library.read_bytes() == torn
    with desk.qtbot.waitSignal(desk.program.started, timeout=20_000):
        next(b for b in dialog.findChildren(QPushButton) if b.text() == "Use the copy").click()
    desk.window.navigator.open_article(view.id)
    desk.until(lambda: desk.window.reading.view is not None)
    desk.settle()
    assert [n.body for n in desk.view.notes] == ["Kept"]
    assert [p.read_bytes() for p in desk.home.glob("library.damaged-*.db")] == [torn]


def test_an_edited_article_that_is_saved_elsewhere_opens_with_its_notes_and_lists_the_lost_ones(
    desk: Desk, article: Path, tmp_path: Path
) -> None:
    window = desk.start(article)
    desk.settle()
    first = desk.view
    for words in ("backed the plan", "lost a vote"):
        target = NoteTarget(first.id, MarkRef(MarkKind.NOTE, spot(first.text, words)))
        window.reading.do(lambda target=target: window._parts.services.annotating.add_note(target, "Why?")[1])
    desk.settle()
    edited = tmp_path / "vote (1).txt"
    said = article.read_text("utf-8").replace("who had backed the plan until last week", "whose term ends in May")
    edited.write_text(said, "utf-8")
    view = desk.open(edited)
    assert view.id == first.id
    assert sorted(n.certainty in ("exact", "moved") for n in view.notes) == [False, True]
    assert "1 note did not find its place in it. What lost its place is kept" in desk.texts(window.page)
    desk.press("Show them", window.page)
    assert "NOTES WHOSE PLACE IS NOT SURE" in desk.texts(window.inspector)


def hand_over(file: Path) -> None:
    """As macOS does with what is opened from the Finder, or dropped on the icon."""
    application = QApplication.instance()
    assert application is not None
    QCoreApplication.postEvent(application, QFileOpenEvent(str(file)))


def test_a_file_that_the_system_hands_over_is_opened(desk: Desk, article: Path) -> None:
    desk.start()
    hand_over(article)
    desk.until(lambda: desk.window.reading.view is not None)
    desk.settle()
    assert desk.view.path == str(article)


def test_a_file_that_is_handed_over_before_the_library_is_open_waits_for_it(desk: Desk, article: Path) -> None:
    hand_over(article)
    QApplication.processEvents()
    desk.start()
    desk.until(lambda: desk.window.reading.view is not None)
    desk.settle()
    assert desk.view.path == str(article)
