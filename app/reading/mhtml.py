"""Web pages saved as one file (.mhtml): the page in it. Its pictures and frames are not opened."""

from __future__ import annotations

from app.domain.article import Article
from app.errors import EmptyFile
from app.reading.limits import Limits
from app.reading.mail import charset_of, header, parsed_message, parts_of, payload_of
from app.reading.origin import Origin
from app.reading.saved_page import SavedPage, read_page


def read(data: bytes, origin: Origin, limits: Limits) -> Article:
    """The article of the page that the file was saved from, else of the first page in it; frames are pages too."""
    message = parsed_message(data, origin)
    pages = [p for p in parts_of(message) if p.get_content_type() in ("text/html", "application/xhtml+xml")]
    saved_from = header(message, "Snapshot-Content-Location")
    pages.sort(key=lambda p: not saved_from or header(p, "Content-Location") != saved_from)
    page = next((p for p in pages if payload_of(p).strip()), None)
    if page is None:
        raise EmptyFile(f"There is no page in {origin.called}.", "Save the page again in the browser.")
    address = saved_from or header(page, "Content-Location")
    return read_page(SavedPage(payload_of(page), charset_of(page), address), origin, limits, format="mhtml")
