"""Rich text (.rtf): its words by striprtf, its paragraphs as a plain text's."""

from __future__ import annotations

import re
from collections.abc import Callable

from striprtf import striprtf

from app.domain.article import Article, Metadata, canonical
from app.errors import DamagedFile, TooLarge
from app.reading.compose import Piece, article_of, plain
from app.reading.dates import to_iso
from app.reading.limits import Limits
from app.reading.origin import Origin
from app.reading.structure import find_structure

_to_text: Callable[..., str] = striprtf.rtf_to_text
_PICTURE = re.compile(r"[0-9a-fA-F\s]{400,}+")
"""Pictures are long stretches of hexadecimal digits; without them most files are a tenth as large."""

_MADE = re.compile(r"\{\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
_LONGEST = 3_000_000
"""Characters of markup without pictures, three long novels: striprtf takes about a second for each million."""

_BROKEN = (ValueError, LookupError, TypeError, AttributeError, OverflowError)
"""What striprtf raises over groups that are not closed or numbers that are none."""


def read(data: bytes, origin: Origin, limits: Limits) -> Article:
    """The words of a document, a paragraph a block; pictures and fields' codes are left out."""
    markup = _PICTURE.sub(" ", data.decode("latin-1"))
    if len(markup) > _LONGEST:
        raise TooLarge(f"{origin.called} is too long.", "Open it in its own program and save it as text or Word.")
    try:
        text = _to_text(markup, errors="replace")
    except _BROKEN as error:
        step = "Open it in its own program and save it anew."
        raise DamagedFile(f"{origin.called} is damaged and cannot be read.", step) from error
    lines = [line.strip() for line in canonical(text[: limits.characters]).split("\n")]
    text = "\n\n".join(line for line in lines if line)
    found = find_structure(text)
    pieces = (Piece(block.kind, block.span.of(text), block.level) for block in found.blocks)
    return article_of(pieces, _metadata(markup[:50_000], found.title), limits, format="rtf")


def _metadata(head: str, shown: str) -> Metadata:
    made = _MADE.search(head)
    return Metadata(
        title=shown or _stated(head, "title"),
        byline=_stated(head, "author"),
        date=to_iso("{}-{:0>2}-{:0>2}".format(*made.groups())) if made else "",
    )


def _stated(head: str, name: str) -> str:
    group = re.search(rf"\{{\\{name} ([^{{}}]{{1,400}})\}}", head)
    if group is None:
        return ""
    try:
        return plain(_to_text("{\\rtf1\\ansi " + group[1] + "}", errors="replace"))
    except _BROKEN:
        return ""
