"""The page on which notes come back one at a time: the passage, then what was noted, then how well it was known."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.desktop.inspector.parts import Flow, button, hairline, label, shorten
from app.desktop.library.pages import Goal, centre
from app.desktop.viewmodels.reading import Reading
from app.desktop.viewmodels.services import Services
from app.domain.changes import Changes
from app.domain.marks import MarkKind
from app.domain.review import Rating, ReviewItem
from app.work.background import Background

COLUMN = 640
_LONGEST_PASSAGE = 700
_EMPTY = "Nothing to go over now. Each note comes back here the day after it was written, and then ever less often."
_TIPS = {
    Rating.AGAIN: "I had forgotten it",
    Rating.HARD: "I knew it with some effort",
    Rating.GOOD: "I knew it",
    Rating.EASY: "I knew it at once",
}


class ReviewPage(QFrame):
    """Fetches the queue, and says each rating to the service. Space shows the note, 1 to 4 rate it."""

    chosen = Signal(object)  # Goal

    def __init__(self, services: Services, reading: Reading, background: Background) -> None:
        super().__init__()
        self.setObjectName("listPage")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Review")
        self._services, self._reading, self._background = services, reading, background
        self._queue: list[ReviewItem] = []
        self._is_open = False
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 40, 30, 30)
        column.setSpacing(12)
        column.addWidget(label("Review", "pageTitle"))
        self._left = label("", "soft")
        column.addWidget(self._left)
        self._card = QWidget()
        self._card.setMaximumWidth(COLUMN)
        self._inside = QVBoxLayout(self._card)
        self._inside.setContentsMargins(0, 18, 0, 0)
        self._inside.setSpacing(14)
        self._title = label("", "soft")
        self._passage = _words("passage")
        self._line = hairline()
        self._note = _words("note")
        self._show = button("Show the note", self.open_note, "primary", "Space")
        for widget in (self._title, self._passage, self._line, self._note):
            self._inside.addWidget(widget)
        self._inside.addWidget(self._show, 0, Qt.AlignmentFlag.AlignLeft)
        self._ratings = self._make_ratings()
        self._inside.addWidget(self._ratings)
        self._inside.addLayout(self._make_actions())
        column.addWidget(_scrolled(self._card), 1)
        for keys, act in (
            ("Space", self.open_note),
            ("O", self._go),
            *((str(n), partial(self.rate, rating)) for n, rating in enumerate(Rating, start=1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self._fill()

    @property
    def item(self) -> ReviewItem | None:
        """The note that is asked about."""
        return self._queue[0] if self._queue else None

    def refresh(self) -> None:
        """Fetch what has come back by now."""
        self._background.run(self._services.reviewing.queue, self._came, key="review")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        centre(self, 30)

    def take_focus(self) -> None:
        self.setFocus()

    def open_note(self) -> None:
        """Show what was noted on the passage."""
        if self.item is not None and not self._is_open:
            self._is_open = True
            self._fill()

    def rate(self, rating: Rating) -> None:
        """Say how well it was known, and go on to the next one."""
        item = self.item
        if item is not None and self._is_open:
            self._done(lambda: self._services.reviewing.rate(item.note.id, rating))

    # inside

    def _came(self, queue: tuple[ReviewItem, ...]) -> None:
        same = self.item is not None and bool(queue) and queue[0].note.id == self.item.note.id
        self._queue = list(queue)
        self._is_open = self._is_open and same
        self._fill()

    def _done(self, call: Callable[[], Changes]) -> None:
        """The next note is there at once; the queue is fetched anew when the answer is stored."""
        self._queue = self._queue[1:]
        self._is_open = False
        self._fill()
        self._reading.do(call)

    def _go(self) -> None:
        if self.item is not None:
            note = self.item.note
            target = note.target
            self.chosen.emit(Goal(target.entity_id, target.article_id, note.span, note.id, MarkKind.NOTE))

    def _leave_out(self) -> None:
        item = self.item
        if item is not None:
            self._done(lambda: self._services.reviewing.leave_out(item.note.id))

    def _fill(self) -> None:
        at = QApplication.focusWidget()
        if at is not None and self._card.isAncestorOf(at):  # what was pressed may go; the keys are the page's own
            self.setFocus()
        item = self.item
        self._card.setVisible(item is not None)
        if item is None:
            self._left.setText(_EMPTY)
            return
        count = len(self._queue)
        self._left.setText("The last one" if count == 1 else f"{count} notes to go over")
        note = item.note
        self._title.setText(item.title)
        self._title.setVisible(bool(item.title))
        words = " ".join(note.quoted.split())
        if words:
            before, after = escape(item.before.lstrip()), escape(item.after.rstrip())
            self._passage.setText(f"{before}<b>{escape(shorten(words, _LONGEST_PASSAGE))}</b>{after}")
        hidden = bool(words) and not note.is_highlight and not self._is_open
        self._is_open = not hidden
        self._passage.setVisible(bool(words))
        self._note.setText(escape(note.body.strip()).replace("\n", "<br>"))
        shown = not hidden and not note.is_highlight
        self._note.setVisible(shown)
        self._line.setVisible(shown and bool(words))
        self._show.setVisible(hidden)
        self._ratings.setVisible(not hidden)
        self._place.setVisible(note.target.article_id is not None or note.target.entity_id is not None)
        for rating, days in item.outlook:
            self._buttons[rating].setText(f"{rating.capitalize()}  ·  {_wait(days)}")
            self._buttons[rating].setAccessibleName(f"{rating.capitalize()}: {_TIPS[rating]}, back in {_wait(days)}")

    def _make_ratings(self) -> QWidget:
        holder = QWidget()
        line = Flow(holder, 8)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        self._buttons: dict[Rating, QPushButton] = {}
        for number, rating in enumerate(Rating, start=1):
            made = button("", partial(self.rate, rating), "action", f"{_TIPS[rating]} ({number})")
            self._buttons[rating] = made
            line.addWidget(made)
        return holder

    def _make_actions(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        self._place = button("Go to the place", self._go, "quiet", "O")
        line.addWidget(self._place)
        line.addWidget(button("Leave it out", self._leave_out, "quiet", "Never bring this note back"))
        line.addStretch(1)
        return line


def _scrolled(card: QWidget) -> QScrollArea:
    """A long passage in large type may be taller than the window."""
    room = QScrollArea()
    room.setWidgetResizable(True)
    room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    holder = QWidget()
    holder.setObjectName("listBody")
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(card)
    column.addStretch(1)
    room.setWidget(holder)
    return room


def _words(name: str) -> QLabel:
    made = QLabel()
    made.setObjectName(f"review-{name}")
    made.setProperty("role", "passage" if name == "passage" else "")
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.RichText)  # of our own tags only: everything else is escaped
    return made


def _wait(days: int) -> str:
    if days < 14:
        return "1 day" if days == 1 else f"{days} days"
    return f"{round(days / 7)} weeks" if days < 60 else f"{round(days / 30.4)} months"
