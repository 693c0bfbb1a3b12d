"""Encodings: read right where they can be told, and said where they were guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import ReadingError
from app.reading.decode import decode
from tests.evaluation.encodings import FILES, codec_of, outcome
from tests.reading.reads import read, read_or_fail_well

ENCODINGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "hostile" / "encodings" / "tests"
ENGLISH = "“It’s late,” said Zoë – and left the café for £3. " * 6
RUSSIAN = "Паром ушёл с острова рано утром, и никто на пристани этому не удивился. " * 4
CZECH = "Přívoz odjel z ostrova časně ráno a nikdo na nábřeží nebyl překvapený, že žluťoučký kůň šel také. " * 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"])
def test_unicode_with_and_without_a_mark_is_read_without_a_notice(encoding: str) -> None:
    found = decode(ENGLISH.encode(encoding))
    assert found is not None
    assert (found.text, found.notices) == (ENGLISH, ())


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        (ENGLISH, "cp1252", "Windows-1252"),
        (RUSSIAN, "cp1251", "Windows-1251"),
        (RUSSIAN, "koi8-r", "KOI8-R"),
        (CZECH, "cp1250", "Windows-1250"),
        (CZECH, "iso8859-2", "ISO 8859-2"),
    ],
)
def test_a_guess_is_right_and_names_itself(text: str, encoding: str, named: str) -> None:
    found = decode(text.encode(encoding))
    assert found is not None
    assert found.text == text
    assert named in found.notices[0]


def test_what_is_declared_is_believed_but_never_against_valid_utf_8() -> None:
    declared = decode(RUSSIAN.encode("cp866"), "cp866")
    saved_anew = decode(RUSSIAN.encode("utf-8"), "windows-1251")
    assert declared is not None
    assert (declared.text, declared.notices) == (RUSSIAN, ())
    assert saved_anew is not None
    assert (saved_anew.text, saved_anew.notices) == (RUSSIAN, ())


def test_utf_8_with_a_broken_letter_stays_utf_8_and_says_what_is_lost() -> None:
    found = decode(RUSSIAN.encode("utf-8") + b"\xff and more")
    assert found is not None
    assert found.text == RUSSIAN + "\ufffd and more"
    assert found.notices == ("1 letter could not be read and shows as \ufffd.",)


def test_a_letter_cut_in_two_by_the_limit_is_dropped() -> None:
    found = decode("naïve café".encode()[:-1])
    assert found is not None
    assert (found.text, found.notices) == ("naïve caf", ())


@pytest.mark.parametrize("declared", ["utf-7", "rot13", "zlib", "nonsense", "\0", "idna", "hex"])
def test_a_declaration_that_names_no_encoding_of_text_is_ignored(declared: str) -> None:
    found = decode(ENGLISH.encode("cp1252"), declared)
    assert found is not None
    assert found.text == ENGLISH


@pytest.mark.parametrize(
    ("label", "encoding", "words"),
    [("x-sjis", "cp932", "港は一月に凍った。"), ("Windows-31J", "cp932", "港"), ("x-gbk", "gb18030", "港口结冰了。")],
)
def test_names_that_only_browsers_know_are_taken_as_browsers_take_them(label: str, encoding: str, words: str) -> None:
    found = decode(words.encode(encoding), label)
    assert found is not None
    assert (found.text, found.notices) == (words, ())


def test_a_short_japanese_text_is_read_and_the_guess_is_told() -> None:
    words = "みなとが こおった。ふねは でない。\n"
    found = decode(words.encode("cp932"))
    assert found is not None
    assert found.text == words
    assert "it was read as Shift JIS" in found.notices[0]


def test_a_language_of_many_umlauts_is_not_taken_for_mac_roman() -> None:
    words = "Meri jäätyi yöllä, eikä kukaan tällä saarella hämmästynyt. Lyhty sammui. " * 6
    found = decode(words.encode("latin-1"))
    assert found is not None
    assert found.text == words


@pytest.mark.parametrize("data", [bytes(range(256)) * 40, b"\x00\x01\x02\x03" * 500, b"\x7fOTHER\x00\x00" * 90])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(ReadingError) as refused:
        read(data)
    assert refused.value.next_step


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04rest", "ZIP|unpacked"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
    ],
)
def test_known_formats_are_named_whatever_the_file_is_called(data: bytes, kind: str) -> None:
    with pytest.raises(ReadingError, match=kind):
        read(data + b"x" * 100, "story.txt")


@pytest.mark.corpus
@pytest.mark.skipif(not ENCODINGS.is_dir(), reason="../shared/data is not there")
def test_every_file_of_the_encodings_corpus_reads_or_fails_with_a_sentence() -> None:
    files = sorted(path for path in ENCODINGS.rglob("*") if path.is_file())
    assert sum(read_or_fail_well(file) is not None for file in files) >= 422


@pytest.mark.corpus
@pytest.mark.skipif(not FILES.is_dir(), reason="../shared/data is not there")
@pytest.mark.parametrize("declared", [True, False])
def test_no_file_of_the_encodings_corpus_is_wrong_without_a_notice(declared: bool) -> None:
    folders = [folder for folder in FILES.iterdir() if folder.is_dir() and codec_of(folder.name)]
    silent = [
        file.name
        for folder in folders
        for file in folder.iterdir()
        if outcome(file.read_bytes(), codec_of(folder.name), declared=declared) == "silent"
    ]
    assert folders
    assert silent == []
