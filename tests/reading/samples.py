"""One small document of every format, with invented words: what each test over all formats goes through.

Every one holds `SENTENCE` and the note of the ferry's captain, so that a test can tell that it was read.
"""

from __future__ import annotations

import plistlib
from dataclasses import dataclass
from email.message import EmailMessage

from tests.reading.archives import docx_files, epub_files, odt_files, zipped
from tests.reading.pdfs import column, pdf

TITLE = "Winter closes the harbour"
SENTENCE = "The ferry stayed at the quay until the pilots had cut a lane through the ice, and nobody was surprised."
SECOND = "“We have waited longer than this,” said Ana Reyes, the harbour master, who had counted the days herself."


@dataclass(frozen=True)
class Sample:
    """A file's name and bytes."""

    name: str
    data: bytes


def _page(doctype: str = "<!DOCTYPE html>", root: str = "<html>") -> str:
    return (
        f"{doctype}{root}<head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>"
        f"<p>{SENTENCE}</p><p>{SECOND}</p><p>{SENTENCE} It did so again in the spring.</p></body></html>"
    )


def _webarchive(fmt: plistlib.PlistFormat = plistlib.FMT_BINARY) -> bytes:
    resource = {
        "WebResourceData": _page().encode(),
        "WebResourceFrameName": "",
        "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": "UTF-8",
        "WebResourceURL": "https://news.example/winter",
    }
    picture = {"WebResourceData": bytes(500), "WebResourceMIMEType": "image/png", "WebResourceURL": "https://x.example"}
    return plistlib.dumps({"WebMainResource": resource, "WebSubresources": [picture] * 3}, fmt=fmt)


def _mhtml() -> bytes:
    page = _page().encode()
    return (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://news.example/winter\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="--b"\r\n\r\n----b\r\n'
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + page + b"\r\n----b--\r\n"
    )


def _mail() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Ana Reyes <ana@example.org>", "desk@example.org", TITLE
    mail["Message-ID"] = "<1@example.org>"
    mail.set_content(f"{SENTENCE}\n\n{SECOND}\n")
    return mail.as_bytes()


def _rtf() -> bytes:
    second = "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in SECOND)
    return (
        r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}}{\stylesheet{\s1\outlinelevel0 heading 1;}}"
        rf"\pard\s1 {TITLE}\par\pard {SENTENCE}{{\footnote\pard Of 1906.}}\par {second}\par}}"
    ).encode("ascii")


_FB2 = (
    '<?xml version="1.0" encoding="utf-8"?><FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0">'
    f"<description><title-info><book-title>{TITLE}</book-title></title-info></description>"
    f"<body><section><p>{SENTENCE}</p><p>{SECOND}</p></section></body></FictionBook>"
)
_TEI = (
    '<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>'
    f"<title>{TITLE}</title></titleStmt></fileDesc></teiHeader><text><body><div><p>{SENTENCE}</p><p>{SECOND}</p>"
    "</div></body></text></TEI>"
)
_JATS = (
    '<?xml version="1.0"?><!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Publishing DTD v1.2//EN" "x.dtd">'
    f'<article article-type="news"><front><article-meta><title-group><article-title>{TITLE}</article-title>'
    f"</title-group></article-meta></front><body><p>{SENTENCE}</p><p>{SECOND}</p></body></article>"
)
_DOCBOOK = (
    '<?xml version="1.0"?><article xmlns="http://docbook.org/ns/docbook" version="5.0">'
    f"<info><title>{TITLE}</title></info><para>{SENTENCE}</para><para>{SECOND}</para></article>"
)
_XHTML = _page(
    '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">',
    '<html xmlns="http://www.w3.org/1999/xhtml">',
)

SAMPLES: dict[str, Sample] = {
    "pdf": Sample("winter.pdf", pdf([column(f"{SENTENCE} {SENTENCE} {SENTENCE}", 72, 700, 400)])),
    "docx": Sample("winter.docx", zipped(docx_files([SENTENCE, SECOND]))),
    "epub": Sample("winter.epub", zipped(epub_files({"c1.xhtml": f"<h1>One</h1><p>{SENTENCE}</p><p>{SECOND}</p>"}))),
    "odt": Sample("winter.odt", zipped(odt_files([SENTENCE, SECOND]))),
    "zip": Sample("winter.zip", zipped({"Winter.html": _page(), "Winter_files/a.css": "p{}"})),
    "rtf": Sample("winter.rtf", _rtf()),
    "webarchive": Sample("winter.webarchive", _webarchive()),
    "mhtml": Sample("winter.mhtml", _mhtml()),
    "mail": Sample("winter.eml", _mail()),
    "fb2": Sample("winter.fb2", _FB2.encode()),
    "tei": Sample("winter.xml", _TEI.encode()),
    "jats": Sample("winter.xml", _JATS.encode()),
    "docbook": Sample("winter.xml", _DOCBOOK.encode()),
    "xhtml": Sample("winter.xhtml", _XHTML.encode()),
    "html": Sample("winter.html", _page().encode()),
    "markdown": Sample("winter.md", f"# {TITLE}\n\n{SENTENCE}\n\n> {SECOND}\n\n- ice\n- wind\n".encode()),
    "text": Sample("winter.txt", f"{TITLE}\n\n{SENTENCE}\n\n{SECOND}\n".encode()),
}
"""By the name of the format, as in the table of formats. A new format needs a document here."""

XML_WEBARCHIVE = Sample("winter.webarchive", _webarchive(plistlib.FMT_XML))
