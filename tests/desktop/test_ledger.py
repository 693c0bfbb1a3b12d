"""The ledger sets a status by one key, and the claim shows its evidence and what other articles have."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt

from app.desktop.inspector.link_list import LinkList
from app.desktop.library.ledger_page import LedgerPage, evidence_words
from app.domain.across import LedgerRow
from app.domain.analysis import ClaimKind
from app.domain.links import LinkSource
from app.domain.marks import ClaimStatus, MarkKind, MarkRef, NoteTarget, Standing
from app.domain.rows import ClaimRow, Passage
from app.domain.spans import Span
from tests.desktop.conftest import Desk

FIRST = "Wall news\n\nMara Lind says the wall of Port Ellery would cost 41 million crowns.\n"
SECOND = "Later news\n\nNow the wall of Port Ellery would cost 52 million crowns. Nobody in town knew why that was.\n"


def open_both(desk: Desk, tmp_path: Path) -> None:
    """Two articles whose claims have another number; the second is shown."""
    desk.start()
    for name, words in (("first", FIRST), ("second", SECOND)):
        (tmp_path / f"{name}.txt").write_text(words, "utf-8")
        desk.open(tmp_path / f"{name}.txt")


def ledger(desk: Desk) -> LedgerPage:
    desk.window.navigator.show_list("claims")
    desk.settle()
    page = desk.window.navigator.pages["claims"]
    assert isinstance(page, LedgerPage)
    return page


def statuses(page: LedgerPage) -> list[str]:
    return [page.list.lines.line(n).count for n in range(page.list.lines.rowCount())]


def test_a_key_sets_the_status_and_the_row_stays_selected(desk: Desk, tmp_path: Path) -> None:
    open_both(desk, tmp_path)
    page = ledger(desk)
    page.list.setCurrentIndex(page.list.lines.index(1))
    page.list.setFocus()
    desk.qtbot.keyClick(page.list, Qt.Key.Key_3)
    desk.settle()
    assert statuses(page) == ["to check", "disputed"]
    assert page.list.currentIndex().row() == 1
    assert page.kind.itemText(3) == "Disputed  1"
    page.kind.setCurrentIndex(1)  # those to check: what gets another status leaves the list
    desk.settle()
    page.list.setCurrentIndex(page.list.lines.index(0))
    page.set_status(ClaimStatus.SUPPORTED)
    desk.settle()
    assert statuses(page) == []
    desk.window.reading.undo()
    desk.settle()
    assert statuses(page) == ["to check"]


def test_claims_are_narrowed_to_a_holder_and_to_the_article_that_is_shown(desk: Desk, tmp_path: Path) -> None:
    open_both(desk, tmp_path)
    page = ledger(desk)
    page.here.setChecked(True)
    desk.settle()
    assert [page.list.lines.line(n).text for n in range(page.list.lines.rowCount())] == [
        "Now the wall of Port Ellery would cost 52 million crowns."
    ]
    page.holder.setText("nobody of that name")
    desk.until(lambda: page.list.lines.rowCount() == 0)


def test_another_number_elsewhere_is_asked_and_kept_as_evidence(desk: Desk, tmp_path: Path) -> None:
    open_both(desk, tmp_path)
    desk.window.focus.on_mark(desk.view.claims[0].ref)
    desk.until(lambda: "ANOTHER NUMBER?" in desk.texts(desk.window.inspector))
    words = desk.texts(desk.window.inspector)
    assert "“41 million crowns” there, “52 million crowns” here" in words
    assert desk.view.claims[0].status is ClaimStatus.TO_CHECK, "never judged"
    desk.press("It contradicts this", desk.window.inspector)
    desk.until(lambda: "FOR AND AGAINST · 1" in desk.texts(desk.window.inspector))
    assert "contradicted by · Wall news" in desk.texts(desk.window.inspector)
    assert "1 contradicts it" in ledger(desk).list.lines.line(0).below
    desk.window.reading.undo()
    desk.settle()
    desk.window.navigator.show_article_page()
    desk.window.focus.on_mark(desk.view.claims[0].ref)
    assert "FOR AND AGAINST" not in desk.texts(desk.window.inspector)


def test_the_selected_words_are_kept_as_evidence(desk: Desk, tmp_path: Path) -> None:
    open_both(desk, tmp_path)
    window, view = desk.window, desk.view
    window.focus.on_mark(view.claims[0].ref)
    desk.settle()
    desk.press("Selection supports it", window.inspector)
    assert "FOR AND AGAINST" not in desk.texts(window.inspector)
    at = view.text.index("Nobody in town")
    window.page.reader.select_span(Span(at, at + 14))
    desk.press("Selection supports it", window.inspector)
    desk.until(lambda: "supported by · Later news" in desk.texts(window.inspector))
    assert any(n.ref == MarkRef(MarkKind.NOTE, Span(at, at + 14)) for n in desk.view.notes)


def test_what_only_mentions_a_claim_is_no_evidence_for_it(desk: Desk, tmp_path: Path) -> None:
    open_both(desk, tmp_path)
    window, view = desk.window, desk.view
    claim = NoteTarget(view.id, view.claims[0].ref)
    links = window._parts.services.links
    for relation in ("explains", "supports"):
        at = view.text.index("Nobody in town") + len(relation) - 8
        there = NoteTarget(view.id, MarkRef(MarkKind.NOTE, Span(at, at + 10)))
        both = LinkSource(place=there), LinkSource(place=claim)
        window.reading.do(partial(lambda pair, how: links.connect(*pair, how)[1], both, relation))
    desk.settle()
    window.focus.on_mark(view.claims[0].ref)
    lists = {}

    def filled() -> bool:
        found = window.inspector.findChildren(LinkList)
        lists.update({one._heading: [end.relation for end in one.ends] for one in found})
        return lists.get("For and against") == ["supports"] and lists.get("Linked in other ways") == ["explains"]

    desk.until(filled)
    assert "explains" not in lists["For and against"]


def test_evidence_is_counted_in_words() -> None:
    passage = Passage(1, "A title", "", Span(0, 4), "", "Four", "")
    claim = ClaimRow(passage, ClaimKind.NUMBER, None, "", ClaimStatus.TO_CHECK, 0.9, Standing.SUGGESTED)
    assert evidence_words(LedgerRow(claim, 2, 1, 1)) == "2 support it, 1 contradicts it, 1 other link"
    assert evidence_words(LedgerRow(claim)) == ""


def test_the_margin_asks_about_another_number_once_the_article_rests(desk: Desk, tmp_path: Path) -> None:
    open_both(desk, tmp_path)
    numbers = desk.window.numbers
    desk.until(lambda: bool(numbers.other))
    (card,) = [w.card for w in desk.window.page.margin.card_widgets() if w.card.ref == desk.view.claims[0].ref]
    assert card.spoken.endswith("“41 million crowns” in Wall news")
    assert "would cost 41 million crowns" in card.detail
    desk.open(tmp_path / "first.txt")
    assert desk.view.claims[0].ref not in numbers.other


def test_down_in_the_filter_leads_into_the_list_where_digits_say_the_status(desk: Desk, tmp_path: Path) -> None:
    open_both(desk, tmp_path)
    page = ledger(desk)
    desk.qtbot.keyClick(page.filter, Qt.Key.Key_Down)
    assert page.list.currentIndex().row() == 0
    desk.qtbot.keyClick(page.list, Qt.Key.Key_3)
    desk.settle()
    assert statuses(page)[0] == "disputed"
