"""The blocks of a text that has no markup: what is a title, a byline, a heading, a list item, a quoted passage."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.article import Block, BlockKind
from app.domain.paragraphs import split_paragraphs
from app.domain.spans import Span, trimmed
from app.reading.byline import NO_BYLINE, Byline, parse_byline

_LONGEST_TITLE = 130
_LONGEST_HEADING = 80
_BULLET = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[-*•◦‣·▪]|\d{1,3}[.)]|[a-z][.)])[ \t]+(?=\S)")
_QUOTED = re.compile(r"(?:>[ \t]?){1,9}")
_RULE = re.compile(r"[\s*·•~=_#+-]{3,}")
_UNDERLINE = re.compile(r"\n[ \t]*(=|-|~|\*)\1{2,}[ \t]*\Z")
_STOPS = tuple(".:;,…")
_CLOSERS = "”’\"')]»"


@dataclass(frozen=True, slots=True)
class Structure:
    """Blocks over a plain text, and what its first lines say about it."""

    blocks: tuple[Block, ...]
    title: str = ""
    byline: Byline = NO_BYLINE


def find_structure(text: str) -> Structure:
    """Blocks of `text`, in order. Everything but white space, list marks and `> ` is in a block, as it stands."""
    blocks = _bylines_apart(text, list(split_paragraphs(text)))
    title, at = _title(text, blocks)
    byline = NO_BYLINE
    while at < len(blocks) and at < 4 and (found := parse_byline(blocks[at].span.of(text))):
        blocks[at] = replace(blocks[at], kind=BlockKind.BYLINE)
        byline = Byline(byline.author or found.author, byline.source or found.source, byline.date or found.date)
        at += 1
    body = _with_headings(text, [_marked(text, b) for b in blocks[at:]])
    return Structure(tuple(blocks[:at] + _lone_numbers_undone(blocks[at:], body)), title, byline)


def is_heading_line(line: str, longest: int = _LONGEST_HEADING) -> bool:
    """Whether a line by itself could be a heading: short, begins like a title, and ends without a stop."""
    if not line or "\n" in line or len(line) > longest or len(line.split()) > longest // 6:
        return False
    first, last = line[0], line.rstrip(_CLOSERS)[-1:]
    if last in _STOPS or not last or _RULE.fullmatch(line):
        return False
    if first in '“"«' and line[-1] in '”"»' and last in "!?":  # a line of dialogue
        return False
    return not first.islower() and any(c.isalpha() for c in line)


def _bylines_apart(text: str, blocks: list[Block]) -> list[Block]:
    """Part the lines of the first block where one of them is a byline: together they may look like wrapped lines."""
    if not blocks or "\n" not in (words := blocks[0].span.of(text)):
        return blocks
    lines = words.split("\n")
    if len(lines) > 4 or not any(parse_byline(line) for line in lines[1:]):
        return blocks
    parted, at = [], blocks[0].span.start
    for line in lines:
        if span := trimmed(text, at, at + len(line)):
            parted.append(Block(BlockKind.PARAGRAPH, span))
        at += len(line) + 1
    return parted + blocks[1:]


def _title(text: str, blocks: list[Block]) -> tuple[str, int]:
    """The title and the index of the block after it; marks the title's block."""
    if len(blocks) < 2:
        return "", 0
    first = blocks[0].span
    line = _unwrapped(first.of(text))
    underlined = _UNDERLINE.search(first.of(text))
    if underlined:
        line = first.of(text)[: underlined.start()].strip()
    rest = blocks[1:]
    longer = max(len(b.span) for b in rest)
    if not is_heading_line(line, _LONGEST_TITLE) or parse_byline(line) or longer < max(60, len(line)):
        return "", 0
    span = Span(first.start, first.start + (underlined.start() if underlined else len(first)))
    blocks[0] = Block(BlockKind.HEADING, span, 1)
    return line, 1


def _marked(text: str, block: Block) -> Block:
    """List items and quoted passages, by the mark they begin with."""
    start, end = block.span.start, block.span.end
    line_start = text.rfind("\n", 0, start) + 1
    words = text[start:end]
    if quoted := _QUOTED.match(words):
        inner = start + quoted.end()
        if inner < end:
            return Block(BlockKind.BLOCK_QUOTE, Span(inner, end), quoted[0].count(">") - 1)
        return block
    item = _BULLET.match(text, line_start, end)
    if item and item.end() > start and not _RULE.fullmatch(words):
        keeps_mark = item["mark"][0].isalnum()  # the number belongs to the words, a dash or dot is only a sign
        indent = len(item["indent"].expandtabs(4))
        return Block(BlockKind.LIST_ITEM, Span(start if keeps_mark else item.end(), end), min(indent // 2, 5))
    return block


def _lone_numbers_undone(before: Sequence[Block], after: list[Block]) -> list[Block]:
    """A single list item among paragraphs is none: "3. Title" is a section, "- And then?" is speech."""
    out = []
    for index, block in enumerate(after):
        neighbours = after[max(0, index - 1) : index] + after[index + 1 : index + 2]
        alone = block.kind is BlockKind.LIST_ITEM and all(n.kind is not BlockKind.LIST_ITEM for n in neighbours)
        out.append(replace(before[index], kind=BlockKind.PARAGRAPH) if alone else block)
    return out


def _with_headings(text: str, blocks: list[Block]) -> list[Block]:
    """Headings: short lines without a stop between longer paragraphs, and underlined lines."""
    out = list(blocks)
    for index, block in enumerate(blocks):
        if block.kind is not BlockKind.PARAGRAPH or index + 1 >= len(blocks):
            continue
        words = block.span.of(text)
        if (rule := _UNDERLINE.search(words)) and is_heading_line(words[: rule.start()].strip(), _LONGEST_TITLE):
            out[index] = Block(BlockKind.HEADING, Span(block.span.start, block.span.start + rule.start()), 2)
        elif is_heading_line(words) and _stands_between(text, blocks, index):
            out[index] = Block(BlockKind.HEADING, block.span, 2)
    return out


def _stands_between(text: str, blocks: Sequence[Block], index: int) -> bool:
    """Whether running text follows, and what stands before (if anything) is running text or another heading."""
    follows = blocks[index + 1].span.of(text)
    words = blocks[index].span.of(text)
    if len(follows) < max(60, len(words) + 20) or follows[0].islower():
        return False
    if index == 0:
        return True
    before = blocks[index - 1].span.of(text)
    return len(before) >= 60 and before.rstrip(_CLOSERS)[-1:] in (".", "!", "?", "…", ":") and before[-1] != ":"


def _unwrapped(words: str) -> str:
    return " ".join(words.split())
