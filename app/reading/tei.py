"""Edited texts in XML (TEI): the header's title, author and date, then front, body and back."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from app.domain.article import Article, Metadata
from app.reading.compose import Piece, article_of
from app.reading.dates import to_iso
from app.reading.limits import Limits
from app.reading.origin import Origin
from app.reading.tagged import Walk, root_of, tags
from app.reading.xml_tree import attribute, first, words

_TAGS = tags(
    headings="head",
    paragraphs="p l lg ab sp speaker stage byline dateline opener closer salute signed",
    sections="div div1 div2 div3 div4 div5",
    quotes="quote cit",
    lists="list",
    items="item",
    rows="row",
    cells="cell",
    captions="figDesc",
    code="eg",
    notes="note",
    spoken="quote q said",
    skipped="graphic fw gap figure-graphic del",
    breaks="lb",
    links="ref",
)


def read(data: bytes, origin: Origin, limits: Limits) -> Article:
    """The text with its notes at the end; page numbers and running headers of the printed book are left out."""
    root = root_of(data, origin)
    described = first(root, "teiHeader", "fileDesc")
    titles, published = first(described, "titleStmt"), first(described, "publicationStmt")
    date = first(published, "date")
    metadata = Metadata(
        title=words(first(titles, "title")),
        byline=", ".join(words(a) for a in titles.findall("author")[:4]) if titles is not None else "",
        date=to_iso(attribute(date, "when") or words(date)) if date is not None else "",
        source=words(first(published, "publisher")),
        language=attribute(root, "lang")[:2].lower(),
    )
    text = root.find(".//text")
    return article_of(_pieces(root if text is None else text), metadata, limits, format="tei")


def _pieces(text: etree._Element) -> Iterator[Piece]:
    walk = Walk(_TAGS)
    for line_break in text.iter("lb"):  # a line of the printed page, but for verse, which has elements of its own
        line_break.tag = "milestone"
        line_break.tail = " " + (line_break.tail or "")
    yield from walk.pieces(text)
    yield from walk.noted()
