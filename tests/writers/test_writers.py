"""One text as LibreOffice and Chromium write it, in every format that they have: the same paragraphs come out."""

from __future__ import annotations

import re
from base64 import b64encode
from itertools import permutations
from pathlib import Path

import pytest

from app.domain.article import Article
from app.reading.read import read_file
from tests.reading.illustrated import linked_in, picture, shown_in
from tests.reading.images import gradient, png
from tests.reading.images import saved as encoded
from tests.reading.reads import assert_sound, blocks_of
from tests.writers.convert import SOURCES, by_office, by_pandoc, chromium, office, pandoc, printed, saved
from tests.writers.expected import AUTHOR, BLOCKS, CAPTION, CELLS, DATE, NOTE, PARAGRAPHS, bare

_OFFICE = (
    "LibreOffice is not installed: no documents by it are read. On Debian: apt-get install libreoffice-writer-nogui"
)
_CHROMIUM = "Chromium is not installed: no pages saved by it are read. On Debian: apt-get install chromium"
_PANDOC = "Pandoc is not installed: no documents by it are read. On Debian: apt-get install pandoc"

pytestmark = [pytest.mark.writers, pytest.mark.timeout(300)]
with_office = pytest.mark.skipif(not office(), reason=_OFFICE)
with_pandoc = pytest.mark.skipif(not pandoc(), reason=_PANDOC)
with_chromium = pytest.mark.skipif(not chromium(), reason=_CHROMIUM)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("written")


def read(path: Path) -> Article:
    article = read_file(path)
    assert_sound(article)
    return article


@with_office
@pytest.mark.parametrize("suffix", ["docx", "odt", "rtf"])
def test_a_document_by_libreoffice_keeps_every_block_and_its_kind(suffix: str, folder: Path) -> None:
    article = read(by_office(SOURCES / "source.fodt", suffix, folder))
    assert blocks_of(article) == list(BLOCKS)
    assert (article.metadata.byline, article.metadata.date) == (AUTHOR, DATE)


@with_office
@pytest.mark.parametrize(("first", "second"), list(permutations(("docx", "odt", "rtf"), 2)))
def test_a_document_that_is_opened_and_saved_in_another_format_keeps_every_block(
    first: str, second: str, folder: Path
) -> None:
    once = by_office(SOURCES / "source.fodt", first, folder)
    named = once.rename(once.with_stem(f"from-{first}"))
    assert blocks_of(read(by_office(named, second, folder))) == list(BLOCKS)


@pytest.fixture(scope="module")
def illustrated(folder: Path) -> Path:
    """A text with links and two pictures, each with a caption: one in a paragraph of its own, one in a frame."""
    source = folder / "illustrated.fodt"
    pictures = {name: b64encode(picture(colour)).decode() for name, colour in (("first", "teal"), ("second", "red"))}
    source.write_text((SOURCES / "illustrated.fodt").read_text(encoding="utf-8").format(**pictures), encoding="utf-8")
    return source


@with_office
@pytest.mark.parametrize("suffix", ["docx", "odt", "rtf", "epub"])
def test_a_document_by_libreoffice_keeps_its_links_and_its_pictures_above_their_captions(
    suffix: str, folder: Path, illustrated: Path
) -> None:
    article = read(by_office(illustrated, suffix, folder))
    assert linked_in(article) == [
        ("the old quay", "https://example.org/quay?a=1&b=2#ice"), ("two", "https://example.com/"),
        ("boats", "http://example.com/b"), ("the list", "https://example.org/list"),
    ]  # fmt: skip
    said = ("Ropes like a fan", "Nets in the wind") if suffix != "epub" else ("", "")  # it writes file names instead
    assert shown_in(article) == [(said[0], "Picture 1: The ropes"), (said[1], "Picture 2: The nets")]


@with_office
@pytest.mark.parametrize("suffix", ["epub", "html"])
def test_a_text_exported_by_libreoffice_keeps_every_paragraph(suffix: str, folder: Path) -> None:
    assert_paragraphs(read(by_office(SOURCES / "source.fodt", suffix, folder)))


@with_office
def test_a_note_in_a_book_by_libreoffice_has_its_number(folder: Path) -> None:
    assert BLOCKS[-1] in blocks_of(read(by_office(SOURCES / "source.fodt", "epub", folder)))


@with_office
def test_a_note_in_a_page_by_libreoffice_is_kept(folder: Path) -> None:
    assert blocks_of(read(by_office(SOURCES / "source.fodt", "html", folder)))[-1] == BLOCKS[-1]


@with_office
def test_a_text_printed_by_libreoffice_keeps_every_word_in_order(folder: Path) -> None:
    article = read(by_office(SOURCES / "source.fodt", "pdf", folder))
    assert_words(article)
    assert_told(article)


@with_pandoc
@pytest.mark.parametrize(
    ("format", "suffix"),
    [
        ("docbook5", "xml"), ("jats", "xml"), ("tei", "xml"), ("docx", "docx"), ("odt", "odt"), ("epub3", "epub"),
    ],
)  # fmt: skip
def test_a_document_by_pandoc_keeps_every_block_and_its_kind(format: str, suffix: str, folder: Path) -> None:
    """Its captions stand above their tables, notes of books after their chapter, and TEI has no captions."""
    article = read(by_pandoc(SOURCES / "source.md", format, suffix, folder))
    wanted = [block for block in BLOCKS if block[0] not in ("caption", "footnote")]
    assert [block for block in blocks_of(article) if block in wanted] == wanted
    assert BLOCKS[-1] in blocks_of(article)
    assert format == "tei" or [words for kind, words in blocks_of(article) if kind == "caption"] == [CAPTION]
    assert article.metadata.byline == AUTHOR or format == "docx"


@with_pandoc
def test_a_page_by_pandoc_keeps_every_block_and_its_kind(folder: Path) -> None:
    article = read(by_pandoc(SOURCES / "source.md", "html5", "html", folder))
    moved = [block for block in BLOCKS if block[0] != "caption"]
    assert [block for block in blocks_of(article) if block[0] != "caption"] == moved


@with_pandoc
@pytest.mark.parametrize(("format", "suffix"), [("rtf", "rtf"), ("fb2", "fb2")])
def test_a_document_without_styles_by_pandoc_keeps_every_paragraph(format: str, suffix: str, folder: Path) -> None:
    assert_paragraphs(read(by_pandoc(SOURCES / "source.md", format, suffix, folder)))


@with_chromium
def test_a_page_saved_as_one_file_by_chromium_keeps_every_block(folder: Path) -> None:
    article = read(saved(SOURCES / "source.html", folder))
    assert_paragraphs(article)
    assert NOTE in article.text
    told = [(kind, bare(words)) for kind, words in blocks_of(article)]
    assert told[:-1] == [(kind, bare(words)) for kind, words in BLOCKS[:-1]]
    assert (article.format, article.metadata.byline, article.metadata.date) == ("mhtml", AUTHOR, DATE)
    assert "Ferries" not in article.text


@with_chromium
def test_a_page_saved_as_one_file_by_chromium_keeps_its_pictures_and_links(folder: Path) -> None:
    parts = folder / "parts"
    parts.mkdir()
    for name, number in (("a", 1), ("b", 2), ("c", 3), ("logo", 5)):
        (parts / f"{name}.png").write_bytes(png(number))
    (parts / "d.webp").write_bytes(encoded(gradient(404, 200), "WEBP"))
    held = b64encode(png(6)).decode()
    page = folder / "illustrated.html"
    page.write_text(
        "<!DOCTYPE html><html><head><title>Ice in the harbour</title></head><body>"
        '<header><a href="https://news.example/"><img src="parts/logo.png"></a></header>'
        f'<article><h1>Ice in the harbour</h1><p>{PARAGRAPHS[0]} <a href="https://ice.example/a">The report</a>.</p>'
        '<figure><img src="parts/a.png" alt="The quay"><figcaption>The quay on Monday.</figcaption></figure>'
        f'<p>{PARAGRAPHS[1]}</p><img src="parts/b.png" srcset="parts/c.png 1x" alt="Boats">'
        f'<p>{PARAGRAPHS[2]}</p><picture><source srcset="parts/d.webp" type="image/webp">'
        '<img src="parts/a.png"></picture>'
        f'<p>{PARAGRAPHS[0]}</p><img src="data:image/png;base64,{held}"><p>{PARAGRAPHS[1]}</p></article></body></html>',
        encoding="utf-8",
    )
    article = read(saved(page, folder))
    assert [(one.width, one.description) for one in article.illustrations] == [
        (401, "The quay"), (403, "Boats"), (404, ""), (406, ""),
    ]  # fmt: skip
    assert [(link.span.of(article.text), link.address) for link in article.links] == [
        ("The report", "https://ice.example/a")
    ]


@with_chromium
def test_a_page_printed_by_chromium_keeps_every_word_in_order(folder: Path) -> None:
    article = read(printed(SOURCES / "source.html", folder))
    assert_words(article)
    assert_told(article)
    assert "Ferries" not in article.text
    assert "Lantern" not in article.text


def assert_paragraphs(article: Article) -> None:
    """Every paragraph once and in order; every cell somewhere."""
    found = [bare(words) for kind, words in blocks_of(article) if kind != "table"]
    assert [words for words in found if words in PARAGRAPHS] == PARAGRAPHS
    assert [cell for cell in CELLS if cell not in article.text] == []


def assert_told(article: Article) -> None:
    """Headings, items, rows and captions of a printed text, each for itself; it may break into pages anywhere."""
    kinds = ("heading", "list_item", "table", "caption")
    told = [(kind, bare(words)) for kind, words in blocks_of(article) if kind in kinds]
    assert told == [(kind, bare(words)) for kind, words in BLOCKS if kind in kinds]


def assert_words(article: Article) -> None:
    """Every word in order, whatever stands between; every cell and the note somewhere. Emoji would need a font."""
    left = iter(re.findall(r"[\w’]+", article.text))
    wanted = re.findall(r"[\w’]+", " ".join(PARAGRAPHS))
    assert [word for word in wanted if word not in left] == []
    assert [cell for cell in CELLS if cell not in article.text] == []
    assert NOTE in article.text
