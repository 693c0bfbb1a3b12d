"""Databases that released schemas wrote open in this version, with everything in them.

Each was made once with tests/store/making.py by the version that had that schema, and is never made again.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.domain.anchors import Certainty
from app.domain.decisions import Verb
from app.domain.marks import Standing
from app.linking.keys import blocking_keys
from app.linking.link import link, resemblances
from app.services.annotate import Annotating
from app.services.articles import Articles
from app.services.decide import Deciding
from app.services.entities import Entities
from app.services.library import Library
from app.services.links import Links
from app.services.undoing import Undoing
from app.store.migrate import known_revisions
from app.store.open import open_store

FROZEN = sorted((Path(__file__).parent / "fixtures").glob("*.db"))


def test_there_is_a_frozen_database_of_every_schema() -> None:
    assert tuple(path.stem for path in FROZEN) == known_revisions()


@pytest.mark.parametrize("frozen", FROZEN, ids=lambda path: path.stem)
def test_a_frozen_database_opens_with_all_that_was_in_it(tmp_path: Path, frozen: Path) -> None:
    shutil.copy(frozen, tmp_path / "library.db")
    store = open_store(tmp_path / "library.db")
    articles, library = Articles(store, link, blocking_keys), Library(store)
    (row,) = library.articles()
    assert (row.title, row.byline, row.date) == ("Lamp news", "By Cy Eng", "2026-02-03")
    view = articles.view(row.id)
    assert [(m.name, m.standing) for m in view.mentions] == [
        ("Ada Berg (lamplighter)", Standing.CONFIRMED),
        ("Ada Berg (lamplighter)", Standing.SUGGESTED),
        ("Ada Berg (lamplighter)", Standing.SUGGESTED),
    ]
    assert [(q.speaker_name, q.standing) for q in view.quotes] == [("Ada Berg (lamplighter)", Standing.CORRECTED)]
    assert [c.span.of(view.text) for c in view.claims] == ["Ada Berg lit 40 lamps."]
    assert (view.notes[0].body, view.notes[0].quoted) == ("Count them.", "40 lamps")
    assert view.notes[0].certainty is Certainty.MOVED
    assert view.notes[0].span is not None
    assert view.notes[0].span.of(view.text) == "40 lamps"
    assert [d.verb for d in Deciding(store, blocking_keys).decisions()] == [Verb.CONFIRM, Verb.REJECT, Verb.CORRECT]
    assert {n.note.body for n in library.notes()} >= {"Count them.", "A note of its own."}
    (entity,) = library.entities("lamplighter")
    assert [m.name for m in Entities(store, blocking_keys, resemblances).dossier(entity.id).merged] == ["Bo Dahl"]
    assert library.search("lamps") != ()
    note, _ = Annotating(store).add_note(view.notes[0].target, "Still writable.")
    assert note.span == view.notes[0].span
    store.close()


@pytest.mark.parametrize("frozen", [p for p in FROZEN if p.stem >= "0002"], ids=lambda path: path.stem)
def test_a_frozen_database_keeps_tags_colours_links_and_steps(tmp_path: Path, frozen: Path) -> None:
    shutil.copy(frozen, tmp_path / "library.db")
    store = open_store(tmp_path / "library.db")
    annotating, links = Annotating(store), Links(store)
    (row,) = Library(store).articles()
    view = Articles(store, link, blocking_keys).view(row.id)
    (note,) = [n for n in view.notes if n.tags]
    assert (note.colour, note.tags, note.links) == ("amber", ("counts", "light"), 3)
    assert [c.meaning for c in annotating.colours() if c.name == "amber"] == ["to check"]
    assert annotating.tags_of_article(row.id) == ("winter",)
    assert [(e.relation, e.title, e.words) for e in links.of_note(note.id)] == [
        ("mentions", "Ada Berg (lamplighter)", ""),
        ("explains", "Lamp news", ""),
        ("contradicts", "Lamp news", "Bo Dahl slept."),
    ]
    redone = Undoing(store, Deciding(store, blocking_keys)).redo()
    assert redone is not None
    assert redone[0] == "Coloured a note"
    assert annotating.note(note.id).colour == "blue"
    store.close()
