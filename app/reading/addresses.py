"""Which address of a file a reader may be shown as one that leads elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

_LONGEST = 2_000
"""Characters of an address: what browsers and servers take at most in practice."""

_HEAD = 3_000
_SAVED_FROM = re.compile(
    r"<!--\s{0,4}saved from url=\(\d{1,5}\)(https?:[^\s<>]{1,2000}?)\s*-->"
    r"|<!--\s{0,4}Page saved with SingleFile\s{1,4}url:\s{0,4}(https?:[^\s<>]{1,2000})"
)


def web_address(written: str, base: str = "") -> str:
    """`written` as an absolute http or https address, "" where it is none. Opens nothing.

    `base` is the address of the page that it was found on. Within the page (`#notes`) is not elsewhere.
    """
    written = _bare(written)
    return _checked(joined(base, written) if base else written, base) if written else ""


def _bare(written: str) -> str:
    """Without white space; "" for what is within the page, and for what nobody writes."""
    written = "".join(written.split())
    return "" if written.startswith("#") or len(written) > _LONGEST or not written.isprintable() else written


def _checked(address: str, page: str) -> str:
    """An address if it is one of the web that leads elsewhere than `page`, else ""."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
        _ = parts.port  # raises where it is no number
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host or len(address) > _LONGEST:
        return ""
    page = page.partition("#")[0]
    return "" if page and address.partition("#")[0] == page else address


def joined(base: str, written: str) -> str:
    """`written` from the place `base`, as it stands where either is no address."""
    try:
        return urljoin(base, written)
    except ValueError:
        return written


def addresses_on(page: str, base: str) -> Callable[[str], str]:
    """What `web_address` makes of an address on a page at `page` that counts from `base`."""

    def address_of(written: str) -> str:
        written = _bare(written)
        if written and not written.startswith(("http://", "https://")):
            written = joined(base, written)
        return _checked(written, page) if written else ""

    return address_of


def saved_from(markup: str) -> str:
    """The address that a browser, or SingleFile, notes at the top of a page that it saves; "" without one."""
    found = _SAVED_FROM.search(markup[:_HEAD])
    return web_address(found[1] or found[2]) if found else ""
