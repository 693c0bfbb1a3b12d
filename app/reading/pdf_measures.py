"""The paragraphs of a PDF, and what is usual in its text: size of letters, distance of lines, indents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from app.reading.pdf_layout import Line

_PITCH = 1.5
"""Line distances, in font sizes, above which a new paragraph begins where the document's own distance is unknown."""


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together. `size`, `bold` are the first line's."""

    lines: list[Line] = field(default_factory=list)

    @property
    def size(self) -> float:
        return self.lines[0].size

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)

    @property
    def page(self) -> int:
        return self.lines[-1].page


@dataclass(frozen=True, slots=True)
class Measures:
    """What is usual in this document: the size of its letters, the distance of its lines, whether paragraphs indent."""

    size: float
    pitch: float
    indents: bool
    vocabulary: Counter[str]


def measures_of(lines: Sequence[Line]) -> Measures:
    sizes: Counter[float] = Counter()
    vocabulary: Counter[str] = Counter()
    for line in lines:
        if all(word.size == line.size for word in line.words):
            sizes[line.size] += len(line.text) + 1 - len(line.words)
        else:
            for word in line.words:
                sizes[word.size] += len(word.text)
    for words, times in Counter(" ".join(line.text for line in lines).lower().split()).items():
        vocabulary[words.strip(".,;:!?()[]“”‘’\"'")] += times
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    below = [
        (a, b)
        for a, b in pairwise(lines)
        if (a.page, a.column) == (b.page, b.column) and abs(a.size - size) < 0.1 and a.baseline > b.baseline
    ]
    # Within paragraphs, where there are some: lists and tables are set wider, and may have more lines.
    within = [(a, b) for a, b in below if b.text[:1].islower()]
    distances: Counter[float] = Counter(
        round((a.baseline - b.baseline) / size, 1) for a, b in (within if len(within) > 2 else below)
    )
    indented = sum(
        begins_apart(b) and not begins_apart(a) and abs(b.size - size) < 0.1
        for a, b in pairwise(lines)
        if (a.page, a.column) == (b.page, b.column)
    )
    return Measures(
        size,
        distances.most_common(1)[0][0] * size if distances else _PITCH * size,
        indented >= max(3, len(lines) // 50),
        vocabulary,
    )


def begins_apart(line: Line) -> bool:
    """Whether a line is indented and begins with a capital."""
    return line.left - line.column_left > 0.8 * line.size and line.text[:1].isupper()
