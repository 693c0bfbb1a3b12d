"""A long PDF in the window: its beginning at once, then the whole in its place. Real worker process, real files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.desktop.viewmodels.beginning import ONLY_BEGINNING, READING_THE_REST, STILL_READING, place_in
from app.desktop.window import Window
from app.domain.spans import Span
from tests.desktop import beginning_tools
from tests.desktop.conftest import Desk
from tests.desktop.views import spot
from tests.evaluation.pdf_documents import Writer
from tests.reading.pdfs import column, pdf


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, tmp_path / "home", beginning_tools.build)
    yield made
    made.stop()


@pytest.fixture
def long(tmp_path: Path) -> Path:
    """Fifty pages; each has its own number in words that no other page has."""
    writer = Writer(1)
    file = tmp_path / "long.pdf"
    words = [f"{writer.paragraph(6)} On day {n} the pilot wrote. {writer.paragraph(6)}" for n in range(50)]
    file.write_bytes(pdf([column(page, 70, 760, 400) for page in words]))
    return file


def begin(desk: Desk, file: Path) -> Window:
    """A window that shows the beginning of `file`, whose rest waits for `go_on`."""
    window = desk.start()
    desk.settle()
    window.open_files([str(file)])
    desk.until(lambda: window.reading.on_screen is not None)
    return window


def go_on(file: Path) -> None:
    file.with_name("go").touch()


def under_the_page(window: Window) -> list[str]:
    return [w.text() for w in window.page.part_bar.findChildren(QLabel) if w.isVisible()]


def test_the_beginning_is_shown_with_a_sign_and_then_the_whole_at_the_same_place(desk: Desk, long: Path) -> None:
    window = begin(desk, long)
    begun = window.reading.on_screen
    assert begun is not None
    assert window.reading.view is None
    assert "On day 2" in begun.text
    assert "On day 40" not in begun.text
    desk.until(lambda: under_the_page(window) == [READING_THE_REST])
    assert window.navigator.currentWidget() is window.spread
    window.page.reveal(spot(begun.text, "On day 3 the pilot"))
    top = window.page.reader.top_offset
    assert top > 0
    go_on(long)
    desk.until(lambda: window.reading.view is not None)
    assert "On day 49" in desk.view.text
    assert desk.view.text[window.page.reader.top_offset :][:60] == begun.text[top:][:60]
    assert READING_THE_REST not in under_the_page(window)
    desk.settle()
    assert window.reading.unfinished == ""


def test_a_rest_that_comes_soon_takes_no_line_from_the_page(desk: Desk, long: Path) -> None:
    window = desk.start()
    seen: list[list[str]] = []
    window.reading.begun.connect(lambda _: seen.append(under_the_page(window)))
    window.open_files([str(long)])
    desk.until(lambda: seen == [[]])
    desk.until(lambda: under_the_page(window) == [READING_THE_REST])
    go_on(long)
    desk.until(lambda: window.reading.view is not None)
    assert under_the_page(window) == []


def left_at(desk: Desk, long: Path, words: str) -> int:
    """Where in the file the reader leaves it: at these words."""
    desk.start()
    go_on(long)
    place = spot(desk.open(long).text, words).start
    desk.window.reading.remember_place(place)
    desk.settle()
    return place


def open_again(desk: Desk, long: Path) -> None:
    with desk.qtbot.waitSignal(desk.window.reading.shown):
        desk.window.open_files([str(long)])
    desk.settle()


def test_the_first_page_of_what_was_left_further_on_is_not_shown_for_a_moment(desk: Desk, long: Path) -> None:
    left = left_at(desk, long, "On day 45 the pilot")
    begun: list[object] = []
    desk.window.reading.begun.connect(begun.append)
    open_again(desk, long)
    assert begun == []
    assert desk.view.reading_offset == left


def test_a_beginning_is_shown_from_the_place_it_was_left_at(desk: Desk, long: Path) -> None:
    left_at(desk, long, "On day 3 the pilot")
    window = desk.window
    tops: list[str] = []
    window.reading.begun.connect(lambda view: tops.append(view.text[window.page.reader.top_offset :][:60]))
    open_again(desk, long)
    assert tops == [desk.view.text[window.page.reader.top_offset :][:60]]
    assert window.page.reader.top_offset > 0


def test_nothing_is_written_on_a_beginning_and_every_key_says_so(desk: Desk, long: Path) -> None:
    window = begin(desk, long)
    reader = window.page.reader
    said: list[str] = []
    window.status.tell = said.append  # type: ignore[method-assign]
    reader.select_span(Span(3, 20))
    assert not window.page.selection_bar.isVisible()
    reader.setFocus()
    for key in (Qt.Key.Key_N, Qt.Key.Key_H, Qt.Key.Key_P, Qt.Key.Key_L):
        desk.qtbot.keyClick(reader, key)
    assert said == [STILL_READING] * 4
    library = window._parts.services.library
    assert library.articles() == ()
    go_on(long)
    desk.until(lambda: window.reading.view is not None)
    desk.settle()
    assert [row.title for row in library.articles()] == [desk.view.metadata.title]
    assert desk.view.notes == ()


def test_an_article_that_is_opened_meanwhile_stays_and_the_whole_goes_into_the_library(
    desk: Desk, article: Path, long: Path
) -> None:
    desk.start()
    first = desk.open(article)
    window = desk.window
    window.open_files([str(long)])
    desk.until(lambda: window.reading.view is None)
    window.navigator.open_article(first.id)
    desk.until(lambda: window.reading.view is not None)
    assert under_the_page(window) == []
    go_on(long)
    desk.settle()
    assert desk.view.id == first.id
    assert len(window._parts.services.library.articles()) == 2


def test_another_file_that_is_opened_meanwhile_is_shown_before_the_rest_and_stays(
    desk: Desk, article: Path, long: Path
) -> None:
    window = begin(desk, long)
    window.open_files([str(article)])
    desk.until(lambda: window.reading.view is not None)
    assert desk.view.path == str(article)
    go_on(long)
    desk.settle()
    assert desk.view.path == str(article)
    assert len(window._parts.services.library.articles()) == 2


def test_a_crash_in_the_rest_leaves_the_beginning_to_be_read_and_says_what_happened(desk: Desk, long: Path) -> None:
    long.with_name("crash").touch()
    window = begin(desk, long)
    go_on(long)
    desk.until(lambda: not window.reading.busy)
    begun = window.reading.on_screen
    assert begun is not None
    assert window.page.reader.article is not None
    assert window.navigator.currentWidget() is window.spread
    assert under_the_page(window) == [ONLY_BEGINNING]
    assert "ended the analysis process twice" in desk.texts(window.page)
    assert window._parts.services.library.articles() == ()
    long.with_name("crash").unlink()
    assert "On day 49" in desk.open(long).text


def test_giving_up_keeps_the_beginning_on_the_screen_and_nothing_in_the_library(desk: Desk, long: Path) -> None:
    window = begin(desk, long)
    window.reading.cancel()
    assert under_the_page(window) == [ONLY_BEGINNING]
    go_on(long)
    desk.settle()
    assert window.reading.unfinished == ONLY_BEGINNING
    assert window._parts.services.library.articles() == ()
    assert "On day 49" in desk.open(long).text


def test_who_went_to_a_list_meanwhile_is_left_there(desk: Desk, long: Path) -> None:
    window = begin(desk, long)
    window.navigator.show_list("notes")
    go_on(long)
    desk.until(lambda: window.reading.view is not None)
    assert window.navigator.currentWidget() is window.navigator.pages["notes"]
    window.navigator.show_article_page()
    assert "On day 49" in desk.view.text


def test_a_place_is_found_again_in_the_whole_by_its_words() -> None:
    text = "The quay was empty. The ferry came late. The quay was empty again, and nobody counted the boats at all."
    at = text.index("The ferry")
    assert place_in("Notes of a pilot\n\n" + text, text, at) == at + 18
    assert place_in(text, text, at) == at
    assert place_in("Something else entirely was printed here.", text, at) is None
