"""The window before it has panes: their grounds and borders, where they will stand. A first paint needs no more."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QWidget

from app.desktop.look import bar_height, status_height
from app.desktop.theme.tokens import DARK, LIGHT, THEMES, Tokens
from app.settings import Settings


def frame_tokens(settings: Settings) -> Tokens:
    """The colours of the theme that will be in force, as `look.tokens_of`.

    The system's is told by its palette: to ask for its colour scheme is to load the namespace Qt, a tenth of a start.
    """
    chosen = THEMES.get(settings.theme)
    if chosen is not None:
        return chosen
    return DARK if QApplication.palette().window().color().lightness() < 128 else LIGHT


def paint_frame(widget: QWidget, settings: Settings, tokens: Tokens, sentence: str) -> None:
    """Paint the empty window onto `widget`, and `sentence` in its middle."""
    painter = QPainter(widget)
    whole = widget.rect()
    painter.fillRect(whole, tokens.color("ground"))
    pane, line = tokens.color("pane"), tokens.color("hairline")
    bar, status = bar_height(settings.interface_px), status_height(settings.interface_px)
    middle = QRect(0, bar, whole.width(), max(0, whole.height() - bar - status))
    painter.fillRect(QRect(0, 0, whole.width(), bar), pane)
    painter.fillRect(QRect(0, middle.bottom() + 1, whole.width(), status), pane)
    if settings.library_shown:
        painter.fillRect(QRect(0, bar, settings.library_width, middle.height()), pane)
        painter.fillRect(QRect(settings.library_width, bar, 1, middle.height()), line)
    if settings.inspector_shown:
        left = whole.width() - settings.inspector_width
        painter.fillRect(QRect(left, bar, settings.inspector_width, middle.height()), pane)
        painter.fillRect(QRect(left - 1, bar, 1, middle.height()), line)
    for at in (bar, middle.bottom()):
        painter.fillRect(QRect(0, at, whole.width(), 1), line)
    if sentence:
        painter.setPen(tokens.color("soft"))
        painter.drawText(whole, QtCore.Qt.AlignmentFlag.AlignCenter, sentence)
    painter.end()
