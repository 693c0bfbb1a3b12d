"""Pictures of an article: from the bytes of a file to a picture that was written anew, or to none.

Bytes of pictures are as hostile as any. Only formats that pages and documents really hold are decoded, by their
content, within bounds of size and time; what is shown later is written here from the pixels, without what else the file
says.
"""

from __future__ import annotations

import binascii
import hashlib
import logging
import time
import warnings
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from app.reading.compose import Drawing
from app.reading.limits import Limits
from app.reading.picture_heads import is_bounded, picture_format

if TYPE_CHECKING:
    from PIL.Image import Image

log = logging.getLogger(__name__)

_LEAST = (96, 64)
"""Pixels, width and height, that a picture has at least; smaller ones are icons, buttons and tracking pixels."""

_THINNEST = 12
"""How many times one side is the other's at most; beyond that it is a rule or a border."""

_LARGEST = (1_280, 4_000)
"""Pixels that a picture is scaled down to: the reader's column on a dense screen, and a long chart."""

_QUALITY = 82
_FEW_COLOURS = 4_096
_MOST_SCANS = 400_000_000
"""Pixels times passes over them: a progressive JPEG may ask for any number of passes."""

_TURNED = (5, 6, 7, 8)
"""Orientations of a photograph that lies on its side."""

_ORIENTATION = 0x0112


class Drawings:
    """Decodes the pictures of one article, until it has enough of them. The same bytes are decoded once.

    `clock` gives seconds; those of the processor, so that a busy machine shows no fewer pictures.
    """

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.process_time) -> None:
        self._limits, self._clock = limits, clock
        self._known: dict[bytes, Drawing | None] = {}
        self._number = self._bytes = 0
        self._seconds = 0.0

    @property
    def full(self) -> bool:
        """Whether the article has all the pictures it may have: no bytes need be fetched any more."""
        return self._number >= self._limits.drawings or self._seconds >= self._limits.drawing_seconds

    def of(self, data: bytes, description: str = "") -> Drawing | None:
        """The picture in `data`; None for what is none, too small to say anything, too large, broken, or too many."""
        if self.full or not data or len(data) > self._limits.picture_bytes:
            return None
        key = hashlib.blake2b(data, digest_size=16).digest()
        if key not in self._known:
            begun = self._clock()
            self._known[key] = _drawn(data, self._limits.pixels)
            self._seconds += self._clock() - begun
        drawing = self._known[key]
        if drawing is None or self._bytes + len(drawing.data) > self._limits.drawn_bytes:
            return None
        self._number += 1
        self._bytes += len(drawing.data)
        return replace(drawing, description=" ".join(description.split())[: self._limits.description])


def embedded(address: str, limits: Limits) -> bytes:
    """The bytes that a `data:` address holds in base64; b"" for any other, for text, and for too many."""
    head, comma, words = address[:200].partition(",")
    if not comma or not head.strip().lower().startswith("data:") or not head.rstrip().lower().endswith(";base64"):
        return b""
    words = address[address.index(",") + 1 :]
    if len(words) > limits.picture_bytes * 3 // 2:
        return b""
    try:
        return binascii.a2b_base64(unquote_to_bytes(words) if "%" in words else words)
    except ValueError:
        return b""


def _drawn(data: bytes, most_pixels: int) -> Drawing | None:
    name = picture_format(data)
    if not name or not is_bounded(name, data, most_pixels):
        return None
    try:
        with warnings.catch_warnings(action="ignore"):  # Pillow warns of odd metadata, which nobody will see
            return _decoded(name, data, most_pixels)
    except Exception as error:  # whatever a decoder makes of broken bytes: an article is whole without its pictures
        log.debug("a %s picture could not be decoded: %s", name, error)
        return None


def _decoded(name: str, data: bytes, most_pixels: int) -> Drawing | None:
    # Here, as most texts have no pictures. Pillow would load all its formats where one that is asked for is missing.
    import PIL.WebPImagePlugin  # noqa: F401
    from PIL import Image, ImageOps

    with Image.open(BytesIO(data), formats=[name]) as image:
        if image.width * image.height > most_pixels or not _is_shown(image.size):
            return None
        if name == "JPEG" and image.width * image.height * data.count(b"\xff\xda") > _MOST_SCANS:
            return None
        on_its_side = image.getexif().get(_ORIENTATION) in _TURNED if name != "PNG" else False
        box = _LARGEST[::-1] if on_its_side else _LARGEST
        picture: Image.Image = image
        if image.mode == "P" or "transparency" in image.info:  # colours of a palette cannot be mixed
            picture = image.convert("RGBA")
        elif image.mode not in ("L", "RGB", "RGBA", "CMYK", "YCbCr"):
            picture = _in_plain_mode(image)
        picture.thumbnail(box, reducing_gap=2.0)  # decodes a JPEG at a half, a quarter, an eighth where that will do
        picture = _in_plain_mode(ImageOps.exif_transpose(picture))
        return _written(picture, name) if _is_shown(picture.size) and _says_something(picture) else None


def _in_plain_mode(picture: Image) -> Image:
    """In grey, in colour, or in colour that can be seen through."""
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        lowest, _ = picture.getchannel("A").getextrema()
        return picture if lowest != 255 else picture.convert("RGB")
    if picture.mode.startswith("I"):  # 16 bits of grey
        return picture.convert("I").point(lambda shade: shade / 256).convert("L")
    return picture.convert("L" if picture.mode in ("1", "L") else "RGB")


def _says_something(picture: Image) -> bool:
    """Whether it has more than one colour: pages hold the place of what is loaded later with empty ones."""
    return picture.getcolors(1) is None


def _written(picture: Image, name: str) -> Drawing:
    """As PNG where it can be seen through, or was drawn in few colours and is smaller so; else as JPEG.

    Only pixels are written. `name`: the format that it came in.
    """
    picture.info = {}
    if picture.mode == "RGBA":
        return Drawing(*picture.size, _saved(picture, "PNG"))
    data = _saved(picture, "JPEG", quality=_QUALITY)
    if name != "JPEG" and picture.getcolors(_FEW_COLOURS) is not None:  # a photograph never is
        data = min(_saved(picture, "PNG"), data, key=len)
    return Drawing(*picture.size, data)


def _saved(picture: Image, format: str, **settings: int) -> bytes:
    out = BytesIO()
    picture.save(out, format, **settings)
    return out.getvalue()


def _is_shown(size: tuple[int, int]) -> bool:
    width, height = size
    return width >= _LEAST[0] and height >= _LEAST[1] and max(size) <= _THINNEST * min(size)
