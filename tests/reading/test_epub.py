"""EPUB: the spine's order, chapters as headings, every block kept, copy protection told."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import pytest

from app.errors import DamagedFile, EmptyFile, NotText
from app.reading.limits import Limits
from app.reading.origin import Origin
from app.reading.read import read_bytes
from tests.reading.archives import epub_files, zipped
from tests.reading.illustrated import linked_in, picture, shown_in
from tests.reading.reads import assert_sound, blocks_of, read, read_or_fail_well

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


def test_chapters_follow_the_spine_under_the_books_title() -> None:
    metadata = (
        "<dc:title>The Lamp at Marrow Point</dc:title><dc:creator>Ana Reyes</dc:creator><dc:date>2024-05-01</dc:date>"
        "<dc:publisher>Quay Press</dc:publisher><dc:language>en-GB</dc:language>"
    )
    chapters = {"z.xhtml": "<h1>The wind</h1><p>It blew.</p>", "a%20b.xhtml": "<h1>The sea</h1><p>It&nbsp;rose.</p>"}
    files = epub_files(chapters, metadata)
    files["OEBPS/a b.xhtml"] = files.pop("OEBPS/a%20b.xhtml")
    article = read(zipped(files), "lamp.epub")
    assert blocks_of(article) == [
        ("heading", "The Lamp at Marrow Point"),
        ("heading", "The wind"),
        ("paragraph", "It blew."),
        ("heading", "The sea"),
        ("paragraph", "It\u00a0rose."),
    ]
    assert [b.level for b in article.blocks if b.kind == "heading"] == [1, 2, 2]
    said = article.metadata
    assert (said.byline, said.date, said.source, said.language) == ("Ana Reyes", "2024-05-01", "Quay Press", "en")


def test_every_kind_of_block_in_a_chapter_is_kept() -> None:
    body = (
        "<p>She wrote <em>a letter</em>.<a epub:type='noteref' href='#n'><sup>1</sup></a></p>"
        "<blockquote><p>Come home.</p></blockquote><ol start='3'><li>oil</li><li>rope<ul><li>new</li></ul></li></ol>"
        "<table><tr><th>Boat</th><th>Crew</th></tr><tr><td>Heron</td><td>4</td></tr></table>"
        "<figure><figcaption>The quay.</figcaption></figure><pre>SOS\n SOS</pre>"
        "<aside epub:type='footnote'><p>1. In ink.</p></aside><script>alert(1)</script><p hidden='hidden'>no</p>"
    )
    assert blocks_of(read(zipped(epub_files({"c.xhtml": body})), "a.epub"))[1:] == [
        ("paragraph", "She wrote a letter.[1]"),
        ("block_quote", "Come home."),
        ("list_item", "3. oil"),
        ("list_item", "4. rope"),
        ("list_item", "new"),
        ("table", "Boat | Crew"),
        ("table", "Heron | 4"),
        ("caption", "The quay."),
        ("code", "SOS\n SOS"),
        ("footnote", "1. In ink."),
    ]


def test_words_keep_their_order_where_marks_stand_within_marks() -> None:
    body = "<p>She <b><i>never</i> once</b> came <sup><a href='#x'>home</a></sup> again.</p>"
    assert blocks_of(read(zipped(epub_files({"c.xhtml": body})), "a.epub"))[1:] == [
        ("paragraph", "She never once came home again.")
    ]


def test_the_number_that_leads_back_from_a_note_gets_a_point() -> None:
    note = "<aside epub:type='footnote'><p><sup><a href='#r'>7</a></sup>In <a href='x'>ink</a>.</p></aside>"
    unnumbered = "<aside epub:type='footnote'><p>In <a href='x'>1906</a>.</p></aside>"
    found = blocks_of(read(zipped(epub_files({"c.xhtml": f"<p>She wrote.</p>{note}{unnumbered}"})), "a.epub"))
    assert found[2:] == [("footnote", "7. In ink."), ("footnote", "In 1906.")]


@pytest.mark.parametrize(
    ("label", "found"),
    [
        ("The wind", [("heading", "The wind"), ("paragraph", "It blew.")]),
        ("The sea", [("heading", "The sea"), ("paragraph", "The wind"), ("paragraph", "It blew.")]),
        ("Section 1", [("paragraph", "The wind"), ("paragraph", "It blew.")]),
        ("12", [("paragraph", "The wind"), ("paragraph", "It blew.")]),
    ],
)
def test_a_label_that_stands_in_the_chapter_is_its_heading_and_one_without_a_name_is_none(
    label: str, found: list[tuple[str, str]]
) -> None:
    files = epub_files({"c.xhtml": "<p>The wind</p><p>It blew.</p>"})
    point = f"<navLabel><text>{label}</text></navLabel><content src='c.xhtml'/>"
    files["OEBPS/toc.ncx"] = f"<ncx><navMap><navPoint>{point}</navPoint></navMap></ncx>"
    assert blocks_of(read(zipped(files), "a.epub"))[1:] == found


def test_a_title_that_the_text_begins_with_is_not_repeated() -> None:
    found = blocks_of(read(zipped(epub_files({"c.xhtml": "<p>The Lamp at Marrow Point</p><p>It blew.</p>"})), "a.epub"))
    assert found == [("heading", "The Lamp at Marrow Point"), ("paragraph", "It blew.")]


def test_a_chapter_without_a_heading_takes_its_name_from_the_contents() -> None:
    files = epub_files({"c.xhtml": "<p>It blew.</p>"})
    files["OEBPS/toc.ncx"] = (
        "<ncx><navMap><navPoint><navLabel><text>The wind</text></navLabel><content src='c.xhtml#top'/></navPoint>"
        "</navMap></ncx>"
    )
    assert blocks_of(read(zipped(files), "a.epub"))[1] == ("heading", "The wind")


def test_a_chapter_that_is_not_well_formed_is_read_all_the_same() -> None:
    article = read(zipped(epub_files({"c.xhtml": "<p>It blew & <b>blew.<p>Then it stopped."})), "a.epub")
    assert [words for _, words in blocks_of(article)[1:]] == ["It blew & blew.", "Then it stopped."]


def test_a_protected_book_says_so_and_one_with_protected_fonts_opens() -> None:
    files = epub_files({"c.xhtml": "<p>It blew.</p>"})
    encryption = (
        "<encryption><EncryptedData><CipherData><CipherReference URI='{}'/></CipherData></EncryptedData></encryption>"
    )
    files["META-INF/encryption.xml"] = encryption.format("OEBPS/fonts/a.ttf")
    assert "It blew." in read(zipped(files), "a.epub").text
    files["META-INF/encryption.xml"] = encryption.format("OEBPS/c.xhtml")
    with pytest.raises(NotText, match="copy protection"):
        read(zipped(files), "a.epub")


def test_missing_chapters_are_told_and_a_book_without_any_is_damaged() -> None:
    files = epub_files({"a.xhtml": "<p>It blew.</p>", "b.xhtml": "<p>It rose.</p>"})
    del files["OEBPS/b.xhtml"]
    assert read(zipped(files), "a.epub").notices == ("1 of 2 chapters are missing from the file.",)
    del files["OEBPS/a.xhtml"]
    with pytest.raises(DamagedFile, match=r"“a\.epub” is damaged"):
        read(zipped(files), "a.epub")


def test_no_entity_in_a_book_is_expanded_and_no_other_file_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret words", encoding="utf-8")
    files = epub_files({"../../../../../etc/passwd": "", "c.xhtml": "<p>It blew &s; &a;.</p>"})
    files["OEBPS/c.xhtml"] = str(files["OEBPS/c.xhtml"]).replace(
        "<!DOCTYPE html>", f'<!DOCTYPE html [<!ENTITY s SYSTEM "{secret.as_uri()}"><!ENTITY a "grown">]>'
    )
    text = read(zipped(files), "a.epub").text
    assert "secret words" not in text
    assert "root:" not in text
    assert "grown" not in text
    assert "It blew" in text


def test_a_book_of_pictures_has_no_text() -> None:
    with pytest.raises(EmptyFile):
        read(zipped(epub_files({"c.xhtml": "<p><img src='a.png'/></p>"}, "")), "a.epub")


def test_links_that_lead_out_of_the_book_are_kept() -> None:
    body = (
        "<p>See <a href='https://example.org/'>the <em>quay</em></a>, <a href='d.xhtml#x'>below</a>, and "
        "<a href='mailto:a@example.org'>write</a>.</p><a href='http://example.org/b'><h2>Boats</h2><p>Many.</p></a>"
        "<ol><li> <a href='https://example.org/oil'>oil</a></li></ol><table><tr><td>Heron</td>"
        "<td>by <a href='https://example.org/ida'> Ida</a></td></tr></table>"
        "<aside epub:type='footnote'><p>1. In <a href='https://example.org/ink'>\ue000ink</a>.</p></aside>"
    )
    article = read(zipped(epub_files({"c.xhtml": body})), "a.epub")
    assert linked_in(article) == [
        ("the quay", "https://example.org/"), ("Many.", "http://example.org/b"), ("oil", "https://example.org/oil"),
        ("Ida", "https://example.org/ida"), ("ink", "https://example.org/ink"),
    ]  # fmt: skip


def test_pictures_of_a_book_stand_where_they_are_and_its_cover_first() -> None:
    cover = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:l='x'><image l:href='c.png'/></svg>"
    body = (
        "<h1>The wind</h1><figure><img src='../pictures/a%20b.png' alt='Ice at the quay'/><figcaption>The quay."
        "</figcaption></figure><p>It blew.<img src='c.png'/></p><p>It <img src='d.png' alt='d.png'/>rose.</p>"
        f"<p><img src='data:image/png;base64,{b64encode(picture('navy')).decode()}' alt='Night'/></p>"
    )
    files = epub_files({"text/cover.xhtml": cover, "text/w.xhtml": body, "text/s.xhtml": "<h1>The sea</h1>"})
    bare = read(zipped(files), "a.epub")
    files["OEBPS/pictures/a b.png"] = picture("teal")
    files["OEBPS/text/c.png"], files["OEBPS/text/d.png"] = picture("red"), picture("blue")
    article = read(zipped(files), "a.epub")
    assert shown_in(article) == [
        ("", "The wind"), ("Ice at the quay", "The quay."), ("", "It rose."), ("Night", "The sea")
    ]  # fmt: skip
    assert (article.text, article.blocks) == (bare.text, bare.blocks)


def test_a_cover_in_a_page_that_is_not_well_formed_is_shown() -> None:
    body = "<p>It blew.<br><svg><image xlink:href='a.png'></svg>"
    files = epub_files({"c.xhtml": body, "d.xhtml": "<p>It rose.</p>"})
    files["OEBPS/a.png"] = picture()
    assert shown_in(read(zipped(files), "a.epub")) == [("", "It rose.")]


def test_pictures_do_not_use_up_what_chapters_may_unpack_to() -> None:
    chapters = {f"{n}.xhtml": f"<p><img src='{n}.png'/>It blew.</p>" for n in range(4)}
    files = epub_files(chapters) | {f"OEBPS/{n}.png": picture(width=160 + n) + bytes(3_000_000) for n in range(4)}
    article = read_bytes(zipped(files), Origin("a.epub"), limits=Limits(unpacked=20_000))
    assert article.text.count("It blew.") == 4


@pytest.mark.parametrize("source", ["../../a.png", "file:///a.png", "https://example.org/a.png", "//host/a.png", "#a"])
def test_a_picture_outside_the_book_is_none(source: str) -> None:
    files = epub_files({"c.xhtml": f"<p><img src='{source}'/>It blew.</p>"}) | {"../a.txt": b""}
    assert read(zipped(files), "a.epub").illustrations == ()


@pytest.mark.corpus
@pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not there")
def test_every_book_of_the_corpus_reads_or_fails_with_a_sentence() -> None:
    files = sorted((DATA / "hostile" / "epub").glob("*.epub"))
    articles = [article for file in files if (article := read_or_fail_well(file))]
    assert len(articles) >= 0.8 * len(files)
    for article in articles:
        assert_sound(article)


def test_a_list_of_notes_is_notes_without_the_arrows_that_lead_back() -> None:
    body = (
        "<p>It froze.</p><section epub:type='footnotes'><ol><li epub:type='footnote'><p>For nights."
        "<a role='doc-backlink' href='#r'>↩︎</a></p></li></ol></section>"
    )
    assert blocks_of(read(zipped(epub_files({"c.xhtml": body})), "a.epub"))[-1] == ("footnote", "1. For nights.")
