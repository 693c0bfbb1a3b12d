"""Where the text of an article is on the screen, and which of its words are selected."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QWidget

from app.desktop.reader.document import ArticleDocument
from app.domain.spans import Span

MARGIN_LEFT, MARGIN_RIGHT, MARGIN_TOP, MARGIN_BOTTOM = 46, 26, 44, 140


class PlacedText(QTextBrowser):
    """Answers in code points and in pixels of the viewport. Exact: the text is laid out as far as is asked."""

    passageSelected = Signal(object)  # Span or None  # noqa: N815

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._article: ArticleDocument | None = None

    @property
    def article(self) -> ArticleDocument | None:
        return self._article

    def reveal(self, span: Span) -> None:
        """Bring a passage into the window, a third from its top, unless it is well inside already."""
        if self._article is None:
            return
        y = self.y_of(span.start)
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if not 24 <= y <= height - 96:
            bar.setValue(int(y + bar.value() - height / 3))

    def shows(self, span: Span) -> bool:
        """Whether a line of a passage of the part that is shown is on the screen."""
        if self._article is None:
            return False
        line = self.fontMetrics().height()
        return self.y_of(span.start) <= self.viewport().height() - line and self.y_of(span.end - 1) >= -line / 2

    def y_of(self, offset: int) -> float:
        """Top of the line that holds code point `offset`, in viewport coordinates. Exact: lays out up to there."""
        if self._article is None:
            return 0.0
        position = self._article.position(offset)
        block = self.document().findBlock(position)
        top = self.document().documentLayout().blockBoundingRect(block).top()
        layout = block.layout()
        line = layout.lineForTextPosition(position - block.position())
        within = line.y() if line.isValid() else 0.0
        return top + within - self.verticalScrollBar().value()

    def block_extent(self, offset: int) -> tuple[float, float]:
        """Top and bottom of the block that holds `offset`, in viewport coordinates."""
        assert self._article is not None
        rect = self.document().documentLayout().blockBoundingRect(self._article.block_of(offset))
        scrolled = self.verticalScrollBar().value()
        return rect.top() - scrolled, rect.bottom() - scrolled

    def visible_span(self, around: float = 0.0) -> Span | None:
        """The code points on the screen, and `around` pixels above and below it."""
        if self._article is None:
            return None
        layout = self.document().documentLayout()
        scrolled = self.verticalScrollBar().value()
        fuzzy = Qt.HitTestAccuracy.FuzzyHit
        first = layout.hitTest(QPointF(MARGIN_LEFT, max(0.0, scrolled - around)), fuzzy)
        last = layout.hitTest(QPointF(self.viewport().width(), scrolled + self.viewport().height() + around), fuzzy)
        a, b = self._article.offset(max(first, 0)), self._article.offset(max(last, 0))
        return Span(a, max(b, a + 1))

    def visible_blocks(self) -> Iterator[QTextBlock]:
        """Blocks that are at least partly on the screen."""
        layout = self.document().documentLayout()
        scrolled = self.verticalScrollBar().value()
        position = layout.hitTest(QPointF(MARGIN_LEFT, scrolled), Qt.HitTestAccuracy.FuzzyHit)
        block = self.document().findBlock(max(position, 0))
        bottom = scrolled + self.viewport().height()
        while block.isValid() and layout.blockBoundingRect(block).top() <= bottom:
            yield block
            block = block.next()

    def selected_span(self) -> Span | None:
        """The selected passage, None when nothing of the text is selected."""
        cursor = self.textCursor()
        if self._article is None or not cursor.hasSelection():
            return None
        return self._article.span_between(cursor.selectionStart(), cursor.selectionEnd())

    def select_span(self, span: Span) -> None:
        """Select a passage as the mouse would."""
        if self._article is None:
            return
        cursor = self.textCursor()
        cursor.setPosition(self._article.position(span.start))
        cursor.setPosition(self._article.position(span.end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.passageSelected.emit(self.selected_span())

    def clear_selection(self) -> None:
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)
        self.passageSelected.emit(None)

    def _spot(self, point: QPoint) -> QPointF:
        return QPointF(point) + QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
