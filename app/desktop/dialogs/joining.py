"""Says that two articles are one, or that one is two, and shows before it happens what goes where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QListWidgetItem,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.desktop.dialogs.prompt import ROWS, Prompt, fit
from app.desktop.inspector.parts import button, label, shorten
from app.domain.dates import readable_date
from app.domain.joining import Candidate, Moving, Version, comes_along, likeness_in_words, loses
from app.domain.resemblance import WORTH_TELLING
from app.domain.rows import plural

Find = Callable[[str, Callable[[tuple[Candidate, ...]], object]], None]
Weigh = Callable[[int, Callable[["Weighed"], object]], None]
Foresee = Callable[[frozenset[int], Callable[[Moving], object]], None]
"""Each asks off the window's thread and hands the answer to the callback."""


class Weighed:
    """Of this article and another: whether this one's text came last, and what comes along either way."""

    def __init__(self, is_newer: bool, from_other: Moving, from_this: Moving) -> None:
        self.is_newer, self.from_other, self.from_this = is_newer, from_other, from_this


class JoinPrompt(Prompt):
    """`chosen` carries the other article's id, and whether this article's text is the one to be read from now on."""

    chosen = Signal(int, bool)

    def __init__(self, title: str, find: Find, weigh: Weigh, parent: QWidget | None = None) -> None:
        called = shorten(title or "Untitled", 60)
        super().__init__(f"“{called}” is another version of…", "", "Articles of your library", parent=parent)
        self.setMinimumWidth(520)
        self._find, self._weigh = find, weigh
        self._weighed: Weighed | None = None
        self._alive = True
        self.finished.connect(self._end)
        self.field.setPlaceholderText("Words of its title")
        self.field.textEdited.connect(self._look)
        self.offers.setFixedHeight(ROWS * self.row_height + 6)
        self.offers.currentItemChanged.connect(lambda item, _: self._weigh_up(item))
        self.column.addWidget(self.field)
        self.column.addWidget(self.offers)
        self.column.addWidget(label("Read from now on", "soft"))
        self.this, self.other = QRadioButton(), QRadioButton()
        self._name_texts("", "")
        for choice in (self.this, self.other):
            choice.toggled.connect(lambda _: self._tell())
            self.column.addWidget(choice)
        self.forecast = label("")
        self.lost = _listing("Notes that lose their place")
        self.column.addWidget(self.forecast)
        self.column.addWidget(self.lost)
        self.finish("Make them one")
        self.ok.setEnabled(False)
        self._look("")

    def answer(self) -> None:
        item: QListWidgetItem | None = self.offers.currentItem()
        if item is not None and self._weighed is not None:
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole), self.this.isChecked())
            self.accept()

    def _look(self, words: str) -> None:
        self._find(words.strip(), self._offer)

    def _offer(self, found: tuple[Candidate, ...]) -> None:
        if not self._alive:
            return
        self.offers.clear()
        for c in found:
            parts = (c.title or "Untitled", likeness_in_words(c.likeness), c.source, readable_date(c.date, short=True))
            self.offer("  ·  ".join(part for part in parts if part), c.id)
        if found and (self.field.text().strip() or found[0].likeness >= WORTH_TELLING):
            self.offers.setCurrentRow(0)
        else:
            self._tell()

    def _weigh_up(self, item: QListWidgetItem | None) -> None:
        self._weighed = None
        self.ok.setEnabled(False)
        if item is not None:
            other_id = item.data(Qt.ItemDataRole.UserRole)
            self._weigh(other_id, lambda answer: self._take(other_id, answer))

    def _take(self, other_id: int, weighed: Weighed) -> None:
        item = self.offers.currentItem() if self._alive else None
        if item is None or item.data(Qt.ItemDataRole.UserRole) != other_id:
            return
        self._weighed = weighed
        self._name_texts(*((", which came last", "") if weighed.is_newer else ("", ", which came last")))
        (self.this if weighed.is_newer else self.other).setChecked(True)
        self.ok.setEnabled(True)
        self._tell()

    def _name_texts(self, this: str, other: str) -> None:
        self.this.setText(f"The text of this article{this}")
        self.other.setText(f"The text of the other one{other}")

    def _tell(self) -> None:
        if self._weighed is None:
            nothing = "No other article has these words in its title."
            self.forecast.setText(
                "Choose the article of which it is another version." if self.offers.count() else nothing
            )
            self._show(())
            return
        from_this = self.other.isChecked()
        moving = self._weighed.from_this if from_this else self._weighed.from_other
        sentence = f"{'From this article' if from_this else 'From the other one'}: {_begin_low(comes_along(moving))}"
        self.forecast.setText(f"{sentence} {loses(moving)} Ctrl+Z takes it back.".replace("  ", " "))
        self._show(moving.lost)

    def _show(self, lost: Sequence[str]) -> None:
        for choice in (self.this, self.other):
            choice.setEnabled(self._weighed is not None)
        _show_lost(self.lost, lost)
        fit(self)

    def _end(self) -> None:
        self._alive = False


class PartDialog(QDialog):
    """`chosen` carries the ids of the texts that become an article of their own."""

    chosen = Signal(object)

    def __init__(
        self, title: str, versions: Sequence[Version], foresee: Foresee, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._foresee = foresee
        self._alive = True
        self.finished.connect(self._end)
        self.setWindowTitle("These are two articles")
        self.setMinimumWidth(480)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(label("These are two articles", "title"))
        column.addWidget(label(title or "Untitled", "soft"))
        column.addWidget(label("Choose the texts that become an article of their own, with what you wrote on them."))
        self.boxes = {v.id: QCheckBox(_text_in_words(v)) for v in reversed(versions)}
        for version_id, box in self.boxes.items():
            box.setChecked(any(v.id == version_id and v.is_current for v in versions))
            box.toggled.connect(lambda _: self._ask())
            column.addWidget(box)
        self.forecast = label("", "soft")
        self.lost = _listing("Notes that lose their place")
        column.addWidget(self.forecast)
        column.addWidget(self.lost)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(button("Cancel", self.reject))
        self.ok = button("Part them", self._answer, "primary")
        self.ok.setDefault(True)
        line.addWidget(self.ok)
        column.addLayout(line)
        self._ask()

    @property
    def leaving(self) -> frozenset[int]:
        return frozenset(i for i, box in self.boxes.items() if box.isChecked())

    def _ask(self) -> None:
        leaving = self.leaving
        possible = 0 < len(leaving) < len(self.boxes)
        self.ok.setEnabled(possible)
        if possible:
            self._foresee(leaving, lambda moving: self._tell(leaving, moving))
        else:
            self.forecast.setText("One text at least must leave, and one must stay.")
            _show_lost(self.lost, ())
            fit(self)

    def _tell(self, leaving: frozenset[int], moving: Moving) -> None:
        if self._alive and leaving == self.leaving:
            self.forecast.setText(f"{comes_along(moving)} {loses(moving)} Ctrl+Z takes it back.".replace("  ", " "))
            _show_lost(self.lost, moving.lost)
            fit(self)

    def _answer(self) -> None:
        self.chosen.emit(self.leaving)
        self.accept()

    def _end(self) -> None:
        self._alive = False
        self.deleteLater()


def _listing(name: str) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setReadOnly(True)
    made.setAccessibleName(name)
    made.setTabChangesFocus(True)
    made.hide()
    return made


def _show_lost(listing: QPlainTextEdit, lost: Sequence[str]) -> None:
    listing.setPlainText("\n".join(f"• {words}" for words in lost))
    listing.setFixedHeight(min(4, len(lost)) * listing.fontMetrics().lineSpacing() + 26)
    listing.setVisible(bool(lost))


def _text_in_words(version: Version) -> str:
    came = datetime.fromisoformat(version.added).astimezone()
    day = readable_date(came.date().isoformat(), short=True)
    parts = (f"{day}, {came:%H:%M}", plural(version.words, "word"), version.title)
    return " · ".join(part for part in parts if part) + (" (read now)" if version.is_current else "")


def _begin_low(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
