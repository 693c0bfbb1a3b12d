"""What is typed into the search is words and filters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.query import Filter, Query, parse_query, with_filter


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("harbour bridge", Query("harbour bridge")),
        ("bridge speaker:Solberg", Query("bridge", ((Filter.SPEAKER, "Solberg"),))),
        ('speaker:"Inga  Solberg" bridge', Query("bridge", ((Filter.SPEAKER, "Inga Solberg"),))),
        ('speaker:"Inga Sol', Query("", ((Filter.SPEAKER, "Inga Sol"),))),
        ("kind:quotes kind:people", Query("", ((Filter.KIND, "quote"), (Filter.KIND, "person")))),
        ("IS:Disputed", Query("", ((Filter.IS, "disputed"),))),
        ("tag:#winter", Query("", ((Filter.TAG, "winter"),))),
        ("before:2026-03 after:2025", Query("", ((Filter.BEFORE, "2026-03"), (Filter.AFTER, "2025")))),
        ("before:yesterday", Query("before:yesterday")),
        ("kind:cheese", Query("kind:cheese")),
        ("speaker:", Query("speaker:")),
        ("at 12:30", Query("at 12:30")),
        ("https://quay.example", Query("https://quay.example")),
        ("", Query("")),
    ],
)
def test_words_and_filters_are_told_apart(asked: str, expected: Query) -> None:
    assert parse_query(asked) == expected


def test_a_blank_at_the_end_is_kept_since_it_ends_the_last_word() -> None:
    assert parse_query("ferr ").words == "ferr "


@given(st.text(max_size=600))
def test_any_string_is_a_query(asked: str) -> None:
    query = parse_query(asked)
    assert len(query.filters) <= 8
    assert all(value for _, value in query.filters)


@given(st.sampled_from([Filter.SPEAKER, Filter.ENTITY]), st.text("ab c", min_size=1, max_size=12))
def test_a_filter_that_is_put_in_is_read_back(kind: Filter, value: str) -> None:
    value = " ".join(value.split())
    query = parse_query(with_filter("bridge", kind, value))
    assert query.values(kind) == ((value,) if value else ())
