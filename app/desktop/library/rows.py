"""A list of two-line rows: what the library, the pages over all articles and the search results are shown in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetricsF, QPainter, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.desktop.theme.fonts import Typefaces
from app.desktop.theme.tokens import Tokens

AnyIndex = QModelIndex | QPersistentModelIndex
PAYLOAD = Qt.ItemDataRole.UserRole
ROW = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its first text (wrapped to `lines` lines), its soft second text, and what it stands for.

    `count` stands at the right; `rule` is the token of a coloured rule at the left. `heading` stands above the row, for
    the first of a group.
    """

    text: str
    below: str = ""
    payload: object = None
    count: str = ""
    rule: str = ""
    lines: int = 2
    serif: bool = False
    heading: str = ""


class Lines(QAbstractListModel):
    """Rows held in memory; long lists are fetched a page at a time by whoever fills it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Line] = []

    def fill(self, rows: Sequence[Line]) -> None:
        if list(rows) == self._rows:
            return
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def append(self, rows: Sequence[Line]) -> None:
        if rows:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
            self._rows.extend(rows)
            self.endInsertRows()

    def line(self, row: int) -> Line:
        return self._rows[row]

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (line.heading, line.text, line.below, line.count) if part)
        if role == PAYLOAD:
            return line.payload
        if role == ROW:
            return line
        return None


class LineDelegate(QStyledItemDelegate):
    """Paints a Line; the selected row has the selection ground."""

    def __init__(self, tokens: Tokens, faces: Typefaces, px: int, inset: int = 16) -> None:
        super().__init__()
        self.inset = inset
        self.set_look(tokens, faces, px)

    def set_look(self, tokens: Tokens, faces: Typefaces, px: int) -> None:
        self._tokens = tokens
        self._first = faces.ui(px)
        self._serif = faces.body(px + 3)
        self._small = faces.ui(px - 2)
        self._heading = faces.ui(px - 2, QFont.Weight.DemiBold)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        line: Line = index.data(ROW)
        rect = QRectF(option.rect)
        state = option.state
        painter.save()
        if line.heading:
            self._paint_heading(painter, line.heading, rect)
            rect.setTop(rect.top() + self._heading_height())
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._tokens.color("selection"))
        elif state & QStyle.StateFlag.State_MouseOver:
            tint = self._tokens.color("selection")
            tint.setAlpha(110)
            painter.fillRect(rect, tint)
        focused = state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_Selected
        if focused and not line.rule:  # beside a rule of its own it would be a second bar
            painter.fillRect(QRectF(rect.left(), rect.top(), 2, rect.height()), self._tokens.color("accent"))
        left = rect.left() + self.inset
        if line.rule:
            painter.fillRect(QRectF(left, rect.top() + 8, 3, rect.height() - 16), self._tokens.color(line.rule))
            left += 13
        width = rect.right() - left - 14
        if line.count:
            metrics = QFontMetricsF(self._small)
            painter.setFont(self._small)
            painter.setPen(self._tokens.color("soft"))
            wide = metrics.horizontalAdvance(line.count)
            painter.drawText(QPointF(rect.right() - 14 - wide, rect.top() + 8 + metrics.ascent()), line.count)
            width -= wide + 10
        painter.setPen(self._tokens.color("text"))
        layout, height = self._laid_out(line, width)
        layout.draw(painter, QPointF(left, rect.top() + 7))
        if line.below:
            metrics = QFontMetricsF(self._small)
            painter.setFont(self._small)
            painter.setPen(self._tokens.color("soft"))
            below = metrics.elidedText(line.below, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QPointF(left, rect.top() + 7 + height + 2 + metrics.ascent()), below)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        line: Line = index.data(ROW)
        view = option.widget
        width = float(view.viewport().width() if isinstance(view, QListView) else 200) - self.inset - 14
        if line.rule:
            width -= 13
        if line.count:
            width -= QFontMetricsF(self._small).horizontalAdvance(line.count) + 10
        _, height = self._laid_out(line, width)
        below = QFontMetricsF(self._small).height() + 2 if line.below else 0
        above = self._heading_height() if line.heading else 0
        return QSize(int(width), round(height + below + 15 + above))

    def _heading_height(self) -> int:
        return round(QFontMetricsF(self._small).height()) + 28

    def _paint_heading(self, painter: QPainter, heading: str, rect: QRectF) -> None:
        metrics = QFontMetricsF(self._heading)
        width = rect.width() - self.inset - 14
        painter.setFont(self._heading)
        painter.setPen(self._tokens.color("soft"))
        words = metrics.elidedText(heading, Qt.TextElideMode.ElideRight, width)
        foot = rect.top() + self._heading_height()
        painter.drawText(QPointF(rect.left() + self.inset, foot - 7 - metrics.descent()), words)
        painter.fillRect(QRectF(rect.left() + self.inset, foot - 3, width, 1), self._tokens.color("hairline"))

    def _laid_out(self, line: Line, width: float) -> tuple[QTextLayout, float]:
        """The first text in at most `line.lines` lines, the last one elided."""
        font = self._serif if line.serif else self._first
        text = " ".join(line.text.split())
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        height, cut = 0.0, None
        layout.beginLayout()
        for number in range(line.lines):
            row = layout.createLine()
            if not row.isValid():
                break
            row.setLineWidth(max(20.0, width))
            row.setPosition(QPointF(0, height))
            height += row.height() * (1.12 if line.serif else 1.06)
            if number == line.lines - 1 and row.textStart() + row.textLength() < len(text):
                cut = row.textStart()
        layout.endLayout()
        if cut is not None:
            rest = QFontMetricsF(font).elidedText(text[cut:], Qt.TextElideMode.ElideRight, width)
            return self._laid_out(Line(text[:cut] + rest, lines=line.lines + 1, serif=line.serif), width)
        return layout, height


class LineList(QListView):
    """A keyboard-friendly list of Lines; `chosen` carries the payload of a row that was clicked or entered."""

    chosen = Signal(object)
    endReached = Signal()  # scrolled near the last row: time to fetch the next page  # noqa: N815

    def __init__(self, delegate: LineDelegate, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = Lines(self)
        self.setModel(self.lines)
        self.setItemDelegate(delegate)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(60)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)
        self._last = object()
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def select_payload(self, payload: object) -> None:
        """Select the row of `payload` without announcing it; none when there is no such row."""
        for row in range(self.lines.rowCount()):
            if self.lines.line(row).payload == payload:
                self.setCurrentIndex(self.lines.index(row))
                return
        self.clearSelection()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()  # rows are as tall as their words need at this width

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt makes a row current without selecting it: where the keyboard is would not be seen."""
        super().focusInEvent(event)
        by_hand = event.reason() in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if not by_hand and not self.selectionModel().hasSelection():
            self.setCurrentIndex(self.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        if not self.selectionModel().isSelected(index):
            self.setCurrentIndex(index)
        self.chosen.emit(index.data(PAYLOAD))

    def _scrolled(self, value: int) -> None:
        if value >= self.verticalScrollBar().maximum() - self.viewport().height():
            self.endReached.emit()
