"""The one place that builds everything and wires it: settings, store, services, worker, window."""

from __future__ import annotations

import logging
import logging.handlers
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from app import worker
from app.desktop.application import Application
from app.desktop.dialogs.trouble import TroubleDialog, install_hook
from app.desktop.endings import Endings
from app.desktop.look import apply_look, look_of
from app.desktop.parts import Parts
from app.desktop.single import Door
from app.desktop.theme.fonts import load_typefaces
from app.desktop.viewmodels.queue import Threads
from app.desktop.viewmodels.reading import Trouble
from app.desktop.viewmodels.services import Services
from app.desktop.window import Window
from app.errors import StoreDamaged, UserError
from app.linking.keys import blocking_keys
from app.linking.link import link, resemblances
from app.paths import RESOURCES, Paths, sync_warning
from app.reading.formats import SUFFIXES
from app.services.annotate import Annotating
from app.services.articles import Articles
from app.services.decide import Deciding
from app.services.entities import Entities
from app.services.export import Exporting
from app.services.history import History
from app.services.importing import Importing
from app.services.joining import Joining
from app.services.keeping import Keeping
from app.services.ledger import Ledger
from app.services.library import Library
from app.services.links import Links
from app.services.networks import Networks
from app.services.novelty import NewToYou
from app.services.queueing import Queueing
from app.services.reviewing import Reviewing
from app.services.undoing import Undoing
from app.settings import load_settings, save_settings
from app.store.open import open_store, restore_backup
from app.store.pictures import PictureFile
from app.store.queue import QueueFile
from app.store.store import Store
from app.work.background import Background
from app.work.bridge import Worker
from app.work.messages import Tools

log = logging.getLogger(__name__)

SHOW_WAITING_MS = 700


def build_services(store: Store, pictures: PictureFile | None = None) -> Services:
    """The use cases over one open store, and what keeps the articles' pictures."""
    deciding = Deciding(store, blocking_keys)
    return Services(
        articles=Articles(store, link, blocking_keys, pictures),
        library=Library(store),
        deciding=deciding,
        entities=Entities(store, blocking_keys, resemblances),
        annotating=Annotating(store),
        links=Links(store),
        undoing=Undoing(store, deciding),
        reviewing=Reviewing(store),
        history=History(store),
        exporting=Exporting(store),
        importing=Importing(store, deciding),
        novelty=NewToYou(store),
        networks=Networks(store),
        ledger=Ledger(store),
        keeping=Keeping(store),
        joining=Joining(store),
    )


@dataclass(frozen=True, slots=True)
class _Opened:
    store: Store
    services: Services
    is_empty: bool


class Program(QObject):
    """A running program: opens the store off the window's thread, then makes the window. `close` ends it in order."""

    started = Signal(object)  # Window

    def __init__(
        self,
        application: QApplication,
        paths: Paths,
        files: Sequence[str],
        samples: Path | None,
        build: Callable[[], Tools] = worker.build,
        window: Window | None = None,
    ) -> None:
        """`window`: one that is on the screen already, unfurnished."""
        super().__init__()
        self._application = application
        self._paths = paths
        self._files = list(files)
        self._samples = samples
        self._frame = window or Window(load_settings(paths.settings))
        self._settings = self._frame.settings
        self._store: Store | None = None
        self.window: Window | None = None
        self._dialog: TroubleDialog | None = None
        faces = load_typefaces(RESOURCES / "fonts")
        self._look = look_of(self._settings, faces)
        dress(application)
        apply_look(application, self._look)
        self._frame.show()
        self.background = Background(parent=self)
        self._copying = Background("copies", parent=self)  # a copy of a large library takes seconds
        self._threads = Threads(self.background, Background("files", parent=self), Background("folders", parent=self))
        self._waiting_files = QueueFile(paths.queue)
        self._picture_file = PictureFile(paths.pictures)
        self._pictures = Background("pictures", parent=self)
        self.worker = Worker(build, parent=self)
        self._door = Door(paths.home, self)
        self._door.filesArrived.connect(self._files_arrived)
        self._door.importWanted.connect(self._import_wanted)
        if isinstance(application, Application):
            application.fileHanded.connect(self._file_handed)
            self._files += application.take_handed()
        QTimer.singleShot(SHOW_WAITING_MS, self._show_waiting)
        self.background.run(self._open, self._opened, self._not_opened)

    def _show_waiting(self) -> None:
        """A migration or the check after a crash can take seconds: say what is being waited for."""
        if self.window is None and self._dialog is None:
            self._frame.wait_for("Opening your library…")

    def _open(self) -> _Opened:
        """Runs on the store's thread."""
        store = self._store = open_store(self._paths.store, self._paths.backups)  # closed even if nobody waits for it
        services = build_services(store, self._picture_file)
        return _Opened(store, services, services.library.counts().articles == 0)

    def _opened(self, opened: _Opened) -> None:
        window = self._frame
        window.furnish(
            Parts(
                services=opened.services,
                worker=self.worker,
                background=self.background,
                copying=self._copying,
                queueing=Queueing(self._waiting_files, SUFFIXES),
                threads=self._threads,
                pictures=self._pictures,
                settings=self._settings,
                look=self._look,
                save_settings=lambda settings: save_settings(settings, self._paths.settings),
            )
        )
        self.window = window
        QTimer.singleShot(0, self.worker.start)  # after the first paint: the window is what is waited for
        self._first_article(window, opened.is_empty)
        window.intake.start()
        if changed := opened.store.changed:
            sentence = "Your library has changed since it was last closed here. All that can be checked is whole."
            step = f"If something is missing, restore an earlier copy. The file as it was found is kept as {changed}."
            window.reading.troubled.emit(Trouble(sentence, step))
        if warning := sync_warning(self._paths.home):
            window.reading.troubled.emit(Trouble(warning, ""))
        self._copying.run(opened.store.back_up_daily, failed=self._not_copied)
        window.updates.start()
        self.started.emit(window)

    def _first_article(self, window: Window, is_empty: bool) -> None:
        if self._files:
            window.open_files(self._files)
        elif is_empty and self._samples is not None:
            found = sorted(self._samples.iterdir())
            window.intake.welcome([str(p) for p in found if p.suffix in (".txt", ".md", ".html")])
        elif self._settings.last_article:
            window.reading.open_article(self._settings.last_article)

    def _not_opened(self, error: Exception) -> None:
        log.error("the library could not be opened", exc_info=error)
        sentence = getattr(error, "sentence", "") or "Your library could not be opened."
        step = getattr(error, "next_step", "") or "Nothing was changed. Save a report and ask for help."
        bug = error if not isinstance(error, UserError) else None
        dialog = self._dialog = TroubleDialog(sentence, step, bug, self._paths.reports, self._frame)
        copy = error.backup if isinstance(error, StoreDamaged) else ""
        if copy:
            dialog.offer("Use the copy", lambda: self._restore(Path(copy)))
        dialog.finished.connect(lambda _: self._gave_up())
        dialog.open()

    def _restore(self, copy: Path) -> None:
        """Put the newest good copy in the damaged library's place, which is kept beside it, and open that."""
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.close()

        def reopen() -> _Opened:
            restore_backup(self._paths.store, copy)
            return self._open()

        self.background.run(reopen, self._opened, self._not_opened)

    def _gave_up(self) -> None:
        if self._dialog is not None:
            self._application.exit(1)

    def _not_copied(self, error: Exception) -> None:
        log.error("the daily copy could not be made", exc_info=error)
        if self.window is not None:
            sentence = getattr(error, "sentence", "") or "Today's copy of your library could not be made."
            step = getattr(error, "next_step", "") or f"Look whether there is room in {self._paths.backups}."
            self.window.reading.troubled.emit(Trouble(sentence, step))

    def _files_arrived(self, files: list[str]) -> None:
        if self.window is None:
            self._files += files
            return
        if files:
            self.window.open_files(files)
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.raise_()
        self.window.activateWindow()

    def _file_handed(self) -> None:
        assert isinstance(self._application, Application)
        self._files_arrived(self._application.take_handed())

    def _import_wanted(self, paths: list[str]) -> None:
        if self.window is None:
            self.started.connect(lambda window: window.intake.add(paths))
        else:
            self.window.intake.add(paths)

    def close(self) -> None:
        """Write what is pending, then let go of store and worker."""
        self._frame.close()
        if isinstance(self._application, Application):
            self._application.fileHanded.disconnect(self._file_handed)
        self._door.close()
        self.worker.stop()
        self._copying.close()
        self._threads.folders.close()
        self._threads.files.close()
        self._waiting_files.close()
        self._pictures.close()
        self.background.close()
        self._picture_file.close()
        if self._store is not None:
            self._store.close()


def dress(application: QApplication) -> None:
    """Style and icon, which an empty window is painted without."""
    application.setStyle("Fusion")
    icon = RESOURCES / "icons" / "glossator.svg"
    if icon.exists():
        application.setWindowIcon(QIcon(str(icon)))


def begin(
    application: QApplication,
    paths: Paths,
    files: Sequence[str],
    window: Window,
    shot: Path | None,
    until_painted: bool = False,
) -> Callable[[], None]:
    """Start the program behind `window`, which is on the screen; returns what ends it in order.

    `until_painted`: the process ends, at once, when the library is on the screen.
    """
    _log_to(paths.log)
    if shot is None:
        install_hook(paths.reports)
    else:
        from app.desktop.shot import end_on_trouble

        end_on_trouble(application)
    program = Program(application, paths, files, RESOURCES / "samples", window=window)
    endings = Endings(lambda: (window.close(), application.quit()))
    if shot is not None:
        from app.desktop.shot import shoot

        program.started.connect(lambda window: shoot(window, shot, application))
    if until_painted:
        program.started.connect(lambda window: (window.grab(), os._exit(0)))

    def end() -> None:
        program.close()
        endings.close()

    return end


def _log_to(path: Path) -> None:
    """A small rotating log beside the store; nothing of an article's text goes into it."""
    handler = logging.handlers.RotatingFileHandler(path, maxBytes=500_000, backupCount=2, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(os.environ.get("GLOSSATOR_LOG", "INFO"))
