"""Notes that have come back are gone over in the window."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.desktop.library.review_page import ReviewPage
from app.domain.marks import MarkKind, MarkRef, NoteTarget
from app.services.reviewing import Reviewing
from tests.desktop.conftest import Desk
from tests.services.building import span_of


@pytest.fixture
def page(desk: Desk, article: Path) -> ReviewPage:
    """The page two days after two notes were written."""
    window = desk.start(article)
    desk.settle()
    services = window.reading._services
    text = desk.view.text
    for words, body in (("41 million crowns", "Whose <b>figure</b>?"), ("9 piers", "")):
        target = NoteTarget(desk.view.id, MarkRef(MarkKind.NOTE, span_of(text, words)))
        services.annotating.add_note(target, body)
    later = Reviewing(services.annotating._store, lambda: datetime.now(UTC) + timedelta(days=2))
    object.__setattr__(services, "reviewing", later)
    window.navigator.show_list("review")
    desk.settle()
    return window.navigator.review


def test_the_passage_is_shown_first_and_the_note_when_it_is_asked_for(desk: Desk, page: ReviewPage) -> None:
    shown = desk.texts(page)
    assert "2 notes to go over" in shown
    assert "The wall would cost <b>41 million crowns</b>." in shown
    assert "figure" not in shown
    desk.qtbot.keyClick(page, Qt.Key.Key_Space)
    assert "Whose &lt;b&gt;figure&lt;/b&gt;?" in desk.texts(page)


def test_rated_notes_are_gone_and_an_undo_brings_the_last_one_back(desk: Desk, page: ReviewPage) -> None:
    desk.qtbot.keyClick(page, Qt.Key.Key_3)  # not yet: the note is hidden
    desk.qtbot.keyClick(page, Qt.Key.Key_Space)
    desk.qtbot.keyClick(page, Qt.Key.Key_3)
    assert "The last one" in desk.texts(page)
    desk.qtbot.keyClick(page, Qt.Key.Key_4)  # a highlight hides nothing
    assert "Nothing to go over now" in desk.texts(page)
    desk.window.reading.undo()
    assert "9 piers" in desk.texts(page)


def test_a_button_that_goes_leaves_the_keyboard_with_the_page(desk: Desk, page: ReviewPage) -> None:
    page._show.setFocus()
    desk.until(page._show.hasFocus)
    desk.press("Show the note", page)
    assert page.hasFocus()
    desk.qtbot.keyClick(page, Qt.Key.Key_3)
    assert "The last one" in desk.texts(page)


def test_a_note_leads_to_its_place(desk: Desk, page: ReviewPage) -> None:
    desk.press("Go to the place", page)
    assert desk.window.navigator.currentWidget() is desk.window.spread
    assert desk.window.focus.ref is not None
    assert desk.window.focus.ref.span.of(desk.view.text) == "41 million crowns"


def test_a_note_that_is_left_out_is_not_asked_again(desk: Desk, page: ReviewPage) -> None:
    desk.press("Leave it out", page)
    page.refresh()
    assert "The last one" in desk.texts(page)
