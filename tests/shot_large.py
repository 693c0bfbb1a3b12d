"""The views of tests/shots.py over the library of 10,000 articles, a million mentions and 20,000 notes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.marks import Note
from app.paths import find_paths
from tests.benchmarks.large import large_library
from tests.shot_extras import groupings

if TYPE_CHECKING:
    from tests.shots import Studio

_TAGS = ("essay 2", "sources", "to ask", "a tag of more words than anybody would care to write twice")


def copy_library(home: Path) -> None:
    """Put a copy of the large library where the program will look for its own."""
    shutil.copyfile(large_library(), find_paths(home).make().store)


def views(studio: Studio) -> Iterator[str]:
    """Go from view to view; the name of each, once it is there."""
    window = studio.window
    window.navigator.show_article_page()
    if window.reading.view is None:
        yield "begun"
        _work_on(studio)
    window.focus.clear()
    window.page.reader.verticalScrollBar().setValue(0)
    yield "article"
    view = window.reading.view
    assert view is not None
    studio.focus(view.claims[0].ref)
    yield "claim"
    entity = next(m for m in view.mentions if m.entity_id is not None)
    window.focus.clear()
    window.library.articles.verticalScrollBar().setValue(window.library.articles.verticalScrollBar().maximum())
    for name in ("entities", "quotes", "claims", "review", "decisions"):
        window.navigator.show_list(name)
        studio.settle()
        yield f"list-{name}"
    window.focus.on_entity(1)
    studio.settle()
    yield "dossier"
    window.focus.clear()
    yield from groupings(studio)
    for name, words in (("search", entity.name.split()[-1]), ("search-narrowed", "is:to-check after:2020 ")):
        window.top.search.setText(words)
        studio.settle()
        yield name
    window.top.search.clear()
    window.show_graph()
    studio.settle()
    yield "graph"
    window.show_graph(1, "the most frequent name")
    studio.settle()
    yield "graph-one"
    window.navigator.show_article_page()


def _work_on(studio: Studio) -> None:
    """Leave what a term's work leaves: an open article, tags, decisions, and something in the bin."""
    window, services = studio.window, studio.window._parts.services
    rows = services.library.articles(12)
    studio.open(rows[0].title)
    view = window.reading.view
    assert view is not None
    for row in rows:
        studio.take(services.annotating.tag_article(row.id, ["essay 2"]))
    notes: list[Note] = [row.note for row in services.library.notes("", 40)]
    for number, note in enumerate(notes):
        studio.take(services.annotating.set_tags(note.id, [_TAGS[number % len(_TAGS)]]))
    for note in notes[-8:]:
        studio.take(services.annotating.delete_note(note.id))
    for mark in (*view.mentions[:6], *view.claims[:2]):
        studio.take(services.deciding.confirm(view.id, mark.ref))
    for mark in view.quotes[:2]:
        studio.take(services.deciding.reject(view.id, mark.ref))
    studio.settle()
