"""Notes come back when they are due, and later each time they are known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.links import LinkSource
from app.domain.marks import MarkKind, MarkRef, NoteTarget
from app.domain.review import Rating
from app.services.reviewing import Reviewing
from tests.services.building import HARBOUR, Shelf, article, span_of

YEARS = NoteTarget(1, MarkRef(MarkKind.NOTE, span_of(HARBOUR, "nine years")))


class Clock:
    """A clock that is put forward by hand."""

    def __init__(self) -> None:
        self.at = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.at

    def later(self, days: float) -> None:
        self.at += timedelta(days=days)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def reviewing(shelf: Shelf, clock: Clock) -> Reviewing:
    shelf.add(article())
    return Reviewing(shelf.store, clock)


def bodies(reviewing: Reviewing) -> list[str]:
    return [item.note.body for item in reviewing.queue()]


def test_a_note_comes_back_the_day_after_it_was_written(shelf: Shelf, reviewing: Reviewing, clock: Clock) -> None:
    shelf.annotating.add_note(YEARS, "Nine!")
    assert reviewing.queue() == ()
    clock.later(1.1)
    (item,) = reviewing.queue()
    assert (item.note.body, item.note.quoted, item.title) == ("Nine!", "nine years", "Harbour vote")
    assert item.before.endswith("“We have waited ")
    assert item.after == ",” she said."
    assert reviewing.counts().new == 1


def test_a_note_comes_back_later_each_time_it_is_known(shelf: Shelf, reviewing: Reviewing, clock: Clock) -> None:
    note, _ = shelf.annotating.add_note(YEARS, "Nine!")
    clock.later(1.1)
    waits = []
    for _ in range(4):
        (item,) = reviewing.queue()
        days = dict(item.outlook)
        assert days[Rating.AGAIN] <= days[Rating.HARD] <= days[Rating.GOOD] <= days[Rating.EASY]
        reviewing.rate(note.id, Rating.GOOD)
        assert reviewing.queue() == ()
        waits.append(days[Rating.GOOD])
        clock.later(days[Rating.GOOD] - 0.6)
        assert reviewing.queue() == ()
        clock.later(0.7)
    assert waits == sorted(waits)
    assert waits[-1] > 3 * waits[0]


def test_a_note_that_was_forgotten_comes_back_within_days(shelf: Shelf, reviewing: Reviewing, clock: Clock) -> None:
    note, _ = shelf.annotating.add_note(YEARS, "Nine!")
    clock.later(2)
    reviewing.rate(note.id, Rating.EASY)
    clock.later(30)
    reviewing.rate(note.id, Rating.AGAIN)
    assert reviewing.queue() == ()
    clock.later(3)
    assert bodies(reviewing) == ["Nine!"]


def test_a_note_that_is_left_out_or_deleted_does_not_come_back(
    shelf: Shelf, reviewing: Reviewing, clock: Clock
) -> None:
    note, _ = shelf.annotating.add_note(YEARS, "Nine!")
    other, _ = shelf.annotating.add_note(NoteTarget(), "Milk")
    clock.later(2)
    reviewing.leave_out(note.id)
    shelf.annotating.delete_note(other.id)
    clock.later(3000)
    assert reviewing.queue() == ()


def test_at_most_twenty_notes_come_back_for_the_first_time_on_a_day(
    shelf: Shelf, reviewing: Reviewing, clock: Clock
) -> None:
    for number in range(23):
        shelf.annotating.add_note(NoteTarget(), f"Note {number}")
    clock.later(2)
    assert bodies(reviewing) == [f"Note {number}" for number in range(20)]


def test_a_highlight_comes_back_with_its_passage(shelf: Shelf, reviewing: Reviewing, clock: Clock) -> None:
    shelf.annotating.add_note(YEARS, "", "amber")
    clock.later(2)
    assert [item.note.quoted for item in reviewing.queue()] == ["nine years"]


def test_a_passage_that_was_only_linked_does_not_come_back(shelf: Shelf, reviewing: Reviewing, clock: Clock) -> None:
    note, _ = shelf.annotating.add_note(YEARS, "Nine!")
    one, other = shelf.annotating.add_note(YEARS, "")[0], shelf.annotating.add_note(YEARS, "", "amber")[0]
    for end in (one, other):
        shelf.links.connect(LinkSource(end.id), LinkSource(note.id), "supports")
    clock.later(2)
    assert bodies(reviewing) == ["Nine!", ""]
    assert reviewing.queue()[1].note.colour == "amber"


def test_a_rating_is_undone_and_done_again(shelf: Shelf, reviewing: Reviewing, clock: Clock) -> None:
    note, _ = shelf.annotating.add_note(YEARS, "Nine!")
    clock.later(2)
    reviewing.rate(note.id, Rating.GOOD)
    undone = shelf.undoing.undo()
    assert undone is not None
    assert undone[0] == "Reviewed a note: good"
    assert bodies(reviewing) == ["Nine!"]
    assert reviewing.counts().new == 1
    shelf.undoing.redo()
    assert reviewing.queue() == ()
