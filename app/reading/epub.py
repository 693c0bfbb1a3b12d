"""EPUB books: the documents of the spine in order, chapters as headings. Nothing is unpacked to disk."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import unquote

from lxml import etree
from lxml.html import HtmlElement

from app.domain.article import Article, BlockKind, Metadata
from app.reading.archive import Archive
from app.reading.compose import Drawing, Piece, article_of, plain
from app.reading.dates import to_iso
from app.reading.flow import flow_pieces, spare_images
from app.reading.limits import Limits
from app.reading.origin import Origin
from app.reading.page_cleaning import clean
from app.reading.phrase import hung, is_shown
from app.reading.pictures import Pictures, packed
from app.reading.xml_tree import attribute, first, parsed, words, xhtml

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_NO_LABEL = re.compile(r"(?:section|start|cover|untitled)? ?\d{0,4}", re.I)
"""What writers put into the table of contents where a chapter has no name."""

_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document")


@dataclass(frozen=True, slots=True)
class _Item:
    """A file the book lists: its name in the archive and what it is."""

    name: str
    media_type: str
    properties: tuple[str, ...]


def read(data: bytes, origin: Origin, limits: Limits) -> Article:
    """A book as one article: its title, then chapter after chapter."""
    archive = Archive(data, origin, limits)
    place, package = _package(archive)
    items = _items(package, place)
    metadata = _metadata(package)
    spine = [items[i] for r in package.iter("itemref") if (i := attribute(r, "idref")) in items]
    chapters = [item for item in spine if item.media_type in _PAGES and "nav" not in item.properties]
    if any(item.name in _encrypted(archive) for item in chapters):
        raise archive.locked()
    labels = _labels(archive, items)
    missing = [item.name for item in chapters if item.name not in archive.names]
    if not chapters or len(missing) == len(chapters):
        raise archive.damaged()
    notices = (f"{len(missing)} of {len(chapters)} chapters are missing from the file.",) if missing else ()
    pieces = hung(_pieces(archive, chapters, labels, packed(data, origin, limits)))
    return article_of(pieces, metadata, limits, format="epub", notices=notices)


def _package(archive: Archive) -> tuple[str, etree._Element]:
    """The name of the package document and its root; DamagedFile without one."""
    container = parsed(archive.read(_CONTAINER) or b"")
    named = container.find(".//rootfile") if container is not None else None
    name = posixpath.normpath(attribute(named, "full-path")) if named is not None else ""
    if name not in archive.names:  # some writers forget the container; there is only one package in nearly all books
        name = next((n for n in sorted(archive.names) if n.lower().endswith(".opf")), "")
    package = parsed(archive.read(name) or b"")
    if package is None:
        raise archive.damaged()
    return name, package


def _items(package: etree._Element, place: str) -> dict[str, _Item]:
    return {
        attribute(item, "id"): _Item(
            _named(place, attribute(item, "href")),
            attribute(item, "media-type").lower(),
            tuple(attribute(item, "properties").split()),
        )
        for item in package.iter("item")
    }


def _named(place: str, href: str) -> str:
    """The name in the archive that `href` in the file `place` means, without its fragment."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(place), unquote(href.partition("#")[0])))


def _metadata(package: etree._Element) -> Metadata:
    said = first(package, "metadata")
    texts: dict[str, list[str]] = {}
    for element in said.iter(etree.Element) if said is not None else ():
        if text := words(element):
            texts.setdefault(str(element.tag), []).append(plain(text)[:300])
    return Metadata(
        title=texts.get("title", [""])[0],
        byline=", ".join(dict.fromkeys(texts.get("creator", [])[:4])),
        date=to_iso(texts.get("date", [""])[0]),
        source=texts.get("publisher", [""])[0],
        language=texts.get("language", [""])[0][:2].lower(),
    )


def _encrypted(archive: Archive) -> frozenset[str]:
    """Names of the files that copy protection covers; fonts often are, without harm."""
    listed = parsed(archive.read(_ENCRYPTION) or b"")
    if listed is None:
        return frozenset()
    return frozenset(posixpath.normpath(unquote(attribute(r, "URI"))) for r in listed.iter("CipherReference"))


def _labels(archive: Archive, items: dict[str, _Item]) -> dict[str, str]:
    """What the table of contents calls each file."""
    labels: dict[str, str] = {}
    for item in items.values():
        if "nav" in item.properties and (page := parsed(archive.read(item.name) or b"")) is not None:
            for link in page.iter("a"):
                labels.setdefault(_named(item.name, attribute(link, "href")), words(link))
        elif (
            item.media_type == "application/x-dtbncx+xml"
            and (ncx := parsed(archive.read(item.name) or b"")) is not None
        ):
            for point in ncx.iter("navPoint"):
                content = point.find("content")
                if content is not None:
                    labels.setdefault(_named(item.name, attribute(content, "src")), words(first(point, "navLabel")))
    return labels


def _pieces(archive: Archive, chapters: list[_Item], labels: dict[str, str], pictures: Pictures) -> Iterator[Piece]:
    """Every chapter's blocks; one that begins without a heading gets the name the contents give it."""
    for item in chapters:
        tree = xhtml(archive.read(item.name) or b"")
        if tree is None:
            continue
        spare_images(tree)
        clean(tree)
        body = tree if tree.tag == "body" else tree.find(".//body")
        found = list(flow_pieces(tree if body is None else body, partial(_drawing, pictures, item.name)))
        label = plain(labels.get(item.name, ""))
        has_words = bool(found) and not is_shown(found[0])  # a cover has none, and needs no heading
        if label and has_words and not any(piece.kind is BlockKind.HEADING for piece in found[:4]):
            if plain(found[0].words) == label:
                found[0] = replace(found[0], kind=BlockKind.HEADING, words=label, level=1, links=())
            elif not _NO_LABEL.fullmatch(label):
                yield Piece(BlockKind.HEADING, label, 2)
        for piece in found:
            level = piece.level + 1 if piece.kind is BlockKind.HEADING else piece.level
            yield piece if level == piece.level <= 6 else replace(piece, level=min(level, 6))


def _drawing(pictures: Pictures, place: str, image: HtmlElement) -> Drawing | None:
    """The picture that an element in the file `place` means."""
    source = image.get("src") or attribute(image, "href")
    name = source if source.startswith("data:") else _named(place, source)
    return pictures.drawing(name, image.get("alt") or image.get("title") or "")
