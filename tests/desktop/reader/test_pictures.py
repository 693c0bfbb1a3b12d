"""Pictures in the text: offsets stay, room is made and given back, and only what is near the window is decoded."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QImage, QTextCursor
from pytestqt.qtbot import QtBot

from app.desktop.margin.card_widget import CardLook
from app.desktop.margin.cards import groups_of
from app.desktop.margin.view import MarginView
from app.desktop.reader.document import ArticleDocument
from app.desktop.reader.pictures import Pictures, decode
from app.desktop.reader.placed_text import MARGIN_LEFT, MARGIN_RIGHT
from app.desktop.reader.rooms import SHARE, Rooms
from app.desktop.reader.view import ReaderView
from app.desktop.theme.fonts import Typefaces
from app.desktop.theme.tokens import Tokens
from app.domain.article import Block, BlockKind, Illustration, canonical
from app.domain.marks import ArticleView
from app.domain.pictures import PicturePlace
from app.domain.spans import Span
from app.work.background import Background
from tests.desktop.illustrated import illustration, places, plain
from tests.desktop.views import claim, spot, view_of

PARAGRAPHS = [f"🙂 Paragraph {n} tells of the harbour and of the wall built there in {1900 + n}." for n in range(40)]
TEXT = "\n\n".join(PARAGRAPHS)
WIDTH, HEIGHT = 640, 500
COLUMN = WIDTH - MARGIN_LEFT - MARGIN_RIGHT


class Shelf:
    """Keeps illustrations and counts what is asked of them."""

    def __init__(self, *kept: Illustration) -> None:
        self.kept = kept
        self.asked: list[int] = []

    def fetch(self, version: str, number: int) -> bytes | None:
        self.asked.append(number)
        return self.kept[number].data


@pytest.fixture
def background() -> Iterator[Background]:
    made = Background("pictures")
    yield made
    made.close()


@pytest.fixture
def reader(qtbot: QtBot, tokens: Tokens) -> ReaderView:
    made = ReaderView(tokens)
    qtbot.addWidget(made)
    made.resize(WIDTH, HEIGHT)
    with qtbot.waitExposed(made):
        made.show()
    return made


def show(reader: ReaderView, faces: Typefaces, tokens: Tokens, *shown: Illustration, text: str = TEXT) -> ArticleView:
    view = view_of(text, pictures=places(*shown))
    reader.show_article(ArticleDocument(view, faces, tokens))
    return view


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(0, 8), st.integers(1, 3000), st.integers(1, 3000)), max_size=5),
    st.data(),
)
def test_every_place_is_what_it_is_without_pictures(
    faces: Typefaces, tokens: Tokens, words: list[str], sizes: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    view = view_of(canonical("\n\n".join(words)))
    if not view.blocks:
        return
    shown = tuple(PicturePlace(n, block, w, h) for n, (block, w, h) in enumerate(sizes))
    bare = ArticleDocument(view, faces, tokens)
    article = ArticleDocument(view_of(view.text, pictures=shown), faces, tokens)
    Rooms(article).fit(COLUMN, HEIGHT)
    offset = data.draw(st.integers(0, len(view.text)))
    assert article.position(offset) == bare.position(offset)
    assert article.offset(article.position(offset)) == bare.offset(bare.position(offset))
    end = data.draw(st.integers(offset, len(view.text)))
    cursor = QTextCursor(article.document)
    cursor.setPosition(article.position(offset))
    cursor.setPosition(article.position(end), QTextCursor.MoveMode.KeepAnchor)
    other = QTextCursor(bare.document)
    other.setPosition(bare.position(offset))
    other.setPosition(bare.position(end), QTextCursor.MoveMode.KeepAnchor)
    assert cursor.selectedText() == other.selectedText()


def test_pictures_stand_above_their_blocks_in_order_and_as_large_as_fits(
    reader: ReaderView, faces: Typefaces, tokens: Tokens
) -> None:
    view = show(
        reader,
        faces,
        tokens,
        illustration(1, 1200, 600),
        illustration(1, 200, 100),
        illustration(2, 300, 2000),
        illustration(len(PARAGRAPHS), 100, 80),
    )
    plates = dict(_plates(reader))
    wide, small, tall, last = (plates[number] for number in range(4))
    assert (wide.width(), wide.height()) == (COLUMN, COLUMN / 2)
    assert (small.width(), small.height()) == (200, 100)
    assert tall.height() == round(HEIGHT * SHARE)
    first, second = view.blocks[0].span, view.blocks[1].span
    assert reader.block_extent(first.start)[1] < wide.top() < wide.bottom() < small.top()
    assert small.bottom() < reader.block_extent(second.start)[0]
    assert reader.block_extent(len(TEXT) - 1)[1] < last.top()
    assert last.bottom() < reader.document().size().height()


def test_a_picture_above_a_page_break_stands_above_the_next_block(faces: Typefaces, tokens: Tokens) -> None:
    text = "One.\n\n\x0c\n\nTwo."
    blocks = (
        Block(BlockKind.PARAGRAPH, spot(text, "One.")),
        Block(BlockKind.PAGE_BREAK, spot(text, "\x0c")),
        Block(BlockKind.PARAGRAPH, spot(text, "Two.")),
    )
    article = ArticleDocument(view_of(text, blocks=blocks, pictures=(PicturePlace(0, 1, 10, 10),)), faces, tokens)
    (number,) = article.pictured
    assert article.document.findBlockByNumber(number).text() == "Two."


def test_rooms_are_given_back_when_pictures_are_switched_off(
    reader: ReaderView, faces: Typefaces, tokens: Tokens
) -> None:
    show(reader, faces, tokens)
    bare = reader.document().size().height()
    show(reader, faces, tokens, illustration(1, 400, 300), illustration(3, 400, 300))
    with_pictures = reader.document().size().height()
    assert with_pictures > bare + 600
    reader.show_pictures(False)
    assert reader.document().size().height() == bare
    assert _plates(reader) == []
    reader.show_pictures(True)
    assert reader.document().size().height() == with_pictures


def test_resizing_scales_pictures_and_keeps_the_reading_place_in_the_text_and_in_a_picture(
    reader: ReaderView, faces: Typefaces, tokens: Tokens
) -> None:
    show(reader, faces, tokens, *(illustration(n, 1000, 900) for n in (1, 2, 8)))
    bar = reader.verticalScrollBar()
    third = dict(_plates(reader))[2]
    for at in (third.top() + third.height() / 2, third.bottom() + 60):
        reader.resize(WIDTH, HEIGHT)
        bar.setValue(int(at))
        before, inside = reader.top_offset, _share_above(reader, 2)
        reader.resize(430, 620)
        assert reader.top_offset == before
        assert _share_above(reader, 2) == pytest.approx(inside, abs=0.03)
        reader.resize(WIDTH, HEIGHT)
        assert abs(bar.value() - at) < 30  # a line


def _plates(reader: ReaderView) -> list[tuple[int, object]]:
    """All pictures with their rectangles, from the top of the document."""
    reader.verticalScrollBar().setValue(0)
    found = []
    block = reader.document().begin()
    while block.isValid():
        found += [(p.number, rect) for p, rect in reader._inlay.plates(block)]
        block = block.next()
    return found


def _share_above(reader: ReaderView, number: int) -> float:
    """How much of a picture is above the window, 0–1."""
    rect = reader._inlay.rect_of(number)
    assert rect is not None
    above = reader.verticalScrollBar().value() - rect.top()
    return min(1.0, max(0.0, above / rect.height()))


def test_pictures_are_painted_once_they_are_decoded_and_a_plate_until_then(
    qtbot: QtBot, reader: ReaderView, faces: Typefaces, tokens: Tokens, background: Background
) -> None:
    shelf = Shelf(illustration(0, 300, 200, "A red wall", "#c03030"))
    reader.set_pictures(Pictures(shelf.fetch, background))
    show(reader, faces, tokens, *shelf.kept)
    ((_, rect),) = reader.picture_rects()
    at = rect.center().toPoint() + QPoint(0, 60)
    assert _colour(reader, at) == tokens.color("pane")
    assert reader.pictures is not None
    qtbot.waitUntil(lambda: reader.pictures.image(0) is not None)
    assert _colour(reader, at) == QColor("#c03030")
    assert _colour(reader, QPoint(int(rect.right()) + 6, at.y())) == _colour(reader, QPoint(3, 3))


def test_what_is_no_picture_says_so_and_is_not_asked_for_again(
    qtbot: QtBot, reader: ReaderView, faces: Typefaces, tokens: Tokens, background: Background
) -> None:
    shelf = Shelf(Illustration(0, 300, 200, b"GIF89a not allowed here", "A pier"))
    reader.set_pictures(Pictures(shelf.fetch, background))
    show(reader, faces, tokens, *shelf.kept)
    reader.grab()
    assert reader.pictures is not None
    qtbot.waitUntil(lambda: reader.pictures.is_broken(0))
    reader.grab()
    reader.grab()
    assert shelf.asked == [0]


def test_of_two_hundred_pictures_only_those_near_the_window_are_decoded(
    qtbot: QtBot, reader: ReaderView, faces: Typefaces, tokens: Tokens, background: Background
) -> None:
    text = "\n\n".join(f"Paragraph {n} of a long report." for n in range(200))
    shelf = Shelf(*(illustration(n, 400, 300, f"Picture {n}", f"#{n:02x}4040") for n in range(200)))
    reader.set_pictures(Pictures(shelf.fetch, background))
    show(reader, faces, tokens, *shelf.kept, text=text)
    bar = reader.verticalScrollBar()
    reader.y_of(len(text) - 1)
    for value in range(0, bar.maximum(), bar.maximum() // 60):
        bar.setValue(value)
        reader.grab()
    bar.setValue(bar.maximum() // 2)
    reader.grab()
    shown = reader.picture_rects()
    assert 1 <= len(shown) <= 3
    assert reader.pictures is not None
    qtbot.waitUntil(lambda: all(reader.pictures.image(p.number) is not None for p, _ in shown))
    for picture, rect in shown:
        spot_ = rect.center().toPoint()
        if reader.viewport().rect().contains(spot_):
            assert _colour(reader, spot_) == QColor(f"#{picture.number:02x}4040")
    assert len(shelf.asked) < 190


def test_margin_cards_stay_beside_their_lines_with_pictures_above(
    qtbot: QtBot, reader: ReaderView, faces: Typefaces, tokens: Tokens
) -> None:
    text = "Mara Lind spoke first.\n\nThe town of Port Ellery has 9 piers.\n\nDag Sorley left."
    marks = tuple(claim(text, words) for words in text.split("\n\n"))
    shown = (illustration(0, 400, 200), illustration(1, 400, 120), illustration(2, 200, 90))
    view = view_of(text, claims=marks, pictures=places(*shown))
    reader.show_article(ArticleDocument(view, faces, tokens))
    margin = MarginView(reader, CardLook(tokens, faces, 12))
    qtbot.addWidget(margin)
    margin.resize(220, HEIGHT)
    with qtbot.waitExposed(margin):
        margin.show()
    margin.show_groups(groups_of(view))
    reader.verticalScrollBar().setValue(200)
    cards = margin.card_widgets()
    assert len(cards) >= 2
    for card in cards:
        assert abs(card.y() - reader.y_of(card.card.offset)) <= 2


def test_a_click_on_a_picture_and_its_menu_tell_which_one_it_is(
    qtbot: QtBot, reader: ReaderView, faces: Typefaces, tokens: Tokens
) -> None:
    view = show(reader, faces, tokens, illustration(0, 300, 200, "A red <wall>"))
    ((picture, rect),) = reader.picture_rects()
    at = rect.center().toPoint()
    with qtbot.waitSignal(reader.leadFollowed) as got:
        qtbot.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert got.args[0] == picture == view.pictures[0]
    menus = []
    reader.menuOpening.connect(lambda menu, lead: menus.append((menu, lead)))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, reader.viewport().mapToGlobal(at))
    reader.contextMenuEvent(event)
    assert menus[0][1] == picture
    menus[0][0].close()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_is_decoded_no_larger_than_it_is_wanted(kind: str) -> None:
    data = plain(800, 400, kind=kind)
    assert decode(data).size() == QSize(800, 400)
    assert decode(data, QSize(200, 100)).size() == QSize(200, 100)
    assert decode(data, QSize(900, 450)).size() == QSize(800, 400)


def test_no_other_format_is_decoded_and_no_size_that_would_not_be_believed() -> None:
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    assert decode(b"P6 1 1 255 abc").isNull()
    assert decode(b"<svg xmlns='http://www.w3.org/2000/svg' width='5' height='5'/>").isNull()
    assert decode(b"").isNull()
    huge = bytearray(plain(4, 4))
    huge[16:24] = (60_000).to_bytes(4, "big") * 2
    assert decode(bytes(huge)).isNull()


def test_pictures_of_another_article_are_never_shown_for_this_one(qtbot: QtBot, background: Background) -> None:
    from app.desktop.reader.pictures import Wanted

    answers = {"a": plain(10, 10, "#ff0000"), "b": plain(10, 10, "#0000ff")}
    pictures = Pictures(lambda version, _: answers[version], background)
    pictures.open("a")
    pictures.want([Wanted(0, QSize(10, 10))])
    pictures.open("b")
    with qtbot.waitSignal(pictures.decoded):
        pictures.want([Wanted(0, QSize(10, 10))])
    image = pictures.image(0)
    assert image is not None
    assert image.pixelColor(5, 5) == QColor("#0000ff")


def _colour(reader: ReaderView, at: QPoint) -> QColor:
    return reader.viewport().grab().toImage().pixelColor(at)


def test_the_words_of_a_span_are_found_below_a_picture(reader: ReaderView, faces: Typefaces, tokens: Tokens) -> None:
    show(reader, faces, tokens, illustration(2, 500, 300))
    span = spot(TEXT, "Paragraph 2 tells")
    reader.select_span(span)
    assert reader.selected_span() == Span(span.start, span.end)
    ((_, rect),) = reader.picture_rects()
    assert rect.bottom() < reader.y_of(span.start) < rect.bottom() + 40
