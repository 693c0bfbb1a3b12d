"""Blocks of a text that has no markup: paragraphs parted by blank lines, or one a line."""

from __future__ import annotations

import re

from app.domain.article import Block, BlockKind
from app.domain.spans import trimmed

_BLANK = re.compile(r"\n[ \t\u00a0]*\n")
_WRAPPED_FROM = 45  # a line shorter than this ends its paragraph; hard-wrapped mail and Gutenberg lines are 60–78
_WRAPPED_TO = 100


def split_paragraphs(text: str) -> tuple[Block, ...]:
    """Paragraph blocks over all of `text` that is not white space.

    Blank lines part paragraphs. Where a stretch has line breaks but no blank lines, it is one paragraph when its lines
    look hard-wrapped, otherwise each line is a paragraph of its own.
    """
    blocks: list[Block] = []
    start = 0
    bounds = [m.span() for m in _BLANK.finditer(text)] + [(len(text), len(text))]
    for end, after in bounds:
        for s, e in _lines_or_whole(text, start, end):
            if span := trimmed(text, s, e):
                blocks.append(Block(BlockKind.PARAGRAPH, span))
        start = after
    return tuple(blocks)


def is_hard_wrapped(lines: list[str]) -> bool:
    """Whether these lines are one paragraph broken to a width, and not one paragraph (or verse) each."""
    body = [line for line in lines[:-1] if line.strip()]
    if not body:
        return False
    return all(_WRAPPED_FROM <= len(line.rstrip()) <= _WRAPPED_TO for line in body) and len(lines[-1]) <= _WRAPPED_TO


def _lines_or_whole(text: str, start: int, end: int) -> list[tuple[int, int]]:
    chunk = text[start:end]
    lines = chunk.strip("\n").split("\n")
    if len(lines) == 1 or is_hard_wrapped(lines):
        return [(start, end)]
    out, at = [], start
    for line in chunk.split("\n"):
        out.append((at, at + len(line)))
        at += len(line) + 1
    return out
