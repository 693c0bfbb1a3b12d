"""The article that is being read: how it gets from a path to the screen, and how changes reach it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.desktop.viewmodels.analyses import Analysed, Analyses
from app.desktop.viewmodels.beginning import READING_THE_REST
from app.desktop.viewmodels.files import Files
from app.desktop.viewmodels.provisional import with_provisional
from app.desktop.viewmodels.services import Services
from app.domain.analysis import Analysis
from app.domain.arrival import Arrival, Taken, said
from app.domain.article import Article, Metadata, canonical
from app.domain.changes import Changed, Changes
from app.domain.marks import AnalysisState, ArticleView
from app.domain.paragraphs import split_paragraphs
from app.domain.spans import Span
from app.errors import NotFound
from app.work.background import Background
from app.work.bridge import Worker
from app.work.messages import JobFailed

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something failed: what, and what to do. `retry` names an article that can be analysed again.

    `lost`: notes of the shown article did not find their place.
    """

    sentence: str
    next_step: str
    retry: int | None = None
    lost: bool = False


class Reading(QObject):
    """Opens, shows and keeps current one article; queues the analysis of the others.

    Lives in the window's thread and never blocks it: files and texts go to the worker, everything of the store to the
    background thread.
    """

    opening = Signal(str)  # a file's name, while nothing of it can be shown yet
    begun = Signal(object)  # ArticleView of the beginning of a file, to be looked at until `shown`
    unfinishedTold = Signal(str)  # a sentence to stand under that beginning  # noqa: N815
    shown = Signal(object)  # ArticleView: another text is on the screen
    marksChanged = Signal(object, bool)  # ArticleView of the same text; whether new marks fade in  # noqa: N815
    jumped = Signal(object)  # Span to bring into the window
    progressed = Signal(str, float)  # a sentence and a share 0–1, below 0 where that is not known
    rested = Signal()  # nothing is going on any more
    troubled = Signal(object)  # Trouble
    told = Signal(str)  # a sentence worth a moment, about something that is not on the screen
    changed = Signal(object)  # Changes, after every operation
    closed = Signal()  # no article is shown any more
    stepping = Signal()  # a step is about to be taken back or done again: what is not stored yet comes first

    def __init__(
        self, services: Services, worker: Worker, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._worker = worker
        self._background = background
        self._view: ArticleView | None = None
        self._files = Files(services, worker, background, self)
        self._files.begun.connect(self._file_begun)
        self._files.unfinishedTold.connect(self.unfinishedTold)
        self._files.taken.connect(self._file_taken)
        self._files.failed.connect(lambda sentence, step: self.troubled.emit(Trouble(sentence, step)))
        self._files.storeFailed.connect(self._store_failed)
        self._model = ""
        self._analyses = Analyses(services, worker, background, self)
        self._analyses.begun.connect(self._analysis_begun)
        self._analyses.advanced.connect(self._advanced)
        self._analyses.provisional.connect(self._provisional)
        self._analyses.stored.connect(self._analysed)
        self._analyses.unsupported.connect(self._unsupported)
        self._analyses.failed.connect(self._analysis_failed)
        self._analyses.storeFailed.connect(self._store_failed)
        self._analyses.emptied.connect(self._rest)
        worker.failed.connect(self._failed)
        worker.ready.connect(self._model_ready)
        worker.restarted.connect(self._restarted)
        background.problem.connect(self._store_failed)

    @property
    def view(self) -> ArticleView | None:
        """What is shown, with every mark; None before the first article, and while only a beginning is there."""
        return self._view

    @property
    def on_screen(self) -> ArticleView | None:
        """What can be looked at: the article, or the beginning of one."""
        return self._files.beginning or self._view

    @property
    def unfinished(self) -> str:
        """Why nothing can be written on what is shown, in a sentence; "" where it can, and where nothing is shown."""
        return self._files.unfinished

    @property
    def busy(self) -> bool:
        return self._files.busy or self._analyses.busy

    # opening

    def open_files(self, paths: Sequence[str], *, show: bool = True) -> None:
        """Read files from disk; the first is shown as soon as its text is there, all come into the library."""
        if show and paths:
            self.opening.emit(Path(paths[0]).name)
        self._files.open(paths, show=show)

    def open_text(self, words: str) -> None:
        """Open text that has no file, from the clipboard."""
        text = canonical(words)
        blocks = split_paragraphs(text)
        first = " ".join(blocks[0].span.of(text).split()) if blocks else ""
        title = first if len(first) <= 80 else first[:80].rsplit(" ", 1)[0] + "…"
        article = Article(text, blocks, Metadata(title=title), format="clipboard")
        self._background.run(lambda: self._services.articles.add(article, ""), self._show)

    def cancel(self) -> None:
        """Give up every analysis that is under way or waiting, and the rest of a file; what is stored stays."""
        self._files.give_up_rest()
        stopped = self._analyses.cancel()
        self.rested.emit()
        if self._view is not None and self._view.id in stopped:
            sentence = "You stopped the analysis: only a part of the article is marked, and that is not kept."
            self.troubled.emit(Trouble(sentence, "", self._view.id))

    def open_article(self, article_id: int, span: Span | None = None) -> None:
        """Show an article of the library, at `span` when one is given. Runs no model when it is analysed."""
        if self._view is not None and self._view.id == article_id:
            if span is not None:
                self.jumped.emit(span)
            return

        def ready(view: ArticleView) -> None:
            self._show(view)
            if span is not None:
                self.jumped.emit(span)

        self._background.run(lambda: self._services.articles.view(article_id), ready, key="open")

    def analyse_again(self, article_id: int) -> None:
        """Run the analysis anew, whatever is stored. Decisions and notes stay."""
        self._background.run(
            lambda: self._services.articles.view(article_id), lambda view: self._analyses.ask(view, urgent=True)
        )

    def analyse_shown_again(self) -> None:
        if self._view is not None:
            self.analyse_again(self._view.id)

    def remember_place(self, offset: int) -> None:
        if self._view is not None:
            article_id = self._view.id
            self._background.run(lambda: self._services.articles.remember_place(article_id, offset))

    # changing

    def do(self, call: Callable[[], Changes | None], then: Callable[[], object] | None = None) -> None:
        """Run one operation of a service off the window's thread and show what it changed."""

        def done(changes: Changes | None) -> None:
            if changes is not None:
                self.take(changes)
            if then is not None:
                then()

        self._background.run(call, done)

    def take(self, changes: Changes) -> None:
        """Show what an operation changed."""
        view = self._view
        if view is not None and (whole := dict(changes.gone).get(view.id)) is not None:
            self.open_article(whole)
        elif view is not None and changes.touches(view.id):
            self._refresh(view.id)
        self.changed.emit(changes)

    def undo(self) -> None:
        """Take back the latest step, whatever it was."""
        self._step(self._services.undoing.undo, "Undone", "There is nothing to undo.")

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._step(self._services.undoing.redo, "Done again", "There is nothing to do again.")

    def _step(self, call: Callable[[], tuple[str, Changes] | None], done: str, nothing: str) -> None:
        self.stepping.emit()

        def answered(answer: tuple[str, Changes] | None) -> None:
            if answer is None:
                self.told.emit(nothing)
            else:
                self.told.emit(f"{done}: {answer[0][:1].lower()}{answer[0][1:]}.")
                self.take(answer[1])

        self._background.run(call, answered)

    def article_removed(self, article_id: int) -> None:
        """The library no longer lists it: stop showing it."""
        if self._view is not None and self._view.id == article_id:
            self._view = None
            self.closed.emit()

    # answers

    def _file_begun(self, view: ArticleView) -> None:
        self._view = None
        self.begun.emit(view)
        self.progressed.emit(READING_THE_REST, -1.0)

    def _file_taken(self, taken: Taken, show: bool) -> None:
        view = taken.view
        self.changed.emit(Changes(frozenset({Changed.LIBRARY}), frozenset({view.id})))
        if show:
            self._show(view)
            self._tell_losses(taken)
        elif view.state is AnalysisState.NONE:
            self._analyses.ask(view, urgent=False)
        self._rest()

    def _tell_losses(self, taken: Taken) -> None:
        """What became of notes and decisions in a new version; what else is worth a word."""
        if taken.lost_notes or taken.lost_decisions:
            step = "What lost its place is kept, and listed beside the text."
            self.troubled.emit(Trouble(said(taken), step, lost=True))
        elif taken.how is not Arrival.KNOWN and (words := said(taken)):
            self.told.emit(words)

    def _show(self, view: ArticleView) -> None:
        self._files.leave_beginning()
        self._view = view
        self.shown.emit(view)
        if view.state in (AnalysisState.NONE, AnalysisState.FAILED):
            self._analyses.ask(view, urgent=True)
        elif view.state is AnalysisState.UNSUPPORTED:
            self.troubled.emit(Trouble(view.state_detail, "You can read it and take notes."))
        elif self._model:
            self._check_model()
        for notice in reversed(view.notices):  # the first of them is then to be seen
            self.troubled.emit(Trouble(notice, ""))

    def _refresh(self, article_id: int, fade: bool = False) -> None:
        def ready(view: ArticleView) -> None:
            if self._view is None or self._view.id != view.id:
                return
            if view.version != self._view.version:
                self._show(view)
            else:
                self._view = view
                self.marksChanged.emit(view, fade)

        self._background.run(lambda: self._services.articles.view(article_id), ready, key="view")

    def _analysis_begun(self, article_id: int) -> None:
        if self._is_shown(article_id):
            self.progressed.emit("Reading the article", 0.0)

    def _unsupported(self, view: ArticleView, sentence: str) -> None:
        self.do(lambda: self._services.articles.mark_failed(view.id, view.version, sentence, unsupported=True))
        if self._is_shown(view.id):
            self.troubled.emit(Trouble(sentence, "You can read it and take notes.", view.id))

    def _advanced(self, entry: Analysed, share: float, left: str) -> None:
        name = "Reading" if self._is_shown(entry.article_id) else f"Reading “{entry.title}”"
        percent = round(share * 100)
        words = [name, f"{percent} %" if percent else "the beginning", left]
        self.progressed.emit(" · ".join(filter(None, words)), share)

    def _provisional(self, entry: Analysed, analysis: Analysis) -> None:
        view = self._view
        if view is None or view.id != entry.article_id or view.version != entry.version:
            return
        if view.state is AnalysisState.NONE:
            self._view = with_provisional(view, analysis)
            self.marksChanged.emit(self._view, True)

    def _analysed(self, article_id: int, changes: Changes) -> None:
        if self._is_shown(article_id):
            self._refresh(article_id, fade=True)
        self.changed.emit(changes)

    def _analysis_failed(self, entry: Analysed, failure: JobFailed) -> None:
        sentence = f"The analysis of “{entry.title}” did not finish. {failure.sentence}"
        self.do(lambda: self._services.articles.mark_failed(entry.article_id, entry.version, sentence))
        if self._is_shown(entry.article_id):
            self.troubled.emit(Trouble(sentence, failure.next_step, entry.article_id))
        else:
            self.told.emit(sentence)  # the library says so beside its title, too

    def _is_shown(self, article_id: int) -> bool:
        return self._view is not None and self._view.id == article_id

    def _failed(self, job: int, failure: JobFailed) -> None:
        if job == 0:
            self.troubled.emit(Trouble(failure.sentence, failure.next_step))
        self._rest()

    def _restarted(self, sentence: str) -> None:
        """One of the queue's files did it when we have nothing under way: its report says so."""
        if self._files.busy or self._analyses.are_sent:
            self.troubled.emit(Trouble(sentence, "Nothing was lost."))

    def _store_failed(self, error: Exception) -> None:
        if isinstance(error, NotFound):
            # Two presses in a row, the second on what the first had changed: no harm, and worth no more than a word.
            self.told.emit(error.sentence)
            return
        sentence = getattr(error, "sentence", "") or "Something went wrong while saving."
        step = getattr(error, "next_step", "") or "Your text is still here: try again, and copy what you cannot lose."
        log.error("the store failed", exc_info=error)
        self.troubled.emit(Trouble(sentence, step))

    def _model_ready(self, model: str) -> None:
        if model != self._model:
            self._model = model
            self._check_model()

    def _check_model(self) -> None:
        """Analyse the shown article again when its stored analysis was made by another model."""
        view = self._view
        if view is None or view.state is not AnalysisState.DONE:
            return
        model = self._model

        def answered(current: bool) -> None:
            if not current and self._view is not None and self._view.id == view.id:
                self._analyses.ask(view, urgent=True)

        self._background.run(lambda: self._services.articles.is_analysed(view.id, view.version, model), answered)

    def _rest(self) -> None:
        if not self.busy:
            self.rested.emit()
