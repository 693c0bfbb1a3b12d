"""The lists of a large library: 10,000 articles, 1,000,000 mentions, 20,000 notes. Each ÷ the raw SQL behind it.

The raw SQL is every statement that the call sends, run again on a bare sqlite3 connection with all rows fetched: what
is over is what transactions, SQLAlchemy, the making of frozen rows and the cutting of snippets cost. A search is also
set against the same statements with the snippets cut by SQLite, which is what a page of it takes without this program.
Ratios are of processor time.
"""

from __future__ import annotations

import os
import re
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

from app.bootstrap import build_services
from app.domain.tags import Grouping
from app.store.open import open_store
from tests.benchmarks.hearing import Sent, heard
from tests.benchmarks.large import large_library
from tests.benchmarks.report import Figure

_SHOWN = re.compile(r"FROM (\w+) \w\b.* WHERE \w+\.id IN \(([\d, ]+)\)$")
_INDEXES = {
    "article_version": ("article_fts", 1),
    "note": ("note_fts", 0),
    "quote": ("quote_fts", 1),
    "claim": ("claim_fts", 0),
}
"""The full-text index of what a search shows, and the column that its snippets are cut from."""
_RUNS, _QUICK_RUNS, _QUICK_MS = 9, 41, 10.0

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
        yield from _lists(home / "library.db")
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


def _lists(path: Path) -> Iterator[Figure]:
    with heard() as kept:
        statements = {name: _statements(kept, call) for name, call in _calls(path)}
    raw = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    raw.execute("PRAGMA cache_size=-16000")
    raw.execute("PRAGMA temp_store=MEMORY")  # as the store's own connections
    for name, call in _calls(path):
        replay = partial(_replay, raw, statements[name])
        for _ in range(2):
            replay()
            once, _ = _ms(call)
        ours, theirs = [], []
        for _ in range(_QUICK_RUNS if once < _QUICK_MS else _RUNS):  # in turns, so that both find the same caches
            ours.append(_ms(call))
            theirs.append(_ms(replay)[1])
        clock, taken = (statistics.median(times) for times in zip(*ours, strict=True))
        bare = statistics.median(theirs)
        sent = f"{len(statements[name])} statement{'s' if len(statements[name]) > 1 else ''}"
        detail = f"{taken:.2f} ms, {bare:.2f} ms, {sent}; {clock:.1f} ms by the clock"
        yield Figure(f"{name} ÷ raw SQL", taken / bare, "×", detail)
        if snippets := list(_snippets(statements[name])):
            whole = bare + statistics.median([_ms(partial(_replay, raw, snippets))[1] for _ in range(_RUNS)])
            detail = f"{taken:.2f} ms, {whole:.2f} ms"
            yield Figure(f"{name} ÷ raw SQL that cuts the same snippets", taken / whole, "×", detail)
    raw.close()


def _snippets(statements: list[Sent]) -> Iterator[Sent]:
    """What SQLite would be asked for the snippets that are shown, of the very rows that are shown."""
    asked = next((v["match"] for _, v in statements if isinstance(v, dict) and "match" in v), "")
    for statement, _ in statements:
        shown = _SHOWN.search(statement)
        index = _INDEXES.get(shown[1]) if shown else None
        if shown and index and asked:
            cut = f"snippet({index[0]}, {index[1]}, char(1), char(2), '…', 30)"
            yield f"SELECT {cut} FROM {index[0]} WHERE {index[0]} MATCH ? AND rowid IN ({shown[2]})", (asked,)


def _calls(path: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """What the window asks when a list is opened or a word typed; the store is open meanwhile."""
    store = open_store(path)
    services = build_services(store)
    library, entities = services.library, services.entities
    first = library.entities(limit=1)[0]
    middle = library.entities(limit=1, offset=3000)[0]
    words = library.notes(limit=1)[0].note.body.split()
    yield "first page of articles", lambda: library.articles(200)
    yield "people and places", library.entities
    yield "quote book", library.quotes
    yield "quote book of the most frequent speaker", lambda: library.quotes(speaker_id=first.id)
    yield "claim ledger", services.ledger.page
    yield "notes", library.notes
    yield "notes, a late page", lambda: library.notes(offset=15_000)
    for by in Grouping:
        yield f"notes by {by.value}", partial(library.notes_grouped, by)
    yield "dossier of a frequent name", lambda: entities.dossier(middle.id)
    name = f"dossier of the most frequent name ({first.mentions:,} mentions)"
    yield name, lambda: entities.dossier(first.id)
    yield "search, a letter", lambda: library.search("b")
    yield "search, two letters", lambda: library.search("ba")
    yield "search, a word", lambda: library.search(words[0])
    yield "search, a word and two letters", lambda: library.search(f"{words[0]} {words[1][:2]}")
    store.close()


def _statements(kept: list[Sent], call: Callable[[], object]) -> list[Sent]:
    kept.clear()
    call()
    return [(statement, values) for statement, values in kept if statement != "BEGIN"]


def _replay(raw: sqlite3.Connection, statements: list[Sent]) -> None:
    for statement, values in statements:
        raw.execute(statement, values).fetchall()  # type: ignore[arg-type]


def _ms(call: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds by the clock, and of the processor: all is in memory, and the clock also tells what else runs."""
    begun, worked = time.perf_counter(), time.thread_time()
    call()
    return (time.perf_counter() - begun) * 1000, (time.thread_time() - worked) * 1000


def _memory(home: Path) -> int:
    """Bytes of its own that the window's process holds once its lists were looked at."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", _WINDOW, str(home)], env=env, capture_output=True, text=True, timeout=120, check=True
    )
    return int(done.stdout.split()[-1])
