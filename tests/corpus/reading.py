"""Reads files in a process of its own, one after another, and says of each how it went. For files that mean harm."""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import time
import traceback
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import psutil

SECONDS = 20.0
MEMORY = 1 << 30
CANARY = "canary-of-marrow-point"
_SECRETS = (CANARY, "root:x:0:0:")
"""Words of files that no article may hold: those of `hostile.py`, and the system's list of users."""

_TICK = 0.02
_START = 120.0


@dataclass(frozen=True)
class Outcome:
    """How reading a file went. `verdict`: "read", "refused", "crash", "hang" or "memory".

    `said` is the refusal or the traceback; `reached` is what was opened besides the file; `memory` is the most that the
    process took meanwhile, in bytes, its 100 MB or so of parsers included.
    """

    path: str
    format: str
    verdict: str
    said: str = ""
    reached: tuple[str, ...] = ()
    seconds: float = 0.0
    memory: int = 0

    @property
    def is_fine(self) -> bool:
        return self.verdict in ("read", "refused") and not self.reached


def read_all(paths: Iterable[str]) -> Iterator[Outcome]:
    """Each file's outcome. A process that crashes, hangs or swells is killed, and a new one goes on with the next."""
    reader: _Process | None = None
    try:
        for path in paths:
            if reader is None:
                reader = _Process()
            outcome = reader.read(path)
            yield outcome
            if outcome.verdict in ("hang", "memory") or not reader.is_alive():
                reader.kill()
                reader = None
    finally:
        if reader is not None:
            reader.kill()


class _Process:
    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        if not self._connection.poll(_START):
            raise TimeoutError("the reading process did not start")
        self._connection.recv()
        self._watched = psutil.Process(self._process.pid)

    def is_alive(self) -> bool:
        return self._process.is_alive()

    def kill(self) -> None:
        self._process.kill()
        self._process.join()
        self._connection.close()

    def read(self, path: str) -> Outcome:
        begun, most = time.monotonic(), 0
        kind = format_name(path)
        self._connection.send(path)
        while not self._connection.poll(_TICK):
            most = max(most, self._memory())
            taken = time.monotonic() - begun
            if not self._process.is_alive():
                return Outcome(path, kind, "crash", f"the process ended ({self._process.exitcode})", (), taken, most)
            if taken > SECONDS:
                return Outcome(path, kind, "hang", "", (), taken, most)
            if most > MEMORY:
                return Outcome(path, kind, "memory", "", (), taken, most)
        try:
            verdict, said, reached = self._connection.recv()
        except EOFError:
            verdict, said, reached = "crash", "the process ended", ()
        return Outcome(path, kind, verdict, said, reached, time.monotonic() - begun, max(most, self._memory()))

    def _memory(self) -> int:
        try:
            return int(self._watched.memory_info().rss)
        except psutil.Error:
            return 0


def format_name(path: str) -> str:
    """What a file is taken for, "none" for what is no text, "unreadable" where it cannot be opened."""
    from app.reading.formats import format_of
    from app.reading.origin import Origin

    try:
        data = Path(path).read_bytes()
    except OSError:
        return "unreadable"
    found = format_of(data, Origin(Path(path).name))
    return found.name if found else "none"


def serve(connection: Connection) -> None:
    """The child: reads a sample of every format, so that all parsers are loaded, and then what it is sent."""
    from tests.corpus.watch import Watch

    warm_up()
    watch = Watch()
    connection.send(None)
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            path = connection.recv()
            watch.begin(path)
            verdict, said = attempt(path)
            connection.send((verdict, said, watch.end()))


def warm_up() -> None:
    """Read every sample, so that what is loaded on first use is loaded."""
    from tests.reading.samples import SAMPLES

    with tempfile.TemporaryDirectory() as folder:
        for name, sample in SAMPLES.items():
            path = Path(folder) / name / sample.name
            path.parent.mkdir()
            path.write_bytes(sample.data)
            verdict, said = attempt(str(path))
            if verdict != "read":
                sys.exit(f"the sample of {name} was not read: {said}")


def attempt(path: str) -> tuple[str, str]:
    """Whether a file was read, refused with a sentence and a next step, or neither, which is a fault of ours."""
    from app.errors import UserError
    from app.reading.read import read_file
    from tests.reading.reads import assert_sound

    try:
        article = read_file(path)
        assert_sound(article)
        if any(secret in article.text and secret.encode() not in Path(path).read_bytes() for secret in _SECRETS):
            return "crash", "the article holds words of another file"
    except UserError as error:
        if error.sentence.endswith(".") and error.next_step.endswith("."):
            return "refused", str(error)
        return "crash", f"no sentence with a next step: {error}"
    except BaseException:
        return "crash", traceback.format_exc()
    return "read", ""
