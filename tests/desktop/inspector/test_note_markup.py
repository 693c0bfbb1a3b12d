"""The Markdown of a note becomes small, harmless HTML."""

from __future__ import annotations

import pytest

from app.desktop.inspector.note_markup import to_html


def test_references_that_lead_somewhere_are_links_and_others_keep_their_brackets() -> None:
    html = to_html("See [[Wang  Tao]] and [[nobody]].", {"Wang Tao"})
    assert '<a href="note-reference:Wang Tao">Wang Tao</a>' in html
    assert "[[nobody]]" in html
    assert html.count("<a ") == 1


@pytest.mark.parametrize(
    "body",
    [
        "<img src='file:///etc/hostname'>",
        "![picture](file:///etc/hostname)",
        "![picture](http://127.0.0.1:9/x.png)",
        '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
        "[a](javascript:alert(1))",
        "[[<script>alert(1)</script>]]",
        '[[" onmouseover="x]]',
    ],
)
def test_nothing_in_a_note_makes_an_element_that_loads_or_runs(body: str) -> None:
    html = to_html(body, {'" onmouseover="x'})
    for forbidden in ("<img", "<link", "<script", 'href="javascript', ' onmouseover="'):
        assert forbidden not in html


def test_lists_and_emphasis_are_drawn() -> None:
    html = to_html("**so** it\n\n- one\n- two", ())
    assert "<strong>so</strong>" in html
    assert html.count("<li>") == 2
