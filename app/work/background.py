"""One thread for the store: calls go in from the window, results come back to it as callbacks."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

log = logging.getLogger(__name__)
T = TypeVar("T")


class Background(QObject):
    """Runs calls one after another off the window's thread. Callbacks run in the thread this object lives in.

    A call with a `key` replaces an earlier one of that key that has not answered yet: only the newest answer is
    delivered. What raises is given to `failed`, or to the signal `problem` when none was passed.
    """

    problem = Signal(object)  # the exception
    idle = Signal()
    _answered = Signal(object)

    def __init__(self, name: str = "store", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"glossator-{name}")
        self._newest: dict[Hashable, int] = {}
        self._count = 0
        self._open = 0
        self._closed = False
        # Queued even when a call is over before its callback is added, which then runs here: an answer never comes
        # from within `run`.
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        call: Callable[[], T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        key: Hashable | None = None,
    ) -> None:
        """Queue `call`; then `done(result)` or `failed(exception)` in this thread. After `close` nothing is run."""
        if self._closed:
            log.debug("a call came after the store was closed")
            return
        self._count += 1
        self._open += 1
        ticket = self._count
        if key is not None:
            self._newest[key] = ticket

        def answer(future: Future[T]) -> None:
            try:
                self._answered.emit((ticket, key, future, done, failed))
            except RuntimeError:
                log.debug("an answer came after the window closed")

        def work() -> T:
            if key is not None and self._newest.get(key) != ticket:
                raise _Superseded
            return call()

        self._pool.submit(work).add_done_callback(answer)

    def _deliver(self, answer: tuple[int, Hashable | None, Future[T], Callable[[T], object] | None, object]) -> None:
        if self._closed:
            return  # nobody is there to see it, and what follows from it could not run
        ticket, key, future, done, failed = answer
        self._open -= 1
        error = future.exception()
        if isinstance(error, _Superseded) or (key is not None and self._newest.get(key) != ticket):
            pass
        elif error is None:
            if done is not None:
                done(future.result())
        elif callable(failed):
            failed(error)
        else:
            log.error("a call to the store failed", exc_info=error)
            self.problem.emit(error)
        if self._open == 0:
            self.idle.emit()

    @property
    def busy(self) -> bool:
        return self._open > 0

    def close(self) -> None:
        """Finish what is queued: every note that was handed over is written. Answers are no longer delivered."""
        self._closed = True
        self._pool.shutdown(wait=True)


class _Superseded(Exception):
    """A newer call of the same key makes this one pointless."""
