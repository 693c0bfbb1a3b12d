"""Blocks from XML made for texts: one walk, and a table for each vocabulary that says what its tags mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from app.domain.article import BlockKind
from app.errors import DamagedFile
from app.reading.addresses import web_address
from app.reading.compose import Drawing, Piece
from app.reading.origin import Origin
from app.reading.phrase import BREAK, Gathering, Phrase, hung, shown, table_line
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
    `links` name where they lead in an attribute called `href`, `target` or `url`. `pictures` have no words.
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
    links: frozenset[str] = frozenset()
    pictures: frozenset[str] = frozenset()
    blocks: frozenset[str] = field(init=False)
    """Tags that end the line of words before them."""

    def __post_init__(self) -> None:
        blocks = (
            self.headings | self.paragraphs | self.sections | self.quotes | self.lists | self.items | self.rows
            | self.captions | self.code
        )  # fmt: skip
        object.__setattr__(self, "blocks", blocks)


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
    """A document's walk. `notes` fill as they are met, to be put at the end; `draw` gives the picture of an element."""

    vocabulary: Vocabulary
    notes: list[Phrase] = field(default_factory=list)
    draw: Callable[[etree._Element], Drawing | None] = lambda _: None

    def pieces(self, element: etree._Element, kind: BlockKind = BlockKind.PARAGRAPH) -> Iterator[Piece]:
        """The blocks inside `element`, whose plain words are of this kind."""
        yield from hung(self._inside(element, _Within(kind)))

    def noted(self) -> Iterator[Piece]:
        """The notes met so far."""
        yield from (note.piece(BlockKind.FOOTNOTE) for note in self.notes)

    def leads(self, link: etree._Element) -> str:
        """The address of a link, "" for elements that are none."""
        if link.tag not in self.vocabulary.links:
            return ""
        return web_address(attribute(link, "href") or attribute(link, "target") or attribute(link, "url"))

    def _inside(self, element: etree._Element, within: _Within) -> Iterator[Piece]:
        words = Gathering()
        words.parts.append(element.text or "")
        for child in children(element, within.depth):
            if self._parts(child):
                yield from self._lines(words.phrase(), within)
                yield from self._block(child, replace(within, depth=within.depth + 1))
                if within.mark:
                    within = replace(within, mark="")
                words = Gathering()
            else:
                self._gather(child, words)
            words.parts.append(child.tail or "")
        yield from self._lines(words.phrase(), within)

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
            yield from self.inline(element).on_one_line().pieces(BlockKind.HEADING, min(6, within.heading))
        elif tag in known.captions:
            yield from self.inline(element).on_one_line().pieces(BlockKind.CAPTION)
        elif tag in known.code:
            yield Piece(BlockKind.CODE, "".join(element.itertext()))
        elif tag in known.rows:
            yield from table_line(self.inline(cell) for cell in element if cell.tag in known.cells)
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

    def _lines(self, words: Phrase, within: _Within) -> Iterator[Piece]:
        if not words:
            yield from shown(words.drawings)
        mark = within.mark
        for line in words.lines():
            if line:
                yield from line.after(mark).pieces(within.kind, within.level)
                mark = ""

    def inline(self, element: etree._Element) -> Phrase:
        """All words inside, notes put aside and referred to by number."""
        gathered = Gathering()
        self._gather(element, gathered)
        return gathered.phrase()

    def _gather(self, element: etree._Element, gathered: Gathering) -> None:
        out, known = gathered.parts, self.vocabulary
        walker = etree.iterwalk(element, events=("start", "end"))
        for event, part in walker:
            tag = part.tag
            if event == "end":
                if tag in known.links:
                    gathered.end()
                if self._is_spoken(part) and is_unmarked(part):
                    out.append("”")
                out.append((part.tail or "") if part is not element else "")
                out.append(" " if tag in known.blocks and part is not element else "")
            elif tag in known.notes:
                self.notes.append(self._noted(part).behind(f"{len(self.notes) + 1}. "))
                out.append(f"[{len(self.notes)}]")
                walker.skip_subtree()
            elif tag in known.pictures:
                gathered.draw(self.draw(part))
                walker.skip_subtree()
            elif tag in known.skipped:
                walker.skip_subtree()
            else:
                if tag in known.links:
                    gathered.begin(self.leads(part))
                out.append("“" if self._is_spoken(part) and is_unmarked(part) else "")
                out.append(BREAK if tag in known.breaks else part.text or "")

    def _noted(self, note: etree._Element) -> Phrase:
        """The words of a note, without its label."""
        gathered = Gathering()
        walker = etree.iterwalk(note, events=("start", "end"))
        for event, part in walker:
            if event == "end":
                if part.tag in self.vocabulary.links:
                    gathered.end()
                gathered.parts.append(" " if part.tag in self.vocabulary.blocks else "")
                gathered.parts.append((part.tail or "") if part is not note else "")
            elif part.tag in self.vocabulary.skipped:
                walker.skip_subtree()
            else:
                if part.tag in self.vocabulary.links:
                    gathered.begin(self.leads(part))
                gathered.parts.append(part.text or "")
        return gathered.phrase().collapsed()
