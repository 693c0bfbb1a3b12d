"""How files get into the library from the window: opened, dropped, out of folders; what is told of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from app.desktop.dialogs.queue_report import QueueReport
from app.desktop.library.rows import LineDelegate
from app.desktop.queue_strip import QueueStrip
from app.desktop.viewmodels.queue import Queue, Threads
from app.desktop.viewmodels.reading import Reading
from app.domain.queueing import QueueCounts, summary
from app.services.queueing import Queueing


class Intake(QObject):
    """Joins the queue to what is read, to the strip and to the dialogs."""

    def __init__(
        self,
        queue: Queue,
        queueing: Queueing,
        threads: Threads,
        reading: Reading,
        delegate: LineDelegate,
        tell: Callable[[str], object],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._queue, self._queueing, self._threads, self._reading = queue, queueing, threads, reading
        self._delegate, self._tell, self._window = delegate, tell, window
        self.strip = QueueStrip()
        queue.moved.connect(self.strip.tell)
        queue.finished.connect(self._finished)
        queue.changed.connect(reading.take)
        queue.troubled.connect(reading.troubled)
        queue.openWanted.connect(lambda path: reading.open_files([path]))
        queue.showWanted.connect(reading.open_article)
        reading.opening.connect(lambda _: queue.make_way())
        self.strip.paused.connect(queue.pause)
        self.strip.continued.connect(queue.go_on)
        self.strip.cancelled.connect(self._cancel)
        self.strip.reportWanted.connect(self.show_report)

    @property
    def busy(self) -> bool:
        return self._queue.busy

    def start(self) -> None:
        """Offer what an earlier run of the program left unread."""
        self._queue.recover()

    def open(self, paths: Sequence[str]) -> None:
        """Show the first file, bring the others, and those in folders, into the library."""
        self._queue.open(paths, show=self._reading.view is None)

    def add(self, paths: Sequence[str]) -> None:
        """Bring files and folders into the library without showing any."""
        self._queue.add(paths)

    def choose_folder(self) -> None:
        dialog = QFileDialog(self._window, "Open a folder of articles")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.open([name]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_report(self) -> None:
        """What became of every file of the last import."""
        counts = self._queue.view.counts
        report = QueueReport(self._queueing, counts, self._delegate, self._threads.files, self._window)
        report.articleChosen.connect(self._reading.open_article)
        report.retryWanted.connect(self._queue.retry_failed)
        report.open()

    def close(self) -> None:
        """Keep what is unread for the next start."""
        self._queue.close()

    def _cancel(self) -> None:
        self._queue.cancel()
        self._tell("Cancelled. What was read stays in your library.")

    def _finished(self, counts: QueueCounts) -> None:
        self.strip.end(counts)
        if counts.total > 1 or counts.failed:
            self._tell_screen_reader(f"Done: {summary(counts)}.")

    def _tell_screen_reader(self, sentence: str) -> None:
        self.strip.setAccessibleDescription(sentence)
