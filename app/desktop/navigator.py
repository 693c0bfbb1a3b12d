"""Which page the window shows: the article, a list over all articles, what a search found, or nothing yet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QStackedWidget

from app.desktop.dialogs.remove_article import RemoveArticle
from app.desktop.empty import EmptyPage
from app.desktop.graph.page import GraphPage
from app.desktop.library.ledger_page import LedgerPage
from app.desktop.library.notes_page import NotesPage
from app.desktop.library.pages import (
    PAGE,
    Goal,
    ListPage,
    decisions_page,
    entities_page,
    quotes_page,
)
from app.desktop.library.pane import LibraryPane
from app.desktop.library.review_page import ReviewPage
from app.desktop.library.rows import LineDelegate
from app.desktop.library.search_page import SearchPage
from app.desktop.original.spread import Spread
from app.desktop.page import Page
from app.desktop.topbar import TopBar
from app.desktop.viewmodels.focus import Focus
from app.desktop.viewmodels.reading import Reading
from app.desktop.viewmodels.services import Services
from app.domain.changes import Changed, Changes
from app.domain.marks import ArticleView, MarkRef, NoteTarget
from app.domain.review import ReviewCounts
from app.domain.rows import ArticleRow, Counts
from app.domain.spans import Span
from app.work.background import Background


class Navigator(QStackedWidget):
    """The middle of the window. Goes where the library, a search or the inspector points, and keeps them in step."""

    def __init__(
        self,
        page: Page,
        spread: Spread,
        library: LibraryPane,
        top: TopBar,
        reading: Reading,
        focus: Focus,
        services: Services,
        delegate: LineDelegate,
        background: Background,
    ) -> None:
        super().__init__()
        self._page, self._library, self._reading, self._focus = page, library, reading, focus
        self._spread = spread  # holds the page, and its original beside it
        self._services, self._background = services, background
        self._place: str | None = None
        self._wanted: MarkRef | str | None = None  # a mark or a note (UUID), to be selected once its article is shown
        self.empty = EmptyPage()
        self._search = SearchPage(services, delegate, background)
        self.pages: dict[str, ListPage] = {
            "entities": entities_page(services, delegate, background),
            "quotes": quotes_page(services, delegate, background),
            "claims": LedgerPage(services, reading, delegate, background),
            "notes": NotesPage(services, delegate, background),
            "decisions": decisions_page(services, delegate, background),
            "search": self._search,
        }
        self._held: dict[str, GraphPage] = {}
        self._is_begun = False  # the beginning of what is shown next was shown
        self.review = ReviewPage(services, reading, background)
        for widget in (self.empty, spread, self.review, *self.pages.values()):
            self.addWidget(widget)
        self.review.chosen.connect(self.follow)
        for made in self.pages.values():
            made.chosen.connect(self.follow)
        notes = self.pages["notes"]
        assert isinstance(notes, NotesPage)
        notes.deleteWanted.connect(self._bin_note)
        notes.restoreWanted.connect(self._restore_note)
        notes.newWanted.connect(lambda: focus.write_note(NoteTarget()))
        self._all_listed = True
        library.articles.endReached.connect(self._more_articles)
        library.articleChosen.connect(self.open_article)
        library.placeChosen.connect(self.show_list)
        library.removeWanted.connect(self._remove)
        library.analyseWanted.connect(reading.analyse_again)
        top.searched.connect(self._searched)
        top.searchBegun.connect(self._begin_search)
        self._search.asked.connect(top.ask)
        top.searchLeft.connect(self.show_article_page)
        top.searchEntered.connect(self._enter_results)
        reading.opening.connect(self._opening)
        reading.begun.connect(self._begun)
        reading.shown.connect(self._shown)
        reading.jumped.connect(page.reveal)
        reading.changed.connect(self._changed)
        reading.closed.connect(self._closed)
        self.refresh_library()

    def open_article(self, article_id: int) -> None:
        """Show an article of the library where it was left."""
        self._focus.clear()
        self.show_article_page()
        self._reading.open_article(article_id)

    def go(self, article_id: int, span: Span) -> None:
        """Show an article at a passage."""
        self.show_article_page()
        self._reading.open_article(article_id, span)

    def show_article_page(self) -> None:
        self.setCurrentWidget(self._spread if self._reading.on_screen is not None else self.empty)
        self._mark_place(None)
        self._page.reader.setFocus()

    def hold(self, name: str, page: GraphPage) -> None:
        """Keep a page that is made elsewhere, to be shown by `show_list`."""
        self._held[name] = page
        self.addWidget(page)
        page.chosen.connect(self.follow)

    def show_list(self, name: str) -> None:
        """One of the pages over all articles: by its name in `pages`, "review", or what is held."""
        page = self.review if name == "review" else self._held.get(name) or self.pages[name]
        page.refresh()
        self.setCurrentWidget(page)
        self._mark_place(name)
        page.take_focus()

    def follow(self, goal: Goal) -> None:
        """Go where a row of a list leads."""
        if goal.decision_id is not None:
            self._offer_undo(goal)
        elif goal.tag:
            self._show_tag(goal.tag)
        elif goal.article_id is not None and goal.span is not None:
            view = self._reading.view
            here = view is not None and view.id == goal.article_id
            ref = MarkRef(goal.kind, goal.span) if goal.kind is not None else None
            self._wanted = None if here else ref
            self.go(goal.article_id, goal.span)
            if here and ref is not None:
                self._focus.on_mark(ref)
        elif goal.entity_id is not None:
            self._focus.on_entity(goal.entity_id)
        elif goal.note_id is not None:
            self._follow_note(goal.note_id, goal.article_id)
        elif goal.article_id is not None:
            self.open_article(goal.article_id)

    def _follow_note(self, note_id: str, article_id: int | None) -> None:
        """A note without a passage that is sure: in the inspector, beside its article if it has one."""
        view = self._reading.view
        if article_id is None:
            self._focus.on_note(note_id)
        elif view is not None and view.id == article_id:
            self.show_article_page()
            self._focus.on_note(note_id)
        else:
            self._wanted = note_id
            self.show_article_page()
            self._reading.open_article(article_id)

    def take_up(self) -> None:
        """Select what the article was opened for, now that it is on the screen; else nothing."""
        wanted, self._wanted = self._wanted, None
        if isinstance(wanted, MarkRef):
            self._focus.on_mark(wanted)
        elif wanted is not None:
            self._focus.on_note(wanted)
        else:
            self._focus.clear()

    def _offer_undo(self, goal: Goal) -> None:
        """A decision can be looked at in its place, or taken back."""
        decision, article_id, span = goal.decision_id, goal.article_id, goal.span
        assert decision is not None
        menu = QMenu(self)
        if article_id is not None and span is not None:
            menu.addAction("Go to the place").triggered.connect(lambda: self.go(article_id, span))
        undo = menu.addAction("Take it back")
        undo.triggered.connect(lambda: self._reading.do(lambda: self._services.deciding.undo(decision)))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(QCursor.pos())

    def refresh_library(self) -> None:
        """Fetch the list of articles and the counts again."""
        library, reviewing = self._services.library, self._services.reviewing

        wanted = max(PAGE, self._library.articles.lines.rowCount())

        def ready(answer: tuple[tuple[ArticleRow, ...], Counts, ReviewCounts]) -> None:
            rows, counts, due = answer
            self._all_listed = len(rows) < wanted
            view = self._reading.view
            self._library.show_articles(rows, view.id if view is not None else None)
            self._library.show_counts(counts, due.due + due.new)
            self._mark_place(self._place)

        self._background.run(
            lambda: (library.articles(wanted), library.counts(), reviewing.counts()), ready, key="library"
        )

    def _more_articles(self) -> None:
        """The list of articles is scrolled near its end: fetch the next page."""
        if self._all_listed:
            return
        self._all_listed = True  # until the answer is there
        library, offset = self._services.library, self._library.articles.lines.rowCount()

        def ready(rows: tuple[ArticleRow, ...]) -> None:
            if self._library.articles.lines.rowCount() == offset:  # else the list was fetched anew meanwhile
                self._library.add_articles(rows)
                self._all_listed = len(rows) < PAGE

        self._background.run(lambda: library.articles(PAGE, offset), ready, key="more articles")

    def _begin_search(self, words: str) -> None:
        """Before a word is typed: the searches that were kept, and what can narrow one."""
        self._search.begin(words)
        self.setCurrentWidget(self._search)
        self._mark_place("search")

    def _searched(self, words: str) -> None:
        if words.strip():
            self.setCurrentWidget(self._search)
            self._mark_place("search")
            self._search.search(words)
        elif self.currentWidget() is self._search:
            self.setCurrentWidget(self._spread if self._reading.on_screen is not None else self.empty)
            self._mark_place(None)

    def _enter_results(self) -> None:
        rows = self._search.list
        if self.currentWidget() is self._search and rows.lines.rowCount():
            rows.setFocus()
            rows.setCurrentIndex(rows.lines.index(0))

    def _opening(self, name: str) -> None:
        if self._reading.on_screen is None:
            self.empty.say(f"Opening {name}…", "")
            self.setCurrentWidget(self.empty)

    def _begun(self, view: ArticleView) -> None:
        self._shown(view)
        self._is_begun = True

    def _shown(self, _: ArticleView) -> None:
        begun, self._is_begun = self._is_begun, False
        if begun:  # who has gone elsewhere since then is left there
            self._mark_place(self._place)
            return
        self.setCurrentWidget(self._spread)
        self._mark_place(None)
        self._page.reader.setFocus()

    def _closed(self) -> None:
        self.empty.welcome()
        self.setCurrentWidget(self.empty)

    def _changed(self, changes: Changes) -> None:
        self.refresh_library()
        current = self.currentWidget()
        if isinstance(current, (ListPage, ReviewPage, GraphPage)) and changes.kinds - {Changed.LIBRARY}:
            current.refresh()

    def _show_tag(self, tag: str) -> None:
        self.show_list("notes")
        notes = self.pages["notes"]
        assert isinstance(notes, NotesPage)
        notes.show_tag(tag)

    def _bin_note(self, note_id: str) -> None:
        self._reading.do(
            lambda: self._services.annotating.delete_note(note_id),
            lambda: self._reading.told.emit("Deleted. Ctrl+Z brings it back."),
        )

    def _restore_note(self, note_id: str) -> None:
        self._reading.do(
            lambda: self._services.annotating.restore_note(note_id),
            lambda: self._reading.told.emit("The note is back in its place."),
        )

    def _remove(self, article_id: int) -> None:
        """Ask whether an article is to leave the library, and say that its notes stay."""

        def ask(view: ArticleView) -> None:
            dialog = RemoveArticle(view.metadata.title, len(view.notes), self.window())
            dialog.accepted.connect(lambda: self._remove_now(article_id))
            dialog.open()

        self._background.run(lambda: self._services.articles.view(article_id), ask, key="remove")

    def _remove_now(self, article_id: int) -> None:
        def removed() -> None:
            self._reading.article_removed(article_id)
            self._reading.told.emit("Removed. Ctrl+Z brings the article back.")

        self._reading.do(lambda: self._services.library.remove_article(article_id), removed)

    def _mark_place(self, place: str | None) -> None:
        self._place = place
        view = self._reading.view
        self._library.select(view.id if view is not None else None, place)
