"""Opening a PDF, and saying why one cannot be opened."""

from __future__ import annotations

import stat
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from app.errors import DamagedFile, NotText, TooLarge, UnreadableFile
from app.reading import sniff
from app.reading.limits import Limits
from app.reading.origin import Origin


def opened(source: bytes | Path, origin: Origin) -> pypdfium2.PdfDocument:
    """The document in these bytes or at this path; raises ReadingError for locked and damaged ones."""
    try:
        document = pypdfium2.PdfDocument(source)
        len(document)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code == pdfium.FPDF_ERR_PASSWORD:
            step = "Open it in its own program with the password, and save or print a copy without one."
            raise NotText(f"{origin.called} is locked with a password.", step) from error
        if code == pdfium.FPDF_ERR_SECURITY:
            step = "Open it in its own program and print it to a new PDF."
            raise NotText(f"{origin.called} is protected in a way that cannot be read.", step) from error
        step = "Get the file again, or open it in its own program and print it to a new PDF."
        raise DamagedFile(f"{origin.called} is damaged: no pages can be found in it.", step) from error
    return document


def opened_again(path: Path, limits: Limits) -> pypdfium2.PdfDocument | None:
    """The document of a file that was read before, None where that is no PDF. Read from disk as pages are asked for."""
    origin = Origin(path.name)
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableFile(f"{origin.called} is not an ordinary file.", "Open the file again.")
        with path.open("rb") as file:
            head = file.read(2_048)
    except FileNotFoundError as error:
        step = "Open the file again from where it is now to see its pages."
        raise UnreadableFile(f"{origin.called} is not where it was.", step) from error
    except (OSError, ValueError) as error:
        step = "Open the file again to see its pages."
        raise UnreadableFile(f"{origin.called} can no longer be read.", step) from error
    if not sniff.is_pdf(sniff.Head.of(head, origin)):
        return None
    if found.st_size > limits.document_bytes:
        raise TooLarge(f"{origin.called} is too large now.", "Open it in its own program and save a part of it.")
    return opened(path, origin)
