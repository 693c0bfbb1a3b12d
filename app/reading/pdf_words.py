"""The words of a PDF page with their places, as PDFium finds them."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2.raw as pdfium

LINE_END_HYPHEN = "\u00ad"
"""Ends a word that PDFium joined, or that was broken with a soft hyphen."""

_HYPHENS = "\x02\ufffe\u00ad"
_WORD = re.compile("[^\\s\x00-\x1f\ufffe\u00ad]+")
_BOLD = re.compile(r"bold|black|heavy|demi", re.I)
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}


_NO_FONT = type(pdfium.FPDF_SYSFONTINFO().MapFont)(lambda *_: None)
_NO_FONTS = pdfium.FPDF_SYSFONTINFO(version=1, MapFont=_NO_FONT)
"""Kept here, because PDFium keeps a pointer to it."""

# Otherwise PDFium goes through every font of the system for one that a file names (0.3 s). Words are found without, and
# no file outside is opened.
pdfium.FPDF_SetSystemFontInfo(_NO_FONTS)


@dataclass(frozen=True, slots=True)
class Word:
    """Letters between white space. Lengths in points, y upwards; `size` is the font's as printed."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class _Face:
    size: float
    bold: bool
    angle: int  # quarter turns


def placed_words_of(text_page: Any, most: int) -> tuple[list[Word], int]:
    """The upright words of a page, at most `most` characters of it, and by how many quarter turns their places differ
    from the page's own (see `unturned`): a page that lies on its side is turned first.
    """
    text = _characters(text_page, min(pdfium.FPDFText_CountChars(text_page), most))
    faces: dict[int, _Face] = {}
    pen = _Pen()
    found: list[tuple[Word, int]] = []
    for match in _WORD.finditer(text):
        end = match.end()
        broken = LINE_END_HYPHEN if text[end : end + 1] in _HYPHENS and end < len(text) else ""
        if placed := _placed(text_page, _whole(match[0]) + broken, match.start(), end - 1, faces, pen):
            found.append(placed)
    return _upright(found)


def _characters(text_page: Any, count: int) -> str:
    """One sign for each of PDFium's characters, so that places in the string are places on the page."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, buffer) - 1
    if written == count:
        return "".join(map(chr, buffer[:count]))
    codes = (pdfium.FPDFText_GetUnicode(text_page, index) for index in range(count))
    return "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes)


class _Pen:
    """Room for what PDFium writes, taken once a page."""

    def __init__(self) -> None:
        self.x, self.y, self.box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()


def _whole(text: str) -> str:
    """With surrogate pairs joined and ligatures taken apart."""
    if text.isascii():
        return text
    if any("\ud800" <= c <= "\udfff" for c in text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.translate(_LIGATURES)


def _placed(
    text_page: Any, text: str, first: int, last: int, faces: dict[int, _Face], pen: _Pen
) -> tuple[Word, int] | None:
    x, y, box = pen.x, pen.y, pen.box
    if not pdfium.FPDFText_GetCharOrigin(text_page, first, x, y):
        return None
    end = (x.value, y.value)
    face = _face(text_page, first, faces)
    if pdfium.FPDFText_GetLooseCharBox(text_page, last, box):
        # the side of the last letter's box that lies forward
        end = ((box.right, y.value), (x.value, box.top), (box.left, y.value), (x.value, box.bottom))[face.angle]
    left, baseline = _turned(x.value, y.value, face.angle) if face.angle else (x.value, y.value)
    right = _turned(*end, face.angle)[0] if face.angle else end[0]
    if not (-1e5 < left < 1e5 and -1e5 < right < 1e5 and -1e5 < baseline < 1e5):  # nor is NaN
        return None
    return Word(text, left, max(left, right), baseline, face.size, face.bold), face.angle


def _face(text_page: Any, index: int, faces: dict[int, _Face]) -> _Face:
    """Size, weight and direction of the letter, kept for all letters of the same object."""
    drawn = pdfium.FPDFText_GetTextObject(text_page, index)
    key = ctypes.addressof(drawn.contents) if drawn else 0
    if key and key in faces:
        return faces[key]
    size, angle, matrix = pdfium.FPDFText_GetFontSize(text_page, index), 0, pdfium.FS_MATRIX()
    if pdfium.FPDFText_GetMatrix(text_page, index, matrix):
        size *= math.hypot(matrix.c, matrix.d)
        angle = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4 if matrix.a or matrix.b else 0
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text_page, index, name, 128, flags)
    bold = bool(_BOLD.search(name.value.decode("utf-8", "replace")))
    face = _Face(round(size, 1) if math.isfinite(size) and 0.1 <= size < 1e4 else 10.0, bold, angle)
    if key:
        faces[key] = face
    return face


def _turned(x: float, y: float, quarter_turns: int) -> tuple[float, float]:
    return ((x, y), (y, -x), (-x, -y), (-y, x))[quarter_turns]


def unturned(x: float, y: float, quarter_turns: int) -> tuple[float, float]:
    """A place among a page's turned words as a place on the page."""
    return _turned(x, y, -quarter_turns % 4)


def _upright(found: list[tuple[Word, int]]) -> tuple[list[Word], int]:
    """The words in the direction most of the page has: stamps along the margin are no part of the text."""
    if not found:
        return [], 0
    usual = Counter(angle for _, angle in found).most_common(1)[0][0]
    return [_right_sized(word) for word, angle in found if angle == usual], usual


def _right_sized(word: Word) -> Word:
    """Fonts drawn at size 1 and scaled elsewhere would part everything; the width of a letter tells better."""
    width = (word.right - word.left) / len(word.text)
    if width > 0 and not 0.1 < width / word.size < 3:
        return replace(word, size=max(0.1, round(width * 2, 1)))
    return word
