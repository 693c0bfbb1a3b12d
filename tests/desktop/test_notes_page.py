"""All notes in one view: parted, narrowed, led from to their places; the bin; what an article leaves behind."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.desktop.dialogs.remove_article import RemoveArticle
from app.desktop.library.notes_page import BIN, UNSURE, NotesPage
from app.desktop.library.pages import Goal
from app.domain.marks import MarkKind, MarkRef, NoteTarget
from app.domain.tags import Grouping
from tests.desktop.conftest import Desk
from tests.desktop.views import spot


def page(desk: Desk) -> NotesPage:
    made = desk.window.navigator.pages["notes"]
    assert isinstance(made, NotesPage)
    return made


def lines(desk: Desk) -> list[tuple[str, str]]:
    """Heading and first words of each row."""
    desk.settle()
    rows = page(desk).list.lines
    return [(rows.line(r).heading, rows.line(r).text) for r in range(rows.rowCount())]


def show(desk: Desk, kind: str) -> None:
    page(desk).kind.setCurrentText(kind.capitalize())


def part(desk: Desk, by: Grouping) -> None:
    page(desk).by.setCurrentIndex(page(desk).by.findData(by))


def begun(desk: Desk, article: Path) -> None:
    """Three notes, and the page."""
    desk.start(article)
    desk.settle()
    add = desk.window._parts.services.annotating.add_note
    passage = MarkRef(MarkKind.NOTE, spot(desk.view.text, "9 piers"))
    for target, body, colour, tags in (
        (NoteTarget(desk.view.id, passage), "Count them", "blue", ["piers", "work"]),
        (NoteTarget(desk.view.id), "Read again", "", ["work"]),
        (NoteTarget(), "On its own", "", []),
    ):
        desk.window.reading.do(lambda t=target, b=body, c=colour, g=tags: add(t, b, c, g)[1])
    desk.settle()
    desk.window.navigator.show_list("notes")
    desk.settle()


def test_notes_are_parted_by_tag_with_the_size_of_each_group(desk: Desk, article: Path) -> None:
    begun(desk, article)
    part(desk, Grouping.TAG)
    assert lines(desk) == [
        ("#piers · 1", "Count them"),
        ("#work · 2", "Read again"),
        ("", "Count them"),
        ("Without a tag · 1", "On its own"),
    ]
    part(desk, Grouping.ARTICLE)
    assert lines(desk)[0] == ("Harbour vote splits the council · 2", "Read again")


def test_tag_colour_and_words_narrow_the_list_and_a_row_leads_to_its_place(desk: Desk, article: Path) -> None:
    begun(desk, article)
    desk.window.navigator.follow(Goal(tag="piers"))
    assert [text for _, text in lines(desk)] == ["Count them"]
    page(desk).tag.setCurrentIndex(0)
    page(desk).colour.setCurrentIndex(page(desk).colour.findData("blue"))
    assert [text for _, text in lines(desk)] == ["Count them"]
    page(desk).list.chosen.emit(page(desk).list.lines.line(0).payload)
    desk.settle()
    assert desk.window.navigator.currentWidget() is desk.window.spread
    assert desk.window.focus.ref == MarkRef(MarkKind.NOTE, spot(desk.view.text, "9 piers"))


def test_a_deleted_note_lies_in_the_bin_and_is_restored_from_the_inspector(desk: Desk, article: Path) -> None:
    begun(desk, article)
    (own,) = [page(desk).list.lines.line(r).payload for r in range(3) if lines(desk)[r][1] == "On its own"]
    page(desk).deleteWanted.emit(own.note_id)
    assert "On its own" not in [text for _, text in lines(desk)]
    show(desk, BIN)
    assert lines(desk) == [("", "On its own")]
    page(desk).list.chosen.emit(page(desk).list.lines.line(0).payload)
    desk.settle()
    desk.press("Restore", desk.window.inspector)
    assert lines(desk) == []
    show(desk, "all notes")
    assert "On its own" in [text for _, text in lines(desk)]
    assert "On its own" in [p.editor.toPlainText() for p in desk.window.inspector.panels()]


def test_lost_notes_are_listed_by_themselves_and_lead_to_the_note(desk: Desk, article: Path) -> None:
    begun(desk, article)
    text = article.read_text("utf-8").replace("The town of Port Ellery has 9 piers.", "Then the lamps were put out.")
    article.write_text(text, "utf-8")
    desk.open(article)
    desk.until(lambda: "9 piers" not in desk.view.text)
    desk.window.navigator.show_list("notes")
    show(desk, UNSURE)
    assert [text for _, text in lines(desk)] == ["Count them"]
    page(desk).list.chosen.emit(page(desk).list.lines.line(0).payload)
    desk.settle()
    assert "Put it on the selected words" in desk.texts(desk.window.inspector)
    assert "Count them" in [p.editor.toPlainText() for p in desk.window.inspector.panels()]


def test_removing_an_article_asks_keeps_its_notes_and_can_be_undone(desk: Desk, article: Path) -> None:
    begun(desk, article)
    article_id = desk.view.id
    desk.window.library.removeWanted.emit(article_id)
    desk.settle()
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, RemoveArticle) and w.isVisible()]
    assert "Your 2 notes on it are kept." in desk.texts(dialog)
    dialog.accept()
    desk.settle()
    assert desk.window.library.articles.lines.rowCount() == 0
    assert len(lines(desk)) == 3
    desk.window.reading.undo()
    desk.until(lambda: desk.window.library.articles.lines.rowCount() == 1)


def test_a_note_about_nothing_else_is_written_from_the_page(desk: Desk, article: Path) -> None:
    begun(desk, article)
    desk.press("New note")
    editor = desk.window.inspector.editors()[0]
    desk.qtbot.keyClicks(editor, "A plan for the essay")
    editor.store()
    desk.until(lambda: editor.draft.id is not None)
    page(desk).filter.setFocus()
    assert "A plan for the essay" in [text for _, text in lines(desk)]
    assert desk.window.focus.note_id == editor.draft.id
    assert desk.window.inspector.panels()[0].preview.toPlainText() == "A plan for the essay"
