"""Looking after the library, from the File menu: is it whole, and an earlier copy in its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.desktop.dialogs.copies import CopiesDialog
from app.desktop.dialogs.trouble import TroubleDialog
from app.desktop.library.rows import LineDelegate
from app.desktop.viewmodels.reading import Reading
from app.domain.checking import CheckReport, Copy
from app.services.keeping import Keeping
from app.work.background import Background


class Upkeep:
    """Works on `background`, which is not the one that notes are saved on: a check may take some seconds."""

    def __init__(
        self,
        keeping: Keeping,
        background: Background,
        reading: Reading,
        delegate: LineDelegate,
        tell: Callable[[str], object],
        window: QWidget,
    ) -> None:
        self._keeping, self._background, self._reading = keeping, background, reading
        self._delegate, self._tell, self._window = delegate, tell, window

    def check(self) -> None:
        """Look through the library and say what there was to say."""
        self._tell("Looking through your library…")
        self._background.run(self._keeping.check, self._checked, key="check")

    def choose_copy(self) -> None:
        """List the copies that are there; the one that is chosen takes the library's place."""
        self._background.run(self._keeping.copies, self._offer, key="copies")

    def _checked(self, report: CheckReport) -> None:
        verdict, *rest = report.sentences()
        self._tell(verdict)
        dialog = TroubleDialog(verdict, "\n".join(rest), None, Path(), self._window)
        dialog.setWindowTitle("Check the library")
        if not report.is_whole:
            dialog.offer("Choose a copy…", self.choose_copy)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _offer(self, copies: tuple[Copy, ...]) -> None:
        dialog = CopiesDialog(copies, self._delegate, self._window)
        dialog.chosen.connect(self._restore)
        dialog.open()

    def _restore(self, path: str) -> None:
        view = self._reading.view
        if view is not None:  # the copy may not have it, or have it otherwise
            self._reading.article_removed(view.id)
        words = "The earlier copy is your library now. The file as it was is kept beside it."
        self._reading.do(lambda: self._keeping.restore(path), lambda: self._tell(words))
