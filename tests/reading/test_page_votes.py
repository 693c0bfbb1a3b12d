"""Numbered runs of a page, and which of them are elected as its article."""

from __future__ import annotations

import lxml.html
from hypothesis import given, settings
from hypothesis import strategies as st

from app.reading.page_blocks import number_runs, numbers_in, pieces_of
from app.reading.page_votes import elected
from tests.reading.reads import blocks_of, read

LONG = (
    "The harbour of Marrow Point froze over on the second night of January, and the ferry stayed at the quay until "
    "the pilots had cut a lane through the ice, which took them until noon. "
)
MENU = "<nav><ul>" + "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(9)) + "</ul></nav>"

PARTS = (
    *"<p> </p> <div> </div> <li> <ol> <td> <tr> <table> <br> <pre> </pre> <blockquote> <b> </b>".split(),
    "ice ",
    "lamp ",
)


def page(body: str) -> str:
    aside = "<div class='sidebar related'><h3>More</h3><ul><li><a href='/x'>Lamp goes out</a></li></ul></div>"
    foot = "<footer><p>All rights reserved</p></footer>"
    return f"<html><body>{MENU}<main><article>{body}</article></main>{aside}{foot}</body></html>"


def test_every_run_of_words_has_a_number_in_its_place() -> None:
    tree = lxml.html.document_fromstring("<body><div>one <b>two</b><p>three</p>four<br>five</div></body>")
    runs = number_runs(tree).runs
    assert [" ".join(run.words.split()) for run in runs] == ["one two", "three", "four", "five"]
    assert numbers_in(tree.text_content()) == {0, 1, 2, 3}
    assert numbers_in("".join(tree.find(".//p").itertext())) == {1}


def test_the_article_is_elected_without_its_page() -> None:
    tree = lxml.html.document_fromstring(page(f"<h1>Winter</h1><p>{LONG}</p><p>{LONG}</p><p>{LONG}</p>"))
    runs = number_runs(tree).runs
    words = " ".join(runs[number].words for number in elected(tree))
    assert words.count("harbour") == 3
    assert "Section" not in words
    assert "rights" not in words


def test_a_paragraph_that_repeats_an_earlier_one_is_kept() -> None:
    article = read(page(f"<p>{LONG}</p><p>{LONG}</p><p>{LONG}</p>"), "a.html")
    assert [kind for kind, _ in blocks_of(article)] == ["paragraph"] * 3


def test_numbered_items_keep_their_numbers_and_items_within_items_their_depth() -> None:
    items = "<ol><li>Oil for the lamp</li><li>A new rope<ul><li>forty fathoms long</li></ul></li></ol>"
    article = read(page(f"<p>{LONG}</p><p>{LONG}</p>{items}<p>{LONG}</p>"), "a.html")
    found = [(b.level, b.span.of(article.text)) for b in article.blocks if b.kind == "list_item"]
    assert found == [(0, "1. Oil for the lamp"), (0, "2. A new rope"), (1, "forty fathoms long")]


def test_rows_of_data_are_one_block_each_and_a_layout_is_text() -> None:
    data = "<table><tr><th>Boat</th><th>Crew</th></tr><tr><td>Heron</td><td>4<br>men</td></tr></table>"
    article = read(page(f"<p>{LONG}</p><p>{LONG}</p>{data}<p>{LONG}</p>"), "a.html")
    assert [words for kind, words in blocks_of(article) if kind == "table"] == ["Boat | Crew", "Heron | 4 men"]
    layout = lxml.html.document_fromstring(f"<body><table><tr><td><p>{LONG}</p></td></tr></table></body>")
    assert [piece.kind.value for piece in pieces_of(number_runs(layout).runs)] == ["paragraph"]


def test_code_keeps_its_lines() -> None:
    article = read(page(f"<p>{LONG}</p><p>{LONG}</p><pre>if ice:\n    wait()<br>else:</pre><p>{LONG}</p>"), "a.html")
    assert ("code", "if ice:\n    wait()\nelse:") in blocks_of(article)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=40))
def test_no_word_of_any_page_is_in_two_runs_or_in_none(parts: list[str]) -> None:
    tree = lxml.html.document_fromstring("<body>" + "".join(parts) + "x</body>")
    before = "".join("".join(tree.find("body").itertext()).split())
    runs = number_runs(tree).runs
    assert "".join("".join(run.words for run in runs).split()) == before
