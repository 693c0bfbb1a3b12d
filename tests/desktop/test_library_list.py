"""The list of articles holds a page of them, and fetches the next one when it is scrolled to its end."""

from __future__ import annotations

from app.desktop.library.pages import PAGE
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
