"""kill -9 while notes and decisions are written. What was acknowledged is in a journal outside the store."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import sqlite3
import sys
import time
from pathlib import Path

from app.domain.marks import NoteTarget
from app.store.check import check
from app.store.open import open_store
from tests.torture.library import Kept, contents, make, services
from tests.torture.report import Row

_LONGEST = 0.12  # seconds that a writer lives after its first acknowledgement
_PATIENCE = 30.0


def killed(folder: Path, kills: int, seed: int = 1) -> Row:
    """Start a writer, kill it at a random moment, `kills` times over one library; then look what is there."""
    path, journal = folder / "library.db", folder / "journal"
    begun = make(path, 20)
    rng = random.Random(seed)
    context = multiprocessing.get_context(
        "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else None
    )
    context.set_forkserver_preload(["tests.torture.killing"])
    journal.touch()
    for number in range(kills):
        size = journal.stat().st_size
        child = context.Process(target=_write, args=(path, journal, number))
        child.start()
        deadline = time.monotonic() + _PATIENCE
        while journal.stat().st_size == size and child.is_alive() and time.monotonic() < deadline:
            time.sleep(0.002)
        time.sleep(rng.random() * _LONGEST)
        if child.is_alive():
            child.kill()
        child.join()
        if (child.exitcode or 0) >= 0 and sys.platform != "win32":
            raise RuntimeError(f"the writer ended by itself with {child.exitcode}")
    wanted, tried = _read(journal)
    found = contents(path)
    notes = {**begun.notes, **wanted.notes}
    lost = sum(found.notes.get(i) != body and found.notes.get(i) not in tried.get(i, ()) for i, body in notes.items())
    lost += len((begun.names | wanted.names) - found.names)
    raw = sqlite3.connect(path, isolation_level=None)
    report = check(raw)
    raw.close()
    saved = sum(1 for line in journal.read_bytes().splitlines() if b'"done"' in line)
    bad = report.wrong + report.mended
    detail = f"{len(found.notes):,} notes there; " + (" ".join(bad) or "the check finds nothing")
    return Row("kill -9 while notes and decisions are written", kills, saved, lost, 0, len(bad), detail)


def _write(path: Path, journal: Path, number: int) -> None:
    """Write for ever, saying in the journal what is begun and, once it is saved, that it is done."""
    out = os.open(journal, os.O_WRONLY | os.O_APPEND)

    def say(word: str, kind: str, key: str, value: str) -> None:
        os.write(out, (json.dumps([word, kind, key, value]) + "\n").encode())

    annotating, entities = services(open_store(path))
    entity = next(e.id for e in entities.names("Solberg"))
    rng = random.Random(number)
    own: list[str] = []
    for step in range(1_000_000):
        words = f"{number} {step} " + "word " * rng.randint(0, 300)
        what = rng.choice(("note", "note", "edit", "name"))
        if what == "edit" and own:
            key = rng.choice(own)
            say("begun", "note", key, words)
            annotating.edit_note(key, words)
            say("done", "note", key, words)
        elif what == "name":
            entities.rename(entity, f"Solberg {number} {step}")
            say("done", "name", "", f"Solberg {number} {step}")
        else:
            note, _ = annotating.add_note(NoteTarget(), words)
            say("done", "note", note.id, words)
            own.append(note.id)


def _read(journal: Path) -> tuple[Kept, dict[str, set[str]]]:
    """What was acknowledged last of each note, and what was begun after that and may or may not be there."""
    notes: dict[str, str] = {}
    names: set[str] = set()
    tried: dict[str, set[str]] = {}
    for line in journal.read_text("utf-8").splitlines():
        word, kind, key, value = json.loads(line)
        if kind == "name":
            names.add(value)
        elif word == "done":
            notes[key] = value
            tried.pop(key, None)
        else:
            tried.setdefault(key, set()).add(value)
    return Kept(notes, frozenset(names)), tried
