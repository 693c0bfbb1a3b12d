"""Rich text: what its styles say, letters of any code page, notes, tables, and what is not shown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import DamagedFile
from app.reading.limits import Limits
from app.reading.origin import Origin
from app.reading.read import read_bytes
from tests.reading.illustrated import linked_in, picture, shown_in
from tests.reading.reads import blocks_of, read, read_or_fail_well

LINE = "The ferry stayed at the quay until the pilots had cut a lane through the ice, and nobody was surprised."
FILE = (
    r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}}{\info{\title Ice}{\author Ana Reyes}{\creatim\yr2026\mo1\dy12}}"
    r"\pard\b Winter closes the harbour\b0\par " + LINE + r"\par{\pict\pngblip " + "89504e47" * 100 + r"}"
    r"{\field{\*\fldinst HYPERLINK x}{\fldrslt Caf\'e9}} \u8220?closed\u8221? " + LINE + r"\par}"
)
STYLED = (
    r"{\rtf1\ansi\deff0{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset2 Symbol;}{\f2\fcharset204 Arial;}}"
    r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 \'dcberschrift 1;}{\s2\sbasedon1 My Heading;}{\s3 Title;}"
    r"{\*\cs4 heading 9;}{\s5 Intense Quote;}{\s6 caption;}{\s7 HTML Preformatted;}}"
)


def words(markup: str) -> list[tuple[str, str]]:
    return blocks_of(read(STYLED + markup + "}", "a.rtf"))


def test_words_paragraphs_and_properties_are_read() -> None:
    article = read(FILE, "a.rtf")
    assert (article.metadata.byline, article.metadata.date) == ("Ana Reyes", "2026-01-12")
    assert blocks_of(article) == [
        ("heading", "Winter closes the harbour"),
        ("paragraph", LINE),
        ("paragraph", f"Café “closed” {LINE}"),
    ]


def test_styles_say_what_is_a_title_a_heading_a_quotation_a_caption_and_code() -> None:
    assert words(
        r"\pard\s3 Winter\par\pard\s1 The ice\par\pard\s2 The lane\par\pard\s5 Nobody is surprised.\par"
        r"\pard\s6 Table 1: boats\par\pard\s7 a = 1\par\pard It froze.\par"
    ) == [
        ("heading", "Winter"),
        ("heading", "The ice"),
        ("heading", "The lane"),
        ("block_quote", "Nobody is surprised."),
        ("caption", "Table 1: boats"),
        ("code", "a = 1"),
        ("paragraph", "It froze."),
    ]


def test_numbered_and_bulleted_items_are_told_by_the_mark_before_them() -> None:
    assert words(
        r"\pard{\listtext\f1\'b7\tab}\ls1\ilvl0 oil\par\pard{\listtext\f0 o\tab}\ls1\ilvl1 lamp oil\par"
        r"\pard{\listtext 1.\tab}\ls2\ilvl0 wait\par\pard{\listtext b)\tab}\ls2 row\par"
        r"{\pntext\f0 iv.\tab}\pard ring\par\pard Nobody moved.\par"
    ) == [
        ("list_item", "oil"),
        ("list_item", "lamp oil"),
        ("list_item", "1. wait"),
        ("list_item", "b) row"),
        ("list_item", "iv. ring"),
        ("paragraph", "Nobody moved."),
    ]


def test_notes_stand_at_the_end_with_the_numbers_that_refer_to_them() -> None:
    assert words(
        r"\pard\s1 Ice\par\pard It froze.{\super\chftn{\*\footnote\pard{\super\chftn} For nine nights.\par Yes.}} "
        r"It thawed.{\footnote\ftnalt In March.}\par"
    ) == [
        ("heading", "Ice"),
        ("paragraph", "It froze.[1] It thawed.[2]"),
        ("footnote", "1. For nine nights. Yes."),
        ("footnote", "2. In March."),
    ]


def test_tables_are_rows_of_cells_and_tables_of_one_column_are_text() -> None:
    row = r"\trowd\cellx1\cellx2\pard\intbl {a}\cell {b}\cell\row"
    assert words(
        row.format(a="Boat", b="Crew") + row.format(a=r"Heron\par grey", b="4")
        + r"\pard Between.\par\trowd\cellx1\pard\intbl Alone in a box.\cell\row"
    ) == [
        ("table", "Boat | Crew"),
        ("table", "Heron grey | 4"),
        ("paragraph", "Between."),
        ("paragraph", "Alone in a box."),
    ]  # fmt: skip


def test_a_table_within_a_cell_is_a_table_and_the_one_around_it_is_layout() -> None:
    inner = r"\pard\intbl\itap2 {a}\nestcell {b}\nestcell{{\*\nesttableprops\trowd\nestrow}}{{\nonesttables\par}}"
    assert words(
        r"\pard\intbl Before.\par"
        + inner.format(a="Boat", b="Crew")
        + inner.format(a="Heron", b="4")
        + r"\pard\intbl\itap1 After.\cell\pard\intbl Beside.\cell\row\pard Below.\par"
    ) == [
        ("paragraph", "Before."),
        ("table", "Boat | Crew"),
        ("table", "Heron | 4"),
        ("paragraph", "After."),
        ("paragraph", "Beside."),
        ("paragraph", "Below."),
    ]


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        (r"\u8220\'93Ice\u8221\'94", "“Ice”"),
        (r"\uc0\u55357\u56351 ice", "🐟ice"),
        (r"\uc0 \u55357\uc1 \u56351\'3f ice", "🐟 ice"),
        (r"\uc2\u23425\'90\'df x", "宁 x"),
        (r"\u-3913?ice", "•ice"),
        (r"\u8220\ldblquote ice", "“ice"),
        (r"\f2\'cb\'e5\'e4 \f0 ice", "Лед ice"),
        (r"\f1 abg", "αβγ"),
        (r"ice\~age\_s\-hip\emdash\rquote{}", "ice\u00a0age\u2011ship—’"),
        (r"\{ice\}\\", "{ice}\\"),
        (r"{\upr{ic?}{\*\ud{ic\u233?}}}", "icé"),
        ("ic\re\nage", "iceage"),
    ],
)
def test_signs_and_letters_are_read_as_what_they_mean(markup: str, shown: str) -> None:
    assert words(rf"\pard\s1 A\par\pard {markup} .\par")[1][1] == f"{shown} ."


@pytest.mark.parametrize(
    ("code_page", "markup", "shown"),
    [
        ("932", r"\'8d\'60\'82\'cc\'95X", "港の氷"),  # the second byte of the last letter is an ASCII "X"
        ("1250", r"\'f8\'eds", "řís"),
        ("1251", r"\'eb\'e5\'e4", "лед"),
        ("65001", r"\'c3\'a9", "é"),
        ("99999", r"\'e9", "é"),
    ],
)
def test_letters_of_any_code_page_are_read(code_page: str, markup: str, shown: str) -> None:
    assert shown in read(rf"{{\rtf1\ansi\ansicpg{code_page} {markup} 2026\par}}", "a.rtf").text


def test_what_a_reader_does_not_see_is_not_read() -> None:
    shown = words(
        r"{\header Page 1\par}{\footer Secret\par}{\*\generator Secret;}{\info{\subject Secret}{\*\company Secret}}"
        r"\pard It{\v  secretly}{\deleted  never}{\*\annotation Secret\par} froze{\xe secret} again.\par"
        r"{\field{\*\fldinst TOC \\o}{\fldrslt Secret 3\par}}{\*\unknown{\shptxt}Secret}\pard It thawed.\par"
        r"{\object{\*\objdata 0105}{\result Seen}}\par{\nonshppict{\pict 00}}\bin4 \par}"
    )
    assert [text for _, text in shown] == ["It froze again.", "It thawed.", "Seen"]


def test_the_words_of_a_text_box_are_read_once_before_its_paragraph() -> None:
    box = r"{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt\pard In a box.\par}}{\shprslt{\*\do\pard In a box.\par}}}"
    assert [text for _, text in words(rf"\pard It {box}froze.\par")] == ["In a box.", "It froze."]


def test_short_bold_lines_are_headings_where_no_style_says_so() -> None:
    markup = r"{\rtf1\fs24 " + rf"{LINE}\par\b The lane\b0\par {LINE}\par\fs32 The boats\fs24\par {LINE}\par" + "}"
    kinds = [kind for kind, _ in blocks_of(read(markup, "a.rtf"))]
    assert kinds == ["paragraph", "heading", "paragraph", "heading", "paragraph"]
    bold = r"{\rtf1\b " + r"Short line\par " * 9 + "}"
    assert {kind for kind, _ in blocks_of(read(bold, "a.rtf"))[1:]} == {"paragraph"}


def test_a_paragraph_indented_on_both_sides_is_a_quotation_and_a_line_break_parts_verse() -> None:
    assert words(r"\pard\s1 Ice\par\pard\li720\ri720 Nobody is surprised.\par\pard It froze,\line it thawed.\par") == [
        ("heading", "Ice"),
        ("block_quote", "Nobody is surprised."),
        ("paragraph", "It froze,"),
        ("paragraph", "it thawed."),
    ]


def test_groups_within_groups_without_end_are_refused_and_long_texts_are_cut() -> None:
    with pytest.raises(DamagedFile, match=r"“a\.rtf” is damaged"):
        read(r"{\rtf1" + "{" * 5_000, "a.rtf")
    long = (r"{\rtf1 " + "ice \\par " * 5_000 + "}").encode()
    article = read_bytes(long, Origin("a.rtf"), limits=Limits(blocks=100))
    assert len(article.blocks) == 100
    assert "very long" in article.notices[0]


def test_groups_that_do_not_close_or_close_twice_lose_no_words() -> None:
    assert [w for _, w in blocks_of(read(r"{\rtf1 It {\b froze.\par It thawed.", "a.rtf"))] == [
        "It froze.",
        "It thawed.",
    ]
    assert "It thawed." in read(r"{\rtf1 It froze.\par}}} It thawed.", "a.rtf").text


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_file_with_flipped_bytes_reads_or_fails_with_a_sentence(data: st.DataObject) -> None:
    content = bytearray((STYLED + FILE[6:]).encode())
    for at in data.draw(st.lists(st.integers(5, len(content) - 1), max_size=20)):
        content[at] = data.draw(st.integers(0, 255))
    read_or_fail_well(bytes(content[: data.draw(st.integers(6, len(content)))]), "a.rtf")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            r"{ } \par \cell \row \intbl \pard {\footnote {\shptxt {\*\shpinst {\field {\*\fldinst {\fldrslt TOC \v "
            r"\ud {\upr {\listtext \u55357 \u-4? \'e9 \'90 \f1 \bin3 {\stylesheet {\s1 \sbasedon1 {\info {\title "
            r"{\fonttbl \nestrow ice \* \deleted \plain \uc9".split()
        ),
        max_size=60,
    )
)
def test_control_words_in_any_order_read_or_fail_with_a_sentence(control: list[str]) -> None:
    read_or_fail_well(r"{\rtf1 " + " ".join(control), "a.rtf")


def test_lists_that_are_written_out_and_a_title_in_larger_letters_are_told_by_their_look() -> None:
    markup = (
        rf"{{\rtf1\pard\qc\b\fs36 Winter closes the harbour\par\pard\b0\fs24 {LINE}\par"
        r"\pard\outlinelevel0\b The ice\par"
        r"\pard\b0\fi-360\li360 \bullet\tx360\tab oil\par\pard\fi-360\li720 \endash\tx360\tab lamp oil\par"
        rf"\pard\fi-360\li360 1.\tx360\tab wait\par\pard {LINE}{{\footnote\pard\~In ink.}}\par}}"
    )
    article = read(markup, "a.rtf")
    assert blocks_of(article) == [
        ("heading", "Winter closes the harbour"),
        ("paragraph", LINE),
        ("heading", "The ice"),
        ("list_item", "oil"),
        ("list_item", "lamp oil"),
        ("list_item", "1. wait"),
        ("paragraph", f"{LINE}[1]"),
        ("footnote", "1. In ink."),
    ]
    assert [block.level for block in article.blocks if block.kind == "list_item"] == [0, 1, 0]


LINK = r'{\field{\*\fldinst{ HYPERLINK "https://example.org/quay" \\l "ice" }}{\fldrslt{\ul the quay}}}'
ADDRESS = "https://example.org/quay#ice"


def drawn(data: bytes, said: str = "") -> str:
    described = r"{\*\picprop{\sp{\sn wzDescription}{\sv " + said + "}}}"
    return r"{\*\shppict{\pict" + described + r"\picw9\pngblip " + data.hex() + r"}}{\nonshppict{\pict 00}}"


def test_the_result_of_a_links_field_is_linked_in_paragraphs_items_cells_and_notes() -> None:
    article = read(
        STYLED
        + r"\pard It froze.\par\pard\u-10179?\u-8681? at "
        + LINK
        + r" {\field{\*\fldinst HYPERLINK \\l "
        + r'"here"}{\fldrslt here}}, {\field{\*\fldinst PAGE}{\fldrslt 7}}{\footnote See '
        + LINK
        + r".}\par\pard{\listtext 1.\tab}\ls2\ilvl0  "
        + LINK
        + r"\par\pard\intbl one\cell two\par "
        + LINK
        + r"\cell\row\pard\par}",
        "a.rtf",
    )
    assert [words for _, words in blocks_of(article)] == [
        "It froze.", "\U0001f617 at the quay here, 7[1]", "1. the quay", "one | two the quay", "1. See the quay."
    ]  # fmt: skip
    assert linked_in(article) == [("the quay", ADDRESS)] * 4


def test_a_link_goes_on_in_the_next_paragraph() -> None:
    body = r"\pard\s3 Ice\par\pard " + LINK.replace("quay}", r"\par old quay}") + r" lies still.\par}"
    assert linked_in(read(STYLED + body, "a.rtf")) == [("the", ADDRESS), ("old quay", ADDRESS)]


def test_pictures_stand_above_their_captions() -> None:
    shape = r"{\shp{\*\shpinst{\sp{\sn pib}{\sv{\pict\jpegblip " + picture("red", format="JPEG").hex() + "}}}}}"
    hidden = r"{\v " + drawn(picture("blue")) + r"}{\*\listpicture{\pict\pngblip " + picture("navy").hex() + "}}"
    body = (
        r"\pard " + drawn(picture("teal"), "Ice at the quay") + r"\par\pard\s6 The quay.\par\pard It froze." + hidden
        + r"\par\pard So it was.\par\pard " + shape + r"\par\pard It thawed.\par}"
    )  # fmt: skip
    article = read(STYLED + body, "a.rtf")
    assert shown_in(article) == [("Ice at the quay", "The quay."), ("", "It thawed.")]
    assert [words for _, words in blocks_of(article)] == ["The quay.", "It froze.", "So it was.", "It thawed."]


def test_what_is_said_of_a_shapes_picture_may_come_after_it_and_is_not_another_ones() -> None:
    def shape(color: str, said: str = "", within: str = "") -> str:
        pixels = r"{\sp{\sn pib}{\sv{\pict\pngblip " + picture(color).hex() + "}}}"
        words = r"{\sp{\sn wzDescription}{\sv " + said + "}}" if said else ""
        return r"{\shp{\*\shpinst" + pixels + within + words + "}}"

    body = (
        r"\pard " + shape("teal", "Ice at the quay", shape("red")) + r"\par\pard\s6 The quay.\par\pard "
        + shape("navy") + r"It thawed.\par}"
    )  # fmt: skip
    article = read(STYLED + body, "a.rtf")
    assert sorted(shown_in(article)) == [("", "It thawed."), ("", "The quay."), ("Ice at the quay", "The quay.")]


def test_a_picture_may_be_written_in_bytes_as_they_are() -> None:
    pixels = picture("teal")
    head, tail = STYLED + r"\pard {\pict\pngblip\bin" + f"{len(pixels)} ", r"}\par\pard It froze.\par}"
    article = read(head.encode("ascii") + pixels + tail.encode("ascii"), "a.rtf")
    assert shown_in(article) == [("", "It froze.")]
    assert article.text == "It froze."


@pytest.mark.parametrize("written", [r"\bin9999999 xx", r"\bin-5 ", r"\bin0 ", r"\bin3 \{}}"])
def test_bytes_that_are_no_picture_are_left_out(written: str) -> None:
    article = read(STYLED + r"\pard It froze.\par{\pict\pngblip" + written + r"}\par}", "a.rtf")
    assert (article.text, article.illustrations) == ("It froze.", ())


def test_links_and_pictures_keep_their_place_where_nothing_is_styled() -> None:
    body = r"\pard - oil\par\pard - rope at " + LINK + r"\par\pard " + drawn(picture()) + r"\par\pard It froze.\par"
    article = read(r"{\rtf1 " + body + drawn(picture("red")) + "}", "a.rtf")
    assert [kind for kind, _ in blocks_of(article)] == ["list_item", "list_item", "paragraph"]
    assert linked_in(article) == [("the quay", ADDRESS)]
    assert shown_in(article) == [("", "It froze."), ("", "")]


@pytest.mark.parametrize("hexed", ["zz", "8", "89504e47", "00" * 100])
def test_what_is_no_picture_is_left_out(hexed: str) -> None:
    article = read(STYLED + r"\pard It froze.{\pict\pngblip " + hexed + r"}\par}", "a.rtf")
    assert (article.text, article.illustrations) == ("It froze.", ())
