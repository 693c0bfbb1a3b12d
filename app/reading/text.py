"""Plain text. The canonical text is the file's own, so that offsets carry over."""

from __future__ import annotations

from app.domain.article import Article, Metadata, canonical
from app.errors import NotText
from app.reading.compose import VERY_LONG
from app.reading.decode import Decoded, decode
from app.reading.limits import Limits
from app.reading.origin import Origin
from app.reading.sniff import declared_charset
from app.reading.structure import find_structure


def read(data: bytes, origin: Origin, limits: Limits) -> Article:
    """The text of a file without markup, with the blocks it seems to have."""
    decoded = decoded_or_fail(data, origin, declared_charset(data) if data.lstrip()[:5] == b"<?xml" else "")
    text, notices = within(decoded, origin, limits)
    text = canonical(text)
    found = find_structure(text)
    metadata = Metadata(found.title, found.byline.author, found.byline.date, found.byline.source)
    return Article(text, found.blocks[: limits.blocks], metadata, notices, format="text")


def decoded_or_fail(data: bytes, origin: Origin, declared: str = "") -> Decoded:
    """The bytes as text; NotText when they are none."""
    decoded = decode(data, declared)
    if decoded is None:
        raise NotText(
            f"{origin.called} is not a text file.",
            "If it is a document, open it in its own program and save it as text, Markdown or HTML.",
        )
    return decoded


def within(decoded: Decoded, origin: Origin, limits: Limits) -> tuple[str, tuple[str, ...]]:
    """The text up to the limit of characters, and the notices about it."""
    text, notices = decoded.text, decoded.notices
    if origin.cut or len(text) > limits.characters:
        text = text[: limits.characters]
        shown = f"{len(text) / 1e6:.1f} million" if len(text) >= 100_000 else f"{len(text):,}"
        notices = (*notices, f"{VERY_LONG}: only its first {shown} characters were read.")
    return text, notices
