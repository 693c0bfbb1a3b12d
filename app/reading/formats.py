"""The formats that are read. A new one is a module with `read` and a row in `FORMATS`."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, cast

from app.domain.article import Article
from app.reading import sniff
from app.reading.limits import Limits
from app.reading.origin import Origin


class Reader(Protocol):
    """What a format's module offers under the name `read`.

    It keeps to `limits`, opens nothing but `data`, and raises ReadingError where no article can be made of it.
    The article's title may be "", and its language: both are filled in afterwards.
    """

    def __call__(self, data: bytes, origin: Origin, limits: Limits) -> Article: ...


@dataclass(frozen=True, slots=True)
class Format:
    """`name` goes into `Article.format`. `recognises` is asked in order, about the first bytes and the file's name.

    `packed`: the bytes are no text, and make sense as a whole only.
    """

    name: str
    module: str
    recognises: Callable[[sniff.Head], bool]
    packed: bool = False

    def reader(self) -> Reader:
        """The module's `read`, imported on first use: parsers take a second to load."""
        return cast(Reader, importlib.import_module(self.module).read)


FORMATS = (
    Format("pdf", "app.reading.pdf", sniff.is_pdf, packed=True),
    Format("docx", "app.reading.docx", sniff.is_docx, packed=True),
    Format("epub", "app.reading.epub", sniff.is_epub, packed=True),
    Format("odt", "app.reading.odt", sniff.is_odt, packed=True),
    Format("rtf", "app.reading.rtf", sniff.is_rtf, packed=True),
    Format("mhtml", "app.reading.mhtml", sniff.is_mhtml),
    Format("mail", "app.reading.mail", sniff.is_mail),
    Format("fb2", "app.reading.fb2", lambda head: sniff.root_tag(head) == "FictionBook"),
    Format("tei", "app.reading.tei", lambda head: sniff.root_tag(head) in ("TEI", "TEI.2")),
    Format("jats", "app.reading.jats", sniff.is_jats),
    Format("docbook", "app.reading.docbook", sniff.is_docbook),
    Format("html", "app.reading.html", sniff.is_html),
    Format("markdown", "app.reading.markdown", sniff.is_markdown),
    Format("text", "app.reading.text", lambda _: True),
)


def format_of(data: bytes, origin: Origin) -> Format | None:
    """By content first, then by name. The last format takes whatever is text; None for what is neither."""
    head = sniff.Head.of(data, origin)
    text = not sniff.binary_kind(data)
    return next((f for f in FORMATS if (f.packed or text) and f.recognises(head)), None)
