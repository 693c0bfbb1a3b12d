"""Archives: bounded in every direction, and never more than keys and bytes."""

from __future__ import annotations

import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import DamagedFile, NotText, TooLarge
from app.reading.archive import Archive, member_names
from app.reading.limits import Limits
from app.reading.origin import Origin
from tests.reading.archives import epub_files, zipped
from tests.reading.reads import read_or_fail_well

ORIGIN = Origin("a.zip")


def test_files_are_read_by_name_and_missing_ones_are_none() -> None:
    archive = Archive(zipped({"../a": b"words", "b": b""}), ORIGIN, Limits())
    assert (archive.read("../a"), archive.read("b"), archive.read("a")) == (b"words", b"", None)


def test_a_bomb_is_not_unpacked() -> None:
    bomb = zipped({"a": bytes(30_000_000)})
    with pytest.raises(TooLarge, match=r"“a\.zip” unpacks to far more"):
        Archive(bomb, ORIGIN, Limits()).read("a")


def test_the_sum_of_all_files_is_bounded() -> None:
    archive = Archive(zipped({"a": b"x" * 600, "b": b"x" * 600}, zipfile.ZIP_STORED), ORIGIN, Limits(unpacked=1_000))
    assert archive.read("a")
    with pytest.raises(TooLarge):
        archive.read("b")


def test_too_many_files_are_refused_before_they_are_listed() -> None:
    many = zipped({str(n): b"" for n in range(30)})
    assert member_names(many, Limits(members=29)) == ()
    with pytest.raises(TooLarge, match="more than 29 files"):
        Archive(many, ORIGIN, Limits(members=29))


def test_packings_that_cannot_be_bounded_and_locked_files_are_refused() -> None:
    with pytest.raises(DamagedFile):
        Archive(zipped({"a": b"words"}, zipfile.ZIP_LZMA), ORIGIN, Limits()).read("a")
    data = bytearray(zipped({"a": b"words"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(NotText, match="locked"):
        Archive(bytes(data), ORIGIN, Limits()).read("a")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_an_archive_with_flipped_bytes_reads_or_fails_with_a_sentence(data: st.DataObject) -> None:
    content = bytearray(zipped(epub_files({"c.xhtml": "<p>It blew.</p>"})))
    for at in data.draw(st.lists(st.integers(4, len(content) - 1), max_size=12)):
        content[at] = data.draw(st.integers(0, 255))
    read_or_fail_well(bytes(content), "a.epub")


@given(st.binary(max_size=200), st.sampled_from(["a.epub", "a.docx", "a.zip", ""]))
def test_any_bytes_after_the_signature_fail_with_a_sentence(content: bytes, name: str) -> None:
    assert read_or_fail_well(b"PK\x03\x04" + content, name) is None
