"""Word documents as python-docx writes them, with what it cannot write put in by hand."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document

from app.errors import DamagedFile, EmptyFile
from app.reading.limits import Limits
from tests.reading.archives import zipped
from tests.reading.illustrated import linked_in, picture, shown_in
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


def test_a_style_is_found_where_the_file_of_styles_does_not_declare_its_prefix() -> None:
    body = f"<w:p><w:pPr><w:pStyle w:val='Zitat'/></w:pPr>{run('It froze.')}</w:p><w:p>{run('It thawed.')}</w:p>"
    document = f"<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>"
    styles = "<w:styles><w:style w:styleId='Zitat'><w:name w:val='Quote'/></w:style></w:styles>"
    article = read(zipped({"word/document.xml": document, "word/styles.xml": styles}), "a.docx")
    assert blocks_of(article) == [("block_quote", "It froze."), ("paragraph", "It thawed.")]


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


RELATIONSHIP = '<Relationship Id="{}" Type="x" Target="{}" TargetMode="{}"/>'


def related(body: str, *relationships: tuple[str, str, str], **files: bytes) -> bytes:
    """A document whose ids stand for targets, and pictures in `word/media` by name."""
    listed = "".join(RELATIONSHIP.format(*relationship) for relationship in relationships)
    return zipped(
        {
            "word/document.xml": f"<w:document {NAMESPACE} xmlns:r='r' xmlns:a='a' xmlns:pic='p' xmlns:v='v'><w:body>"
            f"{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": f"<Relationships>{listed}</Relationships>",
            **{f"word/media/{name}.png": data for name, data in files.items()},
        }
    )


def drawn(key: str, description: str = "") -> str:
    return (
        f"<w:r><w:drawing><docPr descr='{description}'/><pic:pic><pic:blipFill><a:blip r:embed='{key}'/>"
        "</pic:blipFill></pic:pic></w:drawing></w:r>"
    )


def test_linked_words_lead_where_their_relationship_says() -> None:
    body = (
        f"<w:p>{run('The ')}<w:hyperlink r:id='a'>{run('old')}{run(' quay')}</w:hyperlink>{run(' and ')}"
        f"<w:hyperlink r:id='a' w:anchor='ice'>{run('ice')}</w:hyperlink>{run(', ')}"
        f"<w:hyperlink w:anchor='here'>{run('here')}</w:hyperlink>, <w:hyperlink r:id='b'>{run('mail')}</w:hyperlink>"
        f"<w:hyperlink r:id='c'>{run('disk')}</w:hyperlink></w:p>"
    )
    article = read(
        related(
            body,
            ("a", "https://example.org/quay", "External"),
            ("b", "mailto:ana@example.org", "External"),
            ("c", "file:///etc/hosts", "External"),
        ),
        "a.docx",
    )
    assert linked_in(article) == [("old quay", "https://example.org/quay"), ("ice", "https://example.org/quay#ice")]


def field(code: str, *result: str) -> str:
    sign = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
    codes = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in (code[:9], code[9:]))
    return sign.format("begin") + codes + sign.format("separate") + "".join(result) + sign.format("end")


@pytest.mark.parametrize(
    ("code", "address"),
    [
        (' HYPERLINK "https://example.org/quay" ', "https://example.org/quay"),
        (r' HYPERLINK "https://example.org/quay" \l "ice" \o "Tip" ', "https://example.org/quay#ice"),
        (" hyperlink https://example.org/quay ", "https://example.org/quay"),
        (r' HYPERLINK \l "ice" ', ""),
        (' HYPERLINK "file:///etc/hosts" ', ""),
        (r' HYPERLINK "\\\\host\\share" ', ""),
        (' INCLUDEPICTURE "https://example.org/a.png" ', ""),
        (" PAGE ", ""),
    ],
)
def test_a_field_is_a_link_where_its_code_says_so(code: str, address: str) -> None:
    wanted = [("the quay", address)] if address else []
    within = field(" REF x ", run("the "))
    article = read(by_hand(f"<w:p>{run('See ')}{field(code, within, run('quay'))}{run('.')}</w:p>"), "a.docx")
    assert (article.text, linked_in(article)) == ("See the quay.", wanted)
    simple = f"<w:fldSimple w:instr='{code}'>{run('the quay')}</w:fldSimple>"
    article = read(by_hand(f"<w:p>{run('See ')}{simple}{run('.')}</w:p>"), "a.docx")
    assert (article.text, linked_in(article)) == ("See the quay.", wanted)


def test_a_field_that_is_not_closed_ends_with_its_paragraph() -> None:
    opened = field('HYPERLINK "https://example.org/"', run("quay")).rpartition("<w:r>")[0]
    closing = "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    article = read(by_hand(f"<w:p>{opened}</w:p><w:p>{run('It froze.')}{closing}{run('Again.')}</w:p>"), "a.docx")
    assert linked_in(article) == [("quay", "https://example.org/")]


def test_links_in_lists_cells_and_notes_stay_on_their_words() -> None:
    link = f"<w:hyperlink r:id='a'>{run('quay')}</w:hyperlink>"
    numbered = "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>"
    cell = f"<w:tc><w:p>{run(' two ')}</w:p><w:p>{link}</w:p></w:tc>"
    body = (
        f"<w:p>{run('It froze.')}<w:r><w:footnoteReference w:id='1'/></w:r></w:p><w:p>{numbered}{link}</w:p>"
        f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>"
    )
    relationship = RELATIONSHIP.format("a", "https://example.org/", "External")
    frame = "<w:{0} " + NAMESPACE + " xmlns:r='r'>{1}</w:{0}>"
    level = "<w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/></w:lvl></w:abstractNum>"
    data = zipped(
        {
            "word/document.xml": frame.format("document", f"<w:body>{body}</w:body>"),
            "word/_rels/document.xml.rels": f"<Relationships>{relationship}</Relationships>",
            "word/footnotes.xml": frame.format(
                "footnotes", f"<w:footnote w:id='1'><w:p>{run('See the ')}{link}</w:p></w:footnote>"
            ),
            "word/_rels/footnotes.xml.rels": f"<Relationships>{relationship.replace('org', 'net')}</Relationships>",
            "word/numbering.xml": frame.format(
                "numbering", f"{level}<w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>"
            ),
        }
    )
    article = read(data, "a.docx")
    assert [words for _, words in blocks_of(article)] == [
        "It froze.[1]", "1. quay", "two quay | two quay", "1. See the quay"
    ]  # fmt: skip
    assert linked_in(article) == [("quay", "https://example.org/")] * 3 + [("quay", "https://example.net/")]


def test_pictures_stand_above_their_captions_with_what_is_said_instead() -> None:
    old = "<w:r><w:pict><v:shape alt='An old map'><v:imagedata r:id='c'/></v:shape></w:pict></w:r>"
    caption = "<w:p><w:pPr><w:pStyle w:val='Caption'/></w:pPr>{}</w:p>"
    body = (
        f"<w:p>{drawn('a', 'Ice at the quay')}</w:p>{caption.format(run('The quay.'))}<w:p>{run('It froze.')}</w:p>"
        f"<w:p>{run('So it was. ')}{old}</w:p><w:p>{run('It thawed.')}{drawn('b')}{run('Slowly.')}</w:p>"
        f"<w:p>{drawn('a')}</w:p>"
    )
    pictures = {"quay": picture("teal"), "boats": picture("red"), "map": picture("blue")}
    article = read(
        related(
            body,
            ("a", "media/quay.png", ""), ("b", "/word/media/boats.png", "Internal"), ("c", "media/map.png", ""),
            **pictures,
        ),
        "a.docx",
    )  # fmt: skip
    assert shown_in(article) == [
        ("Ice at the quay", "The quay."), ("An old map", "It thawed.Slowly."), ("", "It thawed.Slowly."),
    ]  # fmt: skip
    assert article.text == read(related(body), "a.docx").text


def test_a_picture_below_the_last_words_and_one_above_the_title_are_kept() -> None:
    heading = f"<w:p><w:pPr><w:outlineLvl w:val='0'/></w:pPr>{run('The ice')}</w:p>"
    relationships = (("a", "media/one.png", ""), ("b", "media/two.png", ""))
    pictures = {"one": picture("teal"), "two": picture("red")}
    body = f"<w:p>{drawn('a', 'one')}</w:p>{heading}<w:p>{run('It froze.')}</w:p><w:p>{drawn('b', 'two')}</w:p>"
    article = read(related(body, *relationships, **pictures), "a.docx")
    assert article.metadata.title == "The ice"
    assert shown_in(article) == [("one", "It froze."), ("two", "")]


def test_a_picture_that_lies_outside_the_document_is_not_opened(tmp_path: Path) -> None:
    outside = tmp_path / "outside.png"
    outside.write_bytes(picture())
    targets = [
        (outside.as_uri(), "External"), (outside.as_uri(), ""), (str(outside), ""), ("../" * 12 + str(outside), ""),
        (r"\\host\share\a.png", "External"), ("https://example.org/a.png", "External"), ("media/none.png", ""),
    ]  # fmt: skip
    relationships = [(f"r{number}", target, mode) for number, (target, mode) in enumerate(targets)]
    body = "".join(f"<w:p>{drawn(key)}</w:p>" for key, _, _ in relationships) + f"<w:p>{run('It froze.')}</w:p>"
    article = read(related(body, *relationships), "a.docx")
    assert (article.text, article.illustrations) == ("It froze.", ())


def test_of_ten_thousand_pictures_some_are_shown_and_all_words_read() -> None:
    body = f"<w:p>{run('It froze.')}</w:p>" + "".join(f"<w:p>{drawn(f'r{n}')}</w:p>" for n in range(10_000))
    relationships = [(f"r{n}", f"media/p{n}.png", "") for n in range(10_000)]
    pictures = {f"p{n}": picture(width=160 + n % 3) for n in range(10_000)}
    article = read(related(body, *relationships, **pictures), "a.docx")
    assert article.text == "It froze."
    assert 0 < len(article.illustrations) <= Limits().drawings


def test_a_picture_that_unpacks_to_too_much_is_left_out() -> None:
    body = f"<w:p>{drawn('a')}{drawn('b', 'Ice')}{run('It froze.')}</w:p>"
    data = related(
        body, ("a", "media/bomb.png", ""), ("b", "media/ice.png", ""),
        bomb=picture() + bytes(30_000_000), ice=picture(),
    )  # fmt: skip
    article = read(data, "a.docx")
    assert (article.text, shown_in(article)) == ("It froze.", [("Ice", "It froze.")])


@pytest.mark.corpus
@pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not there")
def test_every_document_of_the_corpus_reads_or_fails_with_a_sentence() -> None:
    files = sorted((DATA / "hostile" / "docx").glob("*.docx"))
    articles = [article for file in files if (article := read_or_fail_well(file))]
    assert len(articles) >= 0.6 * len(files)
    for article in articles:
        assert_sound(article)
