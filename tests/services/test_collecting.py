"""Folders are walked without surprises: bounds, loops, hidden files, and what browsers keep beside a page."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from app.services.collecting import Bounds, Found, LeftOut, collect

ENDINGS = (".txt", ".html")


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("The ferry left.", "utf-8")


def taken(folder: Path, bounds: Bounds | None = None) -> tuple[list[str], list[str]]:
    """Names below `folder` that are found, and sentences of what is left out."""
    seen = list(collect([str(folder)], ENDINGS, bounds or Bounds()))
    files = [Path(f.path).relative_to(folder).as_posix() for f in seen if isinstance(f, Found)]
    return files, [f.sentence for f in seen if isinstance(f, LeftOut)]


def test_files_come_by_name_and_before_those_in_sub_folders(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "A.html", "c/a.txt", "a/z.txt")
    assert taken(tmp_path) == (["A.html", "b.txt", "a/z.txt", "c/a.txt"], [])


def test_other_kinds_of_files_are_left_out_and_counted(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.jpg", "c.jpg", "d.css")
    files, sentences = taken(tmp_path)
    assert files == ["a.txt"]
    assert sentences == ["3 files of other kinds were left out: 2 .jpg, 1 .css."]


def test_a_file_that_is_named_itself_is_taken_whatever_its_ending(tmp_path: Path) -> None:
    write(tmp_path, ".notes")
    (found,) = collect([str(tmp_path / ".notes")], ENDINGS)
    assert isinstance(found, Found)
    assert found.size == len("The ferry left.")


def test_hidden_files_and_folders_and_locks_of_writers_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, ".hidden.txt", ".git/a.txt", "~$draft.txt", "seen.txt")
    assert taken(tmp_path) == (["seen.txt"], [])


@pytest.mark.parametrize("folder", ["Harbour_files", "Harbour-Dateien", "harbour_fichiers", "Harbour.files"])
def test_the_folder_of_a_saved_page_holds_no_articles(tmp_path: Path, folder: str) -> None:
    write(tmp_path, "Harbour.html", f"{folder}/frame.html", "Harbour/own.txt", "Harbour_2/own.txt")
    assert taken(tmp_path) == (["Harbour.html", "Harbour/own.txt", "Harbour_2/own.txt"], [])


@pytest.mark.parametrize("folder", ["Harbour_files", "Harbour-Dateien", "Harbour.files"])
def test_the_folder_of_a_saved_page_given_itself_stands_for_the_page_beside_it(tmp_path: Path, folder: str) -> None:
    write(tmp_path, "Harbour.html", "other.html", f"{folder}/frame.html")
    (found,) = collect([str(tmp_path / folder)], ENDINGS)
    assert found.path == str(tmp_path / "Harbour.html")


def test_a_folder_that_only_sounds_like_a_page_s_is_walked(tmp_path: Path) -> None:
    write(tmp_path, "Harbour_files/a.txt", "Quay_reports/b.txt", "Quay.html", "_files/c.txt")
    for folder, name in (("Harbour_files", "a.txt"), ("Quay_reports", "b.txt"), ("_files", "c.txt")):
        assert taken(tmp_path / folder) == ([name], [])


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_links_to_folders_are_not_followed_and_links_to_files_are(tmp_path: Path) -> None:
    write(tmp_path, "in/a.txt", "out/b.txt")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in", target_is_directory=True)
    (tmp_path / "in" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "in" / "b.txt").symlink_to(tmp_path / "out" / "b.txt")
    (tmp_path / "in" / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    assert taken(tmp_path / "in") == (["a.txt", "b.txt"], [])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system")
def test_a_pipe_is_not_an_article(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert taken(tmp_path) == ([], [])


def test_the_bounds_of_files_folders_and_depth_are_told(tmp_path: Path) -> None:
    write(tmp_path, "a/b/c/d.txt", "a/1.txt", "a/2.txt", "e/3.txt")
    files, sentences = taken(tmp_path, Bounds(files=2))
    assert files == ["a/1.txt", "a/2.txt"]
    assert sentences == ["It holds more than 2 articles. Add its sub-folders one by one."]
    files, sentences = taken(tmp_path, Bounds(depth=1))
    assert files == ["a/1.txt", "a/2.txt", "e/3.txt"]
    assert sentences == ["Its sub-folders lie too deep. Add them by themselves."]
    _, sentences = taken(tmp_path, Bounds(folders=2))
    assert sentences == ["It holds more than 2 folders. Add the rest by themselves."]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="nothing is forbidden to this user")
def test_a_folder_that_may_not_be_opened_is_told_and_the_rest_is_taken(tmp_path: Path) -> None:
    write(tmp_path, "a/1.txt", "b/2.txt")
    (tmp_path / "a").chmod(0)
    files, sentences = taken(tmp_path)
    (tmp_path / "a").chmod(0o700)
    assert files == ["b/2.txt"]
    assert sentences == ["This folder could not be opened: Permission denied."]


def test_a_walk_that_is_stopped_ends(tmp_path: Path) -> None:
    write(tmp_path, *(f"{n}/a.txt" for n in range(9)))
    seen: list[object] = []
    for found in collect([str(tmp_path)], ENDINGS, stopped=lambda: len(seen) >= 2):
        seen.append(found)
    assert len(seen) == 2
