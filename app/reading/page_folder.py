"""The folder in which a browser keeps the parts of a page beside it: the one place where another file is opened."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from urllib.parse import unquote, urlsplit

from app.domain.saved_pages import page_stem
from app.reading.limits import Limits
from app.reading.origin import Parts

_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_LONGEST = 1_000
_DEEPEST = 8


def parts_beside(page: Path, limits: Limits) -> Parts:
    """What lies in the folder that belongs to `page` by its name, as "Winter_files" to "Winter.html".

    An address leads there or nowhere: one that is absolute, climbs, has a colon or a backslash, or leads over a link
    gives nothing. Only ordinary files are read, within the bound of a picture.
    """

    def bytes_of(address: str) -> bytes:
        names = relative_names(address)
        if len(names) < 2 or ".." in names or page_stem(names[0]) != page.stem:
            return b""
        try:
            path = str(page.parent.resolve().joinpath(*names))
            if os.path.normcase(os.path.realpath(path)) != os.path.normcase(path):  # over a link, or by another name
                return b""
            return _read(path, limits.picture_bytes)
        except (OSError, ValueError):
            return b""

    return bytes_of


def relative_names(address: str) -> tuple[str, ...]:
    """The names along the path of a relative address, () for any other. They may still climb (`..`)."""
    address = address.strip()
    if len(address) > _LONGEST:
        return ()
    try:
        parts = urlsplit(address)
    except ValueError:
        return ()
    path = unquote(parts.path)
    if parts.scheme or parts.netloc or path.startswith("/") or not path.isprintable() or "\\" in path or ":" in path:
        return ()
    names = tuple(name for name in path.split("/") if name not in ("", "."))
    return names if len(names) <= _DEEPEST else ()


def _read(path: str, most: int) -> bytes:
    """The bytes of an ordinary file, b"" for more than `most`."""
    with os.fdopen(os.open(path, _FLAGS), "rb") as file:
        found = os.fstat(file.fileno())
        return file.read(most) if stat.S_ISREG(found.st_mode) and found.st_size <= most else b""
