"""Canonical text and blocks from pieces, for formats whose markup is not part of the text."""

from __future__ import annotations

import re
import unicodedata

from app.domain.article import Block, BlockKind
from app.domain.spans import Span
from app.reading.limits import Limits

_SPACES = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b\u2060\ufeff]")
_CLOSE = frozenset({BlockKind.LIST_ITEM, BlockKind.TABLE})
"""Kinds that follow one another without a blank line."""

VERY_LONG = "The file is very long"


class Composer:
    """Builds a canonical text block by block. Every block is in the text once; blank lines part them."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._pieces: list[str] = []
        self._length = 0
        self.blocks: list[Block] = []
        self.full = False

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    def add(self, kind: BlockKind, words: str, level: int = 0) -> None:
        """Append a block; white space in it is collapsed, but for code. Nothing is added past the limits."""
        words = unicodedata.normalize("NFC", plain(words) if kind is not BlockKind.CODE else code(words))
        if not words or self.full:
            return
        room = self._limits.characters - self._length - 2
        if len(self.blocks) >= self._limits.blocks or len(words) > room:
            self.full = True
            if len(self.blocks) >= self._limits.blocks or room < 1:
                return
            words = words[:room]
        if self.blocks:
            close = kind in _CLOSE and self.blocks[-1].kind is kind
            self._append("\n" if close else "\n\n")
        self.blocks.append(Block(kind, Span(self._length, self._length + len(words)), level))
        self._append(words)

    def notices(self, before: tuple[str, ...]) -> tuple[str, ...]:
        """`before`, and what a reader must know about what was left out here."""
        if not self.full or any(notice.startswith(VERY_LONG) for notice in before):
            return before
        return (*before, f"{VERY_LONG}: only its first {len(self.blocks):,} paragraphs were read.")

    def _append(self, words: str) -> None:
        self._pieces.append(words)
        self._length += len(words)


def plain(words: str) -> str:
    """Words on one line: white space collapsed, invisible signs (soft hyphens, zero-width spaces) dropped."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", words)).strip()


def code(words: str) -> str:
    """Lines as they stand, without blank lines around them."""
    lines = _INVISIBLE.sub("", words.replace("\r\n", "\n").replace("\t", "    ")).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")
