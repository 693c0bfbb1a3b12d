"""Where bytes came from: what a reader may use besides them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePath

_SMALL_WORDS = frozenset("a an and as at but by for from in nor of on or over the to up via vs with".split())


Parts = Callable[[str], bytes]
"""Gives the bytes of what a page was saved with, by the address that stands in the page; b"" for anything else."""


def no_parts(address: str) -> bytes:  # noqa: ARG001
    """Of a page that was saved with nothing."""
    return b""


@dataclass(frozen=True, slots=True)
class Origin:
    """`name` is the file's name for messages and titles, "" where there is none. `cut`: the file goes on beyond.

    `archive`: what the file that the user chose is called, where this one is packed in it. `address`: where what holds
    a page says that it was saved from, else "". `parts`: what was saved with it.
    """

    name: str = ""
    cut: bool = False
    archive: str = ""
    address: str = ""
    parts: Parts = field(default=no_parts, compare=False, repr=False)

    @property
    def suffix(self) -> str:
        """As ".html": lower case, "" without one."""
        return PurePath(self.name).suffix.lower()

    @property
    def called(self) -> str:
        """How a sentence names the file."""
        named = self.archive or self.name
        return f"“{named}”" if named else "The text"

    def title(self) -> str:
        """The file's name as a title: "lavrov-wang.txt" is "Lavrov Wang"."""
        words = [w for w in re.split(r"[\s_]+|(?<=\w)-+(?=\w)|-{2,}", PurePath(self.name).stem) if w]
        if any(any(c.isupper() for c in w) for w in words):
            return " ".join(words)
        return " ".join(w if i and w in _SMALL_WORDS else w[:1].upper() + w[1:] for i, w in enumerate(words))
