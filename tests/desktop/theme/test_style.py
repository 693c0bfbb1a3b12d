"""What Qt paints itself looks like what we paint."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from app.desktop.theme.fonts import load_typefaces
from app.desktop.theme.style import style_sheet
from app.desktop.theme.tokens import THEMES, Tokens
from app.paths import RESOURCES


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
def test_the_list_of_a_box_is_filled_to_its_edge_and_its_choice_has_the_selection_ground(
    qtbot: QtBot, tokens: Tokens
) -> None:
    box = QComboBox()
    qtbot.addWidget(box)
    box.setStyleSheet(style_sheet(tokens, load_typefaces(RESOURCES / "fonts"), 13))
    box.addItems(["By date", "By article", "By tag"])
    box.setCurrentIndex(1)
    box.show()
    box.showPopup()
    rows = box.view()
    qtbot.waitUntil(rows.isVisible)
    popup = rows.window()
    drawn = popup.grab().toImage()
    chosen = rows.viewport().mapTo(popup, rows.visualRect(rows.model().index(1, 0)).center())
    assert drawn.pixelColor(QPoint(popup.width() - 12, chosen.y())) == tokens.color("selection")
    assert drawn.pixelColor(popup.width() // 2, 2) == tokens.color("field")
    assert drawn.pixelColor(popup.width() // 2, popup.height() - 3) == tokens.color("field")
    box.hidePopup()
