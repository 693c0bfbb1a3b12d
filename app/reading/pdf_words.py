"""The words of a PDF page with their places, as PDFium finds them."""

from __future__ import annotations

import re
import sys
from itertools import compress, repeat
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from app.reading.pdf_letters import Faces, Letters, Numbers

T = TypeVar("T", float, Numbers)
_CODES = "utf-32-le" if sys.byteorder == "little" else "utf-32-be"

LINE_END_HYPHEN = "\u00ad"
"""Ends a word that PDFium joined, or that was broken with a soft hyphen."""

_HYPHENS = (0x02, 0xFFFE, 0xAD)
_APART = re.compile("[\\s\x00-\x1f\ufffe\u00ad]+")
_APART_CODES = np.array([code < 0x20 or chr(code).isspace() or code in _HYPHENS for code in range(0x3002)])
"""Whether a code point parts words, of all up to the last that is white space; 0xFFFE does too."""

_PAIRED = re.compile("[\ud800-\udfff]")
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_FURTHEST = 1e5  # points from a page's origin: beyond it nothing is printed


_NO_FONT = type(pdfium.FPDF_SYSFONTINFO().MapFont)(lambda *_: None)
_NO_FONTS = pdfium.FPDF_SYSFONTINFO(version=1, MapFont=_NO_FONT)
"""Kept here, because PDFium keeps a pointer to it."""

# Otherwise PDFium goes through every font of the system for one that a file names (0.3 s). Words are found without, and
# no file outside is opened.
pdfium.FPDF_SetSystemFontInfo(_NO_FONTS)


class Word(NamedTuple):
    """Letters between white space. Lengths in points, y upwards; `size` is the font's as printed.

    A tuple, because a book has a million: a frozen dataclass takes four times as long to make.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool = False


def placed_words_of(text_page: Any, most: int) -> tuple[list[Word], int]:
    """The upright words of a page, at most `most` characters of it, and by how many quarter turns their places differ
    from the page's own (see `unturned`): a page that lies on its side is turned first.
    """
    letters = Letters(text_page)
    text = letters.text(most)
    codes = np.frombuffer(text.encode(_CODES, "surrogatepass"), np.uint32)
    apart = _APART_CODES[np.minimum(codes, 0x3001)] | (codes == 0xFFFE)
    edges = np.diff(np.concatenate([[True], apart, [True]]).astype(np.int8))
    begins, ends = np.nonzero(edges == -1)[0], np.nonzero(edges == 1)[0]
    if not len(begins):
        return [], 0
    starts, lasts = begins.tolist(), (ends - 1).tolist()
    origins, faces = letters.origins(starts), letters.faces(starts)
    turns = _usual_turns(faces, origins)
    lefts, baselines = _turned(origins[:, 0], origins[:, 1], turns)
    # the side of the last letter's room that lies forward
    side = letters.boxes(lasts)[:, (2, 1, 0, 3)[turns]] * (1, 1, -1, -1)[turns]
    rights = np.fmax(lefts, side)
    upright = (faces.angles == turns) & _near(lefts) & _near(rights) & _near(baselines)
    texts = _texts(text, codes, ends)
    sizes = _right_sizes(faces.sizes, (rights - lefts) / [len(words) for words in texts])
    values = zip(
        texts, lefts.tolist(), rights.tolist(), baselines.tolist(), sizes.tolist(), faces.bold.tolist(), strict=True
    )
    words = map(tuple.__new__, repeat(Word), values if upright.all() else compress(values, upright.tolist()))
    return cast(list[Word], list(words)), turns


def _usual_turns(faces: Faces, origins: Numbers) -> int:
    """The direction most of the page has: stamps along its margin are no part of the text."""
    placed = np.all(_near(origins), axis=1)
    return int(np.bincount(faces.angles[placed].astype(int), minlength=4).argmax())


def _near(places: Numbers) -> NDArray[np.bool_]:
    return np.abs(places) < _FURTHEST  # NaN is not


def _texts(text: str, codes: NDArray[np.uint32], ends: NDArray[np.intp]) -> list[str]:
    """The words, with a sign at the end of those that were broken there."""
    words = list(filter(None, _APART.split(text)))
    if ((codes >= 0xD800) & (codes <= 0xFB06)).any():
        words = [word if word.isascii() else _whole(word) for word in words]
    within = ends[ends < len(codes)]
    for number in np.nonzero(np.isin(codes[within], _HYPHENS))[0].tolist():
        words[number] += LINE_END_HYPHEN
    return words


def _whole(text: str) -> str:
    """With surrogate pairs joined and ligatures taken apart."""
    if _PAIRED.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.translate(_LIGATURES)


def _right_sizes(sizes: Numbers, widths: Numbers) -> Numbers:
    """Fonts drawn at size 1 and scaled elsewhere would part everything; the width of a letter tells better."""
    shares = widths / sizes
    wrong = (widths > 0) & ~((shares > 0.1) & (shares < 3))
    return np.where(wrong, np.maximum(0.1, np.round(widths * 2, 1)), sizes) if wrong.any() else sizes


def _turned(x: T, y: T, quarter_turns: int) -> tuple[T, T]:
    return ((x, y), (y, -x), (-x, -y), (-y, x))[quarter_turns]


def unturned(x: float, y: float, quarter_turns: int) -> tuple[float, float]:
    """A place among a page's turned words as a place on the page."""
    return _turned(x, y, -quarter_turns % 4)
