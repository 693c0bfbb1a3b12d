"""Which marks are shown: the four layers, first mentions only, and how sure a suggestion must be."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.domain.marks import ArticleView, MarkKind, Standing
from app.settings import Settings

ORDER = (MarkKind.MENTION, MarkKind.QUOTE, MarkKind.CLAIM, MarkKind.NOTE)


def sureness(standing: Standing, confidence: float) -> float:
    """What the slider and the thin strokes go by: the user's word is never in doubt."""
    return confidence if standing is Standing.SUGGESTED else 1.0


class Layers(QObject):
    """Switches of the reader and the margin. What the user made or confirmed is never hidden by the slider."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown = dict.fromkeys(ORDER, True)
        self._first_only = False
        self._new_shown = True
        self._floor = 0.0

    def restore(self, settings: Settings) -> None:
        """As they were left."""
        for kind in ORDER:
            self.show(kind, settings.layers.get(kind, True))
        self.set_first_only(settings.first_only)
        self.set_new_shown(settings.new_shown)
        self.set_floor(settings.floor)

    def keep(self, settings: Settings) -> None:
        """Write them into the settings."""
        settings.layers = {kind: self.is_shown(kind) for kind in ORDER}
        settings.first_only, settings.new_shown, settings.floor = self._first_only, self._new_shown, self._floor

    def is_shown(self, kind: MarkKind) -> bool:
        return self._shown[kind]

    def show(self, kind: MarkKind, shown: bool) -> None:
        if self._shown[kind] != shown:
            self._shown[kind] = shown
            self.changed.emit()

    @property
    def first_only(self) -> bool:
        return self._first_only

    def set_first_only(self, on: bool) -> None:
        if self._first_only != on:
            self._first_only = on
            self.changed.emit()

    @property
    def new_shown(self) -> bool:
        """Whether the margin says who is new, and who was met before."""
        return self._new_shown

    def set_new_shown(self, on: bool) -> None:
        if self._new_shown != on:
            self._new_shown = on
            self.changed.emit()

    @property
    def floor(self) -> float:
        """The least confidence of a suggestion that is shown, 0–1."""
        return self._floor

    def set_floor(self, floor: float) -> None:
        if self._floor != floor:
            self._floor = floor
            self.changed.emit()

    def shows(self, kind: MarkKind, sure: float, first: bool) -> bool:
        """Whether one mark is to be seen; `sure` is 1 for what the user stands behind."""
        if not self._shown[kind] or sure < self._floor:
            return False
        return first or kind is not MarkKind.MENTION or not self._first_only

    def sure_enough(self, view: ArticleView) -> ArticleView:
        """`view` without the suggestions that are less sure than asked for, whichever layers are shown."""
        floor = self._floor
        return replace(
            view,
            mentions=tuple(m for m in view.mentions if sureness(m.standing, m.confidence) >= floor),
            quotes=tuple(q for q in view.quotes if sureness(q.standing, q.confidence) >= floor),
            claims=tuple(c for c in view.claims if sureness(c.standing, c.score) >= floor),
        )

    def visible(self, view: ArticleView) -> ArticleView:
        """`view` with only the marks that are to be seen."""

        def seen(kind: MarkKind, standing: Standing, confidence: float, first: bool = True) -> bool:
            return self.shows(kind, sureness(standing, confidence), first)

        return replace(
            view,
            mentions=tuple(m for m in view.mentions if seen(MarkKind.MENTION, m.standing, m.confidence, m.first)),
            quotes=tuple(q for q in view.quotes if seen(MarkKind.QUOTE, q.standing, q.confidence)),
            claims=tuple(c for c in view.claims if seen(MarkKind.CLAIM, c.standing, c.score)),
            notes=view.notes if self._shown[MarkKind.NOTE] else (),
            noted=view.noted if self._shown[MarkKind.NOTE] else frozenset(),
        )
