"""What leads out of the text: links, which are asked about before they open, and pictures, which are shown larger."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QMenu

from app.desktop.dialogs.link_question import LinkQuestion, browsable
from app.desktop.dialogs.picture_viewer import PictureViewer
from app.desktop.page import Page
from app.desktop.reader.hyperlinks import elided
from app.desktop.reader.pictures import Pictures
from app.desktop.statusbar import StatusBar
from app.desktop.viewmodels.focus import Focus
from app.desktop.viewmodels.reading import Reading
from app.domain.article import Hyperlink
from app.domain.marks import ArticleView
from app.domain.pictures import PicturePlace
from app.domain.spans import Span
from app.work.background import Background

log = logging.getLogger(__name__)

_ON_STATUS = 90
"""Characters of an address in the status bar."""


class Leads(QObject):
    """Steps through the links and pictures of the shown article, and follows them. Opens no address without asking."""

    def __init__(
        self,
        page: Page,
        pictures: Pictures,
        focus: Focus,
        status: StatusBar,
        tell: Callable[[str], object],
        background: Background,
        reading: Reading,
        open_url: Callable[[QUrl], object] = QDesktopServices.openUrl,
    ) -> None:
        """`tell` says a sentence, to a screen reader too; `background` writes files."""
        super().__init__(page)
        self._page, self._pictures, self._focus = page, pictures, focus
        self._status, self._tell, self._background, self._open_url = status, tell, background, open_url
        self._said = ""  # of the link or picture that the keyboard is on
        reader = page.reader
        reader.set_pictures(pictures)
        reader.leadHovered.connect(self._hovered)
        reader.leadFollowed.connect(self.follow)
        reader.menuOpening.connect(self._fill)
        focus.changed.connect(self.leave)
        for changed in (reading.shown, reading.begun):
            changed.connect(lambda _: self.leave())
        reading.closed.connect(self.leave)

    # stepping

    def step(self, forward: bool) -> None:
        """To the next or previous link or picture, from the one the keyboard is on or from the top of the window."""
        view, reader = self._page.view, self._page.reader
        if view is None or reader.article is None:
            return
        leads = _in_order(view, with_pictures=self._page.pictures_shown)
        places = [_place(view, lead) for lead in leads]
        if reader.lead in leads:
            number = leads.index(reader.lead) + (1 if forward else -1)
        else:
            number = sum(1 for place in places if place < (reader.top_offset, 0)) - (0 if forward else 1)
        if not 0 <= number < len(leads):
            self._tell("There is no other link or picture that way." if leads else "It has no links or pictures.")
            return
        lead = leads[number]
        at = min(_place(view, lead)[0], len(view.text) - 1)
        self._page.reveal(lead.span if isinstance(lead, Hyperlink) else Span(at, at + 1))
        reader.set_lead(lead)
        self._said = _spoken(view, lead)
        self._tell(self._said)

    def leave(self) -> None:
        """The keyboard is on no link or picture any more, and nothing is said of one."""
        self._status.hush(self._said)
        self._page.reader.set_lead(None)

    def follow_here(self) -> None:
        """The link or picture that the keyboard is on, the link at the caret, or the one in the selected mark."""
        reader, ref = self._page.reader, self._focus.ref
        lead = reader.lead or reader.link_at_caret() or (reader.link_in(ref.span) if ref is not None else None)
        if lead is None:
            self._tell("Here is no link and no picture.")
        else:
            self.follow(lead)

    def follow(self, lead: Hyperlink | PicturePlace) -> None:
        """Ask whether to open a link; show a picture."""
        if isinstance(lead, Hyperlink):
            self._ask(lead)
        else:
            self._show(lead)

    # links

    def _ask(self, link: Hyperlink) -> None:
        view = self._page.view
        words = " ".join(link.span.of(view.text).split()) if view is not None else ""
        question = LinkQuestion(link.address, words, self._page.window())
        question.agreed.connect(self._open)
        question.copied.connect(self._copy_address)
        question.open()

    def _open(self, address: str) -> None:
        url = browsable(address)
        if url is None:
            log.warning("an address that is none of a web page was not opened")
        elif not self._open_url(url):
            self._tell("No browser could be started. The address can be copied instead.")

    def _copy_address(self, address: str) -> None:
        QGuiApplication.clipboard().setText(address)
        self._tell("The address is on the clipboard.")

    def _hovered(self, lead: Hyperlink | PicturePlace | None) -> None:
        if isinstance(lead, Hyperlink):
            self._status.begin(elided(lead.address, _ON_STATUS))
        else:
            self._status.end()

    # pictures

    def _show(self, picture: PicturePlace) -> None:
        def ready(image: QImage, _: bytes) -> None:
            if image.isNull():
                self._tell("This picture cannot be shown. Open the article's file again to bring it back.")
                return
            viewer = PictureViewer(image, picture.description, self._page.look.tokens, self._page.window())
            viewer.copyWanted.connect(lambda: self._copy(picture))
            viewer.saveWanted.connect(lambda: self._save(picture))
            viewer.open()

        self._pictures.whole(picture.number, ready)

    def _copy(self, picture: PicturePlace) -> None:
        def ready(image: QImage, _: bytes) -> None:
            if not image.isNull():
                QGuiApplication.clipboard().setImage(image)
                self._tell("The picture is on the clipboard.")

        self._pictures.whole(picture.number, ready)

    def _save(self, picture: PicturePlace) -> None:
        def ready(image: QImage, data: bytes) -> None:
            if image.isNull():
                self._tell("This picture cannot be shown. Open the article's file again to bring it back.")
                return
            ending = "png" if data.startswith(b"\x89PNG") else "jpg"
            kinds = "PNG picture (*.png)" if ending == "png" else "JPEG picture (*.jpg *.jpeg)"
            name, _ = QFileDialog.getSaveFileName(
                self._page.window(), "Save picture as", f"picture-{picture.number + 1}.{ending}", kinds
            )
            if name:
                self._write(Path(name), data)

        self._pictures.whole(picture.number, ready)

    def _write(self, path: Path, data: bytes) -> None:
        def failed(error: Exception) -> None:
            log.warning("a picture could not be saved: %s", error)
            self._tell(f"The picture could not be saved as {path}. Choose another folder.")

        self._background.run(lambda: path.write_bytes(data), lambda _: self._tell(f"Saved as {path}."), failed)

    # the menu

    def _fill(self, menu: QMenu, lead: Hyperlink | PicturePlace | None) -> None:
        """Put what can be done with a link or a picture above the rest."""
        if lead is None:
            return
        entries: list[tuple[str, Callable[[], object]]]
        if isinstance(lead, Hyperlink):
            entries = [
                ("Open link…", lambda: self._ask(lead)),
                ("Copy address", lambda: self._copy_address(lead.address)),
            ]
        else:
            entries = [
                ("Show larger", lambda: self._show(lead)),
                ("Copy picture", lambda: self._copy(lead)),
                ("Save picture as…", lambda: self._save(lead)),
            ]
        first = menu.actions()[0] if menu.actions() else None
        for words, act in entries:
            action = QAction(words, menu)
            action.triggered.connect(lambda _=False, act=act: act(), Qt.ConnectionType.QueuedConnection)
            menu.insertAction(first, action)  # type: ignore[arg-type]
        menu.insertSeparator(first)  # type: ignore[arg-type]


def _in_order(view: ArticleView, *, with_pictures: bool) -> list[Hyperlink | PicturePlace]:
    """Links and pictures as they are met in the text."""
    leads: list[Hyperlink | PicturePlace] = [*view.links, *(view.pictures if with_pictures else ())]
    return sorted(leads, key=lambda lead: _place(view, lead))


def _place(view: ArticleView, lead: Hyperlink | PicturePlace) -> tuple[int, int]:
    """Sorts a picture before the first letter of the block below it."""
    if isinstance(lead, Hyperlink):
        return lead.span.start, 0
    at = view.blocks[lead.block].span.start if lead.block < len(view.blocks) else len(view.text)
    return at, lead.number - len(view.pictures)


def _spoken(view: ArticleView, lead: Hyperlink | PicturePlace) -> str:
    """What a screen reader says of it."""
    if isinstance(lead, Hyperlink):
        words = " ".join(lead.span.of(view.text).split())
        return f"Link: {elided(words, 60)}, to {elided(lead.address, _ON_STATUS)}. Enter asks whether to open it."
    told = elided(lead.description.rstrip(" ."), 200) or "without a description"
    return f"Picture: {told}. Enter shows it larger."
