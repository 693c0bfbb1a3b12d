"""The words of an article that lead elsewhere: where they are, and the quiet line below them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTextBlock

from app.desktop.reader.document import ArticleDocument
from app.desktop.reader.painting import line_rects
from app.desktop.theme.tokens import Tokens
from app.domain.article import Hyperlink
from app.domain.pictures import PicturePlace

LONGEST_TOLD = 160


@dataclass(frozen=True, slots=True)
class LinkRun:
    """A link within one block, in UTF-16 units from the block's start."""

    link: Hyperlink
    start: int
    end: int


class LinkRuns:
    """The links of a document by the number of their block."""

    def __init__(self, article: ArticleDocument | None = None) -> None:
        self._by_block: dict[int, list[LinkRun]] = defaultdict(list)
        if article is None:
            return
        for link in article.links:
            if article.part.start <= link.span.start < article.part.end:
                for run in article.runs(link.span):
                    self._by_block[run.block].append(LinkRun(link, run.start, run.end))

    def of_block(self, number: int) -> list[LinkRun]:
        return self._by_block.get(number, [])

    def at(self, number: int, position: int) -> list[LinkRun]:
        """Links over a UTF-16 position in a block."""
        return [run for run in self.of_block(number) if run.start <= position < run.end]


def tip_of(words: Sequence[str], lead: Hyperlink | PicturePlace | None) -> str:
    """What the pointer is told: why something is marked, where a link leads, what a picture shows. "" for nothing.

    Escaped, as words of files are never read as markup.
    """
    told = list(words)
    if isinstance(lead, PicturePlace):
        told.append(lead.description)
    elif lead is not None:
        press = "Ctrl+click" if words else "Click"
        told.append(f"{elided(lead.address, LONGEST_TOLD)}\n{press} opens it, after a question")
    lines = "\n\n".join(filter(None, told))
    return f"<qt>{escape(lines).replace(chr(10), '<br>')}</qt>" if lines else ""


def elided(address: str, most: int) -> str:
    """An address of at most `most` characters: its beginning, which says whose it is, and its end."""
    if len(address) <= most:
        return address
    end = most // 3
    return f"{address[: most - end - 1]}…{address[-end:]}"


class LinkPainter:
    """Draws with one theme."""

    def __init__(self, tokens: Tokens) -> None:
        pen = QPen(tokens.color("soft"), 1.0)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([1.0, 2.0])
        self._pen = pen
        self._ring = QPen(tokens.color("accent"), 1.5)

    def lines(self, painter: QPainter, block: QTextBlock, runs: list[LinkRun]) -> None:
        """A fine dotted line close below the words; what marks them stands lower."""
        painter.setPen(self._pen)
        for run in runs:
            for rect, baseline in line_rects(block, run.start, run.end):
                y = round(baseline) + 2.5
                painter.drawLine(QLineF(rect.left(), y, rect.right(), y))

    def ring(self, painter: QPainter, block: QTextBlock, run: LinkRun) -> None:
        """Around the link that the keyboard is on."""
        painter.setPen(self._ring)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for rect, _ in line_rects(block, run.start, run.end):
            painter.drawRoundedRect(QRectF(rect).adjusted(-3, -2, 3, 4), 4, 4)
