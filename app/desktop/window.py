"""The window: puts the panes together and passes on what one tells the others. Every behaviour lives in a pane."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QMainWindow,
    QMenu,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.desktop.commands import Command, install
from app.desktop.empty import EmptyPage
from app.desktop.inspector.context import Context
from app.desktop.inspector.pane import InspectorPane
from app.desktop.library.pages import Goal, ListPage, SearchPage, claims_page, entities_page, notes_page, quotes_page
from app.desktop.library.pane import LibraryPane
from app.desktop.library.rows import LineDelegate
from app.desktop.look import LARGEST, SMALLEST, Look, apply_look, look_of
from app.desktop.margin.cards import speak
from app.desktop.page import Page
from app.desktop.statusbar import StatusBar
from app.desktop.topbar import TopBar
from app.desktop.viewmodels.editing import Editing
from app.desktop.viewmodels.focus import Focus
from app.desktop.viewmodels.layers import ORDER, Layers
from app.desktop.viewmodels.reading import Reading, Trouble
from app.desktop.viewmodels.services import Services
from app.domain.analysis import EntityKind
from app.domain.changes import Changed, Changes
from app.domain.marks import ArticleView, MarkKind, MarkRef, NoteTarget
from app.domain.rows import EntityRow
from app.domain.spans import Span
from app.settings import Settings
from app.work.background import Background
from app.work.bridge import Worker

NARROW_BELOW = 1140
ONE_PANE_BELOW = 1080


@dataclass(frozen=True, slots=True)
class Parts:
    """What the window is given by bootstrap."""

    services: Services
    worker: Worker
    background: Background
    settings: Settings
    look: Look
    save_settings: Callable[[Settings], object]


class Window(QMainWindow):
    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self._settings = parts.settings
        self._look = parts.look
        self.setWindowTitle("Glossator")
        self.setAcceptDrops(True)
        self.layers = Layers(self)
        self.focus = Focus(self)
        self.reading = Reading(parts.services, parts.worker, parts.background, self)
        self.editing = Editing(self.reading, parts.services, self.focus)
        self._restore_layers()
        self._build()
        self._connect()
        self._command_actions = install(self._commands(), self, self.page, self._menu)
        self.resize(*self._settings.size)
        self._refresh_library()

    # building

    def _build(self) -> None:
        look, services, background = self._look, self._parts.services, self._parts.background
        self._pane_delegate = LineDelegate(look.tokens, look.faces, look.interface_px)
        self._page_delegate = LineDelegate(look.tokens, look.faces, look.interface_px, inset=4)
        self.top = TopBar(self.layers)
        self._menu = QMenu(self)
        self.top.menu.setMenu(self._menu)
        self.library = LibraryPane(self._pane_delegate)
        self.page = Page(look.tokens, look.faces, self.layers, self.focus, look.card_px)
        self.page.fades = not self._settings.reduce_motion
        self.empty = EmptyPage()
        self.pages: dict[str, ListPage] = {
            "entities": entities_page(services, self._page_delegate, background),
            "quotes": quotes_page(services, self._page_delegate, background),
            "claims": claims_page(services, self._page_delegate, background),
            "notes": notes_page(services, self._page_delegate, background),
            "search": SearchPage(services, self._page_delegate, background),
        }
        self.stack = QStackedWidget()
        for widget in (self.empty, self.page, *self.pages.values()):
            self.stack.addWidget(widget)
        self.inspector = InspectorPane(self.reading, services, background, self._context())
        self.status = StatusBar()
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        for pane in (self.library, self.stack, self.inspector):
            self.split.addWidget(pane)
        self.library.setMinimumWidth(180)
        self.inspector.setMinimumWidth(230)
        self.stack.setMinimumWidth(360)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([self._settings.library_width, 900, self._settings.inspector_width])
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.split, 1)
        column.addWidget(self.status)
        self.setCentralWidget(holder)

    def _context(self) -> Context:
        return Context(
            editing=self.editing,
            focus=self.focus,
            tokens=self._look.tokens,
            find_names=self._find_names,
            go=self._go,
            selection=self.page.selected_span,
            tell=self.tell,
            window=self,
        )

    def _connect(self) -> None:
        reading = self.reading
        reading.opening.connect(self._opening)
        reading.shown.connect(self._shown)
        reading.marksChanged.connect(self._marks_changed)
        reading.jumped.connect(self._jumped)
        reading.progressed.connect(self.status.progress)
        reading.rested.connect(self.status.rest)
        reading.troubled.connect(self._troubled)
        reading.changed.connect(self._changed)
        reading.closed.connect(self._closed)
        self.status.cancel.clicked.connect(reading.cancel)
        self.top.openWanted.connect(self.choose_files)
        self.empty.openWanted.connect(self.choose_files)
        self.top.searched.connect(self._search)
        self.top.searchLeft.connect(self.show_article_page)
        self.top.searchEntered.connect(self._enter_results)
        self.library.articleChosen.connect(self.open_article)
        self.library.placeChosen.connect(self.show_list)
        self.library.removeWanted.connect(self._remove)
        self.library.analyseWanted.connect(reading.analyse_again)
        for page in self.pages.values():
            page.chosen.connect(self._follow)
        self.page.noteWanted.connect(self._note_on)
        self.page.markWanted.connect(self._mark)
        self.page.placeChanged.connect(reading.remember_place)
        self.page.retryWanted.connect(reading.analyse_again)
        self.focus.changed.connect(self._announce)
        self.focus.changed.connect(self._focus_moved)
        QApplication.styleHints().colorSchemeChanged.connect(lambda _: self.restyle())

    def _commands(self) -> list[Command]:
        page, focus = self.page, self.focus
        kinds = {
            "Mark as a person": (EntityKind.PERSON, "P"),
            "Mark as an organisation": (EntityKind.ORGANISATION, "O"),
            "Mark as a place": (EntityKind.PLACE, "L"),
            "Mark as an event": (EntityKind.EVENT, "E"),
            "Mark as a quote": (MarkKind.QUOTE, "Q"),
            "Mark as a claim": (MarkKind.CLAIM, "M"),
        }
        return [
            Command("File", "Open…", ("Ctrl+O",), self.choose_files),
            Command("File", "Open pasted text", ("Ctrl+Shift+V",), self.open_clipboard),
            Command("File", "Analyse again", ("F5",), self._analyse_again),
            Command("File", "Quit", ("Ctrl+Q",), self.close),
            Command("Edit", "Undo the last decision", ("Ctrl+Z",), self.reading.undo),
            Command("Edit", "Write a note", ("N",), self.write_note, in_page=True),
            Command("Edit", "Confirm", ("C",), lambda: self._on_focus(self.editing.confirm), in_page=True),
            Command("Edit", "Reject", ("X", "Del"), lambda: self._on_focus(self.editing.reject), in_page=True),
            Command("Edit", "Say who speaks", ("S",), self._ask_speaker, in_page=True),
            Command("Edit", "Set boundaries to the selection", ("B",), self._set_bounds, in_page=True),
            *(
                Command("Edit", words, (key,), partial(self._mark_selected, kind), in_page=True)
                for words, (kind, key) in kinds.items()
            ),
            Command("Go", "Search", ("Ctrl+K", "Ctrl+F"), self.focus_search),
            Command("Go", "Next mark", ("J", "]"), lambda: page.step(True), in_page=True),
            Command("Go", "Previous mark", ("K", "["), lambda: page.step(False), in_page=True),
            Command("Go", "Nothing selected", ("Esc",), focus.clear, in_page=True),
            Command("Go", "Article", ("Alt+1",), self.show_article_page),
            Command("Go", "People and places", ("Alt+2",), lambda: self.show_list("entities")),
            Command("Go", "Quotes", ("Alt+3",), lambda: self.show_list("quotes")),
            Command("Go", "Claims", ("Alt+4",), lambda: self.show_list("claims")),
            Command("Go", "Notes", ("Alt+5",), lambda: self.show_list("notes")),
            *(
                Command("View", f"Show or hide {kind}s", (str(n),), partial(self._toggle, kind), in_page=True)
                for n, kind in enumerate(ORDER, start=1)
            ),
            Command("View", "First mention only", ("F",), self._toggle_first, in_page=True),
            Command("View", "Library", ("F9", "Ctrl+L"), self.toggle_library),
            Command("View", "Inspector", ("F10", "Ctrl+I"), self.toggle_inspector),
            Command("View", "Larger text", ("Ctrl++", "Ctrl+="), lambda: self.zoom(1.1)),
            Command("View", "Smaller text", ("Ctrl+-",), lambda: self.zoom(1 / 1.1)),
            Command("View", "Text as it was", ("Ctrl+0",), lambda: self.zoom(0)),
            Command("View", "Light", (), lambda: self.set_theme("light")),
            Command("View", "Dark", (), lambda: self.set_theme("dark")),
            Command("View", "High contrast", (), lambda: self.set_theme("contrast")),
            Command("View", "As the system", (), lambda: self.set_theme("system")),
        ]

    # going places

    def open_files(self, paths: list[str]) -> None:
        """Open files from disk, from the command line, a drop or another start of the program."""
        self.reading.open_files(paths)

    def choose_files(self) -> None:
        dialog = QFileDialog(self, "Open articles")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(["Articles (*.txt *.md *.markdown *.html *.htm *.xhtml)", "All files (*)"])
        dialog.filesSelected.connect(lambda paths: self.open_files(list(paths)))
        dialog.open()

    def open_clipboard(self) -> None:
        words = QApplication.clipboard().text()
        if words.strip():
            self.reading.open_text(words)
        else:
            self.tell("There is no text on the clipboard.")

    def open_article(self, article_id: int) -> None:
        self.focus.clear()
        self.show_article_page()
        self.reading.open_article(article_id)

    def show_article_page(self) -> None:
        self.stack.setCurrentWidget(self.page if self.reading.view is not None else self.empty)
        self._mark_place(None)
        self.page.reader.setFocus()

    def show_list(self, name: str) -> None:
        """One of the pages over all articles."""
        page = self.pages[name]
        page.refresh()
        self.stack.setCurrentWidget(page)
        self._mark_place(name)
        if name != "search":
            page.filter.setFocus()

    def focus_search(self) -> None:
        self.top.search.setFocus()
        self.top.search.selectAll()

    def background_busy(self) -> bool:
        """Whether the store has not answered everything yet."""
        return self._parts.background.busy

    def tell(self, sentence: str) -> None:
        self.status.tell(sentence)

    def _go(self, article_id: int, span: Span) -> None:
        self.show_article_page()
        self.reading.open_article(article_id, span)

    def _follow(self, goal: Goal) -> None:
        """Go where a row of a list leads."""
        if goal.article_id is not None and goal.span is not None:
            self._go(goal.article_id, goal.span)
            if goal.kind is not None:
                ref = MarkRef(goal.kind, goal.span)
                self._wanted = ref
                if self.reading.view is not None and self.reading.view.id == goal.article_id:
                    self.focus.on_mark(ref)
        elif goal.entity_id is not None:
            self.focus.on_entity(goal.entity_id)
        elif goal.article_id is not None:
            self.open_article(goal.article_id)

    def _enter_results(self) -> None:
        page = self.pages["search"]
        if self.stack.currentWidget() is page and page.list.lines.rowCount():
            page.list.setFocus()
            page.list.setCurrentIndex(page.list.lines.index(0))

    def _search(self, words: str) -> None:
        search = self.pages["search"]
        assert isinstance(search, SearchPage)
        if words.strip():
            if self.stack.currentWidget() is not search:
                self.stack.setCurrentWidget(search)
                self._mark_place("search")
            search.search(words)
        elif self.stack.currentWidget() is search:
            self.stack.setCurrentWidget(self.page if self.reading.view is not None else self.empty)
            self._mark_place(None)

    # what comes back

    _wanted: MarkRef | None = None

    def _opening(self, name: str) -> None:
        if self.reading.view is None:
            self.empty.say(f"Opening {name}…", "")
            self.stack.setCurrentWidget(self.empty)
        self.tell(f"Opening {name}…")

    def _shown(self, view: ArticleView) -> None:
        self.focus.clear()
        self.page.show_article(view)
        self.stack.setCurrentWidget(self.page)
        self.status.count(view)
        self.setWindowTitle(f"{view.metadata.title or 'Untitled'} — Glossator")
        self._settings.last_article = view.id
        self._mark_place(None)
        if self._wanted is not None:
            self.focus.on_mark(self._wanted)
            self._wanted = None
        self.page.reader.setFocus()

    def _marks_changed(self, view: ArticleView, fade: bool) -> None:
        self.page.show_marks(view, fade)
        self.status.count(view)

    def _jumped(self, span: Span) -> None:
        self.page.reader.reveal(span)

    def _troubled(self, trouble: Trouble) -> None:
        if self.reading.view is None:
            self.empty.say(trouble.sentence, trouble.next_step)
            self.stack.setCurrentWidget(self.empty)
        else:
            self.page.tell(trouble)
        self._speak(f"{trouble.sentence} {trouble.next_step}")

    def _closed(self) -> None:
        self.focus.clear()
        self.status.count(None)
        self.setWindowTitle("Glossator")
        self.empty.welcome()
        self.stack.setCurrentWidget(self.empty)
        self.inspector.refresh()

    def _changed(self, changes: Changes) -> None:
        self._refresh_library()
        current = self.stack.currentWidget()
        if isinstance(current, ListPage) and changes.kinds - {Changed.LIBRARY}:
            current.refresh()

    def _refresh_library(self) -> None:
        library = self._parts.services.library

        def ready(answer: tuple[object, object]) -> None:
            rows, counts = answer
            view = self.reading.view
            self.library.show_articles(rows, view.id if view is not None else None)  # type: ignore[arg-type]
            self.library.show_counts(counts)  # type: ignore[arg-type]
            self._mark_place(self._place)

        self._parts.background.run(lambda: (library.articles(), library.counts()), ready, key="library")

    _place: str | None = None

    def _mark_place(self, place: str | None) -> None:
        self._place = place
        view = self.reading.view
        self.library.select(view.id if view is not None else None, place)

    # deciding and writing

    def write_note(self) -> None:
        """On the selected words, else on the selected mark, else on the article."""
        view, span, ref = self.reading.view, self.page.selected_span(), self.focus.ref
        if view is None:
            return
        if span is not None:
            self._note_on(span)
        elif ref is not None and ref.kind is not MarkKind.NOTE:
            self._open_note(NoteTarget(view.id, ref))
        else:
            self._open_note(NoteTarget(view.id))

    def _note_on(self, span: Span) -> None:
        if self.reading.view is not None:
            self._open_note(NoteTarget(self.reading.view.id, MarkRef(MarkKind.NOTE, span)))

    def _focus_moved(self) -> None:
        self._writing = False
        self._fit()

    _writing = False

    def _open_note(self, target: NoteTarget) -> None:
        self._writing = self._settings.inspector_shown = True
        self._fit()
        self.focus.write_note(target)

    def _mark(self, span: Span, kind: object) -> None:
        if isinstance(kind, EntityKind):
            self.editing.mark_mention(span, kind)
        elif kind is MarkKind.QUOTE:
            self.editing.mark_quote(span)
        else:
            self.editing.mark_claim(span)

    def _mark_selected(self, kind: object) -> None:
        span = self.page.selected_span()
        if span is None:
            self.tell("Select the words first.")
        else:
            self._mark(span, kind)
            self.page.reader.clear_selection()

    def _on_focus(self, act: Callable[[MarkRef], object]) -> None:
        if self.focus.ref is not None:
            act(self.focus.ref)
        else:
            self.tell("Select a mark first: J and K step through them.")

    def _set_bounds(self) -> None:
        self._on_focus(self._context().use_selection)

    def _ask_speaker(self) -> None:
        ref, context = self.focus.ref, self._context()
        if ref is not None and ref.kind is MarkKind.QUOTE:
            context.ask_name("Who said it?", "", lambda name, who: self.editing.set_speaker(ref, name, who))
        elif ref is not None and ref.kind is MarkKind.CLAIM:
            context.ask_name("Who claims it?", "", lambda name, who: self.editing.set_holder(ref, name, who))

    def _find_names(self, words: str, ready: Callable[[tuple[EntityRow, ...]], object]) -> None:
        self._parts.background.run(lambda: self._parts.services.entities.names(words), ready, key="names")

    def _remove(self, article_id: int) -> None:
        self.reading.do(
            lambda: self._parts.services.library.remove_article(article_id),
            lambda: self.reading.article_removed(article_id),
        )
        self.tell("Removed from the library. Its notes are kept; open the file again to bring it back.")

    def _analyse_again(self) -> None:
        if self.reading.view is not None:
            self.reading.analyse_again(self.reading.view.id)

    # looks

    def set_theme(self, name: str) -> None:
        self._settings.theme = name
        self.restyle()

    def zoom(self, factor: float) -> None:
        """Multiply the reading size; 0 sets it back."""
        scale = self._settings.scale * factor if factor else 1.0
        self._settings.scale = min(LARGEST, max(SMALLEST, scale))
        self.restyle()

    def restyle(self) -> None:
        """Put the settings' look in force everywhere."""
        look = self._look = look_of(self._settings, self._look.faces)
        apply_look(QApplication.instance(), look)  # type: ignore[arg-type]
        for delegate in (self._pane_delegate, self._page_delegate):
            delegate.set_look(look.tokens, look.faces, look.interface_px)
        self.page.set_look(look.tokens, look.faces, look.scale, look.card_px)
        self.inspector.set_context(self._context())
        self.update()

    def toggle_library(self) -> None:
        self._settings.library_shown = self.library.isHidden()
        self._fit()

    def toggle_inspector(self) -> None:
        self._settings.inspector_shown = self.inspector.isHidden()
        self._writing = self._settings.inspector_shown
        self._fit()

    def _toggle(self, kind: MarkKind) -> None:
        self.layers.show(kind, not self.layers.is_shown(kind))

    def _toggle_first(self) -> None:
        self.layers.set_first_only(not self.layers.first_only)

    def _announce(self) -> None:
        view, ref = self.reading.view, self.focus.ref
        if view is not None and ref is not None:
            self._speak(speak(view, ref))

    def _speak(self, sentence: str) -> None:
        """Have a screen reader say it."""
        if sentence and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Below ONE_PANE_BELOW there is room for one pane: the inspector while something is selected."""
        width = self.width()
        self.top.set_narrow(width < NARROW_BELOW)
        self.status.set_narrow(width < NARROW_BELOW)
        selected = self.focus.ref is not None or self.focus.entity_id is not None or self._writing
        tight = width < ONE_PANE_BELOW
        self.inspector.setVisible(self._settings.inspector_shown and (selected or not tight))
        self.library.setVisible(self._settings.library_shown and not (tight and self.inspector.isVisibleTo(self)))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.open_files(_local_files(event.mimeData()))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.inspector.refresh()
        for editor in self.inspector.editors():
            editor.store()
        self.reading.remember_place(self.page.reader.top_offset)
        self._keep_settings()
        super().closeEvent(event)

    def _restore_layers(self) -> None:
        for kind in ORDER:
            self.layers.show(kind, self._settings.layers.get(kind, True))
        self.layers.set_first_only(self._settings.first_only)
        self.layers.set_floor(self._settings.floor)

    def _keep_settings(self) -> None:
        settings = self._settings
        settings.layers = {kind: self.layers.is_shown(kind) for kind in ORDER}
        settings.first_only, settings.floor = self.layers.first_only, self.layers.floor
        settings.size = [self.width(), self.height()]
        sizes = self.split.sizes()
        if not self.library.isHidden():
            settings.library_width = sizes[0]
        if not self.inspector.isHidden():
            settings.inspector_width = sizes[2]
        self._parts.save_settings(settings)


def _local_files(mime: QMimeData) -> list[str]:
    return [u.toLocalFile() for u in mime.urls() if u.isLocalFile() and Path(u.toLocalFile()).is_file()]


