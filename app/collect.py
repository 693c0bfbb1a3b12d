"""The command `glossator import`: files and folders into the library, without a window."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domain.queueing import ItemState, QueueCounts, QueueItem, summary
from app.errors import UserError
from app.paths import Paths, find_paths

if TYPE_CHECKING:
    from app.desktop.viewmodels.reading import Trouble
    from app.work.messages import Tools

OK, SOME_FAILED, INTERRUPTED = 0, 1, 130
_LISTEN_MS = 200

_IMPORT = """\
Bring files and folders into the library: read, analysed, linked and saved, as the window does it. What is there already
is recognised, so that a run that was broken off can simply be started again. If the window is open, it does the work.
"""
_IMPORT_END = """\
examples:
  glossator import article.html ~/Downloads/articles
  glossator import --no-analysis archive/
  glossator import --watch ~/Downloads/articles

exit codes: 0 all of it is in the library, 1 some could not be read (said on standard error), 2 wrong usage,
130 broken off; a watch that is ended by Ctrl+C has done what it was to do: 0
"""


def import_files(arguments: Sequence[str]) -> int:
    """Run `glossator import`; its exit code."""
    parser = argparse.ArgumentParser(
        "glossator import",
        description=_IMPORT,
        epilog=_IMPORT_END,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files, and folders with those below them")
    parser.add_argument("--no-analysis", action="store_true", help="only read and save: analysed when first opened")
    parser.add_argument(
        "--watch",
        action="store_true",
        help="go on: what comes into these folders later is brought in too, until Ctrl+C",
    )
    parser.add_argument("--home", metavar="DIR", help="the folder of the library, if it is another one")
    known = parser.parse_args(arguments)
    paths = [str(Path(p).absolute()) for p in known.paths]
    if known.watch and not all(Path(p).is_dir() for p in paths):
        parser.error("only folders can be watched")
    try:
        if known.watch:
            return watch(find_paths(known.home).make(), paths, analyses=not known.no_analysis)
        return bring_in(find_paths(known.home).make(), paths, analyses=not known.no_analysis)
    except UserError as error:
        print(f"glossator: {error}", file=sys.stderr)
    except OSError as error:
        print(f"glossator: {error.filename}: {error.strerror}. Check the folder and the disk.", file=sys.stderr)
    return SOME_FAILED


def bring_in(
    home: Paths, paths: Sequence[str], *, analyses: bool = True, build: Callable[[], Tools] | None = None
) -> int:
    """Bring `paths` into the library in `home`; the exit code. `build` makes the worker's tools in its process."""
    from PySide6.QtCore import QCoreApplication

    from app.desktop.single import hand_over_import

    application = QCoreApplication.instance() or QCoreApplication(["glossator"])
    if hand_over_import(home.home, paths):
        print("Glossator is open: its window brings them in, and reports there.")
        return OK
    run = _Run(home, analyses, build)
    try:
        return run.bring_in(paths)
    finally:
        run.close()
        del application


def watch(
    home: Paths, folders: Sequence[str], *, analyses: bool = True, build: Callable[[], Tools] | None = None
) -> int:
    """Bring in what is in `folders`, and what comes into them, until the process is told to end; the exit code.

    The library is held meanwhile: StoreBusy while a window has it open, which watches folders itself.
    """
    from PySide6.QtCore import QCoreApplication

    application = QCoreApplication.instance() or QCoreApplication(["glossator"])
    run = _Run(home, analyses, build)
    try:
        return run.watch(folders)
    finally:
        run.close()
        del application


class _Run:
    """The same queue, worker and services as the window's, in an event loop of their own."""

    def __init__(self, home: Paths, analyses: bool, build: Callable[[], Tools] | None) -> None:
        from app import worker
        from app.bootstrap import build_services
        from app.desktop.viewmodels.queue import Queue, Threads
        from app.reading.formats import SUFFIXES
        from app.services.queueing import Queueing
        from app.store.open import open_store
        from app.store.pictures import PictureFile
        from app.store.queue import QueueFile
        from app.work.background import Background
        from app.work.bridge import Worker

        self._store = open_store(home.store, home.backups)
        self._pictures = PictureFile(home.pictures)
        self._files = QueueFile(Path(":memory:"))  # a run that is broken off is started again as a whole
        self._threads = Threads(Background(), Background("files"), Background("folders"))
        self._worker = Worker(build or worker.build)
        self._queueing = Queueing(self._files, SUFFIXES)
        self._queue = Queue(
            build_services(self._store, self._pictures).articles,
            self._queueing,
            self._worker,
            self._threads,
            analyses=analyses,
        )
        self._progress = _Progress()

    def bring_in(self, paths: Sequence[str]) -> int:
        from PySide6.QtCore import QEventLoop, QTimer

        loop = QEventLoop()
        self._queue.moved.connect(lambda view: self._progress.move(view.counts, view.name))
        self._queue.itemDone.connect(self._progress.done)
        self._queue.finished.connect(lambda _: loop.exit(OK))
        self._queue.troubled.connect(self._progress.stop)
        self._queue.troubled.connect(lambda _: loop.exit(SOME_FAILED))
        listening = QTimer()  # Python's signal handlers run between its own instructions only
        listening.start(_LISTEN_MS)
        before = signal.signal(signal.SIGINT, lambda *_: loop.exit(INTERRUPTED))
        try:
            self._queue.add(paths)
            code = loop.exec()
        finally:
            signal.signal(signal.SIGINT, before)
            self._progress.close()
        return self._ended(code)

    def watch(self, folders: Sequence[str]) -> int:
        from PySide6.QtCore import QEventLoop

        from app.desktop.endings import Endings
        from app.desktop.viewmodels.watching import Watching

        loop = QEventLoop()
        watching = Watching(self._queueing, self._threads.folders)
        watching.listed.connect(self._queue.recount)
        watching.goneFound.connect(lambda f: self._progress.fail(f"{f} is not there. It is watched once it is back."))
        self._queue.moved.connect(lambda view: self._progress.move(view.counts, view.name))
        self._queue.itemDone.connect(self._progress.tell)
        self._queue.troubled.connect(self._progress.stop)
        self._queue.troubled.connect(lambda _: loop.exit(SOME_FAILED))
        endings = Endings(lambda: loop.exit(OK))
        self._progress.say(f"Watching {', '.join(folders)}. Ctrl+C ends it.")
        try:
            watching.watch(folders)
            return loop.exec()
        finally:
            watching.watch(())
            endings.close()
            self._progress.close()

    def _ended(self, code: int) -> int:
        counts = self._queue.view.counts
        for item in self._files.page("", [ItemState.LEFT_OUT], 1_000, 0):
            self._progress.fail(f"{item.path}: {item.sentence}")
        print(f"{summary(counts) or 'Nothing was found'}.")
        if code == INTERRUPTED:
            print("glossator: broken off. Start it again to go on: what is there is recognised.", file=sys.stderr)
        return code or (SOME_FAILED if counts[ItemState.FAILED] else OK)

    def close(self) -> None:
        self._queue.close()
        self._worker.stop()
        self._threads.folders.close()
        self._threads.files.close()
        self._threads.store.close()
        self._files.close()
        self._pictures.close()
        self._store.close()


class _Progress:
    """A bar on standard error where that is a terminal; what failed in any case, at once."""

    def __init__(self) -> None:
        self._bar: Any = None
        if sys.stderr.isatty():
            from tqdm import tqdm

            self._bar = tqdm(total=0, unit="file", file=sys.stderr, leave=False, dynamic_ncols=True)

    def move(self, counts: QueueCounts, name: str) -> None:
        if self._bar is not None:
            self._bar.total, self._bar.n = counts.total, counts.done
            self._bar.set_description(name[:30])

    def done(self, item: QueueItem) -> None:
        if item.state is ItemState.FAILED:
            self.fail(f"{item.path}: {item.sentence}")

    def tell(self, item: QueueItem) -> None:
        """A line on standard output for what came in; on standard error for what failed."""
        self.done(item)
        if item.state is not ItemState.FAILED:
            self.say(f"{item.path}: {summary(QueueCounts({item.state: 1})).removeprefix('1 ')}")

    def say(self, sentence: str) -> None:
        words = sentence.encode("utf-8", "backslashreplace").decode()
        if self._bar is not None:
            self._bar.write(words, file=sys.stdout)
        else:
            print(words, flush=True)

    def stop(self, trouble: Trouble) -> None:
        self.fail(f"{trouble.sentence} {trouble.next_step}")

    def fail(self, sentence: str) -> None:
        words = f"glossator: {sentence.encode('utf-8', 'backslashreplace').decode()}"
        if self._bar is not None:
            self._bar.write(words, file=sys.stderr)
        else:
            print(words, file=sys.stderr, flush=True)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
