"""The look that is in force: theme, typefaces and sizes, and where it follows the system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtWidgets import QApplication

from app.desktop.theme.tokens import DARK, LIGHT, THEMES, Tokens
from app.settings import Settings

if TYPE_CHECKING:
    from app.desktop.theme.fonts import Typefaces

SMALLEST, LARGEST = 0.7, 2.6  # of the reading text
SMALLEST_PX, LARGEST_PX = 10, 24  # of the interface's type


def bar_height(interface_px: int) -> int:
    """Pixels that the bar at the top takes with type of this size."""
    return 3 * interface_px + 5


def status_height(interface_px: int) -> int:
    return 2 * interface_px


@dataclass(frozen=True, slots=True)
class Look:
    tokens: Tokens
    faces: Typefaces
    scale: float  # of the reading text
    interface_px: int

    @property
    def card_px(self) -> int:
        return self.interface_px - 1


def look_of(settings: Settings, faces: Typefaces) -> Look:
    """What the settings and the system ask for."""
    scale = min(LARGEST, max(SMALLEST, settings.scale))
    return Look(tokens_of(settings), faces, scale, min(LARGEST_PX, max(SMALLEST_PX, settings.interface_px)))


def tokens_of(settings: Settings) -> Tokens:
    """The colours that the settings and the system ask for."""
    tokens = THEMES.get(settings.theme)
    if tokens is None:
        hints = QApplication.styleHints()
        tokens = DARK if hints.colorScheme() == QtCore.Qt.ColorScheme.Dark else LIGHT
    return tokens


def apply_look(application: QApplication, look: Look) -> None:
    """Colours and sizes of everything that is not painted by ourselves."""
    from app.desktop.theme.style import palette, style_sheet  # an empty window is painted without

    application.setPalette(palette(look.tokens))
    application.setStyleSheet(style_sheet(look.tokens, look.faces, look.interface_px))
    application.setFont(look.faces.ui(look.interface_px))
