"""How long from starting a process to a painted window: ours over a library with articles, and a bare PySide6 one."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from app.paths import HOME_VARIABLE
from tests.benchmarks.report import Figure

RUNS = 5

_BARE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
from PySide6.QtCore import QTimer
app = QApplication([])
window = QMainWindow()
window.resize(1440, 900)
window.show()
QTimer.singleShot(0, lambda: (window.grab(), app.exit(0)))
app.exec()
"""

_OURS = """
import sys
from PySide6.QtCore import QTimer
from app.bootstrap import Program
from app.startup import make_application
from app.paths import find_paths
app = make_application()
program = Program(app, find_paths().make(), [], None)
program.started.connect(lambda window: QTimer.singleShot(0, lambda: (window.grab(), app.exit(0))))
app.exec()
import os
os._exit(0)  # what follows is not start-up
"""


def figures() -> Iterator[Figure]:
    """Start both in turn, RUNS times, after one start each that fills the disk cache."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, HOME_VARIABLE: home, "PYTHONPATH": str(Path(__file__).parents[2])}
        seconds: dict[str, list[float]] = {_BARE: [], _OURS: []}
        for run in range(RUNS + 1):
            for program in (_BARE, _OURS):
                begun = time.perf_counter()
                # No pipes: the worker inherits them, and would be waited for.
                subprocess.run(
                    [sys.executable, "-c", program], env=environment, check=True, stderr=subprocess.DEVNULL
                )
                if run:
                    seconds[program].append(time.perf_counter() - begun)
    bare, ours = statistics.median(seconds[_BARE]), statistics.median(seconds[_OURS])
    yield Figure("start to painted window ÷ bare PySide6 window", ours / bare, "×", f"{ours:.2f} s, bare {bare:.2f} s")
