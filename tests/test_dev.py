"""The pure parts of dev.py: which Python, whether the environment is current, what an install's failure means."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def dev() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["dev"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("version", "fits"),
    [((3, 10, 12), False), ((3, 11, 0), True), ((3, 12, 4), True), ((3, 13, 9), True), ((3, 14, 0), False)],
)
def test_pythons_from_3_11_to_3_13_are_supported(dev: ModuleType, version: tuple[int, ...], fits: bool) -> None:
    assert dev.supported(version) is fits


def test_another_python_on_the_path_is_used_when_this_one_does_not_fit(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "supported", lambda _: False)
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/opt/{name}" if name == "python3.12" else None)
    assert dev.find_python() == ["/opt/python3.12"]


def test_no_fitting_python_ends_with_a_sentence(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "supported", lambda _: False)
    monkeypatch.setattr(dev.shutil, "which", lambda _: None)
    with pytest.raises(SystemExit):
        dev.find_python()
    assert "Glossator needs Python 3.11 to 3.13" in capsys.readouterr().err


def test_the_environment_is_current_until_requirements_or_python_change(dev: ModuleType, tmp_path: Path) -> None:
    stamp, python = tmp_path / "stamp.json", Path(sys.executable)
    stamp.write_text(json.dumps(dev.wanted(ROOT / "requirements" / "dev.txt", "3.11.7 /usr")), encoding="utf-8")
    assert dev.is_current(stamp, python, ["run", "dev"], "3.11.7 /usr")
    assert not dev.is_current(stamp, python, ["run"], "3.11.7 /usr")
    assert not dev.is_current(stamp, python, ["dev"], "3.12.1 /usr")
    assert not dev.is_current(stamp, tmp_path / "gone", ["dev"], "3.11.7 /usr")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"python": "3.11.7 /usr"}'])
def test_the_stamp_of_an_interrupted_install_does_not_count(dev: ModuleType, tmp_path: Path, content: str) -> None:
    stamp = tmp_path / "stamp.json"
    stamp.write_text(content, encoding="utf-8")
    assert not dev.is_current(stamp, Path(sys.executable), ["dev"], "3.11.7 /usr")
    assert not dev.is_current(tmp_path / "none", Path(sys.executable), ["dev"], "3.11.7 /usr")


@pytest.mark.parametrize(
    ("log", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full."),
        ("NewConnectionError: Failed to establish a new connection", "The packages could not be fetched."),
        ("Temporary failure in name resolution", "The packages could not be fetched."),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM", "A package is not the one that was pinned."),
        ("PermissionError: [Errno 13] Permission denied", "cannot be written to."),
        ("ERROR: No matching distribution found for lxml==6", "A package is not offered for this system."),
        ("something else", "It failed."),
    ],
)
def test_an_installs_output_is_explained(dev: ModuleType, log: str, sentence: str) -> None:
    said, next_step = dev.cause(log, "It failed.")
    assert said.endswith(sentence)
    assert next_step


def test_a_missing_library_is_told_by_its_debian_package(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "loads", lambda file: file != "libEGL.so.1")
    monkeypatch.setattr(dev, "has_font", lambda: True)
    assert dev.missing_packages(dev.DRAWING) == ["libegl1"]
    monkeypatch.setattr(dev, "has_font", lambda: False)
    assert dev.missing_packages(dev.DRAWING) == ["libegl1", dev.FONT_PACKAGE]


def test_run_without_a_display_offers_a_picture(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "has_display", lambda: False)
    with pytest.raises(SystemExit):
        dev.run(["story.txt"])
    assert "--shot OUT.png" in capsys.readouterr().err


def test_the_environments_python_lies_where_the_system_puts_it(dev: ModuleType) -> None:
    assert dev.venv_python(Path("env"), windows=True) == Path("env/Scripts/python.exe")
    assert dev.venv_python(Path("env"), windows=False) == Path("env/bin/python")


def test_help_names_every_command_and_an_unknown_one_is_refused() -> None:
    helped = started()
    for command in ("run", "analyze", "test", "check", "eval", "bench", "torture", "shots"):
        assert f"\n  {command} " in helped.stdout
    refused = started("fly")
    assert (helped.returncode, refused.returncode) == (0, 2)
    assert "fly" in refused.stderr


def started(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-X", "utf8", str(ROOT / "dev.py"), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
