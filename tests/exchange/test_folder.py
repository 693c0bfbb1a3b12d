"""The folder of an export: whole or not at all, and nothing in it lost that is not ours."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from app.exchange.folder import MANIFEST, ExportError, OwnFolder, Written, write_whole


def export(folder: Path, **files: str) -> Written:
    own = OwnFolder(folder)
    for name, words in files.items():
        own.put(f"article:{name}", f"Articles/{name}.md", [words])
    return own.finish({"article"})


def notes(folder: Path) -> dict[str, str]:
    return {p.name: p.read_text("utf-8") for p in sorted(folder.glob("Articles/*"))}


def test_a_new_folder_is_made_and_an_empty_one_is_used(tmp_path: Path) -> None:
    assert export(tmp_path / "a" / "b", vote="1") == Written(1)
    assert notes(tmp_path / "a" / "b") == {"vote.md": "1"}
    assert {p.name for p in (tmp_path / "a" / "b").iterdir()} == {MANIFEST, "Articles"}
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / ".DS_Store").write_bytes(b"")
    assert export(tmp_path / "empty", vote="1") == Written(1)


def test_a_folder_with_files_of_others_is_refused_by_name_and_stays_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "thesis.md").write_text("mine", "utf-8")
    with pytest.raises(ExportError, match=str(tmp_path)):
        export(tmp_path, vote="1")
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.md"]
    with pytest.raises(ExportError, match="not a folder"):
        OwnFolder(tmp_path / "thesis.md")


def test_a_second_export_replaces_its_files_and_takes_away_what_is_gone(tmp_path: Path) -> None:
    export(tmp_path, vote="1", budget="2")
    (tmp_path / "Articles" / "my own.md").write_text("mine", "utf-8")
    assert export(tmp_path, vote="3") == Written(1)
    assert notes(tmp_path) == {"vote.md": "3", "my own.md": "mine"}
    assert OwnFolder(tmp_path).known() == {"article:vote": "Articles/vote.md"}


def test_a_file_that_was_changed_is_kept_under_another_name_also_when_its_article_is_gone(tmp_path: Path) -> None:
    export(tmp_path, vote="1", budget="2")
    (tmp_path / "Articles" / "vote.md").write_text("1, and mine", "utf-8")
    (tmp_path / "Articles" / "budget.md").write_text("2, and mine", "utf-8")
    written = export(tmp_path, vote="3")
    assert sorted(written.kept) == ["Articles/budget (yours).md", "Articles/vote (yours).md"]
    assert notes(tmp_path) == {
        "vote.md": "3",
        "vote (yours).md": "1, and mine",
        "budget (yours).md": "2, and mine",
    }
    (tmp_path / "Articles" / "vote.md").write_text("again", "utf-8")
    assert export(tmp_path, vote="4").kept == ("Articles/vote (yours 2).md",)


def test_a_file_of_somebody_else_in_the_way_stops_the_export_before_anything_is_moved(tmp_path: Path) -> None:
    export(tmp_path, vote="1")
    (tmp_path / "Articles" / "budget.md").write_text("mine", "utf-8")
    with pytest.raises(ExportError, match="budget"):
        export(tmp_path, vote="2", budget="3")
    assert notes(tmp_path) == {"vote.md": "1", "budget.md": "mine"}


def test_what_is_not_ours_can_be_asked_for_so_that_its_name_is_left_to_it(tmp_path: Path) -> None:
    export(tmp_path, vote="1")
    (tmp_path / "Articles" / "my own.md").write_text("mine", "utf-8")
    own = OwnFolder(tmp_path)
    assert own.foreign("Articles") == {"my own"}
    assert own.foreign("Nothing there") == set()
    own.give_up()


def test_an_export_that_breaks_off_leaves_the_last_one_whole(tmp_path: Path) -> None:
    export(tmp_path, vote="1")

    def broken() -> object:
        yield "half"
        raise RuntimeError

    own = OwnFolder(tmp_path)
    with pytest.raises(RuntimeError):
        own.put("article:vote", "Articles/vote.md", broken())  # type: ignore[arg-type]
    assert notes(tmp_path) == {"vote.md": "1"}
    assert export(tmp_path, vote="2") == Written(1)  # what was left of it is swept away
    assert {p.name for p in tmp_path.iterdir()} == {MANIFEST, "Articles"}


def test_after_a_crash_while_files_are_moved_all_of_them_are_known_as_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(tmp_path, vote="1", budget="2")
    moves = 0
    replace = Path.replace

    def crash(self: Path, target: Path) -> Path:
        nonlocal moves
        if Path(target).suffix == ".md":
            moves += 1
            if moves == 2:
                raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", crash)
    with pytest.raises(ExportError, match="No space left"):
        export(tmp_path, vote="3", budget="4", harbour="5")
    monkeypatch.undo()
    assert notes(tmp_path) == {"vote.md": "3", "budget.md": "2"}
    assert export(tmp_path, vote="3", budget="4", harbour="5") == Written(3)
    assert notes(tmp_path) == {"vote.md": "3", "budget.md": "4", "harbour.md": "5"}


def test_an_export_of_another_kind_leaves_what_is_there(tmp_path: Path) -> None:
    export(tmp_path, vote="1")
    own = OwnFolder(tmp_path)
    own.put("quotes.csv", "quotes.csv", ["a", "b"], "utf-8-sig")
    own.finish({"quotes.csv"})
    assert (tmp_path / "quotes.csv").read_bytes() == b"\xef\xbb\xbfab"
    assert notes(tmp_path) == {"vote.md": "1"}
    assert export(tmp_path, vote="2") == Written(1)
    assert (tmp_path / "quotes.csv").exists()


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="needs links")
def test_no_link_leads_out_of_the_folder(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "folder"
    outside.mkdir()
    export(folder, vote="1")
    for file in (folder / "Articles").iterdir():
        file.unlink()
    (folder / "Articles").rmdir()
    (folder / "Articles").symlink_to(outside)
    with pytest.raises(ExportError, match="leads out"):
        export(folder, vote="2")
    assert list(outside.iterdir()) == []
    (folder / "Articles").unlink()
    (folder / "Articles").mkdir()
    (outside / "target.md").write_text("theirs", "utf-8")
    (folder / "Articles" / "vote.md").symlink_to(outside / "target.md")
    export(folder, vote="2")
    assert (outside / "target.md").read_text("utf-8") == "theirs"
    assert not (folder / "Articles" / "vote.md").is_symlink()


def test_a_list_that_names_files_elsewhere_takes_none_of_them_away(tmp_path: Path) -> None:
    folder, outside = tmp_path / "folder", tmp_path / "theirs.md"
    export(folder, vote="1")
    outside.write_text("1", "utf-8")
    listed = json.loads((folder / MANIFEST).read_text("utf-8"))
    listed["files"] |= dict.fromkeys(
        ("../theirs.md", str(outside), "Articles/../../theirs.md"), listed["files"]["Articles/vote.md"]
    )
    (folder / MANIFEST).write_text(json.dumps(listed), "utf-8")
    export(folder, vote="2")
    assert outside.read_text("utf-8") == "1"


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"files": 3}', '{"files": {"a": 3}}'])
def test_with_a_damaged_list_what_lies_there_counts_as_yours(tmp_path: Path, damage: str) -> None:
    export(tmp_path, vote="1")
    (tmp_path / MANIFEST).write_text(damage, "utf-8")
    with pytest.raises(ExportError, match="in the way"):
        export(tmp_path, vote="2")
    assert notes(tmp_path) == {"vote.md": "1"}


def test_a_file_is_written_whole_or_stays_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "notes.md"
    write_whole(file, ["one\n", "two\n"])
    assert file.read_bytes() == b"one\ntwo\n"

    def broken() -> object:
        yield "half"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_whole(file, broken())  # type: ignore[arg-type]
    assert file.read_bytes() == b"one\ntwo\n"
    assert [p.name for p in tmp_path.iterdir()] == ["notes.md"]
