"""Blocks of a text that has no markup: paragraphs parted by blank lines, or one a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, pairwise

from app.domain.article import Block, BlockKind
from app.domain.spans import trimmed

_BLANK = re.compile(r"\n[ \t\u00a0]*(?=\n)|\f")
_WRAPPED_FROM = 45  # a width below this is verse or a list; hard-wrapped mail and Gutenberg lines are 60–78
_WRAPPED_TO = 100
_SLACK = 4  # wrapping by hand leaves a word's worth of room
_MARK = re.compile(r"[ \t]*(?:[-*•◦‣·▪>]|\d{1,3}[.)])[ \t]")

_UNDERLINE = re.compile(r"[ \t]*(=|-|~|\*)\1{2,}[ \t]*")


def split_paragraphs(text: str) -> tuple[Block, ...]:
    """Paragraph blocks over all of `text` that is not white space.

    Blank lines and form feeds part paragraphs. Where a stretch has line breaks but no blank lines, it is one paragraph
    when its lines look hard-wrapped, otherwise each line is a paragraph of its own. In a wrapped stretch a list mark
    or an indented line begins a new one.
    """
    blocks: list[Block] = []
    start = 0
    for end, after in chain((m.span() for m in _BLANK.finditer(text)), [(len(text), len(text))]):
        for s, e in _lines_or_whole(text, start, end):
            if span := trimmed(text, s, e):
                blocks.append(Block(BlockKind.PARAGRAPH, span))
        start = after
    return tuple(blocks)


def is_hard_wrapped(lines: Sequence[str]) -> bool:
    """Whether these lines are one paragraph broken to a width, and not one paragraph (or verse) each.

    They are when every break was needed: no line could have taken in the first word of the next.
    """
    body = [line.rstrip() for line in lines if line.strip()]
    width = max(map(len, body), default=0)
    if len(body) < 2 or not _WRAPPED_FROM <= width <= _WRAPPED_TO:
        return False
    return all(
        len(line) + 1 + len(following.split(maxsplit=1)[0]) > width - _SLACK for line, following in pairwise(body)
    )


def _lines_or_whole(text: str, start: int, end: int) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    for line in text[start:end].split("\n"):
        if line.strip():
            lines.append((start, start + len(line)))
        start += len(line) + 1
    out: list[tuple[int, int]] = []
    at = 0
    while at < len(lines):
        stop = at + 1
        while stop < len(lines) and not _begins(text, lines, stop):
            stop += 1
        run = lines[at:stop]
        whole = len(run) == 1 or _belong_together([text[s:e] for s, e in run])
        out += [(run[0][0], run[-1][1])] if whole else run
        at = stop
    return out


def _belong_together(lines: Sequence[str]) -> bool:
    """Wrapped lines, a list item with its indented rest, or a line with its underline."""
    if _MARK.match(lines[0]) and all(line[0].isspace() for line in lines[1:]):
        return True
    return is_hard_wrapped(lines) or (len(lines) == 2 and _UNDERLINE.fullmatch(lines[1]) is not None)


def _begins(text: str, lines: Sequence[tuple[int, int]], index: int) -> bool:
    """Whether this line begins a paragraph whatever stands before it."""
    (start, end), (before, _) = lines[index], lines[index - 1]
    if match := _MARK.match(text, start, end):
        # The second line of a quoted passage carries the mark too, and may go on.
        return ">" not in match[0] or ">" not in text[before : before + len(match[0])]
    indented, was = text[start].isspace(), text[before].isspace()
    return indented and not was and not _MARK.match(text, before)
