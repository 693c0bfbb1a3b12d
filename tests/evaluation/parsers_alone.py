"""What a parser library does with a file by itself. Imports nothing of ours, and each library on first use.

`python tests/evaluation/parsers_alone.py LIBRARY FILE` does it once in a process of its own.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path


def letters_in(library: str, path: str) -> int:
    """How many letters `library` finds in the file at `path`."""
    return len(LIBRARIES[library](Path(path).read_bytes()))


def _by_pdfium(data: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    texts = []
    for page in document:
        text_page = page.get_textpage()
        texts.append(text_page.get_text_range())
        text_page.close()
        page.close()
    document.close()
    return "".join(texts)


def _by_docx(data: bytes) -> str:
    import docx

    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def _by_lxml(data: bytes) -> str:
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [archive.read(name) for name in archive.namelist() if name.endswith(("content.xml", ".xhtml"))]
    return "\n".join("".join(etree.fromstring(member).itertext()) for member in members)


def _by_striprtf(data: bytes) -> str:
    from striprtf.striprtf import rtf_to_text

    return str(rtf_to_text(data.decode("ascii")))


def _by_trafilatura(data: bytes) -> str:
    import trafilatura

    return trafilatura.extract(data) or ""


def _by_trafilatura_with_metadata(data: bytes) -> str:
    """The same with title, author and date, as our reading tells them too."""
    import trafilatura

    return trafilatura.extract(data, with_metadata=True) or ""


def _by_lxml_html(data: bytes) -> str:
    """A tree and its words: the menu's too, for nothing looks for the article."""
    import lxml.html

    return str(lxml.html.document_fromstring(data).text_content())


def _by_lxml_xml(data: bytes) -> str:
    from lxml import etree

    return "".join(map(str, etree.fromstring(data).itertext()))


def _by_email(data: bytes) -> str:
    import email
    import email.policy

    body = email.message_from_bytes(data, policy=email.policy.default).get_body()
    return str(body.get_content()) if body is not None else ""


def _by_markdown_it(data: bytes) -> str:
    from markdown_it import MarkdownIt

    return str(MarkdownIt().render(data.decode("utf-8")))


def _by_charset_normalizer(data: bytes) -> str:
    from charset_normalizer import from_bytes

    return str(from_bytes(data).best())


LIBRARIES: dict[str, Callable[[bytes], str]] = {
    "PDFium": _by_pdfium, "python-docx": _by_docx, "zipfile, lxml": _by_lxml, "striprtf": _by_striprtf,
    "trafilatura": _by_trafilatura, "trafilatura, metadata": _by_trafilatura_with_metadata, "lxml.html": _by_lxml_html,
    "lxml": _by_lxml_xml, "email": _by_email, "markdown-it": _by_markdown_it,
    "charset-normalizer": _by_charset_normalizer,
}  # fmt: skip

if __name__ == "__main__":
    letters_in(*sys.argv[1:])
