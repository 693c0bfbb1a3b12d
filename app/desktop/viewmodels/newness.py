"""What is new to the reader in the article that is shown."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.desktop.viewmodels.reading import Reading
from app.desktop.viewmodels.services import Services
from app.domain.across import Novelty
from app.domain.changes import Changed, Changes
from app.domain.marks import ArticleView
from app.work.background import Background

_BEARING = {Changed.ENTITIES, Changed.MENTIONS, Changed.QUOTES, Changed.LIBRARY}


class Newness(QObject):
    """Asks for it whenever an article is shown or something changed that it depends on."""

    changed = Signal()

    def __init__(self, reading: Reading, services: Services, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._reading, self._services, self._background = reading, services, background
        self._novelty: Novelty | None = None
        reading.shown.connect(self._shown)
        reading.changed.connect(self._changed)

    @property
    def novelty(self) -> Novelty | None:
        """Of the article that is shown; None until it is known."""
        view = self._reading.view
        return self._novelty if view is not None and self._novelty and self._novelty.article_id == view.id else None

    def _shown(self, view: ArticleView) -> None:
        self._novelty = None
        self._fetch(view.id)

    def _changed(self, changes: Changes) -> None:
        if self._reading.view is not None and changes.kinds & _BEARING:
            self._fetch(self._reading.view.id)

    def _fetch(self, article_id: int) -> None:
        def ready(novelty: Novelty) -> None:
            if novelty != self._novelty:
                self._novelty = novelty
                self.changed.emit()

        self._background.run(lambda: self._services.novelty.of_article(article_id), ready, key="novelty")
