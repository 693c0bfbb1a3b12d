"""Paragraphs, headings, lists and tables from the lines of a PDF, with broken words joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.domain.article import BlockKind, Hyperlink
from app.domain.spans import Span
from app.reading.compose import Piece, table_row
from app.reading.pdf_layout import Line, cells_of
from app.reading.pdf_measures import Measures, Paragraph, begins_apart
from app.reading.pdf_quotes import is_block_quote
from app.reading.pdf_words import LINE_END_HYPHEN, Word

Linked = Mapping[int, Mapping[Word, str]]
"""The words of each page that lie under links to the web, with their addresses."""

_BULLET = re.compile(r"(?:[•◦‣·▪■●○–*\uf0b7\uf0a7-]|\(?\d{1,3}[.)]|\(?[a-z]\))\s+(?=\S)")
_SIGN = re.compile(r"[•◦‣·▪■●○–*\uf0b7\uf0a7-]\s+")
_ENDS = re.compile(r"[.!?…:][”’\"')\]]*\d{0,2}$")
_KEEP_HYPHEN = frozenset("self ex non all well half cross co semi quasi high low long short one two three anti".split())
_CAPTION = re.compile(r"(?:figure|fig\.|table|photo|map|chart)\s*\d{1,3}\s*[.:–—-]?\s*\S?", re.I)
_NOTE = re.compile(r"[\d*†‡¹²³⁴⁵⁶⁷⁸⁹]{1,3}[.)]?\s*\S")
_MOST_NOTES = 12
"""At the foot of a page: beyond them no interrupted paragraph is sought."""

_OPENING, _CLOSING = "([“‘\"'", ".,;:!?)]”’\"'"
_LONGEST_HEADING = 200


def paragraphs_of(lines: Sequence[Line], measures: Measures) -> list[Paragraph]:
    """Lines gathered to paragraphs, over the ends of columns and pages too."""
    paragraphs: list[Paragraph] = []
    for line in lines:
        before = _before_notes(paragraphs, line, measures)
        if before is not None and _continues(before, line, measures):
            before.lines.append(line)
        else:
            paragraphs.append(Paragraph([line]))
    return paragraphs


def _before_notes(paragraphs: Sequence[Paragraph], line: Line, measures: Measures) -> Paragraph | None:
    """The paragraph that `line` may go on: the last one, but at the top of a column the last above its foot's notes."""
    found = paragraphs[-1] if paragraphs else None
    if found is None or abs(line.size - measures.size) > 0.08 * measures.size:
        return found
    for paragraph in reversed(paragraphs[-_MOST_NOTES:]):
        last = paragraph.lines[-1]
        if not _is_note(paragraph, measures):
            return paragraph if last.page >= line.page - 1 else found
        if (last.page, last.column) == (line.page, line.column):
            return found
    return found


def _is_note(paragraph: Paragraph, measures: Measures) -> bool:
    return paragraph.size < 0.9 * measures.size and bool(_NOTE.match(paragraph.lines[0].text))


def _continues(paragraph: Paragraph, line: Line, measures: Measures) -> bool:
    last = paragraph.lines[-1]
    size = max(last.size, line.size)
    if abs(last.size - line.size) > 0.08 * size and not _small_part(last, line):
        return False
    if last.bold != line.bold and (last.bold or line.bold) and (len(paragraph.lines) == 1 or line.bold):
        return False
    if _BULLET.match(line.text) or line.cells > 2 or last.cells > 2:
        return bool(_broken(last)) and not _SIGN.match(line.text)
    if (last.page, last.column) != (line.page, line.column):
        return _runs_on(last, line, measures)
    gap = last.baseline - line.baseline
    if gap > max(1.25 * measures.pitch, 1.2 * size) * (size / measures.size if size > measures.size else 1):
        return False
    if _broken(last):
        return True
    return not _begins(paragraph, last, line)


def _begins(paragraph: Paragraph, last: Line, line: Line) -> bool:
    """Whether `line` begins a paragraph: it is indented, or the line before ended early."""
    indent = line.left - line.column_left
    hanging = len(paragraph.lines) > 1 or _BULLET.match(paragraph.lines[0].text)
    if indent > 0.8 * line.size and line.left - last.left > 0.8 * line.size and not (hanging and indent < 0):
        if _BULLET.match(paragraph.lines[0].text) and len(paragraph.lines) == 1:
            return False  # the second line of a list item is indented
        return _ends(last) or line.text[:1].isupper()
    width = line.column_right - line.column_left
    room = line.column_right - last.right
    first = line.words[0]
    early = room > max(0.12 * width, first.right - first.left + 0.5 * line.size)
    begun = paragraph.lines[0].text
    whole = _ends(last) or _BULLET.match(begun) or (_CAPTION.match(begun) and len(paragraph.lines) == 1)
    return early and bool(whole) and not line.text[:1].islower()


def _runs_on(last: Line, line: Line, measures: Measures) -> bool:
    """Whether a paragraph goes on at the top of the next column or page."""
    if abs(line.size - measures.size) > 0.08 * measures.size or begins_apart(line):
        return False
    if _broken(last) or not _ends(last) or line.text[:1].islower():
        return True
    # A sentence ends with the page. Where paragraphs are indented, this line begins none; the last one must be full.
    full = last.column_right - last.right < 0.02 * (last.column_right - last.column_left)
    return measures.indents and full and last.column_right - last.column_left > 12 * last.size


def _ends(line: Line) -> bool:
    """Whether a sentence ends with the line."""
    return bool(_ENDS.search(line.text[-8:]))


def _broken(line: Line) -> bool:
    return line.text.endswith((LINE_END_HYPHEN, "-", "\u2010")) and line.text[-2:-1].isalpha()


def _small_part(last: Line, line: Line) -> bool:
    """A line of three words or less may be a note's figure or a formula that looks smaller than it is."""
    return min(len(last.words), len(line.words)) <= 2 and abs(last.size - line.size) < 0.2 * max(last.size, line.size)


def words_of(paragraph: Paragraph, measures: Measures) -> str:
    """The paragraph on one line, with the words broken at the ends of lines joined."""
    text = ""
    for line in paragraph.lines:
        text = _joined(text, line.text, measures.vocabulary) if text else line.text
    return text.replace(LINE_END_HYPHEN, "")


def _joined(before: str, after: str, vocabulary: Counter[str]) -> str:
    if not before.endswith((LINE_END_HYPHEN, "-", "\u2010")) or not before[-2:-1].isalpha():
        return f"{before} {after}"
    head = re.search(r"\w+(?:-\w+)*$", before[before.rfind(" ") + 1 : -1])
    tail = re.match(r"\w+", after)
    if head is None or tail is None:
        return before[:-1] + ("" if before.endswith(LINE_END_HYPHEN) else "-") + after
    joined, hyphened = (head[0] + tail[0]).lower(), f"{head[0]}-{tail[0]}".lower()
    if vocabulary[joined] != vocabulary[hyphened]:
        keep = vocabulary[hyphened] > vocabulary[joined]
    else:
        keep = not after[0].islower() or head[0].lower() in _KEEP_HYPHEN or "-" in head[0]
    return before[:-1] + ("-" if keep else "") + after


def _links_in(paragraph: Paragraph, measures: Measures, linked: Linked) -> tuple[Hyperlink, ...]:
    """A paragraph's links, on its words as `words_of` writes them: neighbours that lead to one place are one link."""
    if not any(line.page in linked for line in paragraph.lines):
        return ()
    text, runs, before = "", [], ""
    for line in paragraph.lines:
        text = _joined(text, line.text, measures.vocabulary) if text else line.text
        at = len(text) - len(line.text)
        for word in line.words:
            address = linked.get(line.page, {}).get(word, "")
            if address and address != before:
                runs.append((at, at, address))
            if address:
                runs[-1] = (runs[-1][0], at + len(word.text), address)
            at, before = at + len(word.text) + 1, address
    return tuple(_trimmed(text, *run) for run in runs)


def _trimmed(text: str, start: int, end: int, address: str) -> Hyperlink:
    """Without the stops and marks beside the words, which are part of PDF's words; soft hyphens go from the text."""
    while end - 1 > start and text[end - 1] in _CLOSING:
        end -= 1
    while start < end - 1 and text[start] in _OPENING:
        start += 1
    gone = text.count(LINE_END_HYPHEN, 0, start), text.count(LINE_END_HYPHEN, 0, end)
    return Hyperlink(Span(start - gone[0], end - gone[1]), address)


def pieces_of(paragraphs: Sequence[Paragraph], measures: Measures, linked: Linked) -> Iterator[Piece]:
    """Blocks in order, with the links of their words; a page break where a page ends between two paragraphs, in words,
    "Page 2".
    """
    ranks, reached = _heading_ranks(paragraphs, measures), None
    for index, paragraph in enumerate(paragraphs):
        page = paragraph.lines[0].page
        if reached is not None and reached < page:
            yield Piece(BlockKind.PAGE_BREAK, f"Page {page + 1}")
        reached = max(reached or 0, paragraph.page)
        before = paragraphs[index - 1] if index else None
        after = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        piece = _piece(paragraph, before, after, measures, ranks)
        links = _links_in(paragraph, measures, linked) if piece.kind is not BlockKind.TABLE else ()
        if links and piece.kind is BlockKind.LIST_ITEM and (sign := _SIGN.match(paragraph.lines[0].text)):
            links = tuple(_moved(link, sign.end()) for link in links if link.span.end > sign.end())
        yield replace(piece, links=links) if links else piece


def _moved(link: Hyperlink, left: int) -> Hyperlink:
    """Where it is without the sign of an item, `left` code points, before it."""
    return Hyperlink(Span(max(0, link.span.start - left), link.span.end - left), link.address)


def _piece(
    paragraph: Paragraph, before: Paragraph | None, after: Paragraph | None, measures: Measures, ranks: dict[float, int]
) -> Piece:
    near = [p for p in (before, paragraph, after) if p is not None]
    words = words_of(paragraph, measures)
    if _is_row(paragraph) and sum(map(_is_row, near)) > 1:  # its first row is often bold, as headings are
        return next(table_row(" ".join(w.text for w in cell) for cell in cells_of(paragraph.lines[0].words)))
    if is_heading(paragraph, measures):
        return Piece(BlockKind.HEADING, words, ranks.get(round(paragraph.size), 3))
    if _BULLET.match(words) and any(p is not paragraph and _BULLET.match(p.lines[0].text) for p in near):
        sign = _SIGN.match(words)
        return Piece(BlockKind.LIST_ITEM, words[sign.end() :] if sign else words)
    if _is_note(paragraph, measures):
        return Piece(BlockKind.FOOTNOTE, words)
    if is_block_quote(paragraph, before, after, measures) and not _BULLET.match(words) and not _CAPTION.match(words):
        return Piece(BlockKind.BLOCK_QUOTE, words)
    if _CAPTION.match(words) and (paragraph.size < 0.97 * measures.size or _beside_a_table(paragraph, near)):
        return Piece(BlockKind.CAPTION, words)
    return Piece(BlockKind.PARAGRAPH, words)


def _is_row(paragraph: Paragraph) -> bool:
    """Whether it looks like a row of a table: one line of more than two cells."""
    return len(paragraph.lines) == 1 and paragraph.lines[0].cells > 2


def _beside_a_table(paragraph: Paragraph, near: Sequence[Paragraph]) -> bool:
    return len(paragraph.lines) == 1 and any(p is not paragraph and _is_row(p) for p in near)


def is_heading(paragraph: Paragraph, measures: Measures) -> bool:
    """Larger than the text, or bold on a line or two of its own, short, and with letters in it."""
    text = " ".join(line.text for line in paragraph.lines)
    if len(text) > _LONGEST_HEADING or not any(c.isalpha() for c in text) or text[-1] in ",;":
        return False
    if paragraph.size >= 1.12 * measures.size:
        return True
    return (
        paragraph.bold and len(paragraph.lines) <= 2 and not text.endswith(".") and paragraph.size > 0.9 * measures.size
    )


def _heading_ranks(paragraphs: Sequence[Paragraph], measures: Measures) -> dict[float, int]:
    """Levels from 2, the largest letters first."""
    sizes = sorted({round(p.size) for p in paragraphs if is_heading(p, measures)}, reverse=True)
    return {size: min(6, 2 + rank) for rank, size in enumerate(sizes)}
