"""Which paragraphs of a PDF are block quotes: set in from both sides, or from the left in smaller letters."""

from __future__ import annotations

from app.reading.pdf_layout import Line
from app.reading.pdf_measures import Measures, Paragraph

_INDENT = 1.2
"""Font sizes from the column's edge to the lines of a block quote, at least."""

_DEEPEST = 0.25
"""Of the column's width: what begins further in is set in the middle or to the right, as mottoes and signatures are."""

_RIGHT = 0.8
"""Font sizes from the longest line of a block quote to the column's other edge."""

_SMALLER = 0.96
"""Of the text's size: letters of a block quote that is set in from the left only."""

_APART = 1.15
"""Usual distances of lines between a block quote and the text above and below it, at least."""


def is_block_quote(paragraph: Paragraph, before: Paragraph | None, after: Paragraph | None, measures: Measures) -> bool:
    """Whether all of two lines or more are set in alike, with room above and below, beside text that is not.

    Three, where the first lines of paragraphs are set in: two of them may be two paragraphs.
    """
    lines = paragraph.lines
    if len(lines) < (3 if measures.indents else 2) or any(
        line.cells > 2 or line.size > 1.02 * measures.size for line in lines
    ):
        return False
    if not all(map(_is_set_in, lines)) or any(abs(_indent(line) - _indent(lines[1])) > 0.3 for line in lines[2:]):
        return False
    narrow = all(line.column_right - line.right > _RIGHT * line.size for line in lines)
    smaller = all(line.size < _SMALLER * measures.size for line in lines)
    if not (narrow or smaller):
        return False
    around = [p for p in (before, after) if p is not None]
    return any(_is_text(p, paragraph, measures) for p in around) and all(
        _are_apart(above, below, measures) for above, below in ((before, paragraph), (paragraph, after))
    )


def _indent(line: Line) -> float:
    """In font sizes."""
    return (line.left - line.column_left) / line.size


def _is_set_in(line: Line) -> bool:
    return _INDENT * line.size < line.left - line.column_left < _DEEPEST * (line.column_right - line.column_left)


def _is_text(paragraph: Paragraph, quote: Paragraph, measures: Measures) -> bool:
    """Whether a neighbour is the text that the quote is set in from, in the same column."""
    line = min(paragraph.lines, key=_indent)
    here = {(line.page, line.column) for line in quote.lines}
    return (
        _indent(line) < 0.3
        and (line.page, line.column) in here
        and abs(line.size - measures.size) < 0.08 * measures.size
        and max(one.right for one in paragraph.lines) > max(one.right for one in quote.lines)
    )


def _are_apart(above: Paragraph | None, below: Paragraph | None, measures: Measures) -> bool:
    """Whether there is room between two paragraphs; there is at the ends of a column, and of the text."""
    if above is None or below is None:
        return True
    last, first = above.lines[-1], below.lines[0]
    if (last.page, last.column) != (first.page, first.column):
        return True
    return last.baseline - first.baseline > _APART * measures.pitch
