"""XML made for texts: FB2, JATS, TEI and DocBook, told by their root, read without entities."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import pytest

from app.reading.read import read_file
from tests.reading.illustrated import linked_in, picture, shown_in
from tests.reading.reads import blocks_of, read, read_or_fail_well

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


def test_a_fictionbook_has_its_sections_verses_and_notes() -> None:
    article = read(
        """<?xml version="1.0"?><FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"
        xmlns:l="http://www.w3.org/1999/xlink"><description><title-info><author><first-name>Ana</first-name>
        <last-name>Reyes</last-name></author><book-title>The Lamp</book-title><date value="2024-05-01">May</date>
        <lang>en</lang></title-info></description><body><section><title><p>The wind</p></title><p>It <emphasis>blew
        </emphasis>.<a l:href="#n1" type="note">[1]</a></p><cite><p>Come home.</p></cite><poem><stanza><v>Wind,</v>
        <v>wind.</v></stanza></poem><table><tr><td>Heron</td><td>4</td></tr></table></section></body>
        <body name="notes"><section id="n1"><title><p>1</p></title><p>From the west.</p></section></body>
        <binary id="a.png">AAAA</binary></FictionBook>""",
        "lamp.fb2",
    )
    assert (article.metadata.byline, article.metadata.date, article.format) == ("Ana Reyes", "2024-05-01", "fb2")
    assert blocks_of(article) == [
        ("heading", "The Lamp"),
        ("heading", "The wind"),
        ("paragraph", "It blew .[1]"),
        ("block_quote", "Come home."),
        ("paragraph", "Wind,"),
        ("paragraph", "wind."),
        ("table", "Heron | 4"),
        ("footnote", "1. From the west."),
    ]


def test_a_journal_article_has_its_authors_abstract_sections_and_references() -> None:
    article = read(
        """<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Publishing DTD v1.2//EN" "JATS.dtd"><article
        article-type="research-article" xml:lang="en"><front><journal-meta><journal-title-group><journal-title>Ice Notes
        </journal-title></journal-title-group></journal-meta><article-meta><article-id pub-id-type="doi">10.1/ice
        </article-id><title-group><article-title>Ice in <italic>harbours</italic></article-title></title-group>
        <contrib-group><contrib contrib-type="author"><name><surname>Reyes</surname>
        <given-names>Ana</given-names></name></contrib><contrib contrib-type="author"><name><surname>Holt</surname>
        <given-names>Jon</given-names></name>
        </contrib></contrib-group><pub-date><day>3</day><month>1</month><year>2026</year></pub-date><abstract><p>
        It froze.</p></abstract></article-meta></front><body><sec><title>Methods</title><p>We waited<fn><p>Long.</p>
        </fn>.</p>
        <sec><title>Tools</title><list list-type="order"><list-item><p>rope</p></list-item></list></sec><fig>
        <label>1</label>
        <caption><p>The quay.</p></caption></fig></sec></body><back><ref-list><ref><mixed-citation>Holt, 2020.
        </mixed-citation></ref></ref-list></back></article>""",
        "ice.xml",
    )
    said = article.metadata
    assert (said.title, said.byline, said.date) == ("Ice in harbours", "Ana Reyes, Jon Holt", "2026-01-03")
    assert (said.source, said.url) == ("Ice Notes", "https://doi.org/10.1/ice")
    assert blocks_of(article)[1:] == [
        ("heading", "Abstract"),
        ("paragraph", "It froze."),
        ("heading", "Methods"),
        ("paragraph", "We waited[1]."),
        ("heading", "Tools"),
        ("list_item", "1. rope"),
        ("caption", "The quay."),
        ("footnote", "1. Long."),
        ("heading", "References"),
        ("list_item", "Holt, 2020."),
    ]
    assert [b.level for b in article.blocks if b.kind == "heading"] == [1, 2, 3, 4, 2]


def test_an_edited_text_has_its_heads_lines_and_notes_without_page_breaks() -> None:
    article = read(
        """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>
        The Lamp</title><author>Ana Reyes</author></titleStmt><publicationStmt><date when="1901">1901</date>
        </publicationStmt>
        </fileDesc></teiHeader><text><body><div><head>The wind</head><p>It blew<note>From the west.</note>
        <lb/>and <pb n="2"/>
        <fw>THE LAMP</fw>blew.</p><lg><l>Wind,</l><l>wind.</l></lg><quote><p>Come home.</p></quote></div></body></text>
        </TEI>""",
        "lamp.xml",
    )
    assert (article.metadata.byline, article.metadata.date) == ("Ana Reyes", "1901")
    assert blocks_of(article)[1:] == [
        ("heading", "The wind"),
        ("paragraph", "It blew[1] and blew."),
        ("paragraph", "Wind,"),
        ("paragraph", "wind."),
        ("block_quote", "Come home."),
        ("footnote", "1. From the west."),
    ]


def test_a_docbook_article_has_its_sections_and_lists() -> None:
    article = read(
        """<article xmlns="http://docbook.org/ns/docbook"><info><title>Ice</title><author><personname><firstname>Ana
        </firstname><surname>Reyes</surname></personname></author></info><para>It froze.</para><section><title>Boats
        </title><orderedlist><listitem><para>Heron</para></listitem><listitem><para>Petrel</para></listitem>
        </orderedlist>
        </section></article>""",
        "ice.xml",
    )
    assert (article.metadata.title, article.metadata.byline) == ("Ice", "Ana Reyes")
    assert blocks_of(article)[1:] == [
        ("paragraph", "It froze."),
        ("heading", "Boats"),
        ("list_item", "1. Heron"),
        ("list_item", "2. Petrel"),
    ]


@pytest.mark.parametrize("frame", ["<TEI>{}<text><p>It blew. &s;&b;</p></text></TEI>",
                                   "<FictionBook><body><p>It blew. &s;&b;</p></body></FictionBook>"])  # fmt: skip
def test_no_entity_is_expanded_and_no_file_read(frame: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret words", encoding="utf-8")
    bomb = '<!ENTITY a "grown grown"><!ENTITY b "&a;&a;&a;&a;">'
    subset = f'<!DOCTYPE x SYSTEM "{secret.as_uri()}" [<!ENTITY s SYSTEM "{secret.as_uri()}">{bomb}]>'
    assert read(subset + frame.format(""), "a.xml").text.startswith("It blew.")
    assert "secret words" not in read(subset + frame.format(""), "a.xml").text
    assert "grown" not in read(subset + frame.format(""), "a.xml").text


def test_elements_within_elements_without_end_do_not_stop_the_reader() -> None:
    deep = "<TEI><text>" + "<div>" * 5_000 + "<p>It blew.</p>" + "</div>" * 5_000 + "</text></TEI>"
    read_or_fail_well(deep, "a.xml")
    nested = (
        "<FictionBook><body>" + "<section>" * 150 + "<p>It blew.</p>" + "</section>" * 150 + "</body></FictionBook>"
    )
    assert "It blew." in read(nested, "a.fb2").text


@pytest.mark.corpus
@pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not there")
def test_every_bomb_of_the_corpus_reads_as_itself_or_fails_with_a_sentence() -> None:
    files = sorted(path for path in (DATA / "hostile" / "xml").iterdir() if path.is_file())
    articles = [article for file in files if (article := read_or_fail_well(file))]
    assert all(len(article.text) < 200_000 for article in articles)


@pytest.mark.parametrize(
    ("document", "tag"),
    [
        ('<article xmlns="http://docbook.org/ns/docbook"><title>Ice</title><para>{}</para></article>', "quote"),
        ('<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>{}</p></body></text></TEI>', "quote"),
        ('<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>{}</p></body></text></TEI>', "q"),
    ],
)
def test_quotations_within_a_sentence_have_marks_and_no_second_ones(document: str, tag: str) -> None:
    sentence = f"<{tag}>We wait,</{tag}> she said, “<{tag}>but <emph>never</emph> long</{tag}>”, <{tag}>«so»</{tag}>."
    assert blocks_of(read(document.format(sentence), "a.xml"))[-1] == (
        "paragraph",
        "“We wait,” she said, “but never long”, «so».",
    )


def test_a_quotation_of_its_own_in_tei_is_a_block() -> None:
    document = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>She wrote:</p><quote><p>Come.</p></quote>{}'
    found = blocks_of(read(document.format("<list type='ordered:arabic'><item>oil</item></list></body></text></TEI>")))
    assert found[-2:] == [("block_quote", "Come."), ("list_item", "1. oil")]


def test_a_journals_notes_lose_their_labels_and_references_get_their_numbers() -> None:
    document = (
        '<article article-type="news"><front><article-meta><contrib-group><contrib><string-name>Ana Reyes</string-name>'
        "</contrib></contrib-group></article-meta></front><body><p>It froze.<xref ref-type='fn' rid='n'>a</xref></p>"
        "</body><back><fn-group><fn id='n'><label>a</label><p>For nine nights.</p></fn></fn-group></back></article>"
    )
    article = read(document, "a.xml")
    assert article.metadata.byline == "Ana Reyes"
    assert blocks_of(article)[-2:] == [("paragraph", "It froze.[1]"), ("footnote", "1. For nine nights.")]


def test_titles_of_tables_are_captions_and_bullets_in_fictionbook_are_lists() -> None:
    table = (
        "<table><title>Boats</title><tgroup><tbody><row><entry>a</entry><entry>b</entry></row></tbody></tgroup></table>"
    )
    article = read(f'<article xmlns="http://docbook.org/ns/docbook"><title>Ice</title>{table}</article>', "a.xml")
    assert blocks_of(article)[1:] == [("caption", "Boats"), ("table", "a | b")]
    book = (
        '<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"><body><section><p>•\u00a0oil</p>'
        "<p>•\u00a0•\u00a0lamp oil</p></section></body><body name='notes'><section><title><p>1</p></title><p>Ice.</p>"
        "</section></body></FictionBook>"
    )
    found = read(book, "a.fb2")
    assert blocks_of(found) == [("list_item", "oil"), ("list_item", "lamp oil"), ("footnote", "1. Ice.")]
    assert [block.level for block in found.blocks] == [0, 1, 0]


@pytest.mark.parametrize(
    ("document", "wanted"),
    [
        (
            '<FictionBook xmlns:l="x"><body><section><p>At <a l:href="https://example.org/">the <code>quay</code></a>.'
            '<a l:href="#n" type="note">1</a></p></section></body><body name="notes"><section id="n"><title><p>1</p>'
            '</title><p>See <a l:href="https://example.org/b">b</a></p><p>twice.</p></section></body></FictionBook>',
            [("the quay", "https://example.org/"), ("b", "https://example.org/b")],
        ),
        (
            '<article article-type="news" xmlns:x="x"><front/><body><p>At <ext-link x:href="https://example.org/">the '
            '<italic>quay</italic></ext-link><fn><label>1</label><p>See <uri x:href="http://example.org/b">b</uri></p>'
            '</fn>, <ext-link ext-link-type="doi" x:href="10.1000/a&lt;b">here</ext-link></p></body><back><ref-list>'
            '<ref><mixed-citation>Holt,  2020. <pub-id pub-id-type="doi">10.1000/c</pub-id><pub-id pub-id-type="pmid">7'
            "</pub-id></mixed-citation></ref></ref-list></back></article>",
            [
                ("the quay", "https://example.org/"), ("here", "https://doi.org/10.1000/a%3Cb"),
                ("b", "http://example.org/b"), ("10.1000/c", "https://doi.org/10.1000/c"),
            ],
        ),
        (
            '<TEI><text><body><p>At <ref target="https://example.org/">the <hi>quay</hi></ref>, <ref target="#x">below'
            "</ref>.</p></body></text></TEI>",
            [("the quay", "https://example.org/")],
        ),
        (
            '<article xmlns="http://docbook.org/ns/docbook" xmlns:x="x"><title>Ice</title><para>At <link x:href='
            '"https://example.org/">the <emphasis>quay</emphasis></link>, <ulink url="http://example.org/b">b</ulink>, '
            '<link linkend="x">c</link>.</para></article>',
            [("the quay", "https://example.org/"), ("b", "http://example.org/b")],
        ),
    ],
    ids=["fb2", "jats", "tei", "docbook"],
)  # fmt: skip
def test_linked_words_lead_where_they_say(document: str, wanted: list[tuple[str, str]]) -> None:
    assert linked_in(read(document, "a.xml")) == wanted


def test_a_fictionbook_shows_its_pictures_by_their_ids_and_its_cover_first() -> None:
    stored = {"a.png": picture("teal"), "b": picture("red"), "cover.png": picture("blue")}
    binaries = "".join(f'<binary id="{name}">{b64encode(data).decode()}</binary>' for name, data in stored.items())
    document = (
        '<FictionBook xmlns:l="x"><description><title-info><book-title>The Lamp</book-title><coverpage>'
        '<image l:href="#cover.png"/></coverpage></title-info></description><body><section><p>It blew.</p>'
        '<image l:href="#a.png" alt="Ice at the quay"/><p>• oil<image l:href="#b"/></p><p>It <image l:href="#none"/>'
        '<image l:href="b"/><image l:href="https://example.org/a.png"/>rose.</p></section></body>{}</FictionBook>'
    )
    article = read(document.format(binaries), "a.fb2")
    assert shown_in(article) == [("", "It blew."), ("Ice at the quay", "oil"), ("", "It rose.")]
    assert article.text == read(document.format("<binary id='a.png'>!</binary>"), "a.fb2").text


def test_pictures_of_journals_lie_outside_and_are_not_opened(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(picture())
    document = tmp_path / "a.xml"
    document.write_text(
        '<article article-type="news" xmlns:x="x"><front/><body><fig><graphic x:href="a.png"/><caption><p>The quay.</p>'
        "</caption></fig></body></article>"
    )
    assert read_file(document).illustrations == ()
