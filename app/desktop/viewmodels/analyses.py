"""The analyses of articles that the window asked for: sent to the worker, stored, one after another."""

from __future__ import annotations

import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.desktop.viewmodels.services import Services
from app.domain.analysis import Analysis
from app.domain.changes import Changes
from app.domain.languages import has_model, only_for_reading
from app.domain.lexicon import Lexicon
from app.domain.marks import ArticleView
from app.domain.pace import Pace, time_left
from app.work.background import Background
from app.work.bridge import Worker
from app.work.messages import JobFailed


@dataclass(frozen=True, slots=True)
class Analysed:
    """Which text of which article a job is about."""

    article_id: int
    version: str
    title: str


class Analyses(QObject):
    """Lives in the window's thread and never blocks it. Those that nobody waits for are sent one at a time."""

    begun = Signal(int)  # article id: it is with the worker
    advanced = Signal(object, float, str)  # Analysed, share 0–1, how long it will still take, in words
    provisional = Signal(object, object)  # Analysed, Analysis of a part
    stored = Signal(int, object)  # article id, Changes
    unsupported = Signal(object, str)  # ArticleView, a sentence: there is no model for its language
    failed = Signal(object, object)  # Analysed, JobFailed
    storeFailed = Signal(object)  # the exception  # noqa: N815
    emptied = Signal()  # none is under way and none waits

    def __init__(
        self, services: Services, worker: Worker, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services, self._worker, self._background = services, worker, background
        self._sent: dict[int, Analysed] = {}  # by job
        self._paces: dict[int, Pace] = {}  # by job
        self._asked: set[tuple[int, str]] = set()  # article and version, from before they are sent
        self._waiting: list[int] = []  # articles that nobody waits for
        worker.analyzed.connect(self._analyzed)
        worker.provisional.connect(self._provisional)
        worker.advanced.connect(self._advanced)
        worker.failed.connect(self._failed)

    @property
    def busy(self) -> bool:
        return bool(self._asked or self._waiting)

    @property
    def are_sent(self) -> bool:
        """Whether one is with the worker."""
        return bool(self._sent)

    def ask(self, view: ArticleView, *, urgent: bool) -> None:
        """Analyse an article, whatever is stored; in its turn unless somebody waits for it."""
        if (view.id, view.version) in self._asked:
            return
        if not has_model(view.metadata.language):
            self.unsupported.emit(view, only_for_reading(view.metadata.language))
            return
        if not urgent and self._asked:
            self._waiting.append(view.id)  # one at a time: each waits for its own turn in the store too
            return
        self._asked.add((view.id, view.version))
        self._background.run(self._services.articles.lexicon, lambda lexicon: self._send(view, lexicon))

    def cancel(self) -> frozenset[int]:
        """Give up all that are under way or wait; the articles whose analysis the worker had begun."""
        stopped = frozenset(entry.article_id for entry in self._sent.values())
        for job in list(self._sent):
            self._worker.cancel(job)
            self._finished(job)
        self._waiting.clear()
        return stopped

    def _send(self, view: ArticleView, lexicon: Lexicon) -> None:
        job = self._worker.analyze(view.version, view.text, view.blocks, lexicon, view.reading_offset)
        self._sent[job] = Analysed(view.id, view.version, view.metadata.title)
        self.begun.emit(view.id)

    def _advanced(self, job: int, done: int, total: int) -> None:
        if job in self._sent and total > 0:
            share = done / total
            left = self._paces.setdefault(job, Pace()).left(time.monotonic(), share)
            self.advanced.emit(self._sent[job], share, time_left(left))

    def _provisional(self, job: int, version: str, analysis: Analysis) -> None:
        if job in self._sent and self._sent[job].version == version:
            self.provisional.emit(self._sent[job], analysis)

    def _analyzed(self, job: int, version: str, analysis: Analysis) -> None:
        entry = self._sent.get(job)
        if entry is None or entry.version != version:
            return

        def saved(changes: Changes) -> None:
            self._finished(job)
            self.stored.emit(entry.article_id, changes)
            self._go_on()

        def failed(error: Exception) -> None:
            self._finished(job)
            self.storeFailed.emit(error)
            self._go_on()

        self._background.run(
            lambda: self._services.articles.save_analysis(entry.article_id, version, analysis), saved, failed
        )

    def _failed(self, job: int, failure: JobFailed) -> None:
        if job in self._sent:
            self.failed.emit(self._finished(job), failure)
            self._go_on()

    def _finished(self, job: int) -> Analysed:
        entry = self._sent.pop(job)
        self._paces.pop(job, None)
        self._asked.discard((entry.article_id, entry.version))
        return entry

    def _go_on(self) -> None:
        if self._waiting and not self._asked:
            article_id = self._waiting.pop(0)
            self._background.run(
                lambda: self._services.articles.view(article_id), lambda view: self.ask(view, urgent=False)
            )
        elif not self.busy:
            self.emptied.emit()
