"""When a note comes back: spaced repetition by FSRS, the Free Spaced Repetition Scheduler (py-fsrs, version 6 of it).

A note comes back the day after it was written, and then at growing intervals, so that nine of ten are still known.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.marks import Note

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

NEW_A_DAY = 20
"""Notes that come back for the first time on one day: a term's import would fill weeks otherwise."""
FIRST_AFTER = timedelta(days=1)
NEVER = "9999-12-31T00:00:00.000Z"
_RETENTION = 0.9
_LONGEST_DAYS = 365


class Rating(StrEnum):
    """How well it was known."""

    AGAIN = "again"
    HARD = "hard"
    GOOD = "good"
    EASY = "easy"


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a note is due (ISO 8601, UTC), and the scheduler's own memory of it, as JSON."""

    due: str
    card: str


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """A note that has come back. `title`: of what it is about; `before` and `after`: the text around its passage."""

    note: Note
    title: str
    before: str
    after: str
    outlook: tuple[tuple[Rating, int], ...]  # days until it comes back, for each rating


@dataclass(frozen=True, slots=True)
class ReviewCounts:
    due: int
    new: int  # of those that come back for the first time, what today has room for


def rated(card: str, rating: Rating, at: datetime) -> Schedule:
    """What follows from a rating; `card` is "" for a note that comes back for the first time."""
    from fsrs import Rating as Grade  # 35 ms, and only for who reviews

    grades = {Rating.AGAIN: Grade.Again, Rating.HARD: Grade.Hard, Rating.GOOD: Grade.Good, Rating.EASY: Grade.Easy}
    after, _ = _scheduler().review_card(_card(card), grades[rating], at.astimezone(UTC))
    return Schedule(moment(after.due), after.to_json())


def outlook(card: str, at: datetime) -> tuple[tuple[Rating, int], ...]:
    """In how many days a note would come back, for each rating."""
    found = []
    for rating in Rating:
        due = datetime.fromisoformat(rated(card, rating, at).due)
        found.append((rating, max(1, round((due - at) / timedelta(days=1)))))
    return tuple(found)


def moment(at: datetime) -> str:
    """A time as it is stored; sorts as text."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _card(card: str) -> Card:
    from fsrs import Card

    return Card.from_json(card) if card else Card()


@functools.cache
def _scheduler() -> Scheduler:
    """No steps within a day: notes are read again, not drilled. No chance either: what is shown is what comes."""
    from fsrs import Scheduler

    return Scheduler(
        desired_retention=_RETENTION,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=_LONGEST_DAYS,
        enable_fuzzing=False,
    )
