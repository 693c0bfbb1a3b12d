"""Web pages: the article without its page, and nothing a page asks for is ever opened."""

from __future__ import annotations

import re
import select
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.errors import ReadingError
from app.reading.page_metadata import without_site
from app.reading.read import read_file
from tests.reading.reads import assert_sound, blocks_of, read, read_or_fail_well

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
LINE = "The ferry left the island at six in the morning, and nobody on the quay was surprised to see it go so early. "
PAGE = f"""\
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Ferry leaves early | The Bay Post</title>
<meta property="og:site_name" content="The Bay Post">
<meta name="author" content="Ida Holm">
<meta property="article:published_time" content="2026-05-04T06:30:00+02:00">
<link rel="canonical" href="https://baypost.example/ferry">
<script>document.write("never")</script><style>p {{ color: red }}</style></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sea">Sea</a></li></ul></nav>
<article><h1>Ferry leaves early</h1>
<p>{LINE}{LINE}</p>
<p>{LINE}</p><p>{LINE}</p>
<p style="display:none">hidden words</p>
<h2>What it carried</h2>
<p>There was more on board than usual, the harbour master said:</p>
<ol><li>rope of two kinds</li><li>tar, and brushes</li></ol>
<ul><li>three hens</li><li>a piano</li></ul>
<blockquote><p>Nobody is early who leaves when he must.</p></blockquote>
<figure><img src="ferry.png" alt=""><figcaption>The ferry at the quay on Monday.</figcaption></figure>
<pre>06:00  cast off
06:05  gone</pre>
<table><tr><th>cargo</th><th>tons</th></tr><tr><td>rope</td><td>2</td></tr></table>
<p>{LINE}</p>
</article><aside>Most read: nothing at all</aside><footer>All rights reserved</footer></body></html>
"""


def test_the_article_comes_with_its_blocks_and_without_its_page() -> None:
    article = read(PAGE, "story.html")
    assert_sound(article)
    found = blocks_of(article)
    assert found[0] == ("heading", "Ferry leaves early")
    for block in (
        ("heading", "What it carried"),
        ("list_item", "1. rope of two kinds"),
        ("list_item", "three hens"),
        ("block_quote", "Nobody is early who leaves when he must."),
        ("caption", "The ferry at the quay on Monday."),
        ("code", "06:00  cast off\n06:05  gone"),
        ("table", "rope | 2"),
    ):
        assert block in found
    for absent in ("never", "hidden words", "Home", "rights", "color", "Most read"):
        assert absent not in article.text


def test_a_paragraph_that_repeats_another_is_kept() -> None:
    paragraphs = [words for kind, words in blocks_of(read(PAGE, "story.html")) if kind == "paragraph"]
    assert paragraphs.count(LINE.strip()) == 3


def test_the_page_says_its_title_author_date_site_and_address() -> None:
    about = read(PAGE, "story.html").metadata
    assert about.title == "Ferry leaves early"
    assert about.byline == "Ida Holm"
    assert about.date == "2026-05-04"
    assert about.source == "The Bay Post"
    assert about.url == "https://baypost.example/ferry"
    assert about.language == "en"


@pytest.mark.parametrize(
    ("title", "source", "expected"),
    [
        ("Ferry leaves early | The Bay Post", "", "Ferry leaves early"),
        ("Ferry leaves early – The Bay Post", "The Bay Post", "Ferry leaves early"),
        ("The Bay Post: the ferry", "The Bay Post", "The Bay Post: the ferry"),
        ("Early, late – and gone", "The Bay Post", "Early, late – and gone"),
        ("A | B", "", "A | B"),
    ],
)
def test_the_sites_name_is_taken_off_a_title(title: str, source: str, expected: str) -> None:
    assert without_site(title, source) == expected


def test_a_page_is_known_by_its_content_and_not_by_its_name() -> None:
    assert read(PAGE, "story.txt").format == "html"
    assert read("Two words, and 3 < 4 at that.", "story.html").format == "text"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "windows-1252"])
def test_a_page_in_another_encoding_is_read(encoding: str) -> None:
    page = PAGE.replace("utf-8", encoding).replace("a piano", "a piano from Besançon")
    assert ("list_item", "a piano from Besançon") in blocks_of(read(page.encode(encoding), "story.html"))


def test_a_page_without_an_article_shows_all_of_its_text_and_says_so() -> None:
    menu = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(400))
    article = read(f"<html><body><ul>{menu}</ul><div>Bay <b>area</b> ferries</div></body></html>", "menu.html")
    assert ("list_item", "Section 7") in blocks_of(article)
    assert blocks_of(article)[-1] == ("paragraph", "Bay area ferries")
    assert article.notices == ("No article was found in this page: all of its text is shown.",)


def test_a_page_of_scripts_is_empty() -> None:
    with pytest.raises(ReadingError, match="no text"):
        read("<html><body><script>let words = 'many'</script></body></html>", "app.html")


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "markup",
    [
        "<" * 300_000,
        "<div>" * 300 + "Seen" + "</div>" * 300,
        "<div>" * 5_000 + "Seen",
        "<span>" * 5_000 + "Seen",
        "<ul><li>Seen " * 3_000,
        "<blockquote>" * 3_000 + "Seen",
        "Seen " * 300_000,
        "&" * 300_000,
        "<p " + "a=b " * 90_000 + ">Seen</p>",
        f"<p class='{'x' * 900_000}'>Seen</p>",
        "<p>Seen</p>" * 8_000,
        "<!--" * 90_000 + "-->Seen",
    ],
    ids="angles deep300 divs spans lists quotes words ampersands attributes class paragraphs comments".split(),
)
def test_hostile_markup_ends_with_an_article_or_a_sentence(markup: str) -> None:
    article = read_or_fail_well(f"<html><body>{markup}", "hostile.html")
    assert article is None or re.search(r"Seen|&|<", article.text)


_WATCHED = ("socket.", "open", "os.exec", "os.posix_spawn", "os.system", "subprocess.", "urllib.", "webbrowser.")
_seen: list[tuple[str, str]] | None = None


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if _seen is not None and event.startswith(_WATCHED):
        _seen.append((event, str(arguments[0]) if arguments else ""))


sys.addaudithook(_watch)  # cannot be taken away again, hence the switch


@pytest.fixture
def opened() -> Iterator[list[tuple[str, str]]]:
    """Every file, connection and program that Python opens while the test runs."""
    global _seen
    _seen = []
    yield _seen
    _seen = None


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A port that takes connections: libxml2 would connect from C, where no audit hook sees it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def test_nothing_that_a_hostile_page_asks_for_is_opened(
    tmp_path: Path, listener: socket.socket, opened: list[tuple[str, str]]
) -> None:
    host = f"http://127.0.0.1:{listener.getsockname()[1]}"
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret words", encoding="utf-8")
    file = secret.as_uri()
    page = tmp_path / "hostile.html"
    page.write_text(
        f"""<?xml version="1.0"?>
<!DOCTYPE html SYSTEM "{host}/page.dtd" [<!ENTITY secret SYSTEM "{file}">
<!ENTITY % remote SYSTEM "{host}/remote.ent"> %remote;]>
<html xmlns:xi="http://www.w3.org/2001/XInclude"><head><meta http-equiv="refresh" content="0;url={host}/">
<base href="{tmp_path.as_uri()}/"><link rel="stylesheet" href="{host}/style.css">
<link rel="canonical" href="{file}"><link rel="alternate" href="{host}/feed">
<style>@import url("{host}/more.css"); body {{ background: url({file}) }}</style>
<script src="{host}/script.js"></script></head>
<body onload="fetch('{host}/')"><article><p>{LINE}{LINE} &secret;</p>
<xi:include href="{file}" parse="text"/><img src="{host}/pixel.png"><img src="{file}">
<iframe src="{file}"></iframe><object data="{file}"></object><embed src="secret.txt">
<a href="{file}">a link to a file</a><video src="{host}/film" autoplay></video>
<form action="{host}/"><input name="x"></form><p>{LINE}{LINE}</p></article></body></html>""",
        encoding="utf-8",
    )
    read_file(page)  # parsers open their own data on first use
    opened.clear()
    article = read_file(page)
    assert opened == [("open", str(page))]
    assert select.select([listener], [], [], 0.2)[0] == []
    assert article.format == "xhtml"
    assert "secret words" not in article.text
    assert "file:" not in article.metadata.url
    assert LINE.strip() in article.text


@pytest.mark.corpus
@pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not there")
@pytest.mark.parametrize("folder", ["pages", "hostile/xml"])
def test_every_page_of_the_corpus_reads_or_fails_with_a_sentence(folder: str, opened: list[tuple[str, str]]) -> None:
    files = sorted(path for path in (DATA / folder).rglob("*") if path.is_file() and path.suffix != ".json")
    assert sum(read_or_fail_well(file) is not None for file in files) >= len(files) * 0.9
    assert not [entry for entry in opened if entry[0].startswith("socket.")]


_NOTED = (
    "<html><body><article><h1>Ice in the harbour</h1><p>The lane was cut by the pilots before noon, as every winter"
    "{reference}, and the ferry left an hour later than the table says it should.</p><p>Nobody was surprised: the "
    "lighthouse keeper had written down nine nights of frost, one after the other, and the tenth was the coldest."
    "</p></article>{note}<footer><a href='#top'>Up</a></footer></body></html>"
)


@pytest.mark.parametrize(
    ("reference", "note"),
    [
        (
            '<a class="sdfootnoteanc" name="s1anc" href="#s1sym"><sup>1</sup></a>',
            '<div id="s1"><p><a name="s1sym" href="#s1anc">1</a>Since 1906.</p></div>',
        ),
        (
            '<a href="#fn1" id="fnref1"><sup>1</sup></a>',
            '<ol><li id="fn1"><p>Since 1906.<a href="#fnref1" role="doc-backlink">↩︎</a></p></li></ol>',
        ),
        (
            '<sup id="cite_ref-1"><a href="#cite_note-1">[1]</a></sup>',
            '<ol><li id="cite_note-1"><a href="#cite_ref-1">^</a> Since 1906.</li></ol>',
        ),
    ],
)
def test_a_note_that_the_article_refers_to_is_kept_with_its_number(reference: str, note: str) -> None:
    article = read(_NOTED.format(reference=reference, note=note), "page.html")
    assert blocks_of(article)[-1] == ("footnote", "1. Since 1906.")
    assert "every winter[1], and" in article.text


def test_a_sign_that_leads_to_a_section_is_no_note() -> None:
    section = '<section id="s1"><h2>More</h2><p>A second part of the article begins here and says more.</p></section>'
    article = read(_NOTED.format(reference=' (<a id="r" href="#s1">1</a>)', note=section), "page.html")
    assert "footnote" not in [kind for kind, _ in blocks_of(article)]
