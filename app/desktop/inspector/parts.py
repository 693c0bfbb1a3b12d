"""The few pieces that everything in the inspector is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from app.domain.dates import readable_date
from app.domain.rows import Passage

_NARROWEST = 120  # px that a line of chips can be pressed into


def label(text: str, role: str = "", *, wrap: bool = True) -> QLabel:
    """A plain-text label: names and titles come from files, and are never read as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def hairline() -> QFrame:
    line = QFrame()
    line.setProperty("role", "hairline")
    return line


def button(words: str, act: Callable[[], object], role: str = "action", tip: str = "") -> QPushButton:
    made = WordedButton(words.replace("&", "&&"))
    made.setProperty("role", role)
    made.setToolTip(tip)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    made.clicked.connect(lambda: act())
    return made


class WordedButton(QPushButton):
    """Its words end in an ellipsis where there is no room for all: a name may be longer than a pane is wide."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.width() >= self.sizeHint().width():
            super().paintEvent(event)
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.width() - (self.sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text()))
        option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)


class Row(QAbstractButton):
    """A clickable stretch of labels, with a quiet ground under the pointer or the keyboard."""

    def __init__(self, spoken: str, act: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._under = False
        self.setAccessibleName(spoken)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(lambda: act())
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(6, 5, 6, 6)
        self.lines.setSpacing(1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, line: QLabel) -> None:
        line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.lines.addWidget(line)

    def sizeHint(self) -> QSize:
        return self.lines.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._under = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._under = False
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if self._under or self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            color = QColor(self.palette().color(self.palette().ColorRole.Highlight))
            color.setAlpha(26)
            painter.setBrush(color)
            painter.drawRoundedRect(self.rect(), 4, 4)


def passage_row(
    passage: Passage, act: Callable[[], object], *, quoted: bool = False, headed: bool = True, by: str = ""
) -> Row:
    """Article and date, then the words in their context, the passage itself in bold. `by`: who says so."""
    head = " · ".join(part for part in (by, passage.title, readable_date(passage.date, short=True)) if part)
    words = " ".join(passage.words.split())
    row = Row(f"{head}: {words}", act)
    if headed:
        row.add(label(head, "soft"))
    body = QLabel()
    body.setWordWrap(True)
    body.setTextFormat(Qt.TextFormat.RichText)  # of our own tags only: everything else is escaped
    if quoted:
        body.setText(escape(shorten(words, 280)))
    else:
        before, after = " ".join(passage.before.split()), " ".join(passage.after.split())
        pre = f"… {escape(before)} " if before else ""
        glue = "" if passage.after[:1] in tuple(".,;:!?)’”'\"") or not passage.after else " "
        post = f"{glue}{escape(after)} …" if after else ""
        body.setText(f"{pre}<b>{escape(shorten(words, 280))}</b>{post}")
    row.add(body)
    return row


def shorten(words: str, most: int) -> str:
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + "…"


class Flow(QLayout):
    """Items from left to right, in as many lines as they need."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        tall = max((item.minimumSize().height() for item in self._items), default=0)
        return QSize(min(_NARROWEST, max((item.minimumSize().width() for item in self._items), default=0)), tall)

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        x, y, tall = rect.x(), rect.y(), 0
        for item in self._items:
            hint = item.sizeHint()
            wide = min(hint.width(), rect.width())
            if x > rect.x() and x + wide > rect.right() + 1:
                x, y, tall = rect.x(), y + tall + self._gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), QSize(wide, hint.height())))
            x += wide + self._gap
            tall = max(tall, hint.height())
        return y + tall - rect.y()


class Body(QWidget):
    """One column of headings, rows and chips. Thrown away and made again when what it shows changes."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("inspectorBody")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 18, 12, 24)
        self._column.setSpacing(0)

    def minimumSizeHint(self) -> QSize:
        """As low as may be: the scroll area asks how high it is in its width. In the least width words take more lines,
        and the room for those was left empty below.
        """
        return QSize(super().minimumSizeHint().width(), 0)

    def add(self, widget: QWidget, above: int = 0) -> None:
        if above:
            self._column.addSpacing(above)
        self._column.addWidget(widget)

    def insert_after(self, widget: QWidget, added: QWidget, further: int = 0) -> None:
        """Put `added` below `widget` (and `further` places on)."""
        self._column.insertWidget(self._column.indexOf(widget) + 1 + further, added)

    def end(self) -> None:
        self._column.addStretch(1)

    def title(self, words: str) -> None:
        self.add(label(words, "title"))

    def subtitle(self, words: str, color: QColor | None = None) -> None:
        made = label(words, "small")
        if color is not None:
            made.setStyleSheet(f"color: {color.name()};")
        self.add(made, 3)

    def heading(self, words: str) -> None:
        self.add(label(words.upper(), "paneHeading"), 22)
        self.add(hairline(), 6)

    def text(self, words: str, role: str = "") -> None:
        self.add(label(words, role), 6)

    def rows(self, rows: Iterable[Row]) -> None:
        for number, row in enumerate(rows):
            if number:
                self.add(hairline(), 1)
            self.add(row, 1)

    def buttons(self, buttons: Sequence[QWidget], above: int = 11) -> None:
        """Buttons or chips, flowing in lines."""
        if not buttons:
            return
        holder = QWidget()
        flow = Flow(holder)
        for made in buttons:
            flow.addWidget(made)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        self.add(holder, above)

    def pair(self, left: str, right: str) -> None:
        """A soft word at the left, what it is at the right."""
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        soft = label(left, "soft", wrap=False)
        soft.setFixedWidth(76)
        line.addWidget(soft, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label(right), 1)
        self.add(holder, 7)
