"""What kind of file it is, told by its first bytes and then by its name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.reading.archive import member_names
from app.reading.limits import Limits
from app.reading.origin import Origin

_HEAD = 4_096
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "a rich text document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or locked Word, Excel or PowerPoint document"),
    (b"\x89PNG\r\n\x1a\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"RIFF", "a picture, sound or film"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a sound recording"),
    (b"fLaC", "a sound recording"),
    (b"\x1a\x45\xdf\xa3", "a film"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"BZh", "a compressed archive"),
    (b"\xfd7zXZ\x00", "a compressed archive"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed archive"),
    (b"Rar!\x1a\x07", "a compressed archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"AT&TFORM", "a DjVu document"),
    (b"ITSF", "a Windows help file"),
    (b"SQLite format 3\x00", "a database"),
    (b"bplist00", "a settings file"),
)
_OFFICE = {
    "xl/workbook.xml": "a spreadsheet",
    "xl/workbook.bin": "a spreadsheet",
    "ppt/presentation.xml": "a presentation",
    "Index/Document.iwa": "a Pages document, spreadsheet or presentation",
    "AndroidManifest.xml": "a program",
    "META-INF/MANIFEST.MF": "a program",
}
"""A file by which an archive is known, and what it is then."""

_HTML_START = re.compile(
    r"\s*+(?:<\?xml[^>]{0,200}\?>\s*+)?(?:<!--(?:[^-]|-(?!->))*+-->\s*+)*+<(?:!doctype\s+html|html|head|body)\b", re.I
)
_ROOT = re.compile(
    r"\s*+(?:<\?[^>]{0,400}\?>\s*+|<!--(?:[^-]|-(?!->))*+-->\s*+|<!DOCTYPE[^\[>]{0,1000}+(?:\[[^\]]*+\]\s*)?>\s*+)*+"
    r"<(?:[A-Za-z][\w.-]{0,40}:)?([A-Za-z][\w.-]{0,40})[\s/>]",
    re.I,
)
_MAIL_HEADER = re.compile(
    r"(?:From [^\n]{1,300}\n)?(?:[A-Za-z][A-Za-z0-9-]{0,60}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n)*+){2,}+"
)
_HTML_TAG = re.compile(
    r"<(?:p|div|h[1-6]|br|span|a|table|ul|article|title|meta|html|body|head|section|main)\b[^<>]{0,2000}>", re.I
)
_HTML_SUFFIXES = (".html", ".htm", ".xhtml", ".xht", ".shtml")
_MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mdwn", ".mdtxt")
_META_CHARSET = re.compile(rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.I)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})[\"']", re.I)


@dataclass(frozen=True, slots=True)
class Head:
    """The first bytes of a file, as text where they are ASCII, the suffix of its name, and the files in an archive."""

    text: str
    suffix: str
    members: frozenset[str] = frozenset()

    @classmethod
    def of(cls, data: bytes, origin: Origin) -> Head:
        # Zero bytes are dropped so that UTF-16 shows its ASCII letters; that is all the tests below look for.
        members = frozenset(member_names(data, Limits())) if data.startswith(b"PK\x03\x04") else frozenset()
        return cls(data[: 2 * _HEAD].replace(b"\0", b"").decode("latin-1").lstrip("ÿþï»¿"), origin.suffix, members)


def binary_kind(data: bytes) -> str:
    """What a file is that begins with a known signature of something other than text, as "a picture"; else ""."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data[60:68] in (b"BOOKMOBI", b"TEXtREAd"):
        return "a Kindle book"
    return "a film or sound recording" if data[4:8] == b"ftyp" else ""


def is_packed(data: bytes) -> bool:
    """Whether the bytes are a document or other file of which a part is worth nothing."""
    return bool(binary_kind(data)) or b"%PDF-" in data[:1_024] or b"<plist" in data[:1_024]


def is_pdf(head: Head) -> bool:
    """By its signature, which may come after a few bytes that a mail program or a server left there."""
    return head.text.startswith("%PDF-") or (head.suffix == ".pdf" and "%PDF-" in head.text[:1_024])


def is_epub(head: Head) -> bool:
    """By the file type it begins with or the file every EPUB must have, else by name."""
    return _is_document(head, "application/epub+zip", "META-INF/container.xml", ".epub")


def is_docx(head: Head) -> bool:
    """By the file that Word documents have, else by name."""
    named = head.suffix == ".docx" and (not head.members or "[Content_Types].xml" in head.members)
    return head.text.startswith("PK") and (named or "word/document.xml" in head.members)


def is_odt(head: Head) -> bool:
    """By the file type it begins with or the files it must have, else by name."""
    named = head.suffix == ".odt" and (not head.members or "content.xml" in head.members)
    return head.text.startswith("PK") and (
        named
        or "mimetypeapplication/vnd.oasis.opendocument.text" in head.text[:200]
        or head.members >= {"content.xml", "META-INF/manifest.xml"}
    )


def is_rtf(head: Head) -> bool:
    return head.text.startswith("{\\rtf")


def is_webarchive(head: Head) -> bool:
    """A property list that holds a page: its keys stand near its beginning, as they do in all that Safari writes."""
    if head.text.startswith("bplist00"):
        return True  # no other binary list is read: it is said there what this one is not
    return root_tag(head) == "plist" and ("WebMainResource" in head.text or head.suffix == ".webarchive")


def is_zip(head: Head) -> bool:
    return head.text.startswith("PK\x03\x04")


def office_kind(members: frozenset[str]) -> str:
    """What an archive is that another program made for itself, as "a spreadsheet"; else ""."""
    return next((kind for member, kind in _OFFICE.items() if member in members), "")


def is_xhtml(head: Head) -> bool:
    """A page that says it is XML: by its first line, or by its name."""
    xml = head.text.lstrip().startswith("<?xml") or head.suffix in (".xhtml", ".xht")
    return xml and root_tag(head).lower() == "html"


def is_mhtml(head: Head) -> bool:
    """A message that is a page with its parts, as browsers save it."""
    header = _mail_header(head)
    related = "content-type: multipart/related" in header
    return related and (head.suffix in (".mht", ".mhtml") or "snapshot-content-location:" in header)


def is_mail(head: Head) -> bool:
    """Begins with the header of a message: one that was sent, or one that is named so."""
    header = _mail_header(head)
    sent = "\nfrom:" in header and ("\nmessage-id:" in header or "\nmime-version:" in header)
    return sent or (bool(header) and head.suffix in (".eml", ".mht", ".mhtml"))


def _mail_header(head: Head) -> str:
    """The lines before the first empty one, in lower case after a line break, if all are header fields; else ""."""
    match = _MAIL_HEADER.match(head.text)
    return "\n" + match[0].lower() if match else ""


def root_tag(head: Head) -> str:
    """The local name of the first element of an XML file, "" for others."""
    match = _ROOT.match(head.text)
    return match[1] if match else ""


def is_jats(head: Head) -> bool:
    """An article that says it is one of a journal."""
    named = re.search(r"JATS|NLM//|journalpublishing|archivearticle|article-type=|<front\b|xlink", head.text)
    return root_tag(head) == "article" and bool(named) and "docbook" not in head.text.lower()


def is_docbook(head: Head) -> bool:
    return root_tag(head) in ("article", "book", "chapter", "section") and "docbook" in head.text.lower()


def _is_document(head: Head, mimetype: str, member: str, suffix: str) -> bool:
    if not head.text.startswith("PK"):
        return False
    named = head.suffix == suffix and (not head.members or "mimetype" in head.members)
    return f"mimetype{mimetype}" in head.text[:200] or member in head.members or named


def is_html(head: Head) -> bool:
    """Begins as a page, or is named so and has a tag, or begins with a tag."""
    if _HTML_START.match(head.text):
        return True
    tag = _HTML_TAG.search(head.text)
    if tag is None:
        return False
    return head.suffix in _HTML_SUFFIXES or (not head.suffix and not head.text[: tag.start()].strip())


def is_markdown(head: Head) -> bool:
    """By name only: the text of a .txt file is kept as it stands, whatever signs are in it."""
    return head.suffix in _MARKDOWN_SUFFIXES


def declared_charset(data: bytes) -> str:
    """The encoding that a page or XML file names in its first 4 KB, else ""."""
    match = _XML_ENCODING.search(data[:_HEAD]) or _META_CHARSET.search(data[:_HEAD])
    return match[1].decode("ascii") if match else ""
