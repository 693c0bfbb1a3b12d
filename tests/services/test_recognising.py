"""An article that is opened from elsewhere, renamed, saved again or edited keeps its notes; what they lose is told."""

from __future__ import annotations

from app.domain.anchors import Certainty
from app.domain.arrival import Arrival, said
from app.domain.marks import MarkKind, NoteTarget
from tests.services.building import HARBOUR, NINE_YEARS, Shelf, article, ref

EDITED = HARBOUR.replace("halve", "shrink by half").replace("before the count", "before the votes were counted")


def noted(shelf: Shelf, words: str = NINE_YEARS) -> int:
    view = shelf.harbour()
    shelf.annotating.add_note(NoteTarget(view.id, ref(view, MarkKind.NOTE, words)), "Since when?")
    return view.id


def test_an_edited_copy_under_another_name_is_a_new_version_and_its_notes_come_along(shelf: Shelf) -> None:
    first = noted(shelf)
    taken = shelf.articles.take(article(EDITED), "/tmp/downloads/harbour (1).html")
    assert (taken.view.id, taken.how) == (first, Arrival.RENEWED)
    (note,) = taken.view.notes
    assert (note.certainty, note.span and note.span.of(EDITED)) == (Certainty.EXACT, NINE_YEARS)
    assert said(taken) == "A new version of “Harbour vote”."
    assert taken.view.path == "/tmp/downloads/harbour (1).html"
    assert len(shelf.library.articles()) == 1


def test_notes_and_decisions_that_lose_their_place_are_counted(shelf: Shelf) -> None:
    first = noted(shelf)
    view = shelf.articles.view(first)
    shelf.deciding.confirm(first, ref(view, MarkKind.QUOTE, NINE_YEARS))
    taken = shelf.articles.take(article(HARBOUR.replace(NINE_YEARS, "She gave no interview;")), "/tmp/b.html")
    assert (taken.view.id, taken.lost_notes, taken.lost_decisions) == (first, 1, 1)
    assert said(taken).endswith(": 1 note and 1 decision did not find their place in it.")


def test_the_same_text_is_told_as_known(shelf: Shelf) -> None:
    first = noted(shelf)
    taken = shelf.articles.take(article(), "/tmp/copy.txt")
    assert (taken.view.id, taken.how) == (first, Arrival.KNOWN)
    assert said(taken) == "Already in your library as “Harbour vote”."


def test_another_text_at_the_same_path_is_another_article(shelf: Shelf) -> None:
    first = noted(shelf)
    taken = shelf.articles.take(article("Leeks grow in sandy soil, and want water.", "Leeks"), "/tmp/harbour.txt")
    assert taken.how is Arrival.NEW
    assert taken.view.notes == ()
    assert shelf.articles.view(first).notes[0].certainty is Certainty.EXACT


def test_what_another_paper_printed_is_added_apart_and_told(shelf: Shelf) -> None:
    shelf.articles.add(article(source="The Quay"), "/tmp/quay.html")
    taken = shelf.articles.take(article(EDITED, source="The Coast Ledger"), "/tmp/ledger.html")
    assert (taken.how, taken.beside) == (Arrival.NEW, "Harbour vote")
    assert said(taken) == "New, and kept apart from “Harbour vote”, which it resembles."


def test_a_rename_without_its_old_title_is_found_by_its_words(shelf: Shelf) -> None:
    first = noted(shelf)
    for number in range(30):
        text = f"Leeks number {number} grew in sandy soil beside the long wall of the {number} gardens."
        shelf.articles.add(article(text, f"Leeks {number}"), f"/tmp/leeks/{number}.txt")
    taken = shelf.articles.take(article(HARBOUR + " The End.", "Unbenannt"), "/tmp/page.pdf")
    assert (taken.view.id, taken.how) == (first, Arrival.RENEWED)


def test_an_old_copy_in_a_folder_does_not_take_an_edited_article_back(shelf: Shelf) -> None:
    first = noted(shelf)
    shelf.articles.take(article(EDITED), "/tmp/harbour.txt")
    taken = shelf.articles.take(article(), "/tmp/backup/harbour.txt", earlier_too=False)
    assert (taken.view.id, taken.how, taken.view.text) == (first, Arrival.KNOWN, EDITED)
    opened = shelf.articles.take(article(), "/tmp/backup/harbour.txt")
    assert (opened.view.id, opened.view.text) == (first, HARBOUR)


def test_a_removed_article_comes_back_with_its_notes_when_an_edited_copy_is_opened(shelf: Shelf) -> None:
    first = noted(shelf)
    shelf.library.remove_article(first)
    taken = shelf.articles.take(article(EDITED), "/tmp/harbour.txt")
    assert taken.view.id == first
    assert len(shelf.library.articles()) == 1
