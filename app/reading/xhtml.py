"""Pages that are XML (.xhtml): what XML alone knows is rewritten, then they are read as any page."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import lxml.html
from lxml import etree

from app.domain.article import Article
from app.reading import html
from app.reading.limits import Limits
from app.reading.origin import Origin
from app.reading.xml_tree import strict_xhtml


def read(data: bytes, origin: Origin, limits: Limits) -> Article:
    """The article in the page. One that is not well-formed is read as HTML, as browsers do with files from disk.

    A reader of HTML would lose CDATA sections and tags with a prefix, and take `<a id="x"/>` for the start of a link.
    """
    tree = None if origin.cut else strict_xhtml(data)
    if tree is not None:
        with suppress(ValueError, etree.LxmlError):  # it is read as it stands, then
            data = b"\xef\xbb\xbf" + lxml.html.tostring(tree, encoding="unicode", method="html").encode("utf-8")
    return replace(html.read(data, origin, limits), format="xhtml")
