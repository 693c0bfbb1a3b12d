"""Pages over all articles: people and places, quotes, claims, notes, decisions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.desktop.inspector.parts import label
from app.desktop.library.rows import Line, LineDelegate, LineList
from app.desktop.theme.tokens import KIND_TOKENS
from app.desktop.viewmodels.services import Services
from app.domain.analysis import EntityKind
from app.domain.dates import readable_date
from app.domain.marks import MarkKind
from app.domain.rows import DecisionRow, EntityRow, Passage, QuoteRow
from app.domain.spans import Span
from app.work.background import Background

PAGE = 200
TYPING_MS = 120
WIDEST = 860
"""Pixels that a list takes at most: longer lines are hard to read."""


def centre(page: QWidget, below: int) -> None:
    """Keep a page's column in the middle of a wide window; `below`: pixels left free under it."""
    layout = page.layout()
    if layout is not None:
        side = max(40, (page.width() - WIDEST) // 2)
        layout.setContentsMargins(side, 40, min(30, side), below)


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a row leads: an entity, a place in an article, a note, a decision, or all notes with a tag."""

    entity_id: int | None = None
    article_id: int | None = None
    span: Span | None = None
    note_id: str | None = None
    kind: MarkKind | None = None
    decision_id: int | None = None
    tag: str = ""


class ListPage(QFrame):
    """A title, a filter and a list that is fetched a page at a time off the window's thread."""

    chosen = Signal(object)  # Goal

    def __init__(
        self,
        name: str,
        title: str,
        empty: str,
        fetch: Callable[[str, Any, int], Sequence[Line]],
        choices: Sequence[str],
        delegate: LineDelegate,
        background: Background,
    ) -> None:
        super().__init__()
        self.setObjectName("listPage")
        self._name, self._fetch, self._background = name, fetch, background
        self._empty_words = empty
        self._complete = True
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 40, 30, 0)
        column.setSpacing(12)
        column.addWidget(label(title, "pageTitle"))
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Filter")
        self.filter.setAccessibleName(f"Filter {title.lower()}")
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(340)
        self.kind = QComboBox()
        self.kind.addItems([c.capitalize() for c in choices])
        self.kind.setAccessibleName("Kind")
        self._choices = list(choices)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.filter, 1)
        line.addWidget(self.kind)
        line.addStretch(1)
        column.addLayout(line)
        self.kind.setVisible(len(choices) > 1)
        self._nothing = label(empty, "soft")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.hide()  # until it is known that there is nothing
        column.addWidget(self._nothing, 1)
        self.list = LineList(delegate, title)
        self.list.setMaximumWidth(WIDEST)
        self.list.chosen.connect(self.chosen)
        self.list.endReached.connect(self._more)
        column.addWidget(self.list, 4)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_MS)
        self._pause.timeout.connect(self.refresh)
        self.filter.textChanged.connect(lambda _: self._pause.start())
        self.kind.currentIndexChanged.connect(lambda _: self.refresh())
        self.filter.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Enter in the filter lead into the list."""
        if watched is self.filter and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            into = event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if into and self.list.lines.rowCount():
                self.list.setFocus()
                if not self.list.currentIndex().isValid():
                    self.list.setCurrentIndex(self.list.lines.index(0))
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        centre(self, 0)

    def refresh(self) -> None:
        """Fetch the first page again."""
        text, choice = self.filter.text(), self._choice()
        self._background.run(lambda: list(self._fetch(text, choice, 0)), self._filled, key=self._name)

    def take_focus(self) -> None:
        self.filter.setFocus()

    def _choice(self) -> object:
        """What `fetch` is given with the words: read here, in the window's thread."""
        return self._choices[self.kind.currentIndex()] if self._choices else ""

    def _filled(self, lines: list[Line]) -> None:
        self._complete = len(lines) < PAGE
        self.list.lines.fill(lines)
        self.list.setVisible(bool(lines))
        self._nothing.setVisible(not lines)
        self._nothing.setText("Nothing matches the filter." if self.filter.text() else self._empty_words)

    def _more(self) -> None:
        if self._complete:
            return
        self._complete = True  # until the answer is there
        text, choice, offset = self.filter.text(), self._choice(), self.list.lines.rowCount()

        def ready(lines: list[Line]) -> None:
            self.list.lines.append(lines)
            self._complete = len(lines) < PAGE

        self._background.run(lambda: list(self._fetch(text, choice, offset)), ready, key=f"{self._name} more")


def entities_page(services: Services, delegate: LineDelegate, background: Background) -> ListPage:
    def fetch(text: str, choice: str, offset: int) -> Sequence[Line]:
        kind = EntityKind(choice) if choice != "everything" else None
        return [_entity(row) for row in services.library.entities(text, kind, PAGE, offset)]

    choices = ["everything", *EntityKind]
    empty = "Names appear here as articles are read."
    return ListPage("entities", "People and places", empty, fetch, choices, delegate, background)


def quotes_page(services: Services, delegate: LineDelegate, background: Background) -> ListPage:
    def fetch(text: str, _: str, offset: int) -> Sequence[Line]:
        return [_quote(row) for row in services.library.quotes(text, None, PAGE, offset)]

    empty = "Quotes appear here as articles are read."
    return ListPage("quotes", "Quotes", empty, fetch, (), delegate, background)


def decisions_page(services: Services, delegate: LineDelegate, background: Background) -> ListPage:
    def fetch(text: str, _: str, offset: int) -> Sequence[Line]:
        return [_decision(row) for row in services.history.rows(text, PAGE, offset)]

    empty = "Nothing decided yet. What you confirm, reject or correct is listed here and can be taken back."
    return ListPage("decisions", "Your decisions", empty, fetch, (), delegate, background)


def _entity(row: EntityRow) -> Line:
    aliases = [a for a in row.aliases if a != row.name][:4]
    below = " · ".join(part for part in (str(row.kind), "also " + ", ".join(aliases) if aliases else "") if part)
    count = f"{row.mentions:,} in {row.articles:,} article{'' if row.articles == 1 else 's'}"
    return Line(row.name, below, Goal(entity_id=row.id), count, KIND_TOKENS.get(row.kind, "other"), lines=1)


def _where(passage: Passage) -> str:
    return " · ".join(part for part in (passage.title, readable_date(passage.date, short=True)) if part)


def _quote(row: QuoteRow) -> Line:
    who = row.speaker_name or "Speaker not found"
    goal = Goal(article_id=row.passage.article_id, span=row.passage.span, kind=MarkKind.QUOTE)
    return Line(row.passage.words, f"{who} · {_where(row.passage)}", goal, rule="quote_bar", lines=3, serif=True)


def _decision(row: DecisionRow) -> Line:
    goal = Goal(article_id=row.article_id, span=row.span, decision_id=row.id)
    below = " · ".join(part for part in (row.title, readable_date(row.made[:10])) if part)
    return Line(row.sentence, below, goal, rule="accent", lines=2)
