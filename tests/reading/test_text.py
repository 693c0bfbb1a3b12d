"""Plain text: titles, bylines, headings, lists, quoted passages, wrapped lines, verse."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reading.limits import Limits
from app.reading.origin import Origin
from app.reading.read import read_bytes
from tests.reading.reads import blocks_of, read, read_or_fail_well

BODY = "The ferry left the island at six in the morning, and nobody on the quay was surprised to see it go."
LONG = f"{BODY} {BODY}"


def test_a_short_first_line_is_the_title_and_the_byline_fills_the_metadata() -> None:
    article = read(f"Ferry leaves early\nBy Ida Holm · The Bay Post · 4 May 2026\n\n{LONG}\n")
    assert blocks_of(article)[:2] == [
        ("heading", "Ferry leaves early"),
        ("byline", "By Ida Holm · The Bay Post · 4 May 2026"),
    ]
    about = article.metadata
    assert (about.title, about.byline, about.source, about.date) == (
        "Ferry leaves early",
        "Ida Holm",
        "The Bay Post",
        "2026-05-04",
    )
    assert about.language == "en"


def test_title_and_byline_of_equal_length_are_not_taken_for_wrapped_lines() -> None:
    title = "A minister offers the harbour money, with a condition"
    article = read(f"{title}\nBy Ida Holm and Per Strand · The Bay Post · 4 May 2026\n{LONG}\n")
    assert blocks_of(article)[0] == ("heading", title)
    assert article.metadata.byline == "Ida Holm and Per Strand"


def test_a_first_line_that_is_a_paragraph_is_no_title_and_the_files_name_serves() -> None:
    article = read(f"{LONG}\nClose ties across the bay\n{LONG}\n", "ferry-and-island.txt")
    assert [kind for kind, _ in blocks_of(article)] == ["paragraph", "heading", "paragraph"]
    assert article.metadata.title == "Ferry and Island"


@pytest.mark.parametrize(
    "line",
    ["By midnight the harbour was empty.", "By then, 300 people had come", "by and large"],
)
def test_a_sentence_that_begins_with_by_is_no_byline(line: str) -> None:
    article = read(f"Ferry leaves early\n\n{line}\n\n{LONG}\n")
    assert article.metadata.byline == ""
    assert "byline" not in [kind for kind, _ in blocks_of(article)]


@pytest.mark.parametrize(
    ("line", "author", "date"),
    [
        ("By Ida Holm", "Ida Holm", ""),
        ("BY IDA HOLM", "Ida Holm", ""),
        ("By Ida Holm, 4 May 2026", "Ida Holm", "2026-05-04"),
        ("Ida Holm | May 4, 2026 | 5 min read", "Ida Holm", "2026-05-04"),
        ("Published: 2026-05-04", "", "2026-05-04"),
        ("Monday, 4 May 2026", "", "2026-05-04"),
    ],
)
def test_bylines_in_their_usual_forms(line: str, author: str, date: str) -> None:
    article = read(f"Ferry leaves early\n{line}\n\n{LONG}\n")
    assert blocks_of(article)[1] == ("byline", line)
    assert article.metadata.date == date
    if author:
        assert article.metadata.byline == author


def test_a_wrapped_paragraph_is_one_block_and_its_line_breaks_stay_in_the_text() -> None:
    wrapped = (
        "The ferry left the island at six in the morning, and\n"
        "nobody on the quay was surprised to see it go, since\n"
        "it had done so every day.\n"
    )
    article = read(f"{wrapped}\n{wrapped}")
    assert [kind for kind, _ in blocks_of(article)] == ["paragraph", "paragraph"]
    assert article.text == f"{wrapped}\n{wrapped}"


def test_verse_keeps_its_lines_apart() -> None:
    verse = "The tide is out,\nthe quay is long,\nthe gulls about,\nthe clock is wrong."
    article = read(f"A song of the quay\n\n{verse}\n\n{LONG}\n")
    assert [words for _, words in blocks_of(article)][1:5] == verse.split("\n")


def test_lists_lose_their_dash_but_keep_their_number() -> None:
    article = read(f"{LONG}\n\n- rope\n- tar, which is\n  black\n\n1. Cast off\n2. Wait\n\n{LONG}\n")
    assert blocks_of(article)[1:5] == [
        ("list_item", "rope"),
        ("list_item", "tar, which is\n  black"),
        ("list_item", "1. Cast off"),
        ("list_item", "2. Wait"),
    ]


def test_a_single_dash_is_speech_and_not_a_list() -> None:
    article = read(f"{LONG}\n\n- And then? he asked her.\n\n{LONG}\n")
    assert [kind for kind, _ in blocks_of(article)] == ["paragraph"] * 3


def test_quoted_lines_are_block_quotes_without_their_mark() -> None:
    article = read(f"{LONG}\n\n> No harbour is ever paid for once.\n\n{LONG}\n")
    assert blocks_of(article)[1] == ("block_quote", "No harbour is ever paid for once.")


def test_an_underlined_line_is_a_heading_without_its_line() -> None:
    article = read(f"{LONG}\n\nThe second day\n--------------\n\n{LONG}\n")
    assert blocks_of(article)[1] == ("heading", "The second day")


@pytest.mark.parametrize("line", ["Nobody came.", "It was late, he said:", "“Who is there?”", "* * *", "so it went"])
def test_a_short_line_with_a_stop_is_no_heading(line: str) -> None:
    article = read(f"{LONG}\n\n{line}\n\n{LONG}\n")
    assert "heading" not in [kind for kind, _ in blocks_of(article)]


def test_offsets_of_plain_text_are_the_files_own() -> None:
    text = f"Ferry leaves early 🛳\n\n{LONG} 漢字 cafe\u0301\r\nend of it\r\n"
    expected = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    assert read(text).text == expected


def test_a_long_text_is_cut_and_says_so() -> None:
    article = read_bytes((LONG + "\n\n").encode() * 50, Origin("long.txt"), limits=Limits(bytes=2_000))
    assert len(article.text) == 2_000
    assert article.notices == ("The file is very long: only its first 2,000 characters were read.",)


@given(st.text(max_size=400))
def test_any_text_reads_or_fails_with_a_sentence(text: str) -> None:
    article = read_or_fail_well(text.encode("utf-8", "replace"))
    assert article is None or article.text


def test_a_text_of_too_many_lines_or_paragraphs_is_cut_where_the_last_one_ends() -> None:
    lines = read_bytes(b"A line.\n" * 50, Origin("log.txt"), limits=Limits(lines=20))
    paragraphs = read_bytes(b"A line.\n\n" * 50, Origin("log.txt"), limits=Limits(blocks=20))
    assert (lines.text.count("A line."), paragraphs.text.count("A line.")) == (20, 20)
    assert lines.notices == ("The file is very long: only its first 20 lines were read.",)
    assert paragraphs.notices == ("The file is very long: only its first 20 paragraphs were read.",)
    assert paragraphs.blocks[-1].span.end == len(paragraphs.text)
