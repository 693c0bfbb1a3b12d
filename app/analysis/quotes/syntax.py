"""The parse of a whole Doc as plain lists: reading spaCy's Token objects one by one costs five times as much."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from spacy.tokens import Doc

from app.analysis.quotes.marks import Marked, find_marked
from app.domain.article import Block, BlockKind
from app.domain.spans import Span

_ATTRIBUTES: list[int | str] = [
    "DEP",
    "TAG",
    "POS",
    "ENT_TYPE",
    "LEMMA",
    "LOWER",
    "ORTH",
    "SPACY",
    "IDX",
    "HEAD",
    "SENT_START",
]
_SILENT = frozenset({BlockKind.CODE, BlockKind.TABLE, BlockKind.PAGE_BREAK})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LONGEST_CHAIN = 50
"""Paragraphs of one quote; a text whose every paragraph opens a mark is no quote of ten thousand."""
_MOST_KIDS = 60
"""Children kept of one token. Sentences have fewer; a page of one word repeated hangs thousands on one."""
_AMERICAN = {
    w: w[:-3] + "ize"
    for w in "apologise characterise criticise emphasise realise recognise summarise sympathise theorise".split()
}
"""British lemmas that report, as the models know them from American news."""
_NICKNAME = 4
"""Tokens of a nickname in marks, with the marks."""
_DEEPEST = 200
"""Levels of the tree that subtree edges are carried over; real sentences have under 40."""


class Syntax:
    """Token attributes of one Doc by index. `left` and `right` are the first and last token of a token's subtree.

    `marked_before[i]` and `finite_before[i]` count the tokens in marks and the finite verbs before token i.
    `goes_on[k]` says that stretch k continues the one before.
    `silent[p]` says that paragraph p is code, a table or the like, in which nobody speaks.
    `mark[i]` is the index in `marked` of the outermost stretch in quotation marks that holds token i, or -1.
    """

    def __init__(self, doc: Doc) -> None:
        self.n = len(doc)
        self.paragraphs = _paragraphs(doc)
        table = doc.to_array(_ATTRIBUTES).reshape(self.n, len(_ATTRIBUTES))
        strings = doc.vocab.strings
        self.dep, self.tag, self.pos, self.ent, self.lower, words = (
            _decode(table[:, column], strings) for column in (0, 1, 2, 3, 5, 6)
        )
        self.lemma = _decode(table[:, 4], strings, lower=True, respelt=True)
        spaces = table[:, 7].tolist()
        self.text = "".join([w + " " if space else w for w, space in zip(words, spaces, strict=True)])
        starts = table[:, 8].astype(np.int64)
        self.start: list[int] = starts.tolist()
        self.end = [at + len(w) for at, w in zip(self.start, words, strict=True)]
        heads = np.arange(self.n) + table[:, 9].astype(np.int64)
        self.head: list[int] = heads.tolist()
        first = table[:, 10].astype(np.int64) == 1
        if self.n:
            first[0] = True
        self.sentence: list[int] = (np.cumsum(first) - 1).tolist()
        self.first: list[int] = np.flatnonzero(first).tolist()
        self.first.append(self.n)
        self.left, self.right = _edges(heads)
        self.kids = _children(self.head, self.n)
        self.blocks: Sequence[Block] = doc._.blocks
        self.silent = [b.kind in _SILENT for b in doc._.blocks] or [False] * len(self.paragraphs)
        opening = np.array([p.start for p in self.paragraphs], dtype=np.int64)
        self.paragraph: list[int] = np.maximum(0, np.searchsorted(opening, starts, "right") - 1).tolist()
        every = _all_marked(self.text, doc._.blocks, self.paragraphs)
        marked = [m for m in every if m.depth == 0 and not self._is_nickname(m)]
        self.nested = [m for m in every if m.depth]
        self.marked, self._mark_tokens, self.mark = _marks(marked, self.start, self.n)
        self.goes_on, self._chain_end = _chains(self.marked)
        self.marked_before = [0, *accumulate(1 if m >= 0 else 0 for m in self.mark)]
        self.finite_before = [0, *accumulate(1 if t in _FINITE else 0 for t in self.tag)]
        self._mark_starts = [m.start for m in self.marked]
        self.mark_paragraph = [self.paragraph[first] for first, _ in self._mark_tokens]

    def _is_nickname(self, m: Marked) -> bool:
        """Whether the stretch stands within a name: Robert “Bobby” Tanner."""
        first, end = bisect_left(self.start, m.start), bisect_left(self.start, m.end)
        if not 0 < first < end < self.n or end - first > _NICKNAME:
            return False
        around = (self.text[self.start[first - 1]], self.text[self.start[end]], self.text[m.start + 1])
        return all(c.isupper() for c in around) and self.paragraph[first - 1] == self.paragraph[end]

    def sentence_bounds(self, i: int) -> tuple[int, int]:
        """First token of the sentence of token i, and the token after its last."""
        at = self.sentence[i]
        return self.first[at], self.first[at + 1]

    def marks_around(self, i: int) -> tuple[int, int]:
        """The stretches in marks next before and next after token i in its paragraph, or the one that opens the next
        paragraph after a colon; -1 for none. A stretch after must begin in i's sentence or with the next one. A stretch
        that holds i is neither."""
        own = self.mark[i]
        at = bisect_right(self._mark_starts, self.start[i])
        before = at - 1 if own < 0 else own - 1
        after = at
        paragraph = self.paragraph[i]
        if before >= 0 and self.mark_paragraph[before] != paragraph:
            before = -1
        if after >= len(self.marked) or self.mark_paragraph[after] > paragraph + 1:
            after = -1
        elif self.mark_paragraph[after] == paragraph:
            if self._mark_tokens[after][0] > self.sentence_bounds(i)[1] + 1:
                after = -1
        else:
            opens = self.marked[after].start == self.paragraphs[paragraph + 1].start
            if not opens or self.text[self.paragraphs[paragraph].end - 1] != ":":
                after = -1
        return before, after

    def mark_range(self, k: int) -> tuple[int, int]:
        """The tokens of stretch k."""
        return self._mark_tokens[k]

    def mark_ranges(self, k: int) -> list[tuple[int, int]]:
        """The token ranges of a quote in marks: stretch k and those of later paragraphs that continue it."""
        return self._mark_tokens[k : self._chain_end[k]]

    def paragraph_end(self, paragraph: int) -> int:
        """The token after the last one of the paragraph."""
        return bisect_right(self.paragraph, paragraph)

    def follows_at_once(self, k: int) -> bool:
        """Whether the stretch after stretch k begins in the same paragraph with at most two tokens between."""
        return (
            k + 1 < len(self.marked)
            and self.mark_paragraph[k + 1] == self.mark_paragraph[k]
            and self._mark_tokens[k + 1][0] - self._mark_tokens[k][1] <= 2
        )

    def token_starts_mark(self, i: int) -> bool:
        return self.mark[i] >= 0 and (i == 0 or self.mark[i - 1] != self.mark[i])

    def token_ends_mark(self, i: int) -> bool:
        return self.mark[i] >= 0 and (i + 1 == self.n or self.mark[i + 1] != self.mark[i])

    def token_at(self, offset: int) -> int:
        """The token that covers the character at `offset`, or the last one before it."""
        return max(0, bisect_right(self.start, offset) - 1)


def _paragraphs(doc: Doc) -> list[Span]:
    if doc._.blocks:
        return [b.span for b in doc._.blocks]
    return [Span(0, len(doc.text))] if doc.text else []


def _all_marked(text: str, blocks: Sequence[Block], paragraphs: Sequence[Span]) -> list[Marked]:
    """The stretches in marks; a block quote is one as a whole, code and tables have none."""
    if not blocks:
        return find_marked(text, paragraphs)
    spoken = [b.span for b in blocks if b.kind not in _SILENT and b.kind is not BlockKind.BLOCK_QUOTE]
    out = find_marked(text, spoken)
    kinds = [b.kind for b in blocks] + [None]
    for k, block in enumerate(blocks):
        if block.kind is BlockKind.BLOCK_QUOTE:
            goes_on = kinds[k + 1] is BlockKind.BLOCK_QUOTE
            continues = k > 0 and kinds[k - 1] is BlockKind.BLOCK_QUOTE
            out.append(Marked(block.span.start, block.span.end, closed=not goes_on, continues=continues, block=True))
    return sorted(out, key=lambda m: m.start)


def _decode(column: np.ndarray, strings: object, lower: bool = False, respelt: bool = False) -> list[str]:
    unique, inverse = np.unique(column, return_inverse=True)
    names = [strings[int(u)] if u else "" for u in unique]  # type: ignore[index]
    if lower:
        names = [n.lower() for n in names]
    if respelt:
        names = [_AMERICAN.get(n, n) for n in names]
    decoded: list[str] = np.array(names, dtype=object)[inverse].tolist()
    return decoded


def _edges(heads: np.ndarray) -> tuple[list[int], list[int]]:
    """Subtree edges, level by level from the deepest: whole arrays at a time, whatever the tree's shape."""
    n = len(heads)
    index = np.arange(n)
    depth = np.zeros(n, dtype=np.int32)
    active = index[heads != index]
    at = heads[active]
    while len(active):
        depth[active] += 1
        going = heads[at] != at
        active, at = active[going], heads[at[going]]
        if len(active) and depth[active[0]] >= _DEEPEST:
            break
    left, right = index.copy(), index.copy()
    order = np.argsort(-depth, kind="stable")
    levels = np.split(order, np.flatnonzero(np.diff(depth[order])) + 1) if n else []
    for level in levels:
        moved = level[heads[level] != level]
        np.minimum.at(left, heads[moved], left[moved])
        np.maximum.at(right, heads[moved], right[moved])
    return left.tolist(), right.tolist()


def _chains(marked: Sequence[Marked]) -> tuple[list[bool], list[int]]:
    """Which stretches continue the one before, and for each the index after the last that continues it."""
    goes_on: list[bool] = []
    length = 0
    for k, m in enumerate(marked):
        on = m.continues and k > 0 and not marked[k - 1].closed and length < _LONGEST_CHAIN
        length = length + 1 if on else 1
        goes_on.append(on)
    end = list(range(1, len(marked) + 1))
    for k in range(len(marked) - 2, -1, -1):
        if goes_on[k + 1]:
            end[k] = end[k + 1]
    return goes_on, end


def _children(head: Sequence[int], n: int) -> list[Sequence[int]]:
    """The children of each token, in order. Leaves, most tokens, share one empty tuple: lists cost the collector."""
    kids: list[Sequence[int]] = [()] * n
    growing: dict[int, list[int]] = {}
    for i, h in enumerate(head):
        if h != i:
            known = growing.get(h)
            if known is None:
                kids[h] = growing[h] = [i]
            elif len(known) < _MOST_KIDS:
                known.append(i)
    return kids


def _marks(
    marked: Sequence[Marked], starts: Sequence[int], n: int
) -> tuple[list[Marked], list[tuple[int, int]], list[int]]:
    """The marked stretches that hold tokens, their token ranges, and for each token the index of its stretch."""
    mark = [-1] * n
    kept: list[Marked] = []
    ranges: list[tuple[int, int]] = []
    for m in marked:
        first, end = bisect_left(starts, m.start), bisect_left(starts, m.end)
        if first < end and mark[first] < 0:
            mark[first:end] = [len(kept)] * (end - first)
            kept.append(m)
            ranges.append((first, end))
    return kept, ranges, mark
