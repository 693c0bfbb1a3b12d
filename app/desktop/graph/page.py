"""The page of the graph: who appears with whom, of the whole library or about one name, with its filters."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.desktop.graph.layout import Box, Spring, arrange
from app.desktop.graph.legend import Legend
from app.desktop.graph.painting import Painter, Plan
from app.desktop.graph.saving import save
from app.desktop.graph.view import GraphView
from app.desktop.inspector.parts import Flow, button, label
from app.desktop.library.pages import Goal
from app.desktop.library.rows import Line, LineDelegate, LineList
from app.desktop.look import Look
from app.desktop.viewmodels.services import Services
from app.domain.across import Network
from app.domain.analysis import EntityKind
from app.work.background import Background

_RESIZE_MS = 90
_EDGE = 7  # px around the graph, for the ring about the node with the keyboard
_LEAST = (1, 2, 3, 5, 10, 20, 50)
_OTHERS = [k for k in EntityKind if k not in (EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE)]
_KINDS = (
    ("People", (EntityKind.PERSON,)),
    ("Organisations", (EntityKind.ORGANISATION,)),
    ("Places", (EntityKind.PLACE,)),
    ("All else", (*_OTHERS,)),
)
_EMPTY = "Nobody appears with anybody else yet. Read more articles, or ask for fewer of them together."


class GraphPage(QFrame):
    """Asks for the graph and lays it out off the window's thread. Has the same as a list, for who would rather read."""

    chosen = Signal(object)  # Goal

    def __init__(self, services: Services, delegate: LineDelegate, background: Background, look: Look) -> None:
        super().__init__()
        self.setObjectName("listPage")
        self._services, self._background = services, background
        self._centre: tuple[int, str] | None = None
        self._network = Network((), ())
        self._title = label("", "pageTitle")
        self.view = GraphView(look.tokens, look.faces.ui(look.interface_px - 1))
        self.view.chosen.connect(lambda entity: self.chosen.emit(Goal(entity_id=entity)))
        self.list = LineList(delegate, "Who appears with whom")
        self.list.setMaximumWidth(860)
        self.list.chosen.connect(self.chosen)
        self.legend = Legend(look.tokens)
        self._nothing = label(_EMPTY, "soft")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        for widget in (self.view, self.list, self._nothing):
            self._stack.addWidget(widget)
        self._told = label("", "soft")
        self._build()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_RESIZE_MS)
        self._pause.timeout.connect(self._lay_out)
        self.view.resized.connect(self._pause.start)
        self._name()

    def _build(self) -> None:
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(40, 40, 30, 12)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._told)
        filters = QWidget()
        line = Flow(filters)
        self.kinds: list[QToolButton] = []
        for words, _ in _KINDS:
            made = QToolButton()
            made.setText(words)
            made.setProperty("role", "layer")
            made.setCheckable(True)
            made.setChecked(words != "All else")
            made.toggled.connect(lambda _: self.refresh())
            self.kinds.append(made)
            line.addWidget(made)
        self.least = QComboBox()
        self.least.addItems(["In any article together", *(f"In {n} or more together" for n in _LEAST[1:])])
        self.least.setAccessibleName("Least number of articles together")
        self.least.currentIndexChanged.connect(lambda _: self.refresh())
        line.addWidget(self.least)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        filters.setSizePolicy(policy)
        column.addWidget(filters)
        self._below = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._below.setSpacing(6)
        acts = self._acts = QHBoxLayout()
        acts.setSpacing(6)
        self.whole = button("Whole library", lambda: self.show_around(None), "action")
        self.as_list = button("As a list", self._swap, "action")
        self.as_list.setCheckable(True)
        self.save = button("Save as a picture…", self._ask_where, "action")
        column.addWidget(self._stack, 1)
        self._below.addWidget(self.legend)
        self._below.addStretch(1)
        acts.addStretch(1)
        for act in (self.whole, self.as_list, self.save):
            acts.addWidget(act)
        acts.addStretch(0)
        self._below.addLayout(acts)
        column.addLayout(self._below)

    def show_around(self, centre: tuple[int, str] | None) -> None:
        """About one entity (its id and name), or None: the whole library."""
        self._centre = centre
        self._name()
        self.refresh()

    def take_focus(self) -> None:
        (self.list if self.as_list.isChecked() else self.view).setFocus()

    def set_look(self, look: Look) -> None:
        self.view.set_painter(Painter(look.tokens, look.faces.ui(look.interface_px - 1)))
        self.legend.set_tokens(look.tokens)
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_below()

    def _fit_below(self) -> None:
        """The legend beside the buttons, or above them where there is no room for both."""
        shown = [w for w in (self.legend, self.whole, self.as_list, self.save) if not w.isHidden()]
        wide = sum(w.sizeHint().width() + self._below.spacing() for w in shown)
        margins = self._column.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        stacked, directions = wide > room, QBoxLayout.Direction
        self._below.setDirection(directions.TopToBottom if stacked else directions.LeftToRight)
        self._acts.setStretch(0, 0 if stacked else 1)
        self._acts.setStretch(self._acts.count() - 1, 1 if stacked else 0)

    def refresh(self) -> None:
        """Ask for the graph again."""
        kinds = [k for made, (_, of) in zip(self.kinds, _KINDS, strict=True) if made.isChecked() for k in of]
        networks, centre, least = self._services.networks, self._centre, _LEAST[self.least.currentIndex()]

        def call() -> Network:
            return networks.whole(kinds, least) if centre is None else networks.around(centre[0], kinds, least)

        self._background.run(call, self._take, key="graph")

    def _take(self, network: Network) -> None:
        self._network = network
        more, shown = network.left_out, len(network.nodes)
        if self._centre is not None:
            self._say(f"These are the {shown} names it appears with most; {more:,} more are left out." if more else "")
        else:
            self._say(f"These are the {shown} most mentioned names that appear with another one." if more else "")
        self.legend.show_kinds({node.kind for node in network.nodes})
        self.list.lines.fill(_lines(network, self._centre is not None))
        self._show()
        self._lay_out()

    def _lay_out(self) -> None:
        network, room = self._network, self.view.size()
        if len(network.nodes) < 2:
            return
        boxes = self.view.painter.boxes(network)
        most = max((e.articles for e in network.edges), default=1)
        springs = [Spring(e.a, e.b, e.articles / most) for e in network.edges]
        middle = 0 if self._centre is not None else None

        def ready(points: tuple[tuple[float, float], ...]) -> None:
            if self._network is network:
                within = tuple((x + _EDGE, y + _EDGE) for x, y in points)
                self.view.show_plan(_plan(network, within, boxes, room))

        self._background.run(
            lambda: arrange(boxes, springs, room.width() - 2 * _EDGE, room.height() - 2 * _EDGE, middle),
            ready,
            key="graph layout",
        )

    def _show(self) -> None:
        few = len(self._network.nodes) < 2
        self._stack.setCurrentWidget(self._nothing if few else self.list if self.as_list.isChecked() else self.view)
        self.save.setEnabled(not few)
        self.legend.setVisible(not self.as_list.isChecked() and not few)
        self._fit_below()

    def _swap(self) -> None:
        self.as_list.setText("As a graph" if self.as_list.isChecked() else "As a list")
        self._show()
        self.take_focus()

    def _name(self) -> None:
        words = f"Who appears with {self._centre[1]}" if self._centre is not None else "Who appears with whom"
        self._title.setText(words)
        self.whole.setVisible(self._centre is not None)
        self._fit_below()

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, "Save the graph")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["Picture (*.png)", "Drawing (*.svg)"])
        dialog.setDefaultSuffix("png")
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix("svg" if "svg" in chosen else "png"))
        dialog.fileSelected.connect(lambda path: self.save_to(Path(path)))
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Draw the graph that is shown into a PNG or SVG."""
        plan = self.view.plan
        if plan is not None and not save(self.view.painter, plan, path, self._title.text()):
            self._say(f"{path.name} could not be written. Choose another folder.")
        elif plan is not None:
            self._say(f"Saved as {path.name}.")

    def _say(self, sentence: str) -> None:
        self._told.setText(sentence)
        self._told.setVisible(bool(sentence))


def _plan(network: Network, points: tuple[tuple[float, float], ...], boxes: list[Box], room: QSize) -> Plan:
    """In rows a graph may be taller than the room: it is drawn whole all the same."""
    tall = max(y + box.height / 2 for (_, y), box in zip(points, boxes, strict=True))
    return Plan(network, tuple(QPointF(x, y) for x, y in points), QSize(room.width(), max(room.height(), round(tall))))


def _lines(network: Network, is_centred: bool) -> list[Line]:
    """Pairs, those with most articles first; about one name, the names it appears with."""
    edges = [e for e in network.edges if not is_centred or e.a == 0]
    lines = []
    for edge in sorted(edges, key=lambda e: (-e.articles, e.a, e.b)):
        a, b = network.nodes[edge.a], network.nodes[edge.b]
        words = b.name if is_centred else f"{a.name} and {b.name}"
        count = f"{edge.articles:,} article{'' if edge.articles == 1 else 's'}"
        below = str(b.kind) if is_centred else f"{a.kind}, {b.kind}"
        lines.append(Line(words, below, Goal(entity_id=b.entity_id if is_centred else a.entity_id), count, lines=1))
    return lines
