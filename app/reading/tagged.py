"""Blocks from XML made for texts: one walk, and a table for each vocabulary that says what its tags mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from app.domain.article import BlockKind
from app.errors import DamagedFile
from app.reading.compose import Piece, table_row
from app.reading.origin import Origin
from app.reading.spoken import is_unmarked
from app.reading.xml_tree import attribute, children, parsed


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the tags of a format mean, by local name; all others are read through.

    `sections` deepen the headings in them. `numbered` is among `lists`. `notes` may stand in the middle of a sentence:
    their words are put aside and a number in brackets takes their place. `spoken` are quotations within a sentence,
    whose marks the format leaves to the reader; one that is among `quotes` too is spoken within a paragraph.
    """

    headings: frozenset[str] = frozenset()
    paragraphs: frozenset[str] = frozenset()
    sections: frozenset[str] = frozenset()
    quotes: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    items: frozenset[str] = frozenset()
    rows: frozenset[str] = frozenset()
    cells: frozenset[str] = frozenset()
    captions: frozenset[str] = frozenset()
    code: frozenset[str] = frozenset()
    notes: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    breaks: frozenset[str] = frozenset()
    spoken: frozenset[str] = frozenset()

    @property
    def blocks(self) -> frozenset[str]:
        """Tags that end the line of words before them."""
        return (
            self.headings | self.paragraphs | self.sections | self.quotes | self.lists | self.items | self.rows
            | self.captions | self.code
        )  # fmt: skip


def tags(**names: str) -> Vocabulary:
    """A vocabulary from lists of names parted by spaces."""
    return Vocabulary(**{role: _tags(listed) for role, listed in names.items()})


def root_of(data: bytes, origin: Origin) -> etree._Element:
    """The document's root, DamagedFile where there is none."""
    root = parsed(data)
    if root is None:
        step = "Get the file again, or open it in its own program and save it as text or HTML."
        raise DamagedFile(f"{origin.called} is damaged and cannot be read.", step)
    return root


@dataclass(frozen=True, slots=True)
class _Within:
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    heading: int = 2
    mark: str = ""
    depth: int = 0


@dataclass(slots=True)
class Walk:
    """One document's walk. `notes` fill as they are met, to be put at the end."""

    vocabulary: Vocabulary
    notes: list[str] = field(default_factory=list)

    def pieces(self, element: etree._Element, kind: BlockKind = BlockKind.PARAGRAPH) -> Iterator[Piece]:
        """The blocks inside `element`, whose plain words are of this kind."""
        yield from self._inside(element, _Within(kind))

    def noted(self) -> Iterator[Piece]:
        """The notes met so far."""
        yield from (Piece(BlockKind.FOOTNOTE, note) for note in self.notes)

    def _inside(self, element: etree._Element, within: _Within) -> Iterator[Piece]:
        words = [element.text or ""]
        for child in children(element, within.depth):
            if self._parts(child):
                yield from self._lines("".join(words), within)
                yield from self._block(child, replace(within, depth=within.depth + 1))
                if within.mark:
                    within = replace(within, mark="")
                words = [child.tail or ""]
            else:
                words += [self.inline(child), child.tail or ""]
        yield from self._lines("".join(words), within)

    def _parts(self, element: etree._Element) -> bool:
        blocks = self.vocabulary.blocks
        if element.tag in self.vocabulary.skipped or element.tag in self.vocabulary.notes or self._is_spoken(element):
            return False
        return element.tag in blocks or any(inner.tag in blocks for inner in self._unnoted(element))

    def _is_spoken(self, element: etree._Element) -> bool:
        known = self.vocabulary
        if element.tag not in known.spoken:
            return False
        parent = element.getparent()
        within = parent is not None and (parent.tag in known.paragraphs or parent.tag in known.spoken)
        return (within or element.tag not in known.quotes) and not any(e.tag in known.paragraphs for e in element)

    def _unnoted(self, element: etree._Element) -> Iterator[etree._Element]:
        walker = etree.iterwalk(element, events=("start",))
        for _, inner in walker:
            if inner.tag in self.vocabulary.notes or inner.tag in self.vocabulary.skipped:
                walker.skip_subtree()
            else:
                yield inner

    def _block(self, element: etree._Element, within: _Within) -> Iterator[Piece]:
        tag, known = element.tag, self.vocabulary
        if tag in known.headings:
            yield Piece(BlockKind.HEADING, self.inline(element).replace("\v", " "), min(6, within.heading))
        elif tag in known.captions:
            yield Piece(BlockKind.CAPTION, self.inline(element).replace("\v", " "))
        elif tag in known.code:
            yield Piece(BlockKind.CODE, "".join(element.itertext()))
        elif tag in known.rows:
            yield from table_row(self.inline(cell) for cell in element if cell.tag in known.cells)
        elif tag in known.quotes:
            level = within.level + 1 if within.kind is BlockKind.BLOCK_QUOTE else 0
            yield from self._inside(element, replace(within, kind=BlockKind.BLOCK_QUOTE, level=level))
        elif tag in known.lists:
            yield from self._list(element, within)
        elif tag in known.sections:
            yield from self._inside(element, replace(within, heading=within.heading + 1))
        else:
            yield from self._inside(element, within)

    def _list(self, element: etree._Element, within: _Within) -> Iterator[Piece]:
        level = within.level + 1 if within.kind is BlockKind.LIST_ITEM else 0
        types = (attribute(element, "list-type"), attribute(element, "type"), attribute(element, "rend"))
        numbered = element.tag in self.vocabulary.numbered or any(t.startswith(("order", "number")) for t in types)
        number = 0
        for child in children(element, within.depth):
            number += child.tag in self.vocabulary.items
            mark = f"{number}. " if numbered and child.tag in self.vocabulary.items else ""
            inner = replace(within, kind=BlockKind.LIST_ITEM, level=level, mark=mark, depth=within.depth + 1)
            yield from self._inside(child, inner) if child.tag in self.vocabulary.items else self._block(child, inner)

    def _lines(self, words: str, within: _Within) -> Iterator[Piece]:
        mark = within.mark
        for line in words.split("\v"):
            if line.strip():
                yield Piece(within.kind, mark + line.strip(), within.level)
                mark = ""

    def inline(self, element: etree._Element) -> str:
        """All words inside, line breaks as a vertical tab, notes put aside and referred to by number."""
        out: list[str] = []
        walker = etree.iterwalk(element, events=("start", "end"))
        for event, part in walker:
            if event == "end":
                if self._is_spoken(part) and is_unmarked(part):
                    out.append("”")
                out.append((part.tail or "") if part is not element else "")
                out.append(" " if part.tag in self.vocabulary.blocks and part is not element else "")
            elif part.tag in self.vocabulary.notes:
                self.notes.append(f"{len(self.notes) + 1}. {' '.join(self._noted(part).split())}")
                out.append(f"[{len(self.notes)}]")
                walker.skip_subtree()
            elif part.tag in self.vocabulary.skipped:
                walker.skip_subtree()
            else:
                out.append("“" if self._is_spoken(part) and is_unmarked(part) else "")
                out.append("\v" if part.tag in self.vocabulary.breaks else part.text or "")
        return "".join(out)

    def _noted(self, note: etree._Element) -> str:
        """The words of a note, without its label."""
        out: list[str] = []
        walker = etree.iterwalk(note, events=("start", "end"))
        for event, part in walker:
            if event == "end":
                out.append(" " if part.tag in self.vocabulary.blocks else "")
                out.append((part.tail or "") if part is not note else "")
            elif part.tag in self.vocabulary.skipped:
                walker.skip_subtree()
            else:
                out.append(part.text or "")
        return "".join(out)
