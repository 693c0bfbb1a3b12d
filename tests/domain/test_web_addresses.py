"""Which addresses a browser may be given, and when words pretend to be another one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.web_addresses import host_of, is_web_address, pretended_host


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://harbour.example/plan?year=2026#costs", "harbour.example"),
        ("HTTP://Harbour.Example:8080", "harbour.example"),
        ("https://bank.example@other.example/", "other.example"),
        ("https://bank.example:secret@other.example:443/", "other.example"),
        ("https://bücher.example./", "bücher.example"),
        ("http://[2001:db8::1]/", "2001:db8::1"),
    ],
)
def test_the_host_is_the_one_that_a_browser_goes_to(address: str, host: str) -> None:
    assert host_of(address) == host


@pytest.mark.parametrize(
    "address",
    [
        "",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,hello",
        "mailto:ada@harbour.example",
        "//harbour.example",
        "harbour.example",
        "https://",
        "https:///harbour.example",
        "https://other.example\\@bank.example/",
        "https://bank.example\u202e/",
        "https://bank.example/a b",
        "https://bank.example:port/",
        "https://[bank/",
    ],
)
def test_what_a_browser_may_not_be_given_is_no_web_address(address: str) -> None:
    assert not is_web_address(address)


@pytest.mark.parametrize(
    ("words", "address", "named"),
    [
        ("www.bank.example", "https://other.example/", "bank.example"),
        ("https://bank.example/login", "https://other.example/", "bank.example"),
        ("see http://bank.example, again", "https://other.example/", "bank.example"),
        ("bank.com", "https://bank.com.other.example/", "bank.com"),
        ("harbour.org/plan", "https://www.harbour.org/plan/2026", ""),
        ("https://HARBOUR.example", "https://harbour.example/", ""),
        ("harbour.org", "https://news.harbour.org/", ""),
        ("more at bank.org", "https://other.example/", "bank.org"),
        ("Read on (bank.com/login).", "https://other.example/", "bank.com"),
        ("more at BANK.ORG", "https://other.example/", "bank.org"),
        ("more at bücher.de", "https://other.example/", "bücher.de"),
        ("more at bank.co.uk", "https://other.example/", "bank.co.uk"),
        ("more at bank.travel/offers", "https://other.example/", "bank.travel"),
        ("i.e. the wall, e.g. here", "https://other.example/", ""),
        ("more at harbour.org", "https://www.harbour.org/plan", ""),
        ("write to ada@bank.com", "https://other.example/", ""),
        ("the plan.Net losses grew", "https://other.example/", ""),
        ("the harbour plan", "https://other.example/", ""),
        ("e.g. in 1974", "https://other.example/", ""),
        ("plan.final", "https://other.example/", ""),
        ("40.5", "https://other.example/", ""),
        ("", "https://other.example/", ""),
    ],
)
def test_words_that_read_like_another_address_are_noticed(words: str, address: str, named: str) -> None:
    assert pretended_host(words, address) == named


@given(st.text(), st.text())
def test_any_words_and_any_address_are_looked_at_without_harm(words: str, address: str) -> None:
    assert not is_web_address(address) or address[:4].lower() == "http"
    assert isinstance(pretended_host(words, f"https://{address}"), str)
