"""The graph on the screen: hover or step to a node and its neighbours stand out, Enter or a click opens it."""

from __future__ import annotations

from html import escape
from math import hypot

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.desktop.graph.painting import Painter, Plan, describe
from app.desktop.theme.tokens import Tokens

_STEPS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}


class GraphView(QWidget):
    """Arrow keys go to the nearest node that way, Tab through all of them from the most mentioned on, then further."""

    chosen = Signal(int)  # entity id
    resized = Signal()

    def __init__(self, tokens: Tokens, font: QFont) -> None:
        super().__init__()
        self.painter = Painter(tokens, font)
        self._plan: Plan | None = None
        self._at: int | None = None
        self._under: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Graph")

    @property
    def plan(self) -> Plan | None:
        return self._plan

    def show_plan(self, plan: Plan | None) -> None:
        """Show another graph, or the same in another room; the keyboard stays at its node."""
        at = self._entity(self._at)
        self._plan, self._under = plan, None
        nodes = plan.network.nodes if plan is not None else ()
        self._at = next((i for i, n in enumerate(nodes) if n.entity_id == at), None)
        self._name()
        self.update()

    def set_painter(self, painter: Painter) -> None:
        self.painter = painter
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(640, 480)

    def step_to(self, number: int) -> None:
        self._at = number
        self._name()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if self._plan is None or not self._plan.network.nodes:
            return
        lit = self._under if self._under is not None else self._at if self.hasFocus() else None
        self.painter.paint(QPainter(self), self._plan, lit, self._at if self.hasFocus() else None)

    def node_at(self, point: QPointF) -> int | None:
        """The node whose shape or label is there."""
        if self._plan is None:
            return None
        for number in range(len(self._plan.network.nodes)):
            if self.painter.area(self._plan, number).contains(point):
                return number
        return None

    # pointer

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        under = self.node_at(event.position())
        if under != self._under:
            self._under = under
            self.setCursor(Qt.CursorShape.ArrowCursor if under is None else Qt.CursorShape.PointingHandCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._under = None
        self.update()
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = self.node_at(event.position())
        if number is not None:
            self.step_to(number)
            self._choose()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self.node_at(QPointF(event.pos()))
            if number is not None and self._plan is not None:
                words = f"<p>{escape(describe(self._plan.network, number))}</p>"
                QToolTip.showText(event.globalPos(), words, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    # keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        count = len(self._plan.network.nodes) if self._plan is not None else 0
        if count and event.key() in _STEPS:
            self.step_to(0 if self._at is None else self._towards(*_STEPS[Qt.Key(event.key())]))
        elif count and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next_: bool) -> bool:
        count = len(self._plan.network.nodes) if self._plan is not None else 0
        at = (0 if next_ else count - 1) if self._at is None else self._at + (1 if next_ else -1)
        if 0 <= at < count:
            self.step_to(at)
            return True
        self._at = None
        self._name()
        return super().focusNextPrevChild(next_)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._at is None and self._plan is not None and self._plan.network.nodes:
            self.step_to(0)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def _towards(self, dx: float, dy: float) -> int:
        """The nearest node that way; what lies to the side counts double."""
        assert self._plan is not None
        assert self._at is not None
        here = self._plan.points[self._at]
        best, least = self._at, float("inf")
        for number, point in enumerate(self._plan.points):
            x, y = point.x() - here.x(), point.y() - here.y()
            along, aside = x * dx + y * dy, abs(x * dy) + abs(y * dx)
            if along > 1 and aside <= 2 * along and hypot(along, 2 * aside) < least:
                best, least = number, hypot(along, 2 * aside)
        return best

    def _choose(self) -> None:
        entity = self._entity(self._at)
        if entity is not None:
            self.chosen.emit(entity)

    def _entity(self, number: int | None) -> int | None:
        return self._plan.network.nodes[number].entity_id if self._plan is not None and number is not None else None

    def _name(self) -> None:
        """What a screen reader says: the node that is stepped on."""
        if self._plan is None or not self._plan.network.nodes:
            self.setAccessibleName("Graph, empty")
        elif self._at is None:
            self.setAccessibleName(f"Graph of {len(self._plan.network.nodes)} names. The arrow keys step through it.")
        else:
            self.setAccessibleName(describe(self._plan.network, self._at))
