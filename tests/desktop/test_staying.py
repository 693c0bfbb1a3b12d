"""What is clicked stays under the pointer; what is stepped to has text around it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt

from app.domain.marks import MarkKind
from tests.desktop.conftest import Desk


def long_article(folder: Path) -> Path:
    file = folder / "long.txt"
    days = [f"On day {n} the ferry carried {n + 20} crates. Nobody counted." for n in range(1, 81)]
    file.write_text("The log of the ferry\n\n" + "\n\n".join(days) + "\n", "utf-8")
    return file


def test_a_click_on_a_mark_near_the_lower_edge_does_not_move_the_text(desk: Desk, tmp_path: Path) -> None:
    desk.start()
    desk.open(long_article(tmp_path))
    reader = desk.window.page.reader
    below = reader.viewport().height() - 60
    claim = next(c for c in desk.view.claims if reader.y_of(c.span.start) > below - 60)
    reader.verticalScrollBar().setValue(int(reader.y_of(claim.span.start) - below))
    before = reader.verticalScrollBar().value()
    assert reader.article is not None
    cursor = reader.textCursor()
    cursor.setPosition(reader.article.position(claim.span.start))
    at = reader.cursorRect(cursor).center() + QPoint(4, 0)
    desk.qtbot.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=at)
    desk.settle()
    ref = desk.window.focus.ref
    assert ref is not None
    assert (ref.kind, ref.span) == (MarkKind.CLAIM, claim.span)
    assert reader.verticalScrollBar().value() == before


def test_steps_from_mark_to_mark_keep_text_below_the_mark(desk: Desk, tmp_path: Path) -> None:
    desk.start()
    desk.open(long_article(tmp_path))
    page, reader = desk.window.page, desk.window.page.reader
    for _ in range(40):
        page.step(True)
        ref = desk.window.focus.ref
        assert ref is not None
        assert 0 <= reader.y_of(ref.span.start) <= reader.viewport().height() - 96
