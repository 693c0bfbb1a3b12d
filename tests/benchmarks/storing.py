"""What saving costs: a note against a bare fsync of 4 KB on the same disk, and reopening a library."""

from __future__ import annotations

import contextlib
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from app.bootstrap import build_services
from app.desktop.viewmodels.services import Services
from app.domain.marks import MarkKind, MarkRef, NoteTarget
from app.domain.spans import Span
from app.store.engine import connect
from app.store.open import open_store
from tests.benchmarks.hearing import Sent, heard
from tests.benchmarks.report import Figure
from tests.benchmarks.texts import long_article

RUNS = 60


def median_ms(call: Callable[[], object], runs: int = RUNS) -> float:
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        call()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


def figures() -> Iterator[Figure]:
    """A note's save and edit ÷ fsync, what SQLite's smallest commit takes of that, and the same statements through a
    bare connection; the article view and the library's first page in milliseconds.
    """
    with tempfile.TemporaryDirectory(prefix="glossator-storing-") as name:
        folder = Path(name)
        bare = os.open(folder / "bare", os.O_CREAT | os.O_WRONLY)
        block = b"x" * 4096
        fsync = median_ms(lambda: (os.pwrite(bare, block, 0), os.fsync(bare)))
        os.close(bare)
        smallest = _smallest_commit(folder / "smallest.db")
        detail = f"{smallest:.2f} ms, fsync {fsync:.2f} ms"
        yield Figure("SQLite's smallest commit ÷ fsync of 4 KB: no save can take less", smallest / fsync, "×", detail)
        path = folder / "library.db"
        store = open_store(path)
        services = build_services(store)
        view = services.articles.add(long_article(3_000), "")
        target = NoteTarget(view.id, MarkRef(MarkKind.NOTE, Span(100, 160)))
        note, _ = services.annotating.add_note(target, "Another.")
        store.close()
        for what, call in {
            "new note": lambda s: s.annotating.add_note(target, "A note of some length on this passage."),
            "note edited": lambda s: s.annotating.edit_note(note.id, f"Changed {time.perf_counter()}"),
        }.items():
            shutil.copy(path, folder / "before.db")
            with heard() as kept:
                saved(path, call)
            statements = _transactions(kept)
            alone = _replayed(folder / "before.db", statements)
            taken = saved(path, call)
            detail = f"{taken:.2f} ms, fsync {fsync:.2f} ms, the same statements through bare sqlite3 {alone:.2f} ms"
            yield Figure(f"{what} ÷ fsync of 4 KB", taken / fsync, "×", detail)
            yield Figure(f"{what} ÷ its statements through bare sqlite3", taken / alone, "×", "")
        store = open_store(path)
        services = build_services(store)
        shown = median_ms(lambda: services.articles.view(view.id), 10)
        page = median_ms(lambda: (services.library.articles(), services.library.counts()), 10)
        store.close()
    yield Figure("view of a 3,000-word article with 121 notes, off the window's thread", shown, "ms")
    yield Figure("first page of the library, off the window's thread", page, "ms")


def _smallest_commit(path: Path) -> float:
    """Milliseconds of one short row into a table without an index, one page, with the store's settings."""
    with contextlib.closing(connect(path)) as raw:
        raw.execute("CREATE TABLE line (id INTEGER PRIMARY KEY, words TEXT)")
        return median_ms(lambda: raw.execute("INSERT INTO line (words) VALUES (?)", ("A note of some length.",)))


def saved(path: Path, call: Callable[[Services], object]) -> float:
    """Milliseconds of a call, each of which is one transaction, in the library at `path`."""
    store = open_store(path)
    services = build_services(store)
    taken = median_ms(lambda: call(services))
    store.close()
    return taken


def _transactions(kept: Sequence[Sent]) -> list[list[Sent]]:
    """What was sent from each BEGIN on, without what opens and closes the store."""
    found: list[list[Sent]] = []
    for statement, values in kept:
        if statement == "BEGIN IMMEDIATE":
            found.append([])
        if found and not statement.startswith("PRAGMA"):
            found[-1].append((statement, values))
    return found[-RUNS:]


def _replayed(path: Path, transactions: Iterable[list[Sent]]) -> float:
    """Milliseconds of one of these transactions on a connection with the store's settings, all rows fetched."""
    with contextlib.closing(connect(path)) as raw:
        times = []
        for statements in transactions:
            begun = time.perf_counter()
            for statement, values in statements:
                raw.execute(statement, values).fetchall()  # type: ignore[arg-type]
            raw.execute("COMMIT")
            times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)
