"""What stands among an article's words and is the page's: advertisements, calls, labels, boxes."""

from __future__ import annotations

import pytest

from app.domain.article import Article, BlockKind, Hyperlink
from app.domain.spans import Span
from app.reading.page_blocks import Run
from app.reading.page_furniture import without_furniture
from tests.reading.reads import blocks_of, read

LONG = (
    "The harbour of Marrow Point froze over on the second night of January, and the ferry stayed at the quay until "
    "the pilots had cut a lane through the ice, which took them until noon. "
)
LINE = "The ferry left the island at six in the morning, and nobody on the quay was surprised to see it go. "


def page(body: str) -> Article:
    head = "<title>Winter closes the harbour</title>"
    return read(f"<html lang='en'><head>{head}</head><body><article>{body}</article></body></html>", "a.html")


def lines(body: str) -> list[str]:
    return [words.strip() for _, words in blocks_of(page(body))][1:]


CALLS = (
    "Advertisement;ADVERTISEMENT;Anzeige;Publicité;Continue reading the main story;Read more…;Tweet;"
    "Story continues below;Share this article;View this image ›;Loading comments…;"
    "Weiterlesen;Lire la suite;Leer más;Artikel geht nach der Werbung weiter;続きを読む"
).split(";")
EDGES = (
    "Artikel teilen;Drucken;Partager cet article;12 Kommentare;"
    "941 comments;6366;Share;Follow us on Gullfeed;Topics: ice, ferries;Sign up for our morning newsletter;"
    "A version of this article appears in print on 12 January 2026, on Page 7, with the headline: Ice."
).split(";")


@pytest.mark.parametrize("call", CALLS)
def test_a_call_that_is_a_paragraph_is_left_out_among_the_words(call: str) -> None:
    assert lines(f"<p>{LONG}</p><p>{call}</p><p>{LONG}</p><p>{LINE}</p>") == [LONG.strip(), LONG.strip(), LINE.strip()]


@pytest.mark.parametrize(
    "words",
    ["Advertisement pays for the lamp.", "Anzeige erstattet", "Read more books, she said.", "Share this bread with me"],
)
def test_words_of_an_article_that_begin_like_a_call_are_kept(words: str) -> None:
    assert words in lines(f"<p>{LONG}</p><p>{words}</p><p>{LONG}</p><p>{LINE}</p>")


def test_a_heading_an_item_with_more_words_and_a_cell_are_no_calls() -> None:
    table = "<table><tr><td>Advertising</td><td>12</td></tr><tr><td>Rope</td><td>7</td></tr></table>"
    found = lines(
        f"<p>{LONG}</p><h2>Advertising</h2><p>{LONG}</p><ul><li>Advertising by post</li></ul>{table}<p>{LINE}</p>"
    )
    assert {"Advertising", "Advertising by post", "Advertising | 12"} <= set(found)


@pytest.mark.parametrize("edge", EDGES)
def test_what_stands_before_the_first_or_after_the_last_words_is_left_out(edge: str) -> None:
    found = lines(f"<p>{edge}</p><p>{LONG}</p><p>{LONG}</p><p>{LINE}</p><p>{LONG}</p><p>{edge}</p>")
    assert found == [LONG.strip(), LONG.strip(), LINE.strip(), LONG.strip()]


def test_such_words_within_an_article_are_its_own() -> None:
    found = lines(f"<p>{LONG}</p><p>1814</p><p>{LINE}</p><p>Listen.</p><p>{LONG}</p>")
    assert {"1814", "Listen."} <= set(found)


def test_a_list_of_sections_above_the_words_is_left_out_and_one_of_contents_is_kept() -> None:
    section, contents = (
        Run(BlockKind.LIST_ITEM, "The ice", links=(Hyperlink(Span(0, 7), address),)) for address in ("/ice", "#ice")
    )
    runs = [section, contents, Run(BlockKind.PARAGRAPH, LONG), section]
    assert without_furniture(runs, [0, 1, 2, 3]) == [1, 2, 3]


def test_a_link_to_another_article_is_left_out_and_what_only_begins_with_one_is_kept() -> None:
    other = "<p><strong>Read more:</strong> <a href='/lamp'>The lamp that went out</a></p>"
    own = "<p>Related: the <a href='/lamp'>lamp</a> went out on the same night, as it had in other winters.</p>"
    found = lines(f"<p>{LONG}</p>{other}<p>{LONG}</p>{own}<p>{LONG}</p>")
    assert not [line for line in found if line.startswith("Read more")]
    assert [line for line in found if line.startswith("Related: the lamp went out")]


def test_a_box_goes_with_its_items_and_what_is_below_it_stays() -> None:
    box = "<h3>Related stories</h3><ul><li><a href='/a'>Ferry late</a></li><li><a href='/b'>Hens at sea</a></li></ul>"
    assert lines(f"<p>{LONG}</p>{box}<p>{LINE}</p><p>{LONG}</p>") == [LONG.strip(), LINE.strip(), LONG.strip()]


def test_a_heading_that_may_be_a_boxs_is_kept_above_a_paragraph() -> None:
    assert "Comments" in lines(f"<p>{LONG}</p><h2>Comments</h2><p>{LONG}</p><p>{LINE}</p>")
    assert "Comments" not in lines(f"<p>{LONG}</p><p>{LONG}</p><p>{LINE}</p><h2>Comments</h2>")


def test_labels_for_who_listens_to_a_page_are_left_out() -> None:
    figure = (
        "<figure><img src='i.png'><figcaption><span class='off-screen'>Media caption</span> Ice at noon.</figcaption>"
    )
    found = blocks_of(
        page(f"<p>{LONG}</p>{figure}</figure><p>{LONG}<span class='sr-only'>(opens a new tab)</span></p>")
    )
    assert ("caption", "Ice at noon.") in found
    assert "opens" not in str(found)


def test_an_unseen_box_with_much_in_it_is_kept() -> None:
    assert f"{LONG}{LONG}".strip() in lines(f"<p>{LINE}</p><div class='sr-only'><p>{LONG}{LONG}</p></div><p>{LONG}</p>")


def test_a_wikis_links_for_who_writes_in_it_are_left_out() -> None:
    edit = "<span class='mw-editsection'>[<a href='/e'>edit</a>]</span>"
    assert "The ice" in lines(f"<p>{LONG}</p><h2><span>The ice</span>{edit}</h2><p>{LONG}</p><p>{LONG}</p>")


def test_the_name_of_a_figures_kind_is_left_out_above_its_caption_alone() -> None:
    figure = "<figure><span>Photo</span><div><img src='i.png'></div><figcaption>Ice at noon.</figcaption></figure>"
    found = blocks_of(page(f"<p>{LONG}</p>{figure}<p>{LONG}</p><p>Photo</p><p>{LONG}</p>"))
    assert [words for _, words in found].count("Photo") == 1
    assert ("caption", "Ice at noon.") in found


def test_who_made_a_picture_stands_apart_from_what_is_on_it() -> None:
    credit = "<span>Ice at noon.</span><span class='c1'><span>Credit</span><span>Ana Reyes/Coast Ledger</span></span>"
    figure = f"<figure><img src='i.png'><figcaption>{credit}</figcaption></figure>"
    found = blocks_of(page(f"<p>{LONG}</p>{figure}<p>{LONG}</p>"))
    assert ("caption", "Ice at noon. Credit Ana Reyes/Coast Ledger") in found


def test_a_label_unseen_stands_apart_from_the_name_behind_it() -> None:
    figure = "<figure><img src='i.png'><figcaption><span><span>Credit</span>Ana Reyes</span></figcaption></figure>"
    assert ("caption", "Credit Ana Reyes") in blocks_of(page(f"<p>{LONG}</p>{figure}<p>{LONG}</p>"))


def test_words_below_a_picture_in_its_figure_are_a_caption_and_those_of_a_figure_without_one_are_not() -> None:
    figure = "<figure><div><img src='i.png'><div class='attribution'>ANA REYES/Ledger</div></div></figure>"
    words = f"<figure><p>{LINE}</p></figure>"
    found = blocks_of(page(f"<p>{LONG}</p>{figure}<p>{LONG}</p>{words}<p>{LONG}</p>"))
    assert ("caption", "ANA REYES/Ledger") in found
    assert ("paragraph", LINE.strip()) in found


def test_a_heading_of_a_list_that_was_left_out_goes_with_it() -> None:
    listed = "<h2>See also</h2><ul><li><a href='/h'>Harbours of the north, and what the ice does to them</a></li></ul>"
    found = lines(f"<p>{LONG}</p><p>{LONG}</p><p>{LINE}</p>{listed}<h2>External links</h2>")
    assert "External links" not in found
    assert "The end" in lines(f"<p>{LONG}</p><p>{LONG}</p><p>{LINE}</p><h2>The end</h2>")


def test_calls_are_left_out_of_a_page_without_a_long_paragraph_and_its_edges_stay() -> None:
    items = "".join(f"<li>{LINE}</li>" for _ in range(6))
    found = lines(f"<p>1814</p><ul>{items}</ul><p>Advertisement</p><ul>{items}</ul>")
    assert "Advertisement" not in found
    assert found.count(LINE.strip()) == 12


def test_parts_of_a_byline_stand_apart_and_letters_of_one_word_do_not() -> None:
    by = "<p class='byline'><span>by <a href='/ana'>Ana Reyes</a></span><span>12 January 2026</span></p>"
    found = blocks_of(page(f"{by}<p>{LONG}</p><p><span>Th</span><span>e ice held.</span></p><p>{LONG}</p>"))
    assert ("byline", "by Ana Reyes 12 January 2026") in found
    assert ("paragraph", "The ice held.") in found


@pytest.mark.parametrize("called", ["story__photo__desc", "image-caption", "photo-legend"])
def test_a_box_called_a_caption_is_one(called: str) -> None:
    picture = (
        f"<div class='story__photo'><img src='i.png'><div class='{called}'>Ice at noon. | Photo: Ledger</div></div>"
    )
    found = blocks_of(page(f"<p>{LONG}</p>{picture}<p>{LONG}</p><p>{LONG}</p>"))
    assert ("caption", "Ice at noon. | Photo: Ledger") in found


def test_a_box_called_a_caption_that_holds_the_article_is_none() -> None:
    found = blocks_of(page(f"<div class='image-caption'><p>{LONG}</p><p>{LONG}</p><p>{LONG}</p><p>{LONG}</p></div>"))
    assert [kind for kind, _ in found[1:]] == ["paragraph"] * 4


def test_a_page_of_nothing_but_calls_shows_them() -> None:
    assert "Share this" in page("<p>Share this</p><p>Read more</p>").text
