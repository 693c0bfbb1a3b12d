"""The margin: the cards of the blocks on the screen, each beside its line."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.desktop.margin.card_widget import INSET, CardLook, CardWidget, flow
from app.desktop.margin.cards import Card, Group, shortened
from app.desktop.margin.layout import FOLD_HEIGHT, GAP, Wish, place
from app.desktop.reader.view import ReaderView
from app.domain.marks import MarkRef

SPARE = 300
"""Pixels above and below the window in which cards are ready, so that scrolling brings them in whole."""


class MarginView(QWidget):
    """Keeps cards only for the blocks near the window; each block's cards are laid out once and then moved with it."""

    activated = Signal(object)  # MarkRef
    hovered = Signal(object)  # MarkRef or None

    def __init__(self, reader: ReaderView, look: CardLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._look = look
        self._groups: tuple[Group, ...] = ()
        self._offsets: list[int] = []
        self._widgets: dict[int, _GroupWidgets] = {}
        self._lit: frozenset[MarkRef] = frozenset()
        self.setAccessibleName("Margin")
        reader.moved.connect(self.follow)

    def set_look(self, look: CardLook) -> None:
        self._look = look
        self._forget()
        self.follow()

    def show_groups(self, groups: tuple[Group, ...]) -> None:
        """Show these cards from now on; what stays the same is not made again."""
        before = {g.offset: g for g in self._groups}
        self._groups = groups
        self._offsets = [g.offset for g in groups]
        now = {g.offset: g for g in groups}
        for offset in list(self._widgets):
            if before.get(offset) != now.get(offset):
                self._widgets.pop(offset).delete()
        for shown in self._widgets.values():
            shown.stale = True  # the room below depends on the next group
        self.follow()

    def light(self, refs: frozenset[MarkRef]) -> None:
        """Give the cards of these marks the selection ground."""
        self._lit = refs
        for shown in self._widgets.values():
            shown.light(refs)

    def card_widgets(self) -> list[CardWidget]:
        """The cards that exist now, from the top down."""
        return [w for _, group in sorted(self._widgets.items()) for w in group.cards if not w.isHidden()]

    def follow(self) -> None:
        """Put every card beside its line as the text stands now."""
        span = self._reader.visible_span(SPARE)
        if span is None or not self.isVisible():
            self._forget()
            return
        reader, near = self._reader, set()
        first = max(0, bisect_right(self._offsets, span.start) - 1)
        for number in range(first, len(self._groups)):
            group = self._groups[number]
            top, bottom = reader.block_extent(group.offset)
            if group.offset > span.end or top > self.height() + SPARE:
                break
            if bottom < -SPARE:
                continue
            near.add(group.offset)
            if number + 1 < len(self._groups):
                bottom = reader.block_extent(self._offsets[number + 1])[0] - GAP
            else:
                bottom += 400  # below the last block there is room
            shown = self._widgets.get(group.offset)
            if shown is None:
                shown = self._widgets[group.offset] = self._make(group)
            shown.arrange(top, bottom, self.width(), self._look, reader)
        for offset in [o for o in self._widgets if o not in near]:
            self._widgets.pop(offset).delete()

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002
        for shown in self._widgets.values():
            shown.stale = True
        self.follow()

    def showEvent(self, event: object) -> None:  # noqa: ARG002
        self.follow()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._reader.wheelEvent(event)

    def _make(self, group: Group) -> _GroupWidgets:
        made = _GroupWidgets(group, self._look, self)
        for card in made.cards:
            card.activated.connect(self.activated)
            card.hovered.connect(self.hovered)
        made.light(self._lit)
        return made

    def _forget(self) -> None:
        for shown in self._widgets.values():
            shown.delete()
        self._widgets.clear()


class _GroupWidgets:
    """The widgets of one block's cards."""

    def __init__(self, group: Group, look: CardLook, margin: MarginView) -> None:
        self.stale = True
        self._margin = margin
        self._group = group
        self.cards = [CardWidget(card, look, margin) for card in group.cards]
        self._more: QPushButton | None = None
        self._top = 0.0
        self._room = 0.0
        self._ys: tuple[float | None, ...] = ()
        self._more_y: float | None = None

    def arrange(self, top: float, bottom: float, width: int, look: CardLook, reader: ReaderView) -> None:
        """Lay the cards out within `[top, bottom)`, viewport pixels; only moves them when nothing but `top` changed."""
        room = round(bottom - top)
        if self.stale or room != self._room:
            wishes = []
            for card in self._group.cards:
                _, height = flow(card, width, look)
                wishes.append(Wish(reader.y_of(card.offset) - top, height, card.rank))
            placed = place(wishes, 0.0, bottom - top)
            self._ys, self._more_y = placed.ys, placed.fold_y
            self._room, self.stale = room, False
            for card_widget in self.cards:
                card_widget.arrange(width)
            self._fold([self._group.cards[i] for i in placed.folded], look)
        for card_widget, y in zip(self.cards, self._ys, strict=True):
            card_widget.setVisible(y is not None)
            if y is not None:
                card_widget.move(0, round(top + y))
        if self._more is not None and self._more_y is not None:
            self._more.move(round(INSET) - 4, round(top + self._more_y))  # its figures below the words of the cards

    def light(self, refs: frozenset[MarkRef]) -> None:
        for widget in self.cards:
            own = {widget.card.ref, *(s.ref for s in widget.card.segments if s.ref is not None)}
            widget.light(bool(own & refs))

    def delete(self) -> None:
        for widget in self.cards:
            widget.hide()
            widget.deleteLater()
        if self._more is not None:
            self._more.hide()
            self._more.deleteLater()

    def _fold(self, folded: list[Card], look: CardLook) -> None:
        if self._more is not None:
            self._more.hide()
            self._more.deleteLater()
            self._more = None
        if not folded:
            return
        more = QPushButton(f"+{len(folded)}", self._margin)
        more.setProperty("role", "soft")
        more.setStyleSheet(f"padding: 0 4px; font-size: {min(look.px - 1, round(FOLD_HEIGHT) - 4)}px;")
        more.setFixedHeight(round(FOLD_HEIGHT))
        more.setCursor(Qt.CursorShape.PointingHandCursor)
        more.setAccessibleName(f"{len(folded)} more: " + "; ".join(c.spoken for c in folded))
        more.clicked.connect(lambda: self._open(folded, more))
        more.show()
        self._more = more

    def _open(self, folded: list[Card], at: QPushButton) -> None:
        """List the folded cards; a click on one selects its mark."""
        menu = QMenu(at)
        for card in folded:
            named = [s for s in card.segments if s.kind is not None]
            for words, ref in [(s.words.rstrip(","), s.ref) for s in named] or [(card.spoken, card.ref)]:
                action = menu.addAction(shortened(words, 70).replace("&", "&&"))
                action.triggered.connect(lambda _=False, ref=ref: self._margin.activated.emit(ref))
        menu.popup(at.mapToGlobal(at.rect().bottomLeft()))
