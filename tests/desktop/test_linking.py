"""Linking one passage to another: L here, L there, in whatever articles, and what is seen of it from both."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.desktop.dialogs.word_prompt import WordPrompt
from app.desktop.inspector.link_list import LinkList, open_end
from app.domain.marks import MarkKind, MarkRef
from tests.desktop.conftest import Desk
from tests.desktop.views import spot

FERRY = "Ferry figures\n\nThe ferry to Port Ellery carried 300 people a day. It was never full."


@pytest.fixture
def ferry(tmp_path: Path) -> Path:
    file = tmp_path / "ferry.txt"
    file.write_text(FERRY, "utf-8")
    return file


def press(desk: Desk, passage: str = "") -> None:
    """L, with a passage selected if one is given."""
    reader = desk.window.page.reader
    reader.setFocus()
    if passage:
        reader.select_span(spot(desk.view.text, passage))
    desk.qtbot.keyClick(reader, Qt.Key.Key_L)


def answer(desk: Desk, words: str) -> None:
    prompts: list[WordPrompt] = []

    def there() -> bool:
        prompts[:] = [w for w in QApplication.topLevelWidgets() if isinstance(w, WordPrompt) and w.isVisible()]
        return bool(prompts)

    desk.until(there)
    prompts[0].field.setText(words)
    desk.qtbot.keyClick(prompts[0].field, Qt.Key.Key_Return)
    desk.settle()


def linked(desk: Desk) -> LinkList:
    desk.settle()
    (made,) = [w for w in desk.window.inspector.findChildren(LinkList) if w.ends]
    return made


def connect(desk: Desk, article: Path, ferry: Path, relation: str = "contradicts") -> None:
    desk.start(article)
    desk.settle()
    press(desk, "9 piers")
    desk.open(ferry)
    assert "9 piers" in desk.window.linker.bar.words
    assert desk.window.linker.bar.isVisible()
    press(desk, "carried 300 people a day")
    answer(desk, relation)
    assert not desk.window.linker.bar.isVisible()


def test_two_passages_of_two_articles_are_linked_and_lead_to_each_other(desk: Desk, article: Path, ferry: Path) -> None:
    connect(desk, article, ferry)
    (end,) = linked(desk).ends
    assert (end.relation, end.outward, end.words) == ("contradicts", False, "9 piers")
    context = desk.window._context()
    open_end(end, context)
    desk.until(lambda: desk.view.metadata.title == "Harbour vote splits the council")
    desk.settle()
    place = MarkRef(MarkKind.NOTE, spot(desk.view.text, "9 piers"))
    assert desk.window.focus.ref == place
    (back,) = linked(desk).ends
    assert (back.outward, back.words) == (True, "carried 300 people a day")
    spoken = [w.card.spoken for w in desk.window.page.margin.card_widgets() if w.card.ref == place]
    assert spoken == ["Linked · ↔ 1"]


def test_own_words_say_how_and_a_link_is_changed_removed_and_brought_back(
    desk: Desk, article: Path, ferry: Path
) -> None:
    connect(desk, article, ferry, "makes me  doubt")
    (end,) = linked(desk).ends
    assert end.relation == "makes me doubt"
    desk.window.editing.set_relation(end.link_id, "supports")
    assert [e.relation for e in linked(desk).ends] == ["supports"]
    desk.window.editing.disconnect(end.link_id)
    desk.settle()
    assert [w for w in desk.window.inspector.findChildren(LinkList) if w.ends] == []
    desk.window.reading.undo()
    assert [e.relation for e in linked(desk).ends] == ["supports"]


def test_undoing_a_link_takes_the_marks_along_that_were_made_for_it(desk: Desk, article: Path, ferry: Path) -> None:
    connect(desk, article, ferry)
    desk.window.reading.undo()
    desk.settle()
    assert desk.view.notes == ()


def test_escape_stops_linking_and_a_link_can_go_to_a_whole_article(desk: Desk, article: Path, ferry: Path) -> None:
    desk.start(article)
    desk.settle()
    press(desk, "9 piers")
    assert desk.window.linker.is_waiting
    desk.qtbot.keyClick(desk.window.page.reader, Qt.Key.Key_Escape)
    assert not desk.window.linker.is_waiting
    press(desk, "9 piers")
    desk.open(ferry)
    desk.window.linker.bar.article.click()
    answer(desk, "explains")
    (end,) = linked(desk).ends
    assert (end.words, end.relation) == ("9 piers", "explains")


def test_l_without_anything_to_link_says_what_to_do(desk: Desk, article: Path) -> None:
    desk.start(article)
    desk.settle()
    told: list[str] = []
    desk.window.status_sentence = told.append  # type: ignore[method-assign]
    desk.window.focus.clear()
    desk.window.page.reader.clear_selection()
    press(desk)
    assert told == ["Select words or a mark first, then press L."]
