"""How files get into the library from the window: opened, dropped, out of folders; what is told of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app.desktop.dialogs.queue_report import QueueReport
from app.desktop.dialogs.watched import WatchedFolders
from app.desktop.library.rows import LineDelegate
from app.desktop.queue_strip import QueueStrip
from app.desktop.viewmodels.queue import Queue, Threads
from app.desktop.viewmodels.reading import Reading, Trouble
from app.desktop.viewmodels.watching import Watching, shown_folder
from app.domain.queueing import NO_FILES, QueueCounts, summary
from app.services.queueing import Queueing
from app.settings import Settings


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
        settings: Settings,
        save_settings: Callable[[], object],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._settings, self._save_settings = settings, save_settings
        self._watching = Watching(queueing, threads.folders, self)
        self._watching.listed.connect(queue.recount)
        self._watching.goneFound.connect(self._tell_gone)
        self._queue, self._queueing, self._threads, self._reading = queue, queueing, threads, reading
        self._delegate, self._tell, self._window = delegate, tell, window
        self._quiet = False
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
        """Offer what an earlier run of the program left unread, and look into the watched folders."""
        self._queue.recover(lambda: self._watching.watch(self._settings.watched))

    def open(self, paths: Sequence[str]) -> None:
        """Show the first file, bring the others, and those in folders, into the library."""
        self._queue.open(paths, show=self._reading.view is None)

    def welcome(self, paths: Sequence[str]) -> None:
        """Bring the sample articles in, and show the first; that they came is not worth a report."""
        self._quiet = True
        self.open(paths)

    def add(self, paths: Sequence[str]) -> None:
        """Bring files and folders into the library without showing any."""
        self._queue.add(paths)

    def choose_files(self) -> None:
        dialog = QFileDialog(self._window, "Open articles")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        endings = " ".join(f"*{ending}" for ending in self._queueing.endings)
        dialog.setNameFilters([f"Articles ({endings})", "All files (*)"])
        dialog.filesSelected.connect(lambda paths: self.open(list(paths)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open_clipboard(self) -> None:
        """Read the text that lies on the clipboard."""
        words = QApplication.clipboard().text()
        if words.strip():
            self._reading.open_text(words)
        else:
            self._tell("There is no text on the clipboard.")

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

    def show_watched(self) -> None:
        """Which folders are watched; to watch another, or one less."""
        dialog = WatchedFolders(self._watching.folders, self._watching.gone, self._window)
        dialog.changed.connect(self._watch)
        dialog.open()

    def close(self) -> None:
        """Keep what is unread for the next start."""
        self._queue.close()

    def _watch(self, folders: list[str]) -> None:
        self._settings.watched = folders
        self._save_settings()
        self._watching.watch(folders)

    def _tell_gone(self, folder: str) -> None:
        words = f"The watched folder {shown_folder(folder)} is not there."
        step = "It is watched again once it is back; under File, Watched folders, you can stop that."
        self._reading.troubled.emit(Trouble(words, step))

    def _cancel(self) -> None:
        self._queue.cancel()
        self._tell("Cancelled. What was read stays in your library.")

    def _finished(self, counts: QueueCounts) -> None:
        quiet, self._quiet = self._quiet and not counts.failed, False
        self.strip.end(NO_FILES if quiet else counts)
        if quiet:
            return
        if counts.total > 1 or counts.failed:
            self._speak(f"{summary(counts)}.")

    def _speak(self, sentence: str) -> None:
        """Have a screen reader say it: the strip shows it to everybody else."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.strip, sentence))
