"""How long the window's event loop is held up while a long article is analysed in the worker."""

from __future__ import annotations

import time
from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QTimer

from app import worker
from app.domain.lexicon import NOTHING_LEARNT
from app.work.bridge import Worker
from tests.benchmarks.report import Figure
from tests.benchmarks.texts import long_article

TICK_MS = 10
WORDS = 20_000


class Ticks:
    """Measures the gaps between the beats of a timer: the longest is how long a key press might have waited."""

    def __init__(self) -> None:
        self.worst = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.worst = max(self.worst, (now - self._last) * 1000)
        self._last = now

    def stop(self) -> float:
        self._timer.stop()
        return self.worst


def wait(application: QCoreApplication, true: object) -> None:
    while not true():  # type: ignore[operator]
        application.processEvents()
        time.sleep(0.001)


def figures(application: QCoreApplication) -> Iterator[Figure]:
    """The worst tick while nothing happens, and while 20,000 words are analysed."""
    article = long_article(WORDS)
    bridge = Worker(worker.build)
    ready: list[str] = []
    bridge.ready.connect(ready.append)
    bridge.start()
    wait(application, lambda: ready)
    idle = Ticks()
    until = time.perf_counter() + 3
    wait(application, lambda: time.perf_counter() > until)
    worst_idle = idle.stop()
    done: list[int] = []
    bridge.analyzed.connect(lambda *_: done.append(1))
    busy = Ticks()
    begun = time.perf_counter()
    bridge.analyze(article.hash, article.text, article.blocks, NOTHING_LEARNT)
    wait(application, lambda: done)
    seconds = time.perf_counter() - begun
    worst = busy.stop()
    bridge.stop()
    detail = f"{worst:.0f} ms, idle {worst_idle:.0f} ms"
    yield Figure(f"worst tick while {WORDS:,} words are analysed ÷ idle", worst / worst_idle, "×", detail)
    yield Figure(f"words a second in the worker, {WORDS:,} words", WORDS / seconds, "")
