"""Tags, colours, links and rejections leave a library and come into another one as they were."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.changes import Changed
from app.domain.links import LinkSource, LinkTarget
from app.domain.marks import MarkKind, MarkRef, NoteTarget
from app.domain.portable import ImportReport, Incoming
from app.exchange.annotations import annotations_of_library
from app.exchange.annotations_in import read_annotations
from app.services.export import Exporting
from app.services.importing import Importing
from tests.services.building import HARBOUR, Shelf, article, ref, span_of

FERRY = "Ferry figures\n\nThe ferry carried 300 people a day."


@pytest.fixture
def other(tmp_path: Path, empty_library: Path) -> Iterator[Shelf]:
    """A second library with the same articles, in which nothing was written."""
    (tmp_path / "other").mkdir()
    shutil.copy(empty_library, tmp_path / "other" / "library.db")
    shelf = Shelf(tmp_path / "other" / "library.db")
    shelf.add(article(FERRY, "Ferry figures"))
    shelf.harbour()
    yield shelf
    shelf.store.close()


def exported(shelf: Shelf) -> Incoming:
    with Exporting(shelf.store).library() as library:
        incoming = read_annotations("".join(annotations_of_library(library)), "x")
    assert incoming.strange == ()
    return incoming


def take_in(shelf: Shelf, incoming: Incoming) -> ImportReport:
    return Importing(shelf.store, shelf.deciding).take_in_all(incoming)[0]


def write(shelf: Shelf) -> None:
    view = shelf.harbour()
    ferry = shelf.add(article(FERRY, "Ferry figures"))
    passage = NoteTarget(view.id, ref(view, MarkKind.NOTE, "trade would halve"))
    note, _ = shelf.annotating.add_note(passage, "Against [[Wang Tao]].", "amber", ["time", "sea"])
    shelf.annotating.add_note(NoteTarget(view.id, ref(view, MarkKind.NOTE, "nine years")), "", "blue")
    shelf.annotating.set_meaning("amber", "doubtful")
    shelf.annotating.tag_article(ferry, ["seminar"])
    there = NoteTarget(ferry, MarkRef(MarkKind.NOTE, span_of(FERRY, "300 people")))
    shelf.links.connect(LinkSource(note_id=note.id), LinkSource(place=there), "contradicts")
    shelf.links.connect(LinkSource(note_id=note.id), LinkTarget(article_id=ferry), "makes me doubt")
    shelf.deciding.reject(view.id, ref(view, MarkKind.MENTION, "Port Authority"))


def seen(shelf: Shelf) -> object:
    notes = {
        row.note.id: (row.note.body, row.note.colour, row.note.tags, row.note.quoted, row.title)
        for row in shelf.library.notes()
    }
    links = {
        note_id: [(e.link_id, e.relation, e.outward, e.title, e.words) for e in shelf.links.of_note(note_id)]
        for note_id in notes
    }
    tags = {row.title: shelf.annotating.tags_of_article(row.id) for row in shelf.library.articles()}
    meanings = [(c.name, c.meaning) for c in shelf.annotating.colours()]
    names = sorted(e.name for e in shelf.library.entities() if e.mentions)
    return notes, links, tags, meanings, names


def test_everything_a_person_wrote_comes_back_in_another_library(shelf: Shelf, other: Shelf) -> None:
    write(shelf)
    report = take_in(other, exported(shelf))
    assert report.left_out == ()
    assert seen(other) == seen(shelf)


def test_a_second_import_changes_nothing(shelf: Shelf, other: Shelf) -> None:
    write(shelf)
    incoming = exported(shelf)
    take_in(other, incoming)
    before = seen(other)
    report = take_in(other, incoming)
    assert (report.came, report.marks_came, report.left_out) == (0, 0, ())
    assert seen(other) == before


def test_a_link_whose_other_end_is_not_here_is_left_out_and_told(shelf: Shelf, tmp_path: Path) -> None:
    write(shelf)
    (tmp_path / "third").mkdir()
    third = Shelf(tmp_path / "third" / "library.db")
    third.harbour()
    report = take_in(third, exported(shelf))
    assert len([s for s in report.left_out if s.startswith("A link that ")]) == 2
    assert [n.body for n in third.articles.view(1).notes] == ["Against [[Wang Tao]].", ""]
    third.store.close()


def test_a_meaning_that_a_colour_has_here_is_kept(shelf: Shelf, other: Shelf) -> None:
    write(shelf)
    other.annotating.set_meaning("amber", "important")
    take_in(other, exported(shelf))
    assert other.annotating.colours()[0].meaning == "important"


def test_what_changed_is_told_to_the_window(shelf: Shelf, other: Shelf) -> None:
    write(shelf)
    _, changes = Importing(other.store, other.deciding).take_in_all(exported(shelf))
    assert {Changed.NOTES, Changed.LIBRARY, Changed.MENTIONS} <= changes.kinds
    assert changes.articles == {1, 2}


def test_the_passage_of_a_highlight_is_kept(shelf: Shelf, other: Shelf) -> None:
    write(shelf)
    take_in(other, exported(shelf))
    (highlight,) = [n for n in other.articles.view(2).notes if n.is_highlight]
    assert highlight.span == span_of(HARBOUR, "nine years")
    assert highlight.colour == "blue"
