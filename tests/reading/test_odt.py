"""OpenDocument texts, written by hand after what LibreOffice writes."""

from __future__ import annotations

from zipfile import ZIP_STORED

import pytest

from app.errors import DamagedFile, NotText
from tests.reading.archives import zipped
from tests.reading.illustrated import linked_in, picture, shown_in
from tests.reading.reads import blocks_of, read

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {"office": "office", "text": "text", "table": "table", "style": "style", "meta": "meta"}.items()
)
STYLES = (
    '<style:style style:name="P1" style:parent-style-name="Quotations"/>'
    '<style:style style:name="P2" style:parent-style-name="Title"/>'
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/>'
    "</text:list-style>"
)


def odt(body: str, **files: str) -> bytes:
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{STYLES}</office:automatic-styles><office:body>"
        f"<office:text>{body}</office:text></office:body></office:document-content>"
    )
    more = {f"{name}.xml": words for name, words in files.items()}
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, **more})


def test_every_kind_of_block_is_told_by_tag_and_style() -> None:
    body = (
        '<text:p text:style-name="P2">Winter closes the harbour</text:p><text:h text:outline-level="1">The ice</text:h>'
        "<text:p>The ferry<text:s/>stayed <text:span>at the quay</text:span>."
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>In January.</text:p>"
        "</text:note-body></text:note></text:p>"
        '<text:p text:style-name="P1">Nobody is surprised.</text:p>'
        '<text:list text:style-name="L1"><text:list-item><text:p>wait</text:p><text:list text:style-name="L2">'
        "<text:list-item><text:p>long</text:p></text:list-item></text:list></text:list-item>"
        "<text:list-item><text:p>row</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>Heron</text:p></table:table-cell>"
        "<table:table-cell><text:p>4</text:p></table:table-cell></table:table-row></table:table>"
        "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
    )
    meta = (
        f"<office:document-meta {NAMES}><office:meta><meta:initial-creator>Ana Reyes</meta:initial-creator>"
        "<meta:creation-date>2026-01-12T09:30:00</meta:creation-date></office:meta></office:document-meta>"
    )
    article = read(odt(body, meta=meta), "a.odt")
    assert (article.metadata.byline, article.metadata.date) == ("Ana Reyes", "2026-01-12")
    assert blocks_of(article) == [
        ("heading", "Winter closes the harbour"),
        ("heading", "The ice"),
        ("paragraph", "The ferry stayed at the quay.[1]"),
        ("block_quote", "Nobody is surprised."),
        ("list_item", "1. wait"),
        ("list_item", "long"),
        ("list_item", "2. row"),
        ("table", "Heron | 4"),
        ("footnote", "1. In January."),
    ]


def test_joined_cells_leave_the_other_columns_in_place() -> None:
    body = (
        '<table:table><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>Boat</text:p>'
        "</table:table-cell><table:covered-table-cell/><table:table-cell><text:p>Crew</text:p></table:table-cell>"
        "</table:table-row><table:table-row><table:covered-table-cell/><table:table-cell><text:p>Heron</text:p>"
        "</table:table-cell><table:table-cell><text:p>4</text:p></table:table-cell></table:table-row></table:table>"
    )
    assert blocks_of(read(odt(body), "a.odt")) == [("table", "Boat | Crew"), ("table", "| Heron | 4")]


DRAWN = (
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def illustrated(body: str, **pictures: bytes) -> bytes:
    """A document with links and pictures, the latter in `Pictures` by name."""
    content = (
        f"<office:document-content {NAMES} {DRAWN}><office:automatic-styles>{STYLES}<style:style style:name='P3' "
        "style:parent-style-name='Caption'/></office:automatic-styles><office:body>"
        f"<office:text>{body}</office:text></office:body></office:document-content>"
    )
    files = {f"Pictures/{name}.png": data for name, data in pictures.items()}
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, **files})


def frame(href: str, more: str = "") -> str:
    return f"<draw:frame><draw:image xlink:href='{href}'/>{more}</draw:frame>"


def test_linked_words_lead_where_they_say_in_paragraphs_lists_cells_and_notes() -> None:
    link = '<text:a xlink:href="https://example.org/?a=1&amp;b=2">the <text:span>quay</text:span></text:a>'
    note = f"<text:note><text:note-body><text:p>See {link}.</text:p></text:note-body></text:note>"
    cell = f"<table:table-cell><text:p>two</text:p><text:p>{link}</text:p></table:table-cell>"
    body = (
        f'<text:p>At {link}<text:a xlink:href="#here">, here</text:a>{note}.</text:p><text:list text:style-name="L1">'
        f"<text:list-item><text:p> {link}</text:p></text:list-item></text:list>"
        f"<table:table><table:table-row>{cell}{cell}</table:table-row></table:table>"
    )
    article = read(illustrated(body), "a.odt")
    assert [words for _, words in blocks_of(article)] == [
        "At the quay, here[1].", "1. the quay", "two the quay | two the quay", "1. See the quay."
    ]  # fmt: skip
    assert linked_in(article) == [("the quay", "https://example.org/?a=1&b=2")] * 5


def test_pictures_stand_above_their_captions_in_paragraphs_boxes_and_on_the_page() -> None:
    boxed = f'<text:p text:style-name="P3">{frame("Pictures/b.png", "<svg:desc>Boats</svg:desc>")}The boats.</text:p>'
    body = (
        f"<text:p>{frame('Pictures/a.png', '<svg:title>Quay</svg:title><svg:desc>Ice at the quay</svg:desc>')}</text:p>"
        f'<text:p text:style-name="P3">The quay.</text:p>{frame("./Pictures/c%20d.png")}'
        f"<text:p><draw:frame><draw:text-box>{boxed}</draw:text-box></draw:frame>It froze.</text:p>"
    )
    pictures = {"a": picture("teal"), "b": picture("red"), "c d": picture("blue")}
    article = read(illustrated(body, **pictures), "a.odt")
    assert shown_in(article) == [("Ice at the quay", "The quay."), ("", "It froze."), ("Boats", "The boats.")]
    assert article.text == read(illustrated(body), "a.odt").text


def test_of_two_forms_of_a_picture_the_one_that_can_be_shown_is() -> None:
    forms = "<draw:image xlink:href='Pictures/drawing.svg'/><draw:image xlink:href='Pictures/a.png'/>"
    body = f"<text:p><draw:frame>{forms}</draw:frame></text:p><text:p>It froze.</text:p>"
    assert len(read(illustrated(body, a=picture()), "a.odt").illustrations) == 1


@pytest.mark.parametrize(
    "href", ["../a.png", "file:///a.png", "https://example.org/a.png", "//host/a.png", "", ".", "/a.png"]
)
def test_a_picture_outside_the_document_is_none(href: str) -> None:
    article = read(illustrated(f"<text:p>{frame(href)}It froze.</text:p>", a=picture()), "a.odt")
    assert (article.text, article.illustrations) == ("It froze.", ())


def test_locked_damaged_and_other_documents_say_what_they_are() -> None:
    with pytest.raises(NotText, match="locked with a password"):
        read(odt("", **{"META-INF/manifest": "<m><encryption-data/></m>"}), "a.odt")
    with pytest.raises(DamagedFile):
        read(zipped({"mimetype": "application/vnd.oasis.opendocument.text"}, ZIP_STORED), "a.odt")
    with pytest.raises(NotText, match="no text"):
        read(
            zipped({"content.xml": f"<office:document-content {NAMES}><office:body/></office:document-content>"}),
            "a.odt",
        )
