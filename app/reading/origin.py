"""Where bytes came from: what a reader may use besides them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

_SMALL_WORDS = frozenset("a an and as at but by for from in nor of on or over the to up via vs with".split())


@dataclass(frozen=True, slots=True)
class Origin:
    """`name` is the file's name for messages and titles, "" where there is none. `cut`: the file goes on beyond.

    `archive`: what the file that the user chose is called, where this one is packed in it.
    """

    name: str = ""
    cut: bool = False
    archive: str = ""

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
