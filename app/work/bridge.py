"""The worker as the window sees it: jobs in, signals out, and a process that is replaced when it dies."""

from __future__ import annotations

import logging
import multiprocessing
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

import psutil
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.domain.article import Block
from app.domain.lexicon import Lexicon
from app.work import child
from app.work.messages import (
    Advanced,
    AnalyzeText,
    Answer,
    Begun,
    Cancel,
    FileBegun,
    FileRead,
    JobFailed,
    Limits,
    Look,
    Looked,
    Provisional,
    ReadFile,
    Ready,
    Request,
    Stop,
    TextAnalyzed,
    Tools,
    Warm,
)

log = logging.getLogger(__name__)

WATCH_MS = 500
GRACE_SECONDS = 3.0
"""How long a cancelled job may go on before the child is ended: a batch of paragraphs takes a third of a second."""


@dataclass(slots=True)
class _Job:
    request: ReadFile | AnalyzeText | Look
    begun: float | None = None  # monotonic seconds
    attempts: int = 0
    cancelled: float | None = None


class Worker(QObject):
    """Sends jobs to the one child process and tells what comes of them. Lives in the window's thread.

    Every job is answered exactly once, by `fileRead`, `analyzed`, `looked`, `failed` or `lookFailed`, unless it was
    cancelled. A child that dies (killed, crashed, past its time or memory) is started again and its jobs are tried
    once more, then reported.
    """

    fileBegun = Signal(int, object)  # job, Article of its beginning, before fileRead  # noqa: N815
    fileRead = Signal(int, object)  # job, Article  # noqa: N815
    analyzed = Signal(int, str, object)  # job, version, Analysis
    provisional = Signal(int, str, object)  # job, version, Analysis of a part
    looked = Signal(int, object)  # job, what the request says it comes to
    advanced = Signal(int, int, int)  # job, code points done, of
    failed = Signal(int, object)  # job, JobFailed
    lookFailed = Signal(int, object)  # the same, for a look at pages  # noqa: N815
    restarted = Signal(str)  # a sentence: what happened
    ready = Signal(str)  # the model's name

    _arrived = Signal(int, object)  # generation, Answer or None at the end of the pipe

    def __init__(self, build: Callable[[], Tools], limits: Limits | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._build = build
        self._limits = limits or Limits()
        self._jobs: dict[int, _Job] = {}
        self._last_job = 0
        self._generation = 0
        self._process: BaseProcess | None = None
        self._outbox: queue.SimpleQueue[Request | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._blame = ""
        self._arrived.connect(self._receive, Qt.ConnectionType.QueuedConnection)
        self._watch = QTimer(self)
        self._watch.setInterval(WATCH_MS)
        self._watch.timeout.connect(self._look_after)

    # jobs

    def read(self, path: str, *, begin: bool = False) -> int:
        """Read a file; the job's number. `begin`: of a long one, tell its beginning first."""
        self._last_job += 1
        return self._submit(ReadFile(self._last_job, path, begin))

    def analyze(self, version: str, text: str, blocks: tuple[Block, ...], lexicon: Lexicon, first: int = 0) -> int:
        """Analyse a text; the job's number."""
        self._last_job += 1
        return self._submit(AnalyzeText(self._last_job, version, text, blocks, lexicon, first))

    def look(self, request: Look) -> int:
        """Look at the pages of a file; the job's number, which takes the place of the request's own."""
        self._last_job += 1
        return self._submit(replace(request, job=self._last_job))

    def cancel(self, job: int) -> None:
        """Give up a job: no answer will come. One that does not let go within GRACE_SECONDS ends with its process."""
        entry = self._jobs.get(job)
        if entry is None or entry.cancelled is not None:
            return
        self._outbox.put(Cancel(job))
        if entry.begun is None:
            del self._jobs[job]
        else:
            entry.cancelled = time.monotonic()

    @property
    def is_busy(self) -> bool:
        """Whether a job is under way or waits, one that was given up and has not let go included."""
        return bool(self._jobs)

    @property
    def process_id(self) -> int | None:
        """The child's process id, None while there is none."""
        return self._process.pid if self._process else None

    def _submit(self, request: ReadFile | AnalyzeText | Look) -> int:
        self._jobs[request.job] = _Job(request)
        if self._process is None:
            self.start()
        else:
            self._outbox.put(request)
        return request.job

    # the process

    def start(self) -> None:
        """Start the child and let it load the model. Idempotent; jobs that wait are sent to it."""
        if self._process is not None:
            return
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=child.main, args=(theirs, self._build, self._limits.memory), name="glossator-worker", daemon=True
        )
        self._generation += 1
        self._process = process
        self._outbox = queue.SimpleQueue()
        ends = (self._generation, process, ours, theirs, self._outbox)
        self._threads = [threading.Thread(target=self._run, args=ends, daemon=True)]
        for entry in self._jobs.values():
            entry.begun = None
            self._outbox.put(entry.request)
        self._outbox.put(Warm())
        for thread in self._threads:
            thread.start()
        self._watch.start()

    def stop(self) -> None:
        """End the child; waits at most a second. Jobs under way are dropped."""
        self._watch.stop()
        self._jobs.clear()
        process, self._process = self._process, None
        self._generation += 1  # what still arrives is stale
        self._outbox.put(Stop())
        self._outbox.put(None)
        if process is not None and process.pid is not None:
            process.join(0.3)
            if process.is_alive():
                process.kill()
                process.join(1.0)
        for thread in self._threads:
            thread.join(1.0)

    def _run(
        self,
        generation: int,
        process: BaseProcess,
        ours: Connection,
        theirs: Connection,
        outbox: queue.SimpleQueue[Request | None],
    ) -> None:
        """Off the window's thread: start the process (a tenth of a second), then hand its answers over as signals."""
        process.start()
        theirs.close()
        sender = threading.Thread(target=_send_all, args=(ours, outbox), daemon=True)
        sender.start()
        try:
            while True:
                self._arrived.emit(generation, ours.recv())
        except (EOFError, OSError):
            pass
        outbox.put(None)
        sender.join()
        ours.close()
        try:
            self._arrived.emit(generation, None)
        except RuntimeError:
            log.debug("the window closed before the worker did")

    def _receive(self, generation: int, answer: Answer | None) -> None:
        if generation != self._generation:
            return
        match answer:
            case None:
                self._replace()
            case Ready(model):
                self.ready.emit(model)
            case Begun(job):
                if entry := self._jobs.get(job):
                    entry.begun = time.monotonic()
            case Advanced(job, done, total):
                if self._wanted(job):
                    self.advanced.emit(job, done, total)
            case Provisional(job, version, analysis):
                if self._wanted(job):
                    self.provisional.emit(job, version, analysis)
            case FileBegun(job, article):
                if self._wanted(job):
                    self.fileBegun.emit(job, article)
            case FileRead(job, article):
                if self._finish(job):
                    self.fileRead.emit(job, article)
            case TextAnalyzed(job, version, analysis):
                if self._finish(job):
                    self.analyzed.emit(job, version, analysis)
            case Looked(job, result):
                if self._finish(job):
                    self.looked.emit(job, result)
            case JobFailed(job):
                if answer.trace:
                    log.error("job %d failed in the worker\n%s", job, answer.trace)
                entry = self._jobs.get(job)
                if self._finish(job) or job == 0:
                    self._fail(entry.request if entry is not None else None, answer)

    def _wanted(self, job: int) -> bool:
        entry = self._jobs.get(job)
        return entry is not None and entry.cancelled is None

    def _finish(self, job: int) -> bool:
        wanted = self._wanted(job)
        entry = self._jobs.pop(job, None)
        if entry is not None and entry.begun is not None:
            self._give_time_back(entry.begun)
        return wanted

    def _running(self) -> _Job | None:
        """The job that was begun last: the others that are begun let it go first."""
        begun = [entry for entry in self._jobs.values() if entry.begun is not None]
        return max(begun, key=lambda entry: entry.begun or 0.0, default=None)

    def _give_time_back(self, since: float) -> None:
        """To the jobs that waited since then for one that went first."""
        now = time.monotonic()
        for entry in self._jobs.values():
            if entry.begun is not None and entry.begun <= since:
                entry.begun += now - since
                entry.cancelled = now if entry.cancelled is not None else None

    # when it goes wrong

    def _look_after(self) -> None:
        """End a child that is past its limits; what follows is `_replace`."""
        process = self._process
        if process is None or process.pid is None:
            return
        now = time.monotonic()
        if (entry := self._running()) is not None and entry.begun is not None:
            if entry.cancelled is not None and now - entry.cancelled > GRACE_SECONDS:
                self._end(process, "")
                return
            if now - entry.begun > self._limits.seconds(entry.request):
                entry.attempts = 2
                self._end(process, "took longer than a file may take")
                return
        try:
            resident = psutil.Process(process.pid).memory_info().rss
        except psutil.Error:
            return
        if resident > self._limits.memory:
            if (entry := self._running()) is not None:
                entry.attempts = 2
            self._end(process, "took more memory than a file may take")

    def _end(self, process: BaseProcess, blame: str) -> None:
        self._blame = blame
        process.kill()

    def _replace(self) -> None:
        """The child is gone: report the job that ended it twice, start another, send it the rest. Those that had let
        another go first are not to blame.
        """
        blame, self._blame = self._blame, ""
        dead, self._process = self._process, None
        if dead is not None:
            dead.join(1.0)
            log.warning("the worker ended with %s; starting another", dead.exitcode)
        running = self._running()
        lost: list[_Job] = []
        for job, entry in list(self._jobs.items()):
            if entry.cancelled is not None:
                del self._jobs[job]
            elif entry is running:
                entry.attempts += 1
                if entry.attempts > 1:
                    del self._jobs[job]
                    lost.append(entry)
        hurt = bool(lost) or any(e.begun is not None for e in self._jobs.values())
        self.start()
        if hurt and not blame:
            self.restarted.emit("The analysis process stopped unexpectedly and was started again.")
        for entry in lost:
            reason = blame or "ended the analysis process twice"
            self._fail(entry.request, JobFailed(entry.request.job, f"It {reason}.", _step(entry.request)))

    def _fail(self, request: ReadFile | AnalyzeText | Look | None, failure: JobFailed) -> None:
        signal = self.lookFailed if isinstance(request, Look) else self.failed
        signal.emit(failure.job, failure)


def _step(request: ReadFile | AnalyzeText | Look) -> str:
    if isinstance(request, AnalyzeText):
        return "You can read it and take notes; choose Analyse again to retry."
    if not isinstance(request, ReadFile):
        return "Its text is still there; open the file in its own program to see its pages."
    return "Nothing was changed. Try a smaller or a newly saved copy."


def _send_all(connection: Connection, outbox: queue.SimpleQueue[Request | None]) -> None:
    """Write requests until None; on a thread, since a full pipe would hold the window up."""
    while (request := outbox.get()) is not None:
        try:
            connection.send(request)
        except (BrokenPipeError, OSError):
            return
