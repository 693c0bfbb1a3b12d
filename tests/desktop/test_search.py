"""The search field, its filters, and searches that are kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.desktop.library.search_page import SearchPage
from tests.desktop.conftest import Desk


@pytest.fixture
def page(desk: Desk, article: Path) -> SearchPage:
    window = desk.start(article)
    desk.settle()
    window.top.focus_search()
    found = window.navigator.pages["search"]
    assert isinstance(found, SearchPage)
    return found


def test_the_search_key_shows_what_can_narrow_a_search(desk: Desk, page: SearchPage) -> None:
    assert desk.window.navigator.currentWidget() is page
    desk.press("speaker:", page)
    assert desk.window.top.search.text() == "speaker:"


def test_a_search_is_kept_asked_again_and_forgotten(desk: Desk, page: SearchPage) -> None:
    field = desk.window.top.search
    desk.qtbot.keyClicks(field, "piers kind:article")
    desk.until(lambda: page.list.lines.rowCount() == 1)
    desk.press("Keep this search…", page)
    desk.qtbot.keyClicks(page._naming, "About piers")
    desk.qtbot.keyClick(page._naming, Qt.Key.Key_Return)
    desk.settle()
    field.clear()
    desk.window.top.focus_search()
    desk.press("About piers", page)
    assert field.text() == "piers kind:article"
    desk.press("Forget this search", page)
    assert "About piers" not in desk.texts(page)


def test_escape_leads_back_to_the_article(desk: Desk, page: SearchPage) -> None:
    desk.qtbot.keyClick(desk.window.top.search, Qt.Key.Key_Escape)
    assert desk.window.navigator.currentWidget() is desk.window.spread
