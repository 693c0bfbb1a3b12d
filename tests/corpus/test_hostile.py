"""Files that mean harm are read or refused with a sentence, within 20 s and 1 GiB, and reach nothing else."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from tests.corpus import hostile
from tests.corpus.reading import CANARY, Outcome, read_all
from tests.corpus.run import main, report

pytestmark = pytest.mark.timeout(600)


def faults(outcomes: list[Outcome]) -> str:
    """What did not go well, to be read in a failed test."""
    return "\n".join(f"{o.verdict} {Path(o.path).name}: {o.said} {o.reached}" for o in outcomes if not o.is_fine)


def test_bombs_loops_and_depths_are_read_or_refused_within_the_limits(tmp_path: Path) -> None:
    outcomes = list(read_all(hostile.write(tmp_path, "bombs")))
    assert not faults(outcomes)
    assert {o.verdict for o in outcomes if Path(o.path).name.startswith("bomb.")} == {"refused"}


def test_pages_with_pictures_that_mean_harm_are_read_within_the_limits(tmp_path: Path) -> None:
    paths = [path for path in hostile.write(tmp_path, "pictures", "/etc/passwd") if path.endswith(".html")]
    outcomes = list(read_all(paths))
    assert not faults(outcomes)
    assert {o.verdict for o in outcomes} == {"read"}


@pytest.mark.parametrize("form", ["{path}", "file://{path}", "{relative}"])
def test_files_that_ask_for_another_file_do_not_get_it(tmp_path: Path, form: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(CANARY)
    folder = tmp_path / "files"
    folder.mkdir()
    outcomes = list(read_all(hostile.write(folder, "asking", form.format(path=secret, relative="../secret.txt"))))
    assert not faults(outcomes)
    assert {o.verdict for o in outcomes} >= {"read"}


def test_files_that_ask_for_the_network_do_not_reach_it(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        url = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        outcomes = list(read_all(hostile.write(tmp_path, "asking", url)))
        assert not faults(outcomes)
        with pytest.raises(BlockingIOError):  # nobody knocked
            server.accept()


def test_a_reading_process_that_ends_is_replaced_and_the_file_is_named(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text("The ferry stayed at the quay.")
    missing = str(tmp_path / "missing.txt")
    assert [o.verdict for o in read_all([str(good), missing, str(good)])] == ["read", "refused", "read"]


def test_the_report_counts_by_format_and_names_what_went_wrong() -> None:
    fine = Outcome("/x/a.html", "html", "read", memory=5 << 20)
    bad = Outcome("/x/b.html", "html", "crash", "Traceback\nValueError", ("open /etc/hosts",))
    text = report([fine, bad, Outcome("/x/c.pdf", "pdf", "hang", seconds=20.1)], Path("/x"))
    assert "html              2      1        0        1      0       0      1" in text
    assert "CRASH b.html (html)\n  opened: open /etc/hosts\n  Traceback\n  ValueError" in text
    assert "HANG c.pdf (pdf)" in text


def test_without_the_hostile_set_the_command_says_so_and_is_content(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "nowhere")]) == 0
    assert "There is no hostile set at" in capsys.readouterr().out


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX system")
def test_the_command_ends_with_one_when_a_file_is_read_badly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("The ferry stayed.")
    monkeypatch.setattr("tests.corpus.run.read_all", lambda paths: [Outcome(p, "text", "crash") for p in paths])
    assert main([str(tmp_path)]) == 1
    assert "CRASH a.txt" in capsys.readouterr().out
