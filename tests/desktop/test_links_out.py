"""Links and pictures in a whole window: hovered, followed by mouse and keys, asked about, and never opened unasked."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QMenu
from pytestqt.qtbot import QtBot

from app.desktop.dialogs.link_question import LinkQuestion, browsable
from app.desktop.dialogs.picture_viewer import PictureViewer
from app.desktop.inspector.parts import Row
from app.domain.article import Hyperlink, Illustration
from app.domain.marks import ArticleView, MarkKind
from app.reading.read import read_file
from tests.desktop.conftest import Desk
from tests.desktop.illustrated import illustration, link, plain

PLAN = "https://harbour.example/plan?year=2026#costs"
TOWN = "https://town.example/port-ellery"
PICTURE = illustration(2, 300, 200, "A red wall", "#c03030")


class Browser:
    """In the place of the system's: notes what it is given."""

    def __init__(self) -> None:
        self.opened: list[str] = []

    def open(self, url: QUrl) -> bool:
        self.opened.append(url.toString())
        return True


@pytest.fixture
def browser() -> Browser:
    return Browser()


@pytest.fixture
def view(desk: Desk, article: Path, browser: Browser) -> ArticleView:
    """The article, read and analysed, with two links and a picture."""
    desk.start()
    desk.open(article)
    made = read_file(str(article))
    links = (link(made.text, "harbour plan", PLAN), link(made.text, "Port Ellery, lost", TOWN))
    desk.window._parts.services.articles.add(replace(made, links=links, illustrations=(PICTURE,)), str(article))
    desk.window.leads._open_url = browser.open
    key = desk.view.id
    desk.window.reading.article_removed(key)
    desk.window.reading.open_article(key)
    desk.settle()
    assert len(desk.view.links) == 2
    assert len(desk.view.pictures) == 1
    return desk.view


def point_of(desk: Desk, words: str) -> QPoint:
    """The middle of the first letters of these words, in the reader."""
    reader = desk.window.page.reader
    assert reader.article is not None
    cursor = reader.textCursor()
    cursor.setPosition(reader.article.position(desk.view.text.index(words)))
    return reader.cursorRect(cursor).center() + QPoint(4, 0)


def click(desk: Desk, words: str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    viewport = desk.window.page.reader.viewport()
    desk.qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, held, point_of(desk, words))
    desk.settle()


def question(desk: Desk) -> LinkQuestion:
    (found,) = [d for d in desk.window.findChildren(LinkQuestion) if d.isVisible()]
    return found


def asked(desk: Desk) -> bool:
    return any(d.isVisible() for d in desk.window.findChildren(QDialog))


def test_a_link_under_the_pointer_says_where_it_leads(desk: Desk, view: ArticleView) -> None:
    reader = desk.window.page.reader
    desk.qtbot.mouseMove(reader.viewport(), point_of(desk, "harbour plan"))
    desk.until(lambda: PLAN in desk.texts(desk.window.status))
    desk.qtbot.mouseMove(reader.viewport(), point_of(desk, "Nobody else"))
    desk.until(lambda: PLAN not in desk.texts(desk.window.status))
    assert reader.lead_at(point_of(desk, "harbour plan")) == view.links[0]
    assert reader.lead_at(point_of(desk, "Nobody else")) is None


@pytest.mark.usefixtures("view")
def test_cancel_is_what_enter_does_and_opens_nothing(desk: Desk, browser: Browser) -> None:
    click(desk, "harbour plan")
    dialog = question(desk)
    assert dialog.address.toPlainText() == PLAN
    assert dialog.cancel_button.isDefault()
    desk.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    desk.until(lambda: not asked(desk))
    assert browser.opened == []


@pytest.mark.usefixtures("view")
def test_open_gives_the_browser_exactly_that_address(desk: Desk, browser: Browser) -> None:
    click(desk, "harbour plan")
    desk.press("Open in browser", question(desk))
    assert browser.opened == [PLAN]
    assert not asked(desk)


@pytest.mark.usefixtures("view")
def test_the_address_can_be_copied_instead(desk: Desk, browser: Browser) -> None:
    click(desk, "harbour plan")
    desk.press("Copy address", question(desk))
    assert QGuiApplication.clipboard().text() == PLAN
    assert browser.opened == []


def test_a_link_that_is_marked_too_opens_the_inspector_and_asks_with_ctrl(desk: Desk, view: ArticleView) -> None:
    click(desk, "Port Ellery, lost")
    assert not asked(desk)
    ref = desk.window.focus.ref
    assert ref is not None
    assert ref.kind is MarkKind.MENTION
    click(desk, "Port Ellery, lost", Qt.KeyboardModifier.ControlModifier)
    assert question(desk).address.toPlainText() == TOWN == view.links[1].address


@pytest.mark.usefixtures("view")
def test_the_menu_offers_the_link(desk: Desk) -> None:
    reader = desk.window.page.reader
    menus: list[QMenu] = []
    reader.menuOpening.connect(lambda menu, _: menus.append(menu))
    at = point_of(desk, "Port Ellery, lost")
    reader.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, reader.mapToGlobal(at)))
    words = [a.text() for a in menus[0].actions() if a.text()]
    assert words[:2] == ["Open link…", "Copy address"]
    next(a for a in menus[0].actions() if a.text() == "Open link…").trigger()
    menus[0].close()
    desk.settle()
    assert question(desk).address.toPlainText() == TOWN


def test_keys_step_through_pictures_and_links_and_follow_them(desk: Desk, view: ArticleView, browser: Browser) -> None:
    reader = desk.window.page.reader
    reader.setFocus()
    plan, town = view.links
    met = []
    for _ in range(4):
        desk.qtbot.keyClick(reader, Qt.Key.Key_G)
        met.append(reader.lead)
    assert met == [view.pictures[0], town, plan, plan]
    desk.qtbot.keyClick(reader, Qt.Key.Key_G, Qt.KeyboardModifier.ShiftModifier)
    assert reader.lead == town
    desk.qtbot.keyClick(reader, Qt.Key.Key_Escape)
    assert reader.lead is None
    desk.qtbot.keyClick(reader, Qt.Key.Key_G)
    desk.qtbot.keyClick(reader, Qt.Key.Key_G)
    desk.qtbot.keyClick(reader, Qt.Key.Key_Return)
    desk.settle()
    desk.press("Open in browser", question(desk))
    assert browser.opened == [TOWN]


def test_what_was_said_of_a_picture_goes_with_its_article(desk: Desk, view: ArticleView, tmp_path: Path) -> None:
    desk.window.leads.step(True)
    assert desk.window.status._doing.text().startswith(("Link:", "Picture:"))
    other = tmp_path / "other.txt"
    other.write_text("The lock\n\nNobody opened the lock for a whole winter, and nobody asked why.\n")
    desk.open(other)
    assert desk.view.id != view.id
    assert desk.window.status._doing.text() == ""


def test_a_key_asks_about_the_link_at_the_caret(desk: Desk, view: ArticleView) -> None:
    reader = desk.window.page.reader
    reader.setFocus()
    reader.select_span(view.links[0].span)
    desk.qtbot.keyClick(reader, Qt.Key.Key_U)
    desk.settle()
    assert question(desk).address.toPlainText() == PLAN


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "https://x.example\\@bank.example/"])
def test_an_address_that_was_put_into_the_library_by_hand_is_never_opened(
    desk: Desk, view: ArticleView, browser: Browser, address: str
) -> None:
    desk.stop()
    raw = sqlite3.connect(desk.home / "library.db")
    (metadata,) = raw.execute("SELECT metadata FROM article_version").fetchone()
    span = view.links[0].span
    tampered = json.loads(metadata) | {"links": [[span.start, span.end, address]]}
    raw.execute("UPDATE article_version SET metadata = ?", (json.dumps(tampered),))
    raw.commit()
    raw.close()
    desk.start()
    desk.settle()
    desk.window.leads._open_url = browser.open
    assert desk.view.links == ()
    desk.window.leads.follow(Hyperlink(span, address))
    desk.settle()
    dialog = question(desk)
    assert not dialog.open_button.isEnabled()
    dialog.agreed.emit(address)
    assert browser.opened == []


def test_a_picture_opens_larger_and_escape_closes_it(desk: Desk, view: ArticleView) -> None:
    desk.window.leads.follow(view.pictures[0])
    desk.until(lambda: asked(desk))
    (viewer,) = desk.window.findChildren(PictureViewer)
    shot = viewer.canvas.viewport().grab().toImage()
    assert shot.pixelColor(shot.rect().center()) == QColor("#c03030")
    assert viewer.canvas.accessibleName() == "A red wall"
    before = viewer.canvas.transform().m11()
    desk.qtbot.keyClick(viewer.canvas, Qt.Key.Key_Plus)
    assert viewer.canvas.transform().m11() > before
    desk.qtbot.keyClick(viewer.canvas, Qt.Key.Key_0)
    assert viewer.canvas.transform().m11() == before
    desk.qtbot.keyClick(viewer.canvas, Qt.Key.Key_Escape)
    desk.until(lambda: not asked(desk))


def test_a_picture_is_copied_and_saved_as_it_is_kept(
    desk: Desk, view: ArticleView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    desk.window.leads._copy(view.pictures[0])
    desk.until(lambda: not clipboard.image().isNull())
    assert (clipboard.image().width(), clipboard.image().height()) == (300, 200)
    chosen = tmp_path / "wall.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen), ""))
    desk.window.leads._save(view.pictures[0])
    desk.until(chosen.exists)
    desk.settle()
    assert chosen.read_bytes() == PICTURE.data


def test_pictures_can_be_left_out_for_good(desk: Desk, view: ArticleView) -> None:
    page = desk.window.page
    assert page.reader._inlay.rect_of(0) is not None
    page.reader.setFocus()
    desk.qtbot.keyClick(page.reader, Qt.Key.Key_6)
    assert page.reader._inlay.rect_of(0) is None
    desk.restart()
    desk.settle()
    assert desk.view.id == view.id
    assert desk.window.page.reader._inlay.rect_of(0) is None


def question_about(qtbot: QtBot, address: str, words: str = "the plan") -> LinkQuestion:
    dialog = LinkQuestion(address, words)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def told(dialog: LinkQuestion) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def test_the_host_is_bold_wherever_it_stands(qtbot: QtBot) -> None:
    address = "https://bank.example:1@other.example:8443/bank.example?next=other.example"
    dialog = question_about(qtbot, address)
    cursor = dialog.address.textCursor()
    bold = []
    for at in range(1, len(address) + 1):
        cursor.setPosition(at)
        bold.append(cursor.charFormat().fontWeight() >= 600)
    assert "".join(sign for sign, is_bold in zip(address, bold, strict=True) if is_bold) == "other.example"


def test_a_name_with_other_letters_is_shown_as_it_is_written(qtbot: QtBot) -> None:
    dialog = question_about(qtbot, "https://bаnk.example/")  # the second letter is Cyrillic
    assert "xn--bnk-6cd.example" in told(dialog)
    assert dialog.open_button.isEnabled()
    assert "xn--" not in told(question_about(qtbot, "https://bank.example/"))


def test_words_that_name_another_address_are_warned_of(qtbot: QtBot) -> None:
    assert "“bank.example”" in told(question_about(qtbot, "https://other.example/", "www.bank.example/login"))
    assert question_about(qtbot, "https://other.example/", "the plan").warnings == []


def test_nothing_of_an_address_is_read_as_markup(qtbot: QtBot) -> None:
    address = "https://other.example/<img/src='file:///etc/passwd'><b>bold</b>"
    dialog = question_about(qtbot, address, "<b>www.bank.example</b>")
    assert dialog.address.toPlainText() == address


@pytest.mark.parametrize("address", ["https://a.example/%7Euser?q=%20#x", "http://bücher.example/", PLAN])
def test_what_may_be_opened_is_the_address_itself(address: str) -> None:
    url = browsable(address)
    assert url is not None
    assert url == QUrl(address)


def test_the_bytes_of_a_picture_that_is_none_lead_to_a_sentence(desk: Desk, article: Path) -> None:
    desk.start()
    desk.open(article)
    broken = replace(read_file(str(article)), illustrations=(Illustration(1, 300, 200, plain(3, 3)[:40], "Torn"),))
    desk.window._parts.services.articles.add(broken, str(article))
    key = desk.view.id
    desk.window.reading.article_removed(key)
    desk.window.reading.open_article(key)
    desk.settle()
    desk.window.leads.follow(desk.view.pictures[0])
    desk.until(lambda: "cannot be shown" in desk.texts(desk.window.status))
    assert not asked(desk)


def test_the_inspector_says_where_a_marked_name_or_claim_leads_and_asks(
    desk: Desk, view: ArticleView, browser: Browser
) -> None:
    window = desk.window
    made = next(m for m in view.mentions if any(link.span.overlaps(m.span) for link in view.links))
    window.focus.on_mark(made.ref)
    assert "Leads to town.example…" in desk.texts(window.inspector)
    row = next(r for r in window.inspector.findChildren(Row) if r.accessibleName().startswith("Leads to"))
    row.click()
    question = window.findChild(LinkQuestion)
    assert browser.opened == []
    question.open_button.click()
    assert browser.opened == [TOWN]
    other = next(m for m in view.mentions if not any(link.span.overlaps(m.span) for link in view.links))
    window.focus.on_mark(other.ref)
    assert "Leads to" not in desk.texts(window.inspector)
