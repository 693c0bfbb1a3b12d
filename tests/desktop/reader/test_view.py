"""The reader on the screen: clicks, places, and that nothing is ever loaded."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from app.desktop.reader.document import ArticleDocument
from app.desktop.reader.markings import Markings, reading_order, refs_of
from app.desktop.reader.view import ReaderView
from app.desktop.theme.fonts import Typefaces
from app.desktop.theme.tokens import Tokens
from app.domain.marks import ArticleView
from tests.desktop.views import claim, mention, note, quote, spot, view_of

TEXT = "🙂 Mara Lind, mayor of Port Ellery, said: “We lost 41 million crowns.”\n\n" + "\n\n".join(
    f"Paragraph {n} tells of the harbour and of the wall that was built there in {1900 + n}." for n in range(60)
)


@pytest.fixture
def view() -> ArticleView:
    return view_of(
        TEXT,
        mentions=(mention(TEXT, "Mara Lind"),),
        quotes=(quote(TEXT, "“We lost 41 million crowns.”", "Mara Lind"),),
        claims=(claim(TEXT, "We lost 41 million crowns."),),
        notes=(note(TEXT, "Port Ellery", "Look this up"),),
    )


@pytest.fixture
def reader(qtbot: QtBot, faces: Typefaces, tokens: Tokens, view: ArticleView) -> ReaderView:
    made = ReaderView(tokens)
    qtbot.addWidget(made)
    made.resize(680, 500)
    document = ArticleDocument(view, faces, tokens)
    made.show_article(document)
    made.show_markings(Markings(view, document))
    with qtbot.waitExposed(made):
        made.show()
    return made


def point_of(reader: ReaderView, offset: int) -> QPoint:
    assert reader.article is not None
    cursor = reader.textCursor()
    cursor.setPosition(reader.article.position(offset))
    return reader.cursorRect(cursor).center() + QPoint(4, 0)


@pytest.mark.parametrize(
    ("words", "kind"), [("Mara", "mention"), ("Port", "note"), ("crowns", "claim"), ("“We", "quote"), ("mayor", None)]
)
def test_a_click_selects_the_narrowest_mark_under_it(
    qtbot: QtBot, reader: ReaderView, words: str, kind: str | None
) -> None:
    with qtbot.waitSignal(reader.activated) as got:
        at = point_of(reader, spot(TEXT, words).start)
        qtbot.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=at)
    ref = got.args[0]
    assert (ref.kind if ref is not None else None) == kind


def test_selected_words_are_told_as_a_span_of_the_text(qtbot: QtBot, reader: ReaderView) -> None:
    span = spot(TEXT, "Port Ellery")
    with qtbot.waitSignal(reader.passageSelected) as got:
        reader.select_span(span)
    assert got.args[0] == span


def test_resizing_keeps_the_reading_place(qtbot: QtBot, reader: ReaderView) -> None:
    reader.verticalScrollBar().setValue(1500)
    before = reader.top_offset
    reader.resize(430, 500)
    assert reader.top_offset == before
    assert abs(reader.y_of(before)) < 40
    reader.resize(900, 640)
    assert abs(reader.y_of(before)) < 40


def test_showing_marks_lays_nothing_out_again(reader: ReaderView, view: ArticleView) -> None:
    changed: list[object] = []
    reader.document().contentsChanged.connect(lambda: changed.append(1))
    reader.document().documentLayout().documentSizeChanged.connect(lambda _: changed.append(2))
    assert reader.article is not None
    reader.show_markings(Markings(view_of(TEXT), reader.article))
    reader.repaint()
    reader.show_markings(Markings(view, reader.article))
    reader.repaint()
    assert changed == []


def test_no_resource_is_ever_opened(reader: ReaderView, tmp_path: Path) -> None:
    picture = tmp_path / "secret.png"
    picture.write_bytes(b"not a picture")
    kind = QTextDocument.ResourceType.ImageResource.value
    for name in (QUrl.fromLocalFile(str(picture)), QUrl("file:///etc/passwd"), QUrl("http://localhost/x.png")):
        answer = reader.loadResource(kind, name)
        assert answer is not None
        assert answer.isNull()


def test_marks_are_stepped_through_in_reading_order(view: ArticleView) -> None:
    order = sorted(refs_of(view), key=reading_order)
    assert [r.kind for r in order] == ["mention", "note", "quote", "claim"]
