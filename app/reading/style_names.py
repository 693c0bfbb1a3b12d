"""What paragraph styles mean by their names, in Word, LibreOffice and what else writes styles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.domain.article import BlockKind

_TITLES = ("title", "titel", "titre", "título", "titolo")
_HEADING = re.compile(r"heading ?([1-9])")
_QUOTE = re.compile(r"(?:.* )?(?:quot|zitat|citat)\w{0,12}|block text|cita")
_CAPTION = re.compile(r"(?:.* ?)?caption|beschriftung|légende|illustration|figure|table|drawing")
_BYLINES = ("author", "date", "byline")
_CODE = re.compile(r"(?:html ?pre|code|source|verbatim|preformatted)")
_NOT_AUTHORS = re.compile(r"(?:user|admin|administrator|python-docx|.*office user|unknown|author|.*[@\\].*|)", re.I)


def meaning(names: Sequence[str], outline: int | None = None) -> tuple[BlockKind, int] | None:
    """The kind and level of blocks in a style, None for plain text.

    `names`: the style's own and those it is based on, in lower case. `outline`: its place among headings, from 0;
    9 and above mean text. A title is a heading of level 1.
    """
    if any(name in _TITLES for name in names):
        return BlockKind.HEADING, 1
    named = next((m for name in names if (m := _HEADING.fullmatch(name))), None)
    if named or (outline is not None and 0 <= outline < 9):
        return BlockKind.HEADING, min(6, (int(named[1]) if named else (outline or 0) + 1) + 1)
    if any(_QUOTE.fullmatch(name) for name in names):
        return BlockKind.BLOCK_QUOTE, 0
    if any(_CAPTION.fullmatch(name) for name in names):
        return BlockKind.CAPTION, 0
    if names and names[0] in _BYLINES:
        return BlockKind.BYLINE, 0
    if any(_CODE.match(name) for name in names):
        return BlockKind.CODE, 0
    return None


def is_author(name: str) -> bool:
    """Whether the author that a program put into the file may be a person, and not the program or the machine."""
    return not _NOT_AUTHORS.fullmatch(name)
