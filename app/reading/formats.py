"""The formats that are read. A new one is a module with `read` and a row in `FORMATS`."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
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


class LongReader(Protocol):
    """As Reader, of a format whose files may take seconds. Measured, for 500 pages: PDF 1.7 s, every other below 0.7.

    `pause` is called often, so that others can go first; what it raises ends the reading. `begun` is given the first
    pages where the whole takes more than a moment.
    """

    def __call__(
        self,
        data: bytes,
        origin: Origin,
        limits: Limits,
        pause: Callable[[], object],
        begun: Callable[[Article], object] | None,
    ) -> Article: ...


@dataclass(frozen=True, slots=True)
class Format:
    """`name` goes into `Article.format`. `recognises` is asked in order, about the first bytes and the file's name.

    `suffixes`: what its files' names usually end in, for the dialog that opens them and for folders.
    `packed`: the bytes are no text, and make sense as a whole only. `long`: its `read` is a LongReader.
    """

    name: str
    module: str
    recognises: Callable[[sniff.Head], bool]
    suffixes: tuple[str, ...]
    packed: bool = False
    long: bool = False

    def reader(
        self, pause: Callable[[], object] = lambda: None, begun: Callable[[Article], object] | None = None
    ) -> Reader:
        """The module's `read`, imported on first use: parsers take a second to load."""
        module = importlib.import_module(self.module)
        return partial(cast(LongReader, module.read), pause=pause, begun=begun) if self.long else module.read


FORMATS = (
    Format("pdf", "app.reading.pdf", sniff.is_pdf, (".pdf",), packed=True, long=True),
    Format("docx", "app.reading.docx", sniff.is_docx, (".docx",), packed=True),
    Format("epub", "app.reading.epub", sniff.is_epub, (".epub",), packed=True),
    Format("odt", "app.reading.odt", sniff.is_odt, (".odt",), packed=True),
    Format("zip", "app.reading.zipped_page", sniff.is_zip, (".zip",), packed=True),
    Format("rtf", "app.reading.rtf", sniff.is_rtf, (".rtf",), packed=True),
    Format("webarchive", "app.reading.webarchive", sniff.is_webarchive, (".webarchive",), packed=True),
    Format("mhtml", "app.reading.mhtml", sniff.is_mhtml, (".mhtml", ".mht")),
    Format("mail", "app.reading.mail", sniff.is_mail, (".eml",)),
    Format("fb2", "app.reading.fb2", lambda head: sniff.root_tag(head) == "FictionBook", (".fb2",)),
    Format("tei", "app.reading.tei", lambda head: sniff.root_tag(head) in ("TEI", "TEI.2"), (".xml",)),
    Format("jats", "app.reading.jats", sniff.is_jats, (".xml",)),
    Format("docbook", "app.reading.docbook", sniff.is_docbook, (".xml",)),
    Format("xhtml", "app.reading.xhtml", sniff.is_xhtml, (".xhtml", ".xht")),
    Format("html", "app.reading.html", sniff.is_html, (".html", ".htm")),
    Format("markdown", "app.reading.markdown", sniff.is_markdown, (".md", ".markdown")),
    Format("text", "app.reading.text", lambda _: True, (".txt", ".text")),
)

SUFFIXES = tuple(dict.fromkeys(suffix for format in FORMATS for suffix in format.suffixes))
"""What the names of files usually end in that are read; the content decides."""


def format_of(data: bytes, origin: Origin) -> Format | None:
    """By content first, then by name. The last format takes whatever is text; None for what is neither."""
    head = sniff.Head.of(data, origin)
    text = not sniff.binary_kind(data)
    return next((f for f in FORMATS if (f.packed or text) and f.recognises(head)), None)
