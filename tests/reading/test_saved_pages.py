"""Pages that browsers save with their parts: as one file, in an archive, beside a folder."""

from __future__ import annotations

import plistlib
import struct
from pathlib import Path
from typing import Any

import pytest

from app.errors import DamagedFile, EmptyFile, NotText, TooLarge, UnreadableFile
from app.reading.limits import Limits
from app.reading.origin import Origin
from app.reading.read import read_bytes, read_file
from tests.reading.archives import zipped
from tests.reading.reads import blocks_of, read
from tests.reading.samples import SAMPLES, SECOND, SENTENCE, TITLE, XML_WEBARCHIVE

PAGE = SAMPLES["html"].data


def archive_of(**resource: object) -> bytes:
    main = {"WebResourceData": PAGE, "WebResourceMIMEType": "text/html", **resource}
    return plistlib.dumps({"WebMainResource": main}, fmt=plistlib.FMT_BINARY)


# Safari's


def test_a_web_archive_is_its_main_page_with_its_address() -> None:
    article = read(SAMPLES["webarchive"].data, "a.webarchive")
    assert (article.metadata.title, article.metadata.url) == (TITLE, "https://news.example/winter")
    assert [words for _, words in blocks_of(article)][:3] == [TITLE, SENTENCE, SECOND]


def test_a_web_archive_in_xml_is_read_too() -> None:
    assert SENTENCE in read(XML_WEBARCHIVE.data, "a.webarchive").text


def test_an_address_that_is_not_on_the_web_is_no_source() -> None:
    assert read(archive_of(WebResourceURL="file:///etc/passwd"), "a.webarchive").metadata.url == ""


def test_the_letters_of_a_web_archive_are_read_in_the_encoding_it_names() -> None:
    page = "<html><body><h1>Fähre</h1><p>Die Fähre blieb im Hafen, denn es fror – zum ersten Mal seit Jahren.</p>"
    data = archive_of(WebResourceData=page.encode("mac_roman", "replace"), WebResourceTextEncodingName="macintosh")
    assert "Die Fähre blieb" in read(data, "a.webarchive").text


@pytest.mark.parametrize("listed", [{}, {"WebMainResource": 3}, {"WebSubresources": []}, [1, 2], "words"])
def test_a_property_list_without_a_page_is_called_a_settings_file(listed: Any) -> None:
    with pytest.raises(NotText, match=r"“a\.webarchive” is a settings file"):
        read(plistlib.dumps(listed, fmt=plistlib.FMT_BINARY), "a.webarchive")


def test_a_web_archive_of_a_picture_and_one_of_nothing_say_so() -> None:
    with pytest.raises(NotText, match="holds no page but “image/png”"):
        read(archive_of(WebResourceMIMEType="image/png"), "a.webarchive")
    with pytest.raises(EmptyFile):
        read(archive_of(WebResourceData=b""), "a.webarchive")
    with pytest.raises(TooLarge, match="too large"):
        read_bytes(archive_of(), Origin("a.webarchive"), limits=Limits(member=100))


def binary_list(objects: list[bytes], places: list[int]) -> bytes:
    """A binary property list with its table of objects as it is told."""
    body = b"bplist00" + b"".join(objects)
    table = b"".join(struct.pack(">I", place) for place in places)
    return body + table + struct.pack(">6xBBQQQ", 4, 2, len(places), 0, len(body))


def test_objects_that_lie_over_one_another_are_refused_before_they_unfold() -> None:
    array = b"\xaf\x12" + struct.pack(">I", 50_000) + bytes(100_000)
    with pytest.raises(DamagedFile):
        read(binary_list([array], [8] * 20_000), "a.webarchive")


@pytest.mark.parametrize(
    "objects",
    [
        [b"\xa1\x00\x00"],  # an array that holds itself
        [b"\xaf\x13" + b"\xff" * 8],  # with more entries than there are bytes on earth
        [b"\x5f"],  # a text that ends within its length
        [b"\x8f" + bytes(16)],  # an identifier of Apple's
    ],
)
def test_odd_binary_lists_are_refused_with_a_sentence(objects: list[bytes]) -> None:
    with pytest.raises((DamagedFile, NotText)):
        read(binary_list(objects, [8]), "a.webarchive")


def test_deep_nesting_and_entities_in_a_list_are_refused() -> None:
    depth = 5_000
    deep = [b"\xa1" + struct.pack(">H", n + 1) for n in range(depth)] + [b"\x09"]
    with pytest.raises(DamagedFile):
        read(binary_list(deep, [8 + 3 * n for n in range(depth + 1)]), "a.webarchive")
    bomb = XML_WEBARCHIVE.data.replace(b"<plist", b'<!DOCTYPE plist [<!ENTITY a "a">]><plist', 1)
    with pytest.raises(DamagedFile):
        read(bomb, "a.webarchive")


# Chromium's


def test_the_page_that_an_archive_was_saved_from_is_read_and_not_the_frame_before_it() -> None:
    frame = b"----b\r\nContent-Type: text/html\r\nContent-Location: https://x.example/ad\r\n\r\n<p>Buy a boat.</p>\r\n"
    data = SAMPLES["mhtml"].data
    place = data.index(b"----b\r\n")
    located = data[place:].replace(
        b"charset=utf-8", b"charset=utf-8\r\nContent-Location: https://news.example/winter", 1
    )
    article = read(data[:place] + frame + located, "a.mhtml")
    assert SENTENCE in article.text
    assert "boat" not in article.text


# ZIP


def zip_of(*names: str) -> bytes:
    return zipped({name: PAGE if name.endswith((".html", ".htm")) else b"x" for name in names})


@pytest.mark.parametrize(
    "names",
    [
        ("Winter.html", "Winter_files/ad.html", "Winter_files/a.css"),
        ("Winter/Winter.htm", "Winter/Winter-Dateien/frame.html"),
        ("site/index.html", "site/about.html", "site/deep/index.html"),
        ("__MACOSX/._Winter.html", "Winter.html", "notes.txt"),
        ("Winter.html", "Winter_files\\ad.html", "Winter_files\\index.html"),
        ("../../Winter.html", "C:/x/y/z/Other.html"),
    ],
)
def test_the_main_page_of_an_archive_is_found(names: tuple[str, ...]) -> None:
    article = read(zip_of(*names), "a.zip")
    assert article.format == "zip"
    assert SENTENCE in article.text


@pytest.mark.parametrize("name", sorted(set(SAMPLES) - {"zip"}))
def test_one_page_or_document_of_any_format_is_read_within_an_archive(name: str) -> None:
    sample = SAMPLES[name]
    article = read(zipped({f"Sent/{sample.name}": sample.data, "Sent/README.txt": "Unpack me."}), "a.zip")
    assert SENTENCE in article.text
    assert article.format == "zip"


def test_the_title_of_a_packed_file_comes_from_its_own_name_and_sentences_name_the_archive() -> None:
    assert read(zipped({"The ice.html": f"<p>{SENTENCE}</p>"}), "mail.zip").metadata.title == "The ice"
    with pytest.raises(EmptyFile, match=r"“mail\.zip”"):
        read(zipped({"The ice.txt": b""}), "mail.zip")


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        (("a.html", "b.html"), r"“a\.zip” holds 2 pages, and none of them is the main one"),
        (("a.png", "README.txt"), r"“a\.zip” is an archive without a saved page in it"),
        (("a.txt", "b.md"), r"“a\.zip” holds 2 articles"),
        (("xl/workbook.xml", "a.html"), r"“a\.zip” is a spreadsheet"),
        (("ppt/presentation.xml",), r"“a\.zip” is a presentation"),
    ],
)
def test_an_archive_that_is_no_saved_page_says_what_it_is(files: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(NotText, match=sentence) as error:
        read(zip_of(*files), "a.zip")
    assert error.value.next_step


def test_archives_within_archives_and_empty_ones_are_not_opened() -> None:
    with pytest.raises(NotText):
        read(zipped({"page.html": zip_of("Winter.html")}), "a.zip")
    with pytest.raises(NotText, match="empty ZIP archive"):
        read(zipped({}), "a.zip")


def test_a_page_that_unpacks_to_far_more_than_a_page_is_refused() -> None:
    with pytest.raises(TooLarge):
        read(zipped({"a.html": b"<p>" + bytes(30_000_000)}), "a.zip")


# Beside a folder


@pytest.fixture
def complete(tmp_path: Path) -> Path:
    """A page saved with its parts: the page, and a folder that must not be looked into."""
    (tmp_path / "Winter.html").write_bytes(PAGE.replace(b"<h1>", b'<img src="Winter_files/a.png"><h1>'))
    parts = tmp_path / "Winter_files"
    parts.mkdir()
    (parts / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (parts / "ad.html").write_text("<p>Buy a boat now, before the ice comes back to the harbour.</p>")
    return tmp_path


def test_a_complete_page_is_opened_by_its_file_its_folder_and_the_folder_around(complete: Path) -> None:
    for path in (complete / "Winter.html", complete / "Winter_files", complete):
        article = read_file(path)
        assert article.metadata.title == TITLE
        assert SENTENCE in article.text
        assert "boat" not in article.text


def test_a_folder_is_read_where_it_holds_one_article_of_any_kind(tmp_path: Path) -> None:
    (tmp_path / "winter.docx").write_bytes(SAMPLES["docx"].data)
    (tmp_path / "README.txt").write_text("About this folder.")
    (tmp_path / ".hidden.txt").write_text("Nothing.")
    assert SENTENCE in read_file(tmp_path).text


def test_a_folder_of_several_articles_or_of_none_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="is a folder without an article in it"):
        read_file(tmp_path)
    (tmp_path / "a.html").write_bytes(PAGE)
    (tmp_path / "b.html").write_bytes(PAGE)
    with pytest.raises(UnreadableFile, match="is a folder of 2 articles"):
        read_file(tmp_path)


def test_a_link_in_a_folder_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "secret.html"
    outside.write_bytes(PAGE)
    folder = tmp_path / "page"
    folder.mkdir()
    (folder / "index.html").symlink_to(outside)
    with pytest.raises(UnreadableFile, match="without an article"):
        read_file(folder)


# XML


def test_a_page_in_xml_keeps_what_html_would_lose() -> None:
    words = " ".join([SENTENCE, SECOND])
    page = (
        '<?xml version="1.0"?><h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>Ice</h:title>'
        f'<h:script src="a.js"/></h:head><h:body><h:p><h:a id="x"/>{words}</h:p>'
        f"<h:p><![CDATA[{SENTENCE} < 3 & more]]></h:p></h:body></h:html>"
    )
    article = read(page, "a.xhtml")
    assert article.format == "xhtml"
    assert blocks_of(article)[1:] == [("paragraph", words), ("paragraph", f"{SENTENCE} < 3 & more")]


def test_a_page_that_says_it_is_xml_and_is_not_is_read_as_html() -> None:
    page = f'<?xml version="1.0"?><html><body><p>{SENTENCE}<br><p>{SECOND}&nbsp;<p>{SENTENCE} Again.</body></html>'
    assert SENTENCE in read(page, "a.xhtml").text


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("<q>We wait,</q> she said, <q>for <em>ever</em></q>.", "“We wait,” she said, “for ever”."),
        ("<q>He said <q>wait</q></q> – “<q>so</q>”, <q>«so»</q>, <q></q>.", "“He said ‘wait’” – “so”, «so», ."),
        ("<q><q>Wait</q> is what he said</q>.", "“‘Wait’ is what he said”."),
    ],
)
def test_quotations_that_browsers_put_into_marks_have_them(sentence: str, shown: str) -> None:
    page = f"<html><body><h1>Ice</h1><p>{SENTENCE} {sentence}</p><p>{SECOND}</p><p>{SENTENCE}</p></body></html>"
    assert f"{SENTENCE} {shown}" in read(page, "a.html").text
