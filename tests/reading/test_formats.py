"""What holds for the table of formats: each has a sample that is read, told by its content, and found in the dialog."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.desktop.window import FORMATS as DIALOG
from app.reading.formats import FORMATS, SUFFIXES
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


def test_the_dialog_that_opens_files_offers_every_suffix() -> None:
    assert {f"*{suffix}" for suffix in SUFFIXES} <= set(DIALOG.partition("(")[2].rstrip(")").split())


def test_the_notes_on_formats_have_a_row_for_each_with_its_suffixes() -> None:
    rows = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8").splitlines()
    told = {row.split(" | ")[0].strip("| "): row.split(" | ")[1] for row in rows if row.count(" | ") >= 3}
    assert {format.name: ", ".join(format.suffixes) for format in FORMATS}.items() <= told.items()
