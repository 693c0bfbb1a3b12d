"""The list of articles holds a page of them, and fetches the next one when it is scrolled to its end."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.desktop.library.pages import PAGE, ListPage
from app.store.open import open_store
from tests.benchmarks.large import fill
from tests.desktop.conftest import Desk


def test_a_long_list_of_articles_comes_a_page_at_a_time(desk: Desk) -> None:
    desk.home.mkdir(parents=True)
    open_store(desk.home / "library.db").close()
    fill(desk.home / "library.db", 2 * PAGE + 30)
    (desk.home / "library.db.lock").write_text("")
    window = desk.start()
    desk.settle()
    rows = window.library.articles
    assert rows.lines.rowCount() == PAGE
    held = [PAGE]
    while held[-1] < 2 * PAGE + 30:
        rows.verticalScrollBar().setValue(0)
        rows.scrollToBottom()
        desk.until(lambda: rows.lines.rowCount() > held[-1])
        held.append(rows.lines.rowCount())
    assert held[-1] == 2 * PAGE + 30
    listed = [rows.lines.line(row).payload for row in range(rows.lines.rowCount())]
    assert listed == [row.id for row in window._parts.services.library.articles()]
    window.navigator.refresh_library()
    desk.settle()
    assert rows.lines.rowCount() == 2 * PAGE + 30


def test_the_row_that_the_keyboard_comes_to_is_seen_and_stays_selected_when_entered(
    desk: Desk, article: Path, qtbot: QtBot
) -> None:
    desk.start(article)
    desk.settle()
    desk.window.navigator.show_list("entities")
    desk.settle()
    page = desk.window.navigator.pages["entities"]
    assert isinstance(page, ListPage)
    desk.until(lambda: page.list.lines.rowCount() > 1)
    qtbot.keyClick(page.filter, Qt.Key.Key_Down)
    assert [i.row() for i in page.list.selectedIndexes()] == [0]
    page.list.clearSelection()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    desk.settle()
    assert [i.row() for i in page.list.selectedIndexes()] == [0]
