"""A small library with notes and decisions, and what it must still hold after whatever was done to it."""

from __future__ import annotations

import random
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from app.domain.analysis import EntityKind
from app.domain.marks import MarkKind, MarkRef, NoteTarget
from app.linking.keys import blocking_keys
from app.linking.link import resemblances
from app.services.annotate import Annotating
from app.services.entities import Entities
from app.store.open import open_store
from app.store.store import Store
from tests.services.building import HARBOUR, Named, Shelf, analysis, article

WORDS = "harbour bridge ferry vote boats river council winter market grain clerk letter window stone copper".split()


@dataclass(frozen=True)
class Kept:
    """Bodies of notes by their ids, and the names that were given to an entity."""

    notes: dict[str, str]
    names: frozenset[str]

    def missing_in(self, other: Kept) -> int:
        """How much of this the other has not, or has otherwise."""
        return sum(other.notes.get(i) != body for i, body in self.notes.items()) + len(self.names - other.names)


def make(path: Path, notes: int, seed: int = 1) -> Kept:
    """A library of an analysed article, `notes` notes and a few decisions, closed properly, with a copy of it."""
    rng = random.Random(seed)
    shelf = Shelf(path)
    view = shelf.articles.add(article(HARBOUR), "/quay/harbour.txt")
    named = [Named(EntityKind.PERSON, ["Inga Solberg", "Solberg"]), Named(EntityKind.PERSON, ["Wang Tao", "Wang"])]
    shelf.articles.save_analysis(view.id, view.version, analysis(HARBOUR, named))
    spans = [m.span for m in shelf.articles.view(view.id).mentions]
    for _ in range(notes):
        target = NoteTarget(view.id, MarkRef(MarkKind.NOTE, rng.choice(spans))) if rng.random() < 0.7 else NoteTarget()
        shelf.annotating.add_note(target, " ".join(rng.choices(WORDS, k=rng.randint(3, 40))))
    for number in range(5):
        shelf.entities.rename(shelf.articles.view(view.id).mentions[0].entity_id, f"Inga Solberg {number}")
    shelf.store.back_up_daily()
    shelf.store.close()
    return contents(path)


def contents(path: Path) -> Kept:
    """What the library at `path` holds, read through the program's own store."""
    store = open_store(path)
    try:
        return contents_of(store)
    finally:
        store.close()


def contents_of(store: Store) -> Kept:
    with store.reading() as session:
        notes = {note.id: note.body for note in session.notes.page("", 1_000_000, 0)}
    found = Entities(store, blocking_keys, resemblances).decisions()
    return Kept(notes, frozenset(str(d.fields["name"]) for d in found if "name" in d.fields))


def without_the_program(path: Path) -> dict[str, str]:
    """The notes in a copy, read with SQLite alone."""
    raw = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        return dict(raw.execute("SELECT uuid, body FROM note").fetchall())
    finally:
        raw.close()


def services(store: Store) -> tuple[Annotating, Entities]:
    return Annotating(store), Entities(store, blocking_keys, resemblances)
