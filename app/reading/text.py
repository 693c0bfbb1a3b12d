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
    blocks = found.blocks
    if len(blocks) > limits.blocks:
        blocks = blocks[: limits.blocks]
        text, notices = text[: blocks[-1].span.end], _cut(notices, f"{len(blocks):,} paragraphs")
    metadata = Metadata(found.title, found.byline.author, found.byline.date, found.byline.source)
    return Article(text, blocks, metadata, notices, format="text")


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
    """The text up to the limits of characters and lines, and the notices about it."""
    text, notices = decoded.text, decoded.notices
    if origin.cut or len(text) > limits.characters:
        text = text[: limits.characters]
        shown = f"{len(text) / 1e6:.1f} million" if len(text) >= 100_000 else f"{len(text):,}"
        notices = _cut(notices, f"{shown} characters")
    if text.count("\n") > limits.lines:
        text = "\n".join(text.split("\n", limits.lines)[: limits.lines])
        notices = _cut(notices, f"{limits.lines:,} lines")
    return text, notices


def _cut(notices: tuple[str, ...], shown: str) -> tuple[str, ...]:
    """`notices`, the one about length last and once."""
    others = tuple(notice for notice in notices if not notice.startswith(VERY_LONG))
    return (*others, f"{VERY_LONG}: only its first {shown} were read.")
