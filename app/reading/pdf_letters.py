"""Where the letters of a PDF page stand, asked of PDFium for many at a time.

PDFium tells of one letter a call. Through pypdfium2's functions a call takes 0.9 µs, most of it for the conversion of
arguments; with plain addresses, and `map` in place of a loop, it takes 0.4 µs (measured).
"""

from __future__ import annotations

import ctypes
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

_BOLD = re.compile(r"bold|black|heavy|demi", re.I)
_UNITS = "utf-16-le" if sys.byteorder == "little" else "utf-16-be"
_POINTER, _INT = ctypes.c_void_p, ctypes.c_int
_POINT, _RECT, _MATRIX = 16, 16, 24
"""Bytes of two doubles, of FS_RECTF's four floats, and of FS_MATRIX's six."""


def _address(place: Any) -> int:
    return ctypes.cast(place, _POINTER).value or 0


# PYFUNCTYPE keeps the interpreter's lock: letting it go and taking it again costs a third of such a call.
_origin_of = ctypes.PYFUNCTYPE(_INT, _POINTER, _INT, _POINTER, _POINTER)(_address(pdfium.FPDFText_GetCharOrigin))
_box_of = ctypes.PYFUNCTYPE(_INT, _POINTER, _INT, _POINTER)(_address(pdfium.FPDFText_GetLooseCharBox))
_size_of = ctypes.PYFUNCTYPE(ctypes.c_double, _POINTER, _INT)(_address(pdfium.FPDFText_GetFontSize))
_matrix_of = ctypes.PYFUNCTYPE(_INT, _POINTER, _INT, _POINTER)(_address(pdfium.FPDFText_GetMatrix))
_font_of = ctypes.PYFUNCTYPE(ctypes.c_size_t, _POINTER)(_address(pdfium.FPDFTextObj_GetFont))
_object_of = ctypes.PYFUNCTYPE(ctypes.c_size_t, _POINTER, _INT)(_address(pdfium.FPDFText_GetTextObject))


@dataclass(frozen=True, slots=True)
class Faces:
    """How letters are set: the sizes of their fonts as printed, in points, their directions, and which are bold."""

    sizes: Numbers
    angles: Numbers  # quarter turns
    bold: NDArray[np.bool_]


class Letters:
    """The letters of one page, by their numbers. The text page must stay open as long as it is used."""

    def __init__(self, text_page: Any) -> None:
        self._text_page = text_page
        self._address = _address(text_page.raw)

    def text(self, most: int) -> str:
        """One sign for each letter, at most `most`, so that a place in the string is a letter's number."""
        count = max(0, min(pdfium.FPDFText_CountChars(self._text_page), most))
        buffer = (ctypes.c_ushort * (count + 1))()
        if pdfium.FPDFText_GetText(self._text_page, 0, count, buffer) - 1 != count:
            codes = (pdfium.FPDFText_GetUnicode(self._text_page, index) for index in range(count))
            return "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes)
        text = bytes(buffer)[: 2 * count].decode(_UNITS, "surrogatepass")
        return text if len(text) == count else "".join(map(chr, buffer[:count]))  # with pairs, each has two numbers

    def origins(self, numbers: Sequence[int]) -> Numbers:
        """x and y of each letter's beginning on its baseline, in points; NaN where it has no place."""
        places = np.empty((len(numbers), 2))
        start, end = places.ctypes.data, places.ctypes.data + places.nbytes
        xs, ys = range(start, end, _POINT), range(start + 8, end + 8, _POINT)
        found = list(map(_origin_of, repeat(self._address), numbers, xs, ys))
        return _where(found, places)

    def boxes(self, numbers: Sequence[int]) -> Numbers:
        """Left, top, right and bottom of the room each letter has in its line; NaN where it has none."""
        rooms = np.empty((len(numbers), 4), dtype=np.float32)
        at = range(rooms.ctypes.data, rooms.ctypes.data + rooms.nbytes, _RECT)
        found = list(map(_box_of, repeat(self._address), numbers, at))
        return _where(found, rooms.astype(float))

    def faces(self, numbers: Sequence[int]) -> Faces:
        """How each letter is set, looked up once for neighbours of the same object."""
        drawn = np.array(list(map(_object_of, repeat(self._address), numbers)), dtype=np.uint64)
        # letters that PDFium put in belong to no object, and to no other letters
        begins = np.concatenate([[True], (drawn[1:] != drawn[:-1]) | (drawn[1:] == 0)])
        run = np.cumsum(begins) - 1
        first = np.array(numbers)[begins].tolist()
        sizes, angles = self._sizes_and_angles(first)
        bold = self._bold(drawn[begins].tolist(), first)
        return Faces(sizes[run], angles[run], bold[run])

    def _sizes_and_angles(self, numbers: Sequence[int]) -> tuple[Numbers, Numbers]:
        sizes = np.array(list(map(_size_of, repeat(self._address), numbers)))
        matrices = np.empty((len(numbers), 6), dtype=np.float32)
        at = range(matrices.ctypes.data, matrices.ctypes.data + matrices.nbytes, _MATRIX)
        found = np.array(list(map(_matrix_of, repeat(self._address), numbers, at))) != 0
        a, b, c, d = matrices.astype(float)[:, :4].T
        with np.errstate(all="ignore"):
            sizes = np.where(found, sizes * np.hypot(c, d), sizes)
            angles = np.where(found, np.round(np.arctan2(b, a) / (np.pi / 2)) % 4, 0)
        return np.where((sizes >= 0.1) & (sizes < 1e4), np.round(sizes, 1), 10.0), np.nan_to_num(angles)

    def _bold(self, drawn: Sequence[int], numbers: Sequence[int]) -> NDArray[np.bool_]:
        """`drawn`: the address of each letter's object, 0 for none."""
        fonts: dict[int, bool] = {}
        bold = []
        for place, number in zip(drawn, numbers, strict=True):
            font = _font_of(place) if place else -number - 1
            if font not in fonts:
                fonts[font] = self._is_bold(number)
            bold.append(fonts[font])
        return np.array(bold)

    def _is_bold(self, number: int) -> bool:
        name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(self._text_page, number, name, 128, flags)
        return bool(_BOLD.search(name.value.decode("utf-8", "replace")))


def _where(found: list[int], numbers: Numbers) -> Numbers:
    if not all(found):
        numbers[np.array(found) == 0] = np.nan
    return numbers
