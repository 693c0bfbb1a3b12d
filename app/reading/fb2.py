"""FictionBook (.fb2): a book in one XML file. Pictures in it are not shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from app.domain.article import Article, BlockKind, Metadata
from app.reading.compose import Piece, article_of
from app.reading.dates import to_iso
from app.reading.limits import Limits
from app.reading.origin import Origin
from app.reading.tagged import Walk, root_of, tags
from app.reading.xml_tree import attribute, first, words

_TAGS = tags(
    headings="title subtitle",
    paragraphs="p v text-author stanza",
    sections="section",
    quotes="cite epigraph",
    rows="tr",
    cells="td th",
    skipped="image binary stylesheet",
)

_BULLETS = re.compile(r"\s{0,9}(?:•[ \u00a0]{1,9}){1,9}")


def read(data: bytes, origin: Origin, limits: Limits) -> Article:
    """The book's sections, its notes at the end."""
    root = root_of(data, origin)
    said = first(root, "description", "title-info")
    date = first(said, "date")
    metadata = Metadata(
        title=words(first(said, "book-title")),
        byline=", ".join(_names(said)),
        date=to_iso(attribute(date, "value") or words(date)) if date is not None else "",
        source=words(first(root, "description", "publish-info", "publisher")),
        language=words(first(said, "lang"))[:2].lower(),
    )
    return article_of(_pieces(root), metadata, limits, format="fb2")


def _names(said: etree._Element | None) -> Iterator[str]:
    for author in said.findall("author")[:4] if said is not None else ():
        parts = (words(author.find(tag)) for tag in ("first-name", "middle-name", "last-name"))
        if name := " ".join(part for part in parts if part) or words(author.find("nickname")):
            yield name


def _pieces(root: etree._Element) -> Iterator[Piece]:
    walk = Walk(_TAGS)
    for body in root.findall("body"):
        if attribute(body, "name") not in ("notes", "comments"):
            yield from map(_listed, walk.pieces(body))
            continue
        for section in body.iter("section"):
            number = words(section.find("title"))
            text = " ".join(words(p) for p in section.findall("p"))
            yield Piece(BlockKind.FOOTNOTE, f"{number}. {text}" if number.isdecimal() else f"{number} {text}")


def _listed(piece: Piece) -> Piece:
    """A paragraph that begins with bullets as the list item it is: the format has none of its own."""
    bullets = _BULLETS.match(piece.words) if piece.kind is BlockKind.PARAGRAPH else None
    if bullets is None:
        return piece
    return Piece(BlockKind.LIST_ITEM, piece.words[bullets.end() :], min(5, bullets[0].count("•") - 1))
