"""What holds for the table of formats: each has a sample that is read, told by its content, and found in the dialog."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import NotText
from app.reading.formats import FORMATS
from tests.reading.reads import assert_sound, read
from tests.reading.samples import SAMPLES, SENTENCE

TOLD_BY_NAME_ONLY = {"markdown"}


def test_every_format_has_a_sample_and_every_sample_a_format() -> None:
    assert set(SAMPLES) == {format.name for format in FORMATS}, "a new format needs a document in samples.py"


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_read_by_its_own_format(name: str) -> None:
    sample = SAMPLES[name]
    article = read(sample.data, sample.name)
    assert_sound(article)
    assert article.format == name
    assert SENTENCE in article.text


@pytest.mark.parametrize("name", sorted(set(SAMPLES) - TOLD_BY_NAME_ONLY))
@pytest.mark.parametrize("called", ["winter", "winter.txt", "winter.bin"])
def test_a_format_is_told_by_content_under_any_name(name: str, called: str) -> None:
    article = read(SAMPLES[name].data, called)
    assert article.format == name
    assert SENTENCE in article.text


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "an old or locked Word, Excel or PowerPoint document"),
        (b"Winter".ljust(60, b"\0") + b"BOOKMOBI" + bytes(99), "a Kindle book"),
        (b"AT&TFORM" + bytes(99), "a DjVu document"),
        (b"\x1f\x8b\x08" + bytes(99), "a compressed archive"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "a picture"),
    ],
)
def test_what_cannot_be_read_is_told_by_name_and_kind_with_a_next_step(data: bytes, kind: str) -> None:
    with pytest.raises(NotText, match=f"“winter.html” is {kind}, which cannot be read yet") as error:
        read(data, "winter.html")
    assert "save that as text" in error.value.next_step


def test_the_notes_on_formats_have_a_row_for_each_with_its_suffixes() -> None:
    rows = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8").splitlines()
    told = {row.split(" | ")[0].strip("| "): row.split(" | ")[1] for row in rows if row.count(" | ") >= 3}
    assert {format.name: ", ".join(format.suffixes) for format in FORMATS}.items() <= told.items()
