"""The queue of files on their way into the library: one at a time, and never before what the user waits for."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from PySide6.QtCore import QObject, QTimer, Signal

from app.desktop.viewmodels.carrying import Carrier
from app.desktop.viewmodels.reading import Trouble
from app.domain.changes import Changes
from app.domain.queueing import NO_FILES, Doing, ItemState, QueueCounts, QueueItem, QueueView, Recovered
from app.errors import StoreError, UserError
from app.services.articles import Articles
from app.services.collecting import Found, LeftOut
from app.services.queueing import Queueing
from app.work.background import Background
from app.work.bridge import Worker

log = logging.getLogger(__name__)

GATHER_MS, GATHER_MANY_MS, MANY = 1_500, 8_000, 100
"""Lists are drawn anew this often while files come in, more rarely while MANY wait: each time costs a look at all."""
HOLD_MS = 250
GIVE_WAY_MS = 1_500
"""How long the user's file waits for one of ours that is being read; then ours is cut off and read again later."""


@dataclass(frozen=True, slots=True)
class Threads:
    """`store`: the library's; `files`: the list's, for short calls; `folders`: for walks, which may take minutes."""

    store: Background
    files: Background
    folders: Background


class Queue(QObject):
    """Lives in the window's thread and never blocks it. Holds one article at a time, however many wait.

    `is_held` answers whether the user waits for something that is read or analysed: then nothing new is begun.
    """

    moved = Signal(object)  # QueueView
    openWanted = Signal(str)  # a path that is to be shown  # noqa: N815
    showWanted = Signal(int)  # the first article that came in, when nothing is shown yet  # noqa: N815
    changed = Signal(object)  # Changes of several files together
    finished = Signal(object)  # QueueCounts: none is waiting any more
    itemDone = Signal(object)  # QueueItem  # noqa: N815
    troubled = Signal(object)  # Trouble: the list or the library cannot be written

    def __init__(
        self,
        articles: Articles,
        queueing: Queueing,
        worker: Worker,
        threads: Threads,
        is_held: Callable[[], bool] = lambda: False,
        parent: QObject | None = None,
        *,
        analyses: bool = True,
    ) -> None:
        super().__init__(parent)
        self._queueing, self._threads, self._is_held = queueing, threads, is_held
        self._counts = NO_FILES
        self._carrier = Carrier(articles, worker, threads.store, self._is_shown, self, analyses=analyses)
        self._carrier.ended.connect(self._finish)
        self._carrier.changed.connect(self._note)
        self._carrier.refused.connect(self._refused)
        self._asking = False
        self._asked = object()  # another after each cancel: what was asked for before is not begun
        self._paused = False
        self._offered = False  # what an earlier run left; what is listed in this one is begun all the same
        self._left = 0
        self._may_have_new = False
        self._has_added = False  # the user asked for files in this run
        self._show_next = False
        self._looking = 0
        self._stop_looking = threading.Event()
        self._gathered = Changes()
        self._gather = _timer(self, GATHER_MS, self._tell_changes)
        self._hold = _timer(self, HOLD_MS, self._go_on)
        self._way = _timer(self, GIVE_WAY_MS, self._cut_off)

    @property
    def view(self) -> QueueView:
        item = self._carrier.item
        offered = min(self._left, self._counts.waiting) if self._offered else 0
        return QueueView(self._doing(), self._counts, PurePath(item.path).name if item else "", offered)

    @property
    def busy(self) -> bool:
        """Whether something is under way, or would go on by itself."""
        under_way = self._carrier.item is not None or self._asking or self._looking > 0
        return under_way or (self._counts.waiting > 0 and not self._rests)

    @property
    def _rests(self) -> bool:
        """Whether nothing is to be begun now."""
        return self._paused or (self._offered and not self._may_have_new)

    # what can be asked of it

    def open(self, paths: Sequence[str], *, show: bool = False) -> None:
        """The first file among `paths` is to be shown, the others and those in folders come into the library.

        Where there is but one file in the folders, that is shown. `show`: when there are only folders, the first
        article that comes in is to be shown.
        """

        def parted(answer: tuple[str | None, tuple[str, ...]]) -> None:
            first, others = answer
            if first is not None:
                self.openWanted.emit(first)
            if others:
                self._show_next = show and first is None
                self._add(others, first is None)

        self._threads.files.run(lambda: self._queueing.parted(paths), parted, self._list_failed)

    def add(self, paths: Sequence[str]) -> None:
        """Put files, and those in folders, at the end of the queue."""
        self._add(paths, opens_a_single_one=False)

    def _add(self, paths: Sequence[str], opens_a_single_one: bool) -> None:
        stop = self._stop_looking
        self._looking += 1
        self._tell()

        def found(answer: tuple[Found | LeftOut, ...]) -> None:
            files = [f for f in answer if isinstance(f, Found)]
            if opens_a_single_one and len(files) == 1:
                self._looking -= 1
                self._show_next = False
                self._tell()
                self.openWanted.emit(files[0].path)
            else:
                self._threads.files.run(lambda: self._queueing.add(answer), listed, failed)

        def listed(counts: QueueCounts) -> None:
            self._looking -= 1
            if self._offered:
                self._paused = self._offered = False
            self._has_added = True
            self._count(counts)

        def failed(error: Exception) -> None:
            self._looking -= 1
            self._list_failed(error)

        self._threads.folders.run(lambda: self._queueing.find(paths, stop.is_set), found, failed)

    def recount(self) -> None:
        """Files were listed elsewhere: see to them. They are begun even while others are offered."""
        self._may_have_new = True
        self._threads.files.run(self._queueing.counts, self._count, self._list_failed)

    def recover(self, then: Callable[[], object] = lambda: None) -> None:
        """Offer what an earlier run of the program left unread."""

        def recovered(found: Recovered) -> None:
            if found.earlier and found.counts.waiting and not self._has_added and not self.busy:
                self._offered, self._left, self._may_have_new = True, found.earlier, found.listed_since
            self._count(found.counts)
            then()

        self._threads.files.run(self._queueing.recover, recovered, self._list_failed)

    def pause(self) -> None:
        """Begin no other file; the one under way is finished."""
        self._paused, self._offered = True, False
        self._tell()

    def go_on(self) -> None:
        self._paused = self._offered = False
        self._tell()
        self._go_on()

    def cancel(self) -> None:
        """Forget what waits and give up what is under way; what is in the library stays there."""
        self._stop_looking.set()
        self._stop_looking = threading.Event()
        self._let_go()
        self._asked = object()
        self._paused = self._offered = self._show_next = False
        self._threads.files.run(self._queueing.drop_waiting, self._count, self._list_failed)

    def retry_failed(self) -> None:
        """Read again what failed."""
        self._paused = self._offered = False
        self._threads.files.run(self._queueing.retry_failed, self._count, self._list_failed)

    def make_way(self) -> None:
        """The user opens a file: one of ours that takes long to read is cut off for it."""
        if self._carrier.is_reading:
            self._way.start()

    def close(self) -> None:
        """Keep what is unread for the next start of the program."""
        self._stop_looking.set()
        self._paused = True
        item = self._let_go()
        if item is not None:
            self._threads.files.run(lambda: self._queueing.put_back(item))

    # one file after another

    def _go_on(self) -> None:
        if self._carrier.item is not None or self._asking or self._rests or not self._counts.waiting:
            return
        if self._is_held():
            self._hold.start()
            return
        self._asking = True
        asked, only_new = self._asked, self._offered
        self._may_have_new = False  # unless more are listed while this is asked

        def begin(item: QueueItem | None) -> None:
            self._begin(item, asked, only_new)

        self._threads.files.run(lambda: self._queueing.next(only_new=only_new), begin, self._list_failed)

    def _begin(self, item: QueueItem | None, asked: object, only_new: bool) -> None:
        self._asking = False
        self._may_have_new |= item is not None
        if item is None:
            self._none_waits(only_new)
        elif asked is not self._asked or self._paused or self._is_held():
            self._put_back(item)
        else:
            self._carrier.begin(item)
            self._tell()

    def _none_waits(self, only_new: bool) -> None:
        """None of those asked for; while that was asked, others may have been listed, or the offer taken."""
        if only_new:
            self._tell()
            self._go_on()
        else:
            self._threads.files.run(self._queueing.counts, self._count, self._list_failed)

    def _is_shown(self, article_id: int) -> bool:
        """Whether this article is to be shown, which has it analysed, too."""
        shown, self._show_next = self._show_next, False
        if shown:
            self.showWanted.emit(article_id)
        return shown

    def _finish(self, state: ItemState, sentence: str, article_id: int | None) -> None:
        item = self._let_go()
        assert item is not None
        self._asking = True

        def done(counts: QueueCounts) -> None:
            self._asking = False
            self.itemDone.emit(QueueItem(item.id, item.path, state, sentence, article_id))
            self._count(counts)

        self._threads.files.run(
            lambda: self._queueing.finish(item, state, sentence, article_id), done, self._list_failed
        )

    def _let_go(self) -> QueueItem | None:
        """Give up the file under way, if there is one; which."""
        self._way.stop()
        return self._carrier.let_go()

    def _cut_off(self) -> None:
        if self._carrier.is_reading:
            self._put_back(self._let_go())

    def _put_back(self, item: QueueItem | None) -> None:
        if item is not None:
            self._threads.files.run(lambda: self._queueing.put_back(item), self._count, self._list_failed)

    # what is told

    def _count(self, counts: QueueCounts) -> None:
        was_waiting, self._counts = self._counts.waiting, counts
        if not counts.waiting:
            self._paused = self._offered = False
            if was_waiting and self._carrier.item is None:
                self._tell_changes()
                self.finished.emit(counts)
        self._tell()
        self._go_on()

    def _doing(self) -> Doing:
        if self._offered:
            return Doing.OFFERED
        if self._looking and not self._counts.waiting:
            return Doing.LOOKING
        if not self._counts.waiting:
            return Doing.NOTHING
        return Doing.PAUSED if self._paused and self._carrier.item is None else Doing.READING

    def _tell(self) -> None:
        self.moved.emit(self.view)

    def _note(self, changes: Changes) -> None:
        self._gathered |= changes
        if not self._gather.isActive():
            self._gather.start(GATHER_MANY_MS if self._counts.waiting > MANY else GATHER_MS)

    def _tell_changes(self) -> None:
        gathered, self._gathered = self._gathered, Changes()
        self._gather.stop()
        if gathered.kinds:
            self.changed.emit(gathered)

    def _refused(self, error: StoreError) -> None:
        """The library took nothing: wait until that is mended, for every further file would fail, too."""
        self._paused = True
        self._put_back(self._let_go())
        self._trouble(error, "Your library could not be written.")

    def _list_failed(self, error: Exception) -> None:
        self._asking = False
        self._paused = True
        self._tell()
        self._trouble(error, "The list of files to be read could not be written.")

    def _trouble(self, error: Exception, sentence: str) -> None:
        log.error("the queue stopped", exc_info=error)
        step = "Look whether there is room on the disk, then choose Continue."
        if isinstance(error, UserError):
            sentence, step = error.sentence, error.next_step or step
        self.troubled.emit(Trouble(sentence, step))


def _timer(parent: QObject, milliseconds: int, act: Callable[[], object]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(act)
    return timer
