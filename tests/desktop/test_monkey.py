"""Keys and clicks at random over the sample library: nothing raises, nothing is told as trouble, no note is lost."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QPushButton

from app.desktop.viewmodels.reading import Trouble
from app.desktop.window import Window
from app.domain.spans import Span
from app.paths import RESOURCES
from tests.desktop.conftest import Desk

STEPS = 160
KEYS = [
    *(Qt.Key.Key_J, Qt.Key.Key_K, Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_N, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3),
    *(Qt.Key.Key_H, Qt.Key.Key_L, Qt.Key.Key_R, Qt.Key.Key_A),
    *(Qt.Key.Key_4, Qt.Key.Key_F, Qt.Key.Key_P, Qt.Key.Key_O, Qt.Key.Key_Q, Qt.Key.Key_M, Qt.Key.Key_B),
    *(Qt.Key.Key_Escape, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End),
]


class Monkey:
    """Makes one random move at a time, the same ones for the same seed."""

    def __init__(self, window: Window, seed: int) -> None:
        self.window = window
        self.chance = random.Random(seed)
        self.moves = [self.key, self.key, self.undo, self.click, self.click, self.select, self.press, self.write]
        self.moves += [self.list, self.article, self.shape]

    def move(self) -> None:
        for popup in QApplication.topLevelWidgets():
            if isinstance(popup, QMenu | QDialog) and popup.isVisible():
                popup.close()
        self.chance.choice(self.moves)()
        QApplication.processEvents()

    def key(self) -> None:
        QTest.keyClick(self.window.page.reader, self.chance.choice(KEYS))

    def undo(self) -> None:
        QTest.keyClick(self.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    def click(self) -> None:
        viewport = self.window.page.reader.viewport()
        at = QPoint(self.chance.randrange(viewport.width()), self.chance.randrange(viewport.height()))
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=at)

    def select(self) -> None:
        view = self.window.reading.view
        if view is not None:
            start = self.chance.randrange(len(view.text) - 60)
            self.window.page.reader.select_span(Span(start, start + self.chance.randrange(1, 60)))

    def press(self) -> None:
        pane = self.window.inspector
        buttons = [b for b in pane.findChildren(QPushButton) if b.isVisibleTo(pane) and b.menu() is None]
        buttons = [b for b in buttons if "…" not in b.text()]
        if buttons:
            QTest.mouseClick(self.chance.choice(buttons), Qt.MouseButton.LeftButton)

    def write(self) -> None:
        editors = self.window.inspector.editors()
        if editors:
            editor = self.chance.choice(editors)
            editor.setFocus()
            QTest.keyClicks(editor, f"word{self.chance.randrange(1000)} ")

    def list(self) -> None:
        page = self.chance.choice(list(self.window.navigator.pages.values()))
        rows = page.list.lines
        if rows.rowCount():
            page.list.chosen.emit(rows.line(self.chance.randrange(rows.rowCount())).payload)
        else:
            page.refresh()

    def article(self) -> None:
        rows = self.window.library.articles.lines
        if rows.rowCount():
            self.window.navigator.open_article(rows.line(self.chance.randrange(rows.rowCount())).payload)  # type: ignore[arg-type]

    def shape(self) -> None:
        self.window.resize(self.chance.randrange(700, 1700), self.chance.randrange(500, 1000))
        if self.chance.random() < 0.3:
            self.window.appearance.set_theme(self.chance.choice(["light", "dark", "contrast"]))
        if self.chance.random() < 0.3:
            self.window.appearance.zoom(self.chance.choice([1.1, 0.9, 0]))


@pytest.mark.parametrize("seed", [7, 19])
def test_random_keys_and_clicks_raise_nothing_and_lose_no_note(desk: Desk, seed: int) -> None:
    window = desk.start(samples=RESOURCES / "samples")
    desk.until(lambda: window.reading.view is not None)
    desk.settle()
    troubles: list[Trouble] = []
    window.reading.troubled.connect(troubles.append)
    written: dict[str, str] = {}
    editing = window.editing
    write = editing.write

    def remember(draft: object, body: str) -> None:
        write(draft, body)  # type: ignore[arg-type]
        written[str(id(draft))] = body
        kept.append(draft)

    kept: list[object] = []
    editing.write = remember  # type: ignore[method-assign]
    monkey = Monkey(window, seed)
    for _ in range(STEPS):
        monkey.move()
    for editor in window.inspector.editors():
        editor.store()
    desk.settle()
    assert troubles == []
    stored = {row.note.id: row.note.body for row in window._parts.services.library.notes(limit=1000)}
    last = {draft.id: written[str(id(draft))] for draft in kept if draft.id}  # type: ignore[attr-defined]
    lost = {note: body for note, body in last.items() if note in stored and stored[note] != body}
    assert lost == {}
