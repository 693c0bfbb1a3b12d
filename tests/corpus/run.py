"""The whole hostile set, in processes that are killed at a limit: `python3 dev.py test --corpus [FOLDER]`.

Prints for each format how many files crash, hang over 20 s, take more than 1 GiB, or make it open anything besides
the file, and ends with 1 if there is one.
"""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from pathlib import Path

from tests.corpus.reading import MEMORY, SECONDS, Outcome, read_all
from tests.corpus.watch import ROOT

VARIABLE = "GLOSSATOR_HOSTILE"
DEFAULT = ROOT.parent / "shared" / "data" / "hostile"
_COLUMNS = (
    f"{'format':12} {'files':>6} {'read':>6} {'refused':>8} {'crashes':>8} {'hangs':>6} {'memory':>7} {'opens':>6}"
)


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0] if arguments else os.environ.get(VARIABLE, DEFAULT))
    if not folder.is_dir():
        print(f"There is no hostile set at {folder}: skipped. Name its folder, or set {VARIABLE}.")
        return 0
    outcomes = []
    paths = sorted(str(path) for path in folder.rglob("*") if path.is_file())
    for number, outcome in enumerate(read_all(paths), start=1):
        outcomes.append(outcome)
        if sys.stderr.isatty():
            print(f"\r\033[K{number} of {len(paths)}: {Path(outcome.path).name[:60]}", end="", file=sys.stderr)
    print("\r\033[K" if sys.stderr.isatty() else "", end="", file=sys.stderr)
    print(report(outcomes, folder))
    return 0 if all(outcome.is_fine for outcome in outcomes) else 1


def report(outcomes: list[Outcome], folder: Path) -> str:
    """A table by format, then every file that did not go well."""
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[outcome.format].append(outcome)
    rows = [_row(name, groups[name]) for name in sorted(groups)]
    lines = [f"{_COLUMNS} {'slowest':>8} {'most':>8}", *rows, _row("all", outcomes), ""]
    lines.append(
        f"hangs: over {SECONDS:.0f} s; memory: over {MEMORY >> 30} GiB; opens: files that made it open another"
    )
    for outcome in outcomes:
        if not outcome.is_fine:
            lines.append(f"\n{outcome.verdict.upper()} {os.path.relpath(outcome.path, folder)} ({outcome.format})")
            lines += [f"  opened: {reached}" for reached in outcome.reached]
            lines += [f"  {line}" for line in outcome.said.rstrip().splitlines()[-12:]]
    return "\n".join(lines)


def _row(name: str, outcomes: list[Outcome]) -> str:
    def count(verdict: str) -> int:
        return sum(outcome.verdict == verdict for outcome in outcomes)

    slowest = max((outcome.seconds for outcome in outcomes), default=0.0)
    most = max((outcome.memory for outcome in outcomes), default=0)
    return (
        f"{name:12} {len(outcomes):6} {count('read'):6} {count('refused'):8} {count('crash'):8} {count('hang'):6} "
        f"{count('memory'):7} {sum(bool(o.reached) for o in outcomes):6} {slowest:6.1f} s {most >> 20:5} MB"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
