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


def words_of(text_page: Any, most: int) -> list[Word]:
    """The upright words of a page, at most `most` characters of it. A page that lies on its side is turned first."""
    count = min(pdfium.FPDFText_CountChars(text_page), most)
    faces: dict[int, _Face] = {}
    found: list[tuple[Word, int]] = []
    start = -1
    letters: list[str] = []
    for index in range(count + 1):
        code = pdfium.FPDFText_GetUnicode(text_page, index) if index < count else 32
        sign = chr(code) if code < 0x110000 else "\ufffd"
        if sign.isspace() or sign in _HYPHENS or code < 32:
            if letters:
                text = "".join(letters) + (LINE_END_HYPHEN if sign in _HYPHENS else "")
                if placed := _placed(text_page, _whole(text), start, index - 1, faces):
                    found.append(placed)
                letters = []
            continue
        if not letters:
            start = index
        letters.append(sign)
    return _upright(found)


def _whole(text: str) -> str:
    """With surrogate pairs joined and ligatures taken apart."""
    if any("\ud800" <= c <= "\udfff" for c in text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.translate(_LIGATURES)


def _placed(text_page: Any, text: str, first: int, last: int, faces: dict[int, _Face]) -> tuple[Word, int] | None:
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetCharOrigin(text_page, first, x, y):
        return None
    end = (x.value, y.value)
    face = _face(text_page, first, faces)
    if pdfium.FPDFText_GetLooseCharBox(text_page, last, box):
        # the side of the last letter's box that lies forward
        end = ((box.right, y.value), (x.value, box.top), (box.left, y.value), (x.value, box.bottom))[face.angle]
    left, baseline = _turned(x.value, y.value, face.angle)
    right, _ = _turned(*end, face.angle)
    if not all(map(math.isfinite, (left, right, baseline))) or max(abs(left), abs(right), abs(baseline)) > 1e5:
        return None
    return Word(text, left, max(left, right), baseline, face.size, face.bold), face.angle


def _face(text_page: Any, index: int, faces: dict[int, _Face]) -> _Face:
    """Size, weight and direction of the letter, kept for all letters of the same object."""
    drawn = pdfium.FPDFText_GetTextObject(text_page, index)
    key = (ctypes.cast(drawn, ctypes.c_void_p).value or 0) if drawn else 0
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


def _upright(found: list[tuple[Word, int]]) -> list[Word]:
    """The words in the direction most of the page has: stamps along the margin are no part of the text."""
    if not found:
        return []
    usual = Counter(angle for _, angle in found).most_common(1)[0][0]
    return [_right_sized(word) for word, angle in found if angle == usual]


def _right_sized(word: Word) -> Word:
    """Fonts drawn at size 1 and scaled elsewhere would part everything; the width of a letter tells better."""
    width = (word.right - word.left) / len(word.text)
    if width > 0 and not 0.1 < width / word.size < 3:
        return replace(word, size=max(0.1, round(width * 2, 1)))
    return word
