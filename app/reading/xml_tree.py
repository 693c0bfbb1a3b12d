"""XML and XHTML without document types: no entity is defined, nothing is fetched, nothing grows."""

from __future__ import annotations

import html.entities
import re
from collections.abc import Iterator
from functools import lru_cache

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from app.reading.decode import decode
from app.reading.signs import tamed, tamed_references
from app.reading.sniff import declared_charset

_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[>]{0,4000}+(?:\[[^\]]*+(?:\](?!\s*>)[^\]]*+)*+\]\s*)?>", re.I)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*>?")
_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML_OWN = frozenset(("amp", "lt", "gt", "quot", "apos"))
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_NAMELESS = "nameless"
"""The tag of elements whose name is none, as mended files have them; lxml reads them, but does not write them."""

_UTF8 = ("", "utf-8", "utf8", "us-ascii", "ascii")

_DEPTH = 200
"""Levels below which nothing is read; libxml2 itself ends at 256."""


def parsed(data: bytes) -> etree._Element | None:
    """The root element, tags without their namespaces; mended where it can be, None where there is nothing."""
    root = _root_of(data)
    return None if root is None else without_namespaces(root)


def parsed_parts(data: bytes, tag: str) -> Iterator[etree._Element]:
    """The elements of this tag in a file, for `without_namespaces` once one is wanted: to go through all of a large
    file takes twice as long as libxml2 takes to parse it (measured), and few of its elements may be.
    """
    root = _root_of(data)
    if root is not None and not str(root.tag).startswith("{"):
        root = without_namespaces(root)  # prefixes that are not declared are in the tags themselves
    return iter(()) if root is None else root.iter(f"{{*}}{tag}")


def without_namespaces(element: etree._Element) -> etree._Element:
    """The same element, its tag and those inside without their namespaces."""
    for inner in element.iter(etree.Element):
        inner.tag = local(inner.tag) or _NAMELESS
    return element


def _root_of(data: bytes) -> etree._Element | None:
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(_plain(data), parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        return None


def xhtml(data: bytes) -> HtmlElement | None:
    """A page that says it is XHTML, as an HTML tree; read as HTML where it is not well-formed enough to have words."""
    options = {"no_network": True, "huge_tree": False, "remove_comments": True, "remove_pis": True}
    plain = _plain(data)
    try:
        strict = lxml.html.XHTMLParser(recover=True, resolve_entities=False, load_dtd=False, **options)
        root = lxml.html.fromstring(plain, parser=strict) if plain.strip() else None
        if root is not None:
            lxml.html.xhtml_to_html(root)
            body = root if root.tag == "body" else root.find(".//body")
            if body is not None and not strict.error_log:
                return root
        decoded = decode(plain, declared_charset(plain))
        markup = tamed(decoded.text) if decoded else ""
        return lxml.html.document_fromstring(markup, parser=lxml.html.HTMLParser(**options))
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError, ValueError, LookupError):
        return None


def strict_xhtml(data: bytes) -> HtmlElement | None:
    """A page that is well-formed XML, as an HTML tree without namespaces; None for one that is not."""
    parser = lxml.html.XHTMLParser(
        recover=False, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root: HtmlElement = etree.fromstring(_plain(data), parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        return None
    return root if without_namespaces(root).tag == "html" else None


@lru_cache(maxsize=2_000)
def local(tag: object) -> str:
    """A tag without its namespace or a prefix that is not declared; "" for what is no element or has no name."""
    name = tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""
    return name if _NAME.fullmatch(name) else ""


def attribute(element: etree._Element, name: str) -> str:
    """An attribute by its name without namespace, "" without one."""
    value = element.get(name)
    if value is not None:
        return str(value)
    return next((str(v) for k, v in element.attrib.items() if local(k) == name), "")


def first(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The element at the end of a path of tags, each the first of its kind."""
    for tag in path:
        element = None if element is None else element.find(tag)
    return element


def words(element: etree._Element | None) -> str:
    """All text inside on one line, "" for None."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def outermost(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The elements of this tag inside, but for those within one another: to walk them too would double every level."""
    if next(element.iter(tag), None) is None:
        return
    walker = etree.iterwalk(element, events=("start",))
    for _, inner in walker:
        if inner is not element and inner.tag == tag:
            walker.skip_subtree()
            yield inner


def children(element: etree._Element, depth: int) -> Iterator[etree._Element]:
    """The elements inside, none below the depth that is read."""
    if depth < _DEPTH:
        yield from element.iterchildren(etree.Element)


def _plain(data: bytes) -> bytes:
    """Without its document type, and with the names HTML has for signs written as numbers."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = re.sub(rb"^\s*<\?xml[^>]{0,200}\?>", b"", data.decode("utf-16", "replace").encode("utf-8"))
    elif declared_charset(data).lower() in _UTF8:
        data = _mended(data)
    data = tamed_references(_DOCTYPE.sub(b"", data, count=1))
    return _ENTITY.sub(_as_number, data)


def _mended(data: bytes) -> bytes:
    """Valid UTF-8 in any case: libxml2 lets halves of pairs through, which lxml cannot read."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        decoded = decode(data, "utf-8")
        text = _DECLARATION.sub("", decoded.text) if decoded else data.decode("utf-8", "replace")
        return text.encode("utf-8", "replace")
    return data


def _as_number(name: re.Match[bytes]) -> bytes:
    called = name[1].decode("ascii")
    code = html.entities.name2codepoint.get(called)
    return name[0] if code is None or called in _XML_OWN else b"&#%d;" % code
