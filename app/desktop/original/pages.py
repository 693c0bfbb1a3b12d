"""What is known of the shown article's pages: their sizes, a few pictures, and where the words stand."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.domain.marks import ArticleView
from app.domain.original import PageSize, Picture, Places
from app.work.bridge import Worker
from app.work.messages import DrawPage, JobFailed, MeasurePages, PlaceWords

KEPT_BYTES = 96_000_000
"""Of pictures that are not on the screen. A page as wide as a window takes 5 to 20 MB."""

_CHANGED_BELOW = 0.6
"""Share of the article's words that the file must still hold. Files as they were read: .97 on average."""

_FEW = 40
"""Words of an article too short for that share to mean anything."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page to be drawn, `width` pixels wide."""

    page: int
    width: int


@dataclass(frozen=True, slots=True)
class _Kept:
    width: int  # as it was asked for: the picture may be smaller
    image: QImage
    picture: Picture  # the image does not own its pixels


class Pages(QObject):
    """Asks the worker about the pages of one article at a time. Answers about another article are dropped.

    Lives in the window's thread. One page is drawn at a time, the newest wish first, so that scrolling far leaves
    nothing to catch up with.
    """

    forgotten = Signal()  # nothing is known of any page: another article is asked about, or none
    measured = Signal()  # sizes are known, or there are none
    drawn = Signal(int)  # page
    placed = Signal()
    troubled = Signal(str)  # a sentence with its next step

    def __init__(self, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._view: ArticleView | None = None
        self._measuring = self._drawing = self._placing = 0  # job numbers
        self._asked = Wanted(0, 0)  # what is being drawn
        self._wanted: tuple[Wanted, ...] = ()
        self._kept: OrderedDict[int, _Kept] = OrderedDict()
        self._broken: set[int] = set()
        self.sizes: tuple[PageSize, ...] = ()
        self.places: Places | None = None
        worker.looked.connect(self._looked)
        worker.lookFailed.connect(self._failed)

    @property
    def view(self) -> ArticleView | None:
        """The article whose pages these are."""
        return self._view

    def open(self, view: ArticleView | None) -> None:
        """Forget the pages of the article before, and ask for this one's."""
        if self._placing:
            self._worker.cancel(self._placing)
        self._view = view
        self._measuring = self._drawing = self._placing = 0
        self._wanted = ()
        self._kept.clear()
        self._broken.clear()
        self.sizes, self.places = (), None
        self.forgotten.emit()
        if view is not None and view.path:
            self._measuring = self._worker.look(MeasurePages(0, view.path))
        else:
            self.measured.emit()

    def picture(self, page: int) -> QImage | None:
        """What there is of a page, in whatever width it was drawn last."""
        kept = self._kept.get(page)
        return kept.image if kept is not None else None

    def is_broken(self, page: int) -> bool:
        """Whether it could not be drawn."""
        return page in self._broken

    def want(self, wanted: Sequence[Wanted]) -> None:
        """Draw these pages, in this order. What was wanted before and is not begun is not drawn."""
        self._wanted = tuple(wanted)
        for one in reversed(self._wanted):
            if one.page in self._kept:
                self._kept.move_to_end(one.page)
        self._draw_next()

    def _draw_next(self) -> None:
        if self._drawing or self._view is None:
            return
        for one in self._wanted:
            kept = self._kept.get(one.page)
            if one.page not in self._broken and (kept is None or kept.width != one.width):
                self._asked = one
                self._drawing = self._worker.look(DrawPage(0, self._view.path, one.page, one.width))
                return

    def _looked(self, job: int, result: object) -> None:
        if self._view is None:
            return
        if job == self._measuring and isinstance(result, tuple):
            self._measuring = 0
            self.sizes = result
            self.measured.emit()
            if self.sizes:
                view = self._view
                self._placing = self._worker.look(PlaceWords(0, view.path, view.text, view.blocks))
        elif job == self._drawing and isinstance(result, Picture):
            self._drawing = 0
            self._keep(result)
            self.drawn.emit(result.page)
            self._draw_next()
        elif job == self._placing and isinstance(result, Places):
            self._placing = 0
            self.places = result
            self.placed.emit()
            if result.share < _CHANGED_BELOW and len(self._view.text.split()) >= _FEW:
                name = PurePath(self._view.path).name
                self.troubled.emit(
                    f"“{name}” has changed since it was read: its pages and the text differ. Open it again to read it "
                    "anew."
                )

    def _keep(self, picture: Picture) -> None:
        image = QImage(picture.pixels, picture.width, picture.height, 4 * picture.width, QImage.Format.Format_RGB32)
        self._kept[picture.page] = _Kept(self._asked.width, image, picture)
        self._kept.move_to_end(picture.page)
        shown = {one.page for one in self._wanted} | {picture.page}
        room = KEPT_BYTES
        for page in reversed(list(self._kept)):
            room -= len(self._kept[page].picture.pixels)
            if room < 0 and page not in shown:
                del self._kept[page]

    def _failed(self, job: int, failure: JobFailed) -> None:
        if job == self._measuring:
            self._measuring = 0
            self.measured.emit()
            self.troubled.emit(f"{failure.sentence} {failure.next_step}".strip())
        elif job == self._drawing:
            self._drawing = 0
            self._give_up(self._asked.page, failure)
        elif job == self._placing:
            self._placing = 0
            self.troubled.emit(f"The text could not be found on these pages. {failure.sentence}")

    def _give_up(self, page: int, failure: JobFailed) -> None:
        self._broken.add(page)
        self.drawn.emit(page)
        self.troubled.emit(f"{failure.sentence} {failure.next_step}".strip())
        self._draw_next()
