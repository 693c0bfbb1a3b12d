"""The window: puts the panes together, fits them to its width, and wears the look. Behaviour lives in the panes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6 import QtCore, QtGui
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow, QMenu, QSplitter, QVBoxLayout, QWidget

from app.desktop.frame import EmptyPanes
from app.desktop.look import LARGEST, LARGEST_PX, SMALLEST, SMALLEST_PX, Look, apply_look, look_of
from app.settings import Settings

if TYPE_CHECKING:  # imported after the first paint, in furnish: they take five times as long as the frame
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent

    from app.desktop.inspector.context import Context
    from app.desktop.intake import Intake
    from app.desktop.viewmodels.queue import Threads
    from app.desktop.viewmodels.reading import Trouble
    from app.desktop.viewmodels.services import Services
    from app.domain.marks import ArticleView
    from app.domain.rows import EntityRow
    from app.services.queueing import Queueing
    from app.work.background import Background
    from app.work.bridge import Worker

NARROW_BELOW = 1140
ONE_PANE_BELOW = 1080
FORMATS = (
    "Articles (*.txt *.text *.md *.markdown *.html *.htm *.xhtml *.xht *.mhtml *.mht *.webarchive *.zip "
    "*.pdf *.epub *.fb2 *.docx *.odt *.rtf *.eml *.xml)"
)


@dataclass(frozen=True, slots=True)
class Parts:
    """What the window is given by bootstrap."""

    services: Services
    worker: Worker
    background: Background
    copying: Background  # for what takes long and need not wait for its turn: exports
    queueing: Queueing
    threads: Threads
    settings: Settings
    look: Look
    save_settings: Callable[[Settings], object]


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
        from app.desktop.commands import install
        from app.desktop.dialogs.updates import Updates
        from app.desktop.keys import commands
        from app.desktop.viewmodels.across import Across
        from app.desktop.viewmodels.editing import Editing
        from app.desktop.viewmodels.focus import Focus
        from app.desktop.viewmodels.layers import Layers
        from app.desktop.viewmodels.newness import Newness
        from app.desktop.viewmodels.notebook import Notebook
        from app.desktop.viewmodels.numbers import Numbers
        from app.desktop.viewmodels.reading import Reading

        self._parts = parts
        self._look = parts.look
        self._writing = False  # a new note is open: the inspector stays, however narrow the window is
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
        self._restore_layers()
        self._build()
        self._arrange()
        self._connect()
        self.updates = Updates(self._settings, parts.copying, self.status_sentence, self)
        install(commands(self), self, self.page, self._menu)
        self.top.set_px(self._look.interface_px)
        self.status.set_px(self._look.interface_px)
        self._furnished = True
        self._fit()

    # building

    def _build(self) -> None:
        from app.desktop.annotator import Annotator
        from app.desktop.graph.page import GraphPage
        from app.desktop.inspector.pane import InspectorPane
        from app.desktop.library.pane import LibraryPane
        from app.desktop.library.rows import LineDelegate
        from app.desktop.linker import Linker
        from app.desktop.navigator import Navigator
        from app.desktop.original.spread import Spread
        from app.desktop.page import Page
        from app.desktop.statusbar import StatusBar
        from app.desktop.taking import Taking
        from app.desktop.topbar import TopBar
        from app.desktop.upkeep import Upkeep

        look, services, background = self._look, self._parts.services, self._parts.background
        self._delegates = [
            LineDelegate(look.tokens, look.faces, look.interface_px),
            LineDelegate(look.tokens, look.faces, look.interface_px, inset=4),
        ]
        self.top = TopBar(self.layers)
        self._menu = QMenu(self)
        self.top.menu.setMenu(self._menu)
        self.library = LibraryPane(self._delegates[0])
        self.page = Page(look, self.layers, self.focus)
        self.page.fades = not self._settings.reduce_motion
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
        self.status = StatusBar()
        self.intake = self._made_intake()
        self.status.hold(self.intake.strip)
        self.taking = Taking(
            self.reading,
            services,
            self._parts.copying,
            self.status_sentence,
            self.focus,
            self.page.selected_span,
            self,
        )
        self.status.hold(self.taking.strip)
        self.upkeep = Upkeep(
            services.keeping, self._parts.copying, self.reading, self._delegates[0], self.status_sentence, self
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
            parts.save_settings,
            self,
        )

    def _arrange(self) -> None:
        self.split = QSplitter(QtCore.Qt.Orientation.Horizontal)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        for pane, least in ((self.library, 180), (self.navigator, 360), (self.inspector, 230)):
            self.split.addWidget(pane)
            pane.setMinimumWidth(least)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([self._settings.library_width, 900, self._settings.inspector_width])
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.split, 1)
        column.addWidget(self.linker.bar)
        column.addWidget(self.status)
        self.setCentralWidget(holder)

    def _context(self) -> Context:
        from app.desktop.inspector.context import Context

        return Context(
            editing=self.editing,
            notebook=self.notebook,
            focus=self.focus,
            tokens=self._look.tokens,
            find_names=self._find_names,
            go=self.navigator.go,
            follow=self.navigator.follow,
            link=lambda source, words: self.linker.begin(source, words),
            selection=self.page.selected_span,
            tell=self.status_sentence,
            window=self,
            across=self.across,
            graph=self.show_graph,
            novelty=lambda: self.newness.novelty,
        )

    def _connect(self) -> None:
        reading = self.reading
        reading.opening.connect(lambda name: self.status.tell(f"Opening {name}…"))
        reading.shown.connect(self._shown)
        reading.marksChanged.connect(self._marks_changed)
        reading.progressed.connect(self.status.progress)
        reading.rested.connect(self.status.rest)
        reading.troubled.connect(self._troubled)
        reading.told.connect(self.status_sentence)
        reading.closed.connect(self._closed)
        self.status.cancel.clicked.connect(reading.cancel)
        self.top.openWanted.connect(self.choose_files)
        self.navigator.empty.openWanted.connect(self.choose_files)
        self.page.placeChanged.connect(reading.remember_place)
        self.page.retryWanted.connect(reading.analyse_again)
        self.page.lostWanted.connect(self.show_lost)
        self.newness.changed.connect(lambda: self.page.show_novelty(self.newness.novelty))
        self.newness.changed.connect(self.inspector.refresh)
        self.numbers.changed.connect(lambda: self.page.show_numbers(self.numbers.other))
        self.notebook.coloursChanged.connect(lambda: self.page.show_meanings(self.notebook.meanings))
        self.focus.changed.connect(self._focus_moved)
        self.focus.noteWanted.connect(lambda _: self._note_begun())
        QApplication.styleHints().colorSchemeChanged.connect(lambda _: self.restyle())

    # opening

    def open_files(self, paths: list[str]) -> None:
        """Open files and folders from disk, from the command line, a drop or another start of the program."""
        self.intake.open(paths)

    def choose_files(self) -> None:
        dialog = QFileDialog(self, "Open articles")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([FORMATS, "All files (*)"])
        dialog.filesSelected.connect(lambda paths: self.open_files(list(paths)))
        dialog.open()

    def open_clipboard(self) -> None:
        words = QApplication.clipboard().text()
        if words.strip():
            self.reading.open_text(words)
        else:
            self.status.tell("There is no text on the clipboard.")

    # what comes back

    def _shown(self, view: ArticleView) -> None:
        self.page.show_article(view)
        self.spread.show_article(view)
        self.status.count(view)
        self.navigator.take_up()
        self.setWindowTitle(f"{view.metadata.title or 'Untitled'} — Glossator")
        self._settings.last_article = view.id

    def _marks_changed(self, view: ArticleView, fade: bool) -> None:
        self.page.show_marks(view, fade)
        self.status.count(view)

    def _troubled(self, trouble: Trouble) -> None:
        if self.reading.view is None:
            self.navigator.empty.say(trouble.sentence, trouble.next_step)
            self.navigator.setCurrentWidget(self.navigator.empty)
        else:
            self.page.tell(trouble)
        self._speak(f"{trouble.sentence} {trouble.next_step}")

    def _closed(self) -> None:
        self.focus.clear()
        self.status.count(None)
        self.status.tell("Removed from the library. Its notes are kept; open the file again to bring it back.")
        self.setWindowTitle("Glossator")
        self.inspector.refresh()

    def status_sentence(self, sentence: str) -> None:
        """Say one sentence in the status bar, and to a screen reader."""
        self.status.tell(sentence)
        self._speak(sentence)

    def background_busy(self) -> bool:
        """Whether the store has not answered everything yet, or files are on their way into it."""
        return self._parts.background.busy or self._parts.threads.files.busy or self.intake.busy

    def _find_names(self, words: str, ready: Callable[[tuple[EntityRow, ...]], object]) -> None:
        self._parts.background.run(lambda: self._parts.services.entities.names(words), ready, key="names")

    # looks

    def show_graph(self, entity_id: int | None = None, name: str = "") -> None:
        """Who appears with one entity, or with whom in the whole library."""
        self.graph.show_around((entity_id, name) if entity_id is not None else None)
        self.navigator.show_list("graph")

    def set_theme(self, name: str) -> None:
        """"system", "light", "dark" or "contrast"."""
        self._settings.theme = name
        self.restyle()

    def zoom(self, factor: float) -> None:
        """Multiply the reading size; 0 sets it back."""
        scale = self._settings.scale * factor if factor else 1.0
        self._settings.scale = min(LARGEST, max(SMALLEST, scale))
        self.restyle()

    def zoom_interface(self, by: int) -> None:
        """Make everything but the reading text larger or smaller, by pixels of its type."""
        self._settings.interface_px = min(LARGEST_PX, max(SMALLEST_PX, self._settings.interface_px + by))
        self.restyle()

    def toggle_motion(self) -> None:
        """Let new marks fade in, or not."""
        self._settings.reduce_motion = not self._settings.reduce_motion
        self.page.fades = not self._settings.reduce_motion
        self.status.tell("New marks appear at once." if self._settings.reduce_motion else "New marks fade in.")

    def restyle(self) -> None:
        """Put the settings' look in force everywhere."""
        from app.desktop.library.rows import LineList

        look = self._look = look_of(self._settings, self._look.faces)
        apply_look(QApplication.instance(), look)  # type: ignore[arg-type]
        for delegate in self._delegates:
            delegate.set_look(look.tokens, look.faces, look.interface_px)
        for rows in self.findChildren(LineList):
            rows.scheduleDelayedItemsLayout()
        self.library.fit_places()
        self.top.set_px(look.interface_px)
        self.status.set_px(look.interface_px)
        self.page.set_look(look)
        self.spread.set_look(look)
        self.graph.set_look(look)
        self.inspector.set_context(self._context())
        self.update()

    def show_lost(self) -> None:
        """The inspector with what it says of the article, the notes that lost their place among it."""
        self.focus.clear()
        if self.inspector.isHidden():
            self.toggle_inspector()
        self.inspector.refresh()

    def toggle_library(self) -> None:
        self._settings.library_shown = self.library.isHidden()
        self._fit()

    def toggle_inspector(self) -> None:
        self._settings.inspector_shown = self._writing = self.inspector.isHidden()
        self._fit()

    def _fit(self) -> None:
        """Below ONE_PANE_BELOW there is room for one pane: the inspector while something is selected."""
        width = self.width()
        self.top.set_narrow(width < NARROW_BELOW)
        self.status.set_narrow(width < NARROW_BELOW)
        selected = not self.focus.is_on_nothing or self._writing
        tight = width < ONE_PANE_BELOW
        self.inspector.setVisible(self._settings.inspector_shown and (selected or not tight))
        self.library.setVisible(self._settings.library_shown and not (tight and self.inspector.isVisibleTo(self)))

    def _note_begun(self) -> None:
        self._writing = self._settings.inspector_shown = True
        self._fit()

    def _focus_moved(self) -> None:
        from app.desktop.margin.cards import speak

        self._writing = False
        self._fit()
        view, ref = self.reading.view, self.focus.ref
        if view is not None and ref is not None:
            self._speak(speak(view, ref))

    def _speak(self, sentence: str) -> None:
        """Have a screen reader say it."""
        if sentence and QtGui.QAccessible.isActive():
            QtGui.QAccessible.updateAccessibility(QtGui.QAccessibleAnnouncementEvent(self, sentence))

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._furnished:
            self._fit()

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
        self._keep_settings()
        super().closeEvent(event)

    def _restore_layers(self) -> None:
        from app.desktop.viewmodels.layers import ORDER

        for kind in ORDER:
            self.layers.show(kind, self._settings.layers.get(kind, True))
        self.layers.set_first_only(self._settings.first_only)
        self.layers.set_new_shown(self._settings.new_shown)
        self.layers.set_floor(self._settings.floor)

    def _keep_settings(self) -> None:
        from app.desktop.viewmodels.layers import ORDER

        settings = self._settings
        settings.layers = {kind: self.layers.is_shown(kind) for kind in ORDER}
        settings.note_colour = self.notebook.colour
        settings.first_only, settings.floor = self.layers.first_only, self.layers.floor
        settings.new_shown = self.layers.new_shown
        settings.size = [self.width(), self.height()]
        library, _, inspector = self.split.sizes()
        settings.library_width = library or settings.library_width
        settings.inspector_width = inspector or settings.inspector_width
        self._parts.save_settings(settings)


def _local_files(mime: QMimeData) -> list[str]:
    return [u.toLocalFile() for u in mime.urls() if u.isLocalFile()]
