"""Pictures of the article that is shown, decoded off the window's thread when they come near the window."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader

from app.work.background import Background

KEPT_BYTES = 96_000_000
"""Of decoded pictures. One as wide as the column takes 1 to 4 MB."""

_MOST_PIXELS = 24_000_000
_MOST_MEGABYTES = 128
_FORMATS = {b"\x89PNG\r\n\x1a\n": b"png", b"\xff\xd8\xff": b"jpeg"}

Fetch = Callable[[str, int], bytes | None]
"""The bytes of a picture by its article's version and its number. Slow: called off the window's thread."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture to be decoded, `size` in pixels of the screen."""

    number: int
    size: QSize


class Pictures(QObject):
    """Decodes the pictures of one version at a time; answers about another are dropped.

    Lives in the window's thread. One is decoded at a time, the newest wish first, so that scrolling far leaves nothing
    to catch up with. No more than KEPT_BYTES are held, besides what is on the screen.
    """

    decoded = Signal(int)  # number

    def __init__(self, fetch: Fetch, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch, self._background = fetch, background
        self._version = ""
        self._busy = False
        self._wanted: tuple[Wanted, ...] = ()
        self._kept: OrderedDict[int, QImage] = OrderedDict()
        self._sizes: dict[int, QSize] = {}  # as they were asked for
        self._broken: set[int] = set()

    def open(self, version: str) -> None:
        """Another article, or the same one laid out anew, which keeps what is decoded."""
        if version != self._version:
            self._version, self._wanted = version, ()
            self._kept.clear()
            self._sizes.clear()
            self._broken.clear()

    def image(self, number: int) -> QImage | None:
        """What there is of a picture, in whatever size it was wanted last."""
        return self._kept.get(number)

    def is_broken(self, number: int) -> bool:
        """Whether it is not kept, or is no picture."""
        return number in self._broken

    def want(self, wanted: Sequence[Wanted]) -> None:
        """Decode these, in this order. What was wanted before and is not begun is not decoded."""
        self._wanted = tuple(wanted)
        for one in reversed(self._wanted):
            if one.number in self._kept:
                self._kept.move_to_end(one.number)
        self._decode_next()

    def whole(self, number: int, ready: Callable[[QImage, bytes], object]) -> None:
        """Hand over a picture in its full size with its bytes; a null image and none where there is nothing."""
        fetch, version = self._fetch, self._version

        def call() -> tuple[QImage, bytes]:
            data = fetch(version, number) or b""
            return decode(data), data

        self._background.run(call, lambda answer: ready(*answer), key="whole picture")

    def _decode_next(self) -> None:
        wanted = (w for w in self._wanted if w.number not in self._broken and self._sizes.get(w.number) != w.size)
        one = None if self._busy else next(wanted, None)
        if one is None:
            return
        self._busy = True
        fetch, version = self._fetch, self._version
        self._background.run(
            lambda: decode(fetch(version, one.number) or b"", one.size),
            partial(self._came, version, one),
            lambda _: self._came(version, one, QImage()),
        )

    def _came(self, version: str, one: Wanted, image: QImage) -> None:
        self._busy = False
        if version == self._version:
            if image.isNull():
                self._broken.add(one.number)
            else:
                self._keep(one, image)
            self.decoded.emit(one.number)
        self._decode_next()

    def _keep(self, one: Wanted, image: QImage) -> None:
        self._kept[one.number], self._sizes[one.number] = image, one.size
        self._kept.move_to_end(one.number)
        shown = {w.number for w in self._wanted} | {one.number}
        room = KEPT_BYTES
        for number in reversed(list(self._kept)):
            room -= self._kept[number].sizeInBytes()
            if room < 0 and number not in shown:
                del self._kept[number], self._sizes[number]


def decode(data: bytes, size: QSize | None = None) -> QImage:
    """The picture in `data`, no larger than `size` if that is given; a null image for what is no PNG or JPEG.

    The format is told by the first bytes and no other is tried; its size is looked at before it is decoded.
    """
    kind = next((name for head, name in _FORMATS.items() if data.startswith(head)), None)
    if kind is None:
        return QImage()
    QImageReader.setAllocationLimit(_MOST_MEGABYTES)
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, kind)
    reader.setAutoDetectImageFormat(False)
    reader.setDecideFormatFromContent(False)
    own = reader.size()
    if not own.isValid() or own.width() * own.height() > _MOST_PIXELS:
        return QImage()
    if size is not None and (size.width() < own.width() or size.height() < own.height()):
        if kind == b"jpeg":  # decoded at a half, a quarter, an eighth, and then scaled
            reader.setScaledSize(size)
        image = reader.read()
        if not image.isNull() and image.size() != size:
            image = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    else:
        image = reader.read()
    if image.isNull():
        return image
    alpha = image.hasAlphaChannel()
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied if alpha else QImage.Format.Format_RGB32)
