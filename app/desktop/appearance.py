"""How the program looks, as the person chose: theme, sizes of type, motion."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from app.desktop.look import LARGEST, LARGEST_PX, SMALLEST, SMALLEST_PX, Look, apply_look, look_of
from app.settings import Settings


class Appearance(QObject):
    """Keeps the settings and the look that follows from them; `changed` carries a new look to who wears it."""

    changed = Signal(object)  # Look
    motionChanged = Signal(bool)  # whether new marks fade in  # noqa: N815

    def __init__(self, settings: Settings, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.look = look
        QApplication.styleHints().colorSchemeChanged.connect(lambda _: self.refresh())

    @property
    def moves(self) -> bool:
        """Whether new marks fade in."""
        return not self._settings.reduce_motion

    def set_theme(self, name: str) -> None:
        """ "system", "light", "dark" or "contrast"."""
        self._settings.theme = name
        self.refresh()

    def zoom(self, factor: float) -> None:
        """Multiply the reading size; 0 sets it back."""
        scale = self._settings.scale * factor if factor else 1.0
        self._settings.scale = min(LARGEST, max(SMALLEST, scale))
        self.refresh()

    def zoom_interface(self, by: int) -> None:
        """Make everything but the reading text larger or smaller, by pixels of its type."""
        self._settings.interface_px = min(LARGEST_PX, max(SMALLEST_PX, self._settings.interface_px + by))
        self.refresh()

    def toggle_motion(self) -> None:
        """Let new marks fade in, or not."""
        self._settings.reduce_motion = not self._settings.reduce_motion
        self.motionChanged.emit(self.moves)

    def refresh(self) -> None:
        """Put the settings' look in force everywhere."""
        self.look = look_of(self._settings, self.look.faces)
        apply_look(QApplication.instance(), self.look)  # type: ignore[arg-type]
        self.changed.emit(self.look)
