"""Addresses of pages elsewhere: which may be handed to a browser, whose they are, and when words pretend to be one."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_WRITTEN = re.compile(r"(?:(?P<scheme>https?)://|www\.)(?P<host>[^\s/?#:@\\]{1,253})", re.IGNORECASE)
_ALONE = re.compile(r"(?P<host>(?:[\w-]{1,63}\.){1,8}(?P<last>[^\W\d_]{2,24}))(?:[/?#:][^\s]{0,2000})?")
_AMONG = re.compile(
    r"(?<![\w.@-])(?P<host>(?:[\w-]{1,63}\.){1,8}(?P<last>[^\W\d_]{2,24}))(?:(?P<path>/)|(?![\w-]|\.\w))"
)
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
    real = _bare(host_of(address))
    others = [named for named in map(_bare, _named(words)) if not _is_one(named, real)]
    return others[0] if others else ""


def _named(words: str) -> list[str]:
    """The hosts that words name: behind http:// or www., alone, or among others where the ending is a usual one."""
    if written := [found["host"] for found in _WRITTEN.finditer(words)]:
        return written
    if (alone := _ALONE.fullmatch(words)) and (alone["last"].lower() in _ENDINGS or len(alone["last"]) == 2):
        return [alone["host"]]
    return [found["host"] for found in _AMONG.finditer(words) if _is_meant(found)]


def _is_meant(found: re.Match[str]) -> bool:
    """Whether words with full stops among others are an address, and no end of a sentence ("the plan.Net losses")."""
    host, last = found["host"], found["last"]
    if found["path"]:
        return True
    if not (host == host.lower() or host == host.upper()):
        return False
    return last.lower() in _ENDINGS or (len(last) == 2 and len(host) > 6)


def _is_one(named: str, real: str) -> bool:
    return named == real or named.endswith(f".{real}") or real.endswith(f".{named}")


def _bare(host: str) -> str:
    return host.lower().strip(".,;:!?)]}>'\"").removeprefix("www.")
