"""The ledger: all claims by status and holder, their evidence counted, and their status set by one key each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout

from app.desktop.inspector.parts import label
from app.desktop.library.pages import PAGE, Goal, ListPage
from app.desktop.library.rows import Line, LineDelegate
from app.desktop.viewmodels.reading import Reading
from app.desktop.viewmodels.services import Services
from app.domain.across import LedgerRow
from app.domain.dates import readable_date
from app.domain.marks import ClaimStatus, MarkKind, MarkRef
from app.work.background import Background

_EVERY = "every status"
_EMPTY = "Claims appear here as articles are read."
_HINT = "Keys: 1 to check, 2 supported, 3 disputed, 4 dismissed, Enter goes to the passage"


class LedgerPage(ListPage):
    """The row that is selected stays selected when its status is set, or the next one when that takes it away."""

    def __init__(self, services: Services, reading: Reading, delegate: LineDelegate, background: Background) -> None:
        super().__init__("claims", "Claims", _EMPTY, self._page, [_EVERY, *ClaimStatus], delegate, background)
        self._services, self._reading = services, reading
        self.holder = QLineEdit()
        self.holder.setPlaceholderText("Held by")
        self.holder.setAccessibleName("Held by")
        self.holder.setClearButtonEnabled(True)
        self.holder.setMaximumWidth(180)
        self.here = QCheckBox("This article only")
        self._asked: tuple[str, int | None] = ("", None)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        line = next(made for made in column.children() if isinstance(made, QHBoxLayout))
        self.filter.setMinimumWidth(90)
        self.holder.setMinimumWidth(80)
        line.insertWidget(1, self.holder, 1)
        line.insertWidget(3, self.here)
        hint = label(_HINT, "soft")
        hint.setContentsMargins(0, 2, 0, 12)
        column.addWidget(hint)
        self.kind.setAccessibleName("Status")
        for one, after in pairwise((self.filter, self.holder, self.kind, self.here, self.list)):
            self.setTabOrder(one, after)
        self.holder.textChanged.connect(lambda _: self._pause.start())
        self.here.toggled.connect(lambda _: self.refresh())
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu)
        for number, status in enumerate(ClaimStatus, start=1):
            key = QShortcut(QKeySequence(str(number)), self.list)
            key.setContext(Qt.ShortcutContext.WidgetShortcut)
            key.activated.connect(partial(self.set_status, status))

    def refresh(self) -> None:
        """Fetch again as many pages as there are, so that the place in a long list is kept."""
        view = self._reading.view
        self.here.setVisible(view is not None)
        self._asked = (self.holder.text(), view.id if view is not None and self.here.isChecked() else None)
        text, choice, ledger = self.filter.text(), str(self._choice()), self._services.ledger
        pages = max(1, -(-self.list.lines.rowCount() // PAGE))

        def call() -> tuple[list[Line], dict[ClaimStatus, int]]:
            lines: list[Line] = []
            for number in range(pages):
                lines += self._page(text, choice, number * PAGE)
            return lines, ledger.counts()

        self._background.run(call, self._take, key=self._name)

    def set_status(self, status: ClaimStatus) -> None:
        """Give the selected claim a status."""
        index = self.list.currentIndex()
        goal = index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None
        if isinstance(goal, Goal) and goal.article_id is not None and goal.span is not None:
            article_id, ref = goal.article_id, MarkRef(MarkKind.CLAIM, goal.span)
            deciding = self._services.deciding
            self._reading.do(lambda: deciding.correct_claim(article_id, ref, status=status))

    def _page(self, text: str, choice: str, offset: int) -> Sequence[Line]:
        status = ClaimStatus(choice) if choice != _EVERY else None
        holder, article_id = self._asked
        return [_line(row) for row in self._services.ledger.page(text, status, holder, article_id, PAGE, offset)]

    def _take(self, answer: tuple[list[Line], dict[ClaimStatus, int]]) -> None:
        lines, counts = answer
        row, payload = self.list.currentIndex().row(), self.list.currentIndex().data(Qt.ItemDataRole.UserRole)
        place = self.list.verticalScrollBar().value()
        self._filled(lines)
        self._complete = len(lines) % PAGE != 0 or not lines
        if payload is not None and lines:
            again = next((n for n, line in enumerate(lines) if line.payload == payload), min(row, len(lines) - 1))
            self.list.setCurrentIndex(self.list.lines.index(again))
            self.list.verticalScrollBar().setValue(place)
        for number, status in enumerate(ClaimStatus, start=1):
            self.kind.setItemText(number, f"{status.capitalize()}  {counts.get(status, 0):,}")

    def _menu(self, at: QPoint) -> None:
        index = self.list.indexAt(at)
        if not index.isValid():
            return
        self.list.setCurrentIndex(index)
        goal = index.data(Qt.ItemDataRole.UserRole)
        menu = QMenu(self)
        menu.addAction("Go to the passage").triggered.connect(lambda: self.chosen.emit(goal))
        menu.addSeparator()
        for status in ClaimStatus:
            action = menu.addAction(status.capitalize())
            action.triggered.connect(lambda _=False, status=status: self.set_status(status))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.list.viewport().mapToGlobal(at))


def _line(row: LedgerRow) -> Line:
    claim = row.claim
    passage = claim.passage
    parts = [
        f"held by {claim.holder_name or 'the author'}",
        passage.title,
        readable_date(passage.date, short=True),
        evidence_words(row),
    ]
    goal = Goal(article_id=passage.article_id, span=passage.span, kind=MarkKind.CLAIM)
    below = " · ".join(part for part in parts if part)
    return Line(passage.words, below, goal, str(claim.status), rule="claim_rule", lines=3, serif=True)


def evidence_words(row: LedgerRow) -> str:
    """ "2 support it, 1 contradicts it"; "" for a claim without evidence."""
    counted = ((row.supporting, "supports", "support"), (row.contradicting, "contradicts", "contradict"))
    parts = [f"{n} {one if n == 1 else many} it" for n, one, many in counted if n]
    if row.other:
        parts.append(f"{row.other} other link{'' if row.other == 1 else 's'}")
    return ", ".join(parts)
