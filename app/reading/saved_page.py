"""A page that lies within another file, with what that file says about it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from app.domain.article import Article
from app.reading import html
from app.reading.limits import Limits
from app.reading.origin import Origin, Parts, no_parts
from app.reading.sniff import declared_charset
from app.reading.text import decoded_or_fail

_UTF8_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class SavedPage:
    """The bytes of a page, the encoding its container names for them, and the address it was saved from, else "".

    `parts`: what the container holds besides, by its address.
    """

    data: bytes
    charset: str = ""
    address: str = ""
    parts: Parts = field(default=no_parts, compare=False, repr=False)


def read_page(page: SavedPage, origin: Origin, limits: Limits, *, format: str) -> Article:
    """The article of the page, under the container's format. Only web addresses are kept as its source."""
    decoded = decoded_or_fail(page.data, origin, page.charset or declared_charset(page.data))
    within = replace(origin, address=page.address, parts=page.parts)
    article = html.read(_UTF8_MARK + decoded.text.encode("utf-8", "replace"), within, limits)
    return replace(article, notices=(*decoded.notices, *article.notices), format=format)
