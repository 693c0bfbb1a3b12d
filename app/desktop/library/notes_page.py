"""All notes in one view: by date, article, tag or name; narrowed by words, tag and colour; lost ones, and the bin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QVBoxLayout

from app.desktop.inspector.note_panel import goal_of
from app.desktop.inspector.parts import button
from app.desktop.library.pages import PAGE, Goal, ListPage
from app.desktop.library.rows import Line, LineDelegate
from app.desktop.margin.cards import first_line
from app.desktop.viewmodels.services import Services
from app.domain.anchors import Certainty
from app.domain.dates import readable_date
from app.domain.marks import Note
from app.domain.quoting import in_marks
from app.domain.rows import NoteRow
from app.domain.tags import COLOURS, ColourRow, Grouping, NoteFilter, TagRow
from app.work.background import Background

ALL, UNSURE, BIN = "all notes", "place not sure", "bin"
_EMPTY = {
    ALL: "No notes yet. Select a passage in an article and press N.",
    UNSURE: "Every note knows its place.",
    BIN: "The bin is empty. What you delete lies here until you restore it.",
}
_BY = {
    Grouping.DATE: "By date",
    Grouping.ARTICLE: "By article",
    Grouping.TAG: "By tag",
    Grouping.ENTITY: "By name",
}
_REST = {Grouping.ARTICLE: "About no article", Grouping.TAG: "Without a tag", Grouping.ENTITY: "About no name"}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the controls say, to be read on another thread."""

    by: Grouping
    wanted: NoteFilter
    meanings: Mapping[str, str]


class NotesPage(ListPage):
    """Rows lead to the note's place. Delete bins the note; in the bin, Enter shows it and the menu restores it."""

    deleteWanted = Signal(str)  # UUID  # noqa: N815
    restoreWanted = Signal(str)  # UUID  # noqa: N815
    newWanted = Signal()  # a note that is about nothing else  # noqa: N815

    def __init__(self, services: Services, delegate: LineDelegate, background: Background) -> None:
        self._services = services
        self._meanings: dict[str, str] = {}

        def fetch(text: str, asked: _Asked, offset: int) -> Sequence[Line]:
            return _lines(services, text, asked, offset)

        super().__init__("notes", "Notes", _EMPTY[ALL], fetch, (ALL, UNSURE, BIN), delegate, background)
        self.by = _combo("Parted by", [(words, by) for by, words in _BY.items()])
        self.tag = _combo("Tag", [("Any tag", "")])
        self.colour = _combo("Colour", [("Any colour", ""), *((c.capitalize(), c) for c in COLOURS)])
        line = QHBoxLayout()
        line.setSpacing(8)
        for box in (self.by, self.tag, self.colour):
            line.addWidget(box)
            box.currentIndexChanged.connect(lambda _: self.refresh())
        new = button("New note", self.newWanted.emit, tip="A note that is about nothing else (Ctrl+Shift+N)")
        line.addWidget(new)
        line.addStretch(1)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertLayout(2, line)
        for one, after in pairwise((self.filter, self.kind, self.by, self.tag, self.colour, new, self.list)):
            self.setTabOrder(one, after)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._delete)

    @property
    def shows_bin(self) -> bool:
        return self._shown == BIN

    @property
    def _shown(self) -> str:
        return self._choices[self.kind.currentIndex()]

    def show_tag(self, tag: str) -> None:
        """Only the notes with a tag."""
        self.filter.clear()
        self.kind.setCurrentIndex(0)
        at = self.tag.findData(tag)
        if at < 0:
            self.tag.addItem(f"#{tag}", tag)
            at = self.tag.count() - 1
        self.tag.setCurrentIndex(at)

    def refresh(self) -> None:
        """Fetch the first page again, and what there is to narrow it by."""
        super().refresh()
        annotating = self._services.annotating
        self._background.run(lambda: (annotating.tags(), annotating.colours()), self._offer, key="notes narrowed by")

    def _offer(self, found: tuple[tuple[TagRow, ...], tuple[ColourRow, ...]]) -> None:
        tags, colours = found
        meanings = {row.name: row.meaning for row in colours if row.meaning}
        changed, self._meanings = meanings != self._meanings, meanings
        _refill(self.tag, [("Any tag", ""), *((f"#{row.name}", row.name) for row in tags)])
        named = [(f"{r.name.capitalize()}{f': {r.meaning}' if r.meaning else ''}", r.name) for r in colours]
        _refill(self.colour, [("Any colour", ""), *named])
        if changed:
            super().refresh()

    def _choice(self) -> _Asked:
        shown = self._shown
        wanted = NoteFilter(
            tag=self.tag.currentData() or "",
            colour=self.colour.currentData() or "",
            binned=shown == BIN,
            unsure=shown == UNSURE,
        )
        return _Asked(Grouping(self.by.currentData()), wanted, dict(self._meanings))

    def _filled(self, lines: list[Line]) -> None:
        super()._filled(lines)
        asked = self._choice().wanted
        if not (self.filter.text() or asked.tag or asked.colour):
            self._nothing.setText(_EMPTY[self._shown])
        else:
            self._nothing.setText("No note matches.")

    def _menu(self, at: QPoint) -> None:
        index = self.list.indexAt(at)
        if not index.isValid():
            return
        goal = self.list.lines.line(index.row()).payload
        assert isinstance(goal, Goal)
        note_id = goal.note_id
        menu = QMenu(self)
        menu.addAction("Show" if self.shows_bin else "Go to its place").triggered.connect(
            lambda: self.chosen.emit(goal)
        )
        if self.shows_bin:
            menu.addAction("Restore").triggered.connect(lambda: self.restoreWanted.emit(note_id))
        else:
            menu.addAction("Delete").triggered.connect(lambda: self.deleteWanted.emit(note_id))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.list.viewport().mapToGlobal(at))

    def _delete(self) -> None:
        index = self.list.currentIndex()
        if index.isValid() and not self.shows_bin:
            goal = self.list.lines.line(index.row()).payload
            assert isinstance(goal, Goal)
            self.deleteWanted.emit(goal.note_id)


def _combo(name: str, entries: Sequence[tuple[str, str]]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    made.setMaximumWidth(230)
    for words, data in entries:
        made.addItem(words, data)
    return made


def _refill(box: QComboBox, entries: Sequence[tuple[str, str]]) -> None:
    """Offer these instead; what is chosen stays chosen."""
    if [(box.itemText(i), box.itemData(i)) for i in range(box.count())] == list(entries):
        return
    chosen = box.currentData()
    box.blockSignals(True)
    box.clear()
    for words, data in entries:
        box.addItem(words, data)
    if chosen and box.findData(chosen) < 0:
        box.addItem(f"#{chosen}", chosen)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(False)


def _lines(services: Services, text: str, asked: _Asked, offset: int) -> list[Line]:
    """A page of rows, the first of each group with its heading. The row before the page tells what group it goes on."""
    if asked.wanted.binned:
        return [_line(row, asked) for row in services.library.notes(text, PAGE, offset, asked.wanted)]
    before = min(1, offset)
    rows = services.library.notes_grouped(asked.by, text, PAGE + before, offset - before, asked.wanted)
    last = rows[0].group if before and rows else None
    lines = []
    for row in rows[before:]:
        heading = _heading(row, asked.by) if row.group != last else ""
        lines.append(_line(row, asked, heading))
        last = row.group
    return lines


def _heading(row: NoteRow, by: Grouping) -> str:
    words = readable_date(row.group) if by is Grouping.DATE else f"#{row.group}" if by is Grouping.TAG else row.group
    return f"{words if row.group else _REST[by]} · {row.group_size:,}"


def _line(row: NoteRow, asked: _Asked, heading: str = "") -> Line:
    note = row.note
    below = [_place_doubt(note), "" if asked.by is Grouping.ARTICLE and not note.binned else row.title]
    quoted = " ".join(note.quoted.split())
    if quoted and not note.is_highlight:
        below.append(f"on {in_marks(f'{quoted[:60]}…' if len(quoted) > 60 else quoted)}")
    if note.colour:
        below.append(asked.meanings.get(note.colour, note.colour))
    below += [f"#{tag}" for tag in note.tags]
    if note.links:
        below.append(f"{note.links} link{'' if note.links == 1 else 's'}")
    if note.binned:
        below.append(f"deleted {readable_date(note.binned[:10])}")
    if note.is_highlight:
        words = in_marks(quoted) if quoted else "Nothing written yet"
    else:
        words = " ".join(first_line(line) for line in note.body.splitlines() if line.strip())
    rule = note.colour or ("hairline" if note.is_highlight else "accent")
    return Line(words, " · ".join(p for p in below if p), goal_of(note), rule=rule, lines=3, heading=heading)


def _place_doubt(note: Note) -> str:
    words = {Certainty.ORPHAN: "its words are gone", Certainty.UNCERTAIN: "place not sure"}
    return words.get(note.certainty, "")
