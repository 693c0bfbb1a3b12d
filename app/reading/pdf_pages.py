"""The pages of a PDF as pictures: their sizes, and one drawn at a time. Nothing in the file is run or opened."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from app.domain.original import PageSize, Picture
from app.errors import DamagedFile, NotText
from app.reading.limits import Limits
from app.reading.origin import Origin
from app.reading.pdf_document import opened_again

_MOST_PIXELS = 8_000_000
"""Of one picture, 32 MB: an A4 page 2,400 pixels wide."""

_A4 = PageSize(595.0, 842.0)
_SHORTEST, _LONGEST = 3.0, 20_000.0  # points; PDF allows 3 to 14,400, files more


def page_sizes(path: str, limits: Limits) -> tuple[PageSize, ...]:
    """The size of every page, none where the file is no PDF. A broken page is taken for as large as A4."""
    document = opened_again(Path(path), limits)
    if document is None:
        return ()
    try:
        return tuple(_size(document, index) for index in range(min(len(document), limits.pages)))
    finally:
        document.close()


def draw_page(path: str, number: int, width: int, limits: Limits) -> Picture:
    """Page `number` (from 0) about `width` pixels wide on white paper, smaller where it would pass _MOST_PIXELS."""
    document = opened_again(Path(path), limits)
    origin = Origin(Path(path).name)
    if document is None:
        raise NotText(f"{origin.called} is no PDF any more.", "Open the file again.")
    try:
        if not 0 <= number < len(document):
            raise DamagedFile(f"{origin.called} has no page {number + 1} any more.", "Open the file again.")
        page = document[number]
        try:
            return _drawn(page, number, width)
        finally:
            page.close()
    except pypdfium2.PdfiumError as error:
        step = "Its text may still be there; the other pages can be looked at."
        raise DamagedFile(f"Page {number + 1} of {origin.called} is damaged.", step) from error
    finally:
        document.close()


def _drawn(page: pypdfium2.PdfPage, number: int, width: int) -> Picture:
    size = _within(*page.get_size())
    across = max(1.0, min(width, (_MOST_PIXELS * size.width / size.height) ** 0.5))
    columns, rows = round(across), max(1, min(round(across * size.height / size.width), _MOST_PIXELS))
    bitmap = pypdfium2.PdfBitmap.new_native(columns, rows, pdfium.FPDFBitmap_BGRx)
    try:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, columns, rows)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, columns, rows, 0, pdfium.FPDF_ANNOT)
        lines = memoryview(bytes(bitmap.buffer))
        pixels = b"".join(lines[row * bitmap.stride : row * bitmap.stride + 4 * columns] for row in range(rows))
    finally:
        bitmap.close()
    return Picture(number, columns, rows, pixels)


def _size(document: pypdfium2.PdfDocument, index: int) -> PageSize:
    try:
        return _within(*document.get_page_size(index))
    except pypdfium2.PdfiumError:
        return _A4


def _within(width: float, height: float) -> PageSize:
    """As it says, where that can be: files claim sizes of nothing, and of kilometres."""
    if not (_SHORTEST <= width <= _LONGEST and _SHORTEST <= height <= _LONGEST):
        return _A4
    return PageSize(width, height)
