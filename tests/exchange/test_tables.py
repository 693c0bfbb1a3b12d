"""Tables that no spreadsheet executes."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.links import LinkEnd
from app.domain.marks import MarkKind
from app.exchange.tables import ENCODING, cell, claim_ledger, entity_table, quote_book
from tests.exchange.making import claim_row, entity_row, quote_row


@pytest.mark.parametrize(
    "value",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", '"=1', "'=1", "＝1"],
)
def test_no_cell_begins_as_a_formula(value: str) -> None:
    assert cell(value).startswith("'")


def test_what_would_begin_a_cell_where_semicolons_part_them_is_no_formula_either() -> None:
    assert cell("a;=1+1") == "a;'=1+1"
    assert cell('a; "=1+1') == "a; \"'=1+1"


@pytest.mark.parametrize("value", ["Ada Berg", "41 million", "a-b", "x = y", "“No,” she said; “never.”", ""])
def test_ordinary_words_stay_as_they_are(value: str) -> None:
    assert cell(value) == value


@given(st.text(alphabet="=+-@;,\t\r\n\"' a＝", min_size=1, max_size=12))
def test_whatever_is_written_is_executed_neither_with_commas_nor_with_semicolons(words: str) -> None:
    table = "".join(quote_book([quote_row(words, speaker=words, cue=words, title=words)]))
    for delimiter in ",;\t":
        for row in csv.reader(io.StringIO(table, newline=""), delimiter=delimiter):
            assert all(not re.match(r"\s*[=+\-@＝＋－＠\t\r]", value) for value in row), row


def test_the_quote_book_says_who_said_what_by_which_words_and_where() -> None:
    rows = list(csv.DictReader(io.StringIO("".join(quote_book([quote_row("“It is, well,\nbright”")])), newline="")))
    assert rows == [
        {
            "speaker": "Ada Berg",
            "quote": "“It is, well, bright”",
            "cue": "said",
            "kind": "direct",
            "standing": "suggested",
            "article": "Lamp news",
            "date": "2026-02-03",
            "from": "5",
            "to": "26",
        }
    ]


def test_the_ledger_and_the_entities_have_a_line_each() -> None:
    ledger = list(csv.DictReader(io.StringIO("".join(claim_ledger([claim_row("40 lamps burn.", "Bo Dahl")])))))
    assert [(r["claim"], r["holder"], r["status"]) for r in ledger] == [("40 lamps burn.", "Bo Dahl", "to check")]
    names = list(csv.DictReader(io.StringIO("".join(entity_table([entity_row("Ada Berg", "Berg", "A. Berg")])))))
    assert [(r["name"], r["other names"], r["mentions"]) for r in names] == [("Ada Berg", "Berg | A. Berg", "5")]


def test_the_ledger_has_the_passages_that_bear_on_a_claim_as_they_read_from_it() -> None:
    def linked(relation: str, outward: bool, title: str, words: str) -> LinkEnd:
        return LinkEnd("l", relation, outward, MarkKind.NOTE, "n", 3, None, title, words, None)

    ends = {
        "40 lamps burn.": [
            linked("supports", False, "Lamp count", "We counted\n40 lamps."),
            linked("contradicts", True, "Quay news", "No lamp burns."),
            linked("my own word", True, "Third article", ""),
        ]
    }
    rows = [claim_row("40 lamps burn."), claim_row("Two lamps burn.")]
    lines = "".join(claim_ledger(rows, lambda claim: ends.get(claim.passage.words, [])))
    first, second = csv.DictReader(io.StringIO(lines, newline=""))
    assert first["evidence"] == (
        "supported by: “We counted 40 lamps.” (Lamp count) | contradicts: “No lamp burns.” (Quay news)"
        " | my own word: Third article"
    )
    assert second["evidence"] == ""


def test_a_table_without_rows_has_its_heading_and_the_mark_that_excel_asks_for() -> None:
    (line,) = list(quote_book([]))
    assert line.encode(ENCODING).startswith(b'\xef\xbb\xbf"speaker",')
