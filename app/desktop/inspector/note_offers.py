"""What can be put in while a note is written: a short list below the caret that takes no focus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.desktop.theme.tokens import Tokens

MOST_ROWS = 8
WIDTH = 340


@dataclass(frozen=True, slots=True)
class Offer:
    """`words` go in, `detail` tells what they are; `hue` is the token of a dot in front of them, "" for none."""

    words: str
    detail: str
    payload: object = None
    hue: str = ""


class OfferList(QFrame):
    """Lies over its window. Whoever has the caret hands it Up, Down and the keys that take a row."""

    chosen = Signal(object)  # Offer

    def __init__(self, owner: QWidget, tokens: Tokens, name: str) -> None:
        super().__init__(owner.window())
        self.setObjectName("offers")
        self._owner = owner
        self._list = QListWidget()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName(name)
        self._list.setItemDelegate(_OfferDelegate(tokens, self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemClicked.connect(lambda item: self.chosen.emit(item.data(Qt.ItemDataRole.UserRole)))
        column = QVBoxLayout(self)
        column.setContentsMargins(3, 3, 3, 3)
        column.addWidget(self._list)
        owner.destroyed.connect(self.deleteLater)
        self.hide()

    def show_offers(self, offers: Sequence[Offer], at: QPoint, line: int, *, first: bool) -> None:
        """List these below a line of `line` px whose foot is at global `at`; `first`: with the first one picked."""
        self._list.clear()
        for offer in offers:
            item = QListWidgetItem(offer.words)
            item.setData(Qt.ItemDataRole.UserRole, offer)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{offer.words}, {offer.detail}")
            self._list.addItem(item)
        if not offers:
            self.hide()
            return
        if first:
            self._list.setCurrentRow(0)
        window = self._owner.window()
        spot = window.mapFromGlobal(at)
        rows = min(MOST_ROWS, len(offers))
        tall = rows * self._list.sizeHintForRow(0) + 10
        wide = min(WIDTH, window.width() - 16)
        y = spot.y() + 2 if spot.y() + tall + 8 < window.height() else spot.y() - line - tall - 2
        self.setGeometry(QRect(max(8, min(spot.x(), window.width() - wide - 8)), max(4, y), wide, tall))
        self.show()
        self.raise_()

    @property
    def current(self) -> Offer | None:
        item = self._list.currentItem()
        return None if item is None or self.isHidden() else item.data(Qt.ItemDataRole.UserRole)

    @property
    def offers(self) -> list[Offer]:
        if self.isHidden():
            return []
        return [self._list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self._list.count())]

    def step(self, by: int) -> None:
        """Pick the next row, or the one before."""
        count = self._list.count()
        if count:
            now = self._list.currentRow()
            self._list.setCurrentRow((now + by) % count if now >= 0 else (0 if by > 0 else count - 1))


class _OfferDelegate(QStyledItemDelegate):
    """The words, and soft at the right what they are."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        return QSize(WIDTH - 20, 2 * option.fontMetrics.height() + 8)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        offer: Offer = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._tokens.color("selection"))
        left = rect.left() + 8
        if offer.hue:
            painter.fillRect(QRect(left, rect.top() + 6, 3, rect.height() - 12), self._tokens.color(offer.hue))
            left += 10
        metrics: QFontMetrics = option.fontMetrics
        width = rect.right() - left - 8
        painter.setFont(option.font)
        painter.setPen(self._tokens.color("text"))
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(left, rect.top() + 4 + metrics.ascent(), metrics.elidedText(offer.words, elide, width))
        painter.setPen(self._tokens.color("soft"))
        foot = rect.top() + 4 + metrics.height() + metrics.ascent()
        painter.drawText(left, foot, metrics.elidedText(offer.detail, elide, width))
        painter.restore()
