"""The window before it has panes: their grounds and borders, where they will stand. A first paint needs no more.

Style sheets draw them: what a QPainter fills is asked for in the namespace Qt, which takes 19 ms to load, of 110.
"""

from __future__ import annotations

from string import Template

from PySide6.QtCore import Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QWidget

from app.desktop.look import bar_height, status_height
from app.desktop.theme.tokens import DARK, LIGHT, THEMES, Tokens
from app.settings import Settings

_STYLE = Template("""
#emptyPanes { background: #$ground; }
#emptyPanes QFrame { background: #$pane; border: 0 solid #$hairline; }
#emptyPanes #top { border-bottom-width: 1px; }
#emptyPanes #bottom { border-top-width: 1px; }
#emptyPanes #left { border-right-width: 1px; }
#emptyPanes #right { border-left-width: 1px; }
#emptyPanes QLabel { background: transparent; color: #$soft; border: none; }
""")


class EmptyPanes(QFrame):
    """As large as the window; put aside when the real ones are there."""

    painted = Signal()
    """Emitted once, with the first paint."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("emptyPanes")
        tokens = frame_tokens(settings)
        self.setStyleSheet(
            _STYLE.substitute(ground=tokens.ground, pane=tokens.pane, hairline=tokens.hairline, soft=tokens.soft)
        )
        self._settings = settings
        self._has_painted = False
        self._frames = {side: QFrame(self) for side in ("top", "bottom", "left", "right")}
        for side, frame in self._frames.items():
            frame.setObjectName(side)
        self._frames["left"].setVisible(settings.library_shown)
        self._frames["right"].setVisible(settings.inspector_shown)
        self._sentence = QLabel(self)
        self._sentence.hide()

    def wait_for(self, sentence: str) -> None:
        """Say what is being waited for."""
        self._sentence.setText(sentence)
        self._sentence.show()
        self._place_sentence()

    def _place_sentence(self) -> None:
        self._sentence.adjustSize()
        size = self._sentence.size()
        self._sentence.move((self.width() - size.width()) // 2, (self.height() - size.height()) // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        settings, width = self._settings, self.width()
        bar, status = bar_height(settings.interface_px), status_height(settings.interface_px)
        between = max(0, self.height() - bar - status)
        left, right = settings.library_width, settings.inspector_width
        self._frames["top"].setGeometry(0, 0, width, bar)
        self._frames["bottom"].setGeometry(0, bar + between, width, status)
        self._frames["left"].setGeometry(0, bar, left + 1, between)
        self._frames["right"].setGeometry(width - right - 1, bar, right + 1, between)
        self._place_sentence()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._has_painted:
            self._has_painted = True
            self.painted.emit()


def frame_tokens(settings: Settings) -> Tokens:
    """The colours of the theme that will be in force, as `look.tokens_of`.

    The system's is told by its palette: its colour scheme, too, is in the namespace Qt.
    """
    chosen = THEMES.get(settings.theme)
    if chosen is not None:
        return chosen
    return DARK if QApplication.palette().window().color().lightness() < 128 else LIGHT
