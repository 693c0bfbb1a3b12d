"""Reads the files named on the command line, each between two marks that a tracer of system calls sees."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from tests.corpus.reading import attempt, warm_up

BEGIN, END = "/--begins--", "/--ends--"


def main(paths: list[str]) -> int:
    warm_up()
    for path in paths:
        _mark(BEGIN)
        attempt(path)
        _mark(END)
    return 0


def _mark(name: str) -> None:
    with suppress(OSError):
        os.close(os.open(name, os.O_RDONLY))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
