"""A small hostile set, made here: bombs, loops, depths, and files that ask for other files or the network."""

from __future__ import annotations

import plistlib
import struct
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_STORED

from tests.reading.archives import docx_files, epub_files, odt_files, zipped
from tests.reading.images import png, png_that_says
from tests.reading.samples import SAMPLES, SECOND, SENTENCE

_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
_BOMB = f'<!DOCTYPE x [<!ENTITY l0 "ice ice ice ice ">{_LAUGHS}]>'
_XML = {
    "tei": '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>{}</p></body></text></TEI>',
    "jats": '<article article-type="news"><front/><body><p>{}</p></body></article>',
    "docbook": '<article xmlns="http://docbook.org/ns/docbook"><para>{}</para></article>',
    "fb2": '<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"><body><section><p>{}</p></section></body>'
    "</FictionBook>",
    "xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{}</p></body></html>',
}


def _secret(document: str, url: str) -> str:
    """`document` with an entity, a DTD and an inclusion that ask for `url`."""
    doctype = f'<!DOCTYPE x SYSTEM "{url}" [<!ENTITY s SYSTEM "{url}"><!ENTITY % p SYSTEM "{url}"> %p;]>'
    inclusion = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{url}" parse="text"/>'
    style = f'<?xml-stylesheet href="{url}"?>'
    return f'<?xml version="1.0"?>{style}{doctype}' + document.format(f"{SENTENCE} &s; {inclusion}")


def _page(url: str) -> str:
    return (
        f'<html><head><base href="{url}"><link rel="stylesheet" href="{url}"><meta http-equiv="refresh" '
        f'content="0;url={url}"></head><body><iframe src="{url}"></iframe><object data="{url}"></object>'
        f'<img src="{url}" srcset="{url} 2x"><script src="{url}"></script><svg><image href="{url}"/></svg>'
        f"<p>{SENTENCE}</p><p>{SECOND}</p><!--#include file='{url}'--></body></html>"
    )


def _asking(url: str) -> dict[str, bytes]:
    """Files of every format that ask for `url`."""
    files: dict[str, str | bytes] = {f"{name}.xml": _secret(document, url) for name, document in _XML.items()}
    files["page.html"] = _page(url)
    files["page.md"] = f'![ice]({url}) <img src="{url}">\n\n[ref]: {url}\n\n{SENTENCE}\n'
    files["page.mhtml"] = SAMPLES["mhtml"].data.replace(b"<body>", f'<body><img src="{url}">'.encode())
    files["page.webarchive"] = plistlib.dumps(
        {"WebMainResource": {"WebResourceData": _page(url).encode(), "WebResourceMIMEType": "text/html"}},
        fmt=plistlib.FMT_BINARY,
    )
    files["entity.webarchive"] = (
        f'<?xml version="1.0"?><!DOCTYPE plist SYSTEM "{url}" [<!ENTITY s SYSTEM "{url}">]><plist><dict>'
        "<key>WebMainResource</key><string>&s;</string></dict></plist>"
    )
    files["mail.eml"] = (
        f"From: a@example.org\nMIME-Version: 1.0\nMessage-ID: <1@x>\nContent-Type: message/external-body; "
        f'access-type=local-file; name="{url}"\n\n{SENTENCE}\n'
    )
    files["field.rtf"] = (
        rf'{{\rtf1{{\field{{\*\fldinst INCLUDETEXT "{url}"}}{{\fldrslt {SENTENCE}}}}}'
        rf"{{\*\template {url}}}{{\object\objautlink{{\*\objdata 00}}{{\result ice}}}}\par}}"
    )
    word = docx_files([SENTENCE])
    drawn = f'<a:blip r:embed="b"/></blipFill></pic></w:drawing><w:hyperlink r:id="a"><w:t>{SECOND}</w:t></w:hyperlink>'
    word["word/document.xml"] = (
        '<w:document xmlns:w="w" xmlns:a="a" xmlns:r="r"><w:body><w:p><w:drawing><pic><blipFill>'
        f'<a:blip r:embed="a" r:link="a"/></blipFill></pic><pic><blipFill>{drawn}<w:fldSimple w:instr="INCLUDEPICTURE '
        f'&quot;{url}&quot;"/></w:p></w:body></w:document>'
    )
    word["word/_rels/document.xml.rels"] = (
        f'<Relationships><Relationship Id="a" TargetMode="External" Target="{url}" Type="x/attachedTemplate"/>'
        f'<Relationship Id="b" Target="../../../../{url}" Type="x/image"/></Relationships>'
    )
    word["word/styles.xml"] = _secret("<styles>{}</styles>", url)
    word["_rels/.rels"] = f'<Relationships><Relationship Type="x/officeDocument" Target="{url}"/></Relationships>'
    files["word.docx"] = zipped(word)
    open_text = odt_files([SENTENCE])
    open_text["meta.xml"] = _secret("<meta>{}</meta>", url)
    open_text["content.xml"] = (
        f'<x><body><text><p>{SENTENCE}<a href="{url}">{SECOND}</a><frame><image href="{url}"/><image href="../{url}"/>'
        "</frame></p></text></body></x>"
    )
    files["open.odt"] = zipped(open_text)
    book = epub_files({"c.xhtml": f"<p>{SENTENCE}</p>"})
    book["OEBPS/c.xhtml"] = _secret(_XML["xhtml"], url)
    book["META-INF/container.xml"] = f'<container><rootfiles><rootfile full-path="{url}"/></rootfiles></container>'
    book["OEBPS/c.xhtml"] = str(book["OEBPS/c.xhtml"]).replace("<p>", f'<p><img src="{url}"/><a href="{url}">ice</a>')
    files["book.epub"] = zipped(book)
    files["pictures.fb2"] = _XML["fb2"].format(f'{SENTENCE}<image href="{url}"/><image href="#{url}"/>')
    files["pictures.rtf"] = rf'{{\rtf1 {SENTENCE}{{\field{{\*\fldinst INCLUDEPICTURE "{url}"}}{{\fldrslt ice}}}}\par}}'
    files["pictures.eml"] = (
        "From: a@example.org\nMIME-Version: 1.0\nMessage-ID: <1@x>\nContent-Type: text/html\n\n"
        f'<p>{SENTENCE}</p><img src="{url}"><img src="cid:{url}"><p>{SECOND}</p>'
    )
    files["link.zip"] = zipped({"page.html": _page(url), f"../../{url}": "x", url or "x": "y"})
    files["action.pdf"] = SAMPLES["pdf"].data.replace(
        b"/Type /Catalog", f"/Type /Catalog /OpenAction << /S /URI /URI ({url}) /Next << /S /Launch /F ({url}) >> >>"
        .encode(),
    )  # fmt: skip
    return {name: data.encode() if isinstance(data, str) else data for name, data in files.items()}


def _bombs() -> dict[str, bytes]:
    """Files that grow, go deep, or never end."""
    zeros = bytes(60_000_000)
    deep = 20_000
    files: dict[str, str | bytes] = {
        f"laughs-{n}.xml": f'<?xml version="1.0"?>{_BOMB}{d.format("&l11;")}' for n, d in _XML.items()
    }
    files |= {f"deep-{name}.xml": document.format("<p>" * deep + SENTENCE) for name, document in _XML.items()}
    files |= {
        "bomb.zip": zipped({"page.html": zeros}),
        "bomb.epub": zipped(epub_files({"c.xhtml": "ice " * 12_000_000})),
        "bomb.docx": zipped({**docx_files([SENTENCE]), "word/document.xml": zeros}),
        "bomb.odt": zipped({**odt_files([SENTENCE]), "content.xml": zeros}),
        "many.zip": zipped({f"{n}.html": b"" for n in range(21_000)}),
        "deep.html": "<div>" * deep + SENTENCE,
        "wide.html": f"<p>{SENTENCE}</p>" * 6_000,
        "tables.html": "<table><tr><td>" * 3_000 + SENTENCE,
        "attribute.html": f'<p title="{"a" * 8_000_000}">{SENTENCE}</p>',
        "signs.html": "<html><body>" + "<" * 500_000,
        "comment.html": "<html><!--" + "-" * 3_000_000,
        "deep.md": "> " * 20_000 + SENTENCE,
        "brackets.md": "[" * 100_000 + "]" * 100_000,
        "images.md": "![a" * 60_000,
        "stars.md": "*a_" * 60_000,
        "rows.md": "|a" * 5_000 + "\n" + "|-" * 5_000 + "\n" + "|b\n" * 2_000,
        "fences.md": "```\n" * 60_000,
        "line.txt": "ice " * 2_000_000,
        "lines.txt": "\n" * 5_000_000 + "ice",
        "quotes.txt": "“" * 1_000_000,
        "greater.txt": ">" * 1_000_000,
        "bullets.txt": "- a\n" * 60_000,
        "bytes.txt": bytes(range(256)) * 4_000,
        "halves.txt": b"\xff\xfe" + b"\x00\xd8" * 100_000,
        "deep.rtf": r"{\rtf1" + "{" * deep,
        "notes.rtf": r"{\rtf1" + r"{\footnote a}" * 40_000,
        "paragraphs.rtf": r"{\rtf1" + r"\par a" * 40_000,
        "binary.rtf": r"{\rtf1\bin999999999 a\bin-5 ice}",
        "parts.eml": b"From: a@example.org\nMessage-ID: <1@x>\nMIME-Version: 1.0\n"
        + b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(3_000)),
        "header.eml": "From: a@example.org\nMessage-ID: <1@x>\nSubject: " + "=?utf-8?q?a?= " * 100_000 + "\n\nice",
        "objects.webarchive": _overlapping(20_000),
        "loop.pdf": SAMPLES["pdf"].data.replace(b"/Kids [10 0 R]", b"/Kids [2 0 R ]"),
        **_documents_of_pictures(),
        "length.pdf": SAMPLES["pdf"].data.replace(b"/Length ", b"/Length 9999999999"),
    }
    return {name: data.encode() if isinstance(data, str) else data for name, data in files.items()}


def _pictures(url: str) -> dict[str, bytes]:
    """Pages with a folder of their own, whose images ask for `url`, for what is beside them, and for very much."""
    climbing = (
        url, f"file://{url}", f"ice_files/../../{url}", f"ice_files/%2e%2e/{url}", f"ice_files/..\\{url}", f"//{url}",
        f"\\\\host\\share{url}", "ice_files/link.png", "other_files/a.png", "a.png", "../secret.png",
        "../../etc/passwd", "ice_files/a.svg", "ice_files/bomb.png", "ice_files", "ice_files/",
    )  # fmt: skip
    vectors = f'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><image href="{url}"/></svg>'
    bombs = {f"bombs_files/{n}.png": png_that_says(6_300, 6_300 - n, 6_300 - n) for n in range(12)}
    files: dict[str, str | bytes] = {
        "ice.html": _illustrated("ice_files/a.png", *climbing),
        "ice_files/a.png": png(1),
        "ice_files/a.svg": vectors,
        "ice_files/bomb.png": png_that_says(30_000, 30_000, 300),
        "other_files/a.png": png(2),
        "a.png": png(3),
        "bombs.html": _illustrated(*bombs),
        "many.html": _illustrated(*(f"many_files/{n}.png" for n in range(20_000))),
        **bombs,
    }
    return {name: data.encode() if isinstance(data, str) else data for name, data in files.items()}


def _documents_of_pictures() -> dict[str, bytes]:
    """Documents of pictures that are very many, or very large, and of links without end."""
    bombs = {f"{n}.png": png_that_says(6_300, 6_300 - n, 6_300 - n) for n in range(12)}
    names = [*bombs, *(f"none-{n}.png" for n in range(10_000))]
    images = "".join(f'<img src="{name}"/>' for name in names)
    links = '<a href="https://example.org/">ice  </a>  ' * 20_000
    book = epub_files({"c.xhtml": f"<p>{SENTENCE}</p>{images}<p>{links}</p>"})
    frames = "".join(f'<frame><image href="Pictures/{name}"/></frame>' for name in names)
    text = odt_files([SENTENCE])
    text["content.xml"] = f"<x><body><text><p>{SENTENCE}</p><p>{frames}{links}</p></text></body></x>"
    field = r'{\field{\*\fldinst HYPERLINK "https://example.org/"}{\fldrslt ice }}\u-10179?\u-8681? '
    rich = r"{\rtf1 " + SENTENCE + r"\par " + field * 20_000 + "".join(
        r"{\pict\pngblip " + data.hex() + "}" for data in bombs.values()
    )  # fmt: skip
    return {
        "pictures.epub": zipped(book | {f"OEBPS/{name}": data for name, data in bombs.items()}, ZIP_STORED),
        "pictures.odt": zipped(text | {f"Pictures/{name}": data for name, data in bombs.items()}, ZIP_STORED),
        "pictures.rtf": rich.encode(),
    }


def _illustrated(*addresses: str) -> str:
    images = "".join(f'<figure><img src="{address}" alt="ice"></figure>' for address in addresses)
    return f"<html><body><h1>Ice</h1><p>{SENTENCE}</p><p>{SECOND}</p>{images}<p>{SENTENCE} Again.</p></body></html>"


def _overlapping(count: int) -> bytes:
    """A property list of many arrays that all lie in the same bytes."""
    body = b"bplist00\xaf\x12" + struct.pack(">I", 50_000) + bytes(100_000)
    return body + struct.pack(">I", 8) * count + struct.pack(">6xBBQQQ", 4, 2, count, 0, len(body))


SETS: dict[str, Callable[[str], dict[str, bytes]]] = {
    "asking": _asking,
    "bombs": lambda _: _bombs(),
    "pictures": _pictures,
}


def write(folder: Path, name: str, url: str = "") -> list[str]:
    """Write one of `SETS` into `folder`; the paths of its files. `url` is what the files ask for."""
    paths = []
    for called, data in SETS[name](url).items():
        path = folder / called
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        paths.append(str(path))
    return paths
