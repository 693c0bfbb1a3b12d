"""What a page says of its article in structured data (schema.org as JSON-LD): headline, authors and publisher."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from app.reading.compose import plain

_WRAPPED = re.compile(r"^\s*(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?|(?://|/\*)?\s*\]\]>(?:\s*\*/)?\s*$")
_LONGEST = 500_000
_DEEPEST, _MOST = 6, 2_000
_ARTICLES = ("article", "posting", "report", "review")


@dataclass(frozen=True, slots=True)
class Stated:
    headline: str = ""
    author: str = ""  # people or organisations, by commas
    publisher: str = ""


def stated_in(tree: HtmlElement) -> Stated:
    """The first article described in the page; empty where none is, or where the data is broken.

    Without an article, the publisher is that of what else is described.
    """
    objects = list(islice(_described(tree), _MOST))
    for item in objects:
        kinds = item.get("@type")
        names = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(name, str) and name.lower().endswith(_ARTICLES) for name in names):
            headline = _words(item.get("headline") or item.get("name"))
            return Stated(headline, _names(item.get("author")), _publisher(item.get("publisher"), objects))
    publisher = next((item["publisher"] for item in objects if item.get("publisher")), None)
    return Stated(publisher=_publisher(publisher, objects))


def _described(tree: HtmlElement) -> Iterator[dict[str, object]]:
    for script in tree.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() != "application/ld+json":
            continue
        try:
            data = json.loads(_WRAPPED.sub("", script.text or "")[:_LONGEST], strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _objects(data, 0)


def _objects(data: object, depth: int) -> Iterator[dict[str, object]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for one in data:
            yield from _objects(one, depth + 1)
    elif isinstance(data, dict):
        yield data
        for one in data.values():
            if isinstance(one, dict | list):
                yield from _objects(one, depth + 1)


def _names(author: object) -> str:
    found = [
        _words(one.get("name") if isinstance(one, dict) else one)
        for one in (author if isinstance(author, list) else [author])
    ]
    return ", ".join(dict.fromkeys(name for name in found if name and not name.startswith("http")))[:200]


def _publisher(publisher: object, objects: Iterable[dict[str, object]]) -> str:
    """Its name, which may be stated elsewhere in the data under the same `@id`."""
    if not isinstance(publisher, dict):
        return _words(publisher)
    name, at = _words(publisher.get("name")), publisher.get("@id")
    return name or next((named for o in objects if at and o.get("@id") == at and (named := _words(o.get("name")))), "")


def _words(value: object) -> str:
    return plain(value)[:300] if isinstance(value, str) else ""
