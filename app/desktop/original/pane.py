"""The pages with a line above them: which page this is, their size, and the way back to the text."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.desktop.inspector.parts import label
from app.desktop.original.pages import Pages
from app.desktop.original.view import PagesView
from app.desktop.theme.tokens import Tokens
from app.domain.spans import Span


class OriginalPane(QFrame):
    """Shows one article's original pages, and the passage that is looked at in them."""

    passageChosen = Signal(object)  # Span, in the article's text  # noqa: N815
    closed = Signal()

    def __init__(self, pages: Pages, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("originalPane")
        self._pages = pages
        self._span: Span | None = None  # the passage that is lit, or will be once words are placed
        self._offset = 0  # where to begin
        self.view = PagesView(pages, tokens, self)
        self._where = label("", "soft", wrap=False)
        self._trouble = label("", "small")
        self._trouble.setObjectName("notice")
        self._trouble.setContentsMargins(12, 8, 12, 8)
        self._trouble.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._line())
        column.addWidget(self._trouble)
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        pages.measured.connect(self._measured)
        pages.placed.connect(self._placed)
        pages.troubled.connect(self.tell)
        self.view.pageChanged.connect(lambda _: self._count())
        self.view.passageChosen.connect(self._chosen)
        self.view.closed.connect(self.closed)

    def _line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(16, 6, 10, 6)
        line.setSpacing(2)
        line.addWidget(self._where)
        line.addStretch(1)
        for words, tip, act in (
            ("−", "Smaller pages (−)", lambda: self.view.set_zoom(self.view.zoom / 1.2)),
            ("+", "Larger pages (+)", lambda: self.view.set_zoom(self.view.zoom * 1.2)),
            ("Fit", "As wide as there is room (0)", lambda: self.view.set_zoom(1.0)),
            ("Close", "Back to the text alone (Esc)", self.closed.emit),
        ):
            made = QToolButton()
            made.setText(words)
            made.setToolTip(tip)
            made.setAccessibleName(tip)
            made.setProperty("role", "soft")
            made.clicked.connect(lambda _=False, act=act: act())
            line.addWidget(made)
        return line

    @property
    def trouble(self) -> str:
        """The sentence above the pages, "" when all is well."""
        return self._trouble.text() if self._trouble.isVisibleTo(self) else ""

    def set_tokens(self, tokens: Tokens) -> None:
        self.view.set_tokens(tokens)

    def begin_at(self, offset: int) -> None:
        """The next article's pages begin where its text is read, once words are placed."""
        self._offset, self._span = offset, None
        self._trouble.hide()

    def light(self, span: Span | None) -> None:
        """Light a passage of the text and bring it into the view; None lights nothing."""
        self._span = span
        places = self._pages.places
        boxes = places.boxes_of(span) if places is not None and span is not None else ()
        self.view.light(boxes)
        if boxes:
            self.view.reveal(boxes[0])

    def follow(self, offset: int) -> None:
        """Bring the page with this place of the text into the view, if it is out of sight and nobody looks around."""
        places = self._pages.places
        page = places.page_of(offset) if places is not None else None
        if page is not None and page not in self.view.visible_pages() and not self.view.underMouse():
            self.view.show_page(page)

    def tell(self, sentence: str) -> None:
        """Say what went wrong above the pages."""
        self._trouble.setText(sentence)
        self._trouble.setAccessibleName(sentence)
        self._trouble.show()

    def _measured(self) -> None:
        self._count()

    def _placed(self) -> None:
        places = self._pages.places
        if self._span is not None:
            self.light(self._span)
        elif places is not None and self._offset and self.view.verticalScrollBar().value() == 0:
            page = places.page_of(self._offset)
            if page:
                self.view.show_page(page)

    def _count(self) -> None:
        count = len(self._pages.sizes)
        self._where.setText(f"Page {self.view.page + 1} of {count}" if count else "")

    def _chosen(self, span: Span) -> None:
        self._span = span
        self.passageChosen.emit(span)
