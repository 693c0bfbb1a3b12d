"""Pictures for tests: lines across a white ground, told apart by their colour and size."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

from app.domain.article import Article


@lru_cache
def picture(colour: str = "teal", width: int = 160, height: int = 120, format: str = "PNG") -> bytes:
    """The bytes of a picture that is large enough to be shown."""
    image = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(image)
    for x in range(0, width, 8):
        pen.line((x, 0, width - x, height), fill=colour, width=2)
    out = BytesIO()
    image.save(out, format)
    return out.getvalue()


def shown_in(article: Article) -> list[tuple[str, str]]:
    """Description of each picture, and the words of the block below it."""
    below = [block.span.of(article.text) for block in article.blocks] + [""]
    return [(picture.description, below[picture.block]) for picture in article.illustrations]


def linked_in(article: Article) -> list[tuple[str, str]]:
    """Words and address of each link."""
    return [(link.span.of(article.text), link.address) for link in article.links]
