"""E-mail messages (.eml): subject, sender, date and the words. Attachments are not opened."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from functools import partial
from typing import Any, cast
from urllib.parse import unquote

from lxml.html import HtmlElement

from app.domain.article import Article, Metadata, canonical
from app.errors import DamagedFile, EmptyFile
from app.reading.addresses import web_address
from app.reading.compose import Drawing, Piece, article_of, plain
from app.reading.decode import decode
from app.reading.flow import flow_pieces
from app.reading.limits import Limits
from app.reading.origin import Origin
from app.reading.page_cleaning import clean
from app.reading.pictures import Pictures
from app.reading.structure import find_structure
from app.reading.text import decoded_or_fail, within
from app.reading.xml_tree import xhtml

_MOST_BOUNDARIES = 50
_MOST_COMPARED = 10_000_000
"""Every line is compared with every open boundary, and parts within parts are parsed by recursion."""

_LONGEST_HEADER = 4_000
"""Characters of a header field that are taken apart. 100,000 encoded words in a subject took 20 s and 1 GiB."""

_BROKEN = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
"""What the email package raises over headers and structures that nobody wrote on purpose."""

_WORD = re.compile(r"\w+")
_ADDRESS = re.compile(r"(?:https?://|mailto:|cid:)\S{1,2000}")
_SAME = 0.9
"""Share of the words of a message's plain text and of its page that are in both, where they say the same. They differ
by signs for pictures, by "view in a browser", and where a tag stands within a word.
"""

_QUOTED_REPLY = re.compile(r"^(>+)[ \t]?", re.M)


class _Bounded(policy.EmailPolicy):
    """Parses the beginning of long header fields only."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        short = value[:_LONGEST_HEADER] if type(value) is str else value  # parsed ones are strings of a class of theirs
        return super().header_fetch_parse(name, short)


def read(data: bytes, origin: Origin, limits: Limits) -> Article:
    """One message; its plain text where it has one, else its HTML. That, too, where it says the same with more links or
    pictures.
    """
    message = parsed_message(data, origin)
    metadata = _metadata(message)
    parts = [part for part in parts_of(message) if not part.is_multipart()]
    body = _body(parts)
    if body is None:
        raise EmptyFile(f"There is no text in {origin.called}.", "Choose a file with text in it.")
    words = decoded_or_fail(payload_of(body), origin, charset_of(body))
    text, notices = within(words, replace(origin, cut=False), limits)
    pictures = Pictures(_Inline(parts).bytes_of, limits)
    if body.get_content_type() == "text/html":
        page = _page(text)
        if page is None:
            raise EmptyFile(f"There is no text in {origin.called}.", "Choose a file with text in it.")
    else:
        page = _fuller_page(text, parts, limits)
    if page is not None:
        pieces: Iterable[Piece] = flow_pieces(page, partial(_drawing, pictures))
    else:
        text = canonical(_unflowed(text) if _parameter(body, "format") == "flowed" else text)
        pieces = (Piece(block.kind, block.span.of(text), block.level) for block in find_structure(text).blocks)
    article = article_of(pieces, metadata, limits, format="mail", notices=notices)
    unopened = [part for part in parts if _content_id(part) not in pictures.shown]
    return replace(article, notices=(*article.notices, *_attached(unopened)))


def parsed_message(data: bytes, origin: Origin) -> EmailMessage:
    """The message with its parts; DamagedFile for what no mail program writes."""
    step = "Open it in its own program and save its text."
    boundaries = data.lower().count(b"boundary=")
    if boundaries > _MOST_BOUNDARIES or boundaries * data.count(b"\n") > _MOST_COMPARED:
        raise DamagedFile(f"{origin.called} has too many parts within parts.", step)
    try:
        return cast(EmailMessage, BytesParser(policy=_Bounded()).parsebytes(data))
    except _BROKEN as error:
        raise DamagedFile(f"{origin.called} is damaged and cannot be taken apart.", step) from error


def parts_of(message: EmailMessage) -> list[EmailMessage]:
    """All parts in order, the message itself first."""
    found: list[EmailMessage] = []
    waiting = [message]
    while waiting and len(found) < 10_000:
        part = waiting.pop(0)
        found.append(part)
        inner = part.get_payload() if part.is_multipart() else []
        waiting[:0] = [p for p in inner if isinstance(p, EmailMessage)] if isinstance(inner, list) else []
    return found


def payload_of(part: EmailMessage) -> bytes:
    """The bytes of a part, decoded from base64 or quoted-printable."""
    try:
        payload = part.get_payload(decode=True)
    except _BROKEN:
        return b""
    return payload if isinstance(payload, bytes) else b""


def charset_of(part: EmailMessage) -> str:
    return _parameter(part, "charset")


def header(message: EmailMessage, name: str) -> str:
    """A header on one line, "" without one or where it cannot be read."""
    try:
        return plain(str(message.get(name) or ""))
    except _BROKEN:
        return ""


def _parameter(part: EmailMessage, name: str) -> str:
    try:
        return str(part.get_param(name) or "").lower()
    except _BROKEN:
        return ""


def _metadata(message: EmailMessage) -> Metadata:
    name, address = parseaddr(header(message, "From"))
    try:
        date = parsedate_to_datetime(header(message, "Date")).date().isoformat()
    except _BROKEN:
        date = ""
    subject = re.sub(r"^(?:(?:re|fwd?|aw|wg)\s*:\s*)+", "", header(message, "Subject"), flags=re.I)
    return Metadata(title=subject, byline=plain(name or address), date=date)


def _body(parts: list[EmailMessage]) -> EmailMessage | None:
    """The first plain text that is more than a hint to open the HTML, else the first HTML, else any plain text."""
    texts, pages = _shown(parts, "text/plain"), _shown(parts, "text/html")
    if texts and (not pages or len(payload_of(texts[0])) >= 200):
        return texts[0]
    return next(iter(pages + texts), None)


def _shown(parts: list[EmailMessage], kind: str) -> list[EmailMessage]:
    """The parts of this kind that hold something and are no attachments."""
    own = (part for part in parts if part.get_content_type() == kind and payload_of(part).strip())
    return [part for part in own if not _file_name(part) and part.get_content_disposition() != "attachment"]


def _page(text: str) -> HtmlElement | None:
    """The body of a page, without what its readers would not see."""
    tree = xhtml(text.encode("utf-8", "replace"))
    if tree is None:
        return None
    clean(tree)
    body = tree.find(".//body")
    return tree if body is None else body


def _fuller_page(text: str, parts: list[EmailMessage], limits: Limits) -> HtmlElement | None:
    """The message's page, where it has the words of its plain text, and links or pictures that the text has not."""
    part = next(iter(_shown(parts, "text/html")), None)
    decoded = decode(payload_of(part), charset_of(part)) if part is not None else None
    if decoded is None or len(decoded.text) > limits.characters:
        return None
    page = _page(decoded.text)
    if page is None or not _has_more(page, text):
        return None
    theirs, ours = _words_of(" ".join(page.itertext())), _words_of(_ADDRESS.sub(" ", text))
    common = (theirs & ours).total()
    return page if common >= _SAME * max(theirs.total(), ours.total()) else None


def _has_more(page: HtmlElement, text: str) -> bool:
    """Whether it links an address that the text does not write out, or shows a picture that came with it."""
    addresses = (link.get("href") or "" for link in page.iter("a"))
    images = (image.get("src") or "" for image in page.iter("img"))
    return any(web_address(address) and address.strip() not in text for address in addresses) or any(
        source.strip()[:5].lower().startswith(("cid:", "data:")) for source in images
    )


def _words_of(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))


class _Inline:
    """The pictures in a message that its page refers to by number."""

    def __init__(self, parts: list[EmailMessage]) -> None:
        self._parts = parts
        self._numbered: dict[str, EmailMessage] | None = None

    def bytes_of(self, content_id: str) -> bytes | None:
        if self._numbered is None:
            images = [part for part in self._parts if part.get_content_maintype() == "image"]
            self._numbered = {_content_id(part): part for part in reversed(images)}
        part = self._numbered.get(content_id)
        return payload_of(part) if part is not None else None


def _content_id(part: EmailMessage) -> str:
    return header(part, "Content-ID").strip("<> ")


def _drawing(pictures: Pictures, image: HtmlElement) -> Drawing | None:
    """The picture that an element of the page means, where it came with the message."""
    source = (image.get("src") or "").strip()
    name = source if source.startswith("data:") else unquote(source[4:]) if source[:4].lower() == "cid:" else ""
    return pictures.drawing(name, image.get("alt") or "")


def _file_name(part: EmailMessage) -> str:
    try:
        return plain(part.get_filename() or "")
    except _BROKEN:
        return ""


def _attached(parts: list[EmailMessage]) -> tuple[str, ...]:
    names = [name for part in parts if (name := _file_name(part))]
    if not names:
        return ()
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return (f"Attached to this message and not opened: {', '.join(names[:3])}{more}.",)


def _unflowed(text: str) -> str:
    """Lines that end in a space go on in the next (RFC 3676), the line before a signature aside."""
    return re.sub(r"(?<!^--) \r?\n(?=[^\s>])", " ", text, flags=re.M)
