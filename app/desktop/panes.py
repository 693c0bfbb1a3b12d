"""Library, middle and inspector side by side, and which of them there is room for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6 import QtCore
from PySide6.QtWidgets import QSplitter, QWidget

from app.settings import Settings

NARROW_BELOW = 1140
ONE_PANE_BELOW = 1080
_LEAST = (180, 360, 230)  # with interface type of _PX
_PX = 13


class Panes(QSplitter):
    """Shows what the settings ask for and the width allows. `is_selected` says whether the inspector has something to
    say; `narrowed` hears whether the bars have to be short.
    """

    def __init__(
        self,
        library: QWidget,
        middle: QWidget,
        inspector: QWidget,
        settings: Settings,
        is_selected: Callable[[], bool],
        narrowed: Callable[[bool], object],
    ) -> None:
        super().__init__(QtCore.Qt.Orientation.Horizontal)
        self._library, self._middle, self._inspector, self._settings = library, middle, inspector, settings
        self._is_selected, self._narrowed = is_selected, narrowed
        self._writing = False  # a new note is open: the inspector stays, however narrow the window is
        self._width = settings.size[0]
        self._px = settings.interface_px
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for pane in (library, middle, inspector):
            self.addWidget(pane)
        self._hold_apart()
        self.setStretchFactor(1, 1)
        self.setSizes([settings.library_width, 900, settings.inspector_width])

    def set_px(self, px: int) -> None:
        """Interface type of another size: the panes at the sides grow and shrink with it."""
        before = self._wider
        self._px = px
        share = self._wider / before
        self._hold_apart()
        if share != 1.0:
            library, middle, inspector = self.sizes()
            self.setSizes([round(library * share), middle, round(inspector * share)])
        self.fit(self._width)

    @property
    def _wider(self) -> float:
        """How much more room panes get than with type of _PX. Half as much: the text keeps what it can."""
        return (1 + self._px / _PX) / 2

    def _hold_apart(self) -> None:
        share = self._wider
        for pane, least in zip((self._library, self._middle, self._inspector), _LEAST, strict=True):
            pane.setMinimumWidth(least if pane is self._middle else round(least * share))

    def fit(self, width: int) -> None:
        """Fit into a window of this width in px. Below ONE_PANE_BELOW there is room for one pane: the inspector while
        something is selected.
        """
        self._width = width
        self._narrowed(width < NARROW_BELOW * self._wider)
        selected = self._is_selected() or self._writing
        tight = width < ONE_PANE_BELOW * self._wider
        self._inspector.setVisible(self._settings.inspector_shown and (selected or not tight))
        self._library.setVisible(self._settings.library_shown and not (tight and self._inspector.isVisibleTo(self)))

    def toggle_library(self) -> None:
        self._settings.library_shown = self._library.isHidden()
        self.fit(self._width)

    def toggle_inspector(self) -> None:
        self._settings.inspector_shown = self._writing = self._inspector.isHidden()
        self.fit(self._width)

    def show_inspector(self) -> None:
        if self._inspector.isHidden():
            self.toggle_inspector()

    def begin_note(self) -> None:
        """A new note is open in the inspector."""
        self._writing = self._settings.inspector_shown = True
        self.fit(self._width)

    def select(self) -> None:
        """What is selected has changed."""
        self._writing = False
        self.fit(self._width)

    def keep_widths(self) -> None:
        """Write the panes' widths into the settings."""
        library, _, inspector = self.sizes()
        self._settings.library_width = library or self._settings.library_width
        self._settings.inspector_width = inspector or self._settings.inspector_width
