"""What the beginning of a picture says, looked at before a decoder may: which format it is, and whether it is bounded.

Decoders take memory or time over some files before they say how large a picture is.
"""

from __future__ import annotations

_MARK_OF = {
    "JPEG": (0, b"\xff\xd8\xff"),
    "PNG": (0, b"\x89PNG\r\n\x1a\n"),
    "GIF": (0, b"GIF8"),
    "WEBP": (8, b"WEBP"),
    "BMP": (0, b"BM"),
}
_MOST_SEGMENTS = 1_000
"""Before the pixels of a JPEG; those of a colour profile may be 255. A file of nothing else took 9 s."""

_MOST_CHUNKS = 20_000
"""Of a PNG; writers part the pixels into chunks of 8 KB, or less."""


def picture_format(data: bytes) -> str:
    """JPEG, PNG, GIF, WEBP or BMP by the first bytes, else ""."""
    return next((name for name, (at, mark) in _MARK_OF.items() if data.startswith(mark, at)), "")


def is_bounded(name: str, data: bytes, most_pixels: int) -> bool:
    """Whether a picture of the format `name` may be given to its decoder."""
    if name == "WEBP":  # libwebp takes 8 bytes a pixel as soon as it is asked for the size
        return _webp_pixels(data) <= most_pixels
    if name == "JPEG":
        return _has_few_segments(data)
    if name == "PNG":
        return _has_few_chunks(data)
    return name != "BMP" or data[30:34] == b"\0\0\0\0"  # packed ones are unpacked in Python, and seldom written


def _webp_pixels(data: bytes) -> int:
    kind = data[12:16]
    if kind == b"VP8X":
        return (1 + int.from_bytes(data[24:27], "little")) * (1 + int.from_bytes(data[27:30], "little"))
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (1 + (bits & 0x3FFF)) * (1 + (bits >> 14 & 0x3FFF))
    return (int.from_bytes(data[26:28], "little") & 0x3FFF) * (int.from_bytes(data[28:30], "little") & 0x3FFF)


def _has_few_segments(data: bytes) -> bool:
    at = 2
    for _ in range(_MOST_SEGMENTS):
        if data[at : at + 2] == b"\xff\xda":  # the pixels begin
            return True
        padding = data[at + 1 : at + 2] in (b"\xff", b"\0")
        at += 1 if padding else 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return False


def _has_few_chunks(data: bytes) -> bool:
    """And one colour profile: each is unpacked as it is met, and 11,000 of them took 34 s."""
    at, profiles = 8, 0
    for _ in range(_MOST_CHUNKS):
        profiles += data[at + 4 : at + 8] == b"iCCP"
        if at >= len(data) or profiles > 1:
            return profiles < 2
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    return False
