"""Addresses in the words of any article become links, without the signs of the sentence around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.article import Article, Block, BlockKind, Hyperlink, Metadata
from app.domain.spans import Span
from app.reading.limits import Limits
from app.reading.written_addresses import with_written_addresses
from tests.reading.reads import read
from tests.reading.samples import SENTENCE


def article(text: str, kind: BlockKind = BlockKind.PARAGRAPH, links: tuple[Hyperlink, ...] = ()) -> Article:
    return Article(text, (Block(kind, Span(0, len(text))),), Metadata(), links=links)


def linked(text: str) -> list[str]:
    found = article(text)
    return [link.span.of(text) for link in with_written_addresses(found, Limits())]


@pytest.mark.parametrize(
    ("sentence", "address"),
    [
        ("See https://quay.example/ice.", "https://quay.example/ice"),
        ("(see https://quay.example/ice)", "https://quay.example/ice"),
        ("[https://quay.example/a_(b)], they say", "https://quay.example/a_(b)"),
        ("See <http://quay.example/?q=a,b&c=1#d>!", "http://quay.example/?q=a,b&c=1#d"),
        ("“https://quay.example/ice”, he said", "https://quay.example/ice"),
        ("HTTPS://QUAY.EXAMPLE/ICE…", "HTTPS://QUAY.EXAMPLE/ICE"),
        ("https://quay.example/ice's name", "https://quay.example/ice's"),
        ("见https://quay.example/ice。", "https://quay.example/ice"),
        ("见 https://quay.example/ice。", "https://quay.example/ice"),
        ("https://..., http://, xhttps://quay.example, ftp://quay.example, javascript://quay.example", ""),
        ("https://quay.example/" + "a" * 2_000, ""),
    ],
)
def test_an_address_ends_where_the_sentence_goes_on(sentence: str, address: str) -> None:
    assert linked(sentence) == ([address] if address else [])


def test_words_that_lead_somewhere_already_and_code_are_left_alone() -> None:
    text = "Ice: https://quay.example/ice and https://quay.example/tar"
    link = Hyperlink(Span(5, 29), "https://tracker.example/1")
    found = with_written_addresses(article(text, links=(link,)), Limits())
    assert found == (link, Hyperlink(Span(34, len(text)), "https://quay.example/tar"))
    assert with_written_addresses(article(text, BlockKind.CODE), Limits()) == ()


def test_an_article_has_no_more_links_than_it_may() -> None:
    text = "https://quay.example/1 https://quay.example/2 https://quay.example/3"
    assert len(with_written_addresses(article(text), Limits(links=2))) == 2
    assert len(with_written_addresses(article(text), Limits(block_links=1))) == 1


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.eml"])
def test_every_format_has_them(name: str) -> None:
    words = f"{SENTENCE} It is told at https://quay.example/ice. {SENTENCE}"
    head = "From: a@quay.example\nSubject: Ice\nMessage-ID: <1@quay.example>\n\n" if name == "a.eml" else ""
    page = f"<html><body><h1>Ice</h1><p>{words}</p><p>{SENTENCE}</p></body></html>"
    found = read(page if name == "a.html" else f"{head}Ice\n\n{words}\n\n{SENTENCE}\n", name)
    assert [(link.span.of(found.text), link.address) for link in found.links] == [
        ("https://quay.example/ice", "https://quay.example/ice")
    ]


@given(
    st.lists(
        st.sampled_from(["https://", "http://e.org", "/", ")", "(", ".", " ", "a", "[", "é", "\n", "_"]),
        min_size=1,
        max_size=40,
    )
)
def test_links_lie_in_order_within_the_words(parts: list[str]) -> None:
    text = "".join(parts)
    found = with_written_addresses(article(text), Limits())
    ends = [0, *(link.span.end for link in found)]
    assert all(end <= link.span.start < link.span.end <= len(text) for end, link in zip(ends, found, strict=False))
    assert all(link.span.of(text) == link.address for link in found)
