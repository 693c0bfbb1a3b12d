"""Draws the program's icon in every size that desktops ask for. Needs PySide6; run by packaging/bundle.py."""

from __future__ import annotations

import struct
import sys
from collections.abc import Mapping
from pathlib import Path

SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
ICNS_TYPES = {"icp4": 16, "icp5": 32, "icp6": 64, "ic07": 128, "ic08": 256, "ic09": 512}


def draw(svg: Path, size: int) -> bytes:
    """The picture as a square PNG with `size` pixels a side."""
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(svg)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # PySide6 declares bytes for the format, and takes nothing but str.
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise OSError(f"{svg} could not be drawn")
    return bytes(buffer.data().data())


def ico(pngs: Mapping[int, bytes]) -> bytes:
    """A Windows icon that holds each PNG, by its size; Windows has read PNG in there since Vista."""
    at = 6 + 16 * len(pngs)
    head, body = struct.pack("<HHH", 0, 1, len(pngs)), b""
    for size, png in sorted(pngs.items()):
        side = size % 256  # 256 is written as 0
        head += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(png), at + len(body))
        body += png
    return head + body


def icns(pngs: Mapping[str, bytes]) -> bytes:
    """A macOS icon that holds each PNG, by the four letters of its type."""
    body = b"".join(kind.encode() + struct.pack(">I", len(png) + 8) + png for kind, png in pngs.items())
    return b"icns" + struct.pack(">I", len(body) + 8) + body


def main(svg: Path, folder: Path) -> None:
    """Write SIZE.png, glossator.ico and glossator.icns into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = {size: draw(svg, size) for size in SIZES}
    for size, png in drawn.items():
        (folder / f"{size}.png").write_bytes(png)
    (folder / "glossator.ico").write_bytes(ico({size: drawn[size] for size in ICO_SIZES}))
    (folder / "glossator.icns").write_bytes(icns({kind: drawn[size] for kind, size in ICNS_TYPES.items()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
