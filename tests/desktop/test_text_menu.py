"""The menu of the right mouse button in the text."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu

from app.domain.marks import Standing
from tests.desktop.conftest import Desk
from tests.desktop.views import spot


def menu_at(desk: Desk, offset: int) -> QMenu:
    """Press the right button at a code point; the menu, closed at once."""
    reader = desk.window.page.reader
    menus: list[QMenu] = []
    reader.menuOpening.connect(lambda menu, _: menus.append(menu))
    assert reader.article is not None
    cursor = reader.textCursor()
    cursor.setPosition(reader.article.position(offset))
    at = reader.cursorRect(cursor).center()
    reader.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, reader.mapToGlobal(at)))
    return menus[0]


def offered(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


def test_a_mark_can_be_confirmed_rejected_and_noted_from_its_menu(desk: Desk, article: Path) -> None:
    desk.start(article)
    desk.settle()
    mention = next(m for m in desk.view.mentions if m.standing is Standing.SUGGESTED)
    menu = menu_at(desk, mention.span.start + 2)
    assert offered(menu)[:3] == ["Confirm", "Reject", "Write a note"]
    assert desk.window.focus.ref is not None
    assert desk.window.focus.ref.span == mention.span
    menu.actions()[0].trigger()
    menu.close()
    desk.settle()
    assert next(m for m in desk.view.mentions if m.span == mention.span).standing is not Standing.SUGGESTED


def test_selected_words_can_be_noted_from_the_menu(desk: Desk, article: Path) -> None:
    desk.start(article)
    desk.settle()
    span = spot(desk.view.text, "backed the plan")
    desk.window.page.reader.select_span(span)
    menu = menu_at(desk, span.start + 2)
    assert offered(menu)[:3] == ["Write a note", "Highlight", "Link to another passage"]
    menu.close()
