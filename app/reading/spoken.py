"""Quotations within a sentence of a page, whose marks browsers add (`q`): without them nobody would be heard."""

from __future__ import annotations

from lxml import etree
from lxml.html import HtmlElement

OPENERS = tuple("“„«‘\"'‹»")
"""Signs that begin a quotation."""


def is_unmarked(quotation: etree._Element) -> bool:
    """Whether a quotation has no marks of its own, in it or before it."""
    previous, parent = quotation.getprevious(), quotation.getparent()
    before = previous.tail if previous is not None else parent.text if parent is not None else ""
    words = "".join(quotation.itertext()).strip()
    return bool(words) and not words.startswith(OPENERS) and not (before or "").rstrip().endswith(OPENERS)


def write_marks(tree: HtmlElement) -> None:
    """Put the marks of every `q` into its words: double ones, single ones within another."""
    quotations = list(tree.iter("q"))
    for quotation in [q for q in quotations if is_unmarked(q)]:
        nested = any(around.tag == "q" for around in quotation.iterancestors())
        opener, closer = "‘’" if nested else "“”"
        quotation.text = opener + (quotation.text or "").lstrip()
        if len(quotation):
            quotation[-1].tail = (quotation[-1].tail or "").rstrip() + closer
        else:
            quotation.text = quotation.text.rstrip() + closer
    for quotation in quotations:
        quotation.tag = "span"
