"""What the window says is in an article is what it shows of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.desktop.inspector.parts import Row
from app.desktop.statusbar import counted
from tests.desktop.conftest import Desk


def row(desk: Desk, words: str) -> Row:
    desk.settle()
    return next(r for r in desk.window.inspector.findChildren(Row) if r.accessibleName().startswith(words))


def test_what_calm_hides_is_not_counted_and_is_said_to_be_there(desk: Desk, article: Path) -> None:
    window = desk.start(article)
    desk.settle()
    assert "hidden by Calm" not in desk.texts(window.inspector)
    window.layers.set_floor(0.85)  # names are found with 0.9, quotes and claims with 0.8
    said = desk.texts(window.inspector)
    assert "1 quote is hidden by Calm" in said
    assert "2 claims are hidden by Calm" in said
    assert "PEOPLE · 1" in said
    assert "name" not in said.partition("WHO SAID WHAT")[0].partition("PLACES")[2]
    assert window.status._counts.text() == "1 person · 1 place"
    assert counted(desk.view) == "1 person · 1 place · 1 quote · 2 claims"
    window.editing.confirm(desk.view.claims[0].ref)
    said = desk.texts(window.inspector)
    assert "CLAIMS · 1" in said
    assert "1 more claim is hidden by Calm" in said
    assert window.status._counts.text() == "1 person · 1 place · 1 claim"


def test_what_is_hidden_leads_to_calm(desk: Desk, article: Path) -> None:
    window = desk.start(article)
    desk.settle()
    window.layers.set_floor(0.95)
    row(desk, "2 names are hidden by Calm").click()
    menu = window.top.calm.menu()
    assert menu.isVisible()
    menu.close()
    QApplication.processEvents()
    window.layers.set_floor(0.0)
    assert "hidden by Calm" not in desk.texts(window.inspector)


def test_another_thing_is_shown_from_its_beginning_and_the_same_one_stays_where_it_was(
    desk: Desk, article: Path
) -> None:
    window = desk.start(article)
    desk.settle()
    window.resize(920, 420)
    bar = window.inspector._scroll.verticalScrollBar()
    desk.until(lambda: bar.maximum() > 60)
    bar.setValue(60)
    window.layers.set_floor(0.85)
    desk.settle()
    assert bar.value() == 60
    window.focus.on_mark(desk.view.claims[0].ref)
    desk.settle()
    assert bar.value() == 0
