"""What a PDF page has besides words that tells what they are: bullets drawn as shapes, and the links of a site."""

from __future__ import annotations

import ctypes
from collections.abc import Collection, Sequence
from itertools import repeat
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium

from app.reading.pdf_layout import rows_of
from app.reading.pdf_links import Box
from app.reading.pdf_words import Word

_MOST_OBJECTS = 4_000
"""Of a page beyond which no bullets are looked for: it takes 10 ms for these, and printed pages have some hundreds."""

_MOST_BULLETS = 150
_MOST_ROWS = 4
"""At the end of a document, among which its copyright line is."""

_BULLET = "•"
_SMALL, _LARGE = 0.15, 0.8
"""Width and height of a bullet, in font sizes."""

_FURTHEST = 2.5
"""From a bullet to the words, in font sizes."""


def with_bullets(words: Sequence[Word], page: Any) -> list[Word]:
    """`words`, and a bullet before each line that has one drawn as a shape, as browsers print them."""
    shapes = [box for box in _shapes(page) if _could_be_bullet(box)]
    if len(shapes) > _MOST_BULLETS:
        return list(words)
    return [*words, *(bullet for box in shapes if (bullet := _bullet(box, words)) is not None)]


def without_menu(words: list[Word], linked: Collection[Word]) -> list[Word]:
    """The words of a first page without the rows at its top that are nothing but links to the web.

    A headline may be one: a row that is larger than most words stays.
    """
    gone: set[Word] = set()
    usual = median(word.size for word in words) if linked else 0.0
    for row in rows_of(words) if linked else ():
        if not all(word in linked for word in row) or max(word.size for word in row) > 1.1 * usual:
            break
        gone.update(row)
    return [word for word in words if word not in gone] if len(gone) < len(words) else words


def without_colophon(words: list[Word], linked: Collection[Word]) -> list[Word]:
    """The words of a last page without a site's copyright line, what follows it, and the row of links above it."""
    rows = rows_of(words)
    at = next((n for n, row in enumerate(rows) if n >= len(rows) - _MOST_ROWS and row[0].text.startswith("©")), 0)
    while 1 < at < len(rows) and all(word in linked for word in rows[at - 1]):
        at -= 1
    gone = {word for row in rows[at:] for word in row} if at else set()
    return [word for word in words if word not in gone]


def _could_be_bullet(box: Box) -> bool:
    width, height = box.right - box.left, box.top - box.bottom
    return 1 < width < 15 and 1 < height < 15 and 0.5 < width / height < 2


def _bullet(box: Box, words: Sequence[Word]) -> Word | None:
    """The bullet as a word of the line right of it; None where there is none, or words stand before it too."""
    middle = (box.bottom + box.top) / 2
    row = [word for word in words if 0 <= middle - word.baseline <= 0.8 * word.size]
    if not row:
        return None
    first = min(row, key=lambda word: word.left)
    size = first.size
    if not (0 < first.left - box.right < _FURTHEST * size and box.right - box.left < _LARGE * size):
        return None
    return Word(_BULLET, box.left, box.right, first.baseline, size) if box.top - box.bottom > _SMALL * size else None


def _shapes(page: Any) -> list[Box]:
    count = pdfium.FPDFPage_CountObjects(page)
    if count > _MOST_OBJECTS:
        return []
    drawn = map(pdfium.FPDFPage_GetObject, repeat(page.raw), range(count))
    shapes = [shape for shape in drawn if pdfium.FPDFPageObj_GetType(shape) == pdfium.FPDF_PAGEOBJ_PATH]
    boxes = []
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for shape in shapes:
        if pdfium.FPDFPageObj_GetBounds(shape, left, bottom, right, top):
            boxes.append(Box(left.value, bottom.value, right.value, top.value))
    return boxes
