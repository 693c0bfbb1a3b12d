"""How long the window waits for the first text of ordinary files, through the real worker, beside the parser alone.

`python -m tests.evaluation.worker_text`
"""

from __future__ import annotations

import importlib
import importlib.util
import io
import multiprocessing
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from app import worker
from app.work import child
from app.work.messages import Answer, FileBegun, FileRead, JobFailed, Limits, ReadFile, Ready, Request, Warm
from tests.evaluation import parsers_alone
from tests.evaluation.first_text import long_pdf
from tests.evaluation.pdf_documents import Writer
from tests.reading.archives import epub_files, odt_files, zipped

_PARAGRAPHS = 150
"""Of some 60 words: 15 to 20 printed pages."""

_RUNS, _COLD_RUNS = 9, 3
_AFTER_START = (0.6, 1.6)
"""Seconds after which somebody opens a file in a window that has just come up: while what the model needs is imported,
and while it is loaded, which is one step.
"""

_TITLE = "What the pilot saw"


@dataclass(frozen=True, slots=True)
class _Kind:
    suffix: str
    write: Callable[[Sequence[str]], bytes]
    library: str
    others: tuple[str, ...] = ()  # that do less, or as much as our reading does


def _docx(paragraphs: Sequence[str]) -> bytes:
    document, out = importlib.import_module("docx").Document(), io.BytesIO()
    document.add_heading(_TITLE, 1)
    for words in paragraphs:
        document.add_paragraph(words)
    document.save(out)
    return out.getvalue()


def _epub(paragraphs: Sequence[str]) -> bytes:
    chapters = {
        f"{n}.xhtml": f"<h1>Chapter {n}</h1>" + "".join(f"<p>{words}</p>" for words in paragraphs[n : n + 15])
        for n in range(0, len(paragraphs), 15)
    }
    return zipped(epub_files(chapters))


def _rtf(paragraphs: Sequence[str]) -> bytes:
    body = "\n".join(f"\\pard\\plain\\f0\\fs24 {words}\\par" for words in paragraphs)
    return f"{{\\rtf1\\ansi\\deff0{{\\fonttbl{{\\f0 Times;}}}}\n{body}}}".encode("ascii")


def _html(paragraphs: Sequence[str]) -> bytes:
    menu = "".join(f'<li><a href="https://example.org/{n}">Section {n}</a></li>' for n in range(40))
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    article = f"<nav><ul>{menu}</ul></nav><article><h1>{_TITLE}</h1>{body}</article><footer>All about us</footer>"
    return f"<!DOCTYPE html><html><head><title>{_TITLE}</title></head><body>{article}</body></html>".encode()


def _mail(paragraphs: Sequence[str]) -> bytes:
    head = f"From: Ana Reyes <ana@example.org>\r\nTo: b@example.org\r\nSubject: {_TITLE}\r\nMIME-Version: 1.0\r\n"
    body = "\r\n\r\n".join(paragraphs)
    return f"{head}Content-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n".encode()


def _fb2(paragraphs: Sequence[str]) -> bytes:
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    description = f"<description><title-info><book-title>{_TITLE}</book-title></title-info></description>"
    space = "http://www.gribuser.ru/xml/fictionbook/2.0"
    return f'<FictionBook xmlns="{space}">{description}<body><section>{body}</section></body></FictionBook>'.encode()


def _jats(paragraphs: Sequence[str]) -> bytes:
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    title = f"<title-group><article-title>{_TITLE}</article-title></title-group>"
    front = f"<front><article-meta>{title}</article-meta></front>"
    return f"<article>{front}<body><sec><title>What he saw</title>{body}</sec></body></article>".encode()


def _text(paragraphs: Sequence[str]) -> bytes:
    return "\n\n".join((f"# {_TITLE}", *paragraphs)).encode()


_KINDS = (
    _Kind(".pdf", lambda _: long_pdf(16), "PDFium"),
    _Kind(".docx", _docx, "python-docx"),
    _Kind(".odt", lambda words: zipped(odt_files(list(words))), "zipfile, lxml"),
    _Kind(".epub", _epub, "zipfile, lxml"),
    _Kind(".rtf", _rtf, "striprtf"),
    _Kind(".html", _html, "trafilatura", ("trafilatura, metadata", "lxml.html")),
    _Kind(".eml", _mail, "email"),
    _Kind(".fb2", _fb2, "lxml"),
    _Kind(".xml", _jats, "lxml"),
    _Kind(".md", _text, "markdown-it"),
    _Kind(".txt", _text, "charset-normalizer"),
)


def measure_waiting() -> None:
    """Print milliseconds by the clock, the medians of some runs.

    Beside a page stand trafilatura as it comes, with the title, author and date that our reading tells too, and the
    bare tree of lxml. lxml and zipfile find letters only: no headings, lists, notes or pictures.

    "again": in a program that has read such a file before. "first": the first file of a new process, from its start.
    The last two: a file that is opened so many seconds after the start, while the model loads.
    """
    paragraphs = Writer(3).paragraphs(_PARAGRAPHS)
    print("\nto the first text of some 16 pages, ms by the clock; beside it the library alone, in a process of its own")
    print(f"{'':7}{'':20}{'again':>7}{'alone':>7}{'ratio':>7}{'first':>8}{'alone':>7}{'ratio':>7}", end="")
    print("".join(f"{f'at {seconds} s':>9}" for seconds in _AFTER_START))
    with tempfile.TemporaryDirectory() as folder:
        for kind in _KINDS:
            if kind.library == "striprtf" and importlib.util.find_spec("striprtf") is None:
                continue
            file = Path(folder, f"article{kind.suffix}")
            file.write_bytes(kind.write(paragraphs))
            again, alone = _again(file), _alone(kind.library, file)
            first, bare = _median(_COLD_RUNS, lambda f=file: _first(f)), _bare(kind.library, file)
            later = [_median(_COLD_RUNS, lambda f=file, s=seconds: _meanwhile(f, s)) for seconds in _AFTER_START]
            print(f"{kind.suffix:7}{kind.library:20}{again:7.1f}{alone:7.1f}{again / alone:7.2f}", end="")
            print(f"{first:8.0f}{bare:7.0f}{first / bare:7.2f}" + "".join(f"{one:9.0f}" for one in later))
            for other in kind.others:
                alone = _alone(other, file)
                print(f"{'':7}{other:23}{'':4}{alone:7.1f}{again / alone:7.2f}")


def _median(runs: int, seconds: Callable[[], float]) -> float:
    return 1_000 * sorted(seconds() for _ in range(runs))[runs // 2]


def _timed(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


@contextmanager
def _child() -> Iterator[Connection]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=child.main, args=(theirs, worker.build, Limits().memory), daemon=True)
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        process.kill()
        process.join()


def _asked(pipe: Connection, request: Request, *answers: type[Answer]) -> Answer:
    """Wait for one of these answers to a request."""
    pipe.send(request)
    return _heard(pipe, *answers)


def _heard(pipe: Connection, *answers: type[Answer]) -> Answer:
    while not isinstance(heard := pipe.recv(), answers):
        if isinstance(heard, JobFailed):
            raise RuntimeError(heard.sentence)
    return heard


def _until_text(pipe: Connection, file: Path) -> Answer:
    return _asked(pipe, ReadFile(1, str(file), begin=True), FileBegun, FileRead)


def _again(file: Path) -> float:
    def seconds() -> float:
        begun = time.perf_counter()
        answer = _until_text(pipe, file)
        taken = time.perf_counter() - begun
        if isinstance(answer, FileBegun):
            _heard(pipe, FileRead)  # else the next run would hear it
        return taken

    with _child() as pipe:
        _asked(pipe, Warm(), Ready)
        _asked(pipe, ReadFile(1, str(file)), FileRead)
        return _median(_RUNS, seconds)


def _first(file: Path) -> float:
    def wait() -> None:
        with _child() as pipe:
            pipe.send(Warm())  # as the window does before it sends what it was started with
            _until_text(pipe, file)

    return _timed(wait)


def _meanwhile(file: Path, seconds: float) -> float:
    with _child() as pipe:
        pipe.send(Warm())
        time.sleep(seconds)
        return _timed(lambda: _until_text(pipe, file))


def _alone(library: str, file: Path) -> float:
    parsers_alone.letters_in(library, str(file))
    return _median(_RUNS, lambda: _timed(lambda: parsers_alone.letters_in(library, str(file))))


def _bare(library: str, file: Path) -> float:
    command = [sys.executable, parsers_alone.__file__, library, str(file)]
    return _median(_COLD_RUNS, lambda: _timed(lambda: subprocess.run(command, check=True)))


if __name__ == "__main__":
    measure_waiting()
