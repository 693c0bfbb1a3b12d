"""What holds within a pair of braces in rich text, and the control words that set it."""

from __future__ import annotations

import binascii
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from app.reading.phrase import Gathering
from app.reading.rtf_document import Layout
from app.reading.rtf_words import CODECS, SYMBOL, code_page

CELL_ENDS = frozenset((b"cell", b"nestcell", b"row", b"nestrow"))


@dataclass(slots=True)
class Pixels:
    """A picture's bytes, as they are written: in hex, or as they are."""

    hexed: bytearray = field(default_factory=bytearray)
    binary: bytes = b""

    def data(self) -> bytes | None:
        """None where they are no bytes."""
        try:
            return self.binary or binascii.unhexlify(self.hexed.translate(None, b" \t"))
        except ValueError:
            return None


@dataclass(slots=True)
class Group:
    """What holds within a pair of braces; each begins as a copy of the one around it.

    `sink` takes its words, None where they are not kept. `body`: they are the text's. `gone`: nothing in it is shown.
    `address`: where the result of its field leads. `shape` takes the pictures of the drawing that it is of. `picture`
    takes the pixels. `closed` is called at its end.
    """

    sink: Gathering | None
    body: bool = True
    gone: bool = False
    codec: str = "cp1252"
    symbols: bool = False
    fallback: int = 1
    hidden: bool = False
    deleted: bool = False
    bold: bool = False
    size: int = 0
    layout: Layout = field(default_factory=Layout)
    table: str = ""  # "fonts", "styles" or "info" where the group belongs to one of these
    based_on: int | None = None
    contents: bool = False  # the result of its field is a table of contents
    address: str = ""
    shape: list[bytes] | None = None
    picture: Pixels | None = None
    closed: Callable[[], None] | None = None

    def within(self) -> Group:
        """What holds at the start of a group in this one."""
        return Group(
            self.sink, self.body, self.gone, self.codec, self.symbols, self.fallback, self.hidden, self.deleted,
            self.bold, self.size, self.layout, self.table, self.based_on, self.contents,
            self.address, self.shape,
        )  # fmt: skip


class Fonts:
    """The fonts of a file, by number: how their letters are stored, and which of them hold signs."""

    def __init__(self) -> None:
        self._codec, self._default = "cp1252", 0
        self._stored: dict[int, tuple[str, bool]] = {}
        self._named = 0

    def set_letters(self, group: Group, word: bytes, number: int | None) -> None:
        """Let what this word of LETTERS says hold for a group."""
        on = number != 0
        match word:
            case b"b":
                group.bold = on
            case b"v":
                group.hidden = on
            case b"deleted":
                group.deleted = on
            case b"fs":
                group.size = number or 0
            case b"uc":
                group.fallback = max(0, min(number or 0, 100))
            case b"f":
                self._use(group, number or 0)
            case b"plain":
                group.bold = group.hidden = group.deleted = False
                group.size = 24
                self._use(group, self._default)
            case b"fcharset" if group.table == "fonts":
                self._stored[self._named] = (CODECS.get(number or 0, ""), number == SYMBOL)
            case b"ansicpg":
                self._codec = group.codec = code_page(number or 1252)
            case b"mac" | b"pc" | b"pca":
                self._codec = group.codec = {b"mac": "mac_roman", b"pc": "cp437", b"pca": "cp850"}[word]
            case b"deff":
                self._default = number or 0

    def _use(self, group: Group, number: int) -> None:
        self._named = number
        codec, group.symbols = self._stored.get(number, ("", False))
        group.codec = codec or self._codec


def with_layout(layout: Layout, word: bytes, value: int) -> Layout:
    """A paragraph's layout with what this word of LAYOUT says."""
    match word:
        case b"pard":
            return Layout()
        case b"s":
            return replace(layout, style=value)
        case b"outlinelevel":
            return replace(layout, outline=value)
        case b"ls":
            return replace(layout, list_id=value)
        case b"ilvl":
            return replace(layout, list_level=max(0, min(value, 8)))
        case b"li" | b"lin":
            return replace(layout, left=value)
        case b"ri" | b"rin":
            return replace(layout, right=value)
        case b"intbl":
            return replace(layout, in_table=True)
        case b"itap":
            return replace(layout, nested=value > 1)
    return layout
