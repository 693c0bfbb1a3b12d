"""Draws every view into pictures: `python dev.py shots [--out DIR] [--only NAME…] [--large] [FILE…]`.

Starts the real program over a fresh library with the sample articles (and FILEs), waits until all is read, and goes
through the views as a person would, in light and dark, small and large. To be looked at, and the source of the
pictures in docs/.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy
from PIL import Image
from PySide6.QtCore import QEventLoop, QPoint, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from app.bootstrap import Program
from app.desktop.window import Window
from app.domain.analysis import EntityKind
from app.domain.article import BlockKind
from app.domain.changes import Changes
from app.domain.marks import MarkKind, MarkRef, NoteTarget
from app.domain.review import ReviewItem
from app.domain.spans import Span
from app.paths import RESOURCES, find_paths
from app.services.reviewing import Reviewing
from app.startup import make_application
from tests import shot_extras as extras
from tests import shot_large
from tests.shot_leads import leads

SIZES = {"small": (920, 680), "large": (1440, 900), "wide": (2500, 1400)}
THEMES = ("light", "dark", "contrast")
ROOT = Path(__file__).resolve().parent.parent
SAMPLE = "Harbour vote"
_GROUNDS = 32  # colours that are kept as they are
GUIDE = {
    "window-light": ("coloured", "light"),
    "window-dark": ("coloured", "dark"),
    "notes": ("note-links", "light"),
    "dossier": ("dossier", "light"),
    "graph": ("graph", "light"),
    "ledger": ("list-claims", "light"),
    "original": ("pdf", "light"),
    "review": ("review-open", "light"),
}
"""The pictures of docs/images, by the view and theme they show."""


class Studio:
    """The running program, and the few moves that the views are reached by."""

    def __init__(self, application: QApplication, home: Path, files: list[str], large: bool = False) -> None:
        self.application = application
        if large:
            shot_large.copy_library(home)
        self.program = Program(application, find_paths(home).make(), [], RESOURCES / "samples")
        self._wait(lambda: self.program.window is not None)
        self.settle()
        if files:
            self.window.reading.open_files(files, show=False)
            self.settle()

    def read(self, files: list[str]) -> None:
        """Open files, which are shown."""
        self.window.reading.open_files(files)
        self.settle()

    def picture(self) -> QPixmap:
        """The window, with the dialog that lies over it."""
        made = self.window.grab()
        for dialog in extras.open_dialogs(self):
            shot = dialog.grab()
            at = QPoint((made.width() - shot.width()) // 2, (made.height() - shot.height()) // 3)
            painter = QPainter(made)
            painter.fillRect(made.rect(), QColor(0, 0, 0, 60))
            painter.drawPixmap(at, shot)
            painter.end()
        return made

    def close_dialogs(self) -> None:
        for dialog in extras.open_dialogs(self):
            dialog.reject()
        self.settle()

    @property
    def window(self) -> Window:
        assert self.program.window is not None
        return self.program.window

    def settle(self) -> None:
        """Until nothing has been under way for a third of a second."""
        still = 0
        while still < 3:
            self._pause(120)
            busy = self.window.reading.busy or self.window.background_busy()
            still = 0 if busy else still + 1

    def open(self, title: str) -> None:
        """Show the article whose title begins so."""
        self.window.focus.clear()
        lines = self.window.library.articles.lines
        for row in range(lines.rowCount()):
            if lines.line(row).text.startswith(title):
                self.window.navigator.open_article(lines.line(row).payload)  # type: ignore[arg-type]
                self.settle()
                return
        raise LookupError(title)

    def focus(self, ref: MarkRef) -> None:
        self.window.focus.on_mark(ref)
        self.settle()

    def take(self, changes: Changes) -> None:
        """Let the window know of what was done behind its back."""
        self.window.reading.take(changes)

    def _wait(self, true: Callable[[], bool]) -> None:
        while not true():
            self._pause(50)

    def _pause(self, milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()


def across(studio: Studio) -> Iterator[str]:
    """What holds over several of the sample articles."""
    window = studio.window
    studio.open("Auditors")
    window.page.reader.verticalScrollBar().setValue(0)
    yield "new"
    view = window.reading.view
    assert view is not None
    counted = Counter((m.entity_id, m.name) for m in view.mentions if m.kind is EntityKind.PERSON)
    (entity, name), _ = counted.most_common(1)[0]
    window.focus.on_entity(entity)
    studio.settle()
    yield "dossier"
    for claim in view.claims:
        file = window._parts.services.ledger.file(view.id, claim.span)
        if file.disagreements:
            studio.focus(claim.ref)
            yield "other-number"
            break
    window.show_graph()
    studio.settle()
    yield "graph"
    window.show_graph(entity, name)
    studio.settle()
    yield "graph-one"
    window.focus.clear()
    window.navigator.show_article_page()


def views(studio: Studio, title: str, folder: Path) -> Iterator[str]:
    """Go from view to view; the name of each, once it is there."""
    window = studio.window
    studio.open(title)
    window.page.reader.verticalScrollBar().setValue(0)
    yield "article"
    view = window.reading.view
    assert view is not None
    people = [m for m in view.mentions if m.kind is EntityKind.PERSON]
    if people:
        studio.focus(people[0].ref)
        yield "entity"
    if view.quotes:
        studio.focus(view.quotes[0].ref)
        yield "quote"
    if view.claims:
        studio.focus(view.claims[0].ref)
        yield "claim"
    if view.path.endswith(".pdf"):
        window.spread.toggle()
        studio.settle()
        yield "original"
        window.spread.close_pages()
    window.focus.clear()
    block = view.blocks[min(3, len(view.blocks) - 1)].span
    window.page.reader.select_span(Span(block.start, min(block.end, block.start + 46)))
    studio.settle()
    yield "selection"
    window.annotator.write_note()
    studio.settle()
    yield "note"
    window.page.reader.clear_selection()
    for name in ("entities", "quotes", "claims", "notes"):
        window.navigator.show_list(name)
        studio.settle()
        yield f"list-{name}"
    window.navigator.show_list("review")
    studio.settle()
    yield "review-empty"
    window.navigator.review._came(_come_back(studio))
    yield "review"
    window.navigator.review.open_note()
    yield "review-open"
    window._parts.services.library.save_search("Solberg on the bridge", 'bridge speaker:"Inga Solberg"')
    window._parts.services.library.save_search("Still to check", "is:to-check")
    window.top.focus_search()
    studio.settle()
    yield "search-begun"
    window.top.search.setText(next(iter(m.name for m in people), "the"))
    studio.settle()
    yield "search"
    window.top.search.setText("is:to-check after:2020 ")
    studio.settle()
    yield "search-narrowed"
    window.top.search.clear()
    window.navigator.show_article_page()
    if title == SAMPLE:
        yield from across(studio)
        yield from extras.written(studio)
        yield from extras.dialogs(studio)
        yield from extras.arriving(studio)
        yield from extras.lost(studio, folder)
        yield from extras.pages(studio, folder)
        yield from leads(studio)


def _come_back(studio: Studio) -> tuple[ReviewItem, ...]:
    """A note on a sentence of the article that is open, as if it had been written the day before yesterday."""
    services = studio.window._parts.services
    view = studio.window.reading.view
    assert view is not None
    block = next(b for b in view.blocks if b.kind is BlockKind.PARAGRAPH and b.span.end - b.span.start > 160)
    span = Span(block.span.start, view.text.index(".", block.span.start) + 1)
    body = "Whose figure is this? Compare the audit of the year before."
    note, _ = services.annotating.add_note(NoteTarget(view.id, MarkRef(MarkKind.NOTE, span)), body)
    store = services.annotating._store
    items = Reviewing(store, lambda: datetime.now(UTC) + timedelta(days=2)).queue()
    services.undoing.undo()
    return tuple(item for item in items if item.note.id == note.id) + items[:1]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py shots", description="Draw every view into pictures.")
    parser.add_argument("files", nargs="*", help="articles to add to the sample library; the first one is drawn too")
    parser.add_argument("--out", type=Path, default=Path("out/shots"))
    parser.add_argument("--only", nargs="*", default=[], help="names of views, as in the files' names")
    parser.add_argument("--theme", nargs="*", default=THEMES, choices=THEMES)
    parser.add_argument("--size", nargs="*", default=["small", "large"], choices=list(SIZES))
    parser.add_argument("--interface", type=int, default=13, metavar="PX", help="size of the interface's type")
    parser.add_argument("--text", type=float, default=1.0, metavar="SCALE", help="size of the reading type")
    parser.add_argument("--large", action="store_true", help="with 10,000 articles in place of the samples")
    parser.add_argument("--guide", action="store_true", help="draw the pictures of docs/images anew, and nothing else")
    wanted = parser.parse_args(arguments)
    if wanted.guide:
        wanted.out, wanted.size, wanted.theme = ROOT / "docs" / "images", ["large"], ["light", "dark"]
    wanted.out.mkdir(parents=True, exist_ok=True)
    application = make_application()
    titles = {"large" if wanted.large else "sample": SAMPLE}
    drawn = 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        studio = Studio(application, Path(home), wanted.files, wanted.large)
        if wanted.files:
            from app.reading.read import read_file

            titles["file"] = read_file(wanted.files[0]).metadata.title
        studio.window.settings.interface_px, studio.window.settings.scale = wanted.interface, wanted.text
        for theme in wanted.theme:
            for size in wanted.size:
                studio.window.appearance.set_theme(theme)
                studio.window.resize(*SIZES[size])
                studio.settle()
                for source, title in titles.items():
                    found = shot_large.views(studio) if source == "large" else views(studio, title, Path(home))
                    for name in found:
                        for file in _files(wanted, source, name, theme, size):
                            _save(studio.picture(), file, wanted.guide)
                            drawn += 1
        studio.program.close()
    print(f"{drawn} pictures in {wanted.out}")
    return 0


def _files(wanted: argparse.Namespace, source: str, name: str, theme: str, size: str) -> list[Path]:
    if wanted.guide:
        return [wanted.out / f"{picture}.png" for picture, view in GUIDE.items() if view == (name, theme)]
    if wanted.only and name not in wanted.only:
        return []
    return [wanted.out / f"{source}-{name}-{theme}-{size}.png"]


def _save(picture: QPixmap, file: Path, small: bool) -> None:
    """Without loss, or `small`: with 256 colours, which looks the same and takes a third."""
    drawn = picture.toImage().convertToFormat(QImage.Format.Format_RGBX8888)
    size = (drawn.width(), drawn.height())
    image = Image.frombuffer("RGBX", size, drawn.constBits(), "raw", "RGBX", drawn.bytesPerLine(), 1).convert("RGB")
    if small:
        image = _with_palette(image)
    image.save(file, optimize=True)


def _with_palette(image: Image.Image) -> Image.Image:
    """The commonest colours as they are, all others within 14 of 255. Every pixel gets the nearest, which Pillow's own
    mapping onto a palette does not hold for near colours.
    """
    others = image.quantize(256 - _GROUNDS, Image.Quantize.MAXCOVERAGE).getpalette() or []
    pixels = numpy.asarray(image).reshape(-1, 3)
    colours, where, counts = numpy.unique(pixels, axis=0, return_inverse=True, return_counts=True)
    grounds = colours[numpy.argsort(counts)[-_GROUNDS:]]
    palette = numpy.concatenate([grounds, numpy.array(others[: 3 * (256 - _GROUNDS)], numpy.uint8).reshape(-1, 3)])
    far = ((colours[:, None, :].astype(int) - palette[None].astype(int)) ** 2).sum(axis=2)
    nearest = far.argmin(axis=1).astype(numpy.uint8)[where.reshape(image.height, image.width)]
    made = Image.fromarray(nearest, "P")
    made.putpalette(palette.tobytes())
    return made


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
