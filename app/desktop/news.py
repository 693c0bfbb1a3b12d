"""What the window makes of the reading's news: which page is shown, the title, the words in the bars."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.desktop.inspector.pane import InspectorPane
from app.desktop.margin.cards import speak
from app.desktop.navigator import Navigator
from app.desktop.original.spread import Spread
from app.desktop.page import Page
from app.desktop.statusbar import StatusBar
from app.desktop.viewmodels.focus import Focus
from app.desktop.viewmodels.reading import Reading, Trouble
from app.domain.marks import AnalysisState, ArticleView
from app.settings import Settings


class News:
    """Passes on what `reading` says; `say` has a screen reader say a sentence. Lives as long as the window."""

    def __init__(
        self,
        window: QWidget,
        reading: Reading,
        focus: Focus,
        page: Page,
        spread: Spread,
        navigator: Navigator,
        inspector: InspectorPane,
        status: StatusBar,
        settings: Settings,
        say: Callable[[str], object],
    ) -> None:
        self._window, self._reading, self._focus = window, reading, focus
        self._page, self._spread, self._navigator = page, spread, navigator
        self._inspector, self._status, self._settings, self._say = inspector, status, settings, say
        reading.opening.connect(lambda name: status.begin(f"Opening {name}…"))
        reading.begun.connect(self._begun)
        reading.unfinishedTold.connect(page.tell_unfinished)
        reading.shown.connect(self._shown)
        reading.marksChanged.connect(self._marks_changed)
        reading.progressed.connect(status.progress)
        reading.rested.connect(status.rest)
        reading.troubled.connect(self._troubled)
        reading.closed.connect(self._closed)
        status.cancel.clicked.connect(reading.cancel)

    def _begun(self, view: ArticleView) -> None:
        """The beginning of an article: to be read, not to be written on."""
        self._status.end()
        self._focus.clear()
        self._page.show_article(view)
        self._spread.show_beginning()
        self._status.count(None)
        self._inspector.refresh()
        self._entitle(view)

    def _shown(self, view: ArticleView) -> None:
        self._status.end()
        self._page.show_article(view)
        self._spread.show_article(view)
        self._status.count(view)
        self._navigator.take_up()
        self._entitle(view)
        self._settings.last_article = view.id

    def _entitle(self, view: ArticleView) -> None:
        self._window.setWindowTitle(f"{view.metadata.title or 'Untitled'} — Glossator")

    def _marks_changed(self, view: ArticleView, fade: bool) -> None:
        self._page.show_marks(view, fade)
        if view.state is AnalysisState.DONE:
            self._page.notice.forget(view.id)
        self._status.count(view)

    def _troubled(self, trouble: Trouble) -> None:
        if self._reading.on_screen is None:
            self._navigator.empty.say(trouble.sentence, trouble.next_step)
            self._navigator.setCurrentWidget(self._navigator.empty)
        else:
            self._page.tell(trouble)
        self._say(f"{trouble.sentence} {trouble.next_step}")

    def _closed(self) -> None:
        self._focus.clear()
        self._status.count(None)
        self._status.tell("Removed from the library. Its notes are kept; open the file again to bring it back.")
        self._window.setWindowTitle("Glossator")
        self._inspector.refresh()

    def say_selected(self) -> None:
        """Say what is selected now."""
        view, ref = self._reading.view, self._focus.ref
        if view is not None and ref is not None:
            self._say(speak(view, ref))
