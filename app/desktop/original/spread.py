"""The article and its original pages side by side, or one at a time where there is no room for both."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter

from app.desktop.look import Look
from app.desktop.original.pages import Pages
from app.desktop.original.pane import OriginalPane
from app.desktop.page import Page
from app.desktop.viewmodels.focus import Focus
from app.domain.marks import ArticleView
from app.domain.spans import Span
from app.settings import Settings
from app.work.bridge import Worker

BESIDE_FROM = 760
"""Pixels; below it the pages take the text's place."""


class Spread(QSplitter):
    """Keeps text and pages on the same passage: what is selected in one is lit in the other."""

    def __init__(
        self,
        page: Page,
        worker: Worker,
        focus: Focus,
        look: Look,
        settings: Settings,
        tell: Callable[[str], object],
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._page, self._focus, self._settings, self._tell = page, focus, settings, tell
        self._view: ArticleView | None = None
        self._asked = False  # whether a person asked just now: only then are they told that there is nothing to see
        self.pages = Pages(worker, self)
        self.pane = OriginalPane(self.pages, look.tokens)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for side, least in ((page, 320), (self.pane, 280)):
            self.addWidget(side)
            side.setMinimumWidth(least)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 1)
        self.pane.hide()
        self.splitterMoved.connect(self._moved)
        self.pages.measured.connect(self._measured)
        self.pane.closed.connect(self.close_pages)
        self.pane.passageChosen.connect(self._to_text)
        page.reader.passageSelected.connect(self._to_pages)
        page.placeChanged.connect(self._reading_moved)
        focus.changed.connect(self._focus_changed)

    @property
    def is_open(self) -> bool:
        return self.pane.isVisibleTo(self)

    def set_look(self, look: Look) -> None:
        self.pane.set_tokens(look.tokens)

    def show_article(self, view: ArticleView) -> None:
        """Another article is shown: its pages too, when they were left open."""
        self._view, self._asked = view, False
        self._hide()
        if self._settings.original_shown:
            self._ask()
        else:
            self.pages.open(None)

    def show_beginning(self) -> None:
        """Only the beginning of an article is shown: its pages come with the whole."""
        self._view, self._asked = None, False
        self._hide()
        self.pages.open(None)

    def toggle(self) -> None:
        """Show the original pages beside the text, or no longer."""
        if self.is_open:
            self.close_pages()
        elif self._view is not None:
            self._settings.original_shown = self._asked = True
            self._ask()

    def close_pages(self) -> None:
        self._settings.original_shown = False
        self._hide()
        self.pages.open(None)
        self._page.reader.setFocus()

    def _ask(self) -> None:
        assert self._view is not None
        self.pane.begin_at(self._page.reader.top_offset)
        self.pages.open(self._view)
        if self._focus.ref is not None:
            self.pane.light(self._focus.ref.span)

    def _measured(self) -> None:
        view = self.pages.view
        if view is None:
            return
        if self.pages.sizes or view.path.lower().endswith(".pdf"):
            self.pane.show()
            self._fit()
            if self._asked:
                self.pane.setFocus()
        elif self._asked:
            self._settings.original_shown = False
            self._tell("Only a PDF has original pages to look at.")
        self._asked = False

    def _hide(self) -> None:
        self.pane.hide()
        self._page.show()

    def _fit(self) -> None:
        """Both where there is room, else the pages alone."""
        if not self.is_open:
            return
        beside = self.width() >= BESIDE_FROM or not self.pages.sizes  # a sentence alone need not hide the text
        self._page.setVisible(beside)
        if beside:
            share = min(0.75, max(0.25, self._settings.original_share))
            self.setSizes([round(self.width() * (1 - share)), round(self.width() * share)])

    def _moved(self) -> None:
        text, pages = self.sizes()
        if text and pages:
            self._settings.original_share = pages / (text + pages)

    # the same passage in both

    def _to_pages(self, span: Span | None) -> None:
        if self.is_open and span is not None:
            self.pane.light(span)

    def _reading_moved(self, offset: int) -> None:
        if self.is_open and self._page.isVisible():
            self.pane.follow(offset)

    def _focus_changed(self) -> None:
        if self.is_open and self._focus.ref is not None:
            self.pane.light(self._focus.ref.span)

    def _to_text(self, span: Span) -> None:
        self._page.reveal(span)
        self._page.reader.select_span(span)
        if self._page.isVisible():
            self._page.reader.setFocus()  # its keys are for selected words: N, H, L

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
