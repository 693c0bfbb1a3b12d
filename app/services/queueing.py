"""Files on their way into the library: found, listed until each is read, and reported."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.domain.queueing import ItemState, QueueCounts, QueueItem, Recovered
from app.services.collecting import Bounds, Found, LeftOut, collect, same_file

_MOST_TRIES = 2
_ENDED = "Glossator ended twice while it was being read. It was left alone since; open it by itself to try again."
_BOUNDS = Bounds()
_MOST_WATCHED = 1_000  # folders: systems watch some thousands in all; a look now and then finds the rest


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look through watched folders came to.

    `listed`: files were put into the queue. `unsettled`: some are still being written. `gone`: folders that are not
    there. `within`: the folders in which a change can bring a new article.
    """

    listed: bool
    unsettled: bool
    gone: tuple[str, ...]
    within: tuple[str, ...]


class QueueList(Protocol):
    """Where the list is kept: it survives a crash."""

    def add(self, paths: Iterable[str], left_out: Iterable[tuple[str, str]] = ()) -> None: ...
    def newest(self) -> int: ...
    def begin(self, after: int = 0) -> QueueItem | None: ...
    def put_back(self, item_id: int) -> None: ...
    def finish(self, item_id: int, state: ItemState, sentence: str = "", article_id: int | None = None) -> None: ...
    def recover(self, most_tries: int, sentence: str) -> None: ...
    def drop_waiting(self) -> None: ...
    def retry_failed(self) -> None: ...
    def counts(self) -> QueueCounts: ...
    def page(self, asked: str, states: Sequence[ItemState], limit: int, offset: int) -> tuple[QueueItem, ...]: ...
    def unseen(self, files: Iterable[tuple[str, int, int]]) -> tuple[tuple[str, int, int], ...]: ...
    def saw(self, files: Iterable[tuple[str, int, int]]) -> None: ...


class Queueing:
    """The queue's calls. All touch the disk; a folder's walk may take minutes. `endings`: those read out of folders."""

    def __init__(self, files: QueueList, endings: Collection[str], bounds: Bounds = _BOUNDS) -> None:
        self._files = files
        self.endings = endings
        self._bounds = bounds
        self._earlier: int | None = None
        self._last_earlier = 0  # the id of the newest file that an earlier run listed
        self._turn = threading.Lock()

    def parted(self, paths: Sequence[str]) -> tuple[str | None, tuple[str, ...]]:
        """The one to be shown, which is the first that is no folder, and the others."""
        first = next((p for p in paths if not Path(p).is_dir()), None)
        return first, tuple(p for p in paths if p != first)

    def find(self, paths: Sequence[str], stopped: Callable[[], bool] = lambda: False) -> tuple[Found | LeftOut, ...]:
        """The files at `paths`, those in folders too; none when `stopped()` meanwhile."""
        found = tuple(collect([same_file(p) for p in paths], self.endings, self._bounds, stopped))
        return () if stopped() else found

    def add(self, found: Sequence[Found | LeftOut]) -> QueueCounts:
        """Put what was found at the end of the list."""
        self._recovered()
        left_out = [(f.path, f.sentence) for f in found if isinstance(f, LeftOut)]
        self._files.add([f.path for f in found if isinstance(f, Found)], left_out)
        return self._files.counts()

    def recover(self) -> Recovered:
        """What an earlier run of the program left unread, and what was listed since."""
        earlier = self._recovered()
        return Recovered(self._files.counts(), earlier)

    def _recovered(self) -> int:
        """How many files an earlier run left. Asked before anything is listed or begun: calls come from two threads,
        and what a watched folder brings at the start is not an earlier run's.
        """
        with self._turn:
            if self._earlier is None:
                self._files.recover(_MOST_TRIES, _ENDED)
                self._last_earlier = self._files.newest()
                self._earlier = self._files.counts().waiting
            return self._earlier

    def next(self, *, only_new: bool = False) -> QueueItem | None:
        """The file whose turn it is; None when none waits. `only_new`: of those that were listed in this run."""
        self._recovered()
        return self._files.begin(self._last_earlier if only_new else 0)

    def finish(
        self, item: QueueItem, state: ItemState, sentence: str = "", article_id: int | None = None
    ) -> QueueCounts:
        self._files.finish(item.id, state, sentence, article_id)
        return self._files.counts()

    def put_back(self, item: QueueItem) -> QueueCounts:
        """Let a file wait that was begun and could not be gone on with."""
        self._files.put_back(item.id)
        return self._files.counts()

    def drop_waiting(self) -> QueueCounts:
        self._files.drop_waiting()
        return self._files.counts()

    def retry_failed(self) -> QueueCounts:
        self._files.retry_failed()
        return self._files.counts()

    def counts(self) -> QueueCounts:
        return self._files.counts()

    def rows(
        self, text: str = "", states: Sequence[ItemState] = (), limit: int = 200, offset: int = 0
    ) -> tuple[QueueItem, ...]:
        """A page of the report, in the order the files were listed."""
        return self._files.page(text, states, limit, offset)

    def look(self, folders: Sequence[str], settled_before: int) -> Looked:
        """List what is new or changed in watched folders since the last look.

        A file changed after `settled_before` (nanoseconds since the epoch) may still be written to: it is left for the
        next look, and so is an empty one.
        """
        self._recovered()
        gone = tuple(f for f in folders if not Path(f).is_dir())
        there = [f for f in folders if f not in gone]
        within: list[str] = []
        seen = collect(there, self.endings, self._bounds, entered=within.append)
        files = [f for f in seen if isinstance(f, Found)]
        new = self._files.unseen((f.path, f.size, f.changed) for f in files)
        ready = [f for f in new if f[2] <= settled_before and f[1] > 0]
        if ready:
            self._files.add(path for path, _, _ in ready)
            self._files.saw(ready)
        unsettled = any(changed > settled_before for _, _, changed in new)
        return Looked(bool(ready), unsettled, gone, tuple(within)[:_MOST_WATCHED])
