"""Where the words of an article stand on the pages of its PDF, and what those pages look like."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.article import Article
from app.domain.original import Places
from app.domain.spans import Span
from app.errors import DamagedFile, UnreadableFile
from app.reading.limits import Limits
from app.reading.pdf_pages import draw_page, page_sizes
from app.reading.pdf_places import places_of
from app.reading.read import read_file
from tests.reading.pdfs import Put, column, pdf
from tests.reading.test_pdf import HARBOUR, LAMP, MARKET

LIMITS = Limits()


def saved(tmp_path: Path, data: bytes, name: str = "a.pdf") -> Path:
    file = tmp_path / name
    file.write_bytes(data)
    return file


def placed(file: Path) -> tuple[Article, Places]:
    article = read_file(file)
    return article, places_of(str(file), article.text, article.blocks, LIMITS, lambda: None)


def spot(article: Article, words: str) -> Span:
    at = article.text.index(words)
    return Span(at, at + len(words))


def test_words_of_two_columns_stand_where_they_were_put(tmp_path: Path) -> None:
    page = [Put(50, 780, "Winter closes the harbour", 22, bold=True)]
    page += column(HARBOUR, 50, 730, 235) + column(MARKET, 310, 730, 235)
    article, places = placed(saved(tmp_path, pdf([page])))
    assert places.share == 1.0
    (title,) = places.boxes_of(spot(article, "Winter closes the harbour"))
    assert (title.page, round(title.left, 2)) == (0, round(50 / 595, 2))
    assert title.top < (842 - 780) / 842 < title.bottom
    (market,) = places.boxes_of(spot(article, "The market"))
    assert round(market.left * 595) == 310
    assert market.top < (842 - 730) / 842 < market.bottom


def test_a_passage_over_a_page_has_a_box_for_each_line(tmp_path: Path) -> None:
    lines = column(HARBOUR * 2, 50, 740, 300)
    half = len(lines) // 2
    moved = [Put(line.x, 740 - 12 * n, line.words) for n, line in enumerate(lines[half:])]
    article, places = placed(saved(tmp_path, pdf([lines[:half], moved])))
    body = next(block.span for block in article.blocks)
    assert [box.page for box in places.boxes_of(body)] == [0] * half + [1] * (len(lines) - half)


def test_a_word_that_a_line_breaks_has_two_boxes_and_one_span_each(tmp_path: Path) -> None:
    page = [Put(50, 700, "The keeper saw the naviga-"), Put(50, 688, "tion lights and went home at once.")]
    article, places = placed(saved(tmp_path, pdf([page])))
    word = spot(article, "navigation")
    upper, lower = places.boxes_of(word)
    assert upper.bottom < lower.bottom
    found = places.word_at(places.on_page(0), (lower.left + lower.right) / 2, (lower.top + lower.bottom) / 2)
    assert found is not None
    assert found.of(article.text) == "tion"


def test_a_point_on_the_page_gives_its_word_and_an_empty_place_none(tmp_path: Path) -> None:
    article, places = placed(saved(tmp_path, pdf([column(LAMP, 50, 740, 400)])))
    (box,) = places.boxes_of(spot(article, "keeper"))
    entries = places.on_page(0)
    found = places.word_at(entries, (box.left + box.right) / 2, (box.top + box.bottom) / 2)
    assert found == spot(article, "keeper")
    assert places.word_at(entries, 0.5, 0.9) is None
    assert places.page_of(0) == 0


def test_a_title_under_a_line_that_the_text_has_after_it_is_found(tmp_path: Path) -> None:
    page = [Put(50, 800, "From the winter issue", 10), Put(50, 770, "What the keeper saw", 20, bold=True)]
    article, places = placed(saved(tmp_path, pdf([[*page, *column(HARBOUR * 2, 50, 730, 400)]])))
    assert article.text.startswith("What the keeper saw")
    (title,) = places.boxes_of(spot(article, "What the keeper saw"))
    assert title.top < (842 - 770) / 842 < title.bottom


def test_a_turned_page_is_measured_and_placed_as_it_is_shown(tmp_path: Path) -> None:
    data = pdf([column(HARBOUR, 50, 740, 400)]).replace(b"/MediaBox", b"/Rotate 90 /MediaBox", 1)
    file = saved(tmp_path, data)
    (size,) = page_sizes(str(file), LIMITS)
    assert (size.width, size.height) == (842, 595)
    article, places = placed(file)
    (box,) = places.boxes_of(spot(article, "harbour"))
    assert box.left < 740 / 842 < box.right  # upright letters lie on their side, near the right edge
    assert box.bottom - box.top > box.right - box.left


def test_another_text_than_the_articles_is_told_by_its_share(tmp_path: Path) -> None:
    file = saved(tmp_path, pdf([column(HARBOUR, 50, 740, 400)]))
    article = read_file(saved(tmp_path, pdf([column(MARKET + LAMP, 50, 740, 400)]), "b.pdf"))
    assert places_of(str(file), article.text, article.blocks, LIMITS, lambda: None).share < 0.5


def test_a_page_is_drawn_in_the_width_that_is_asked_for_and_never_too_large(tmp_path: Path) -> None:
    file = str(saved(tmp_path, pdf([[Put(50, 700, "Ink", 40)]])))
    picture = draw_page(file, 0, 300, LIMITS)
    assert (picture.width, picture.height) == (300, round(300 * 842 / 595))
    assert len(picture.pixels) == 4 * picture.width * picture.height
    assert min(picture.pixels[0::4]) < 60 < 250 < picture.pixels[0]  # ink on white
    large = draw_page(file, 0, 100_000, LIMITS)
    assert large.width * large.height <= 8_100_000


def test_a_file_that_is_gone_or_no_pdf_any_more_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"“a\.pdf” is not where it was\.") as refused:
        draw_page(str(tmp_path / "a.pdf"), 0, 300, LIMITS)
    assert refused.value.next_step
    file = tmp_path / "a.txt"
    file.write_text("The lamp went out.", "utf-8")
    assert page_sizes(str(file), LIMITS) == ()
    assert places_of(str(file), "The lamp", (), LIMITS, lambda: None) == Places()
    with pytest.raises(DamagedFile, match="has no page 2 any more"):
        draw_page(str(saved(tmp_path, pdf([[]]), "b.pdf")), 1, 300, LIMITS)
