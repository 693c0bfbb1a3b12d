"""Truncated and altered documents of every format: an article or a sentence with a next step, never anything else."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.archives import zipped
from tests.reading.reads import read, read_or_fail_well
from tests.reading.samples import SAMPLES, XML_WEBARCHIVE

_SIGNS = (0x00, 0x01, 0x7F, 0x80, 0xFF, *b"<>&{}\\()[]%/\"'\n PK")
_PACKED = [name for name, sample in SAMPLES.items() if sample.data.startswith(b"PK")]


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_document_cut_off_anywhere_reads_or_fails_with_a_sentence(name: str, data: st.DataObject) -> None:
    sample = SAMPLES[name]
    at = data.draw(st.integers(0, len(sample.data) - 1))
    read_or_fail_well(sample.data[:at], sample.name)
    read_or_fail_well(sample.data[at:], sample.name)


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_document_with_altered_bytes_reads_or_fails_with_a_sentence(name: str, data: st.DataObject) -> None:
    sample = SAMPLES[name]
    content = bytearray(sample.data)
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=20)):
        content[at] = data.draw(st.one_of(st.sampled_from(_SIGNS), st.integers(0, 255)))
    read_or_fail_well(bytes(content), sample.name)


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_a_document_with_a_part_doubled_or_missing_reads_or_fails_with_a_sentence(
    name: str, data: st.DataObject
) -> None:
    sample = SAMPLES[name]
    first, second = sorted(data.draw(st.tuples(*[st.integers(0, len(sample.data))] * 2)))
    times = data.draw(st.sampled_from((0, 2, 40)))
    part = sample.data[first:second]
    read_or_fail_well(sample.data[:first] + part * times + sample.data[second:], sample.name)


@pytest.mark.parametrize("name", _PACKED)
@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_an_archive_whose_files_are_altered_reads_or_fails_with_a_sentence(name: str, data: st.DataObject) -> None:
    sample = SAMPLES[name]
    with zipfile.ZipFile(BytesIO(sample.data)) as archive:
        files = {called: archive.read(called) for called in archive.namelist()}
    called = data.draw(st.sampled_from(sorted(files)))
    content = bytearray(files[called])
    for at in data.draw(st.lists(st.integers(0, max(0, len(content) - 1)), max_size=12)):
        content[at : at + 1] = data.draw(st.binary(max_size=3))
    files[called] = bytes(content)
    if data.draw(st.booleans()):
        del files[data.draw(st.sampled_from(sorted(files)))]
    read_or_fail_well(zipped({**files}), sample.name)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_offsets_in_archives_and_property_lists_may_point_anywhere(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([*_PACKED, "webarchive"]))
    content = bytearray(SAMPLES[name].data)
    # Directories, tables and trailers stand at the end, and numbers there say where all else is.
    for at in data.draw(st.lists(st.integers(1, min(200, len(content))), min_size=1, max_size=6)):
        content[-at] = data.draw(st.sampled_from((0, 1, 2, 15, 16, 127, 128, 255)))
    read_or_fail_well(bytes(content), SAMPLES[name].name)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 5_000))
def test_a_property_list_in_xml_with_bytes_put_in_reads_or_fails_with_a_sentence(put: bytes, at: int) -> None:
    content = XML_WEBARCHIVE.data
    read_or_fail_well(content[:at] + put + content[at:], XML_WEBARCHIVE.name)


@pytest.mark.parametrize("name", [n for n, s in SAMPLES.items() if b"harbour master" in s.data and n != "webarchive"])
@pytest.mark.parametrize(
    "put", [b"&#1;", b"&#x1F;", b"&#xFFFF;", b"&#55296;", b"&#xE000;", b"\x01", b"\xed\xa0\x80", b"\xef\xbf\xbf"]
)
def test_signs_that_may_not_stand_in_markup_are_passed_over(name: str, put: bytes) -> None:
    sample = SAMPLES[name]
    article = read(sample.data.replace(b"harbour master", b"harbour" + put + b" master"), sample.name)
    assert "harbour" in article.text
    assert "who had counted the days herself" in article.text
