"""Links of a page's article and of Markdown: their words, and where they lead from."""

from __future__ import annotations

import pytest

from app.domain.article import Article
from app.reading.origin import Origin
from app.reading.read import read_bytes
from tests.reading.reads import read
from tests.reading.samples import SECOND, SENTENCE, TITLE

CANONICAL = '<link rel="canonical" href="https://news.example/winter/ice">'


def page(*parts: str, head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><title>{TITLE}</title>{head}</head><body>"
        f"<nav><a href='https://news.example/'>Home</a></nav><article><h1>{TITLE}</h1><p>{SENTENCE}</p><p>{SECOND}</p>"
        f"{''.join(parts)}<p>{SENTENCE} It did so again in the spring.</p></article></body></html>"
    )


def links(article: Article) -> list[tuple[str, str]]:
    """Words and address of each, in order."""
    assert [link.span.start for link in article.links] == sorted(link.span.start for link in article.links)
    return [(link.span.of(article.text), link.address) for link in article.links]


def linked(part: str, head: str = CANONICAL) -> list[tuple[str, str]]:
    return links(read(page(f"<p>{SENTENCE} {part} {SENTENCE}</p>", head=head), "a.html"))


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ('<a href="https://ice.example/a">the ice report</a>', [("the ice report", "https://ice.example/a")]),
        ('<a href="../tar?x=1#y">\n the <b>tar</b> </a>', [("the tar", "https://news.example/tar?x=1#y")]),
        ('<a href="//ice.example">ice</a>', [("ice", "https://ice.example")]),
        ('<a href="https://ice.example/a"><i>i</i></a><i>ce</i>', [("i", "https://ice.example/a")]),
        ('<a href="https://ice.example"><q>ice</q></a>', [("“ice”", "https://ice.example")]),
        ('<a href="a">ice</a>, <a href="b">tar</a>', [
            ("ice", "https://news.example/winter/a"), ("tar", "https://news.example/winter/b"),
        ]),
        ('<a href="#notes">below</a>', []),
        ('<a href="https://news.example/winter/ice#notes">below</a>', []),
        ('<a href="javascript:alert(1)">ice</a> <a href="mailto:a@ice.example">a</a> <a href="file:///etc">b</a>', []),
        ('<a name="x">ice</a> <a href="">b</a> <a href="http://[::1">c</a> <a href="https://ice.example"></a>', []),
    ],
)  # fmt: skip
def test_words_lead_where_the_page_says(part: str, found: list[tuple[str, str]]) -> None:
    assert linked(part) == found


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ("", ""),
        ('<base href="https://other.example/x/">', "https://other.example/x/a"),
        ('<base href="/x/">' + CANONICAL, "https://news.example/x/a"),
        ('<base href=".">' + CANONICAL, "https://news.example/winter/a"),
        ('<meta property="og:url" content="https://news.example/og/">', "https://news.example/og/a"),
    ],
)
def test_addresses_count_from_where_the_page_says_it_is(head: str, address: str) -> None:
    assert linked('<a href="a">ice</a>', head) == ([("ice", address)] if address else [])


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- saved from url=(0033)https://news.example/winter/ice -->",
        "<!--\n Page saved with SingleFile \n url: https://news.example/winter/ice \n saved date: today\n-->",
    ],
)
def test_addresses_count_from_where_a_browser_saved_the_page(comment: str) -> None:
    markup = page(f'<p>{SENTENCE} <a href="../tar">tar</a></p>').replace("<html>", f"{comment}<html>")
    article = read(markup, "a.html")
    assert links(article) == [("tar", "https://news.example/tar")]
    assert article.metadata.url == "https://news.example/winter/ice"


def test_addresses_count_from_where_what_holds_the_page_says_it_was() -> None:
    markup = page(f'<p>{SENTENCE} <a href="../tar">tar</a></p>')
    article = read_bytes(markup.encode(), Origin("a.html", address="https://archive.example/x/ice"))
    assert links(article) == [("tar", "https://archive.example/tar")]


def test_links_keep_their_words_in_headings_lists_and_tables() -> None:
    parts = (
        '<h2>Of <a href="a">ice</a></h2><ol><li> <a href="b">tar</a> and rope</li>'
        '<li>hens, <a href="c">three</a></li></ol>'
        '<table><tr><th>cargo</th><th> the  <a href="d">tons</a></th></tr><tr><td>rope<br><a href="e">new</a></td>'
        "<td>2</td></tr></table>"
    )
    found = links(read(page(parts, head=CANONICAL), "a.html"))
    assert [(words, address.removeprefix("https://news.example/winter/")) for words, address in found] == [
        ("ice", "a"), ("tar", "b"), ("three", "c"), ("tons", "d"), ("new", "e"),
    ]  # fmt: skip


def test_a_link_around_blocks_leads_from_each_of_them() -> None:
    part = f'<a href="a"><p>{SENTENCE}</p><p>{SECOND}</p></a>'
    assert [words for words, _ in links(read(page(part, head=CANONICAL), "a.html"))] == [SENTENCE, SECOND]


@pytest.mark.parametrize(
    "call", ["Read more", "Continue reading →", "Share", "» Read the full story", "Leave a comment"]
)
def test_calls_to_go_on_are_no_links_of_the_article(call: str) -> None:
    assert links(read(page(f'<p><a href="https://ice.example">{call}</a></p>'), "a.html")) == []
    assert linked(f'<a href="https://ice.example">{call}</a>') != []


def test_links_change_no_letter_of_the_text() -> None:
    parts = (
        f"<p>{SENTENCE} <a href='https://ice.example'> ice\n and </a> tar.</p><ol><li><a href='x'> hens</a></li></ol>"
    )
    plain = parts.replace("href", "id")
    one, other = read(page(parts, head=CANONICAL), "a.html"), read(page(plain, head=CANONICAL), "a.html")
    assert (one.text, one.blocks) == (other.text, other.blocks)
    assert (len(one.links), len(other.links)) == (2, 0)


# Markdown


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("See [the *ice* report](https://ice.example/a) now.", [("the ice report", "https://ice.example/a")]),
        ("See [ice][1] and [tar].", [("ice", "https://ice.example/1"), ("tar", "https://ice.example/t")]),
        ("<https://ice.example/a>", [("https://ice.example/a", "https://ice.example/a")]),
        ("Bare https://ice.example/a, too.", [("https://ice.example/a", "https://ice.example/a")]),
        ("- of [ice](https://ice.example)", [("ice", "https://ice.example")]),
        ("1. of [ice](https://ice.example)", [("ice", "https://ice.example")]),
        ("> of [ice](https://ice.example)", [("ice", "https://ice.example")]),
        ("## Of [ice](https://ice.example)", [("ice", "https://ice.example")]),
        ("a|b\n-|-\nrope|[ice](https://ice.example)", [("ice", "https://ice.example")]),
        ("One  \n[ice](https://ice.example)  \nthree", [("ice", "https://ice.example")]),
        ("[![The quay](a.png)](https://ice.example)", [("The quay", "https://ice.example")]),
        ("[ice](/tar) [a](#b) [c](javascript:alert) `https://x`", []),
        ("    https://ice.example/code", []),
    ],
)
def test_markdown_keeps_its_links(words: str, found: list[tuple[str, str]]) -> None:
    text = f"# {TITLE}\n\n{SENTENCE}\n\n{words}\n\n[1]: https://ice.example/1\n[tar]: <https://ice.example/t>\n"
    assert links(read(text, "a.md")) == found


def test_the_addresses_of_markdown_count_from_where_its_header_says_it_was() -> None:
    text = f"---\ntitle: {TITLE}\nurl: https://news.example/winter/ice\n---\n\n{SENTENCE} [tar](../tar)\n"
    assert links(read(text, "a.md")) == [("tar", "https://news.example/tar")]
