"""What holds for every format: bounded, honest about what it cannot read, and complete."""

from __future__ import annotations

import os
import pickle
import sys
from pathlib import Path

import pytest

from app.errors import EmptyFile, UnreadableFile
from app.reading.limits import Limits
from app.reading.origin import Origin
from app.reading.read import read_file
from tests.reading.reads import read


def test_a_missing_file_and_a_folder_say_what_they_are(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"gone\.txt.* is not there"):
        read_file(tmp_path / "gone.txt")
    with pytest.raises(UnreadableFile, match="is a folder"):
        read_file(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnreadableFile, match="not an ordinary file"):
        read_file(tmp_path / "pipe")


@pytest.mark.skipif(sys.platform == "win32" or getattr(os, "geteuid", lambda: 0)() == 0, reason="root may read all")
def test_a_forbidden_file_says_so(tmp_path: Path) -> None:
    file = tmp_path / "mine.txt"
    file.write_text("words")
    file.chmod(0)
    with pytest.raises(UnreadableFile, match="may not be read"):
        read_file(file)


@pytest.mark.parametrize("data", [b"", b"  \n\t\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n"])
def test_a_file_without_a_word_is_empty(data: bytes) -> None:
    with pytest.raises(EmptyFile):
        read(data)


def test_no_more_is_read_than_the_limit(tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_bytes(b"word " * 10_000)
    article = read_file(file, limits=Limits(bytes=1_000))
    assert len(article.text) == 1_000
    assert "very long" in article.notices[0]


def test_another_language_opens_with_a_notice_and_english_without() -> None:
    german = "Die Fähre verließ die Insel früh am Morgen, und niemand am Kai war darüber verwundert. " * 3
    article = read(german)
    assert article.metadata.language == "de"
    assert "is in German" in article.notices[0]
    assert read("The ferry left the island early, and nobody on the quay was surprised. " * 3).notices == ()


def test_a_few_words_are_in_no_language_at_all() -> None:
    assert read("Ferry, 06:00").metadata.language == ""


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("lighthouse_and-the-sea.txt", "Lighthouse and the Sea"),
        ("NATO report.md", "NATO report"),
        ("2026-05-04.txt", "2026 05 04"),
        ("", ""),
    ],
)
def test_a_files_name_makes_a_title(name: str, title: str) -> None:
    assert Origin(name).title() == title


def test_articles_and_errors_travel_between_processes() -> None:
    article = read("The ferry left the island early.\n")
    assert pickle.loads(pickle.dumps(article)) == article
    with pytest.raises(EmptyFile) as empty:
        read(b"")
    assert pickle.loads(pickle.dumps(empty.value)).sentence == empty.value.sentence
