"""A window whose process is killed, or asked to end: what was set is kept, and nothing goes on behind it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.desktop.endings import Endings
from app.desktop.viewmodels.autosave import Autosave
from app.paths import find_paths
from app.settings import Settings, load_settings, save_settings
from app.store.open import open_store
from app.work.background import Background

ROOT = Path(__file__).resolve().parents[1]
_WINDOW = """
import sys
from PySide6.QtCore import QTimer
from app import bootstrap
from app.desktop.window import Window
from tests.desktop import simple_tools

def furnished(window):
    window.appearance.set_theme("dark")
    window.layers.set_floor(0.75)
    window.annotator.write_own_note()
    window.inspector._new.editor.insertPlainText("Half a sen")
    print("ready", flush=True)

bootstrap.Program.__init__.__defaults__ = (simple_tools.build, None)
begin = bootstrap.begin
def watched(application, paths, files, window, *more):
    end = begin(application, paths, files, window, *more)
    window.appearance_timer = timer = QTimer(window)
    def look():
        if window._furnished and window.reading.view is not None and not window.reading.busy:
            timer.stop()
            furnished(window)
    timer.timeout.connect(look)
    timer.start(50)
    return end
bootstrap.begin = watched
from app.startup import run_window
if __name__ == "__main__":
    sys.exit(run_window([sys.argv[1]]))
"""


@contextmanager
def running(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A real window in a process of its own, in which settings were changed and a note was begun."""
    file = tmp_path / "vote.txt"
    file.write_text("A vote\n\nThe harbour council of Port Ellery voted on Monday, and nobody spoke.\n", "utf-8")
    script = tmp_path / "window.py"
    script.write_text(_WINDOW, "utf-8")
    surroundings = os.environ | {"GLOSSATOR_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, str(script), str(file)], cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline(), "the window did not come up"
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def until(path: Path, theme: str) -> None:
    deadline = time.monotonic() + 30
    while load_settings(path).theme != theme:
        assert time.monotonic() < deadline, "the settings were not written"
        time.sleep(0.05)


def test_settings_are_there_after_the_process_is_killed(tmp_path: Path) -> None:
    paths = find_paths(tmp_path / "home")
    with running(tmp_path) as process:
        until(paths.settings, "dark")
        process.kill()
        process.wait()
    assert load_settings(paths.settings).floor == 0.75


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGTERM to catch")
def test_a_window_that_is_asked_to_end_stores_what_is_written_and_ends_its_worker(tmp_path: Path) -> None:
    paths = find_paths(tmp_path / "home")
    with running(tmp_path) as process:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        workers = children.read_text().split() if children.exists() else []
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0
    assert load_settings(paths.settings).theme == "dark"
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)
    store = open_store(paths.store, paths.backups)
    try:
        assert store.changed is None  # it was closed as a library is
        with store.reading() as session:
            assert [n.body for n in session.notes.page("", 10, 0)] == ["Half a sen"]
    finally:
        store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot send itself SIGTERM there")
def test_a_signal_ends_once_and_is_given_back(qtbot: QtBot) -> None:
    ended: list[int] = []
    endings = Endings(lambda: ended.append(1))
    try:
        os.kill(os.getpid(), signal.SIGTERM)
        qtbot.waitUntil(lambda: bool(ended))
    finally:
        endings.close()
    assert ended == [1]
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_what_changes_back_and_what_is_still_changing_is_not_written(qtbot: QtBot) -> None:
    settings, background, written = Settings(), Background("files"), list[float]()
    looks = list[float]()

    def gather() -> Settings:
        looks.append(settings.scale)
        if len(looks) in (2, 3, 4):
            settings.scale = 1.0 + len(looks) / 10
        return settings

    saving = Autosave(gather, lambda s: written.append(s.scale), background, look_ms=5)
    qtbot.waitUntil(lambda: bool(written))
    saving.close()
    background.close()
    assert written == [1.4, 1.4]


def test_settings_that_cannot_be_written_leave_the_old_ones(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    save_settings(Settings(theme="dark"), path)
    path.with_suffix(".new").mkdir()
    save_settings(Settings(theme="light"), path)
    assert json.loads(path.read_text("utf-8"))["theme"] == "dark"
