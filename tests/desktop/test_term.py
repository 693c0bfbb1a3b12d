"""A month of a student's use, played through the real window: what was written and decided is there at the end."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFileDialog

from app.desktop.dialogs.word_prompt import WordPrompt
from app.domain.marks import MarkKind, MarkRef
from app.domain.tags import NoteFilter
from tests.desktop.conftest import Desk
from tests.desktop.views import spot

DAYS = 15


def news(day: int) -> str:
    """The article of one day: a name, a place, a quote, two claims, and words that no other day has."""
    return (
        f"Harbour news, number {day}\n\n"
        f"Mara Lind counted {40 + day} boats at quay {day} before the bells of St. Brannoc rang.\n\n"
        f"“The water stood {day} fathoms deep,” said Lind, and nobody at Port Ellery asked for more.\n\n"
        f"The ferry of day {day} left late. Its lamps were lit and the crew of number {day} sang all the way across."
    )


@dataclass
class Wrote:
    """What a note has to be at the end of the month."""

    body: str
    quoted: str
    colour: str = ""
    tags: tuple[str, ...] = ()


@dataclass
class Student:
    """Works by keys and clicks alone, and remembers what was done."""

    desk: Desk
    shelf: Path
    notes: list[Wrote] = field(default_factory=list)
    binned: list[str] = field(default_factory=list)
    links: set[tuple[str, str, str]] = field(default_factory=set)
    rejected: dict[int, str] = field(default_factory=dict)
    speakers: dict[int, str] = field(default_factory=dict)

    def read(self, day: int) -> None:
        file = self.shelf / f"day-{day}.txt"
        if not file.exists():
            file.write_text(news(day), "utf-8")
        self.desk.open(file)
        self.desk.until(lambda: self.desk.view.path == str(file))
        self.desk.settle()

    def key(self, key: Qt.Key, passage: str = "") -> None:
        reader = self.desk.window.page.reader
        reader.setFocus()
        if passage:
            reader.select_span(spot(self.desk.view.text, passage))
        self.desk.qtbot.keyClick(reader, key)
        self.desk.settle()

    def note(self, passage: str, body: str, *tags: str) -> Wrote:
        self.key(Qt.Key.Key_N, passage)
        panel = self.desk.window.inspector.panels()[0]
        assert panel.editor.hasFocus()
        self.desk.qtbot.keyClicks(panel.editor, body)
        if tags:
            panel.tags.field.setFocus()
            self.desk.qtbot.keyClicks(panel.tags.field, ",".join((*tags, "")))
        self.desk.window.page.reader.setFocus()
        self.desk.window.page.reader.clear_selection()
        self.desk.settle()
        self.notes.append(Wrote(body, passage, tags=tuple(sorted(tags))))
        return self.notes[-1]

    def highlight(self, passage: str, colour: str) -> None:
        self.desk.window.page.reader.select_span(spot(self.desk.view.text, passage))
        self.desk.window.page.selection_bar.highlighted.emit(colour)
        self.desk.settle()
        self.notes.append(Wrote("", passage, colour))

    def link(self, day: int, here: str, there: str, relation: str) -> None:
        """From a passage of the article that is read to one of another day."""
        self.key(Qt.Key.Key_L, here)
        self.read(day)
        self.key(Qt.Key.Key_L, there)
        (prompt,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, WordPrompt) and w.isVisible()]
        prompt.field.setText(relation)
        self.desk.qtbot.keyClick(prompt.field, Qt.Key.Key_Return)
        self.desk.window.activateWindow()  # which a desktop does by itself
        self.desk.until(self.desk.window.isActiveWindow)
        self.desk.settle()
        self.links.add((here, relation, there))
        known = {note.quoted for note in self.notes}
        self.notes += [Wrote("", passage) for passage in (here, there) if passage not in known]

    def reject_claim(self, day: int) -> None:
        claim = self.desk.view.claims[0]
        self.rejected[day] = claim.span.of(self.desk.view.text)
        self.desk.window.focus.on_mark(claim.ref)
        self.key(Qt.Key.Key_X)

    def delete_and_think_again(self, passage: str) -> None:
        """X on a note by mistake, and Ctrl+Z."""
        self.desk.window.focus.on_mark(MarkRef(MarkKind.NOTE, spot(self.desk.view.text, passage)))
        self.key(Qt.Key.Key_X)
        assert passage not in [n.quoted for n in self.desk.view.notes]
        self.desk.qtbot.keyClick(self.desk.window.page.reader, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        self.desk.settle()

    def find(self, words: str) -> list[str]:
        window = self.desk.window
        window.top.search.setText(words)
        page = window.navigator.pages["search"]
        self.desk.until(lambda: page.list.lines.rowCount() > 0)
        self.desk.settle()
        found = [page.list.lines.line(row).text for row in range(page.list.lines.rowCount())]
        window.top.search.clear()
        window.navigator.show_article_page()
        return found

    def check(self) -> None:
        """Nothing is lost and nothing has come that was not written."""
        self.desk.settle()
        services = self.desk.window._parts.services
        rows = services.library.notes(limit=500)
        assert sorted((r.note.body, r.note.quoted, r.note.colour, tuple(sorted(r.note.tags))) for r in rows) == sorted(
            (n.body, n.quoted, n.colour, n.tags) for n in self.notes
        )
        assert [r.note.body for r in services.library.notes(wanted=NoteFilter(binned=True))] == self.binned
        ends = {
            (row.note.quoted, end.relation, end.words)
            for row in rows
            for end in services.links.of_note(row.note.id)
            if end.outward and end.relation != "mentions"
        }
        assert ends == self.links
        for row in services.library.articles():
            view, day = services.articles.view(row.id), int(row.title.rsplit(" ", 1)[1])
            assert self.rejected.get(day) not in [c.span.of(view.text) for c in view.claims]
            if day in self.speakers:
                assert [q.speaker_name for q in view.quotes] == [self.speakers[day]]
            for note in view.notes:
                assert note.span is None or note.span.of(view.text) == note.quoted


def test_a_month_of_reading_loses_nothing(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.start()
    student = Student(desk, tmp_path)
    desk.window.editing.set_meaning("amber", "doubtful")
    for day in range(1, DAYS + 1):
        student.read(day)
        student.note(
            f"The ferry of day {day}", f"On day {day} it was late, says [[Mara Lind]].", "ferry", f"week {day // 5}"
        )
        if day % 3 == 0:
            student.highlight(f"{40 + day} boats", "amber")
        if day % 4 == 0:
            student.reject_claim(day)
            student.delete_and_think_again(f"The ferry of day {day}")
        if day == 6:
            student.link(5, "crew of number 6", "crew of number 5", "same as")
        if day == 11:
            student.link(3, "crew of number 11", "43 boats", "makes me doubt")
        if day == 7:
            student.speakers[7] = "Dag Sorley"
            desk.window.editing.set_speaker(desk.view.quotes[0].ref, "Dag Sorley")
            desk.settle()
        if day == 9:
            desk.window.focus.on_mark(MarkRef(MarkKind.NOTE, spot(desk.view.text, "The ferry of day 9")))
            student.key(Qt.Key.Key_X)
            gone = next(n for n in student.notes if n.quoted == "The ferry of day 9")
            student.notes.remove(gone)
            student.binned.append(gone.body)
        if day in (5, 12):
            assert student.find(f"it was late day {day}")
            desk.restart()
            desk.until(lambda: desk.window.reading.view is not None)
            student.check()
    revise(student)
    student.check()
    desk.restart()
    desk.until(lambda: desk.window.reading.view is not None)
    student.check()
    take_along(student, tmp_path / "out", monkeypatch)


def revise(student: Student) -> None:
    """The last days: an article comes in a new edition, a tag gets another name, a thought is written anew."""
    desk = student.desk
    file = student.shelf / "day-2.txt"
    file.write_text(news(2).replace("before the bells", "long before the bells"), "utf-8")
    student.read(2)
    desk.until(lambda: "long before" in desk.view.text)
    desk.settle()
    desk.window.editing.rename_tag("ferry", "the crossing")
    desk.settle()
    for note in student.notes:
        note.tags = tuple(sorted("the crossing" if tag == "ferry" else tag for tag in note.tags))
    ref = MarkRef(MarkKind.NOTE, spot(desk.view.text, "The ferry of day 2"))
    desk.window.focus.on_mark(ref)
    desk.settle()
    panel = desk.window.inspector.panels()[0]
    panel.edit()
    desk.qtbot.keyClicks(panel.editor, " So what?")
    desk.window.page.reader.setFocus()
    desk.settle()
    next(n for n in student.notes if n.quoted == "The ferry of day 2").body += " So what?"


def take_along(student: Student, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything goes into a folder; every note is in its annotations."""
    desk = student.desk
    monkeypatch.setattr(QFileDialog, "open", lambda self: self.fileSelected.emit(str(folder)))
    next(a for a in desk.window.findChildren(QAction) if a.text() == "Export everything…").trigger()
    assert desk.program is not None
    copying = desk.program._copying
    desk.until(lambda: not copying.busy)
    desk.settle()
    text = json.dumps(json.loads((folder / "annotations.jsonld").read_text("utf-8")), ensure_ascii=False)
    for note in student.notes:
        assert json.dumps(note.body, ensure_ascii=False)[1:-1] in text
        assert note.quoted in text
    assert len(list((folder / "Articles").glob("*.md"))) == DAYS
