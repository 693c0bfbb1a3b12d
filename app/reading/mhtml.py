"""Web pages saved as one file (.mhtml): the page in it. Its pictures and frames are not opened."""

from __future__ import annotations

from dataclasses import replace

from app.domain.article import Article
from app.errors import EmptyFile
from app.reading import html
from app.reading.limits import Limits
from app.reading.mail import charset_of, header, parsed_message, parts_of, payload_of
from app.reading.origin import Origin
from app.reading.sniff import declared_charset
from app.reading.text import decoded_or_fail


def read(data: bytes, origin: Origin, limits: Limits) -> Article:
    """The article of the first page in the file; its address is the one it was saved from."""
    message = parsed_message(data, origin)
    pages = [p for p in parts_of(message) if p.get_content_type() in ("text/html", "application/xhtml+xml")]
    page = next((p for p in pages if payload_of(p).strip()), None)
    if page is None:
        raise EmptyFile(f"There is no page in {origin.called}.", "Save the page again in the browser.")
    payload = payload_of(page)
    decoded = decoded_or_fail(payload, origin, charset_of(page) or declared_charset(payload))
    article = html.read(b"\xef\xbb\xbf" + decoded.text.encode("utf-8", "replace"), origin, limits)
    address = header(message, "Snapshot-Content-Location") or header(page, "Content-Location")
    url = article.metadata.url or (address if address.startswith(("http://", "https://")) else "")
    return replace(article, metadata=replace(article.metadata, url=url), format="mhtml")
