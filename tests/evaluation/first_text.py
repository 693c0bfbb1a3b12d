"""How long it takes until there is something to read, beside what the parser takes by itself."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

import pypdfium2

from app.domain.article import Article
from app.reading.origin import Origin
from app.reading.read import read_bytes
from tests.evaluation.pdf_documents import Frame, Writer, set_in
from tests.reading.pdfs import Put, pdf

_TIMES = 3


class _Begun(Exception):
    """There is something to read."""


def long_pdf(pages: int) -> bytes:
    """Two columns with a running header and numbers, one page after the other."""
    text = Writer(pages).paragraphs(15 * pages)
    frames = [(page, Frame(x, 760, 70, 240)) for page in range(2 * pages) for x in (50, 305)]
    laid = set_in(frames, text)
    around = [[Put(50, 810, "The Coast Ledger", 8), Put(540, 30, str(n + 1), 8)] for n in range(pages)]
    return pdf([laid[page] + around[page] for page in range(pages)])


def measure_first_text() -> None:
    """Print milliseconds of processor time, the least of some runs."""
    print(f"\n{'PDF, two columns: ms':24}{'PDFium alone':>14}{'first text':>12}{'ratio':>8}{'whole':>10}{'ratio':>8}")
    for pages in (10, 100, 500):
        data = long_pdf(pages)
        alone, first, whole = (_least(run, data) for run in (_by_pdfium, _to_first_text, _to_the_end))
        print(f"{pages:>5} pages{'':13}{alone:14.0f}{first:12.0f}{first / alone:8.2f}{whole:10.0f}{whole / alone:8.2f}")


def _least(run: Callable[[bytes], object], data: bytes) -> float:
    taken = []
    for _ in range(_TIMES):
        begun = time.process_time()
        run(data)
        taken.append(1_000 * (time.process_time() - begun))
    return min(taken)


def _by_pdfium(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    texts = []
    for index in range(len(document)):
        page = document[index]
        text_page = page.get_textpage()
        texts.append(text_page.get_text_range())
        text_page.close()
        page.close()
    document.close()
    return texts


def _to_first_text(data: bytes) -> None:
    def begun(_: Article) -> None:
        raise _Begun

    with contextlib.suppress(_Begun):
        read_bytes(data, Origin("document.pdf"), begun=begun)


def _to_the_end(data: bytes) -> None:
    read_bytes(data, Origin("document.pdf"))
