"""Which claims of the article that is shown have another number in another article."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from app.desktop.viewmodels.reading import Reading
from app.desktop.viewmodels.services import Services
from app.domain.across import ClaimFile, Disagreement
from app.domain.changes import Changed, Changes
from app.domain.figures import figures
from app.domain.marks import ArticleView, MarkRef
from app.work.background import Background

REST_MS = 900
"""Asked once the article has rested so long: it is the least urgent of all that the store is asked."""
MOST_CLAIMS = 24
_BEARING = {Changed.ENTITIES, Changed.MENTIONS, Changed.CLAIMS}


class Numbers(QObject):
    """Asks for one claim after the other, so that whatever a person does meanwhile comes between."""

    changed = Signal()

    def __init__(self, reading: Reading, services: Services, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._reading, self._services, self._background = reading, services, background
        self._shown: Mapping[MarkRef, Disagreement] = {}
        self._found: dict[MarkRef, Disagreement] = {}
        self._left: list[MarkRef] = []
        self._article: int | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._begin)
        reading.shown.connect(self._forget)
        reading.changed.connect(self._changed)

    @property
    def other(self) -> Mapping[MarkRef, Disagreement]:
        """The likest other number of each claim that has one; empty until that is known."""
        return self._shown

    def _forget(self, _: ArticleView) -> None:
        self._shown, self._left = {}, []
        self._rest.start()

    def _changed(self, changes: Changes) -> None:
        view = self._reading.view
        if view is not None and changes.kinds & _BEARING and changes.touches(view.id):
            self._rest.start()

    def _begin(self) -> None:
        view = self._reading.view
        if view is None:
            return
        self._article, self._found = view.id, {}
        self._left = [c.ref for c in view.claims if figures(view.text, c.span)][:MOST_CLAIMS]
        self._next()

    def _next(self) -> None:
        view = self._reading.view
        if view is None or view.id != self._article:
            return
        if not self._left:
            if self._found != self._shown:
                self._shown = self._found
                self.changed.emit()
            return
        ref, ledger, article_id = self._left.pop(0), self._services.ledger, view.id

        def ready(file: ClaimFile) -> None:
            if file.disagreements:
                self._found[ref] = file.disagreements[0]
            self._next()

        self._background.run(lambda: ledger.file(article_id, ref.span), ready, key="numbers")
