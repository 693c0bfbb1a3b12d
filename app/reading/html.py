"""Web pages from disk: the article without its page, as text and blocks. No address in the page is ever opened."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from app.domain.article import Article, Metadata, canonical
from app.errors import EmptyFile
from app.reading.addresses import addresses_on, joined, saved_from, web_address
from app.reading.byline import parse_byline
from app.reading.compose import Piece, article_of, plain
from app.reading.dates import find_date
from app.reading.held import held_in_page
from app.reading.limits import Limits
from app.reading.origin import Origin, no_parts
from app.reading.page_blocks import BLOCK_TAGS, Numbered, Run, items_within, number_runs, pieces_of
from app.reading.page_captions import spare_captions
from app.reading.page_cleaning import clean
from app.reading.page_furniture import carry_drawings, without_furniture
from app.reading.page_images import draw_images
from app.reading.page_metadata import page_metadata
from app.reading.page_notes import Note, find_notes, referred_to
from app.reading.page_source import letters
from app.reading.page_votes import elected
from app.reading.phrase import shown
from app.reading.pictures import Pictures
from app.reading.signs import tamed
from app.reading.sniff import declared_charset
from app.reading.text import decoded_or_fail, within

for _name in ("trafilatura", "htmldate"):  # they report every odd page as an error; we say it in a notice
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*>?")  # broken ones too: lxml takes no text that names an encoding
_SCRIPT = re.compile(r"<(script|style)\b[^>]{0,2000}>[^<]*+(?:<(?!/\1)[^<]*+)*+(?:</\1[^>]{0,2000}>?)?", re.I)
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]{0,20})\b[^<>]*>")
_LONGEST_MARKUP = 9_000_000  # libxml2 drops a text node of 10 MB
_LONGEST_ATTRIBUTE = 4_000
_TOO_SHORT = 250
"""Characters. A body below this, in a page with ten times as much, is taken for a miss."""

_NEAR = 8
"""Lines above an article among which its date is sought."""

_LONGEST_DATELINE = 90
_SIGNED_BY = 4
"""Lines of an article, at most, among which its byline is."""

_NOTHING_FOUND = "No article was found in this page: all of its text is shown."


def read(data: bytes, origin: Origin, limits: Limits) -> Article:
    """The article in a page, or all of its visible text where no article is found."""
    decoded = decoded_or_fail(data, origin, declared_charset(data))
    held = held_in_page(decoded.text)
    decoded = replace(decoded, text=held.text)
    markup, notices = within(decoded, origin, replace(limits, characters=_LONGEST_MARKUP, lines=_LONGEST_MARKUP))
    tree = _parsed(tamed(canonical(_DECLARATION.sub("", markup, count=1))), origin)
    small = sum(1 for _ in tree.iter()) <= limits.elements  # trafilatura takes minutes over very large trees
    window = plain(tree.findtext(".//title") or "")
    metadata = page_metadata(tree) if small else Metadata(title=window)
    page = origin.address or saved_from(held.text)
    metadata = replace(metadata, url=metadata.url or web_address(page))
    page = page or metadata.url
    base = joined(page, next((b.get("href") or "" for b in tree.iter("base")), ""))
    clean(tree)
    notes = find_notes(tree) if small else []
    numbered = number_runs(tree, {note.element for note in notes})
    runs = numbered.runs
    all_of_it = list(range(len(runs)))
    kept = (_article(numbered, notes, tree) if small else None) or all_of_it
    if kept is all_of_it:
        notices = (*notices, _NOTHING_FOUND)
    elif not metadata.date:
        metadata = replace(metadata, date=_date_near(runs, kept))
    own = kept if kept is all_of_it else without_furniture(runs, kept)
    if metadata.byline and _is_of_the_site(metadata.byline, window) and _signed(runs, own):
        metadata = replace(metadata, byline="")  # the article names who wrote it
    below: Iterable[Piece] = ()
    if kept and numbered.images and (held.addresses or origin.parts is not no_parts):
        pictures = Pictures(held.source(origin.parts, limits, base), limits)
        below = shown(draw_images(numbered, kept, metadata.title, pictures))
        carry_drawings(runs, kept, own)
    pieces = pieces_of((runs[number] for number in own), addresses_on(page, base))
    return article_of(chain(pieces, below), metadata, limits, format="html", notices=notices)


def _parsed(markup: str, origin: Origin) -> HtmlElement:
    """The page's tree. HTML has no entities to expand and no DTD to fetch."""
    try:
        tree, whole = _tree(markup)
        if not whole:
            tree, _ = _tree(_flattened(markup))
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        raise EmptyFile(f"There is no text in {origin.called}.", "Choose a file with text in it.") from error
    for element in tree.iter(etree.Element):
        for name, value in element.attrib.items():
            if len(value) > _LONGEST_ATTRIBUTE:
                del element.attrib[name]
    return tree


def _tree(markup: str) -> tuple[HtmlElement, bool]:
    """The tree, and whether libxml2 read all of it: it stops at a depth of 256."""
    parser = lxml.html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    tree = lxml.html.document_fromstring(markup, parser=parser)
    return tree, not any("depth" in entry.message.lower() for entry in parser.error_log)


def _flattened(markup: str) -> str:
    """The page without nesting: each block's tag begins a paragraph, other tags and scripts are dropped."""
    markup = _SCRIPT.sub(" ", markup)
    return "<html><body><p>" + _TAG.sub(lambda tag: "<p>" if tag[1].lower() in BLOCK_TAGS else "", markup)


def _date_near(runs: Sequence[Run], kept: Sequence[int]) -> str:
    """A day that stands in a short line by itself right above the article's first words, or among them; or ""."""
    first = kept[0]
    for run in (*runs[max(0, first - _NEAR) : first][::-1], *(runs[number] for number in kept[:5])):
        line = plain(run.words)
        found = find_date(line) if len(line) <= _LONGEST_DATELINE else None
        if found is not None and len(found.iso) == len("2026-01-12"):
            return found.iso
    return ""


def _is_of_the_site(byline: str, window: str) -> bool:
    """Whether the window's title names the author beside the article, as it does the site."""
    return len(byline.split()) > 1 and letters(byline) in letters(window)


def _signed(runs: Sequence[Run], own: Sequence[int]) -> bool:
    """Whether a line near the top names an author."""
    found = (parse_byline(plain(runs[number].words)) for number in own[:_SIGNED_BY])
    return any(byline is not None and bool(byline.author) for byline in found)


def _article(numbered: Numbered, notes: Sequence[Note], tree: HtmlElement) -> list[int] | None:
    """The numbers of the runs of the article in the page, or None where none was found."""
    spare_captions(tree)
    runs = numbered.runs
    numbers = {number for number in elected(tree) if number < len(runs)}
    numbers |= items_within(runs, numbers)
    numbers |= referred_to(notes, numbered.places, runs, numbers)
    letters = sum(len(plain(runs[number].words)) for number in numbers)
    seen = sum(len(plain(run.words)) for run in runs)
    if not letters or (letters < _TOO_SHORT and seen > 10 * letters):
        return None
    return sorted(numbers)
