"""Notes are kept whatever happens to their article."""

from __future__ import annotations

import pytest

from app.domain.analysis import Analysis
from app.domain.anchors import Certainty
from app.domain.changes import Changed
from app.domain.marks import MarkKind, MarkRef, NoteTarget
from app.domain.spans import Span
from app.errors import NotFound, NotPossible
from tests.services.building import BOATS, HARBOUR, NINE_YEARS, Shelf, article, ref, span_of

NOTE = MarkKind.NOTE


def test_a_note_on_a_passage_is_there_after_a_restart(shelf: Shelf) -> None:
    view = shelf.harbour()
    target = NoteTarget(view.id, ref(view, NOTE, "nine years"))
    note, changes = shelf.annotating.add_note(target, "Since **2017**?")
    assert Changed.NOTES in changes.kinds
    assert changes.articles == {view.id}
    assert (note.target, note.span, note.quoted) == (target, span_of(HARBOUR, "nine years"), "nine years")
    shelf.reopen()
    assert shelf.annotating.note(note.id) == note
    assert shelf.articles.view(view.id).notes == (note,)
    assert shelf.library.articles()[0].notes == 1


@pytest.mark.parametrize("kind", [MarkKind.MENTION, MarkKind.QUOTE, MarkKind.CLAIM])
def test_a_note_on_a_mark_says_on_which(shelf: Shelf, kind: MarkKind) -> None:
    view = shelf.harbour()
    mark = ref(view, kind, {MarkKind.MENTION: "Wang Tao", MarkKind.QUOTE: NINE_YEARS, MarkKind.CLAIM: BOATS}[kind])
    note, _ = shelf.annotating.add_note(NoteTarget(view.id, mark), "Check.")
    shelf.articles.save_analysis(view.id, view.version, Analysis(model="model 2"))
    assert shelf.annotating.note(note.id).target.ref == mark


def test_notes_on_an_entity_an_article_and_on_nothing(shelf: Shelf) -> None:
    view = shelf.harbour()
    wang = shelf.entity("Wang Tao")
    of_entity, _ = shelf.annotating.add_note(NoteTarget(entity_id=wang), "Ferryman.")
    of_article, _ = shelf.annotating.add_note(NoteTarget(article_id=view.id), "Good piece.")
    of_nothing, changes = shelf.annotating.add_note(NoteTarget(), "Buy milk.")
    assert changes.articles == frozenset()
    rows = {row.note.id: row.title for row in shelf.library.notes()}
    assert rows == {of_entity.id: "Wang Tao", of_article.id: "Harbour vote", of_nothing.id: ""}
    assert [row.note.body for row in shelf.library.notes()] == ["Buy milk.", "Good piece.", "Ferryman."]
    assert of_article.span is None


def test_an_entity_with_a_note_outlives_its_mentions(shelf: Shelf) -> None:
    view = shelf.harbour()
    wang = shelf.entity("Wang Tao")
    shelf.annotating.add_note(NoteTarget(entity_id=wang), "Ferryman.")
    shelf.articles.save_analysis(view.id, view.version, Analysis(model="model 2"))
    dossier = shelf.entities.dossier(wang)
    assert (dossier.entity.name, dossier.entity.mentions) == ("Wang Tao", 0)
    assert [n.body for n in dossier.notes] == ["Ferryman."]
    assert [hit.entity_id for hit in shelf.library.search("wang") if hit.entity_id] == [wang]


def test_an_edited_note_says_when(shelf: Shelf) -> None:
    view = shelf.harbour()
    note, _ = shelf.annotating.add_note(NoteTarget(view.id, ref(view, NOTE, "ferry")), "One.")
    shelf.annotating.edit_note(note.id, "Two.")
    after = shelf.annotating.note(note.id)
    assert (after.body, after.created, after.quoted) == ("Two.", note.created, "ferry")
    assert after.updated >= note.updated
    assert [row.note.body for row in shelf.library.notes("two")] == ["Two."]
    assert shelf.library.notes("one") == ()
    assert shelf.annotating.edit_note(note.id, "Two.").kinds == frozenset()


def test_a_deleted_note_lies_in_the_bin(shelf: Shelf) -> None:
    view = shelf.harbour()
    note, _ = shelf.annotating.add_note(NoteTarget(view.id, ref(view, NOTE, "ferry")), "Zebra.")
    shelf.annotating.delete_note(note.id)
    assert shelf.articles.view(view.id).notes == ()
    assert shelf.library.notes() == ()
    assert shelf.library.search("zebra") == ()
    shelf.annotating.edit_note(note.id, "Quagga.")
    assert shelf.library.search("quagga") == ()
    shelf.annotating.restore_note(note.id)
    assert [n.body for n in shelf.articles.view(view.id).notes] == ["Quagga."]
    assert [hit.note_id for hit in shelf.library.search("quagga")] == [note.id]
    assert shelf.annotating.restore_note(note.id).kinds == frozenset()


def test_a_note_follows_its_words_into_a_new_version(shelf: Shelf) -> None:
    view = shelf.harbour()
    note, _ = shelf.annotating.add_note(NoteTarget(view.id, ref(view, NOTE, "his trade would halve")), "By how much?")
    new = shelf.articles.add(article("Noon.\n\n" + HARBOUR), "/tmp/harbour.txt")
    assert new.notes[0].span == span_of(new.text, "his trade would halve")
    assert new.notes[0].certainty is Certainty.MOVED
    assert shelf.library.notes()[0].note == new.notes[0]
    assert [hit.span for hit in shelf.library.search("how much")] == [new.notes[0].span]
    assert new.notes[0].id == note.id


def test_an_orphan_is_kept_listed_and_put_back_by_hand(shelf: Shelf) -> None:
    view = shelf.harbour()
    note, _ = shelf.annotating.add_note(NoteTarget(view.id, ref(view, NOTE, NINE_YEARS)), "Since when?")
    text = "Leeks\n\nA wholly other page about growing leeks in sandy soil, with three pictures."
    new = shelf.articles.add(article(text), "/tmp/harbour.txt")
    (orphan,) = new.notes
    assert (orphan.span, orphan.certainty, orphan.quoted) == (None, Certainty.ORPHAN, NINE_YEARS)
    assert shelf.library.notes()[0].note == orphan
    shelf.annotating.reattach(note.id, span_of(text, "sandy soil"))
    shelf.reopen()
    (put,) = shelf.articles.view(view.id).notes
    assert (put.span, put.certainty, put.quoted) == (span_of(text, "sandy soil"), Certainty.EXACT, NINE_YEARS)
    old = shelf.articles.add(article(), "/tmp/harbour.txt")
    assert old.notes[0].certainty in (Certainty.ORPHAN, Certainty.UNCERTAIN)


def test_the_notes_of_a_removed_article_stay_listed(shelf: Shelf) -> None:
    view = shelf.harbour()
    note, _ = shelf.annotating.add_note(NoteTarget(view.id, ref(view, NOTE, "ferry")), "Keep me.")
    shelf.library.remove_article(view.id)
    assert [row.note.id for row in shelf.library.notes()] == [note.id]
    assert [hit.note_id for hit in shelf.library.search("keep")] == [note.id]


def test_a_note_needs_a_place_that_is_there(shelf: Shelf) -> None:
    view = shelf.harbour()
    with pytest.raises(NotPossible):
        shelf.annotating.add_note(NoteTarget(view.id, MarkRef(NOTE, Span(0, 99_999))), "Too far.")
    with pytest.raises(NotFound):
        shelf.annotating.add_note(NoteTarget(entity_id=777), "Nobody.")
    with pytest.raises(NotFound):
        shelf.annotating.note("no such note")
    assert shelf.library.notes() == ()


@pytest.mark.parametrize("body", ["", "a\x00b", "🙂 *é* 汉语", "x" * 200_000, "'; DROP TABLE note; --", "a\r\nb"])
def test_any_body_comes_back_as_it_was(shelf: Shelf, body: str) -> None:
    note, _ = shelf.annotating.add_note(NoteTarget(), body)
    shelf.reopen()
    assert shelf.annotating.note(note.id).body == body


def test_the_newest_note_is_first_and_pages_follow_on(shelf: Shelf) -> None:
    ids = [shelf.annotating.add_note(NoteTarget(), f"Note {i}")[0].id for i in range(5)]
    assert [row.note.id for row in shelf.library.notes(limit=2, offset=1)] == [ids[3], ids[2]]
