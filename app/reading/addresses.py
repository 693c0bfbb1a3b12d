"""Which address of a file a reader may be shown as one that leads elsewhere."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

_LONGEST = 2_000
"""Characters of an address: what browsers and servers take at most in practice."""


def web_address(written: str, base: str = "") -> str:
    """`written` as an absolute http or https address, "" where it is none. Opens nothing.

    `base` is the address of the page that it was found on. Within the page (`#notes`) is not elsewhere.
    """
    written = "".join(written.split())
    if not written or written.startswith("#") or len(written) > _LONGEST or not written.isprintable():
        return ""
    try:
        address = urljoin(base, written) if base else written
        parts = urlsplit(address)
        host = parts.hostname
        _ = parts.port  # raises where it is no number
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host or len(address) > _LONGEST:
        return ""
    page = base.partition("#")[0]
    return "" if page and address.partition("#")[0] == page else address
