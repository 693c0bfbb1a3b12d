"""Pictures are written anew from their pixels, within bounds, or left out."""

from __future__ import annotations

import base64
import struct
import subprocess
import sys
import zlib
from io import BytesIO
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.reading.compose import Drawing
from app.reading.drawings import Drawings, embedded
from app.reading.limits import Limits
from tests.reading.images import gradient, png_chunk, png_that_says, saved


def drawn(data: bytes, limits: Limits | None = None) -> Drawing | None:
    return Drawings(limits or Limits()).of(data)


def opened(drawing: Drawing | None) -> Image.Image:
    assert drawing is not None
    image = Image.open(BytesIO(drawing.data))
    assert image.size == (drawing.width, drawing.height)
    assert image.format in ("PNG", "JPEG")
    image.load()
    return image


def shade(image: Image.Image, x: int, y: int) -> int:
    return image.convert("L").tobytes()[y * image.width + x]


@pytest.mark.parametrize("format", ["JPEG", "PNG", "GIF", "WEBP", "BMP"])
def test_each_format_of_pages_and_documents_is_drawn(format: str) -> None:
    image = opened(drawn(saved(gradient(), format)))
    assert image.size == (160, 120)
    assert shade(image, 5, 5) > 240
    assert shade(image, 100, 5) < 60


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
def test_each_way_to_keep_colours_is_drawn(mode: str) -> None:
    image = gradient(2_000, 1_000).convert(mode) if mode != "I;16" else Image.new(mode, (2_000, 1_000), 9_000)
    if mode == "I;16":
        image.paste(60_000, (0, 0, 500, 500))
    shown = opened(drawn(saved(image, "JPEG" if mode == "CMYK" else "PNG")))
    assert shown.size == (1_280, 640)
    assert shade(shown, 10, 10) > shade(shown, 900, 10)


@pytest.mark.parametrize("format", ["TIFF", "ICO", "PPM", "PCX", "PDF", "ICNS", "TGA", "JPEG2000"])
def test_other_formats_are_none(format: str) -> None:
    assert drawn(saved(gradient(), format)) is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' width='400' height='300'/>",
        b"%PDF-1.4",
        b"GIF89a",
        b"\xff\xd8\xff",
    ],
)
def test_what_is_no_picture_is_none(data: bytes) -> None:
    assert drawn(data) is None


@pytest.mark.parametrize("size", [(1, 1), (95, 200), (200, 63), (1_300, 65), (96, 1_400)])
def test_icons_tracking_pixels_and_rules_are_none(size: tuple[int, int]) -> None:
    assert drawn(saved(gradient(*size))) is None


@pytest.mark.parametrize("image", [Image.new("RGB", (300, 200), "grey"), Image.new("RGBA", (300, 200), (9, 9, 9, 0))])
def test_a_picture_of_one_colour_is_none(image: Image.Image) -> None:
    assert drawn(saved(image)) is None


@pytest.mark.parametrize("format", ["JPEG", "PNG"])
@pytest.mark.parametrize(("size", "shown"), [((2_560, 1_000), (1_280, 500)), ((800, 6_000), (533, 4_000))])
def test_large_pictures_are_scaled_down(format: str, size: tuple[int, int], shown: tuple[int, int]) -> None:
    assert opened(drawn(saved(gradient(*size), format))).size == shown


def test_a_photograph_that_lies_on_its_side_is_turned_and_its_metadata_dropped() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the top is at the right
    exif[0x010E] = "Taken at the quay"
    data = saved(gradient(3_000, 600), "JPEG", exif=exif, comment=b"Taken at the quay")
    shown = opened(drawn(data))
    assert shown.size == (600, 3_000)
    assert shade(shown, 590, 5) > 240
    assert not shown.getexif()
    assert b"quay" in data
    assert b"quay" not in (drawn(data) or Drawing(0, 0, b"quay")).data


def test_what_a_png_says_beside_its_pixels_is_dropped() -> None:
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Author", "the captain")
    drawing = drawn(saved(gradient(mode="RGBA").rotate(9), pnginfo=words, dpi=(300, 300)))
    assert b"captain" not in (drawing or Drawing(0, 0, b"captain")).data


def test_an_animated_picture_shows_how_it_begins() -> None:
    frames = [gradient(), Image.new("RGB", (160, 120), "white")]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:], loop=0)
    assert shade(opened(drawn(data)), 100, 5) < 60


def test_transparent_pictures_stay_transparent_and_few_colours_stay_sharp() -> None:
    clear = gradient(mode="RGBA")
    clear.putpixel((80, 60), (0, 0, 0, 0))
    assert opened(drawn(saved(clear))).getchannel("A").getextrema() == (0, 255)
    assert opened(drawn(saved(gradient(mode="1")))).format == "PNG"
    noise = Image.effect_noise((300, 200), 90).convert("RGB")
    assert opened(drawn(saved(noise))).format == "JPEG"


# Bombs


def webp_that_says(width: int, height: int) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + size
    return b"RIFF" + struct.pack("<I", len(body)) + body


def test_a_picture_that_unpacks_to_too_many_pixels_is_none() -> None:
    assert drawn(png_that_says(30_000, 30_000, 300)) is None
    assert drawn(png_that_says(7_000, 6_000, 6_000)) is None
    assert drawn(webp_that_says(16_000, 16_000)) is None
    assert drawn(saved(gradient(400, 300)), Limits(pixels=100_000)) is None


@pytest.mark.parametrize("lossless", [True, False])
def test_the_size_of_every_kind_of_webp_is_looked_at_first(lossless: bool) -> None:
    data = saved(gradient(400, 300), "WEBP", lossless=lossless)
    assert drawn(data, Limits(pixels=119_999)) is None
    assert drawn(data, Limits(pixels=120_000)) is not None


def test_a_packed_bitmap_and_a_photograph_of_a_thousand_passes_are_none() -> None:
    bitmap = bytearray(saved(gradient(), "BMP"))
    bitmap[30] = 1
    assert drawn(bytes(bitmap)) is None
    photograph = saved(gradient(1_000, 1_000), "JPEG", progressive=True)
    start = photograph.index(b"\xff\xda")
    assert drawn(photograph) is not None
    assert drawn(photograph[:start] + photograph[start:-2] * 60 + photograph[-2:]) is None


def test_a_head_that_never_comes_to_the_pixels_is_none() -> None:
    photograph = saved(gradient(), "JPEG")
    for flood in (b"\xff\xfe\0\x02", b"\xff", b"\xff\0", b"\xff\xe1\0\x04Ex"):
        assert drawn(photograph[:2] + flood * 2_000 + photograph[2:]) is None
        assert drawn(photograph[:2] + flood * 200 + photograph[2:]) is not None
    whole = saved(gradient())
    for name, most in ((b"prVt", 9_000), (b"iCCP", 1)):
        chunk = png_chunk(name, b"a\0\0" + zlib.compress(bytes(9_000)))
        assert drawn(whole[:33] + chunk * most + whole[33:]) is not None
        assert drawn(whole[:33] + chunk * 20_001 + whole[33:]) is None
        assert drawn(whole[:-12] + chunk * 20_001 + whole[-12:]) is None


# Bounds of an article


def test_pictures_past_the_bounds_of_an_article_are_left_out() -> None:
    one, two = saved(gradient()), saved(gradient(200, 150))
    size = len((drawn(one) or Drawing(0, 0, b"")).data)
    assert drawn(one, Limits(picture_bytes=len(one) - 1)) is None
    bounded = Drawings(Limits(drawn_bytes=size + 10))
    assert (bounded.of(one) is None, bounded.of(two) is None) == (False, True)
    numbered = Drawings(Limits(drawings=1))
    assert (numbered.of(one) is None, numbered.full, numbered.of(two) is None) == (False, True, True)


def test_pictures_are_left_out_once_they_have_taken_their_time() -> None:
    ticks = iter(range(100))
    drawings = Drawings(Limits(drawing_seconds=1.5), clock=lambda: next(ticks))
    made = [drawings.of(saved(gradient(160 + n, 120))) is not None for n in range(4)]
    assert made == [True, True, False, False]


def test_the_same_bytes_are_decoded_once_whatever_is_said_of_them() -> None:
    ticks = count()
    drawings = Drawings(Limits(), clock=lambda: next(ticks))
    first, second = drawings.of(saved(gradient()), " A quay\n in ice "), drawings.of(saved(gradient()), "The same")
    assert first is not None
    assert second is not None
    assert (first.description, second.description) == ("A quay in ice", "The same")
    assert first.data is second.data
    assert next(ticks) == 2


# Anything


@given(
    st.binary(max_size=200),
    st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\0\0\0\0WEBP", b"BM"]),
)
def test_any_bytes_are_answered_with_a_picture_or_nothing(data: bytes, mark: bytes) -> None:
    drawing = drawn(mark + data)
    assert drawing is None or drawing.data


_WHOLE = [saved(gradient(), format) for format in ("JPEG", "PNG", "GIF", "WEBP", "BMP")]


@settings(max_examples=60)
@given(st.sampled_from(_WHOLE), st.data())
def test_damaged_pictures_are_answered_with_a_picture_or_nothing(whole: bytes, damage: st.DataObject) -> None:
    data = bytearray(whole[: damage.draw(st.integers(1, len(whole)))])
    for _ in range(damage.draw(st.integers(0, 4))):
        data[damage.draw(st.integers(0, len(data) - 1))] = damage.draw(st.integers(0, 255))
    drawing = drawn(bytes(data))
    assert drawing is None or opened(drawing)


# Addresses that hold their picture


def test_a_picture_within_its_address_is_taken_out_of_it() -> None:
    data = saved(gradient())
    words = base64.b64encode(data).decode()
    for address in (
        f"data:image/png;base64,{words}",
        f" DATA:image/png;charset=x;base64 ,{words}",
        f"data:;base64,{words.replace('+', '%2B').replace('=', '%3D')}",
        "data:image/png;base64," + "\n".join(words[n : n + 76] for n in range(0, len(words), 76)),
    ):
        assert embedded(address, Limits()) == data


@pytest.mark.parametrize(
    "address",
    ["", "data:", "data:image/svg+xml,<svg/>", "data:image/png;base64", "data:image/png;base64,A", "file:///etc/hosts",
     "https://example.org/a;base64,AAAA", "data:image/png;base64,\u2603"],
)  # fmt: skip
def test_an_address_that_holds_no_bytes_gives_none(address: str) -> None:
    assert embedded(address, Limits()) == b""


def test_more_than_a_picture_may_have_is_not_taken_out_of_an_address() -> None:
    assert embedded("data:image/png;base64," + "A" * 400, Limits(picture_bytes=200)) == b""


def test_nothing_of_pillow_is_loaded_before_there_is_a_gradient() -> None:
    code = (
        "import sys, app.reading.drawings, app.reading.read; print(any(m.split('.')[0] == 'PIL' for m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
