"""Links to the web on a PDF page: where they lie, and which words lie under them. None is followed."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from app.reading.addresses import web_address
from app.reading.pdf_words import Word

_MOST = 200
"""Links of a page that are looked at."""

_MOST_LINES = 20
"""Of one link."""

_LONGEST = 2_100
"""Bytes of an address, more than `addresses` takes."""


_MOSTLY = 0.6
"""Share of a word's width that lies under its link: a stop or a mark at its end need not."""


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page, in points, y upwards."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Link:
    """One that leads out of the file: a box for each of its lines. `address` is "" where it is none of the web's."""

    boxes: tuple[Box, ...]
    address: str


def links_on(document: Any, page: Any) -> list[Link]:
    """The page's links that lead out of the file, the first _MOST of all."""
    links: list[Link] = []
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    for _ in range(_MOST):
        if not pdfium.FPDFLink_Enumerate(page, position, link):
            break
        action = pdfium.FPDFLink_GetAction(link)
        if action and pdfium.FPDFAction_GetType(action) == pdfium.PDFACTION_URI:
            links.append(Link(tuple(_boxes(link)), _address(document, action)))
    return links


def words_under(words: Sequence[Word], links: Sequence[Link]) -> dict[Word, str]:
    """The words that lie under one of these links, with its address."""
    if not links or not words:
        return {}
    lefts, rights = np.array([word.left for word in words]), np.array([word.right for word in words])
    heights = np.array([word.baseline + 0.2 * word.size for word in words])
    found: dict[Word, str] = {}
    for link in links:
        for box in link.boxes:
            inside = np.minimum(rights, box.right + 1) - np.maximum(lefts, box.left - 1)
            under = (inside > _MOSTLY * (rights - lefts)) & (heights >= box.bottom - 1) & (heights <= box.top + 1)
            for number in np.nonzero(under)[0].tolist():
                found.setdefault(words[number], link.address)
    return found


def _boxes(link: Any) -> Iterator[Box]:
    """What a link says of each of its lines, else the one box around it all."""
    quad, count = pdfium.FS_QUADPOINTSF(), min(pdfium.FPDFLink_CountQuadPoints(link), _MOST_LINES)
    for index in range(count):
        if pdfium.FPDFLink_GetQuadPoints(link, index, quad):
            xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
            yield Box(min(xs), min(ys), max(xs), max(ys))
    rect = pdfium.FS_RECTF()
    if count <= 0 and pdfium.FPDFLink_GetAnnotRect(link, rect):
        yield Box(rect.left, rect.bottom, rect.right, rect.top)


def _address(document: Any, action: Any) -> str:
    length = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
    if not 1 < length <= _LONGEST:
        return ""
    written = ctypes.create_string_buffer(length)
    pdfium.FPDFAction_GetURIPath(document, action, written, length)
    return web_address(written.value.decode("utf-8", "replace"))
