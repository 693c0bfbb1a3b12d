"""How many of a page's pictures are its article's, and how many of its links are kept, over the pages of ../shared.

The pages come without their pictures, so each address is given one of its own width. The gold of these pages keeps
images of formulas, of authors and of teasers, and leaves out what stands above an article.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import lxml.html

from app.reading.origin import Origin
from app.reading.read import read_bytes
from tests.reading.images import png


def measure_pictures(folders: list[Path]) -> str:
    """A line of figures."""
    right = shown = wanted = links = linked = 0
    for folder in folders:
        names: list[str] = []
        article = read_bytes((folder / "source.html").read_bytes(), Origin("source.html", parts=_giving(names)))
        named = dict(enumerate(names, start=400))  # by width; pictures that the page holds itself have others
        ours = [named.get(picture.width, "") for picture in article.illustrations]
        gold = lxml.html.document_fromstring((folder / "expected.html").read_text(encoding="utf-8"))
        expected = [_names(image) for image in gold.iter("img")]
        right += sum(any(name in candidates for name in ours) for candidates in expected)
        shown, wanted = shown + len(ours), wanted + len(expected)
        links, linked = links + len(article.links), linked + bool(article.links)
    return (
        f"pictures shown {shown}, of the gold's {right} of {wanted}   links {links} on {linked} of {len(folders)} pages"
    )


def _giving(names: list[str]) -> Callable[[str], bytes]:
    def bytes_of(address: str) -> bytes:
        names.append(_name(address))
        return png(len(names) - 1)

    return bytes_of


def _names(image: lxml.html.HtmlElement) -> set[str]:
    sets = (entry.split()[0] for entry in (image.get("srcset") or "").split(", ") if entry.strip())
    return {_name(address) for address in (*sets, image.get("src"), image.get("data-src")) if address}


def _name(address: str) -> str:
    return address.partition("?")[0].rpartition("/")[2]
