"""The command line: `glossator [FILE…]` opens the window, `glossator analyze …` prints what is found."""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from app import __version__

if TYPE_CHECKING:
    from app.batch import Batch, Failure

OK, SOME_FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130

_WINDOW = """\
A reading assistant: the people, quotes and claims of an article, beside its text, with your notes.
Without FILE the library opens, and the sample library when there is nothing in it yet.
"""
_WINDOW_END = """\
other commands:
  glossator analyze FILE…   print who is in an article, who said what and what is claimed; no window
                            (a file that is called "analyze" opens as ./analyze)
  glossator export FORMAT   write notes, quotes, claims and references into files; no window
  glossator import PATH…    bring files and folders into the library, once or (--watch) for good; no window
  glossator import-annotations FILE
                            take notes back in from such a file
  glossator check           see that the library is whole, and mend what can be made again
  glossator --self-test     try every part of this copy once, and say what is missing
"""
_LIBRARIES = """\
On Debian or Ubuntu: sudo apt-get install libegl1 libgl1 libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 \\
    libxcb-keysyms1 libxcb-shape0. Elsewhere, install the packages that hold the same files."""
_ANALYZE = """\
Print who is in each article, who said what and what is claimed, without a window. Nothing is stored.
Reads every format the window opens (web pages, PDF, Word, EPUB, plain text …); "-" is standard input.
"""
_ANALYZE_END = """\
examples:
  glossator analyze article.txt
  glossator analyze --jsonl pages/*.html > found.jsonl
  glossator analyze --from-jsonl articles.jsonl -o found.jsonl

exit codes: 0 all done, 1 some file or line failed (said on standard error), 2 wrong usage
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    with contextlib.suppress(AttributeError, ValueError):
        for stream in (sys.stdout, sys.stderr):  # article texts hold letters that a Windows code page has not
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        match given[:1]:
            case ["analyze"]:
                return _analyze(given[1:])
            case ["export"]:
                from app import exporting

                return exporting.export(given[1:])
            case ["check"]:
                from app import upkeep

                return upkeep.check(given[1:])
            case ["--self-test"]:
                from app import selftest

                return selftest.run()
            case ["import"]:
                from app import collect

                return collect.import_files(given[1:])
            case ["import-annotations"]:
                from app import exporting

                return exporting.import_annotations(given[1:])
            case _:
                return _window(given)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SOME_FAILED


def _window(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        "glossator",
        description=_WINDOW,
        epilog=_WINDOW_END,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="*", metavar="FILE", help="articles, books, saved pages, or folders of them")
    parser.add_argument("--shot", metavar="OUT.png", help="draw the window into this picture and end")
    parser.add_argument("--until", choices=("frame", "library"), help="end when that is painted; for measuring")
    parser.add_argument("--version", action="version", version=f"Glossator {__version__}")
    known = parser.parse_args(arguments)
    try:
        from app.startup import run_window
    except ImportError as error:
        if not (library := _missing_library(str(error))):
            raise
        print(f"glossator: no window can be opened: this system lacks {library}.\n{_LIBRARIES}", file=sys.stderr)
        return SOME_FAILED

    files = [str(Path(name).absolute()) for name in known.files]
    return run_window(files, shot=known.shot, until=known.until or "")


def _missing_library(error: str) -> str:
    """The file name of the system's library whose absence `error` tells of, "" when it tells of something else."""
    name, colon, rest = error.partition(": ")
    return name if colon and ".so" in name and rest.startswith("cannot open shared object file") else ""


def _analyze(arguments: Sequence[str]) -> int:
    from app.batch import Batch, Failure

    parser = _analyze_parser()
    known = parser.parse_args(arguments)
    if bool(known.files) == bool(known.from_jsonl):
        parser.error("give either FILEs or --from-jsonl IN")
    if known.from_jsonl and known.jsonl:
        parser.error("--from-jsonl writes JSON lines in any case: leave --jsonl out")
    batch = Batch(with_model=not known.text_only)
    failures = _Failures()
    try:
        batch.load()
    except Exception as error:  # without the model nothing can be analysed: said once
        failures.add(Failure.ours("the model", error))
        return SOME_FAILED
    try:
        with _output(known.output) as out:
            if known.from_jsonl:
                _from_jsonl(batch, known.from_jsonl, out, failures)
            else:
                _from_files(batch, known, out, failures)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        failures.add(Failure(str(error.filename or known.output), f"{error.strerror}. Check the name and the disk."))
    return SOME_FAILED if failures.count else OK


def _analyze_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "glossator analyze",
        description=_ANALYZE,
        epilog=_ANALYZE_END,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="*", metavar="FILE")
    parser.add_argument(
        "--jsonl",
        action="store_true",
        help='one JSON line an article: {"id", "text", "metadata", "preds"}; places are code points of "text"',
    )
    parser.add_argument(
        "--from-jsonl",
        metavar="IN",
        help='read JSON lines {"id", "text"} and write {"id", "preds"}; the texts are taken as they are',
    )
    parser.add_argument("-o", "--output", metavar="OUT", default="-", help="write to this file (standard output)")
    parser.add_argument("--text-only", action="store_true", help="leave the model out: only the text and its metadata")
    return parser


def _from_files(batch: Batch, known: argparse.Namespace, out: TextIO, failures: _Failures) -> None:
    from app.batch import Failure

    width = min(shutil.get_terminal_size((100, 24)).columns, 100)
    for index, name in enumerate(_progress(known.files, len(known.files), "article")):
        article = batch.read(name)
        if isinstance(article, Failure):
            failures.add(article)
            continue
        try:
            words = batch.line_of(name, article) if known.jsonl else batch.summary_of(article, width)
        except Exception as error:  # our bug, but one bad file never stops the rest
            failures.add(Failure.ours(name, error))
            continue
        if index and not known.jsonl:
            out.write("\n\n")
        out.write(f"{words}\n" if known.jsonl else words)
        out.flush()


def _from_jsonl(batch: Batch, name: str, out: TextIO, failures: _Failures) -> None:
    with contextlib.ExitStack() as stack:
        if name == "-":
            lines: Iterable[str] = (line.decode("utf-8", "replace") for line in sys.stdin.buffer)
            total = None
        else:
            path = Path(name)
            with path.open("rb") as file:
                total = sum(1 for line in file if line.strip())
            # Lines end at \n only: U+2028 and the like may stand within a text.
            lines = stack.enter_context(path.open(encoding="utf-8-sig", errors="replace", newline="\n"))
        for line in _progress(batch.lines(lines, failures.add), total, "article"):
            out.write(line + "\n")
            out.flush()


def _progress(items: Iterable[Any], total: int | None, unit: str) -> Iterable[Any]:
    """`items`, with a bar on standard error when that is a terminal and there is something to wait for."""
    if not sys.stderr.isatty() or total == 1:
        return items
    from tqdm import tqdm

    return tqdm(items, total=total, unit=unit, file=sys.stderr, leave=False, dynamic_ncols=True)  # type: ignore[no-any-return]


@contextlib.contextmanager
def _output(name: str) -> Iterator[TextIO]:
    """Standard output for "-", else the file: it appears under its name once it is whole, so that IN may be OUT."""
    if name == "-":
        yield sys.stdout
        return
    path = Path(name)
    if not path.is_file() and path.exists():  # /dev/stdout, a pipe, a folder: written to (or refused) as they are
        with path.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        return
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


class _Failures:
    """Says each failure on standard error at once, above the progress bar, and counts them."""

    def __init__(self) -> None:
        self.count = 0

    def add(self, failure: Failure) -> None:
        self.count += 1
        clear = "\r\033[K" if sys.stderr.isatty() else ""
        print(f"{clear}glossator: {failure}", file=sys.stderr, flush=True)
