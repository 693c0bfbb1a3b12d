"""DocBook articles and books: sections, lists, tables, notes."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from app.domain.article import Article, Metadata
from app.reading.compose import Piece, article_of
from app.reading.dates import to_iso
from app.reading.limits import Limits
from app.reading.origin import Origin
from app.reading.tagged import Walk, root_of, tags
from app.reading.xml_tree import first, words

_TAGS = tags(
    headings="title subtitle",
    paragraphs="para simpara formalpara note tip warning term attribution literallayout",
    sections="section sect1 sect2 sect3 sect4 chapter part preface appendix simplesect",
    quotes="blockquote epigraph",
    lists="itemizedlist orderedlist simplelist",
    numbered="orderedlist",
    items="listitem member",
    rows="row tr",
    cells="entry td th",
    captions="caption",
    code="programlisting screen",
    notes="footnote",
    spoken="quote",
    links="link ulink",
    skipped="info articleinfo bookinfo sectioninfo chapterinfo indexterm mediaobject inlinemediaobject toc index",
)


def read(data: bytes, origin: Origin, limits: Limits) -> Article:
    """The document's sections, its notes at the end."""
    root = root_of(data, origin)
    said = next((e for e in root if e.tag in ("info", "articleinfo", "bookinfo")), None)
    metadata = Metadata(
        title=words(first(said, "title")) or words(root.find("title")),
        byline=", ".join(_authors(said)),
        date=to_iso(words(first(said, "pubdate")) or words(first(said, "date"))),
    )
    return article_of(_pieces(root), metadata, limits, format="docbook")


def _authors(said: etree._Element | None) -> Iterator[str]:
    for author in list(said.iter("author"))[:4] if said is not None else ():
        given, family = words(author.find(".//firstname")), words(author.find(".//surname"))
        if name := f"{given} {family}".strip() or words(author.find("personname")):
            yield name


def _pieces(root: etree._Element) -> Iterator[Piece]:
    for named in root.iter("table", "figure", "example", "equation"):
        for title in named.findall("title"):
            title.tag = "caption"
    walk = Walk(_TAGS)
    yield from walk.pieces(root)
    yield from walk.noted()
