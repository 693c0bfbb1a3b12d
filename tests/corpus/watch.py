"""What this process opens besides the files it is told to read: Python's own audit events.

What libraries in C open shows under strace only; `test_foreign.py` looks there too.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from app.domain.saved_pages import page_stem

ROOT = Path(__file__).resolve().parents[2]
OURS = tuple({os.path.realpath(place) for place in (sys.prefix, sys.base_prefix, ROOT / "app", ROOT / "tests")})
"""The program itself: modules are loaded when they are first needed, with their tables."""

_REACHING = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.spawn", "os.startfile",
    "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.", "os.mkdir", "os.rename", "os.remove", "os.symlink",
    "os.link", "tempfile.", "shutil.", "os.listdir", "os.scandir", "glob.", "sqlite3.", "ctypes.dlopen",
)  # fmt: skip
"""Beginnings of events by which a process reaches the network, other programs, folders or the disk."""


def may_be_opened(path: str, document: str) -> bool:
    """Whether reading `document` may open `path`: itself, and what lies in the folder that is a page's by its name."""
    opened, own = Path(os.path.realpath(path)), Path(os.path.realpath(document))
    if opened == own:
        return True
    within = opened.relative_to(own.parent).parts if opened.is_relative_to(own.parent) else ()
    return len(within) > 1 and page_stem(within[0]) == own.stem


def is_ours(path: str) -> bool:
    """Whether a path belongs to the program or to Python."""
    return os.path.realpath(path).startswith(OURS)


class Watch:
    """Notes what is reached while it is on. A hook cannot be taken off: make one in a process of its own."""

    def __init__(self) -> None:
        self._allowed: str | None = None
        self._seen: list[str] = []
        sys.addaudithook(self._audit)

    def begin(self, path: str) -> None:
        """From now on nothing but the document at `path`, and what belongs to it, may be opened."""
        self._seen = []
        self._allowed = path

    def end(self) -> tuple[str, ...]:
        """What was reached since."""
        self._allowed = None
        return tuple(dict.fromkeys(self._seen))

    def _audit(self, event: str, arguments: tuple[object, ...]) -> None:
        if self._allowed is None:
            return
        if event == "open" and arguments:
            path = arguments[0]
            if isinstance(path, (str, bytes)):
                named = os.fsdecode(path)
                if not may_be_opened(named, self._allowed) and not is_ours(named):
                    self._seen.append(f"open {named}")
        elif event.startswith(_REACHING):
            named = str(arguments[0]) if arguments else ""
            if not (event.startswith(("os.listdir", "os.scandir")) and is_ours(named)):
                self._seen.append(f"{event} {named}"[:200])
