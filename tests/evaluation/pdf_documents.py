"""PDF documents of known text for measuring: columns, headers, broken words, notes, boxes, justified by real widths."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from tests.reading.pdfs import Put, pdf

_WIDTHS = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 "
    "278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 "
    "722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 "
    "556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
).split()
"""Of Helvetica's letters from the space to the tilde, in thousandths of its size (Adobe's font metrics)."""

_WHO = (
    "the harbour master|the well-known pilot|a fisherman from the north-western quay|the lamp keeper|nobody on "
    "the island|the half-empty ferry|the council of Port Ellery|an engineer who had measured the breakwater|the "
    "schoolteacher"
).split("|")
_DID = (
    "reported|remembered|had forgotten|wrote down|repaired|counted|carried|described|questioned|rebuilt|photographed"
).split("|")
_WHAT = (
    "the navigation lights|twenty-one barrels of oil|the temperature of the water|every registration in the "
    "ledger|a self-made lantern|the old observatory|three hundred and fourteen kilograms of rope|the winter "
    "timetable|the foundation of the eastern wall|an extraordinary collection of charts"
).split("|")
_WHEN = (
    "before the morning tide|in the second week of January|although the wind had turned|when the market opened|without "
    "telling the administration|as the committee had recommended|after the celebration"
).split("|")


@dataclass(frozen=True)
class Document:
    """`text`: what a reader would read aloud, in order, one string a paragraph."""

    name: str
    data: bytes
    text: tuple[str, ...]


class Writer:
    """Invented paragraphs, the same on every run."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def paragraph(self, sentences: int = 4) -> str:
        pick = self._random.choice
        made = [f"{pick(_WHO)} {pick(_DID)} {pick(_WHAT)} {pick(_WHEN)}" for _ in range(sentences)]
        return " ".join(sentence[0].upper() + sentence[1:] + "." for sentence in made)

    def paragraphs(self, count: int, sentences: int = 4) -> list[str]:
        return [self.paragraph(sentences) for _ in range(count)]


def wide(words: str, size: float) -> float:
    return sum(int(_WIDTHS[ord(c) - 32]) if 32 <= ord(c) < 127 else 556 for c in words) * size / 1000


def _breaks(word: str) -> Iterator[int]:
    """Where a word may be broken: at its hyphens, and before a consonant between vowels."""
    for match in re.finditer(r"-(?=\w)|(?<=[aeiou])(?=[bcdfghjklmnpqrstvwxz][aeiou])", word):
        at = match.end()
        if 2 <= at <= len(word) - 3:
            yield at


def lines_of(words: str, width: float, size: float, *, hyphens: bool = True, indent: float = 0) -> list[str]:
    """`words` broken into lines of `width`, the first shorter by `indent`; long words are broken."""
    lines, line, room = [], "", width - indent
    for word in words.split():
        longer = f"{line} {word}" if line else word
        if wide(longer, size) <= room:
            line = longer
            continue
        rest = word
        for at in reversed(list(_breaks(word)) if hyphens else []):
            part = word[:at] if word[at - 1] == "-" else word[:at] + "-"
            if wide(f"{line} {part}", size) <= room:
                line, rest = f"{line} {part}", word[at:]
                break
        lines.append(line)
        line, room = rest, width
    return [*lines, line]


@dataclass
class Frame:
    """A column that text runs through, from `top` to `bottom`."""

    x: float
    top: float
    bottom: float
    width: float


def set_in(
    frames: Sequence[tuple[int, Frame]], paragraphs: Sequence[str], size: float = 10, *, indent: float = 12,
    justified: bool = True, hyphens: bool = True,
) -> dict[int, list[Put]]:  # fmt: skip
    """Lines of paragraphs in frames, one after the other; the pages by number."""
    pages: dict[int, list[Put]] = {}
    places = iter(
        (page, frame.x, frame.top - 1.2 * size * n, frame.width)
        for page, frame in frames
        for n in range(int((frame.top - frame.bottom) / (1.2 * size)))
    )
    for words in paragraphs:
        broken = lines_of(words, frames[0][1].width, size, hyphens=hyphens, indent=indent)
        for number, line in enumerate(broken):
            page, x, y, width = next(places)
            first = indent if number == 0 else 0
            spaces = line.count(" ")
            spare = (width - first - wide(line, size)) / spaces if spaces and number < len(broken) - 1 else 0
            put = Put(x + first, y, line, size)
            pages.setdefault(page, []).append(replace(put, spacing=spare) if justified else put)
    return pages


def _made(pages: dict[int, list[Put]]) -> bytes:
    return pdf([pages[number] for number in sorted(pages)])


def one_column(hyphens: bool) -> Document:
    text = Writer(1).paragraphs(14)
    frames = [(page, Frame(70, 770, 90, 455)) for page in range(4)]
    name = "one column, broken words" if hyphens else "one column"
    return Document(name, _made(set_in(frames, text, 11, hyphens=hyphens)), tuple(text))


def two_columns() -> Document:
    text = Writer(2).paragraphs(16)
    frames = [(page, Frame(x, 760, 70, 240)) for page in range(2) for x in (50, 305)]
    return Document("two columns, broken words", _made(set_in(frames, text)), tuple(text))


def three_columns() -> Document:
    text = Writer(3).paragraphs(16)
    frames = [(page, Frame(x, 760, 70, 155)) for page in range(2) for x in (45, 217, 389)]
    return Document("three columns", _made(set_in(frames, text, 9)), tuple(text))


def headed() -> Document:
    """Headers that change sides, page numbers, a title over two columns and headings within them."""
    writer = Writer(4)
    text: list[str] = ["Winter closes the harbour"]
    pages: dict[int, list[Put]] = {0: [Put(50, 770, text[0], 22, bold=True)]}
    for page in range(4):
        for column, x in enumerate((50, 305)):
            top = 735 if page == 0 else 770
            if column == 0:
                heading = f"What the {('pilot', 'keeper', 'council', 'market')[page]} saw"
                pages.setdefault(page, []).append(Put(x, top, heading, 11, bold=True))
                text.append(heading)
                top -= 18
            paragraphs = writer.paragraphs(3)
            text += paragraphs
            pages[page] += set_in([(page, Frame(x, top, 60, 240))], paragraphs)[page]
        left = page % 2 == 0
        pages[page].append(Put(50 if left else 430, 810, "The Coast Ledger" if left else "Winter issue 2026", 8))
        pages[page].append(Put(540 if left else 50, 30, str(page + 17), 8))
    return Document("headers, page numbers, headings", _made(pages), tuple(text))


def noted() -> Document:
    """A paragraph that runs over the page, with notes in smaller type at the foot of the first."""
    writer = Writer(5)
    text = writer.paragraphs(9, 5)
    frames = [(page, Frame(60, 770, 140, 475)) for page in range(3)]
    pages = set_in(frames, text, 11)
    notes = [f"{n} {writer.paragraph(1)}" for n in (1, 2)]
    y = 110.0
    for note in notes:
        for line in lines_of(note, 475, 8):
            pages[0].append(Put(60, y, line, 8))
            y -= 10
    # The notes follow the paragraph that the page's end interrupts.
    seen = 0
    first = len(" ".join(put.words for put in pages[0][: -sum(put.size == 8 for put in pages[0])]).replace("- ", ""))
    order: list[str] = []
    for paragraph in text:
        order.append(paragraph)
        if seen < first <= seen + len(paragraph) + 1:
            order += notes
        seen += len(paragraph) + 1
    return Document("notes at the foot, over the page", _made(pages), tuple(order))


def boxed() -> Document:
    """Two columns under an opening over both, and a second pair below a line over both."""
    writer = Writer(6)
    opening, upper = writer.paragraph(3), writer.paragraphs(3)
    between, lower = writer.paragraph(3), writer.paragraphs(3)
    pages = set_in([(0, Frame(50, 790, 700, 495))], [opening])
    for frames, words in (
        ([Frame(50, 715, 545, 240), Frame(305, 715, 545, 240)], upper),
        ([Frame(50, 520, 440, 495)], [between]),
        ([Frame(50, 450, 250, 240), Frame(305, 450, 250, 240)], lower),
    ):
        pages[0] += set_in([(0, frame) for frame in frames], words)[0]
    return Document("columns above and below a full line", _made(pages), (opening, *upper, between, *lower))


def ragged() -> Document:
    """Columns that are not justified, whose baselines differ, with a blank line for a paragraph."""
    writer = Writer(7)
    left, right = writer.paragraphs(4), writer.paragraphs(4)
    pages: dict[int, list[Put]] = {0: []}
    for x, top, paragraphs in ((50, 760.0, left), (310, 754.5, right)):
        for words in paragraphs:
            lines = lines_of(words, 235, 10, hyphens=False)
            pages[0] += [Put(x, top - 12 * n, line) for n, line in enumerate(lines)]
            top -= 12 * (len(lines) + 1)
    return Document("ragged columns off one another", _made(pages), (*left, *right))


def letters_apart() -> Document:
    """Words put one by one, as typesetting programs do: no space is in the file."""
    text = Writer(8).paragraphs(8)
    pages: dict[int, list[Put]] = {}
    for number, lines in set_in([(0, Frame(50, 760, 70, 240)), (0, Frame(305, 760, 70, 240))], text).items():
        for line in lines:
            x = line.x
            for word in line.words.split():
                pages.setdefault(number, []).append(Put(x, line.y, word, line.size))
                x += wide(word + " ", line.size) + line.spacing
    return Document("words without spaces in the file", _made(pages), tuple(text))


def shuffled() -> Document:
    """Two columns whose lines stand in the file in no order."""
    text = Writer(9).paragraphs(8)
    pages = set_in([(0, Frame(50, 760, 70, 240)), (0, Frame(305, 760, 70, 240))], text)
    random.Random(9).shuffle(pages[0])
    return Document("lines in no order in the file", _made(pages), tuple(text))


_MAKERS: tuple[Callable[[], Document], ...] = (
    lambda: one_column(hyphens=False), lambda: one_column(hyphens=True), two_columns, three_columns, headed, noted,
    boxed, ragged, letters_apart, shuffled,
)  # fmt: skip


def documents() -> tuple[Document, ...]:
    """One of each kind."""
    return tuple(make() for make in _MAKERS)
