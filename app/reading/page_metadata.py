"""What a web page says about itself: title, author, date, site, address, language."""

from __future__ import annotations

import re
from copy import deepcopy
from urllib.parse import urlsplit

from lxml.html import HtmlElement
from trafilatura.metadata import extract_metadata

from app.domain.article import Metadata
from app.reading.byline import parse_byline, tidy_names
from app.reading.compose import plain
from app.reading.dates import to_iso
from app.reading.page_source import site_name
from app.reading.structured_data import Stated, stated_in

_SEPARATOR = re.compile(r"\s+[|–—:»·-]+\s+|\s*\|\s*|\s*::\s*|_(?=[^_\s])")
_LONGEST_HEADING = 150
_NO_TITLE = re.compile(r"(?:untitled(?: document| page)?|document|home(?:page)?|index|new (?:page|document)|\W*)", re.I)
_NOT_AUTHORS = re.compile(r"(?:user ?name|admin|administrator|editor|staff|guest|author|unknown|by)", re.I)
_AUTHOR_NAMES = (
    "author dc.creator dcterms.creator creator parsely-author byl sailthru.author article:author og:article:author"
).split()
_BYLINE_PLACES = (
    "//*[@itemprop='author' or @rel='author']",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' byline ')]",
    "//*[contains(@class, 'byline') or contains(@class, 'author-name') or contains(@id, 'byline')]",
)


def page_metadata(tree: HtmlElement) -> Metadata:
    """From the page's header, its structured data and its byline. Leaves `tree` as it is."""
    # Without the search of all words for dates: it guesses from years in copyright lines, and takes seconds at times.
    found, stated = extract_metadata(deepcopy(tree), extensive=False), stated_in(tree)
    url = (found.url or "") if re.match(r"https?://", found.url or "") else ""
    window = plain(tree.findtext(".//title") or "")
    source = site_name(plain(found.sitename or ""), _meta(tree, "og:site_name"), stated, url, window)
    language = _language(tree)
    author = _author(tree, plain(found.author or ""), stated)
    byline = tidy_names(author, source, language, urlsplit(url).hostname or "")
    return Metadata(
        title=_title(tree, plain(found.title or ""), source, stated),
        byline=byline,
        date=to_iso(found.date or "") if not _is_wiki(tree) or _declares(tree, found.date or "") else "",
        source=(source if source != byline else "") or _wiki(tree, window),
        language=language,
        url=url,
    )


def _meta(tree: HtmlElement, name: str) -> str:
    """The content of `<meta name=…>` or `<meta property=…>`, which may hold several names; "" without one."""
    for meta in tree.iter("meta"):
        named = name in (meta.get("name") or "").lower().split() or name in (meta.get("property") or "").lower().split()
        if named and (words := plain(meta.get("content") or "")):
            return words
    return ""


def _title(tree: HtmlElement, found: str, source: str, stated: Stated) -> str:
    """The headline: as stated, if the page shows it; as shared (og:title), unless the page's window and heading
    agree on another; or the page's heading if its window title holds it, or that title.
    """
    window = plain(tree.findtext(".//title") or "")
    headings = [plain(heading.text_content()[:400]) for heading in tree.iter("h1")]
    shown = {heading.casefold() for heading in headings}
    if stated.headline and stated.headline.casefold() in shown:
        return stated.headline
    shared = _meta(tree, "dc:title") or _meta(tree, "og:title")
    if shared and _share(shared, window) < 0.5 and shared.casefold() not in shown and window.casefold() in shown:
        shared = ""  # the site's
    title = shared or (found if found and (not window or _share(found, window) >= 0.5) else window)
    if _NO_TITLE.fullmatch(title):
        heading = next((h for h in headings if h), "") or _heading(tree)
        return heading or title
    return without_site(title, source)


def _heading(tree: HtmlElement) -> str:
    """The page's one heading of the second rank, outside of what is beside the article."""
    headings = [
        words
        for heading in tree.iter("h2")
        if (words := plain(heading.text_content()[: 2 * _LONGEST_HEADING]))
        and next(heading.iterancestors("aside", "nav", "footer", "header"), None) is None
    ]
    return headings[0] if len(headings) == 1 and len(headings[0]) <= _LONGEST_HEADING else ""


def _is_wiki(tree: HtmlElement) -> bool:
    return _meta(tree, "generator").startswith("MediaWiki")


def _declares(tree: HtmlElement, date: str) -> bool:
    """Whether the page's header or data say this date, and not only the words about something else."""
    said = (*(meta.get("content") or "" for meta in tree.iter("meta")), *(s.text or "" for s in tree.iter("script")))
    return any(date in words for words in said)


def _wiki(tree: HtmlElement, window: str) -> str:
    """The name of a wiki, which ends the titles of its pages."""
    if not _is_wiki(tree):
        return ""
    pieces = list(_SEPARATOR.finditer(window))
    return window[pieces[-1].end() :] if pieces else ""


def without_site(title: str, source: str) -> str:
    """`title` without the site's name after (or before) a bar or a dash."""
    pieces = list(_SEPARATOR.finditer(title))
    if not pieces:
        return title
    last, first = title[pieces[-1].end() :], title[: pieces[0].start()]
    if source and first.lower() == source.lower():
        return title[pieces[0].end() :]
    rest = title[: pieces[-1].start()]
    is_site = bool(source) and (last.lower() in source.lower() or source.lower() in last.lower())
    by_bar = pieces[-1][0].strip() in ("|", "»", "::") and len(last.split()) <= 4
    return rest if len(rest) >= 8 and (is_site or by_bar) else title


def _share(part: str, whole: str) -> float:
    words = set(re.findall(r"\w+", part.lower()))
    return len(words & set(re.findall(r"\w+", whole.lower()))) / len(words) if words else 0.0


def _author(tree: HtmlElement, found: str, stated: Stated) -> str:
    found = _meta(tree, "dc:creator") or found.replace("; ", ", ")
    if found and not _NOT_AUTHORS.fullmatch(found):
        return found
    for name in _AUTHOR_NAMES:
        if (author := _meta(tree, name)) and len(author) < 100 and not author.startswith("http"):
            return author
    if stated.author and not _NOT_AUTHORS.fullmatch(stated.author):
        return stated.author
    for place in _BYLINE_PLACES:
        for element in tree.xpath(place)[:3]:
            words = plain(element.text_content()[:400])
            if 3 < len(words) <= 120 and not _NOT_AUTHORS.fullmatch(words):
                byline = parse_byline(words)
                return byline.author if byline and byline.author else words
    return ""


def _language(tree: HtmlElement) -> str:
    declared = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or _meta(tree, "og:locale")
    match = re.match(r"[A-Za-z]{2}(?![A-Za-z])", declared or "")
    return match[0].lower() if match else ""
