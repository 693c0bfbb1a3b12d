"""References that other programs read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.article import Metadata
from app.exchange.citation import authors, bibtex, family_first, plain, quoted, ris

VOTE = Metadata(
    "Harbour vote splits the council",
    "Ana Reyes",
    "2026-03-12",
    "The Coast Ledger",
    "en",
    "https://coast.example/a?b=1",
)


def test_plain_text_reads_as_a_sentence() -> None:
    assert plain(VOTE) == "Ana Reyes, “Harbour vote splits the council”, The Coast Ledger, 12 March 2026."
    assert plain(Metadata("Vote", "By Ana Reyes and Bo Dahl", "2026")) == "Ana Reyes and Bo Dahl, “Vote”, 2026."
    assert plain(Metadata()) == "“Untitled”."


def test_words_are_quoted_once_with_where_they_are_from() -> None:
    where = "(Ana Reyes, “Harbour vote splits the council”, The Coast Ledger, 12 March 2026)"
    assert quoted("one number\nand another", VOTE) == f"“one number and another” {where}"
    assert quoted("“Nobody sails for a wall,”", VOTE) == f"“Nobody sails for a wall,” {where}"


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ana Reyes", ("Ana Reyes",)),
        ("Ana Reyes, Bo Dahl and Cy Eng", ("Ana Reyes", "Bo Dahl", "Cy Eng")),
        ("Ana Reyes & Bo Dahl", ("Ana Reyes", "Bo Dahl")),
        ("Sam Holt, Jr.", ("Sam Holt, Jr.",)),
        ("Anders Sandberg", ("Anders Sandberg",)),
        ("Byron Ley", ("Byron Ley",)),
        ("", ()),
    ],
)
def test_a_byline_has_its_names(byline: str, names: tuple[str, ...]) -> None:
    assert authors(byline) == names


@pytest.mark.parametrize(
    ("name", "turned"),
    [
        ("Ana Reyes", "Reyes, Ana"),
        ("Ana de la Vega", "de la Vega, Ana"),
        ("Sam Holt, Jr.", "Holt, Sam, Jr."),
        ("Reuters", "Reuters"),
    ],
)
def test_family_names_come_first(name: str, turned: str) -> None:
    assert family_first(name) == turned


def test_ris_has_a_tag_a_line() -> None:
    assert ris([VOTE]).split("\r\n") == [
        "TY  - NEWS",
        "AU  - Reyes, Ana",
        "TI  - Harbour vote splits the council",
        "T2  - The Coast Ledger",
        "PY  - 2026",
        "DA  - 2026/03/12/",
        "LA  - en",
        "UR  - https://coast.example/a?b=1",
        "ER  - ",
        "",
    ]


def test_bibtex_keeps_the_title_and_names_the_parts_of_the_date() -> None:
    assert bibtex([VOTE]) == (
        "@article{reyes2026harbour,\n"
        "  author = {Reyes, Ana},\n"
        "  title = {{Harbour vote splits the council}},\n"
        "  journal = {The Coast Ledger},\n"
        "  year = {2026},\n"
        "  month = mar,\n"
        "  day = {12},\n"
        "  url = {https://coast.example/a?b=1},\n"
        "  langid = {english},\n"
        "}\n"
    )


def test_bibtex_escapes_what_latex_would_execute() -> None:
    entry = bibtex([Metadata(r"\input{secret} 5% & $x_1$ #2 ~^", "Ana Reyes", source="A & B")])
    assert r"{{\textbackslash{}input\{secret\} 5\% \& \$x\_1\$ \#2 \textasciitilde{}\textasciicircum{}}}" in entry
    assert r"journal = {A \& B}" in entry


def test_an_agency_is_no_person_and_equal_keys_are_told_apart() -> None:
    both = bibtex([Metadata("Vote", "Reuters", "2026"), Metadata("Vote", "Reuters", "2026")])
    assert "author = {{Reuters}}" in both
    assert re.findall(r"@article\{([^,]*),", both) == ["reuters2026vote", "reuters2026vote-2"]


def test_only_web_addresses_are_given_and_they_end_no_field() -> None:
    assert "url" not in bibtex([Metadata("Vote", url="javascript:alert(1)")])
    assert "url = {https://a.example/%7Bx%7D%5C}" in bibtex([Metadata("Vote", url="https://a.example/{x}\\")])


@given(st.builds(Metadata, *[st.text(max_size=30)] * 6))
def test_no_metadata_breaks_out_of_its_field(about: Metadata) -> None:
    for line in ris([about]).split("\r\n")[:-1]:
        assert re.match(r"[A-Z][A-Z0-9]  - ", line)
        assert line.splitlines() == [line]
    entry = bibtex([about])
    depth = 0
    for found in re.finditer(r"\\[{}]|[{}]", entry):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        assert depth >= 0
        assert depth > 0 or found.end() == len(entry) - 1
    assert depth == 0
    assert "\n" not in plain(about)
