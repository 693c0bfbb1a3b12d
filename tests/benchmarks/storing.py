"""What saving costs: a note against a bare fsync of 4 KB on the same disk, and reopening a library."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from app.bootstrap import build_services
from app.domain.marks import MarkKind, MarkRef, NoteTarget
from app.domain.spans import Span
from app.store.open import open_store
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
    """A note's save and edit ÷ fsync; the article view and the library's first page in milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        bare = os.open(Path(folder) / "bare", os.O_CREAT | os.O_WRONLY)
        block = b"x" * 4096
        fsync = median_ms(lambda: (os.pwrite(bare, block, 0), os.fsync(bare)))
        os.close(bare)
        store = open_store(Path(folder) / "library.db")
        services = build_services(store)
        view = services.articles.add(long_article(3_000), "")
        target = NoteTarget(view.id, MarkRef(MarkKind.NOTE, Span(100, 160)))
        save = median_ms(lambda: services.annotating.add_note(target, "A note of some length on this passage."))
        note, _ = services.annotating.add_note(target, "Another.")
        edit = median_ms(lambda: services.annotating.edit_note(note.id, f"Changed {time.perf_counter()}"))
        shown = median_ms(lambda: services.articles.view(view.id), 10)
        page = median_ms(lambda: (services.library.articles(), services.library.counts()), 10)
        store.close()
    yield Figure("new note ÷ fsync of 4 KB", save / fsync, "×", f"{save:.2f} ms, fsync {fsync:.2f} ms")
    yield Figure("note edited ÷ fsync of 4 KB", edit / fsync, "×", f"{edit:.2f} ms")
    yield Figure("view of a 3,000-word article with 61 notes, off the window's thread", shown, "ms")
    yield Figure("first page of the library, off the window's thread", page, "ms")
