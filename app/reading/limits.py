"""How much of a file is read, and how deep."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that hold for every format, so that no file can make the worker hang or swell.

    `bytes`: read from the file, at most. `characters`: of canonical text. `lines`: of a text file (the longest books
    have 100,000; each costs about 10 µs). `blocks`: of one article.
    `elements`: of a page in which the article is sought; in larger ones all text is shown.
    `document_bytes`: of a PDF, a Word document or a book, which hold pictures too and are refused beyond it, not cut.
    `pages`: of a PDF; `page_characters`: of one of its pages. `members`: files in an archive; `unpacked`: bytes from
    one in all, `member`: from one file in it, `ratio`: how many times its packed size that may be.
    `links`: of one article, `block_links`: of one of its blocks. `drawings`: pictures of one article,
    `drawn_bytes`: of them all as they were written, `drawing_seconds`: spent on decoding them, `description`:
    characters of what one says instead. `picture_bytes`: of a picture in the file, `pixels`: that it says it has.
    """

    bytes: int = 20_000_000
    characters: int = 6_000_000
    lines: int = 300_000
    blocks: int = 100_000
    elements: int = 150_000
    document_bytes: int = 150_000_000
    pages: int = 1_500
    page_characters: int = 200_000
    members: int = 20_000
    unpacked: int = 120_000_000
    member: int = 40_000_000
    ratio: int = 200
    links: int = 5_000
    block_links: int = 200
    drawings: int = 60
    drawn_bytes: int = 16_000_000
    drawing_seconds: float = 3.0
    description: int = 1_000
    picture_bytes: int = 12_000_000
    pixels: int = 40_000_000
