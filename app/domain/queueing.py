"""Files that wait to be brought into the library, and what became of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum, auto


class ItemState(StrEnum):
    WAITING = "waiting"
    BEGUN = "begun"
    ADDED = "added"  # a new article
    RENEWED = "renewed"  # an edited copy: a new version of an article that was there
    KNOWN = "known"  # the very text was there
    FAILED = "failed"
    LEFT_OUT = "left out"  # not tried: a folder that may not be opened, more files than a queue takes


OPEN_STATES = frozenset({ItemState.WAITING, ItemState.BEGUN})


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One file. `sentence` says what became of it, for the user; `article_id` is there once it is in the library.

    `tries`: how often it was begun; more than once only when the program ended meanwhile.
    """

    id: int
    path: str
    state: ItemState
    sentence: str = ""
    article_id: int | None = None
    tries: int = 0


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """How many files there are of each state, since the queue was last empty."""

    of: Mapping[ItemState, int]

    def __getitem__(self, state: ItemState) -> int:
        return self.of.get(state, 0)

    @property
    def waiting(self) -> int:
        """Still to be done, the one under way included."""
        return sum(self[s] for s in OPEN_STATES)

    @property
    def done(self) -> int:
        return self.total - self.waiting

    @property
    def total(self) -> int:
        return sum(n for state, n in self.of.items() if state is not ItemState.LEFT_OUT)

    @property
    def failed(self) -> int:
        """What the user may want to look at: files that failed or were not tried."""
        return self[ItemState.FAILED] + self[ItemState.LEFT_OUT]


NO_FILES = QueueCounts({})


@dataclass(frozen=True, slots=True)
class Recovered:
    """What waits after a start. `earlier`: how many files an earlier run of the program had left then."""

    counts: QueueCounts
    earlier: int

    @property
    def listed_since(self) -> bool:
        """Whether files were listed in this run, too: they are begun, what waits from an earlier one is offered."""
        return self.counts.waiting > self.earlier


class Doing(Enum):
    NOTHING = auto()
    LOOKING = auto()  # through folders
    READING = auto()
    PAUSED = auto()
    OFFERED = auto()  # an earlier run of the program left files unread: they wait until it is asked for them


@dataclass(frozen=True, slots=True)
class QueueView:
    """What can be seen of the queue. `name`: of the file that is read now; `offered`: how many files an earlier run
    left, while they are offered.
    """

    doing: Doing
    counts: QueueCounts
    name: str = ""
    offered: int = 0


def summary(counts: QueueCounts) -> str:
    """What became of all of them in one sentence: "70 new articles, 8 already in your library, 2 could not be read"."""
    parts = (
        (counts[ItemState.ADDED], "new article" if counts[ItemState.ADDED] == 1 else "new articles"),
        (counts[ItemState.RENEWED], "new version" if counts[ItemState.RENEWED] == 1 else "new versions"),
        (counts[ItemState.KNOWN], "already in your library"),
        (counts[ItemState.FAILED], "could not be read"),
        (counts[ItemState.LEFT_OUT], "left out"),
    )
    return ", ".join(f"{number:,} {words}" for number, words in parts if number)
