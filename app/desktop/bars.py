"""Bars over and below the page: for selected words, for what went wrong, for the parts of a long text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from app.desktop.inspector.note_colours import ColourDot
from app.desktop.inspector.parts import button, label
from app.desktop.theme.tokens import Tokens
from app.desktop.viewmodels.reading import Trouble
from app.domain.analysis import EntityKind
from app.domain.marks import MarkKind
from app.domain.tags import COLOURS


class SelectionBar(QFrame):
    """Appears over selected words: write a note on them, highlight or link them, or mark what was missed."""

    noted = Signal()
    highlighted = Signal(str)  # one of domain.tags.COLOURS
    linked = Signal()
    marked = Signal(object)  # EntityKind or MarkKind

    def __init__(self, tokens: Tokens, page: QWidget) -> None:
        super().__init__(page)
        self.setObjectName("selectionBar")
        self.setAccessibleName("Selected words")
        line = QHBoxLayout(self)
        line.setContentsMargins(5, 4, 5, 4)
        line.setSpacing(1)
        line.addWidget(_tool("Note", "Write a note on these words (N)", self.noted.emit))
        self._dots = QHBoxLayout()
        self._dots.setSpacing(0)
        line.addLayout(self._dots)
        line.addWidget(_tool("Link", "Link these words to another passage (L)", self.linked.emit))
        entries: list[tuple[str, str, EntityKind | MarkKind]] = [
            ("Person", "Mark as a person (P)", EntityKind.PERSON),
            ("Organisation", "Mark as an organisation (O)", EntityKind.ORGANISATION),
            ("Place", "Mark as a place (A)", EntityKind.PLACE),
            ("Event", "Mark as an event (E)", EntityKind.EVENT),
            ("Quote", "Mark as a quote (Q)", MarkKind.QUOTE),
            ("Claim", "Mark as a claim (M)", MarkKind.CLAIM),
        ]
        self._kinds = [_tool(words, tip, partial(self.marked.emit, kind)) for words, tip, kind in entries]
        for made in self._kinds:
            line.addWidget(made)
        self._more = _tool("Mark as ▾", "Mark these words as a name, a quote or a claim", lambda: None)
        menu = QMenu(self._more)
        for words, _, kind in entries:
            menu.addAction(words).triggered.connect(partial(self._mark, kind))
        self._more.setMenu(menu)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        line.addWidget(self._more)
        self.set_tokens(tokens, {})
        self.hide()

    def _mark(self, kind: EntityKind | MarkKind, _: bool = False) -> None:
        self.marked.emit(kind)

    def set_tokens(self, tokens: Tokens, meanings: Mapping[str, str]) -> None:
        """Another theme: the dots are made again."""
        while (item := self._dots.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for colour in COLOURS:
            dot = ColourDot(colour, tokens, self)
            dot.setCheckable(False)
            dot.clicked.connect(partial(self.highlighted.emit, colour))
            self._dots.addWidget(dot)
        self.name_colours(meanings)

    def name_colours(self, meanings: Mapping[str, str]) -> None:
        """Say of each dot what its colour means."""
        for dot in self.findChildren(ColourDot):
            meaning = meanings.get(dot.colour, "")
            words = f"Highlight in {dot.colour}{f': {meaning}' if meaning else ''}"
            dot.setToolTip(f"{words} (H takes the latest colour)")
            dot.setAccessibleName(words)

    def open_at(self, point: QPoint, width: int) -> None:
        """Just above `point`, inside a page of `width` px; where that is narrow the kinds of marks fold into a menu."""
        for folded in (False, True):
            for made in self._kinds:
                made.setVisible(not folded)
            self._more.setVisible(folded)
            self.adjustSize()
            if self.width() <= width - 28:
                break
        x = max(8, min(point.x() - self.width() // 3, width - self.width() - 20))
        y = point.y() - self.height() - 10
        self.move(x, y if y > 4 else point.y() + 40)
        self.show()
        self.raise_()


def _tool(words: str, tip: str, act: Callable[[], object]) -> QToolButton:
    made = QToolButton()
    made.setText(words)
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    made.clicked.connect(lambda: act())
    return made


class NoticeBar(QFrame):
    """One sentence and its next step, until it is put away; then the one that it had taken the place of."""

    retry = Signal(int)
    lostWanted = Signal()  # noqa: N815
    dismissed = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.setObjectName("notice")
        self._article = 0
        self._told: list[Trouble] = []  # the last of them is to be seen
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 8, 8, 8)
        self._words = label("")
        line.addWidget(self._words, 1)
        self._again = button("Analyse again", lambda: self._retry())
        line.addWidget(self._again)
        self._lost = button("Show them", self.lostWanted.emit)
        line.addWidget(self._lost)
        close = button("Dismiss", self._dismiss)
        line.addWidget(close)
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    def tell(self, trouble: Trouble) -> None:
        """Say this now. What stood here and was not put away comes again after it."""
        self._told = [*(told for told in self._told if told.sentence != trouble.sentence), trouble]
        self._show(trouble)

    def forget(self, article_id: int) -> None:
        """The article was analysed after all: what asked for it to be analysed again goes."""
        left = [told for told in self._told if told.retry != article_id]
        if len(left) < len(self._told):
            self._told = left
            self._show_last()

    def clear(self) -> None:
        """Say nothing more: another article is shown."""
        self._told.clear()
        self.hide()

    def _show(self, trouble: Trouble) -> None:
        self._words.setText(f"{trouble.sentence} {trouble.next_step}".strip())
        self._article = trouble.retry or 0
        self._again.setVisible(trouble.retry is not None)
        self._lost.setVisible(trouble.lost)
        self.setAccessibleName(self._words.text())
        self.show()

    def _retry(self) -> None:
        article = self._article
        self._dismiss()
        self.retry.emit(article)

    def _dismiss(self) -> None:
        self._told.pop()
        self._show_last()

    def _show_last(self) -> None:
        if self._told:
            self._show(self._told[-1])
        else:
            self.hide()
        self.dismissed.emit()


class PartBar(QFrame):
    """Below the page while a text is too long to be laid out at once: which part this is, and the way to the others."""

    turned = Signal(bool)  # forward

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        self._back = button("‹ Previous part", lambda: self.turned.emit(False))
        self._words = label("", "soft")
        self._on = button("Next part ›", lambda: self.turned.emit(True))
        line.addWidget(self._back)
        line.addStretch(1)
        line.addWidget(self._words)
        line.addStretch(1)
        line.addWidget(self._on)
        self.hide()

    def tell(self, number: int, parts: int) -> None:
        """`number` from 0."""
        self._back.show()
        self._on.show()
        self._words.setText(f"Part {number + 1} of {parts}")
        self._back.setEnabled(number > 0)
        self._on.setEnabled(number < parts - 1)

    def say(self, sentence: str) -> None:
        """In place of the parts: what there is to know of a text that is not whole."""
        self._back.hide()
        self._on.hide()
        self._words.setText(sentence)
