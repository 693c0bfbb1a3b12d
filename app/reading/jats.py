"""Journal articles in XML (JATS, NLM): title, authors, abstract, sections, notes, references."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from lxml import etree

from app.domain.article import Article, BlockKind, Metadata
from app.reading.compose import Piece, article_of
from app.reading.dates import to_iso
from app.reading.limits import Limits
from app.reading.origin import Origin
from app.reading.phrase import linked_words
from app.reading.tagged import Walk, root_of, tags
from app.reading.xml_tree import attribute, first, words

_TAGS = tags(
    headings="title",
    paragraphs="p verse-line attrib sec-meta fig-group",
    sections="sec app ack boxed-text",
    quotes="disp-quote verse-group",
    lists="list",
    items="list-item",
    rows="tr",
    cells="td th",
    captions="caption",
    code="preformat code",
    notes="fn",
    skipped="label object-id graphic inline-graphic tex-math alternatives supplementary-material",
    breaks="break",
    links="ext-link uri pub-id",
)


def read(data: bytes, origin: Origin, limits: Limits) -> Article:
    """The article's abstract, body, notes and references."""
    root = root_of(data, origin)
    article = root if root.tag == "article" else root.find(".//article")
    article = root if article is None else article
    said = first(article, "front", "article-meta")
    doi = (
        next((words(i) for i in said.findall("article-id") if attribute(i, "pub-id-type") == "doi"), "")
        if (said is not None)
        else ""
    )
    metadata = Metadata(
        title=words(first(said, "title-group", "article-title")),
        byline=", ".join(_authors(said)),
        date=_date(said),
        source=words(first(article, "front", "journal-meta", "journal-title-group", "journal-title"))
        or words(first(article, "front", "journal-meta", "journal-title")),
        language=attribute(article, "lang")[:2].lower(),
        url=f"https://doi.org/{doi}" if doi else "",
    )
    return article_of(_pieces(article, said), metadata, limits, format="jats")


def _authors(said: etree._Element | None) -> Iterator[str]:
    people = (
        [c for c in said.iter("contrib") if attribute(c, "contrib-type") in ("author", "")]
        if (said is not None)
        else []
    )
    for person in people[:8]:
        given, family = words(person.find(".//given-names")), words(person.find(".//surname"))
        if name := f"{given} {family}".strip() or words(person.find("string-name")) or words(person.find("collab")):
            yield name


def _date(said: etree._Element | None) -> str:
    """The earliest date of publication that the file gives."""
    dates = []
    for date in said.findall("pub-date") if said is not None else ():
        year, month, day = (words(date.find(tag)) for tag in ("year", "month", "day"))
        if month.isdecimal():
            dates.append(to_iso(f"{year}-{month:0>2}" + (f"-{day:0>2}" if day.isdecimal() else "")))
        else:
            dates.append(to_iso(f"{day} {month} {year}".strip()))
    return min(filter(None, dates), default="")


def _pieces(article: etree._Element, said: etree._Element | None) -> Iterator[Piece]:
    walk = Walk(_TAGS)
    _bracket_references(article)
    _resolve_dois(article)
    abstract = first(said, "abstract")
    if abstract is not None:
        if abstract.find("title") is None:
            yield Piece(BlockKind.HEADING, "Abstract", 2)
        yield from walk.pieces(abstract)
    for part in (article.find("body"), article.find("back")):
        for child in part if part is not None else ():
            if child.tag not in ("ref-list", "fn-group"):
                yield from walk.pieces(_alone(child))
    back = article.find("back")
    for note in back.iter("fn") if back is not None else ():
        walk.inline(note)
    yield from walk.noted()
    references = article.findall(".//ref-list//ref")
    if references:
        yield Piece(BlockKind.HEADING, "References", 2)
        yield from (linked_words(reference, walk.leads).piece(BlockKind.LIST_ITEM) for reference in references)


def _bracket_references(article: etree._Element) -> None:
    """References to notes at the end become their numbers in brackets, as those to all other notes are."""
    notes = {attribute(note, "id"): n for n, note in enumerate(article.findall("back//fn"), start=1)}
    for reference in article.iter("xref"):
        if (number := notes.get(attribute(reference, "rid"))) is not None:
            for child in list(reference):
                reference.remove(child)
            reference.text = f"[{number}]"


def _resolve_dois(article: etree._Element) -> None:
    """Give what is named by its number in the registry of publications the address where that leads on."""
    for link in article.iter("ext-link", "pub-id"):
        if "doi" in (attribute(link, "ext-link-type"), attribute(link, "pub-id-type")):
            number = (attribute(link, "href") or words(link)).removeprefix("doi:").strip()
            if number.startswith("10."):
                link.attrib.clear()
                link.set("href", f"https://doi.org/{quote(number)}")


def _alone(element: etree._Element) -> etree._Element:
    """The element in one of its own, so that it is read as a block itself."""
    holder = etree.Element("holder")
    holder.append(element)
    return holder
