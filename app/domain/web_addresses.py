"""Addresses of pages elsewhere: which may be handed to a browser, whose they are, and when words pretend to be one."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_WRITTEN = re.compile(r"(?:(?P<scheme>https?)://|www\.)(?P<host>[^\s/?#:@\\]{1,253})", re.IGNORECASE)
_ALONE = re.compile(r"(?P<host>(?:[\w-]{1,63}\.){1,8}(?P<last>[^\W\d_]{2,24}))(?:[/?#:][^\s]{0,2000})?")
_ENDINGS = frozenset("com org net edu gov mil int info biz eu io news online press app dev".split())


def is_web_address(address: str) -> bool:
    """Whether it is http or https with a host, and no browser could read it as another address than we do."""
    return bool(host_of(address))


def host_of(address: str) -> str:
    """The host that an http or https address leads to, in lower case; "" for any other.

    A backslash counts as a slash in browsers and not in RFC 3986, so that the two see different hosts: refused, as are
    signs that cannot be seen.
    """
    if "\\" in address or " " in address or not address.isprintable():
        return ""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        _ = parts.port  # raises where it is no number
    except ValueError:
        return ""
    return host.rstrip(".") if parts.scheme in ("http", "https") else ""


def pretended_host(words: str, address: str) -> str:
    """The host that `words` seem to name when the address leads to another; "" where they name none, or that one.

    A shorter or longer name of the same host ("example.org" for "news.example.org") is no other.
    """
    words = words.strip()[:400]
    found = _WRITTEN.search(words)
    if found is None and (alone := _ALONE.fullmatch(words)):
        found = alone if alone["last"].lower() in _ENDINGS or len(alone["last"]) == 2 else None
    if found is None:
        return ""
    named, real = _bare(found["host"]), _bare(host_of(address))
    if named == real or named.endswith(f".{real}") or real.endswith(f".{named}"):
        return ""
    return named


def _bare(host: str) -> str:
    return host.lower().strip(".,;:!?)]}>'\"").removeprefix("www.")
