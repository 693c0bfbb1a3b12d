"""Measures the bundle that `dev.py bundle` built, against its own source and against bare parts.

Run by `dev.py bench --bundle`. The bare bundle is built once, into build/bare, with the bundle's own environment.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from app.paths import RESOURCES
from tests.benchmarks import start
from tests.benchmarks.report import Figure

ROOT = start.ROOT
BUILD = ROOT / "build"
TREE, PYTHON, BARE = BUILD / "bundle" / "glossator", BUILD / "venv" / "bin" / "python", BUILD / "bare" / "bare"
HERE = Path(__file__).resolve().parent
TEXT = RESOURCES / "samples" / "01-harbour-vote.txt"
STILL_SECONDS = 17.0  # longer than the worker waits before it gives back what it does not need (work/child.py)


def figures() -> Iterator[Figure]:
    """Ratios, each of one run."""
    if not (TREE / "glossator").exists():
        print("There is no bundle in build/bundle yet: python3 dev.py bundle --no-packages", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        start.fill(home)
        yield from _starts(home)
        yield _memory(home)
    yield _size()


def _starts(home: str) -> Iterator[Figure]:
    programs: dict[str, tuple[str, ...]] = {"bare": start.BARE}
    for until in ("frame", "library"):
        programs[until] = (*start.SOURCE, "--until", until)
        programs[f"frozen {until}"] = (str(TREE / "glossator"), "--until", until)
    took = start.medians(programs, home)
    for until, words in (("frame", "start to painted window"), ("library", "start to open library")):
        source, frozen, bare = took[until], took[f"frozen {until}"], took["bare"]
        yield Figure(f"{words}, frozen ÷ from source", frozen / source, "×", f"{frozen:.3f} s, {source:.3f} s")
        yield Figure(f"{words}, from source ÷ bare", source / bare, "×", f"{source:.3f} s, bare {bare:.3f} s")


def _memory(home: str) -> Figure:
    ours = _resident([*start.SOURCE, str(TEXT)], home)
    program = [sys.executable, str(HERE / "bare_program.py")]
    window, model = _resident([*program, "window"], home), _resident([*program, "model", str(TEXT)], home)
    detail = f"{sum(ours):.0f} MB ({' + '.join(f'{mb:.0f}' for mb in ours)}), bare {sum(window):.0f} + {sum(model):.0f}"
    return Figure("resident memory ÷ bare window + bare model", sum(ours) / sum(window + model), "×", detail)


def _resident(command: list[str], home: str) -> list[float]:
    """Megabytes of a program's processes, largest first, once none of them has used the processor for a while."""
    with _running(command, home) as process:
        used, since, begun = -1.0, time.monotonic(), time.monotonic()
        while time.monotonic() - since < STILL_SECONDS and time.monotonic() - begun < 120:
            time.sleep(0.25)
            family = [process, *process.children(recursive=True)]
            now = sum(sum(one.cpu_times()[:2]) for one in family)
            if now - used > 0.02:
                used, since = now, time.monotonic()
        return sorted((one.memory_info().rss / 1e6 for one in family), reverse=True)


@contextmanager
def _running(command: list[str], home: str) -> Iterator[psutil.Process]:
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        command, env=start.environment(home), stdin=subprocess.PIPE, stdout=quiet, stderr=quiet
    ) as process:
        try:
            yield psutil.Process(process.pid)
        finally:
            process.terminate()


def _size() -> Figure:
    if not BARE.exists():
        command = [PYTHON, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR"]
        places = ["--distpath", BARE.parent, "--workpath", BARE.parent / "work"]
        subprocess.run([*command, *places, HERE / "bare_bundle.spec"], check=True)
        strip = [
            sys.executable,
            "-c",
            "import bundle, sys, pathlib; bundle.make_small(pathlib.Path(sys.argv[1]))",
            BARE,
        ]
        subprocess.run(strip, check=True, cwd=ROOT / "packaging")
    ours, bare = _packed(TREE), _packed(BARE)
    unpacked = f"unpacked {_bytes(TREE) / 1e6:.0f}, bare {_bytes(BARE) / 1e6:.0f}"
    detail = f"{ours / 1e6:.1f} MB, bare {bare / 1e6:.1f}; {unpacked}"
    return Figure("size as .tar.xz ÷ bare bundle with the same model", ours / bare, "×", detail)


def _packed(tree: Path) -> int:
    """Bytes of the tree as .tar.xz; packed with -9, as it is handed out, both are some hundredths smaller."""
    kept = BUILD / f"{tree.name}.size.tar.xz"
    if not kept.exists() or kept.stat().st_mtime < tree.stat().st_mtime:
        command = ["tar", "--sort=name", "-I", "xz -6 -T0", "-cf", str(kept), "-C", str(tree.parent), tree.name]
        subprocess.run(command, check=True)
    return kept.stat().st_size


def _bytes(tree: Path) -> int:
    return sum(file.stat().st_size for file in tree.rglob("*") if file.is_file() and not file.is_symlink())
