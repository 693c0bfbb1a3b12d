"""Pictures for tests, drawn here: each number gives another one."""

from __future__ import annotations

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
