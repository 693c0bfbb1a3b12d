"""Text can be read on every ground of every theme, and marks be seen: the ratios of WCAG 2.2."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from app.desktop.theme.tokens import THEMES, Tokens
from app.domain.tags import COLOURS

TEXT, MARK = 4.5, 3.0
themes = pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)


def luminance(color: QColor) -> float:
    parts = (value / 255 for value in (color.red(), color.green(), color.blue()))
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(a: QColor, b: QColor) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@themes
@pytest.mark.parametrize("ink", ["text", "soft"])
def test_text_can_be_read_on_every_ground(tokens: Tokens, ink: str) -> None:
    names = ("ground", "pane", "field", "selection", "quote_ground", "claim_ground")
    grounds = [tokens.color(name) for name in names] + [tokens.ground_of(colour) for colour in COLOURS]
    assert min(ratio(tokens.color(ink), ground) for ground in grounds) >= TEXT


@themes
def test_words_in_a_hue_can_be_read_in_panes_and_on_selected_cards(tokens: Tokens) -> None:
    hues = ("accent", "person", "organisation", "place", "event", "claim_rule")
    for ground in ("ground", "pane", "selection"):
        assert min(ratio(tokens.color(hue), tokens.color(ground)) for hue in hues) >= TEXT
    assert ratio(tokens.color("on_accent"), tokens.color("accent")) >= TEXT


@themes
def test_bars_and_notes_are_seen_on_the_page(tokens: Tokens) -> None:
    marks = ("quote_bar", *COLOURS)
    assert min(ratio(tokens.color(mark), tokens.color("ground")) for mark in marks) >= MARK
