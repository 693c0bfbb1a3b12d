"""Pictures that a text holds within its addresses, in base64: set aside before the text is parsed.

They would use up the limits of a text, and a parser's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from app.reading.addresses import joined
from app.reading.drawings import embedded
from app.reading.limits import Limits
from app.reading.origin import Parts

_HEAD = r"data:[\w/+.-]{0,80}(?:;[\w=-]{0,40}){0,4};base64,"
_IN_PAGE = re.compile(_HEAD + r"[A-Za-z0-9+/=\s%]*")
_IN_MARKDOWN = re.compile(_HEAD + r"[A-Za-z0-9+/=%]*")
_BEFORE_IN_PAGE = re.compile(r"src\s*=\s*[\"']?\s*\Z", re.I)
_BEFORE_IN_MARKDOWN = re.compile(r"\](?:\(|:[ \t]*)<?\Z")
_BEFORE = 16
_NAME = "held:"
_MOST = 500


@dataclass(frozen=True, slots=True)
class Held:
    """A text with names in place of the addresses that held the bytes of images."""

    text: str
    addresses: tuple[str, ...] = ()

    def source(self, parts: Parts, limits: Limits, base: str = "") -> Callable[[str], bytes]:
        """The bytes for what stands as an image's address in the text, where addresses count from `base`: held in it,
        or among `parts`.
        """
        named = {f"{_NAME}{number}": address for number, address in enumerate(self.addresses)}

        def bytes_of(address: str) -> bytes:
            if address.startswith(_NAME):
                return embedded(named.get(address, ""), limits)
            return parts(address) or parts(joined(base, address))

        return bytes_of


def held_in_page(text: str) -> Held:
    """Of a web page. Other addresses that hold bytes, in styles and scripts, are dropped."""
    return _held(text, _IN_PAGE, _BEFORE_IN_PAGE, drop=True)


def held_in_markdown(text: str) -> Held:
    """Of Markdown, where the address of an image stands in brackets or after its name."""
    return _held(text, _IN_MARKDOWN, _BEFORE_IN_MARKDOWN, drop=False)


def _held(text: str, address: re.Pattern[str], before: re.Pattern[str], *, drop: bool) -> Held:
    held: list[str] = []

    def named(found: re.Match[str]) -> str:
        if len(held) < _MOST and before.search(found.string[max(0, found.start() - _BEFORE) : found.start()]):
            held.append(found[0])
            return f"{_NAME}{len(held) - 1}"
        return "" if drop else found[0]

    text = address.sub(named, text)
    return Held(text, tuple(held))
