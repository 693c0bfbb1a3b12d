"""The five colours of a note, each with what it means to the person."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QWidget

from app.desktop.dialogs.word_prompt import WordPrompt
from app.desktop.inspector.context import Context
from app.desktop.inspector.parts import label
from app.desktop.theme.tokens import Tokens
from app.desktop.viewmodels.editing import Editing
from app.desktop.viewmodels.notebook import Notebook
from app.domain.tags import COLOURS


class ColourDot(QAbstractButton):
    """A round button of one colour; the chosen one has a ring and a tick."""

    def __init__(self, colour: str, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.colour = colour
        self.set_tokens(tokens)
        self.setFixedSize(20, 20)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the caret where it is
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_tokens(self, tokens: Tokens) -> None:
        """Another theme's hue of the same colour."""
        self._hue, self._ring, self._mark = tokens.color(self.colour), tokens.color("text"), tokens.color("field")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(20, 20)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(self.width() / 2, self.height() / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._hue)
        painter.drawEllipse(middle, 6, 6)
        if self.isChecked():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._hue, 1.5))
            painter.drawEllipse(middle, 8.2, 8.2)
            painter.setPen(QPen(self._mark, 1.7))
            painter.drawPolyline([middle + QPointF(x, y) for x, y in ((-2.6, 0.2), (-0.7, 2.2), (2.8, -2.2))])
        if self.hasFocus() or self.underMouse():
            color = QColor(self._ring)
            color.setAlpha(255 if self.hasFocus() else 90)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color, 1))
            painter.drawRoundedRect(QRectF(0.5, 0.5, self.width() - 1, self.height() - 1), 4, 4)


class ColourDots(QWidget):
    """`picked` carries the colour, "" when the chosen one was put off. The menu of a dot names what it means."""

    picked = Signal(str)

    def __init__(self, colour: str, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notebook, self._context = context.notebook, context
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(1)
        self.dots = {name: ColourDot(name, context.tokens) for name in COLOURS}
        for name, dot in self.dots.items():
            dot.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            dot.customContextMenuRequested.connect(lambda at, name=name: self._menu(name, at))
            dot.clicked.connect(lambda _=False, name=name: self._clicked(name))
            line.addWidget(dot)
        self._meaning = label("", "soft", wrap=False)
        line.addSpacing(5)
        line.addWidget(self._meaning)
        line.addStretch(1)
        self._notebook.coloursChanged.connect(self._name)
        self.colour = ""
        self.take(colour)

    def take(self, colour: str) -> None:
        """Show another colour as the chosen one."""
        self.colour = colour
        for name, dot in self.dots.items():
            dot.setChecked(name == colour)
        self._name()

    def _clicked(self, name: str) -> None:
        self.take("" if name == self.colour else name)
        self.picked.emit(self.colour)

    def _name(self) -> None:
        for name, dot in self.dots.items():
            name_dot(dot, self._notebook)
            if name == self.colour:
                self._meaning.setText(self._notebook.meanings.get(name, name))
        self._meaning.setVisible(bool(self.colour))

    def _menu(self, name: str, at: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction(f"Say what {name} means…").triggered.connect(lambda: ask_meaning(name, self._context))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.dots[name].mapToGlobal(at))


def name_dot(dot: ColourDot, notebook: Notebook) -> None:
    """Its name and meaning, for the pointer and the screen reader."""
    words = notebook.colour_words(dot.colour)
    dot.setToolTip(f"{words[:1].upper()}{words[1:]}\nRight click to say what it means")
    dot.setAccessibleName(f"Colour {words}")


def ask_meaning(colour: str, context: Context) -> None:
    """Ask what a colour is to mean."""
    prompt_meaning(colour, context.notebook, context.editing, context.window)


def prompt_meaning(colour: str, notebook: Notebook, editing: Editing, window: QWidget) -> None:
    title = f"What does {colour} mean?"
    hint = "A word or two, as in “doubtful”"
    prompt = WordPrompt(title, notebook.meanings.get(colour, ""), hint=hint, may_be_empty=True, parent=window)
    prompt.chosen.connect(lambda words: editing.set_meaning(colour, words))
    prompt.open()
