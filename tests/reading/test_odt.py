"""OpenDocument texts, written by hand after what LibreOffice writes."""

from __future__ import annotations

from zipfile import ZIP_STORED

import pytest

from app.errors import DamagedFile, NotText
from tests.reading.archives import zipped
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
