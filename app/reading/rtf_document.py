"""What a rich text holds: paragraphs with their styles, rows of tables, notes, what the file says about itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import accumulate

from app.reading.phrase import Gathering, Phrase

_HALVES = re.compile("[\ud800-\udfff]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


@dataclass(frozen=True, slots=True)
class Layout:
    """What holds for a paragraph. `outline` from 0, `list_id` 0 for none, indents in twips (1/1440 inch)."""

    style: int = 0
    outline: int | None = None
    list_id: int = 0
    list_level: int = 0
    left: int = 0
    right: int = 0
    in_table: bool = False
    nested: bool = False  # in a table within a table


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A phrase with its layout. `mark` is the number or sign before a list item, None where there is no list's mark.

    `bold`: all of its words are. `size` of its largest words, in half points, 0 where it is not said.
    """

    phrase: Phrase
    layout: Layout
    mark: str | None = None
    bold: bool = False
    size: int = 0

    @property
    def words(self) -> str:
        return self.phrase.words


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the paragraphs of each cell, and the rows of tables within it."""

    cells: tuple[tuple[Paragraph | Row, ...], ...]


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style by its name in lower case."""

    name: str = ""
    based_on: int | None = None
    outline: int | None = None


@dataclass(slots=True)
class Document:
    """What a file holds. `notes` are in the order of their references, which stand in the text as [1], [2] …

    `info` has "title" and "author", `made` "yr", "mo" and "dy" of the day it was made, where the file says so.
    """

    body: list[Paragraph | Row] = field(default_factory=list)
    notes: list[Phrase] = field(default_factory=list)
    styles: dict[int, Style] = field(default_factory=dict)
    info: dict[str, str] = field(default_factory=dict)
    made: dict[str, int] = field(default_factory=dict)
    cut: bool = False


class Assembly:
    """Puts a body together: words into paragraphs, paragraphs into cells, cells into rows.

    `words` takes the words of the paragraph that is under way, `mark` what stands before it in a list. `parts` counts
    paragraphs and cells.
    """

    def __init__(self, body: list[Paragraph | Row]) -> None:
        self._body = body
        self._cell: list[Paragraph | Row] = []
        self._row: list[tuple[Paragraph | Row, ...]] = []
        self._inner_cell: list[Paragraph | Row] = []
        self._inner_row: list[tuple[Paragraph | Row, ...]] = []
        self.words = Gathering()
        self.mark: str | None = None
        self._bold, self._size = True, 0
        self.parts = 0

    def weigh(self, bold: bool, size: int) -> None:
        """Take note of how words of the paragraph are set."""
        self._bold = self._bold and bold
        self._size = max(self._size, size)

    def end_paragraph(self, layout: Layout) -> None:
        phrase = whole(self.words.cut())  # groups that are open go on writing into it
        paragraph = Paragraph(phrase, layout, self.mark, self._bold, self._size)
        self.mark, self._bold, self._size = None, True, 0
        self.parts += 1
        if not phrase and not phrase.drawings:
            return
        if layout.in_table:
            (self._inner_cell if layout.nested else self._cell).append(paragraph)
        else:
            self.end_row()
            self._body.append(paragraph)

    def end_cell(self, layout: Layout) -> None:
        """`layout` is that of the cell's last paragraph, which is in a table."""
        self.end_paragraph(layout)
        if layout.nested:
            self._inner_row.append(tuple(self._inner_cell))
            self._inner_cell = []
        else:
            self.end_inner_row()
            self._row.append(tuple(self._cell))
            self._cell = []

    def end_inner_row(self) -> None:
        """The row of a table within a cell; deeper tables are read as cells of that one."""
        if self._inner_cell:
            self._inner_row.append(tuple(self._inner_cell))
            self._inner_cell = []
        if self._inner_row:
            self._cell.append(Row(tuple(self._inner_row)))
            self._inner_row = []

    def end_row(self) -> None:
        self.end_inner_row()
        if self._cell:
            self._row.append(tuple(self._cell))
            self._cell = []
        if self._row:
            self._body.append(Row(tuple(self._row)))
            self._row = []

    def begin_box(self) -> Callable[[], None]:
        """Put the paragraph under way aside for those of a text box in it; what is returned goes on with it."""
        around = (self.words, self.mark, self._bold, self._size)
        self.words, self.mark, self._bold, self._size = Gathering(), None, True, 0

        def go_on() -> None:
            self.words, self.mark, self._bold, self._size = around

        return go_on


def whole(phrase: Phrase) -> Phrase:
    """With signs beyond the first 65,536, which are written as two halves, put together."""
    if not _HALVES.search(phrase.words):
        return phrase
    words = phrase.words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if not phrase.links:
        return phrase.rewritten(words, lambda place: place)
    second = {pair.end() - 1 for pair in _PAIR.finditer(phrase.words)}
    before = list(accumulate((place not in second for place in range(len(phrase.words))), initial=0))
    return phrase.rewritten(words, before.__getitem__)
