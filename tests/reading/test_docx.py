"""Word documents as python-docx writes them, with what it cannot write put in by hand."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document

from app.errors import DamagedFile, EmptyFile
from tests.reading.archives import zipped
from tests.reading.reads import assert_sound, blocks_of, read, read_or_fail_well

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document: Document) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def by_hand(body: str, **parts: str) -> bytes:
    files: dict[str, str | bytes] = {
        "word/document.xml": f"<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>"
    }
    for name, content in parts.items():
        files[f"word/{name}.xml"] = f"<w:{name} {NAMESPACE}>{content}</w:{name}>"
    return zipped(files)


def run(words: str) -> str:
    return f"<w:r><w:t xml:space='preserve'>{words}</w:t></w:r>"


def test_title_headings_quotes_lists_and_tables_are_told_by_their_styles() -> None:
    document = docx.Document()
    document.add_heading("Winter closes the harbour", 0)
    document.add_paragraph("By Ana Reyes")
    document.add_heading("The ice", 1)
    document.add_paragraph("The ferry stayed at the quay.")
    document.add_heading("The pilots", 2)
    document.add_paragraph("“Nobody is surprised,” she said.", style="Intense Quote")
    document.add_paragraph("oil", style="List Bullet")
    document.add_paragraph("rope", style="List Bullet")
    document.add_paragraph("wait", style="List Number")
    document.add_paragraph("row", style="List Number")
    document.add_paragraph("The quay.", style="Caption")
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip((c for row in table.rows for c in row.cells), ["Boat", "Crew", "Heron", "4"], strict=True):
        cell.text = words
    article = read(saved(document), "a.docx")
    assert article.metadata.title == "Winter closes the harbour"
    assert article.metadata.byline == "Ana Reyes"
    assert blocks_of(article) == [
        ("heading", "Winter closes the harbour"),
        ("byline", "By Ana Reyes"),
        ("heading", "The ice"),
        ("paragraph", "The ferry stayed at the quay."),
        ("heading", "The pilots"),
        ("block_quote", "“Nobody is surprised,” she said."),
        ("list_item", "oil"),
        ("list_item", "rope"),
        ("list_item", "1. wait"),
        ("list_item", "2. row"),
        ("caption", "The quay."),
        ("table", "Boat | Crew"),
        ("table", "Heron | 4"),
    ]
    assert [b.level for b in article.blocks if b.kind == "heading"] == [1, 2, 3]


def test_title_author_and_date_come_from_the_files_properties() -> None:
    document = docx.Document()
    document.add_paragraph("The ferry stayed at the quay.")
    document.core_properties.title = "Winter closes the harbour"
    document.core_properties.author = "Ana Reyes"
    document.core_properties.created = datetime(2026, 1, 12, 9, 30)
    said = read(saved(document), "a.docx").metadata
    assert (said.title, said.byline, said.date) == ("Winter closes the harbour", "Ana Reyes", "2026-01-12")


def test_notes_stand_at_the_end_with_the_numbers_that_refer_to_them() -> None:
    reference = "<w:r><w:{}Reference w:id='{}'/></w:r>"
    first, second = reference.format("footnote", 7), reference.format("endnote", 2)
    body = f"<w:p>{run('It froze.')}{first}{run(' It thawed.')}{second}</w:p>"
    note = "<w:{0} w:id='{1}'><w:p>{2}</w:p></w:{0}>"
    unused = note.format("footnote", -1, run("separator"))
    data = by_hand(
        body,
        footnotes=unused + note.format("footnote", 7, run(" In January.")),
        endnotes=note.format("endnote", 2, run("In March.")),
    )
    assert blocks_of(read(data, "a.docx")) == [
        ("paragraph", "It froze.[1] It thawed.[2]"),
        ("footnote", "1. In January."),
        ("footnote", "2. In March."),
    ]


def test_changes_are_accepted_and_field_codes_are_no_words() -> None:
    body = (
        f"<w:p>{run('The ferry ')}<w:del><w:r><w:delText>left</w:delText></w:r></w:del><w:ins>{run('stayed')}</w:ins>"
        f"<w:r><w:instrText>PAGE</w:instrText></w:r><w:hyperlink>{run(' at the quay')}</w:hyperlink>{run('.')}</w:p>"
    )
    assert read(by_hand(body), "a.docx").text == "The ferry stayed at the quay."


def test_a_text_box_is_read_once_and_line_breaks_part_verse() -> None:
    box = f"<w:txbxContent><w:p>{run('A notice.')}</w:p></w:txbxContent>"
    alternate = f"<w:r><AlternateContent><Choice>{box}</Choice><Fallback>{box}</Fallback></AlternateContent></w:r>"
    body = f"<w:p>{run('It blew,')}<w:r><w:br/></w:r>{run('it blew.')}{alternate}</w:p>"
    assert [words for _, words in blocks_of(read(by_hand(body), "a.docx"))] == ["It blew,", "it blew.", "A notice."]


def test_text_boxes_within_text_boxes_are_each_read_once() -> None:
    body = f"<w:p>{run('wind')}<w:r><w:txbxContent>" * 25 + "</w:txbxContent></w:r></w:p>" * 25
    assert read(by_hand(body), "a.docx").text.split() == ["wind"] * 25


def test_styles_based_on_headings_are_headings_in_any_language() -> None:
    heading = "<w:p><w:pPr><w:pStyle w:val='Kapitel'/></w:pPr>{}</w:p>"
    body = heading.format(run("The ice")) + f"<w:p>{run('It froze.')}</w:p>" + heading.format(run("The thaw"))
    styles = (
        "<w:style w:styleId='Kapitel'><w:name w:val='Kapitel'/><w:basedOn w:val='berschrift1'/></w:style>"
        "<w:style w:styleId='berschrift1'><w:name w:val='heading 1'/></w:style>"
    )
    article = read(by_hand(body, styles=styles), "a.docx")
    assert article.metadata.title == "The ice"
    assert [kind for kind, _ in blocks_of(article)] == ["heading", "paragraph", "heading"]


def test_an_entity_in_a_document_is_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret words", encoding="utf-8")
    document = (
        f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}"><!ENTITY a "grown"><!ENTITY b "&a;&a;">]>'
        f"<w:document {NAMESPACE}><w:body><w:p><w:r><w:t>It froze. &s;&b;</w:t></w:r></w:p></w:body></w:document>"
    )
    assert read(zipped({"word/document.xml": document}), "a.docx").text == "It froze."


def test_damaged_and_empty_documents_say_what_they_are() -> None:
    with pytest.raises(DamagedFile, match=r"“a\.docx” is damaged"):
        read(zipped({"[Content_Types].xml": "<Types/>"}), "a.docx")
    with pytest.raises(DamagedFile, match="damaged"):
        read(saved(docx.Document())[:2_000], "a.docx")
    with pytest.raises(EmptyFile):
        read(saved(docx.Document()), "a.docx")


@pytest.mark.corpus
@pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not there")
def test_every_document_of_the_corpus_reads_or_fails_with_a_sentence() -> None:
    files = sorted((DATA / "hostile" / "docx").glob("*.docx"))
    articles = [article for file in files if (article := read_or_fail_well(file))]
    assert len(articles) >= 0.6 * len(files)
    for article in articles:
        assert_sound(article)
