"""Where the field of a link leads, as Word documents and rich text write it."""

from __future__ import annotations

import re

from app.reading.addresses import web_address

_HYPERLINK = re.compile(r'\s{0,20}HYPERLINK\s{1,20}(?:"([^"]{1,2000})"|([^\s"\\]{1,2000}))', re.I)
_PLACE = re.compile(r'\\l\s{1,20}"([^"]{1,300})"')
"""The place in the page."""


def field_address(code: str) -> str:
    """The address in the code of a field, "" for fields that are no links, and links within the document."""
    found = _HYPERLINK.match(code)
    if found is None:
        return ""
    place = _PLACE.search(code, found.end())
    return with_place(found[1] or found[2], place[1] if place else "")


def with_place(target: str, place: str) -> str:
    """The web address of a place in a page, "" where `target` is none."""
    return web_address(f"{target}#{place}" if target and place and "#" not in target else target)
