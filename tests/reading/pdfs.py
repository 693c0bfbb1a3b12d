"""PDF files for tests, written out by hand: words at places, in Helvetica and Helvetica Bold."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

_WIDTH = 0.5  # of a letter of Helvetica, in font sizes, on average


@dataclass(frozen=True)
class Put:
    """One line: where it begins, in points from the lower left corner, and how it is set.

    `spacing`: points that each space is wider.
    """

    x: float
    y: float
    words: str
    size: float = 10
    bold: bool = False
    spacing: float = 0


@dataclass(frozen=True)
class Box:
    """A place on a page, in points from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float


def column(words: str, x: float, y: float, width: float, size: float = 10, indent: float = 0) -> list[Put]:
    """`words` broken to `width` from `y` downwards, 1.2 sizes a line, the first line indented."""
    lines = textwrap.wrap(words, int(width / (_WIDTH * size)), break_on_hyphens=False)
    return [Put(x + (0 if n else indent), y - 1.2 * size * n, line, size) for n, line in enumerate(lines)]


def pdf(
    pages: Sequence[Sequence[Put]],
    info: str = "",
    picture: bool = False,
    shapes: Sequence[Box] = (),
    links: Sequence[Box] = (),
) -> bytes:
    """A PDF of these pages, 595 × 842 points. `info` goes into its information dictionary as it stands.

    On every page `shapes` are filled, and `links` lead to a site.
    """
    linked = " ".join(map(_link, links))
    kids = " ".join(f"{10 + 2 * n} 0 R" for n in range(len(pages)))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        4: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        5: _stream(
            "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", b"\0"
        ),
        6: f"<< {info} >>".encode("cp1252"),
    }
    for number, page in enumerate(pages):
        drawn = b"q 500 0 0 700 40 60 cm /X Do Q\n" if picture else b""
        drawn += b"".join(_shown(put) for put in page)
        drawn += b"".join(
            b"%g %g %g %g re f\n" % (s.left, s.bottom, s.right - s.left, s.top - s.bottom) for s in shapes
        )
        objects[10 + 2 * number] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R /B 4 0 R >> "
            b"/XObject << /X 5 0 R >> >> /Annots [%s] /Contents %d 0 R >>" % (linked.encode(), 11 + 2 * number)
        )
        objects[11 + 2 * number] = _stream("", drawn)
    return _file(objects)


def _link(box: Box) -> str:
    place = f"[{box.left} {box.bottom} {box.right} {box.top}]"
    return f"<< /Type /Annot /Subtype /Link /Rect {place} /A << /S /URI /URI (https://example.org/) >> >>"


def _shown(put: Put) -> bytes:
    words = put.words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    font = b"B" if put.bold else b"F"
    return b"BT /%s %g Tf %g Tw %g %g Td (%s) Tj ET\n" % (font, put.size, put.spacing, put.x, put.y, words)


def _stream(entries: str, data: bytes) -> bytes:
    return f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def _file(objects: dict[int, bytes]) -> bytes:
    out, places = b"%PDF-1.4\n", {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n"
    for number in sorted(places):
        out += b"%d 1\n%010d 00000 n \n" % (number, places[number])
    return out + b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        max(objects) + 1,
        start,
    )
