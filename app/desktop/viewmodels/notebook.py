"""What notes are written with: tags, what colours mean, links, and what `[[` can mean; never on the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.desktop.viewmodels.reading import Reading
from app.desktop.viewmodels.services import Services
from app.domain.changes import Changed, Changes
from app.domain.links import Completion, LinkEnd, LinkTarget
from app.domain.marks import Note
from app.domain.tags import COLOURS, ColourRow, TagRow
from app.work.background import Background

T = TypeVar("T")
Key = TypeVar("Key")
Ready = Callable[[T], object]
Ends = tuple[LinkEnd, ...]
REMEMBERED = 40
"""So many answers about links are kept, to be shown at once while they are asked for anew."""


class Notebook(QObject):
    """Each call returns at once and hands its answer to `ready`, in the window's thread. A newer call of the same kind
    replaces one that has not answered yet.
    """

    coloursChanged = Signal()  # noqa: N815
    articleChanged = Signal(int)  # noqa: N815
    """What the library has of an article, its tags among it, may be other now."""

    def __init__(
        self, reading: Reading, services: Services, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services, self._background = services, background
        self._links: dict[tuple[str, object], Ends] = {}
        self._targets: dict[str, dict[str, LinkTarget]] = {}
        self._article_tags: dict[int, tuple[str, ...]] = {}
        self.colour = COLOURS[0]
        """The colour of the latest highlight, which the next one gets."""
        self.meanings: dict[str, str] = {}
        """What the colours mean that mean something."""
        reading.changed.connect(self._changed)
        self._ask_colours()

    def colour_words(self, colour: str) -> str:
        """A colour with what it means: "amber: doubtful"."""
        meaning = self.meanings.get(colour, "")
        return f"{colour}: {meaning}" if meaning else colour

    def tags(self, prefix: str, ready: Ready[tuple[TagRow, ...]]) -> None:
        """Tags that begin so."""
        self._background.run(lambda: self._services.annotating.tags(prefix, 8), ready, key="tags")

    def tags_of_article(self, article_id: int, ready: Ready[tuple[str, ...]], *, as_last: bool = True) -> None:
        """As they were last at once (unless not `as_last`), and as they are."""
        if as_last and article_id in self._article_tags:
            ready(self._article_tags[article_id])

        def answered(tags: tuple[str, ...]) -> None:
            _remember(self._article_tags, article_id, tags)
            ready(tags)

        self._background.run(
            lambda: self._services.annotating.tags_of_article(article_id), answered, key=("article tags", article_id)
        )

    def complete(self, words: str, ready: Ready[tuple[Completion, ...]]) -> None:
        """What `[[words` can mean."""
        self._background.run(lambda: self._services.links.complete(words), ready, key="complete")

    def note(self, note_id: str, ready: Ready[Note]) -> None:
        """One note as it is after everything that was asked before, even from the bin."""
        self._background.run(lambda: self._services.annotating.note(note_id), ready, key=("note", note_id))

    def targets(self, note_id: str, ready: Ready[dict[str, LinkTarget]]) -> None:
        """What the words in double brackets of a note go to; what was known last is answered at once, too."""
        if note_id in self._targets:
            ready(self._targets[note_id])

        def answered(found: dict[str, LinkTarget]) -> None:
            if self._targets.get(note_id) != found:
                _remember(self._targets, note_id, found)
                ready(found)

        self._background.run(lambda: self._services.links.targets(note_id), answered, key=("targets", note_id))

    def links_of_note(self, note_id: str, ready: Ready[Ends]) -> None:
        self._ends("note", note_id, lambda: self._services.links.of_note(note_id), ready)

    def links_at_article(self, article_id: int, ready: Ready[Ends]) -> None:
        self._ends("article", article_id, lambda: self._services.links.at_article(article_id), ready)

    def links_at_entity(self, entity_id: int, ready: Ready[Ends]) -> None:
        self._ends("entity", entity_id, lambda: self._services.links.at_entity(entity_id), ready)

    def _ends(self, kind: str, key: object, call: Callable[[], Ends], ready: Ready[Ends]) -> None:
        """The ends as they were last at once, so that nothing jumps, and again when they are others now."""
        known = self._links.get((kind, key))
        if known is not None:
            ready(known)

        def answered(ends: Ends) -> None:
            if self._links.get((kind, key)) != ends:
                _remember(self._links, (kind, key), ends)
                ready(ends)

        self._background.run(call, answered, key=("links", kind, key))

    def _changed(self, changes: Changes) -> None:
        if Changed.NOTES in changes.kinds and not changes.articles:  # what is changed when a colour is named
            self._ask_colours()
        if Changed.LIBRARY in changes.kinds:
            for article_id in changes.articles:
                self.articleChanged.emit(article_id)

    def _ask_colours(self) -> None:
        def ready(rows: tuple[ColourRow, ...]) -> None:
            meanings = {row.name: row.meaning for row in rows if row.meaning}
            if meanings != self.meanings:
                self.meanings = meanings
                self.coloursChanged.emit()

        self._background.run(self._services.annotating.colours, ready, key="colours")


def _remember(kept: dict[Key, T], key: Key, value: T) -> None:
    kept.pop(key, None)
    kept[key] = value
    if len(kept) > REMEMBERED:
        kept.pop(next(iter(kept)))
