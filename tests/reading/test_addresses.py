"""Addresses of a file that may be shown: absolute, of the web, and elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reading.addresses import web_address


@pytest.mark.parametrize(
    ("written", "base", "address"),
    [
        ("https://example.org/a", "", "https://example.org/a"),
        (" https://example.org/\na ", "", "https://example.org/a"),
        ("/b?c=1", "https://example.org/a", "https://example.org/b?c=1"),
        ("//other.example/x", "https://example.org/a", "https://other.example/x"),
    ],
)
def test_an_address_of_the_web_is_made_absolute(written: str, base: str, address: str) -> None:
    assert web_address(written, base) == address


@pytest.mark.parametrize(
    "written",
    ["", "#note1", "javascript:alert(1)", "file:///etc/hosts", "data:text/html,x", "mailto:a@example.org", "b/c.html",
     "https://", "http://[::1", "http://example.org:x/", "https://e.org/\u202egnp.exe", "https://e.org/" + "a" * 2000],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_none(written: str) -> None:
    assert web_address(written) == ""


def test_a_place_of_the_same_page_is_not_elsewhere() -> None:
    assert web_address("https://example.org/a#x", "https://example.org/a") == ""


@given(st.text(max_size=60), st.text(max_size=30))
def test_any_string_is_answered_with_an_address_or_nothing(written: str, base: str) -> None:
    assert web_address(written, base) == "" or web_address(written, base).startswith(("http://", "https://"))
