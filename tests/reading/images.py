"""Pictures for tests, drawn here: each number gives another one."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image


def gradient(width: int = 160, height: int = 120, mode: str = "RGB") -> Image.Image:
    """From dark to bright, with a white corner at the top left, so that a turned one can be told."""
    shades = Image.linear_gradient("L").resize((width, height)).point(lambda shade: 40 + shade // 2)
    shades.paste(255, (0, 0, width // 4, height // 4))
    return shades.convert(mode)


def saved(image: Image.Image, format: str = "PNG", **settings: Any) -> bytes:
    out = BytesIO()
    image.save(out, format, **settings)
    return out.getvalue()


def png(number: int = 0) -> bytes:
    """A picture that is `400 + number` pixels wide."""
    return saved(gradient(400 + number, 200))


def png_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_that_says(width: int, height: int, rows: int = 0) -> bytes:
    """A PNG whose header promises a size; `rows` of black, deflated, follow."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    packed = zlib.compress(bytes((width + 1) * rows), 9)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        png_chunk(name, body) for name, body in ((b"IHDR", header), (b"IDAT", packed), (b"IEND", b""))
    )
