"""The look that widgets are made with, and a whole program over a real library."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap import Program
from app.desktop.theme.fonts import Typefaces, load_typefaces
from app.desktop.theme.tokens import LIGHT, Tokens
from app.desktop.window import Window
from app.domain.marks import ArticleView
from app.paths import RESOURCES, find_paths
from app.work.messages import Tools
from tests.desktop import simple_tools


@pytest.fixture
def faces(qapp: QApplication) -> Typefaces:
    return load_typefaces(RESOURCES / "fonts")


@pytest.fixture
def tokens() -> Tokens:
    return LIGHT


class Desk:
    """A running program over one library folder; `restart` closes it and opens it anew."""

    def __init__(self, qtbot: QtBot, home: Path, build: Callable[[], Tools] = simple_tools.build) -> None:
        self.qtbot, self.home, self._build = qtbot, home, build
        self.program: Program | None = None

    @property
    def window(self) -> Window:
        assert self.program is not None
        assert self.program.window is not None
        return self.program.window

    @property
    def view(self) -> ArticleView:
        view = self.window.reading.view
        assert view is not None
        return view

    def start(self, *files: Path, samples: Path | None = None) -> Window:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        paths = find_paths(self.home).make()
        self.program = Program(application, paths, [str(f) for f in files], samples, build=self._build)
        with self.qtbot.waitSignal(self.program.started, timeout=20_000):
            pass
        self.qtbot.waitExposed(self.window)
        return self.window

    def stop(self) -> None:
        if self.program is not None:
            self.program.close()
            self.window.deleteLater()
            self.program.deleteLater()
            self.program = None

    def restart(self, *files: Path) -> Window:
        self.stop()
        return self.start(*files)

    def open(self, file: Path) -> ArticleView:
        """Open a file and wait until it is analysed and shown."""
        self.window.open_files([str(file)])
        self.until(lambda: self.window.reading.view is not None and self.view.path == str(file))
        self.settle()
        return self.view

    def settle(self) -> None:
        """Wait until nothing is under way: no reading, no analysis, no call to the store."""
        window = self.window
        self.until(lambda: not window.reading.busy and not window.background_busy())
        QApplication.processEvents()
        self.until(lambda: not window.reading.busy and not window.background_busy())

    def until(self, true: Callable[[], bool], timeout: int = 20_000) -> None:
        self.qtbot.waitUntil(true, timeout=timeout)

    def texts(self, widget: QWidget) -> str:
        """Every word on a pane's labels and buttons."""
        self.settle()
        parts = [w.text() for w in widget.findChildren(QLabel) if w.isVisibleTo(widget)]
        parts += [w.text() for w in widget.findChildren(QPushButton) if w.isVisibleTo(widget)]
        return "\n".join(parts)

    def press(self, button: str, within: QWidget | None = None) -> None:
        """Click the visible button with these words."""
        holder = within or self.window
        found = [b for b in holder.findChildren(QPushButton) if b.text() == button and b.isVisibleTo(holder)]
        assert found, f"no button “{button}”"
        self.qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)
        self.settle()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, tmp_path / "home")
    yield made
    made.stop()


@pytest.fixture
def article(tmp_path: Path) -> Path:
    file = tmp_path / "vote.txt"
    file.write_text(ARTICLE, "utf-8")
    return file


ARTICLE = """Harbour vote splits the council
By Ana Reyes · The Coast Ledger · 12 March 2026

Mara Lind, the mayor of Port Ellery, lost a vote on the harbour plan. The wall would cost 41 million crowns.

“We were shown one number and asked to sign for another,” said Lind, who had backed the plan until last week.

🙂 Nobody else spoke. The town of Port Ellery has 9 piers.
"""
