"""`glossator import` over real files, a real library and a worker that can die."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app import cli
from app.bootstrap import build_services
from app.collect import INTERRUPTED, OK, SOME_FAILED, _Run, bring_in, import_files
from app.domain.marks import AnalysisState
from app.domain.rows import ArticleRow
from app.paths import Paths, find_paths
from app.store.open import open_store
from tests.desktop import queue_tools
from tests.desktop.conftest import Desk

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def home(tmp_path: Path) -> Paths:
    return find_paths(tmp_path / "home").make()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    (made / "older").mkdir(parents=True)
    for name in ("barley.txt", "clover.txt", "older/wheat.txt"):
        words = f"The {Path(name).stem} was sown by Mara Lind in Port Ellery before the {name} came up again."
        (made / name).write_text(words, "utf-8")
    return made


def library(home: Paths) -> tuple[ArticleRow, ...]:
    store = open_store(home.store, home.backups)
    rows = build_services(store).library.articles()
    store.close()
    return rows


@pytest.mark.usefixtures("qapp")
def test_a_folder_comes_in_with_its_analyses_and_a_summary(
    home: Paths, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring_in(home, [str(folder)], build=queue_tools.build) == OK
    assert capsys.readouterr().out == "3 new articles.\n"
    assert {r.title for r in library(home)} == {"Barley", "Clover", "Wheat"}
    assert {r.state for r in library(home)} == {AnalysisState.DONE}


@pytest.mark.usefixtures("qapp")
def test_a_second_run_recognises_what_is_there(home: Paths, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bring_in(home, [str(folder / "barley.txt")], build=queue_tools.build)
    capsys.readouterr()
    assert bring_in(home, [str(folder)], build=queue_tools.build) == OK
    assert capsys.readouterr().out == "2 new articles, 1 already in your library.\n"
    assert len(library(home)) == 3


@pytest.mark.usefixtures("qapp")
def test_failures_are_said_at_once_and_the_rest_is_done(
    home: Paths, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "empty.txt").write_text("", "utf-8")
    (folder / "killer.txt").write_text("x", "utf-8")
    (folder / "picture.jpg").write_bytes(b"\xff")
    assert bring_in(home, [str(folder), str(folder / "gone.txt")], build=queue_tools.build) == SOME_FAILED
    said = capsys.readouterr()
    assert said.out == "3 new articles, 3 could not be read, 1 left out.\n"
    assert f"{folder / 'empty.txt'}: “empty.txt” is empty." in said.err
    assert "ended the analysis process twice" in said.err
    assert "“gone.txt” is not there" in said.err
    assert "1 file of another kind was left out: 1 .jpg." in said.err


@pytest.mark.usefixtures("qapp")
def test_without_analysis_the_articles_wait_for_it(home: Paths, folder: Path) -> None:
    assert bring_in(home, [str(folder)], analyses=False, build=queue_tools.build) == OK
    assert {r.state for r in library(home)} == {AnalysisState.NONE}


@pytest.mark.usefixtures("qapp")
def test_a_run_that_is_broken_off_keeps_what_was_read(
    home: Paths, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "long.txt").write_text("Never read.", "utf-8")
    run = _Run(home, True, queue_tools.build)
    run._queue.moved.connect(lambda view: signal.raise_signal(signal.SIGINT) if view.name == "long.txt" else None)
    assert run.bring_in([str(folder)]) == INTERRUPTED
    run.close()
    assert "Start it again to go on" in capsys.readouterr().err
    assert {r.title for r in library(home)} == {"Barley", "Clover"}


def test_an_open_window_takes_the_files_over(
    qtbot: object, qapp: QApplication, home: Paths, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(qtbot, home.home, queue_tools.build)  # type: ignore[arg-type]
    desk.start()
    assert bring_in(home, [str(folder)]) == OK
    assert "its window brings them in" in capsys.readouterr().out
    desk.until(lambda: len(desk.window._parts.services.library.articles()) == 3)
    desk.settle()
    assert desk.window.reading.view is None
    desk.stop()


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be sent Ctrl+C there")
def test_a_watch_brings_in_what_comes_later_with_a_line_each_and_ends_in_good_order(home: Paths, folder: Path) -> None:
    (folder / "empty.txt").write_text("", "utf-8")
    for file in folder.rglob("*.txt"):
        os.utime(file, (1_700_000_000, 1_700_000_000))  # written long ago: not waited for
    program = (
        "import sys\nfrom pathlib import Path\nfrom app import collect\nfrom app.paths import find_paths\n"
        "from tests.desktop import queue_tools\n"
        "if __name__ == '__main__':\n"
        "    sys.exit(collect.watch(find_paths(sys.argv[1]), sys.argv[2:], build=queue_tools.build))\n"
    )
    script = folder.parent / "watch.py"
    script.write_text(program, "utf-8")
    command = [sys.executable, str(script), str(home.home), str(folder)]
    surroundings = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == f"Watching {folder}. Ctrl+C ends it.\n"
        first = {process.stdout.readline() for _ in range(3)}
        assert first == {f"{folder / name}: new article\n" for name in ("barley.txt", "clover.txt", "older/wheat.txt")}
        (folder / "rye.txt").write_text("The rye was sown late, said Mara Lind, and came up all the same.", "utf-8")
        assert process.stdout.readline() == f"{folder / 'rye.txt'}: new article\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == OK
    assert {r.title for r in library(home)} == {"Barley", "Clover", "Wheat", "Rye"}


def test_a_file_cannot_be_watched(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        import_files(["--watch", str(folder / "barley.txt")])
    assert left.value.code == 2
    assert "only folders can be watched" in capsys.readouterr().err


@pytest.mark.usefixtures("qapp")
def test_a_library_that_another_program_holds_is_told(
    home: Paths, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_store(home.store, home.backups)
    assert import_files([str(folder), "--home", str(home.home)]) == SOME_FAILED
    store.close()
    assert "is open in another" in capsys.readouterr().err


def test_wrong_usage_exits_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(["import"])
    assert left.value.code == 2
    assert "usage: glossator import" in capsys.readouterr().err


def test_its_help_imports_neither_qt_nor_spacy() -> None:
    program = (
        "import sys\nfrom app.cli import main\ntry: main(['import', '--help'])\nexcept SystemExit: pass\n"
        "assert not {'spacy', 'PySide6', 'sqlalchemy'} & sys.modules.keys()"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
