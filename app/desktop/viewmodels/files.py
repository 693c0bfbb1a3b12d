"""Files on their way from the disk to the screen and into the library; of a long one the beginning comes first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.desktop.viewmodels.beginning import READING_THE_REST, SIGN_AFTER_MS, Beginning
from app.desktop.viewmodels.services import Services
from app.domain.arrival import Taken
from app.domain.article import Article
from app.domain.marks import ArticleView
from app.work.background import Background
from app.work.bridge import Worker
from app.work.messages import JobFailed


class Files(QObject):
    """Reads each in the worker and takes it into the library off the window's thread; never blocks the window's."""

    begun = Signal(object)  # ArticleView of the beginning of a file, to be looked at until the whole is taken
    unfinishedTold = Signal(str)  # a sentence to stand under that beginning  # noqa: N815
    taken = Signal(object, bool)  # Taken, whether it is to be shown
    failed = Signal(str, str)  # what could not be read, the next step
    storeFailed = Signal(object)  # the exception; the file was read and not taken  # noqa: N815

    def __init__(
        self, services: Services, worker: Worker, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services, self._worker, self._background = services, worker, background
        self._reads: dict[int, tuple[str, bool]] = {}  # job: path, whether to show it
        self._last_shown = 0  # job: what was asked for before it no longer takes its place
        self._beginning = Beginning(self.unfinishedTold.emit)
        self._sign = QTimer(self)
        self._sign.setSingleShot(True)
        self._sign.setInterval(SIGN_AFTER_MS)
        self._sign.timeout.connect(self._tell_rest)
        worker.fileBegun.connect(self._begun)
        worker.fileRead.connect(self._read)
        worker.failed.connect(self._failed)

    @property
    def busy(self) -> bool:
        return bool(self._reads)

    @property
    def beginning(self) -> ArticleView | None:
        """What is shown, where that is the beginning of a file."""
        return self._beginning.view

    @property
    def unfinished(self) -> str:
        """Why nothing can be written on what is shown, in a sentence; "" where it is no beginning."""
        return self._beginning.unfinished

    def open(self, paths: Sequence[str], *, show: bool) -> None:
        """Read these; with `show` the first is shown as soon as its text is there."""
        for number, path in enumerate(paths):
            first = show and number == 0
            self._reads[self._worker.read(path, begin=first)] = (path, first)

    def give_up_rest(self) -> None:
        """The rest of the file whose beginning is shown is not read any more."""
        if (rest := self._beginning.job) is not None:
            del self._reads[rest]
            self._worker.cancel(rest)
            self._beginning.give_up(rest)

    def leave_beginning(self) -> None:
        """Another text is shown. Where the rest is still being read, it goes into the library and no further."""
        left = self._beginning.leave()
        if left in self._reads:
            self._reads[left] = (self._reads[left][0], False)

    # answers

    def _begun(self, job: int, article: Article) -> None:
        if not self._may_begin(job):
            return
        path = self._reads[job][0]

        def found(left: int) -> None:
            # Who left it further on would see its first page for a moment.
            if left < len(article.text) and self._may_begin(job):
                self.leave_beginning()
                self.begun.emit(self._beginning.begin(job, article, path, left))
                self._sign.start()

        self._background.run(lambda: self._services.articles.left_at(path), found)

    def _may_begin(self, job: int) -> bool:
        if not self._reads.get(job, ("", False))[1] or self._beginning.is_of(job):
            return False  # the queue's, one that is not to be shown, or told again after a crash
        later = any(show for other, (_, show) in self._reads.items() if other > job)
        return job >= self._last_shown and not later  # else something else is shown, or waited for, by now

    def _tell_rest(self) -> None:
        if self._beginning.job is not None:
            self.unfinishedTold.emit(READING_THE_REST)

    def _read(self, job: int, article: Article) -> None:
        if job not in self._reads:
            return  # the queue's
        path, show = self._reads[job]

        def added(taken: Taken) -> None:
            del self._reads[job]
            shown = show and job > self._last_shown
            self._last_shown = job if shown else self._last_shown
            self.taken.emit(taken, shown)

        def failed(error: Exception) -> None:
            del self._reads[job]
            self._beginning.give_up(job)
            self.storeFailed.emit(error)

        self._background.run(lambda: self._services.articles.take(article, path), added, failed)

    def _failed(self, job: int, failure: JobFailed) -> None:
        if job not in self._reads:
            return
        path, _ = self._reads.pop(job)
        self._beginning.give_up(job)
        sentence = failure.sentence
        if Path(path).name not in sentence:
            sentence = f"“{Path(path).name}” could not be opened. {sentence}"
        self.failed.emit(sentence, failure.next_step)
