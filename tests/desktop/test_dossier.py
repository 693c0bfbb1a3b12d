"""The dossier in the inspector: mentions by article and time, and a count before anything is changed everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.dialogs.confirm import Confirm
from app.desktop.dialogs.name_prompt import NamePrompt
from app.desktop.inspector.mentions import Mentions
from app.desktop.inspector.parts import Body
from app.desktop.inspector.timeline import Timeline
from app.desktop.theme.tokens import LIGHT, Tokens
from app.domain.rows import Period
from tests.desktop.conftest import Desk

PERIODS = (Period("2026-01", 1, 2), Period("2026-02", 0, 0), Period("2026-03", 2, 5))


@pytest.fixture
def strip(qtbot: QtBot) -> Timeline:
    made = Timeline(PERIODS, LIGHT.color("person"), LIGHT)
    qtbot.addWidget(made)
    made.resize(300, made.sizeHint().height())
    made.show()
    return made


def test_keys_step_through_time_choose_a_period_and_take_it_back(qtbot: QtBot, strip: Timeline) -> None:
    chosen: list[str] = []
    strip.chosen.connect(chosen.append)
    assert strip.accessibleName() == "Mentions over time. March 2026: 5 mentions in 2 articles. 3 of 3"
    qtbot.keyClick(strip, Qt.Key.Key_Left)
    assert "February 2026: no mention" in strip.accessibleName()
    qtbot.keyClick(strip, Qt.Key.Key_Home)
    qtbot.keyClick(strip, Qt.Key.Key_Return)
    assert "shown alone" in strip.accessibleName()
    qtbot.keyClick(strip, Qt.Key.Key_Escape)
    assert chosen == ["2026-01", ""]


def test_a_click_chooses_the_period_under_it(qtbot: QtBot, strip: Timeline) -> None:
    with qtbot.waitSignal(strip.chosen) as waited:
        at = strip.bar(2).center()
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(round(at.x()), round(at.y())))
    assert waited.args == ["2026-03"]


def test_the_bars_are_drawn_as_tall_as_there_are_mentions(strip: Timeline, tokens: Tokens) -> None:
    image = strip.grab().toImage()
    low, high = (strip.bar(n) for n in (0, 2))
    ground = image.pixelColor(round(strip.bar(1).center().x()), 20)
    assert image.pixelColor(round(high.center().x()), 6) != ground
    assert image.pixelColor(round(low.center().x()), 6) == ground
    assert image.pixelColor(round(low.center().x()), 32) != ground


def open_two(desk: Desk, tmp_path: Path) -> None:
    """Two articles of different months that name the same two."""
    for month, words in (("January", "Mara Lind came to Port Ellery."), ("March", "Lind left Port Ellery for good.")):
        file = tmp_path / f"{month}.txt"
        by = f"{month} news\nBy Ana Reyes · The Coast Ledger · 12 {month} 2026\n\n"
        file.write_text(f"{by}{words} Mara Lind waved, and nobody in the harbour knew why she did.\n", "utf-8")
        desk.open(file)


def entity(desk: Desk, name: str) -> int:
    return next(m.entity_id for m in desk.view.mentions if m.name == name)


def test_mentions_stand_by_article_and_the_timeline_narrows_them(desk: Desk, tmp_path: Path) -> None:
    desk.start()
    open_two(desk, tmp_path)
    desk.window.focus.on_entity(entity(desk, "Mara Lind"))
    words = desk.texts(desk.window.inspector)
    assert "Seen before in 1 article: January news" in words
    assert words.index("March news · 12 March 2026") < words.index("January news · 12 January 2026")
    (mentions,) = desk.window.inspector.findChildren(Mentions)
    assert mentions.timeline is not None
    mentions.timeline.choose(0)
    words = desk.texts(mentions)
    assert "January 2026 only" in words
    assert "March news" not in words


def test_a_rename_and_a_split_say_what_they_change_before_they_do(desk: Desk, tmp_path: Path) -> None:
    desk.start()
    open_two(desk, tmp_path)
    lind = entity(desk, "Mara Lind")
    desk.window.focus.on_entity(lind)
    desk.settle()
    menus = [b.menu() for b in desk.window.inspector.findChildren(QPushButton) if b.menu() is not None]
    actions = {a.text(): a for menu in menus for a in menu.actions()}
    assert "Changes 4 mentions in 2 articles" in actions
    actions["Rename…"].trigger()
    (prompt,) = desk.window.findChildren(NamePrompt)
    assert prompt.accessibleDescription() == "Changes 4 mentions in 2 articles."
    prompt.reject()
    actions["“Lind” is somebody else…"].trigger()
    (asked,) = desk.window.findChildren(Confirm)
    desk.settle()
    assert asked.told.text() == "Changes 1 mention in 1 article."
    asked.accept()
    desk.settle()
    assert [m.name for m in desk.view.mentions].count("Lind") == 1


@pytest.mark.parametrize("width", [260, 420])
def test_the_inspector_ends_where_its_words_end(qtbot: QtBot, width: int) -> None:
    area, body = QScrollArea(), Body()
    area.setWidgetResizable(True)
    qtbot.addWidget(area)
    for number in range(40):
        body.text(f"Mention {number}: the mayor of Port Ellery lost a vote on the harbour plan by a single voice.")
    body.buttons([QPushButton(f"Somebody {number}") for number in range(20)])
    body.end()
    area.setWidget(body)
    area.resize(width, 300)
    area.show()
    last = max(part.geometry().bottom() for part in body.children() if isinstance(part, QWidget))
    assert body.height() > 1_000
    assert body.height() - last < 40
