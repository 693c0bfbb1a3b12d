"""What a page says about itself: headline and authors, from where they are most likely right."""

from __future__ import annotations

import json

import lxml.html
import pytest

from app.reading.dates import find_date
from app.reading.page_metadata import page_metadata
from app.reading.page_source import site_name, without_slogan
from app.reading.structured_data import Stated, stated_in
from tests.reading.reads import read


def page(head: str, body: str = "<h1>The lamp is out</h1><p>Nobody on the island was surprised.</p>") -> object:
    return lxml.html.document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")


def linked(data: object, wrapped: str = "{}") -> str:
    return f'<script type="application/ld+json">{wrapped.replace("{}", json.dumps(data))}</script>'


ARTICLE = {
    "@type": "NewsArticle",
    "headline": "The lamp is out",
    "author": [{"name": "Ana Reyes"}, {"name": "Jo Lind"}],
}


@pytest.mark.parametrize("wrapped", ["{}", "//<![CDATA[\n{}\n//]]>", "\n<![CDATA[\n{}\n]]>\n"])
def test_structured_data_is_found_however_it_is_wrapped(wrapped: str) -> None:
    tree = page(linked({"@graph": [{"@type": "WebSite", "name": "Ledger"}, ARTICLE]}, wrapped))
    assert stated_in(tree) == Stated("The lamp is out", "Ana Reyes, Jo Lind")


@pytest.mark.parametrize(
    "broken", ["{", "[[[[", '{"@type": 3, "author": {"name": []}}', '{"@type": "Article", "author": 7}']
)
def test_broken_data_says_nothing(broken: str) -> None:
    assert stated_in(page(f'<script type="application/ld+json">{broken}</script>')) == Stated()


def test_the_stated_headline_goes_before_the_shared_one_where_the_page_shows_it() -> None:
    shared = '<meta property="og:title" content="You will not believe this lamp">'
    assert page_metadata(page(linked(ARTICLE) + shared)).title == "The lamp is out"
    unseen = {"@type": "NewsArticle", "headline": "Lamp, island, dark: what to know"}
    assert page_metadata(page(linked(unseen) + shared)).title == "You will not believe this lamp"


def test_an_organisation_is_the_author_where_nobody_else_is() -> None:
    data = {"@type": "Article", "headline": "x", "author": {"@type": "Organization", "name": "Coast Ledger"}}
    assert page_metadata(page(linked(data))).byline == "Coast Ledger"
    assert page_metadata(page(linked(data) + '<meta name="author" content="Ana Reyes">')).byline == "Ana Reyes"
    assert page_metadata(page('<meta property="og:article:author" content="Coast Ledger">')).byline == "Coast Ledger"


def test_a_property_may_have_several_names() -> None:
    author = '<meta property="dc:creator twitter:site_name" content="Ana Reyes">'
    found = page_metadata(page(author + '<meta property="x:title dc:title" content="Dark">'))
    assert (found.byline, found.title) == ("Ana Reyes", "Dark")


def test_a_date_in_a_line_of_its_own_above_the_article_is_its_date() -> None:
    words = "The harbour of Marrow Point froze over on the second night, and the ferry stayed at the quay. " * 3
    dated = "<div class='meta'><span>Port Ellery, 12 January 2026</span></div>"
    body = f"<h1>The lamp is out</h1>{dated}<article><p>{words}</p><p>{words}</p></article>"
    assert read(f"<html><body>{body}</body></html>", "a.html").metadata.date == "2026-01-12"
    undated = body.replace(dated, "<p>Copyright 2019</p>")
    assert read(f"<html><body>{undated}</body></html>", "a.html").metadata.date == ""
    assert find_date("发布于 2026年1月12日") is not None


SITE = '<meta property="og:title" content="Coast News - Latest News"><title>The lamp is out</title>'


def test_the_sites_name_for_a_title_gives_way_to_what_window_and_heading_agree_on() -> None:
    assert page_metadata(page(SITE)).title == "The lamp is out"
    assert page_metadata(page(SITE, "<h1>Another</h1><p>Ice.</p>")).title == "Coast News - Latest News"


@pytest.mark.parametrize("empty", ["Document", "Untitled", "Untitled Document", ""])
def test_a_window_without_a_title_of_its_own_leaves_it_to_the_heading(empty: str) -> None:
    assert page_metadata(page(f"<title>{empty}</title>")).title == "The lamp is out"
    assert page_metadata(page(f"<title>{empty}</title>", "<h2>The lamp</h2><p>Ice.</p>")).title == "The lamp"


def test_a_heading_beside_the_article_is_not_its_title() -> None:
    beside = "<p>Ice.</p><aside><h2>More</h2></aside>"
    assert page_metadata(page("<title>Document</title>", beside)).title == "Document"


def test_a_wikis_name_is_its_pages_source() -> None:
    wiki = '<meta name="generator" content="MediaWiki 1.40"><title>Lamp - Harbourpedia</title>'
    assert page_metadata(page(wiki, "<h1>Lamp</h1>")).source == "Harbourpedia"


def test_a_wikis_page_has_no_date_from_words_about_something_else() -> None:
    wiki = '<meta name="generator" content="MediaWiki 1.40"><title>Lamp - Harbourpedia</title>'
    founded = "<h1>Lamp</h1><p>Lit <span class='published updated'>1998-02-28</span> by the pilots.</p>"
    assert page_metadata(page(wiki, founded)).date == ""
    assert page_metadata(page("<title>Lamp</title>", founded)).date == "1998-02-28"
    declared = '<meta property="article:published_time" content="2026-01-12">'
    assert page_metadata(page(wiki + declared, founded)).date == "2026-01-12"


@pytest.mark.parametrize(
    ("name", "host", "shown"),
    [
        ("Coast Ledger - All that the tide brings", "", "Coast Ledger"),
        ("All that the tide brings | Přístav.example", "www.pristav.example", "Přístav.example"),
        ("Coast Ledger", "", "Coast Ledger"),
        ("Ledger - Coast", "", "Ledger - Coast"),
    ],
)
def test_a_source_is_a_name_without_a_slogan(name: str, host: str, shown: str) -> None:
    assert without_slogan(name, host) == shown


def test_a_site_known_by_its_address_alone_is_called_as_it_calls_itself() -> None:
    url = "https://www.bayhow.example/lamp"
    assert site_name("Bayhow", "bayHow", Stated(), url, "") == "bayHow"
    assert site_name("Bayhow", "", Stated(), url, "How to mend a lamp | bayHow") == "bayHow"
    assert site_name("Bayhow", "", Stated(publisher="The Bay, How"), url, "") == "The Bay, How"
    assert site_name("Bayhow", "", Stated(), url, "") == "Bayhow"
    assert site_name("bayhow.example", "", Stated(), url, "") == ""


def test_a_publisher_may_be_named_elsewhere_in_the_data() -> None:
    data = [{**ARTICLE, "publisher": {"@id": "#us"}}, {"@type": "Organization", "@id": "#us", "name": "Coast Ledger"}]
    assert stated_in(page(linked({"@graph": data}))).publisher == "Coast Ledger"
    front = {"@type": "WebPage", "name": "Front", "publisher": {"name": "Coast Ledger"}}
    assert stated_in(page(linked(front))) == Stated(publisher="Coast Ledger")


def test_who_signed_an_article_goes_before_the_site_as_its_author() -> None:
    words = "<p>The harbour of Marrow Point froze over on the second night, and the ferry stayed at the quay.</p>" * 3
    head = "<head><title>The lamp - Coast Builders Blog</title><meta name='author' content='Coast Builders'></head>"
    signed = (
        f"<html>{head}<body><article><p>Posted by Ana Reyes, Engineer at the Quay</p>{words}</article></body></html>"
    )
    assert read(signed, "a.html").metadata.byline == "Ana Reyes"
    unsigned = f"<html>{head}<body><article>{words}</article></body></html>"
    assert read(unsigned, "a.html").metadata.byline == "Coast Builders"
