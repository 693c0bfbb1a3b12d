"""What a start does before there is a library: little."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app import startup
from app.desktop.dialogs.trouble import TroubleDialog
from app.desktop.look import bar_height
from app.desktop.theme.tokens import DARK
from app.desktop.window import Window
from app.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
LATE = {"app.bootstrap", "app.store", "app.services", "app.work", "app.desktop.page", "sqlalchemy", "multiprocessing"}


def test_nothing_but_the_frame_is_imported_before_the_first_paint() -> None:
    lines = "import sys, app.startup; print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", lines], cwd=ROOT, capture_output=True, text=True, check=True)
    assert LATE & set(done.stdout.split()) == set(), "imported at the top of a module that the frame needs"


def test_an_empty_window_paints_its_panes_in_the_chosen_theme(qtbot: QtBot) -> None:
    settings = Settings(theme="dark", library_shown=True, inspector_shown=False, size=[1000, 700])
    window = Window(settings)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.painted):
        window.show()
    picture = window.grab().toImage()
    assert picture.pixelColor(20, 300) == DARK.color("pane")
    assert picture.pixelColor(settings.library_width, 300) == DARK.color("hairline")
    assert picture.pixelColor(600, 300) == DARK.color("ground")
    assert picture.pixelColor(980, 300) == DARK.color("ground")
    assert picture.pixelColor(600, bar_height(settings.interface_px) - 3) == DARK.color("pane")


def test_what_an_empty_window_waits_for_is_written_in_it(qtbot: QtBot) -> None:
    window = Window(Settings(theme="light"))
    qtbot.addWidget(window)
    before = window.grab().toImage()
    window.wait_for("Opening your library…")
    assert window.grab().toImage() != before


def test_an_empty_window_can_be_sized_and_closed(qtbot: QtBot) -> None:
    window = Window(Settings())
    qtbot.addWidget(window)
    window.show()
    window.resize(700, 500)
    assert window.close()


def test_an_empty_window_is_closed_by_the_keys_that_quit(qtbot: QtBot) -> None:
    window = Window(Settings())
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not window.isVisible()


def test_a_library_folder_that_cannot_be_used_is_told_in_the_terminal_and_ends_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = tmp_path / "home"
    taken.write_text("a file")
    monkeypatch.setenv("GLOSSATOR_HOME", str(taken))
    assert startup.run_window() == 1
    told = capsys.readouterr().err
    assert f"The folder {taken} cannot be used: a file is in its place." in told
    assert "Move that file away" in told
    assert taken.read_text() == "a file"


def test_where_there_is_a_display_it_is_told_in_a_window_too(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").write_text("a file")
    monkeypatch.setenv("GLOSSATOR_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(startup, "_has_display", lambda: True)
    monkeypatch.setattr(startup, "make_application", lambda: QApplication.instance())
    seen: list[str] = []

    def read() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, TroubleDialog)
        seen.extend(found.text() for found in dialog.findChildren(QLabel))
        dialog.accept()

    QTimer.singleShot(0, read)
    assert startup.run_window() == 1
    assert any("cannot be used" in words for words in seen)
