"""Safari's web archives (.webarchive): property lists, binary or XML, that hold a page and its parts.

Only the page and its pictures are read. A binary list is checked before it is parsed: its objects may not take more
bytes than the file has, since a few that lie over one another would otherwise unfold into gigabytes.
"""

from __future__ import annotations

import plistlib
from collections.abc import Iterator
from xml.parsers.expat import ExpatError

from app.domain.article import Article
from app.errors import DamagedFile, EmptyFile, NotText, TooLarge
from app.reading.limits import Limits
from app.reading.origin import Origin, Parts
from app.reading.saved_page import SavedPage, read_page

_MARK = b"bplist00"
_TRAILER = 32
_OBJECTS = 400_000
"""Objects in a binary list, and references between them, each: a page of 5,000 parts has 60,000."""

_TEXT_TYPES = ("", "text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml")
_BROKEN = (
    ValueError, LookupError, TypeError, AttributeError, OverflowError, EOFError, RecursionError, ExpatError,
)  # fmt: skip
"""What plistlib raises over damaged lists; InvalidFileException is a ValueError."""


def read(data: bytes, origin: Origin, limits: Limits) -> Article:
    """The article of the archive's main page; its address is the one it was saved from."""
    listed = _listed(data, origin)
    main, others = (
        (listed.get(key) if isinstance(listed, dict) else None) for key in ("WebMainResource", "WebSubresources")
    )
    if not isinstance(main, dict):
        raise NotText(
            f"{origin.called} is a settings file, not a saved page.", "Choose the page itself, or save it again."
        )
    page = main.get("WebResourceData")
    if not isinstance(page, bytes) or not page.strip():
        raise EmptyFile(f"There is no page in {origin.called}.", "Save the page again in the browser.")
    kind = _said(main, "WebResourceMIMEType").lower()
    if kind not in _TEXT_TYPES:
        raise NotText(f"{origin.called} holds no page but “{kind[:60]}”.", "Open it in Safari and save it as that.")
    if len(page) > limits.member:
        raise TooLarge(f"The page in {origin.called} is too large.", "Open it in Safari and save it as a PDF.")
    address = _said(main, "WebResourceURL")
    saved = SavedPage(page, _said(main, "WebResourceTextEncodingName"), address, _parts(others))
    return read_page(saved, origin, limits, format="webarchive")


def _parts(resources: object) -> Parts:
    """The other resources of an archive, by their addresses."""
    named: dict[str, bytes] = {}
    for resource in resources if isinstance(resources, list) else ():
        data = resource.get("WebResourceData") if isinstance(resource, dict) else None
        if isinstance(data, bytes):
            named.setdefault(_said(resource, "WebResourceURL"), data)
    return lambda address: named.get(address, b"") if address else b""


def _said(resource: dict[str, object], key: str) -> str:
    value = resource.get(key)
    return value.strip()[:2_000] if isinstance(value, str) else ""


def _listed(data: bytes, origin: Origin) -> object:
    try:
        if data.startswith(_MARK):
            _check(data)
            return plistlib.loads(data, fmt=plistlib.FMT_BINARY)
        return plistlib.loads(data, fmt=plistlib.FMT_XML)
    except _BROKEN as error:
        step = "Save the page again in the browser."
        raise DamagedFile(f"{origin.called} is damaged and cannot be read.", step) from error


def _check(data: bytes) -> None:
    """ValueError for a binary list whose objects are too many, or together larger than the file."""
    trailer = data[-_TRAILER:]
    width, reference = trailer[6], trailer[7]
    count, table = int.from_bytes(trailer[8:16], "big"), int.from_bytes(trailer[24:32], "big")
    if count > _OBJECTS or not width or table + count * width > len(data):
        raise ValueError("objects")
    left, references = len(data), 0
    for place in (int.from_bytes(data[at : at + width], "big") for at in _places(table, count, width)):
        taken, referred = _size(data, place, reference)
        left -= taken
        references += referred
        if left < 0 or references > _OBJECTS:
            raise ValueError("objects lie over one another")


def _places(table: int, count: int, width: int) -> Iterator[int]:
    return iter(range(table, table + count * width, width))


def _size(data: bytes, place: int, reference: int) -> tuple[int, int]:
    """The bytes that the object at `place` says it takes, and how many others it refers to."""
    marker = data[place]
    kind, count, head = marker >> 4, marker & 15, 1
    if kind < 4:  # constants, numbers, dates
        return head + (2 ** min(count, 4) if kind else 0), 0
    if count == 15 and kind != 8:
        width = 2 ** (data[place + 1] & 15)
        if width > 8:
            raise ValueError("length")
        count = int.from_bytes(data[place + 2 : place + 2 + width], "big")
        head = 2 + width
    if kind in (10, 12):
        return head + count * reference, count
    if kind == 13:
        return head + 2 * count * reference, 2 * count
    return head + count * (2 if kind == 6 else 1), 0
