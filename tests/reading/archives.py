"""Archives for tests: books and documents with invented words."""

from __future__ import annotations

import zipfile
from io import BytesIO


def zipped(files: dict[str, str | bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def epub_files(
    chapters: dict[str, str], metadata: str = "<dc:title>The Lamp at Marrow Point</dc:title>"
) -> dict[str, str | bytes]:
    """The files of a book whose chapters are the bodies of pages, by file name, in this order."""
    items = "".join(
        f'<item id="c{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    files: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        "OEBPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<metadata>{metadata}</metadata><manifest>{items}<item id="toc" href="toc.ncx" '
        f'media-type="application/x-dtbncx+xml"/></manifest><spine toc="toc">{spine}</spine></package>',
    }
    for name, body in chapters.items():
        files[f"OEBPS/{name}"] = (
            '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
            f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head><body>{body}</body></html>'
        )
    return files


def docx_files(paragraphs: list[str]) -> dict[str, str | bytes]:
    """The files of a Word document of plain paragraphs."""
    body = "".join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in paragraphs)
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f'<w:document xmlns:w="{name}"><w:body>{body}</w:body></w:document>',
    }


def odt_files(paragraphs: list[str]) -> dict[str, str | bytes]:
    """The files of an OpenDocument text of plain paragraphs."""
    body = "".join(f"<text:p>{words}</text:p>" for words in paragraphs)
    names = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "text"))
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {names}><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>",
        "META-INF/manifest.xml": "<manifest/>",
    }
