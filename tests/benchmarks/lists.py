"""The lists of a large library: 10,000 articles, 1,000,000 mentions, 20,000 notes. Each ÷ the raw SQL behind it.

The raw SQL is every statement that the call sends, run again on a bare sqlite3 connection with all rows fetched: what
is over is what SQLAlchemy and the making of frozen rows cost.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from sqlalchemy import event

from app.bootstrap import build_services
from app.desktop.viewmodels.services import Services
from app.store.open import open_store
from app.store.store import Store
from tests.benchmarks.large import large_library
from tests.benchmarks.report import Figure

_RUNS = 9

_WINDOW = """
import sys, psutil
from pathlib import Path
from app.startup import make_application
from app.bootstrap import Program
from app.paths import find_paths
application = make_application()
program = Program(application, find_paths(Path(sys.argv[1])).make(), [], None)
def look():
    window = program.window
    if window is None or window.background_busy():
        return
    for name in ("entities", "quotes", "claims", "notes"):
        window.navigator.show_list(name)
    timer.stop()
    QTimer.singleShot(2500, tell)
def tell():
    print(psutil.Process().memory_full_info().uss, flush=True)
    application.exit()
from PySide6.QtCore import QTimer
timer = QTimer()
timer.timeout.connect(look)
timer.start(200)
application.exec()
program.close()
"""


def figures() -> Iterator[Figure]:
    """Milliseconds and ratios on a copy of the large library; then the window's memory with it and with none."""
    with tempfile.TemporaryDirectory(prefix="glossator-lists-") as folder:
        home = Path(folder) / "large"
        home.mkdir()
        shutil.copy(large_library(), home / "library.db")
        store = open_store(home / "library.db")
        services = build_services(store)
        yield from _lists(store, services)
        store.close()
        begun = time.perf_counter()
        store = open_store(home / "library.db")
        services = build_services(store)
        services.library.articles(200)
        services.library.counts()
        opened = (time.perf_counter() - begun) * 1000
        store.close()
        yield Figure("opening it, to the first page and the counts", opened, "ms")
        empty = Path(folder) / "empty"
        empty.mkdir()
        open_store(empty / "library.db").close()
        small, large = _memory(empty), _memory(home)
        detail = f"{large / 1e6:.0f} MB, {small / 1e6:.0f} MB with an empty library"
        yield Figure("memory of the window's process ÷ with an empty library", large / small, "×", detail)


def _lists(store: Store, services: Services) -> Iterator[Figure]:
    library, entities = services.library, services.entities
    first = library.entities(limit=1)[0]
    middle = library.entities(limit=1, offset=3000)[0]
    with store.reading() as session:
        words = session.notes.page("", 1, 0)[0].body.split()
    calls: dict[str, Callable[[], object]] = {
        "first page of articles": lambda: library.articles(200),
        "people and places": library.entities,
        "quote book": library.quotes,
        "quote book of the most frequent speaker": lambda: library.quotes(speaker_id=first.id),
        "claim ledger": library.claims,
        "notes": library.notes,
        "dossier of a frequent name": lambda: entities.dossier(middle.id),
        f"dossier of the most frequent name ({first.mentions:,} mentions)": lambda: entities.dossier(first.id),
        "search, a letter": lambda: library.search("b"),
        "search, two letters": lambda: library.search("ba"),
        "search, a word": lambda: library.search(words[0]),
        "search, a word and two letters": lambda: library.search(f"{words[0]} {words[1][:2]}"),
    }
    raw = sqlite3.connect(f"{store.path.as_uri()}?mode=ro", uri=True)
    raw.execute("PRAGMA cache_size=-16000")
    for name, call in calls.items():
        statements = _statements(store, call)
        for _ in range(2):
            call()
            _replay(raw, statements)
        ours, theirs = [], []
        for _ in range(_RUNS):  # in turns, so that what else the machine does meets both
            ours.append(_ms(call))
            theirs.append(_ms(partial(_replay, raw, statements)))
        taken, bare = statistics.median(ours), statistics.median(theirs)
        yield Figure(f"{name} ÷ raw SQL", taken / bare, "×", f"{taken:.1f} ms, {bare:.1f} ms")
    raw.close()


def _statements(store: Store, call: Callable[[], object]) -> list[tuple[str, object]]:
    kept: list[tuple[str, object]] = []

    def note(_c: object, _k: object, statement: str, values: object, *_: object) -> None:
        kept.append((statement, values))

    event.listen(store._reader, "before_cursor_execute", note)
    call()
    event.remove(store._reader, "before_cursor_execute", note)
    return [(statement, values) for statement, values in kept if statement != "BEGIN"]


def _replay(raw: sqlite3.Connection, statements: list[tuple[str, object]]) -> None:
    for statement, values in statements:
        raw.execute(statement, values).fetchall()  # type: ignore[arg-type]


def _ms(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000


def _memory(home: Path) -> int:
    """Bytes of its own that the window's process holds once its lists were looked at."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", _WINDOW, str(home)], env=env, capture_output=True, text=True, timeout=120, check=True
    )
    return int(done.stdout.split()[-1])
