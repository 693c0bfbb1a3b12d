"""PDF: reading order, whole words, no page around the text, and clear refusals."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import DamagedFile, EmptyFile
from app.reading.origin import Origin
from app.reading.read import read_bytes
from tests.evaluation.pdf_documents import Document, documents
from tests.reading.pdfs import Box, Put, column, pdf
from tests.reading.reads import assert_sound, blocks_of, read, read_or_fail_well

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
HARBOUR = (
    "The harbour of Marrow Point froze over on the second night of January, and the ferry stayed at the quay until the "
    "pilots had cut a lane through the ice. Nobody on the island was surprised. "
)
MARKET = (
    "The market opened an hour late because the fish had to come by road. Prices rose by a tenth before noon and fell "
    "again when the first boat came in. "
)
LAMP = (
    "The lamp keeper wrote down what she saw. Her book has four hundred pages, and every one of them begins with the "
    "wind. "
)


def test_two_columns_are_read_one_after_the_other_under_a_title_over_both() -> None:
    page = [
        Put(50, 780, "Winter closes the harbour", 22, bold=True),
        *column(HARBOUR * 2, 50, 730, 235),
        *column(MARKET * 2, 310, 730, 235),
    ]
    article = read(pdf([page]), "a.pdf")
    assert article.metadata.title == "Winter closes the harbour"
    assert blocks_of(article)[0] == ("heading", "Winter closes the harbour")
    body = " ".join(words for kind, words in blocks_of(article) if kind == "paragraph")
    assert body == (HARBOUR * 2 + MARKET * 2).strip()


def test_columns_that_do_not_share_their_baselines_are_read_one_after_the_other() -> None:
    page = column(HARBOUR * 3, 50, 730, 235) + column(MARKET * 3, 310, 724.5, 235)
    body = " ".join(words for _, words in blocks_of(read(pdf([page]), "a.pdf")))
    assert body == (HARBOUR * 3 + MARKET * 3).strip()


def test_three_columns_and_a_paragraph_over_all_of_them_keep_their_order() -> None:
    page = column(LAMP * 2, 50, 780, 500)
    for x, words in ((50, HARBOUR), (225, MARKET), (400, LAMP)):
        page += column(words * 2, x, 700, 150)
    body = " ".join(words for _, words in blocks_of(read(pdf([page]), "a.pdf")))
    assert body == (LAMP * 2 + HARBOUR * 2 + MARKET * 2 + LAMP * 2).strip()


def test_headers_footers_and_page_numbers_go_and_a_paragraph_runs_over_the_page() -> None:
    words = HARBOUR * 12
    lines = column(words, 50, 740, 495)
    pages = []
    for number in range(3):
        third = lines[number * len(lines) // 3 : (number + 1) * len(lines) // 3]
        moved = [Put(line.x, 740 - 12 * n, line.words) for n, line in enumerate(third)]
        header, footer = Put(50, 810, "The Coast Ledger, winter issue", 8), Put(290, 30, f"{number + 1}")
        pages.append([header, *moved, footer])
    article = read(pdf(pages), "a.pdf")
    assert "Coast Ledger" not in article.text
    assert " ".join(w for kind, w in blocks_of(article) if kind == "paragraph") == words.strip()


def test_headers_that_change_sides_go_from_a_short_document() -> None:
    pages = []
    for number, words in enumerate((HARBOUR, MARKET, LAMP, HARBOUR + MARKET)):
        header = Put(50, 810, "The Coast Ledger", 8) if number % 2 else Put(430, 810, "Winter issue 2026", 8)
        pages.append([header, *column(words * 3, 50, 770, 495)])
    text = read(pdf(pages), "a.pdf").text
    assert "Ledger" not in text
    assert "issue" not in text
    assert text.count("market opened") == 6


def test_what_a_browser_prints_around_a_page_goes() -> None:
    page = [
        Put(30, 820, "11/24/26, 4:05 PM", 8),
        Put(280, 820, "Winter closes the harbour", 8),
        *column(HARBOUR * 4 + MARKET * 4 + LAMP * 4, 50, 780, 495),
        Put(30, 20, "https://coast.example/winter.html", 8),
        Put(560, 20, "1/1", 8),
    ]
    assert read(pdf([page]), "a.pdf").text == (HARBOUR * 4 + MARKET * 4 + LAMP * 4).strip()


def test_notes_at_the_foot_do_not_cut_the_paragraph_that_goes_on_over_the_page() -> None:
    lines = column(HARBOUR * 3, 50, 770, 495)
    half = len(lines) // 2
    below = [Put(50, 770 - 12 * n, line.words) for n, line in enumerate(lines[half:])]
    notes = [Put(50, 80, "1 The pilots had asked for a second boat.", 8), Put(50, 70, "2 Nobody has seen it.", 8)]
    article = read(pdf([[*lines[:half], *notes], below]), "a.pdf")
    assert blocks_of(article) == [
        ("paragraph", (HARBOUR * 3).strip()),
        ("footnote", "1 The pilots had asked for a second boat."),
        ("footnote", "2 Nobody has seen it."),
    ]


@pytest.mark.parametrize("document", documents(), ids=lambda document: document.name)
def test_documents_of_every_layout_are_read_word_by_word_in_order(document: Document) -> None:
    article = read(document.data, "a.pdf")
    found = " ".join(words for kind, words in blocks_of(article) if kind != "page_break")
    assert found.split() == " ".join(document.text).split()


def test_a_page_that_ends_with_a_paragraph_leaves_a_page_break() -> None:
    article = read(pdf([column(HARBOUR, 50, 740, 495), column(MARKET, 50, 740, 495)]), "a.pdf")
    assert blocks_of(article) == [
        ("paragraph", HARBOUR.strip()),
        ("page_break", "Page 2"),
        ("paragraph", MARKET.strip()),
    ]


def test_broken_words_are_joined_and_true_hyphens_kept() -> None:
    lines = [
        "The well-known harbour master reported that the naviga-",
        "tion lights of the out-of-use pier and the self-",
        "made lantern of the Anglo-",
        "Danish ferry had been seen by the well-",
        "known pilot from the light-",
        "house, and that the light was good.",
    ]
    page = [Put(50, 700 - 12 * n, line) for n, line in enumerate(lines)]
    assert read(pdf([page]), "a.pdf").text == (
        "The well-known harbour master reported that the navigation lights of the out-of-use pier and the self-made "
        "lantern of the Anglo-Danish ferry had been seen by the well-known pilot from the lighthouse, and that the "
        "light was good."
    )


def test_indents_part_paragraphs_and_bold_lines_are_headings() -> None:
    page = [
        *column(HARBOUR, 50, 740, 300, indent=14),
        *column(MARKET, 50, 740 - 12 * 4, 300, indent=14),
        Put(50, 600, "What the keeper saw", 10, bold=True),
        *column(LAMP, 50, 580, 300, indent=14),
    ]
    assert blocks_of(read(pdf([page]), "a.pdf")) == [
        ("paragraph", HARBOUR.strip()),
        ("paragraph", MARKET.strip()),
        ("heading", "What the keeper saw"),
        ("paragraph", LAMP.strip()),
    ]


def test_lists_and_tables_keep_their_rows() -> None:
    page = [
        Put(50, 700, "The keeper asked for three things before the winter came:"),
        Put(60, 680, "• oil for the lamp"),
        Put(60, 666, "• a new rope"),
        *(Put(x, 600 - 14 * n, cell) for n, row in enumerate(["Boat Crew Built", "Heron 4 1961", "Petrel 6 1974"])
          for x, cell in zip((50, 200, 350), row.split(), strict=True)),
    ]  # fmt: skip
    assert blocks_of(read(pdf([page]), "a.pdf"))[1:] == [
        ("list_item", "oil for the lamp"),
        ("list_item", "a new rope"),
        ("table", "Boat | Crew | Built"),
        ("table", "Heron | 4 | 1961"),
        ("table", "Petrel | 6 | 1974"),
    ]


def test_title_author_and_date_come_from_the_file_or_its_first_page() -> None:
    info = "/Title (Winter closes the harbour) /Author (Ana Reyes) /CreationDate (D:20260112093000Z)"
    stated = read(pdf([column(HARBOUR, 50, 740, 495)], info), "a.pdf").metadata
    assert (stated.title, stated.byline, stated.date) == ("Winter closes the harbour", "Ana Reyes", "2026-01-12")
    page = [
        Put(50, 780, "Winter closes the harbour", 20),
        Put(50, 755, "By Ana Reyes"),
        Put(50, 740, "12 January 2026"),
        *column(HARBOUR * 2, 50, 710, 495),
    ]
    junk = "/Title (Microsoft Word - draft3.doc) /Author (user1)"
    shown = read(pdf([page], junk), "a.pdf").metadata
    assert (shown.title, shown.byline, shown.date) == ("Winter closes the harbour", "Ana Reyes", "2026-01-12")


def test_a_scan_says_that_it_is_one_and_what_to_do() -> None:
    with pytest.raises(EmptyFile, match=r"“scan\.pdf” is a scan") as refused:
        read(pdf([[]], picture=True), "scan.pdf")
    assert "OCR" in refused.value.next_step


def test_pages_without_text_are_told_where_others_have_some() -> None:
    article = read(pdf([column(HARBOUR, 50, 740, 495), []], picture=True), "a.pdf")
    assert article.notices == ("1 of 2 pages are pictures without text and are left out.",)


def test_an_empty_page_and_a_damaged_file_say_what_they_are() -> None:
    with pytest.raises(EmptyFile, match=r"no text in “a\.pdf”"):
        read(pdf([[]]), "a.pdf")
    with pytest.raises(DamagedFile, match=r"“a\.pdf” is damaged"):
        read(b"%PDF-1.4\nnothing of the kind", "a.pdf")


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_pdf_with_flipped_bytes_reads_or_fails_with_a_sentence(data: st.DataObject) -> None:
    content = bytearray(pdf([column(MARKET, 50, 740, 495)]))
    for at in data.draw(st.lists(st.integers(9, len(content) - 1), max_size=20)):
        content[at] = data.draw(st.integers(0, 255))
    read_or_fail_well(bytes(content[: data.draw(st.integers(9, len(content)))]), "a.pdf")


@pytest.mark.corpus
@pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not there")
def test_every_pdf_of_the_corpus_reads_or_fails_with_a_sentence() -> None:
    files = sorted((DATA / "hostile" / "pdf").glob("*.pdf"))
    articles = [article for file in files if (article := read_or_fail_well(file))]
    assert len(articles) >= 0.6 * len(files)
    for article in articles:
        assert_sound(article)


_PARAGRAPH = (
    "The ferry left an hour later than the table says it should, and nobody was surprised. The lane had been cut "
    "by the pilots before noon, as every winter, and the ice east of the mole was thick enough to walk on."
)


def _dot(x: float, y: float) -> Box:
    return Box(x, y, x + 4, y + 4)


def test_bullets_that_are_drawn_make_items() -> None:
    lines = [
        *column(_PARAGRAPH, 60, 700, 400),
        Put(80, 600, "Oil for the lamps"),
        Put(80, 588, "Bread"),
        Put(60, 560, "End."),
    ]
    shapes = (_dot(66, 601), _dot(66, 589))
    article = read(pdf([lines], shapes=shapes), "story.pdf")
    assert [words for kind, words in blocks_of(article) if kind == "list_item"] == ["Oil for the lamps", "Bread"]


def test_shapes_among_words_or_too_many_to_be_bullets_change_nothing() -> None:
    lines = [*column(_PARAGRAPH, 60, 700, 400), Put(80, 600, "Oil for the lamps"), Put(80, 588, "Bread")]
    plain = blocks_of(read(pdf([lines]), "story.pdf"))
    many = tuple(_dot(66, 601) for _ in range(200))
    assert blocks_of(read(pdf([lines], shapes=(_dot(90, 700), *many)), "story.pdf")) == plain
    assert blocks_of(read(pdf([lines], shapes=(Box(66, 590, 66.2, 602), Box(60, 580, 560, 620))), "story.pdf")) == plain


def test_a_menu_of_links_above_the_headline_and_the_copyright_line_below_are_left_out() -> None:
    menu = [Put(60, 780, "Home"), Put(100, 780, "Ferries")]
    lines = [
        *menu,
        Put(60, 740, "Ice in the harbour", 18, True),
        *column(_PARAGRAPH, 60, 700, 400),
        Put(60, 600, "© 2026 The Lantern"),
    ]
    links = (Box(58, 778, 92, 790), Box(98, 778, 142, 790))
    article = read(pdf([lines], links=links), "story.pdf")
    assert blocks_of(article) == [("heading", "Ice in the harbour"), ("paragraph", _PARAGRAPH)]


def test_a_first_line_with_words_that_are_no_link_stays() -> None:
    lines = [
        Put(60, 780, "Harbour news"),
        Put(60, 740, "Ice in the harbour", 18, True),
        *column(_PARAGRAPH, 60, 700, 400),
    ]
    assert "Harbour news" in read(pdf([lines], links=(Box(58, 778, 95, 790),)), "story.pdf").text


def test_a_bold_first_row_belongs_to_its_table_and_a_caption_below_ends_before_the_text() -> None:
    rows = [("Boat", "Crew", "Master"), ("Heron", "4", "Ida Holm"), ("Petrel", "7", "Ana Reyes")]
    cells = [
        Put(60 + 110 * column, 600 - 12 * number, words, 10, number == 0)
        for number, row in enumerate(rows)
        for column, words in enumerate(row)
    ]
    caption = Put(60, 564, "Table 1: Boats and crews")
    article = read(
        pdf([[*column(_PARAGRAPH, 60, 700, 400), *cells, caption, *column(_PARAGRAPH, 60, 552, 400)]]), "story.pdf"
    )
    assert blocks_of(article)[1:] == [
        ("table", "Boat | Crew | Master"),
        ("table", "Heron | 4 | Ida Holm"),
        ("table", "Petrel | 7 | Ana Reyes"),
        ("caption", "Table 1: Boats and crews"),
        ("paragraph", _PARAGRAPH),
    ]


def test_text_after_the_last_item_of_a_list_is_no_part_of_it() -> None:
    items = [
        Put(76, 600 - 20 * number, f"• {words}") for number, words in enumerate(("Oil", "Bread", "Rye", "Patience"))
    ]
    lines = [*column(_PARAGRAPH, 60, 700, 400), *items, *column(_PARAGRAPH, 60, 520, 400)]
    told = blocks_of(read(pdf([lines]), "story.pdf"))
    assert told[-2:] == [("list_item", "Patience"), ("paragraph", _PARAGRAPH)]


def beginning_of(data: bytes) -> list[str]:
    texts: list[str] = []
    texts.append(read_bytes(data, Origin("long.pdf"), begun=lambda article: texts.append(article.text)).text)
    return texts


def test_a_long_document_tells_its_beginning_before_the_whole() -> None:
    pages = [
        [*column(f"Day {n} on the quay was like the day before it, and nobody counted.", 70, 700, 400)]
        for n in range(50)
    ]
    first, whole = beginning_of(pdf(pages))
    assert "Day 0 on the quay" in first
    assert "Day 49" not in first
    assert "Day 49 on the quay" in whole
    assert whole.startswith(first[:300])


@pytest.mark.parametrize(("pages", "first"), [(9, 2), (16, 3), (30, 4)])
def test_the_more_pages_the_more_of_them_are_told_first(pages: int, first: int) -> None:
    texts = beginning_of(pdf([column(f"Day {n} on the quay was long.", 70, 700, 400) for n in range(pages)]))
    assert texts[0].count("on the quay") == first


def test_the_last_page_of_a_beginning_is_not_taken_for_the_last_of_the_document() -> None:
    pages = [column(f"Day {n} on the quay was long. Nobody counted the boats.", 70, 700, 400) for n in range(12)]
    pages[1].append(Put(70, 500, "© Ana Reyes drew the map of the quay.", 10))
    first, whole = beginning_of(pdf(pages))
    assert "drew the map" in first
    assert whole.startswith(first)


@pytest.mark.parametrize("pages", [1, 8])
def test_a_short_document_is_read_at_once(pages: int) -> None:
    assert len(beginning_of(pdf([column("The quay was empty when the ferry came in.", 70, 700, 400)] * pages))) == 1


def test_a_long_document_that_begins_with_pictures_only_has_no_beginning_to_show() -> None:
    words = column("The quay was empty when the ferry came in.", 70, 700, 400)
    texts = beginning_of(pdf([[] for _ in range(10)] + [words] * 40, picture=True))
    assert len(texts) == 1
    assert "The quay was empty" in texts[0]


def links_in(data: bytes) -> list[tuple[str, str]]:
    article = read(data, "linked.pdf")
    return [(link.span.of(article.text), link.address) for link in article.links]


def test_words_under_a_link_lead_where_it_leads() -> None:
    lines = [
        Put(60, 700, "The keeper wrote", 10),
        Put(160, 700, "a long letter.", 10),
        Put(60, 660, "Nobody answered it.", 10),
    ]
    assert links_in(pdf([lines], links=[Box(158, 697, 220, 710)])) == [("a long letter", "https://example.org/")]


def test_a_link_over_two_lines_is_one_and_a_word_broken_within_it_is_whole() -> None:
    lines = [
        Put(60, 700, "Every evening the keeper of the lamp looked for the obser-", 10),
        Put(60, 688, "vatory on the hill, and wrote down what the weather was like.", 10),
    ]
    boxes = [Box(285, 697, 330, 710), Box(58, 685, 93, 697)]
    assert links_in(pdf([lines], links=boxes)) == [("observatory", "https://example.org/")]


def test_the_sign_of_an_item_does_not_shift_its_link() -> None:
    lines = [Put(60, 700 - 14 * n, f"• {words}", 10) for n, words in enumerate(("The first lamp", "The second lamp"))]
    assert links_in(pdf([lines], links=[Box(64, 683, 140, 695)])) == [("The second lamp", "https://example.org/")]


def test_only_addresses_of_the_web_become_links() -> None:
    lines = [Put(60, 700, "The keeper wrote a long letter that nobody answered.", 10)]
    data = pdf([lines], links=[Box(58, 697, 140, 710)])
    assert links_in(data.replace(b"https://example.org/", b"script:example.org/X")) == []


def test_a_dash_within_a_numbered_item_stays() -> None:
    lines = [Put(60, 700 - 14 * n, f"{n + 1}. The lamp – number {n}", 10) for n in range(3)]
    assert "2. The lamp – number 1" in read(pdf([lines]), "list.pdf").text


_LETTER = (
    "I have kept the lamp for eleven winters, and no winter was like this one. The oil froze in the pipe, nobody came "
    "with bread, and I burned the ledger of the pilots, page by page, so that the boats would find the quay."
)


def set_in_between(left: float, width: float, *, size: float = 10, room: float = 20, words: str = _LETTER) -> list[str]:
    """The kinds of a page's blocks where `words` stand, `left` points from the edge of the text around them."""
    above = column(HARBOUR, 60, 740, 460)
    quote = column(words, 60 + left, above[-1].y - room, width, size)
    below = column(MARKET, 60, quote[-1].y - room, 460)
    return [block.kind.name for block in read(pdf([[*above, *quote, *below]]), "letter.pdf").blocks]


def test_a_passage_that_is_set_in_from_both_sides_is_a_block_quote() -> None:
    assert set_in_between(30, 400) == ["PARAGRAPH", "BLOCK_QUOTE", "PARAGRAPH"]


def test_a_passage_that_is_set_in_from_the_left_in_smaller_letters_is_a_block_quote() -> None:
    assert set_in_between(30, 430, size=9) == ["PARAGRAPH", "BLOCK_QUOTE", "PARAGRAPH"]


def test_what_is_set_in_from_the_left_only_or_without_room_or_far_or_on_one_line_is_no_block_quote() -> None:
    assert "BLOCK_QUOTE" not in set_in_between(30, 500)
    assert "BLOCK_QUOTE" not in set_in_between(30, 400, room=12)
    assert "BLOCK_QUOTE" not in set_in_between(200, 200)
    assert "BLOCK_QUOTE" not in set_in_between(30, 400, words="It was short.")
