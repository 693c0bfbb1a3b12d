"""How long from starting a process to a painted window: ours over a library with articles, and a bare PySide6 one."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from app.paths import HOME_VARIABLE
from tests.benchmarks.report import Figure

ROOT = Path(__file__).resolve().parents[2]
RUNS = 7

# Both end the process at once when the first paint has reached the screen.
_BARE = """
import os
from PySide6.QtWidgets import QApplication, QMainWindow
from PySide6.QtCore import QTimer
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: os._exit(0))
app = QApplication([])
window = Window()
window.resize(1440, 900)
window.show()
app.exec()
"""
BARE = (sys.executable, "-c", _BARE)
SOURCE = (sys.executable, "-P", "-m", "app")


def environment(home: str) -> dict[str, str]:
    return {**os.environ, HOME_VARIABLE: home, "PYTHONPATH": str(ROOT)}


def medians(programs: Mapping[str, Sequence[str]], home: str) -> dict[str, float]:
    """Seconds that each takes to end: the median of RUNS, in turn, after one each that fills the disk cache."""
    seconds: dict[str, list[float]] = {name: [] for name in programs}
    for run in range(RUNS + 1):
        for name, command in programs.items():
            begun = time.perf_counter()
            # No pipes: the worker would inherit them, and be waited for.
            subprocess.run(command, env=environment(home), check=True, stderr=subprocess.DEVNULL)
            if run:
                seconds[name].append(time.perf_counter() - begun)
    return {name: statistics.median(taken) for name, taken in seconds.items()}


def fill(home: str) -> None:
    """Read and analyse the sample library, so that a start has something to open."""
    picture = Path(home) / "window.png"
    subprocess.run([*SOURCE, "--shot", str(picture)], env=environment(home), check=True, stderr=subprocess.DEVNULL)


def figures() -> Iterator[Figure]:
    """The first paint, which is a frame with empty panes, and the whole window with an article in it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        fill(home)
        took = medians(
            {"bare": BARE, "frame": (*SOURCE, "--until", "frame"), "library": (*SOURCE, "--until", "library")}, home
        )
    for name, words in (("frame", "start to painted window"), ("library", "start to open library")):
        detail = f"{took[name]:.3f} s, bare {took['bare']:.3f} s"
        yield Figure(f"{words} ÷ bare PySide6 window", took[name] / took["bare"], "×", detail)
