"""The worker's loop: takes requests from a pipe, newest first, and answers them.

Runs in a spawned process, or in a thread under test. It holds no state but the loaded model, so that killing it loses
nothing but the running job.
"""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection

from app.domain.analysis import Analysis
from app.domain.article import Article
from app.work.messages import (
    Advanced,
    AnalyzeText,
    Answer,
    Begun,
    Cancel,
    Cancelled,
    DrawPage,
    FileBegun,
    FileRead,
    JobFailed,
    Look,
    Looked,
    MeasurePages,
    PlaceWords,
    Provisional,
    ReadFile,
    Ready,
    Request,
    Stop,
    TextAnalyzed,
    Tools,
    Warm,
)

REST_AFTER_S = 15.0
"""A person who reads asks for nothing for minutes; one who opens files asks for the next within seconds."""
DEEPEST = 3
"""How many analyses may wait, half done, for a newer one, and how many files for another. More would hold too many
documents in memory.
"""


def main(connection: Connection, build: Callable[[], Tools], memory: int) -> None:
    """Entry point of the process. `build` makes the tools here; `memory` bounds the address space, in bytes."""
    _be_modest(memory)
    with contextlib.suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        Loop(connection, build()).run()


def _be_modest(memory: int) -> None:
    """Run below the window's priority and within `memory`, where the system can enforce it."""
    with contextlib.suppress(OSError, AttributeError):
        os.nice(10)
    if sys.platform == "linux":
        # Elsewhere the bridge watches the resident size instead: macOS ignores RLIMIT_AS, Windows has none.
        import resource

        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


class Loop:
    """Serves requests until Stop or the end of the pipe.

    While an analysis runs it looks at the pipe between batches: a file to read, or a newer analysis, is served at
    once and the older one goes on after it. So a book that is analysed never keeps a short article waiting. While a
    file is read, another that somebody waits to see goes first, and so do looks at pages; analyses wait. The model is
    loaded ahead when nothing is asked for, in steps between which all of these go first.
    """

    def __init__(self, connection: Connection, tools: Tools) -> None:
        self._connection = connection
        self._tools = tools
        self._waiting: list[AnalyzeText | ReadFile] = []
        self._given_up: set[int] = set()
        self._analyzing = self._reading = 0  # begun and not over
        self._is_to_warm = False
        self._stopped = False

    def run(self) -> None:
        while not self._stopped:
            if self._connection.poll():
                self._serve(self._connection.recv())
            elif self._waiting:
                self._serve(self._waiting.pop())
            elif self._is_to_warm:
                self._is_to_warm = False
                self._warm()
            else:
                if not self._connection.poll(REST_AFTER_S):
                    self._tools.rest()
                self._serve(self._connection.recv())

    def _say(self, answer: Answer) -> None:
        self._connection.send(answer)

    def _serve(self, request: Request) -> None:
        match request:
            case Stop():
                self._stopped = True
            case Cancel(job):
                self._given_up.add(job)
                self._waiting = [w for w in self._waiting if w.job != job]
            case Warm():
                self._is_to_warm = True
            case MeasurePages() | DrawPage() | PlaceWords():
                self._look(request)
            case ReadFile() | AnalyzeText() if not self._may_begin(request):
                self._waiting.append(request)
            case ReadFile():
                self._read(request)
            case AnalyzeText():
                self._analyze(request)

    def _may_begin(self, request: ReadFile | AnalyzeText) -> bool:
        """Whether it may go before all that runs."""
        if isinstance(request, AnalyzeText):
            return not self._reading and self._analyzing < DEEPEST
        return not self._reading or (request.begin and self._reading < DEEPEST)

    def _warm(self) -> None:
        def pause() -> None:
            self._attend(0)

        def work() -> None:
            self._say(Ready(self._tools.model(pause)))
            pause()
            self._tools.prepare(pause)

        self._attempt(0, work)

    def _read(self, request: ReadFile) -> None:
        job = request.job
        if job in self._given_up:
            return

        def begun(article: Article) -> None:
            self._say(FileBegun(job, article))

        def work() -> None:
            article = self._tools.read(request.path, begun if request.begin else None, lambda: self._attend(job))
            self._say(FileRead(job, article))

        self._say(Begun(job))
        self._reading += 1
        try:
            self._attempt(job, work)
        finally:
            self._reading -= 1

    def _analyze(self, request: AnalyzeText) -> None:
        job, total = request.job, len(request.text)
        if job in self._given_up:
            return

        def advanced(done: int) -> None:
            self._say(Advanced(job, min(done, total), total))
            self._attend(job)

        def provisional(analysis: Analysis) -> None:
            self._say(Provisional(job, request.version, analysis))

        def work() -> None:
            self._say(Ready(self._tools.model()))
            analysis = self._tools.analyze(request, advanced, provisional)
            self._say(TextAnalyzed(job, request.version, analysis))

        self._say(Begun(job))
        self._analyzing += 1
        try:
            self._attempt(job, work)
        finally:
            self._analyzing -= 1

    def _look(self, request: Look) -> None:
        job = request.job
        if job not in self._given_up:
            self._say(Begun(job))
            look = self._tools.look
            self._attempt(job, lambda: self._say(Looked(job, look(request, lambda: self._attend(job)))))

    def _attend(self, job: int) -> None:
        """Serve what came in while `job` runs; ends it when it was given up."""
        while not self._stopped:
            if self._connection.poll():
                self._serve(self._connection.recv())
            elif (waiting := next(filter(self._may_begin, reversed(self._waiting)), None)) is not None:
                self._waiting.remove(waiting)
                self._serve(waiting)
            else:
                break
        if self._stopped or job in self._given_up:
            raise Cancelled

    def _attempt(self, job: int, work: Callable[[], None]) -> None:
        """Run `work`; whatever it raises becomes an answer, and the loop goes on."""
        try:
            work()
        except Cancelled:
            if not self._stopped:
                # Nobody waits for it; but the bridge ends a process that does not say it let go.
                self._say(JobFailed(job, "It was given up.", ""))
        except (EOFError, BrokenPipeError, ConnectionResetError):
            raise  # the window is gone
        except MemoryError:
            self._say(JobFailed(job, "It needs more memory than a job may take.", "Split it into smaller files."))
        except Exception as error:
            sentence, step = getattr(error, "sentence", ""), getattr(error, "next_step", "")
            if sentence:
                self._say(JobFailed(job, sentence, step))
            else:
                self._say(
                    JobFailed(
                        job,
                        "Something went wrong inside Glossator.",
                        "Try again; if it comes back, save a report.",
                        "".join(traceback.format_exception(error)),
                    )
                )
