"""What the site is called that a page is from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import urlsplit

from app.reading.structured_data import Stated

_PARTS = re.compile(r"\s+[|–—:»·-]+\s+|\s*\|\s*|:\s+")
_MOST_WORDS = 4
"""Words of a name before a slogan; a slogan has at least three."""


def site_name(found: str, shared: str, stated: Stated, url: str, window: str) -> str:
    """The site's name; "" where all that is known is its address.

    `found` may be the address's own word with a capital, `shared` a name with a slogan; `window` is the window's title.
    """
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    if shared and letters(shared) == letters(found):
        found = shared
    name = without_slogan(found or shared, host)
    if letters(name) in host.split(".") and stated.publisher:
        return without_slogan(stated.publisher, host)
    if "." in name and " " not in name and name.lower() in url.lower():
        return ""
    if letters(name) in host.split("."):
        return _as_it_writes_itself(letters(name), (shared, window)) or name
    return name


def without_slogan(name: str, host: str = "") -> str:
    """ "The Ledger" of "The Ledger - All the news from the coast", also the other way round where the host says so."""
    parts = [part for part in _PARTS.split(name) if part]
    if len(parts) < 2:
        return name
    for part in (parts[0], parts[-1]):
        if letters(part) and letters(part) in letters(host):
            return part
    few = len(parts[0].split()) <= _MOST_WORDS
    return parts[0] if few and sum(len(part.split()) for part in parts[1:]) > 2 else name


def letters(name: str) -> str:
    """Letters and digits alone, small and without accents, as in addresses."""
    return "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if c.isalnum())


def _as_it_writes_itself(word: str, texts: Iterable[str]) -> str:
    """The part of one of `texts` that is `word` in the site's own capitals."""
    return next((part for text in texts for part in _PARTS.split(text) if letters(part) == word), "")
