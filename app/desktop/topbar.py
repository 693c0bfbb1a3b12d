"""The bar at the top: panes, open, search, layers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from app.desktop.inspector.parts import label
from app.desktop.look import bar_height
from app.desktop.viewmodels.layers import ORDER, Layers
from app.domain.marks import MarkKind

_NAMES = {
    MarkKind.MENTION: "People & places",
    MarkKind.QUOTE: "Quotes",
    MarkKind.CLAIM: "Claims",
    MarkKind.NOTE: "Notes",
}


class TopBar(QFrame):
    """Holds no state of its own: the layers do, and the window acts on its signals."""

    menuWanted = Signal()  # noqa: N815
    openWanted = Signal()  # noqa: N815
    searched = Signal(str)
    searchBegun = Signal(str)  # noqa: N815
    searchEntered = Signal()  # noqa: N815
    searchLeft = Signal()  # noqa: N815

    def __init__(self, layers: Layers) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self._layers = layers
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 0, 12, 0)
        line.setSpacing(4)
        self.menu = QToolButton()
        self.menu.setText("☰")
        self.menu.setAccessibleName("Menu")
        self.menu.setToolTip("Menu")
        self.menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        line.addWidget(self.menu)
        self.open = QToolButton()
        self.open.setText("Open…")
        self.open.setProperty("role", "soft")
        self.open.setToolTip("Open an article from disk (Ctrl+O)")
        self.open.clicked.connect(self.openWanted)
        line.addWidget(self.open)
        line.addStretch(1)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search articles, people, quotes, claims, notes   Ctrl K")
        self.search.setAccessibleName("Search")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(150)
        self.search.setMaximumWidth(370)
        self.search.textChanged.connect(self.searched)
        self.search.installEventFilter(self)
        line.addWidget(self.search, 6)
        line.addStretch(1)
        self.buttons: dict[MarkKind, QToolButton] = {}
        for number, kind in enumerate(ORDER, start=1):
            made = QToolButton()
            made.setText(f"{number} {_NAMES[kind]}".replace("&", "&&"))
            made.setProperty("role", "layer")
            made.setCheckable(True)
            made.setChecked(layers.is_shown(kind))
            made.setToolTip(f"Show or hide {_NAMES[kind].lower()} ({number})")
            made.toggled.connect(lambda on, kind=kind: layers.show(kind, on))
            self.buttons[kind] = made
            line.addWidget(made)
        self.calm = QToolButton()
        self.calm.setText("Calm ▾")
        self.calm.setProperty("role", "soft")
        self.calm.setToolTip("Show fewer marks")
        self.calm.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.calm.setMenu(self._calm_menu())
        line.addWidget(self.calm)
        layers.changed.connect(self._follow)

    def focus_search(self) -> None:
        """Put the caret into the search field."""
        self.search.setFocus()
        self.search.selectAll()
        self.searchBegun.emit(self.search.text())

    def ask(self, words: str) -> None:
        """Search for other words, to be typed on."""
        self.search.setText(words)
        self.search.setFocus()

    def open_calm(self) -> None:
        """Open *Calm*, with the keyboard on how sure a suggestion must be."""
        self.calm.menu().popup(self.calm.mapToGlobal(QPoint(0, self.calm.height())))
        self.floor.setFocus()

    def set_px(self, px: int) -> None:
        """As tall as type of `px` pixels needs."""
        self.setFixedHeight(bar_height(px))

    def set_narrow(self, narrow: bool) -> None:
        """Below 1,100 px the layers are told by their numbers and first words alone."""
        for number, kind in enumerate(ORDER, start=1):
            words = _NAMES[kind].split(" ")[0] if narrow else _NAMES[kind]
            self.buttons[kind].setText(f"{number} {words}".replace("&", "&&"))

    def sizeHint(self) -> QSize:
        return QSize(900, 44)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.search.clear()
                self.searchLeft.emit()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
                self.searchEntered.emit()
                return True
        return super().eventFilter(watched, event)

    def _calm_menu(self) -> QMenu:
        menu = QMenu(self)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(9)
        self.first = QCheckBox("First mention only")
        self.first.setChecked(self._layers.first_only)
        self.first.toggled.connect(self._layers.set_first_only)
        column.addWidget(self.first)
        self.new = QCheckBox("Say what is new to you")
        self.new.setChecked(self._layers.new_shown)
        self.new.toggled.connect(self._layers.set_new_shown)
        column.addWidget(self.new)
        column.addWidget(label("Hide suggestions less sure than", "soft"))
        self.floor = QSlider(Qt.Orientation.Horizontal)
        self.floor.setRange(0, 95)
        self.floor.setAccessibleName("Least confidence in percent")
        self.floor.setFixedWidth(190)
        self.floor.setValue(round(self._layers.floor * 100))
        self._percent = label("", "small")
        self.floor.valueChanged.connect(lambda v: self._layers.set_floor(v / 100))
        column.addWidget(self.floor)
        column.addWidget(self._percent)
        action = QWidgetAction(menu)
        action.setDefaultWidget(holder)
        menu.addAction(action)
        self._say_floor()
        return menu

    def _say_floor(self) -> None:
        share = round(self._layers.floor * 100)
        self._percent.setText(f"{share} %" if share else "show all")

    def _follow(self) -> None:
        for kind, made in self.buttons.items():
            made.setChecked(self._layers.is_shown(kind))
        self.first.setChecked(self._layers.first_only)
        self.new.setChecked(self._layers.new_shown)
        self.floor.setValue(round(self._layers.floor * 100))
        self._say_floor()
