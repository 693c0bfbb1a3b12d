"""An article as it was read from one file: canonical text, blocks, metadata."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.spans import Span


class BlockKind(StrEnum):
    HEADING = "heading"
    BYLINE = "byline"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    BLOCK_QUOTE = "block_quote"
    CAPTION = "caption"
    CODE = "code"
    TABLE = "table"
    FOOTNOTE = "footnote"
    PAGE_BREAK = "page_break"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the canonical text with one layout. Blocks are in order and never overlap.

    `level`: 1–6 for headings (1 is the article's title), nesting depth from 0 for lists and block quotes.
    """

    kind: BlockKind
    span: Span
    level: int = 0


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the file says about itself. `date` is ISO 8601 (YYYY, YYYY-MM or YYYY-MM-DD), `language` ISO 639-1."""

    title: str = ""
    byline: str = ""
    date: str = ""
    source: str = ""
    language: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """Words of the text that lead elsewhere. `address` is absolute, http or https, and was opened by nobody."""

    span: Span
    address: str


@dataclass(frozen=True, slots=True)
class Illustration:
    """A picture of the article, to be shown above block number `block` (the number of blocks: after the last).

    `data` is a PNG or JPEG that the worker wrote from the pixels it decoded, never the bytes of the file. `width` and
    `height` are its pixels; `description` is what the file says instead of it.
    """

    block: int
    width: int
    height: int
    data: bytes
    description: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """Canonical text with its blocks; `notices` are sentences for the reader ("cut at 5 MB").

    The hash is of the text alone: links and illustrations are what else the file says of it, in order.
    """

    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata
    notices: tuple[str, ...] = ()
    format: str = "text"
    hash: str = field(default="")
    links: tuple[Hyperlink, ...] = ()
    illustrations: tuple[Illustration, ...] = ()

    def __post_init__(self) -> None:
        if not self.hash:
            object.__setattr__(self, "hash", content_hash(self.text))


def content_hash(text: str) -> str:
    """SHA-256 of the UTF-8 text, in hex: what identifies a version of an article, wherever its file lies."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def canonical(text: str) -> str:
    """The normalised form that is stored and counted in: NFC, newlines as `\\n`, no BOM and no NUL."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd").removeprefix("\ufeff")
    return unicodedata.normalize("NFC", text)


def word_count(text: str) -> int:
    """Words parted by white space, as a reader would count them."""
    return len(text.split())


def reading_minutes(words: int) -> int:
    """Whole minutes at 238 words a minute, at least one (Brysbaert 2019, silent reading of English non-fiction)."""
    return max(1, round(words / 238))


def reading_time(minutes: int) -> str:
    """A reading time as it is shown: "4 min", and hours from a hundred minutes."""
    return f"{minutes} min" if minutes < 100 else f"{round(minutes / 60)} h"
