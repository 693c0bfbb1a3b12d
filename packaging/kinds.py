"""The kinds of files that systems are told Glossator opens: one table for Windows, macOS and Linux.

An archive (.zip) can be opened, too, but is not listed: whoever double-clicks one wants to see its files.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """`name` is shown in file managers; `uti` is Apple's uniform type identifier.

    `conforms`: the identifier that `uti` is a kind of, where macOS does not know it by itself and has to be told.
    """

    key: str
    name: str
    extensions: tuple[str, ...]
    media_types: tuple[str, ...]
    uti: str
    conforms: str = ""


KINDS = (
    Kind("Text", "Plain text", ("txt", "text"), ("text/plain",), "public.plain-text"),
    Kind(
        "Markdown",
        "Markdown text",
        ("md", "markdown"),
        ("text/markdown",),
        "net.daringfireball.markdown",
        "public.plain-text",
    ),
    Kind("Page", "Web page", ("html", "htm"), ("text/html",), "public.html"),
    Kind("XhtmlPage", "Web page (XHTML)", ("xhtml", "xht"), ("application/xhtml+xml",), "public.xhtml", "public.xml"),
    Kind(
        "WebArchive",
        "Web page in one file",
        ("mhtml", "mht"),
        ("application/x-mimearchive",),
        "org.ietf.mhtml",
        "public.data",
    ),
    Kind("Safari", "Web page saved by Safari", ("webarchive",), ("application/x-webarchive",), "com.apple.webarchive"),
    Kind("Pdf", "PDF document", ("pdf",), ("application/pdf",), "com.adobe.pdf"),
    Kind("Epub", "EPUB book", ("epub",), ("application/epub+zip",), "org.idpf.epub-container"),
    Kind(
        "FictionBook", "FictionBook", ("fb2",), ("application/x-fictionbook+xml",), "org.fictionbook.fb2", "public.xml"
    ),
    Kind(
        "Word",
        "Word document",
        ("docx",),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
        "org.openxmlformats.wordprocessingml.document",
    ),
    Kind(
        "OpenDocument",
        "OpenDocument text",
        ("odt",),
        ("application/vnd.oasis.opendocument.text",),
        "org.oasis-open.opendocument.text",
    ),
    Kind("RichText", "Rich text", ("rtf",), ("application/rtf",), "public.rtf"),
    Kind("Mail", "E-mail message", ("eml",), ("message/rfc822",), "com.apple.mail.email"),
    Kind("Xml", "XML article", ("xml",), ("application/xml",), "public.xml"),
)
