"""Hurts a library in every way that is promised to be survived: `python dev.py torture [kill|disk|damage]`."""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.torture import damage, killing, room
from tests.torture.report import Row, print_rows

SECTIONS = ("kill", "disk", "damage")


def rows(sections: list[str], scale: float, folder: Path) -> Iterator[Row]:
    def times(count: int) -> int:
        return max(2, round(count * scale))

    if "damage" in sections:
        yield damage.damaged(folder / "cut", "the file cut to a random length", damage.cut, times(300))
        yield damage.damaged(folder / "flip", "bits of a page flipped", damage.flip, times(1000))
        yield damage.strange_logs(folder / "logs", times(60))
    if "disk" in sections:
        yield room.full_disk(folder / "full", times(20))
        yield room.read_only(folder / "read-only")
    if "kill" in sections:
        yield killing.killed(folder / "kill", times(1000))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py torture", description="See that no acknowledged note is lost.")
    parser.add_argument("sections", nargs="*", help=f"any of {', '.join(SECTIONS)}; all without")
    parser.add_argument("--scale", type=float, default=1.0, help="a share of the tries, as 0.01; 1 takes some minutes")
    known = parser.parse_args(arguments)
    if unknown := set(known.sections) - set(SECTIONS):
        parser.error(f"no section {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}")
    logging.getLogger("app").setLevel(logging.ERROR)  # each file that is set aside is a warning
    with tempfile.TemporaryDirectory(prefix="glossator-torture-") as folder:
        Path(folder).chmod(0o755)
        good = print_rows(rows(known.sections or list(SECTIONS), known.scale, Path(folder)))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
