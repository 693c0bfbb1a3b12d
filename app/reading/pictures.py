"""The pictures that a document holds by name: fetched when its text comes to them, decoded once, and never too many."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from app.errors import ReadingError
from app.reading.archive import Archive
from app.reading.compose import Drawing
from app.reading.drawings import Drawings, embedded
from app.reading.limits import Limits
from app.reading.origin import Origin

_TRIED = 5
"""How many pictures are fetched for each that may be shown: the others are too small, or none."""

_NO_WORDS = re.compile(r"\S{1,500}\.(?:png|jpe?g|gif|webp|bmp|svg|tiff?|emf|wmf)", re.I)
"""A file's name in the place of a description: programs put it there where nobody wrote one."""

_BY_MACHINE = re.compile(r"\s{1,9}(?:Description automatically generated|AI-generated content may be incorrect).{0,60}")


class Pictures:
    """A document's pictures. One that comes again, as an ornament does, is shown in its first place only."""

    def __init__(self, bytes_of: Callable[[str], bytes | None], limits: Limits) -> None:
        """`bytes_of` gives what lies in the document under a name, None or b"" for nothing; it opens no other file."""
        self._bytes_of, self._limits = bytes_of, limits
        self._drawings = Drawings(limits)
        self._tried: set[str] = set()
        self.shown: set[str] = set()

    def drawing(self, name: str, description: str = "") -> Drawing | None:
        """The picture called `name`, or within it as a `data:` address.

        None where there is none that can be shown, or it was met before.
        """
        most = _TRIED * self._limits.drawings
        if not name or name in self._tried or len(self._tried) >= most or self._drawings.full:
            return None
        self._tried.add(name)
        data = embedded(name, self._limits) if name.startswith("data:") else self._bytes_of(name)
        said = "" if _NO_WORDS.fullmatch(description.strip()) else _BY_MACHINE.sub("", description)
        drawing = self._drawings.of(data or b"", said)
        if drawing is not None:
            self.shown.add(name)
        return drawing


def packed(data: bytes, origin: Origin, limits: Limits) -> Pictures:
    """The pictures in an archive, by their names in it. They use up nothing of what its texts may unpack to."""
    bounds = replace(limits, member=limits.picture_bytes, unpacked=limits.document_bytes)
    opened: list[Archive] = []

    def bytes_of(name: str) -> bytes | None:
        try:
            if not opened:
                opened.append(Archive(data, origin, bounds))
            return opened[0].read(name)
        except ReadingError:  # too large, or damaged: an article is whole without its pictures
            return None

    return Pictures(bytes_of, limits)
