"""What other articles have that bears on a claim: asked as questions, which the reader answers or leaves."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from app.desktop.inspector.context import Context
from app.desktop.inspector.parts import Flow, Row, button, hairline, label, shorten
from app.desktop.library.pages import Goal
from app.domain.across import ClaimFile
from app.domain.dates import readable_date
from app.domain.links import LinkSource, Relation
from app.domain.marks import ArticleView, ClaimMark, MarkKind, MarkRef, NoteTarget
from app.domain.rows import ClaimRow

_MOST = 4


class Elsewhere(QWidget):
    """Fetches itself; takes no room while there is nothing to ask."""

    def __init__(self, claim: ClaimMark, view: ArticleView, context: Context) -> None:
        super().__init__()
        self._claim, self._view, self._context = claim, view, context
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()
        context.across.claim_file(view.id, claim.ref, lambda file: self._show(file) if isValid(self) else None)

    def _show(self, file: ClaimFile) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        asked = {d.claim.passage for d in file.disagreements[:_MOST]}
        like = [c for c in file.like if c.claim.passage not in asked][:_MOST]
        self.setVisible(bool(asked or like))
        if file.disagreements:
            self._heading("Another number?")
        for question in file.disagreements[:_MOST]:
            self._add(question.claim, f"“{question.there}” there, “{question.here}” here")
        if like:
            self._heading("The same elsewhere?")
        for found in like:
            self._add(found.claim, f"also about {', '.join(found.shared[:3])}" if found.shared else "")

    def _heading(self, words: str) -> None:
        self._column.addSpacing(22)
        self._column.addWidget(label(words.upper(), "paneHeading"))
        self._column.addSpacing(6)
        self._column.addWidget(hairline())

    def _add(self, other: ClaimRow, why: str) -> None:
        passage = other.passage
        where = " · ".join(part for part in (passage.title, readable_date(passage.date, short=True)) if part)
        words = shorten(passage.words, 220)
        goal = Goal(article_id=passage.article_id, span=passage.span, kind=MarkKind.CLAIM)
        row = Row(f"{why}. {where}: {words}" if why else f"{where}: {words}", lambda: self._context.follow(goal))
        row.add(label(where, "soft"))
        if why:
            row.add(label(why, "accent"))
        row.add(label(words))
        self._column.addWidget(row)
        holder = QWidget()
        chips = Flow(holder)
        for relation in (Relation.SUPPORTS, Relation.CONTRADICTS):
            chips.addWidget(button(f"It {relation} this", self._linker(other, relation), "chip"))
        holder.setContentsMargins(6, 0, 0, 8)
        self._column.addWidget(holder)

    def _linker(self, other: ClaimRow, relation: Relation) -> Callable[[], object]:
        there = NoteTarget(other.passage.article_id, MarkRef(MarkKind.CLAIM, other.passage.span))
        return lambda: add_evidence(self._context, there, NoteTarget(self._view.id, self._claim.ref), relation)


def add_evidence(context: Context, passage: NoteTarget, claim: NoteTarget, relation: Relation) -> None:
    """Link a passage with a claim that it supports or contradicts."""
    told = f"It is kept as evidence: it {relation} the claim. Ctrl+Z takes it back."
    context.editing.connect(LinkSource(place=passage), LinkSource(place=claim), relation, lambda: context.tell(told))
