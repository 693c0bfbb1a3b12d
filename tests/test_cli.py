"""The command line as its user meets it: summaries, JSON lines, exit codes, and one bad file among good ones."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from app import batch, cli
from app.analysis.pipeline import Analyzer

STORY = """\
Ferry leaves early
By Ida Holm · The Bay Post · 4 May 2026

Sven Aldgren, the mayor of Port Ellery, said on Monday that the ferry carried 4,000 passengers in April.

“We left before the tide,” said Captain Iris Fenn. Aldgren thanked her.
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    file = tmp_path / "ferry.txt"
    file.write_text(STORY, encoding="utf-8")
    return file


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch, analyzer: Analyzer) -> None:
    """The session's model instead of one more: it is the same."""
    monkeypatch.setattr(Analyzer, "load", classmethod(lambda _: analyzer))


def rows(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.usefixtures("loaded")
def test_the_summary_names_people_quotes_and_claims(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["analyze", str(story)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("Ferry leaves early\n==================\nIda Holm · The Bay Post · 4 May 2026 · ")
    assert "Iris Fenn, said (direct)" in printed
    for expected in ("People (", "Sven Aldgren", "Who said what (", "What is claimed (", "4,000"):
        assert expected in printed
    assert max(map(len, printed.splitlines())) <= 100


@pytest.mark.usefixtures("loaded")
def test_json_lines_hold_text_metadata_and_places_in_that_text(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["analyze", "--jsonl", str(story)]) == 0
    (row,) = rows(capsys.readouterr().out)
    assert (row["id"], row["text"]) == (str(story), STORY)
    metadata, preds = row["metadata"], row["preds"]
    assert isinstance(metadata, dict)
    assert isinstance(preds, list)
    assert metadata["title"] == "Ferry leaves early"
    assert {p["kind"] for p in preds} == {"entity", "quote", "claim"}
    for found in preds:
        assert 0 <= found["start"] < found["end"] <= len(STORY)
        assert "name" in found or found["kind"] != "entity"
        assert {"reasons", "holder"} <= found.keys() or found["kind"] != "claim"
    speakers = [p["speaker"]["name"] for p in preds if p["kind"] == "quote" and "speaker" in p]
    assert "Iris Fenn" in speakers


@pytest.mark.usefixtures("loaded")
def test_an_entity_has_one_id_in_all_articles_of_a_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [tmp_path / name for name in ("a.txt", "b.txt")]
    for file in files:
        file.write_text("Sven Aldgren spoke in Oslo. Sven Aldgren is the mayor of the town.", encoding="utf-8")
    assert cli.main(["analyze", "--jsonl", *map(str, files)]) == 0
    found = rows(capsys.readouterr().out)
    ids = [
        {p["entity"] for p in row["preds"] if p["kind"] == "entity" and p["name"] == "Sven Aldgren"}  # type: ignore[attr-defined]
        for row in found
    ]
    assert ids[0] == ids[1]
    assert len(ids[0]) == 1


@pytest.mark.usefixtures("loaded")
def test_offsets_of_given_texts_are_kept_without_normalising(tmp_path: Path) -> None:
    text = "Cafe\u0301 talk.\r\n\r\nSven Aldgren said: “We left before the tide.” 🛳 Sven Aldgren left."
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps({"id": 7, "text": text}) + "\n", encoding="utf-8")
    assert cli.main(["analyze", "--from-jsonl", str(source), "-o", str(target)]) == 0
    (row,) = rows(target.read_text(encoding="utf-8"))
    assert row.keys() == {"id", "preds"}
    assert row["id"] == 7
    names = [text[p["start"] : p["end"]] for p in row["preds"] if p["kind"] == "entity"]  # type: ignore[attr-defined]
    assert names == ["Sven Aldgren", "Sven Aldgren"]


@pytest.mark.usefixtures("loaded")
def test_a_bad_line_is_named_and_the_others_are_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "in.jsonl"
    lines = ['{"id": "a", "text": "Oslo is far.\u2028Away."}', "{broken", '{"id": "b"}', "", '{"id": "c", "text": ""}']
    source.write_text("\n".join([*lines, '{"id": "d", "text": "half \\ud800 pair"}']), encoding="utf-8")
    assert cli.main(["analyze", "--from-jsonl", str(source), "-o", str(source)]) == 1
    assert [row["id"] for row in rows_of_file(source)] == ["a", "c", "d"]
    said = capsys.readouterr().err
    assert "line 2: " in said
    assert "line 3: " in said


def rows_of_file(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def test_one_bad_file_never_stops_the_rest(story: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = tmp_path / "picture.txt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    missing = tmp_path / "gone.txt"
    files = [str(missing), str(picture), str(tmp_path), str(story)]
    assert cli.main(["analyze", "--text-only", "--jsonl", *files]) == 1
    output = capsys.readouterr()
    assert [row["id"] for row in rows(output.out)] == [str(story)]
    assert f"glossator: {missing}: " in output.err
    assert "is a picture" in output.err
    assert "is a folder" in output.err
    assert "Traceback" not in output.err


def test_text_only_prints_the_article_and_loads_no_model(
    story: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch.Batch, "_analyzer", property(lambda _: pytest.fail("the model was loaded")))
    assert cli.main(["analyze", "--text-only", str(story)]) == 0
    assert "“We left before the tide,” said Captain Iris Fenn." in capsys.readouterr().out


@pytest.mark.usefixtures("loaded")
def test_an_article_in_a_language_without_a_model_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "fähre.txt"
    file.write_text("Die Fähre verließ die Insel früh am Morgen, und niemand war verwundert. " * 3, encoding="utf-8")
    assert cli.main(["analyze", str(file)]) == 0
    assert "! This article is in German." in capsys.readouterr().out


def test_a_dash_reads_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORY.encode("utf-8"))))
    assert cli.main(["analyze", "--text-only", "--jsonl", "-"]) == 0
    (row,) = rows(capsys.readouterr().out)
    assert (row["id"], row["preds"]) == ("-", [])


def test_an_output_that_cannot_be_written_fails_with_a_sentence(
    story: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "no" / "such" / "folder.jsonl"
    assert cli.main(["analyze", "--text-only", "--jsonl", str(story), "-o", str(target)]) == 1
    assert "No such file or directory" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [[], ["--nonsense"], ["a.txt", "--from-jsonl", "b.jsonl"], ["--from-jsonl", "b.jsonl", "--jsonl"]],
)
def test_wrong_usage_exits_with_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(["analyze", *arguments])
    assert left.value.code == 2
    assert "usage: glossator analyze" in capsys.readouterr().err


def test_a_model_that_does_not_load_is_said_once(
    story: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(cls: type[Analyzer]) -> Analyzer:
        raise OSError("no such package")

    monkeypatch.setattr(Analyzer, "load", classmethod(broken))
    assert cli.main(["analyze", str(story), str(story)]) == 1
    assert capsys.readouterr().err.count("glossator: ") == 1


@pytest.mark.parametrize("arguments", [["--help"], ["analyze", "--help"], ["--version"]])
def test_help_and_version_import_neither_qt_nor_spacy(arguments: list[str]) -> None:
    program = (
        "import sys\nfrom app.cli import main\n"
        f"try: main({arguments!r})\nexcept SystemExit: pass\n"
        "assert not {'spacy', 'PySide6', 'trafilatura', 'sqlalchemy'} & sys.modules.keys(), sys.modules.keys()"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert "lossator" in done.stdout


@pytest.mark.parametrize(
    ("error", "library"),
    [
        ("libGL.so.1: cannot open shared object file: No such file or directory", "libGL.so.1"),
        ("No module named 'PySide6'", ""),
        ("app.so: undefined symbol: x", ""),
    ],
)
def test_a_library_that_the_system_lacks_is_told_apart_from_other_errors(error: str, library: str) -> None:
    assert cli._missing_library(error) == library
