"""Notes that left a library come back into it, or into another, as they were."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.analysis import EntityKind, QuoteKind
from app.domain.anchors import Certainty
from app.domain.changes import Changed
from app.domain.marks import ClaimStatus, MarkKind, MarkRef, Note, NoteTarget, Standing
from app.domain.portable import ImportReport, IncomingMark, IncomingNote
from app.domain.spans import Span
from app.exchange.annotations import annotations_of_library
from app.exchange.annotations_in import read_annotations
from app.services.export import Exporting
from app.services.importing import Importing
from tests.services.building import BOATS, HARBOUR, NINE_YEARS, Shelf, article, harbour_analysis, ref, span_of

NOTE = MarkKind.NOTE


@pytest.fixture
def other(tmp_path: Path, empty_library: Path) -> Iterator[Shelf]:
    """A second library."""
    (tmp_path / "other").mkdir()
    shutil.copy(empty_library, tmp_path / "other" / "library.db")
    shelf = Shelf(tmp_path / "other" / "library.db")
    yield shelf
    shelf.store.close()


def importing(shelf: Shelf) -> Importing:
    return Importing(shelf.store, shelf.deciding)


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
    report, changes = importing(other).take_in(exported(shelf))
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
    report, changes = importing(shelf).take_in(taken)
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
    report, _ = importing(other).take_in(exported(shelf))
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
    report, _ = importing(other).take_in(taken)
    assert (report.came, report.were_there, len(report.left_out)) == (1, 0, 4)
    assert sum("Harbour vote" in sentence for sentence in report.left_out) == 3
    assert sum("Wang Tao" in sentence for sentence in report.left_out) == 1
    other.harbour()
    assert importing(other).take_in(taken)[0] == ImportReport(came=4, were_there=1)
    assert notes_of(other) == notes_of(shelf)


def test_of_two_articles_with_one_title_none_is_guessed(shelf: Shelf, other: Shelf) -> None:
    with_notes(shelf)
    for number in range(2):
        other.articles.add(article(f"Another text {number}.", date=""), f"/tmp/{number}.txt")
    assert importing(other).take_in(exported(shelf))[0].came == 1


def test_a_note_set_in_place_anew_keeps_the_words_it_was_first_written_on(shelf: Shelf, other: Shelf) -> None:
    view = shelf.harbour()
    note, _ = shelf.annotating.add_note(NoteTarget(view.id, ref(view, NOTE, "nine years")), "Since 2017?")
    shelf.annotating.reattach(note.id, span_of(HARBOUR, "300 boats"))
    other.harbour()
    importing(other).take_in(exported(shelf))
    assert notes_of(other) == notes_of(shelf)
    assert (notes_of(other)[note.id].quoted, exported(other)) == ("nine years", exported(shelf))


def test_a_note_that_stands_twice_in_a_file_comes_once(shelf: Shelf, other: Shelf) -> None:
    with_notes(shelf)
    other.harbour()
    taken = exported(shelf)
    twice = taken[0]
    assert importing(other).take_in((*taken, twice))[0] == ImportReport(came=5, were_there=1)


def marks_out(shelf: Shelf) -> tuple[IncomingMark, ...]:
    with Exporting(shelf.store).library() as library:
        incoming = read_annotations("".join(annotations_of_library(library)), "x")
    assert incoming.strange == ()
    return incoming.marks


def decided(shelf: Shelf, article_id: int) -> list[tuple[object, ...]]:
    """What the user stands behind: place, standing, who and what."""
    view = shelf.articles.view(article_id)
    found: list[tuple[object, ...]] = [(m.span, m.standing, m.name, m.kind) for m in view.mentions]
    found += [(q.span, q.standing, q.speaker_name, q.quote_kind) for q in view.quotes]
    found += [(c.span, c.standing, c.holder_name, c.claim_kind, c.status) for c in view.claims]
    return [mark for mark in found if mark[1] is not Standing.SUGGESTED]


def with_decisions(shelf: Shelf) -> int:
    view = shelf.harbour()
    deciding = shelf.deciding
    deciding.confirm(view.id, ref(view, MarkKind.MENTION, "Inga Solberg"))
    deciding.correct_mention(view.id, ref(view, MarkKind.MENTION, "Wang", 1), name="Wang Min")
    deciding.add_mention(view.id, span_of(HARBOUR, "Tuesday"), EntityKind.EVENT)
    deciding.correct_quote(view.id, ref(view, MarkKind.QUOTE, NINE_YEARS), speaker_name="Wang Tao")
    deciding.add_quote(view.id, span_of(HARBOUR, "his trade would halve"), "Wang Tao")
    deciding.correct_quote(view.id, ref(view, MarkKind.QUOTE, "his trade would halve"), quote_kind=QuoteKind.INDIRECT)
    deciding.correct_claim(view.id, ref(view, MarkKind.CLAIM, BOATS), status=ClaimStatus.DISPUTED)
    deciding.add_claim(view.id, span_of(HARBOUR, "Solberg left before the count."), "Cy Eng")
    return view.id


def test_what_was_decided_comes_back_mark_by_mark_and_only_once(shelf: Shelf, other: Shelf) -> None:
    first = with_decisions(shelf)
    second = other.harbour().id
    report, changes = importing(other).take_in_marks(marks_out(shelf))
    assert report == ImportReport(marks_came=7)
    assert changes.touches(second)
    assert decided(other, second) == decided(shelf, first)
    assert importing(other).take_in_marks(marks_out(shelf))[0] == ImportReport(marks_were_there=7)
    assert marks_out(other) == marks_out(shelf)


def test_what_the_machine_does_not_find_here_is_marked_as_the_users_own(shelf: Shelf, other: Shelf) -> None:
    first = with_decisions(shelf)
    second = other.articles.add(article(), "/tmp/harbour.txt").id
    importing(other).take_in_marks(marks_out(shelf))
    assert {(m[0], *m[2:]) for m in decided(other, second)} == {(m[0], *m[2:]) for m in decided(shelf, first)}


def test_what_was_decided_here_stays_and_a_place_that_is_not_sure_is_left_out(shelf: Shelf, other: Shelf) -> None:
    with_decisions(shelf)
    taken = marks_out(shelf)
    view = other.harbour()
    other.deciding.correct_quote(view.id, ref(view, MarkKind.QUOTE, NINE_YEARS), speaker_name="Nobody Else")
    assert importing(other).take_in_marks(taken)[0] == ImportReport(marks_came=6, marks_were_there=1)
    assert "Nobody Else" in {q.speaker_name for q in other.articles.view(view.id).quotes}
    newer = other.articles.add(article("Quite another text, about 300 boats."), "/tmp/harbour.txt")
    assert newer.id == view.id
    report, _ = importing(other).take_in_marks(taken)
    assert (report.marks_came, len(report.left_out)) == (0, 7)


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
    report, _ = importing(second).take_in(exported(first))
    assert (report.came, report.left_out) == (len(written), ())
    assert second.articles.view(again.id).notes == first.articles.view(view.id).notes
    for shelf in shelves:
        shelf.store.close()
