"""The original pages beside the text: what is selected in one is lit in the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.desktop.original.spread import Spread
from app.desktop.window import Window
from app.domain.spans import Span
from tests.desktop.conftest import Desk
from tests.reading.pdfs import Put, column, pdf
from tests.reading.test_pdf import HARBOUR, LAMP, MARKET


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """Three pages of two columns, and the names that the simple tools know."""
    title = Put(50, 790, "Winter closes the harbour", 22, bold=True)
    pages = [
        column((HARBOUR + MARKET) * 4, 50, 740, 235) + column((LAMP + MARKET) * 4, 310, 740, 235) for _ in range(2)
    ]
    last = column("Mara Lind spoke last, and Port Ellery heard her. " + LAMP * 3, 50, 740, 400)
    file = tmp_path / "winter.pdf"
    file.write_bytes(pdf([[title, *pages[0]], pages[1], last]))
    return file


def opened(desk: Desk, file: Path) -> Spread:
    """The file in a wide window, with its pages drawn and its words placed."""
    window = desk.start()
    window.resize(1600, 900)
    desk.open(file)
    window.spread.toggle()
    desk.until(lambda: window.spread.pages.places is not None and window.spread.is_open)
    desk.until(lambda: window.spread.pages.picture(window.spread.pane.view.page) is not None)
    return window.spread


def spot(desk: Desk, words: str) -> Span:
    at = desk.view.text.index(words)
    return Span(at, at + len(words))


def point_of(spread: Spread, span: Span) -> QPoint:
    """Where the first of these words is on the pages' viewport."""
    places, view = spread.pages.places, spread.pane.view
    assert places is not None
    box = places.boxes_of(span)[0]
    rect = view.page_rect(box.page)
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return QPoint(int(rect.left() + x * rect.width()), int(rect.top() + y * rect.height()))


def test_a_mark_in_the_text_is_lit_on_its_page(desk: Desk, story: Path) -> None:
    spread = opened(desk, story)
    mention = next(m for m in desk.view.mentions if m.span.of(desk.view.text) == "Mara Lind")
    desk.window.focus.on_mark(mention.ref)
    (box,) = spread.pane.view.lit
    assert box.page == 2
    assert 2 in spread.pane.view.visible_pages()
    desk.until(lambda: spread.pages.picture(2) is not None)


def test_light_falls_on_the_words_and_not_on_the_paper(desk: Desk, story: Path) -> None:
    spread = opened(desk, story)
    view, span = spread.pane.view, spot(desk, "Winter closes the harbour")
    desk.window.page.reader.select_span(span)
    image = view.viewport().grab().toImage()
    scale = image.devicePixelRatio()
    corner = view.page_rect(0).topLeft().toPoint() + QPoint(4, 4)
    assert image.pixelColor(corner * scale).name() == "#ffffff"
    at = point_of(spread, span)
    colours = {image.pixelColor(QPoint(at.x() + x, at.y() - 3) * scale).name() for x in range(-20, 20)}
    assert "#ffdf80" in colours


def test_selected_words_are_lit_and_brought_into_view(desk: Desk, story: Path) -> None:
    spread = opened(desk, story)
    span = spot(desk, "Port Ellery heard her")
    desk.window.page.reader.select_span(span)
    assert {box.page for box in spread.pane.view.lit} == {2}
    assert spread.pane.view.viewport().rect().contains(point_of(spread, span))


def test_a_click_on_a_page_selects_the_word_in_the_text(qtbot: QtBot, desk: Desk, story: Path) -> None:
    spread = opened(desk, story)
    span = spot(desk, "surprised")
    qtbot.mouseClick(spread.pane.view.viewport(), Qt.MouseButton.LeftButton, pos=point_of(spread, span))
    chosen = desk.window.page.reader.selected_span()
    assert chosen is not None
    assert chosen.of(desk.view.text) == "surprised."
    y = desk.window.page.reader.y_of(chosen.start)
    assert 0 <= y <= desk.window.page.reader.viewport().height()


def test_a_drag_over_a_page_selects_the_passage_in_the_text(qtbot: QtBot, desk: Desk, story: Path) -> None:
    spread = opened(desk, story)
    surface = spread.pane.view.viewport()
    first, last = spot(desk, "Nobody"), spot(desk, "island was")
    qtbot.mousePress(surface, Qt.MouseButton.LeftButton, pos=point_of(spread, last))
    qtbot.mouseMove(surface, point_of(spread, first))
    qtbot.mouseRelease(surface, Qt.MouseButton.LeftButton, pos=point_of(spread, first))
    chosen = desk.window.page.reader.selected_span()
    assert chosen is not None
    assert chosen.of(desk.view.text).split() == ["Nobody", "on", "the", "island"]
    reader = desk.window.page.reader
    assert desk.window.focusWidget() is reader
    qtbot.keyClick(reader, Qt.Key.Key_N)
    desk.until(lambda: bool(desk.window.inspector.editors()))
    assert desk.window.inspector.editors()[0].draft.target.ref is not None


def test_a_file_that_is_gone_is_told_in_a_sentence(desk: Desk, story: Path) -> None:
    window = desk.start()
    desk.open(story)
    story.unlink()
    window.spread.toggle()
    desk.until(lambda: bool(window.spread.pane.trouble))
    assert window.spread.pane.trouble == (
        "“winter.pdf” is not where it was. Open the file again from where it is now to see its pages."
    )
    window.resize(760, 700)
    assert window.page.isVisible()


def test_a_file_that_was_written_anew_is_told_in_a_sentence(desk: Desk, story: Path) -> None:
    window = desk.start()
    desk.open(story)
    story.write_bytes(pdf([column("Nothing of what stood here before. " * 20, 50, 740, 400)]))
    window.spread.toggle()
    desk.until(lambda: bool(window.spread.pane.trouble))
    assert window.spread.pane.trouble.startswith("“winter.pdf” has changed since it was read")


def test_a_text_file_has_no_pages_and_says_so(desk: Desk, article: Path) -> None:
    window = desk.start()
    desk.open(article)
    window.spread.toggle()
    desk.until(lambda: "Only a PDF has original pages to look at." in desk.texts(window.status))
    assert not window.spread.is_open


def test_pages_stay_open_for_the_next_start(desk: Desk, story: Path, article: Path) -> None:
    spread = opened(desk, story)
    assert spread.is_open
    desk.open(article)
    assert not spread.is_open
    desk.stop()
    window: Window = desk.start(story)
    desk.until(lambda: window.spread.is_open)
    window.spread.toggle()
    assert not window.spread.is_open
    desk.restart(story)
    desk.settle()
    assert not desk.window.spread.is_open


def test_in_a_narrow_window_the_pages_take_the_texts_place(desk: Desk, story: Path) -> None:
    spread = opened(desk, story)
    assert desk.window.page.isVisible()
    desk.window.resize(760, 700)
    desk.until(lambda: not desk.window.page.isVisible())
    assert spread.is_open
    spread.close_pages()
    assert desk.window.page.isVisible()


def test_words_chosen_on_the_pages_alone_are_selected_when_the_text_comes_back(
    qtbot: QtBot, desk: Desk, story: Path
) -> None:
    spread = opened(desk, story)
    desk.window.resize(760, 700)
    desk.until(lambda: not desk.window.page.isVisible())
    span = spot(desk, "Port Ellery heard her")
    assert spread.pages.places is not None
    spread.pane.light(span)
    qtbot.mouseClick(spread.pane.view.viewport(), Qt.MouseButton.LeftButton, pos=point_of(spread, span))
    spread.close_pages()
    reader = desk.window.page.reader
    chosen = reader.selected_span()
    assert chosen is not None
    assert span.contains(chosen)
    assert 0 <= reader.y_of(chosen.start) <= reader.viewport().height()


def test_pages_follow_the_text_when_it_is_read_on(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "long.pdf"
    boats = "Alder Birch Cedar Dunlin Elder Finch Gannet Heron Ibis Jackdaw Kestrel Lark".split()
    file.write_bytes(pdf([column(f"The {boat} sailed. " + HARBOUR * 8, 50, 740, 400) for boat in boats]))
    spread = opened(desk, file)
    assert 9 not in spread.pane.view.visible_pages()
    desk.window.page.reveal(spot(desk, "The Jackdaw sailed."))
    desk.until(lambda: 8 in spread.pane.view.visible_pages())


def test_pages_are_larger_and_keep_their_place(qtbot: QtBot, desk: Desk, story: Path) -> None:
    view = opened(desk, story).pane.view
    view.show_page(1)
    width = view.page_rect(1).width()
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.page_rect(1).width() > 1.1 * width
    assert view.page == 1
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.page == 2


def test_of_many_pages_only_the_ones_near_are_drawn_and_kept(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "long.pdf"
    file.write_bytes(pdf([column(f"Page {n} begins. " + HARBOUR * 4, 50, 740, 400) for n in range(40)]))
    spread = opened(desk, file)
    view = spread.pane.view
    view.show_page(30)
    desk.until(lambda: spread.pages.picture(30) is not None)
    drawn = [n for n in range(40) if spread.pages.picture(n) is not None]
    assert 15 not in drawn
    assert len(drawn) <= 8
