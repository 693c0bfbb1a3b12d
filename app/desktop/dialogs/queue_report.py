"""What became of every file of the last import, each with its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.desktop.inspector.parts import button
from app.desktop.library.pages import PAGE, Goal, ListPage
from app.desktop.library.rows import Line, LineDelegate
from app.domain.queueing import OPEN_STATES, ItemState, QueueCounts, QueueItem
from app.services.queueing import Queueing
from app.work.background import Background

_TROUBLE = (ItemState.FAILED, ItemState.LEFT_OUT)
CHOICES: dict[str, tuple[ItemState, ...]] = {
    "every file": (),
    "what failed": _TROUBLE,
    "new articles": (ItemState.ADDED,),
    "new versions": (ItemState.RENEWED,),
    "already there": (ItemState.KNOWN,),
    "still to read": tuple(sorted(OPEN_STATES)),
}
_WORDS = {
    ItemState.ADDED: "New in your library.",
    ItemState.WAITING: "Still to be read.",
    ItemState.BEGUN: "Being read.",
}
_RULES = {ItemState.FAILED: "accent", ItemState.LEFT_OUT: "accent"}


class QueueReport(QDialog):
    """A list that is fetched a page at a time. A row with an article leads to it."""

    articleChosen = Signal(int)  # noqa: N815
    retryWanted = Signal()  # noqa: N815

    def __init__(
        self, queueing: Queueing, counts: QueueCounts, delegate: LineDelegate, background: Background, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Files of the last import")
        self.setMinimumSize(560, 420)
        self.resize(680, 560)

        def fetch(text: str, choice: str, offset: int) -> Sequence[Line]:
            return [line_of(item) for item in queueing.rows(text, CHOICES[choice], PAGE, offset)]

        empty = "Nothing was imported yet. Drop several files or a folder on the window."
        page = ListPage("queue report", "Files of the last import", empty, fetch, list(CHOICES), delegate, background)
        self.page = page
        page.setObjectName("")
        if (layout := page.layout()) is not None:
            layout.setContentsMargins(24, 22, 24, 0)
        page.chosen.connect(self._chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 16)
        column.addWidget(page, 1)
        line = QHBoxLayout()
        line.setContentsMargins(24, 8, 24, 0)
        line.addStretch(1)
        if counts[ItemState.FAILED]:
            line.addWidget(button("Try the failed ones again", self._retry))
        line.addWidget(button("Close", self.accept, "primary"))
        column.addLayout(line)
        self.finished.connect(self.deleteLater)
        page.kind.setCurrentIndex(1 if counts.failed else 0)
        page.refresh()

    def _chosen(self, goal: Goal) -> None:
        if goal.article_id is not None:
            self.articleChosen.emit(goal.article_id)
            self.accept()

    def _retry(self) -> None:
        self.retryWanted.emit()
        self.accept()


def line_of(item: QueueItem) -> Line:
    """The file's name, what became of it, and the folder it is in."""
    path = PurePath(item.path)
    name = path.name.encode("utf-8", "backslashreplace").decode() or item.path
    sentence = item.sentence or _WORDS.get(item.state, "")
    text = name
    if item.state in _TROUBLE:
        text = sentence if name in sentence else f"{name}: {sentence}"
    folder = str(path.parent).encode("utf-8", "backslashreplace").decode()
    below = folder if item.state in _TROUBLE else " · ".join(p for p in (sentence, folder) if p)
    return Line(text, below, Goal(article_id=item.article_id), rule=_RULES.get(item.state, ""), lines=4)
