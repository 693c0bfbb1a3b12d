"""Rich text: words, letters of any code page, what the file says about itself."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.reads import blocks_of, read, read_or_fail_well

LINE = "The ferry stayed at the quay until the pilots had cut a lane through the ice, and nobody was surprised."
FILE = (
    r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}}{\info{\title Ice}{\author Ana Reyes}{\creatim\yr2026\mo1\dy12}}"
    r"\pard\b Winter closes the harbour\b0\par " + LINE + r"\par{\pict\pngblip " + "89504e47" * 100 + r"}"
    r"{\field{\*\fldinst HYPERLINK x}{\fldrslt Caf\'e9}} \u8220?closed\u8221? " + LINE + r"\par}"
)


def test_words_paragraphs_and_properties_are_read() -> None:
    article = read(FILE, "a.rtf")
    assert (article.metadata.byline, article.metadata.date) == ("Ana Reyes", "2026-01-12")
    assert blocks_of(article) == [
        ("heading", "Winter closes the harbour"),
        ("paragraph", LINE),
        ("paragraph", f"Café “closed” {LINE}"),
    ]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_file_with_flipped_bytes_reads_or_fails_with_a_sentence(data: st.DataObject) -> None:
    content = bytearray(FILE.encode())
    for at in data.draw(st.lists(st.integers(5, len(content) - 1), max_size=20)):
        content[at] = data.draw(st.integers(0, 255))
    read_or_fail_well(bytes(content[: data.draw(st.integers(6, len(content)))]), "a.rtf")
