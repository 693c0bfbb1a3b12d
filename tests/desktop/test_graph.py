"""The graph can be walked by keys, read out, listed, narrowed and saved as a picture."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.desktop.graph.painting import Plan
from app.desktop.graph.view import GraphView
from app.desktop.theme.fonts import Typefaces
from app.desktop.theme.tokens import Tokens
from app.domain.across import Edge, Network, Node
from app.domain.analysis import EntityKind
from tests.desktop.conftest import Desk

NETWORK = Network(
    (
        Node(7, "Mara Lind", EntityKind.PERSON, 4, 9),
        Node(8, "Port Ellery", EntityKind.PLACE, 3, 3),
        Node(9, "Sund Line", EntityKind.ORGANISATION, 1, 1),
    ),
    (Edge(0, 1, 3), Edge(0, 2, 1)),
)
PLAN = Plan(NETWORK, (QPointF(100, 150), QPointF(300, 150), QPointF(100, 260)), QSize(400, 320))


@pytest.fixture
def view(qtbot: QtBot, tokens: Tokens, faces: Typefaces) -> GraphView:
    made = GraphView(tokens, faces.ui(12))
    qtbot.addWidget(made)
    made.resize(PLAN.size)
    made.show_plan(PLAN)
    made.show()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


def test_arrows_go_that_way_and_enter_opens(qtbot: QtBot, view: GraphView) -> None:
    told = "Mara Lind, person, in 4 articles. Appears with Port Ellery (3), Sund Line (1)."
    assert view.accessibleName() == told
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.accessibleName().startswith("Port Ellery")
    qtbot.keyClick(view, Qt.Key.Key_Left)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.chosen) as waited:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert waited.args == [9]
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.accessibleName().startswith("Sund Line"), "nothing lies below"


def test_a_click_on_a_label_opens_it_and_one_beside_does_not(qtbot: QtBot, view: GraphView) -> None:
    opened: list[int] = []
    view.chosen.connect(opened.append)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.painter.area(PLAN, 1).center().toPoint())
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPointF(200, 20).toPoint())
    assert opened == [8]


def test_the_pointer_lights_a_node_and_its_neighbours_alone(qtbot: QtBot, view: GraphView) -> None:
    view.clearFocus()
    at = view.painter.centre(PLAN, 2).toPoint()
    calm = view.grab().toImage().pixelColor(at)
    qtbot.mouseMove(view, view.painter.area(PLAN, 1).center().toPoint())
    qtbot.waitUntil(lambda: view.grab().toImage().pixelColor(at) != calm)  # faded: it is no neighbour
    assert view.grab().toImage().pixelColor(view.painter.centre(PLAN, 0).toPoint()) != calm


def test_it_is_asked_for_listed_and_saved(desk: Desk, article: Path, tmp_path: Path) -> None:
    desk.start()
    desk.open(article)
    desk.window.show_graph()
    desk.settle()
    page = desk.window.graph
    assert page.view.plan is not None
    assert {n.name for n in page.view.plan.network.nodes} == {"Mara Lind", "Port Ellery"}
    page.as_list.click()
    assert page.list.lines.line(0).text == "Mara Lind and Port Ellery"
    for name in ("graph.png", "graph.svg"):
        page.save_to(tmp_path / name)
    assert QImage(str(tmp_path / "graph.png")).width() == 2 * page.view.plan.size.width()
    assert "Port Ellery" in (tmp_path / "graph.svg").read_text("utf-8")
    page.save_to(tmp_path / "no folder" / "graph.png")
    assert "could not be written" in desk.texts(page)
    page.kinds[0].click()
    desk.settle()
    assert "Nobody appears with anybody" in desk.texts(page)


def test_the_dossier_leads_to_the_graph_of_one_name(desk: Desk, article: Path) -> None:
    desk.start()
    view = desk.open(article)
    desk.window.focus.on_mark(view.mentions[0].ref)
    desk.settle()
    desk.press("Show the graph", desk.window.inspector)
    assert "Who appears with Mara Lind" in desk.texts(desk.window.graph)
    desk.press("Whole library", desk.window.graph)
    assert "Who appears with whom" in desk.texts(desk.window.graph)


def test_filters_and_legend_are_whole_in_a_narrow_window_with_large_type(desk: Desk, article: Path) -> None:
    desk.start()
    desk.open(article)
    desk.window.show_graph()
    desk.settle()
    page = desk.window.graph
    page.setStyleSheet("* { font-size: 20px; }")
    page.setParent(None)  # type: ignore[call-overload]
    page.show()
    for width in (560, 1100, 560):
        page.resize(width, 600)
        desk.settle()
        for part in (*page.kinds, page.least, page.legend, page.as_list, page.save):
            assert part.width() >= part.sizeHint().width(), (width, part)
            right = part.mapTo(page, part.rect().topRight())
            assert page.rect().contains(right), (width, part)
    page.close()
