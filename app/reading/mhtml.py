"""Web pages saved as one file (.mhtml): the page in it, with its pictures. Its frames are not opened."""

from __future__ import annotations

from collections.abc import Iterable
from email.message import EmailMessage

from app.domain.article import Article
from app.errors import EmptyFile
from app.reading.limits import Limits
from app.reading.mail import charset_of, header, parsed_message, parts_of, payload_of
from app.reading.origin import Origin, Parts
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
    saved = SavedPage(payload_of(page), charset_of(page), address, _parts(parts_of(message)))
    return read_page(saved, origin, limits, format="mhtml")


def _parts(parts: Iterable[EmailMessage]) -> Parts:
    """What the file holds, by the address that each part was loaded from and by its own name (`cid:`)."""
    named: dict[str, EmailMessage] = {}
    for part in parts:
        if part.get_content_maintype() in ("image", "application"):
            identity = header(part, "Content-ID").strip("<>")
            for name in (header(part, "Content-Location"), f"cid:{identity}" if identity else ""):
                if name:
                    named.setdefault(name, part)

    def bytes_of(address: str) -> bytes:
        part = named.get(address)
        return payload_of(part) if part is not None else b""

    return bytes_of
