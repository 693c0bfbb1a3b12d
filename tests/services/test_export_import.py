"""Notes that left a library come back into it, or into another, as they were."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.anchors import Certainty
from app.domain.changes import Changed
from app.domain.marks import MarkKind, MarkRef, Note, NoteTarget
from app.domain.portable import ImportReport, IncomingNote
from app.domain.spans import Span
from app.exchange.annotations import annotations_of_library
from app.exchange.annotations_in import read_annotations
from app.services.export import Exporting
from app.services.importing import Importing
from tests.services.building import HARBOUR, Shelf, article, harbour_analysis, ref, span_of

NOTE = MarkKind.NOTE


@pytest.fixture
def other(tmp_path: Path, empty_library: Path) -> Iterator[Shelf]:
    """A second library."""
    (tmp_path / "other").mkdir()
    shutil.copy(empty_library, tmp_path / "other" / "library.db")
    shelf = Shelf(tmp_path / "other" / "library.db")
    yield shelf
    shelf.store.close()


def exported(shelf: Shelf) -> tuple[IncomingNote, ...]:
    with Exporting(shelf.store).library() as library:
        incoming = read_annotations("".join(annotations_of_library(library)), "x")
    assert incoming.strange == ()
    return incoming.notes


def notes_of(shelf: Shelf) -> dict[str, Note]:
    return {row.note.id: row.note for row in shelf.library.notes()}


def with_notes(shelf: Shelf) -> None:
    view = shelf.harbour()
    shelf.annotating.add_note(NoteTarget(view.id, ref(view, NOTE, "nine years")), "Since **2017**?")
    shelf.annotating.add_note(NoteTarget(view.id, ref(view, MarkKind.MENTION, "Wang Tao")), "Him again.")
    shelf.annotating.add_note(NoteTarget(view.id), "Good piece.")
    shelf.annotating.add_note(NoteTarget(entity_id=shelf.entity("Wang Tao")), "Ferryman.")
    shelf.annotating.add_note(NoteTarget(), "Buy milk.")


def test_into_a_library_that_has_the_article_every_note_comes_as_it_was(shelf: Shelf, other: Shelf) -> None:
    with_notes(shelf)
    other.harbour()
    report, changes = Importing(other.store).take_in(exported(shelf))
    assert report == ImportReport(came=5)
    assert changes.kinds == {Changed.NOTES, Changed.LIBRARY}
    assert notes_of(other) == notes_of(shelf)
    assert {h.note_id for h in other.library.search("ferryman")} == {
        h.note_id for h in shelf.library.search("ferryman")
    }


def test_the_second_time_nothing_changes_and_a_note_in_the_bin_stays_there(shelf: Shelf, other: Shelf) -> None:
    with_notes(shelf)
    taken = exported(shelf)
    gone = next(iter(notes_of(shelf)))
    shelf.annotating.delete_note(gone)
    mine = next(iter(notes_of(shelf)))
    shelf.annotating.edit_note(mine, "Newer words.")
    report, changes = Importing(shelf.store).take_in(taken)
    assert report == ImportReport(were_there=5)
    assert changes.kinds == frozenset()
    assert gone not in notes_of(shelf)
    assert notes_of(shelf)[mine].body == "Newer words."


def test_in_an_article_that_changed_a_note_finds_its_words_or_is_kept_without_a_place(
    shelf: Shelf, other: Shelf
) -> None:
    view = shelf.harbour()
    found, _ = shelf.annotating.add_note(
        NoteTarget(view.id, ref(view, NOTE, "Wang Tao runs the ferry. Wang said his trade would halve.")), "Ferry."
    )
    lost, _ = shelf.annotating.add_note(NoteTarget(view.id, ref(view, NOTE, "“We have waited nine years,”")), "Long.")
    changed = "Corrected. " + HARBOUR.replace(" “We have waited nine years,” she said.", "")
    newer = other.articles.add(article(changed), "/tmp/harbour.txt")
    report, _ = Importing(other.store).take_in(exported(shelf))
    assert report == ImportReport(came=2, unplaced=1)
    notes = {n.id: n for n in other.articles.view(newer.id).notes}
    assert notes[found.id].span == span_of(changed, "Wang Tao runs the ferry. Wang said his trade would halve.")
    assert notes[found.id].certainty is Certainty.MOVED
    assert notes[lost.id].certainty in (Certainty.UNCERTAIN, Certainty.ORPHAN)
    assert notes[lost.id].quoted == "“We have waited nine years,”"


def test_notes_of_an_article_or_a_name_that_is_not_there_are_left_out_by_name_and_come_later(
    shelf: Shelf, other: Shelf
) -> None:
    with_notes(shelf)
    taken = exported(shelf)
    report, _ = Importing(other.store).take_in(taken)
    assert (report.came, report.were_there, len(report.left_out)) == (1, 0, 4)
    assert sum("Harbour vote" in sentence for sentence in report.left_out) == 3
    assert sum("Wang Tao" in sentence for sentence in report.left_out) == 1
    other.harbour()
    assert Importing(other.store).take_in(taken)[0] == ImportReport(came=4, were_there=1)
    assert notes_of(other) == notes_of(shelf)


def test_of_two_articles_with_one_title_none_is_guessed(shelf: Shelf, other: Shelf) -> None:
    with_notes(shelf)
    for number in range(2):
        other.articles.add(article(f"Another text {number}.", date=""), f"/tmp/{number}.txt")
    assert Importing(other.store).take_in(exported(shelf))[0].came == 1


def test_a_note_set_in_place_anew_keeps_the_words_it_was_first_written_on(shelf: Shelf, other: Shelf) -> None:
    view = shelf.harbour()
    note, _ = shelf.annotating.add_note(NoteTarget(view.id, ref(view, NOTE, "nine years")), "Since 2017?")
    shelf.annotating.reattach(note.id, span_of(HARBOUR, "300 boats"))
    other.harbour()
    Importing(other.store).take_in(exported(shelf))
    assert notes_of(other) == notes_of(shelf)
    assert (notes_of(other)[note.id].quoted, exported(other)) == ("nine years", exported(shelf))


def test_a_note_that_stands_twice_in_a_file_comes_once(shelf: Shelf, other: Shelf) -> None:
    with_notes(shelf)
    other.harbour()
    taken = exported(shelf)
    twice = taken[0]
    assert Importing(other.store).take_in((*taken, twice))[0] == ImportReport(came=5, were_there=1)


_spans = st.tuples(st.integers(0, len(HARBOUR) - 1), st.integers(1, 60)).map(
    lambda pair: Span(pair[0], min(len(HARBOUR), pair[0] + pair[1]))
)
_bodies = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(_bodies, st.one_of(st.none(), st.tuples(st.sampled_from(MarkKind), _spans))), min_size=1, max_size=6
    )
)
def test_any_notes_come_back_into_an_empty_library_as_they_were(
    tmp_path_factory: pytest.TempPathFactory,
    empty_library: Path,
    written: list[tuple[str, tuple[MarkKind, Span] | None]],
) -> None:
    shelves = []
    for _ in range(2):
        path = tmp_path_factory.mktemp("library") / "library.db"
        shutil.copy(empty_library, path)
        shelves.append(Shelf(path))
    first, second = shelves
    view = first.articles.add(article(), "/tmp/harbour.txt")
    first.articles.save_analysis(view.id, view.version, harbour_analysis())
    for body, place in written:
        mark = MarkRef(place[0], place[1]) if place else None
        first.annotating.add_note(NoteTarget(view.id, mark), body)
    again = second.articles.add(article(), "/tmp/harbour.txt")
    report, _ = Importing(second.store).take_in(exported(first))
    assert (report.came, report.left_out) == (len(written), ())
    assert second.articles.view(again.id).notes == first.articles.view(view.id).notes
    for shelf in shelves:
        shelf.store.close()
