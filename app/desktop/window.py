"""The window: puts the panes together and lets them hear of each other. Behaviour lives in the panes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6 import QtGui
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow, QMenu, QVBoxLayout, QWidget

from app.desktop.frame import EmptyPanes
from app.settings import Settings

if TYPE_CHECKING:  # imported after the first paint, in furnish: they take five times as long as the frame
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent

    from app.desktop.inspector.context import Context
    from app.desktop.intake import Intake
    from app.desktop.leads import Leads
    from app.desktop.look import Look
    from app.desktop.parts import Parts
    from app.desktop.taking import Taking
    from app.domain.rows import EntityRow


class Window(QMainWindow):
    """Made in two steps. Made, it paints its frame and empty panes, which takes no library and hardly any import.
    Furnished, it is whole; until then it takes no input but being moved, sized and closed.
    """

    painted = Signal()
    """Emitted once, with the first paint."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._furnished = False
        self._quit = QtGui.QShortcut(QtGui.QKeySequence("Ctrl+Q"), self)  # until the commands are there
        self._quit.activated.connect(self.close)
        self._empty = EmptyPanes(settings)
        self._empty.painted.connect(self.painted)
        self.setCentralWidget(self._empty)
        self.setWindowTitle("Glossator")
        self.resize(*settings.size)

    @property
    def settings(self) -> Settings:
        return self._settings

    def wait_for(self, sentence: str) -> None:
        """Say what an empty window waits for."""
        self._empty.wait_for(sentence)

    def furnish(self, parts: Parts) -> None:
        """Put the panes in."""
        from app.desktop.appearance import Appearance
        from app.desktop.commands import install
        from app.desktop.dialogs.updates import Updates
        from app.desktop.keys import commands
        from app.desktop.viewmodels.across import Across
        from app.desktop.viewmodels.autosave import Autosave
        from app.desktop.viewmodels.editing import Editing
        from app.desktop.viewmodels.focus import Focus
        from app.desktop.viewmodels.layers import Layers
        from app.desktop.viewmodels.newness import Newness
        from app.desktop.viewmodels.notebook import Notebook
        from app.desktop.viewmodels.numbers import Numbers
        from app.desktop.viewmodels.reading import Reading

        self._parts = parts
        self.appearance = Appearance(self._settings, parts.look, self)
        self.setAcceptDrops(True)
        self.layers = Layers(self)
        self.focus = Focus(self)
        self.reading = Reading(parts.services, parts.worker, parts.background, self)
        self.editing = Editing(self.reading, parts.services, self.focus)
        self.notebook = Notebook(self.reading, parts.services, parts.background, self)
        self.notebook.colour = self._settings.note_colour
        self.across = Across(parts.services, parts.background)
        self.newness = Newness(self.reading, parts.services, parts.background, self)
        self.numbers = Numbers(self.reading, parts.services, parts.background, self)
        self.layers.restore(self._settings)
        self._build()
        self._arrange()
        self._connect()
        self.updates = Updates(self._settings, parts.copying, self.status_sentence, self)
        self._quit.setEnabled(False)
        self._quit.deleteLater()
        self._actions = install(commands(self), self, self.page, self._menu)
        self.page.reader.menuBegun.connect(self._offer)
        self.top.set_px(parts.look.interface_px)
        self.status.set_px(parts.look.interface_px)
        self._furnished = True
        self.panes.fit(self.width())
        self._autosave = Autosave(self._gathered_settings, parts.save_settings, parts.threads.files, self)

    # building

    def _build(self) -> None:
        from app.desktop.annotator import Annotator
        from app.desktop.graph.page import GraphPage
        from app.desktop.inspector.pane import InspectorPane
        from app.desktop.joiner import Joiner
        from app.desktop.library.pane import LibraryPane
        from app.desktop.library.rows import LineDelegate
        from app.desktop.linker import Linker
        from app.desktop.navigator import Navigator
        from app.desktop.original.spread import Spread
        from app.desktop.page import Page
        from app.desktop.statusbar import StatusBar
        from app.desktop.topbar import TopBar
        from app.desktop.upkeep import Upkeep

        look, services, background = self.appearance.look, self._parts.services, self._parts.background
        self._delegates = [
            LineDelegate(look.tokens, look.faces, look.interface_px),
            LineDelegate(look.tokens, look.faces, look.interface_px, inset=4),
        ]
        self.top = TopBar(self.layers)
        self._menu = QMenu(self)
        self.top.menu.setMenu(self._menu)
        self.library = LibraryPane(self._delegates[0])
        self.page = Page(look, self.layers, self.focus)
        self.page.fades = self.appearance.moves
        self.spread = Spread(self.page, self._parts.worker, self.focus, look, self._settings, self.status_sentence)
        self.navigator = Navigator(
            self.page,
            self.spread,
            self.library,
            self.top,
            self.reading,
            self.focus,
            services,
            self._delegates[1],
            background,
        )
        self.graph = GraphPage(services, self._delegates[1], background, look)
        self.navigator.hold("graph", self.graph)
        self.inspector = InspectorPane(self.reading, services, background, self._context())
        self.annotator = Annotator(self.reading, self.editing, self.focus, self.page, self._context)
        self.linker = Linker(self.reading, self.editing, self.focus, self.page, self._context)
        self.joiner = Joiner(self.reading, services.joining, services.articles, background, self)
        self.status = StatusBar(self.layers)
        self.leads = self._made_leads()
        self.intake = self._made_intake()
        self.status.hold(self.intake.strip)
        self.taking = self._made_taking()
        self.status.hold(self.taking.strip)
        self.upkeep = Upkeep(
            services.keeping, self._parts.copying, self.reading, self._delegates[0], self.status_sentence, self
        )

    def _made_taking(self) -> Taking:
        from app.desktop.taking import Taking

        parts, selected = self._parts, self.page.selected_span
        return Taking(self.reading, parts.services, parts.copying, self.status_sentence, self.focus, selected, self)

    def _made_leads(self) -> Leads:
        from app.desktop.leads import Leads
        from app.desktop.reader.pictures import Pictures

        parts = self._parts
        pictures = Pictures(parts.services.articles.picture, parts.pictures, self)
        self.page.show_pictures(self._settings.pictures_shown)
        return Leads(
            self.page,
            pictures,
            self.focus,
            self.status,
            self.status_sentence,
            parts.copying,
            self.reading,
        )

    def _made_intake(self) -> Intake:
        from app.desktop.intake import Intake
        from app.desktop.viewmodels.queue import Queue

        parts, reading = self._parts, self.reading
        queue = Queue(
            parts.services.articles, parts.queueing, parts.worker, parts.threads, lambda: reading.busy, parent=self
        )
        return Intake(
            queue,
            parts.queueing,
            parts.threads,
            reading,
            self._delegates[0],
            self.status_sentence,
            self._settings,
            lambda: self._autosave.save(),
            self,
        )

    def _arrange(self) -> None:
        from app.desktop.panes import Panes

        self.panes = Panes(
            self.library,
            self.navigator,
            self.inspector,
            self._settings,
            lambda: not self.focus.is_on_nothing,
            self._shorten,
        )
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.panes, 1)
        column.addWidget(self.linker.bar)
        column.addWidget(self.status)
        self.setCentralWidget(holder)

    def _context(self) -> Context:
        from app.desktop.inspector.context import Context

        return Context(
            editing=self.editing,
            notebook=self.notebook,
            focus=self.focus,
            tokens=self.appearance.look.tokens,
            find_names=self._find_names,
            go=self.navigator.go,
            follow=self.navigator.follow,
            link=lambda source, words: self.linker.begin(source, words),
            selection=self.page.selected_span,
            tell=self.status_sentence,
            window=self,
            across=self.across,
            graph=self.show_graph,
            read=self.page.reader.setFocus,
            novelty=lambda: self.newness.novelty,
            layers=self.layers,
            open_calm=self.top.open_calm,
            ask_link=lambda link: self.leads.follow(link),
        )

    def _offer(self, menu: QMenu) -> None:
        """What can be done with the selected words, or with the mark."""
        from app.desktop.commands import FOR_A_MARK, FOR_WORDS, offer

        if self.page.reader.selected_span() is not None:
            offer(menu, self._actions, FOR_WORDS)
        elif self.focus.ref is not None:
            offer(menu, self._actions, FOR_A_MARK)

    def _connect(self) -> None:
        from app.desktop.news import News

        reading = self.reading
        self._news = News(
            self,
            reading,
            self.focus,
            self.page,
            self.spread,
            self.navigator,
            self.inspector,
            self.status,
            self._settings,
            self._speak,
        )
        reading.told.connect(self.status_sentence)
        self.library.joinWanted.connect(self.joiner.join)
        self.library.partWanted.connect(self.joiner.part)
        self.top.openWanted.connect(self.intake.choose_files)
        self.navigator.empty.openWanted.connect(self.intake.choose_files)
        self.page.placeChanged.connect(reading.remember_place)
        self.page.retryWanted.connect(reading.analyse_again)
        self.page.lostWanted.connect(self.show_lost)
        self.newness.changed.connect(lambda: self.page.show_novelty(self.newness.novelty))
        self.newness.changed.connect(self.inspector.refresh)
        self.numbers.changed.connect(lambda: self.page.show_numbers(self.numbers.other))
        self.notebook.coloursChanged.connect(lambda: self.page.show_meanings(self.notebook.meanings))
        self.focus.changed.connect(self._focus_moved)
        self.focus.noteWanted.connect(lambda _: self.panes.begin_note())
        self.appearance.changed.connect(self._wear)
        self.appearance.motionChanged.connect(self._move)

    # opening

    def open_files(self, paths: list[str]) -> None:
        """Open files and folders from disk, from the command line, a drop or another start of the program."""
        self.intake.open(paths)

    # what is said

    def status_sentence(self, sentence: str) -> None:
        """Say one sentence in the status bar, and to a screen reader."""
        self.status.tell(sentence)
        self._speak(sentence)

    def background_busy(self) -> bool:
        """Whether the store has not answered everything yet, or files are on their way into it."""
        return self._parts.background.busy or self._parts.threads.files.busy or self.intake.busy

    def _find_names(self, words: str, ready: Callable[[tuple[EntityRow, ...]], object]) -> None:
        self._parts.background.run(lambda: self._parts.services.entities.names(words), ready, key="names")

    # views

    def show_graph(self, entity_id: int | None = None, name: str = "") -> None:
        """Who appears with one entity, or with whom in the whole library."""
        self.graph.show_around((entity_id, name) if entity_id is not None else None)
        self.navigator.show_list("graph")

    def toggle_pictures(self) -> None:
        """Show the article's pictures in the text, or leave them out."""
        shown = self._settings.pictures_shown = not self._settings.pictures_shown
        self.page.show_pictures(shown)
        self.status_sentence("Pictures are shown." if shown else "Pictures are left out.")

    def _wear(self, look: Look) -> None:
        """Put another look on everything that wears one."""
        from app.desktop.library.rows import LineList

        for delegate in self._delegates:
            delegate.set_look(look.tokens, look.faces, look.interface_px)
        for rows in self.findChildren(LineList):
            rows.scheduleDelayedItemsLayout()
        self.library.fit_places()
        self.top.set_px(look.interface_px)
        self.status.set_px(look.interface_px)
        self.panes.set_px(look.interface_px)
        self.page.set_look(look)
        self.spread.set_look(look)
        self.graph.set_look(look)
        self.inspector.set_context(self._context())
        self.update()

    def show_lost(self) -> None:
        """The inspector with what it says of the article, the notes that lost their place among it."""
        self.focus.clear()
        self.panes.show_inspector()
        self.inspector.refresh()

    def _move(self, moves: bool) -> None:
        self.page.fades = moves
        self.status.tell("New marks fade in." if moves else "New marks appear at once.")

    def _shorten(self, narrow: bool) -> None:
        self.top.set_narrow(narrow)
        self.status.set_narrow(narrow)

    def _focus_moved(self) -> None:
        self.panes.select()
        self._news.say_selected()

    def _speak(self, sentence: str) -> None:
        """Have a screen reader say it."""
        if sentence and QtGui.QAccessible.isActive():
            QtGui.QAccessible.updateAccessibility(QtGui.QAccessibleAnnouncementEvent(self, sentence))

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._furnished:
            self.panes.fit(self.width())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.open_files(_local_files(event.mimeData()))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._furnished:
            super().closeEvent(event)
            return
        for editor in self.inspector.editors():
            editor.store()
        self.reading.remember_place(self.page.reader.top_offset)
        self.intake.close()
        self._autosave.close()
        super().closeEvent(event)

    def _gathered_settings(self) -> Settings:
        """The settings as the window shows them now."""
        settings = self._settings
        self.layers.keep(settings)
        settings.note_colour = self.notebook.colour
        settings.size = [self.width(), self.height()]
        self.panes.keep_widths()
        return settings


def _local_files(mime: QMimeData) -> list[str]:
    return [u.toLocalFile() for u in mime.urls() if u.isLocalFile()]
