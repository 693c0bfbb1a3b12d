"""The dialog that asks for a newer version."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app import __version__
from app.desktop.dialogs.updates import Updates, UpdatesDialog
from app.settings import Settings
from app.updates import NoAnswer, Release
from app.work.background import Background


class Asked:
    """Stands for the one who is asked, and counts."""

    def __init__(self, answer: Release | Exception) -> None:
        self.answer, self.times = answer, 0

    def __call__(self) -> Release:
        self.times += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def background() -> Iterator[Background]:
    made = Background("updates")
    yield made
    made.close()


@pytest.fixture
def dialog(qtbot: QtBot, background: Background) -> Callable[[Asked], UpdatesDialog]:
    def make(asked: Asked) -> UpdatesDialog:
        made = UpdatesDialog(Settings(), background, asked)
        qtbot.addWidget(made)
        made.show()
        return made

    return make


def test_nothing_is_asked_before_the_button_is_pressed(dialog: Callable[[Asked], UpdatesDialog]) -> None:
    asked = Asked(Release(__version__, "https://example.org/"))
    shown = dialog(asked)
    assert asked.times == 0
    assert not shown.daily.isChecked()


def test_the_newest_version_is_confirmed(qtbot: QtBot, dialog: Callable[[Asked], UpdatesDialog]) -> None:
    shown = dialog(Asked(Release(__version__, "https://example.org/")))
    shown.ask_button.click()
    qtbot.waitUntil(lambda: shown.outcome.text() == "You have the newest version.")
    assert shown.page_button.isHidden()


def test_a_newer_version_leads_to_its_page(qtbot: QtBot, dialog: Callable[[Asked], UpdatesDialog]) -> None:
    shown = dialog(Asked(Release("99.0", "https://example.org/99")))
    shown.ask_button.click()
    qtbot.waitUntil(lambda: shown.page_button.isVisible())
    assert shown.outcome.text().startswith("Version 99.0 is out.")
    assert shown.page_button.toolTip() == "https://example.org/99"


def test_a_failure_is_a_sentence_and_can_be_tried_again(qtbot: QtBot, dialog: Callable[[Asked], UpdatesDialog]) -> None:
    shown = dialog(Asked(NoAnswer("example.org could not be reached.", "Check the network, and try again.")))
    shown.ask_button.click()
    qtbot.waitUntil(lambda: shown.outcome.text().startswith("example.org could not be reached. Check the network"))
    assert shown.ask_button.isEnabled()


def test_it_asks_by_itself_once_a_day_and_only_when_that_is_switched_on(qtbot: QtBot, background: Background) -> None:
    settings, asked, told = Settings(), Asked(Release("99.0", "https://example.org/99")), list[str]()
    window = QWidget()
    qtbot.addWidget(window)
    updates = Updates(settings, background, told.append, window, asked)
    updates.start()
    with qtbot.waitSignal(background.idle):
        background.run(lambda: None)
    assert asked.times == 0

    settings.check_updates = True
    with qtbot.waitSignal(background.idle):
        updates.start()
        updates.start()
    assert asked.times == 1
    assert settings.updates_checked == date.today().isoformat()
    assert told == ["Version 99.0 of Glossator is out: File, “Check for updates…” leads to it."]
