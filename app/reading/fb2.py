"""FictionBook (.fb2): a book in one XML file, its pictures at the end of it."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from app.domain.article import Article, BlockKind, Metadata
from app.reading.compose import Drawing, Piece, article_of
from app.reading.dates import to_iso
from app.reading.limits import Limits
from app.reading.origin import Origin
from app.reading.phrase import Gathering, Phrase, hung, linked_words, shown
from app.reading.pictures import Pictures
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
    links="a",
    pictures="image",
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
    pieces = hung(_pieces(root, _Pictures(root, limits)))
    return article_of(pieces, metadata, limits, format="fb2")


class _Pictures:
    """The pictures that stand in the file, told by their ids."""

    def __init__(self, root: etree._Element, limits: Limits) -> None:
        self._root, self._limits = root, limits
        self._stored: dict[str, etree._Element] | None = None
        self._pictures = Pictures(self._bytes_of, limits)

    def drawing(self, image: etree._Element) -> Drawing | None:
        """The picture that an element means."""
        href = attribute(image, "href")
        said = attribute(image, "alt") or attribute(image, "title")
        return self._pictures.drawing(href[1:], said) if href.startswith("#") else None

    def _bytes_of(self, name: str) -> bytes | None:
        if self._stored is None:
            self._stored = {attribute(binary, "id"): binary for binary in self._root.findall("binary")}
        stored = self._stored.get(name)
        written = (stored.text or "") if stored is not None else ""
        if len(written) > self._limits.picture_bytes * 3 // 2:
            return None
        try:
            return binascii.a2b_base64(written)
        except ValueError:
            return None


def _names(said: etree._Element | None) -> Iterator[str]:
    for author in said.findall("author")[:4] if said is not None else ():
        parts = (words(author.find(tag)) for tag in ("first-name", "middle-name", "last-name"))
        if name := " ".join(part for part in parts if part) or words(author.find("nickname")):
            yield name


def _pieces(root: etree._Element, pictures: _Pictures) -> Iterator[Piece]:
    walk = Walk(_TAGS, draw=pictures.drawing)
    cover = first(root, "description", "title-info", "coverpage", "image")
    if cover is not None and (drawing := pictures.drawing(cover)):
        yield from shown((drawing,))
    for body in root.findall("body"):
        if attribute(body, "name") not in ("notes", "comments"):
            yield from map(_listed, walk.pieces(body))
            continue
        for section in body.iter("section"):
            number = words(section.find("title"))
            text = Gathering()
            text.parts.append(f"{number}. " if number.isdecimal() else f"{number} ")
            for paragraph in section.findall("p"):
                text.append(linked_words(paragraph, walk.leads))
                text.parts.append(" ")
            yield text.phrase().collapsed().piece(BlockKind.FOOTNOTE)


def _listed(piece: Piece) -> Piece:
    """A paragraph that begins with bullets as the list item it is: the format has none of its own."""
    bullets = _BULLETS.match(piece.words) if piece.kind is BlockKind.PARAGRAPH else None
    if bullets is None:
        return piece
    item = Phrase(piece.words, piece.links).part(bullets.end(), len(piece.words))
    return replace(item, above=piece.drawings).piece(BlockKind.LIST_ITEM, min(5, bullets[0].count("•") - 1))
