"""`glossator export` and `glossator import-annotations` as their user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app import cli
from app.domain.marks import MarkKind, NoteTarget
from app.paths import find_paths
from app.store.open import open_store
from tests.services.building import Shelf, ref


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The folder of a library with one article and a note on it."""
    paths = find_paths(tmp_path / "home").make()
    shelf = Shelf(paths.store)
    view = shelf.harbour()
    shelf.annotating.add_note(NoteTarget(view.id, ref(view, MarkKind.NOTE, "nine years")), "Since 2017?")
    shelf.store.close()
    return paths.home


def run(*arguments: str | Path) -> int:
    return cli.main([str(a) for a in arguments])


def test_a_vault_goes_into_a_folder_of_its_own(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", "markdown", "--all", "-o", tmp_path / "vault", "--home", home) == 0
    assert "Since 2017?" in (tmp_path / "vault" / "Articles" / "Harbour vote.md").read_text("utf-8")
    assert capsys.readouterr().out == f"2 files in {tmp_path / 'vault'}\n"
    note = tmp_path / "vault" / "Articles" / "Harbour vote.md"
    note.write_text("Mine.", "utf-8")
    assert run("export", "markdown", "-o", tmp_path / "vault", "--home", home) == 0
    assert "Harbour vote (yours).md" in capsys.readouterr().err


def test_a_folder_with_other_files_is_refused(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "one.md").write_text("Mine.", "utf-8")
    assert run("export", "csv", "-o", tmp_path / "thesis", "--home", home) == 1
    assert str(tmp_path / "thesis") in capsys.readouterr().err
    assert [p.name for p in (tmp_path / "thesis").iterdir()] == ["one.md"]


def test_one_article_is_one_file_or_standard_output(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("export", "markdown", "--article", "harbour", "-o", "-", "--home", home) == 0
    assert capsys.readouterr().out.startswith('---\ntitle: "Harbour vote"\n')
    assert run("export", "bibtex", "--article", "1", "-o", tmp_path / "a.bib", "--home", home) == 0
    assert (tmp_path / "a.bib").read_text("utf-8").startswith("@article{anonymousharbour,")
    assert run("export", "ris", "--all", "-o", tmp_path / "a.ris", "--home", home) == 0
    assert (tmp_path / "a.ris").read_bytes().startswith(b"TY  - NEWS\r\nTI  - Harbour vote\r\n")


def test_one_name_is_one_file_without_links(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", "markdown", "--entity", "Solberg", "-o", "-", "--home", home) == 0
    text = capsys.readouterr().out
    assert "# Inga Solberg\n" in text
    assert "— Harbour vote, characters" in text
    assert "[[" not in text
    assert run("export", "markdown", "--entity", "Nobody", "-o", "-", "--home", home) == 1
    assert "“Nobody”" in capsys.readouterr().err


def test_a_file_that_is_there_is_written_over_only_when_asked(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "refs.ris"
    out.write_text("mine", "utf-8")
    assert run("export", "ris", "-o", out, "--home", home) == 1
    assert "is there already" in capsys.readouterr().err
    assert out.read_text("utf-8") == "mine"
    assert run("export", "ris", "-o", out, "--replace", "--home", home) == 0
    assert out.read_text("utf-8").startswith("TY  - NEWS")


def test_annotations_go_out_and_come_back(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "notes.jsonld"
    assert run("export", "annotations", "-o", file, "--home", home) == 0
    assert len(json.loads(file.read_text("utf-8"))["items"]) == 1
    assert run("import-annotations", file, "--home", home) == 0
    assert capsys.readouterr().out == "notes: 0 came, 1 were there already\n"
    fresh = find_paths(tmp_path / "fresh").make()
    open_store(fresh.store).close()
    assert run("import-annotations", file, "--home", fresh.home) == 1
    assert "“Harbour vote” is not in this library" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "ris", "-o", "x.ris", "--article", "Nowhere"), "No article"),
        (("export", "ris", "-o", "no/such/folder/x.ris"), "There is no folder"),
        (("export", "ris", "-o", "."), "is a folder"),
        (("import-annotations", "missing.jsonld"), "missing.jsonld"),
        (("import-annotations", "bad.jsonld"), "not a Web Annotation file"),
    ],
)
def test_what_cannot_be_done_is_said(
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.jsonld").write_text("{", "utf-8")
    assert run(*arguments, "--home", home) == 1
    assert said in capsys.readouterr().err


def test_without_a_library_none_is_made_and_an_open_one_is_named(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("export", "ris", "-o", "-", "--home", tmp_path / "nowhere") == 1
    assert "There is no library" in capsys.readouterr().err
    assert not (tmp_path / "nowhere").exists()
    store = open_store(find_paths(home).store)
    assert run("export", "ris", "-o", "-", "--home", home) == 1
    assert "open in another window" in capsys.readouterr().err
    store.close()


def test_wrong_usage_is_code_2(home: Path) -> None:
    for arguments in (
        ["export"],
        ["export", "csv", "-o", "-"],
        ["export", "pdf", "-o", "x"],
        ["export", "ris", "--entity", "A", "-o", "x"],
        ["import-annotations"],
    ):
        with pytest.raises(SystemExit) as stopped:
            run(*arguments)
        assert stopped.value.code == 2
