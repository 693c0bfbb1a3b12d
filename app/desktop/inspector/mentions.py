"""The mentions of one entity, article by article, with a timeline that narrows them to a month or a year."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.desktop.inspector.context import Context
from app.desktop.inspector.parts import Row, button, hairline, label, passage_row
from app.desktop.inspector.timeline import Timeline
from app.domain.dates import readable_date
from app.domain.periods import period_name
from app.domain.rows import Dossier, Passage, plural

MOST_ROWS = 10


class Mentions(QWidget):
    """Those of the article that is read first, then the others', newest article first."""

    def __init__(self, dossier: Dossier, article_id: int | None, context: Context) -> None:
        super().__init__()
        self._dossier, self._context = dossier, context
        here = [p for p in dossier.mentions if p.article_id == article_id]
        self._all = here + [p for p in dossier.mentions if p.article_id != article_id]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        entity = dossier.entity
        words = f"{plural(entity.mentions, 'mention')} in {plural(entity.articles, 'article')}"
        self._heading = label(words.upper(), "paneHeading")
        column.addSpacing(22)
        column.addWidget(self._heading)
        column.addSpacing(6)
        column.addWidget(hairline())
        self.timeline: Timeline | None = None
        if dossier.timeline:
            self.timeline = Timeline(dossier.timeline, context.tokens.hue(entity.kind), context.tokens)
            self.timeline.chosen.connect(self._narrow)
            column.addSpacing(9)
            column.addWidget(self.timeline)
        self._period = label("", "accent")
        self._period.hide()
        column.addWidget(self._period)
        self._rows = QWidget()
        self._lines = QVBoxLayout(self._rows)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(1)
        column.addWidget(self._rows)
        self._show(self._all)

    def _narrow(self, period: str) -> None:
        if not period:
            self._period.hide()
            self._show(self._all)
            return

        def ready(passages: tuple[Passage, ...]) -> None:
            if isValid(self):
                self._period.setText(f"{period_name(period)} only")
                self._period.show()
                self._show(passages)

        self._context.across.mentions_in(self._dossier.entity.id, period, ready)

    def _show(self, passages: Sequence[Passage], most: int = MOST_ROWS) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, (_, group) in enumerate(groupby(passages[:most], key=lambda p: p.article_id)):
            found = list(group)
            if number:
                self._lines.addWidget(hairline())
            self._lines.addWidget(_article_line(found[0]))
            for passage in found:
                self._lines.addWidget(passage_row(passage, self._context.jump(passage), headed=False))
        rest = len(passages) - most
        if rest > 0:
            more = button(f"{rest} more", lambda: self._show(passages, len(passages)), "chip")
            self._lines.addWidget(more)


def _article_line(passage: Passage) -> QWidget:
    made = label(" · ".join(p for p in (passage.title or "Untitled", readable_date(passage.date)) if p), "soft")
    made.setContentsMargins(6, 6, 6, 0)
    return made


def folded(lines: Sequence[Callable[[], Row]], most: int = MOST_ROWS) -> QWidget:
    """Rows with hairlines between; those after the first `most` are made when they are asked for."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)

    def put(some: Sequence[Callable[[], Row]]) -> None:
        for make in some:
            if column.count():
                column.addWidget(hairline())
            column.addWidget(make())

    put(lines[:most])
    if len(lines) > most:
        more: QPushButton

        def unfold() -> None:
            column.removeWidget(more)
            more.hide()
            more.deleteLater()
            put(lines[most:])

        more = button(f"{len(lines) - most} more", unfold, "chip")
        column.addWidget(more)
    return holder
