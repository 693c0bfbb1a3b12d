"""File names that every system takes, and that stay."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.portable import Named
from app.exchange.names import assign, safe_stem

_DEVICES = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Harbour vote splits the council", "Harbour vote splits the council"),
        ("Who pays? 41/2 “answers”: a list", "Who pays 41 2 “answers” a list"),
        ("../../etc/passwd", "etc passwd"),
        ("C:\\Windows\\notes", "C Windows notes"),
        ("CON", "CON_"),
        ("nul.txt", "nul.txt_"),
        ("  dots at the end...  ", "dots at the end"),
        (".hidden", "hidden"),
        ("[[Link]]|#^x", "Link x"),
        ("a\x00b\nc", "a b c"),
        ("", "Untitled"),
        ("???", "Untitled"),
    ],
)
def test_a_title_becomes_a_name_that_every_system_takes(title: str, stem: str) -> None:
    assert safe_stem(title) == stem


@given(st.text(max_size=400))
def test_any_title_becomes_one_short_visible_file_name(title: str) -> None:
    stem = safe_stem(title)
    assert stem
    assert len(stem.encode("utf-8")) <= 121
    assert not set(stem) & set('<>:"/\\|?*[]#^\x00\n\r\t')
    assert stem == stem.strip(" .")
    assert stem.split(".")[0].casefold() not in _DEVICES


def test_a_long_title_ends_at_a_word_and_never_within_a_letter() -> None:
    assert safe_stem("harbour " * 30) == ("harbour " * 15).strip()
    assert safe_stem("港" * 200) == "港" * 40


def test_of_two_equal_titles_the_later_one_gets_its_number_whatever_the_case() -> None:
    items = [Named(3, "Vote"), Named(9, "VOTE"), Named(5, "Budget")]
    assert assign(items, {}) == {3: "Vote", 9: "VOTE (9)", 5: "Budget"}


def test_a_name_stays_when_an_article_with_the_same_title_comes_or_goes() -> None:
    first = assign([Named(3, "Vote"), Named(9, "Vote")], {})
    assert assign([Named(9, "Vote")], first) == {9: "Vote (9)"}
    assert assign([Named(2, "Vote"), Named(9, "Vote"), Named(3, "Vote")], first) == {
        2: "Vote (2)",
        3: "Vote",
        9: "Vote (9)",
    }


def test_a_name_follows_a_new_title_and_leaves_files_that_are_not_ours() -> None:
    assert assign([Named(3, "Count")], {3: "Vote"}) == {3: "Count"}
    assert assign([Named(3, "Vote")], {}, taken={"vote"}) == {3: "Vote (3)"}


@given(st.lists(st.text(alphabet="aAäÄ ()1", max_size=4), max_size=12))
def test_no_two_names_are_one_file_on_any_system(titles: list[str]) -> None:
    stems = assign([Named(i, title) for i, title in enumerate(titles)], {})
    assert len({unicodedata.normalize("NFD", stem.casefold()) for stem in stems.values()}) == len(titles)
    assert assign([Named(i, title) for i, title in enumerate(titles)], stems) == stems
