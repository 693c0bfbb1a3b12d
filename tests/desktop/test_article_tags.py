"""The tags of the article that is read, while they are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.desktop.inspector.note_tags import ArticleTags
from tests.desktop.conftest import Desk


def tags_of(desk: Desk) -> ArticleTags:
    return desk.window.inspector.findChildren(ArticleTags)[-1]


@pytest.fixture
def tags(desk: Desk, article: Path) -> ArticleTags:
    """The article's tags, with the caret in their field."""
    desk.start(article)
    desk.settle()
    found = tags_of(desk)
    found.field.setFocus()
    return found


def test_an_undo_shows_while_the_caret_is_in_the_field(desk: Desk, tags: ArticleTags) -> None:
    desk.qtbot.keyClicks(tags.field, "harbour,")
    desk.settle()
    assert (tags.tags, tags.field.hasFocus()) == (("harbour",), True)
    desk.window.reading.undo()
    desk.settle()
    assert (tags.tags, tags.field.hasFocus()) == ((), True)
    desk.window.reading.redo()
    desk.settle()
    assert (tags.tags, tags_of(desk)) == (("harbour",), tags)


def test_tags_typed_one_after_the_other_are_all_kept(desk: Desk, tags: ArticleTags) -> None:
    desk.qtbot.keyClicks(tags.field, "harbour,ferry,")
    desk.qtbot.keyClicks(tags.field, "quay,")
    desk.settle()
    assert tags.tags == ("harbour", "ferry", "quay")
    assert desk.window.library.articles.lines.line(0).below.count("#") == 3
