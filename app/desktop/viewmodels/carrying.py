"""One file on its way into the library: read, taken, analysed, and what became of it."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.domain.analysis import Analysis
from app.domain.arrival import Arrival, Taken, said
from app.domain.article import Article
from app.domain.changes import Changed, Changes
from app.domain.languages import has_model, only_for_reading
from app.domain.lexicon import Lexicon
from app.domain.marks import AnalysisState, ArticleView
from app.domain.queueing import ItemState, QueueItem
from app.errors import StoreError
from app.services.articles import Articles
from app.work.background import Background
from app.work.bridge import Worker
from app.work.messages import JobFailed

log = logging.getLogger(__name__)

_STATES = {Arrival.NEW: ItemState.ADDED, Arrival.KNOWN: ItemState.KNOWN, Arrival.RENEWED: ItemState.RENEWED}


class Carrier(QObject):
    """Lives in the window's thread and never blocks it. Holds one file and its article, no more.

    `is_shown(article id)` answers whether the window shows the article itself now, and so has it analysed.
    """

    ended = Signal(object, str, object)  # ItemState, what became of it in words, the article's id or None
    changed = Signal(object)  # Changes
    refused = Signal(object)  # StoreError: the library took nothing

    def __init__(
        self,
        articles: Articles,
        worker: Worker,
        background: Background,
        is_shown: Callable[[int], bool],
        parent: QObject | None = None,
        *,
        analyses: bool = True,
    ) -> None:
        """`background`: the library's thread. `analyses`: else an article is analysed when it is first opened."""
        super().__init__(parent)
        self._articles, self._worker, self._background = articles, worker, background
        self._is_shown, self._analyses = is_shown, analyses
        self._item: QueueItem | None = None
        self._job: int | None = None
        self._taken: Taken | None = None  # once the file is read
        worker.fileRead.connect(self._file_read)
        worker.analyzed.connect(self._analyzed)
        worker.failed.connect(self._failed)

    @property
    def item(self) -> QueueItem | None:
        """The file under way."""
        return self._item

    @property
    def is_reading(self) -> bool:
        """Whether the file is still read, so that nothing is lost when it is given up."""
        return self._job is not None and self._taken is None

    def begin(self, item: QueueItem) -> None:
        self._item = item
        self._job = self._worker.read(item.path)

    def let_go(self) -> QueueItem | None:
        """Give up the file under way, if there is one; which."""
        item = self._item
        if self._job is not None:
            self._worker.cancel(self._job)
        self._item = self._job = self._taken = None
        return item

    def _file_read(self, job: int, article: Article) -> None:
        if job != self._job or self._item is None:
            return
        self._job = None
        item = self._item

        def taken(answer: Taken) -> None:
            self.changed.emit(Changes(frozenset({Changed.LIBRARY}), frozenset({answer.view.id})))
            if self._item is item:
                self._taken = answer
                self._after_taking(answer)

        self._background.run(
            lambda: self._articles.take(article, item.path, earlier_too=False), taken, self._store_failed
        )

    def _after_taking(self, taken: Taken) -> None:
        view = taken.view
        needs_analysis = view.state in (AnalysisState.NONE, AnalysisState.FAILED)
        if self._is_shown(view.id) or not self._analyses or not needs_analysis:
            self._end(_STATES[taken.how], said(taken))
        elif not has_model(view.metadata.language):
            sentence = only_for_reading(view.metadata.language)
            self._keep(lambda: self._articles.mark_failed(view.id, view.version, sentence, unsupported=True))
            self._end(_STATES[taken.how], f"{said(taken)} {sentence}".strip())
        else:
            self._background.run(self._articles.lexicon, lambda lexicon: self._send(view, lexicon), self._store_failed)

    def _send(self, view: ArticleView, lexicon: Lexicon) -> None:
        if self._taken is not None and self._taken.view is view:
            self._job = self._worker.analyze(view.version, view.text, view.blocks, lexicon)

    def _analyzed(self, job: int, version: str, analysis: Analysis) -> None:
        if job != self._job or self._taken is None:
            return
        self._job = None
        taken = self._taken

        def saved(changes: Changes) -> None:
            self.changed.emit(changes)
            if self._taken is taken:
                self._end(_STATES[taken.how], said(taken))

        self._background.run(
            lambda: self._articles.save_analysis(taken.view.id, version, analysis), saved, self._store_failed
        )

    def _failed(self, job: int, failure: JobFailed) -> None:
        if job != self._job or self._item is None:
            return
        self._job = None
        why = f"{failure.sentence} {failure.next_step}".strip()
        if self._taken is None:
            self._end(ItemState.FAILED, why)
            return
        view = self._taken.view
        sentence = f"The analysis of “{view.metadata.title}” did not finish. {failure.sentence}"
        self._keep(lambda: self._articles.mark_failed(view.id, view.version, sentence))
        self._end(ItemState.FAILED, f"It is in your library without marks: its analysis did not finish. {why}")

    def _store_failed(self, error: Exception) -> None:
        """A bug of ours that this one file brings out is reported, and the others go on."""
        if isinstance(error, StoreError):
            self.refused.emit(error)
            return
        log.error("a file could not be stored", exc_info=error)
        if self._item is not None:
            self._end(ItemState.FAILED, "Something went wrong inside Glossator while it was stored.")

    def _keep(self, call: Callable[[], Changes]) -> None:
        self._background.run(call, self.changed.emit, self._store_failed)

    def _end(self, state: ItemState, sentence: str) -> None:
        self.ended.emit(state, sentence, self._taken.view.id if self._taken else None)
