"""A page without what its readers do not see. Imports no extractor: books and mails, which need none, open sooner."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement

from app.reading.page_furniture import drop_labels
from app.reading.spoken import write_marks

_UNSEEN = frozenset(
    "script style iframe frame object embed applet template svg canvas audio video noscript button select input "
    "textarea dialog link base".split()
)
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)


def clean(tree: HtmlElement) -> None:
    """Drop what a reader of the page would not see: scripts, frames, controls, hidden elements."""
    unseen = [
        element
        for element in tree.iter(etree.Element)
        if element.tag in _UNSEEN
        or element.get("hidden") is not None
        or (element.get("aria-hidden") == "true" and element.tag != "math")
        or _HIDDEN.search(element.get("style") or "")
    ]
    for element in unseen:
        if element.getparent() is not None and element.tag not in ("html", "body"):
            element.drop_tree()
    drop_labels(tree)
    write_marks(tree)
    for footer in tree.xpath("//blockquote//footer"):  # who is quoted; trafilatura takes every footer for the page's
        footer.tag = "p"
    for formula in list(tree.iter("math")):  # its signs are words of the sentence; its markup is lost on trafilatura
        formula.text = "".join("".join(formula.itertext()).split())
        for child in list(formula):
            formula.remove(child)
        formula.tag = "span"
