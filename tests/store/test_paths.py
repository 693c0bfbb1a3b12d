"""Where things are kept, and whether that is a safe place."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from app.errors import StoreDamaged, TooLarge, UserError
from app.paths import find_paths, mount_type, sync_warning


def test_the_variable_moves_everything(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GLOSSATOR_HOME", str(tmp_path / "here"))
    paths = find_paths().make()
    assert paths.store == tmp_path / "here" / "library.db"
    assert paths.backups.is_dir()
    assert paths.log.parent.is_dir()
    assert find_paths(tmp_path / "there").home == tmp_path / "there"


def test_without_it_the_platforms_folder_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GLOSSATOR_HOME", raising=False)
    assert find_paths().home.name == "Glossator"


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("/home/a/Dropbox/notes", "Dropbox"),
        ("/Users/a/Library/Mobile Documents/com~apple~CloudDocs/x", "iCloud Drive"),
        ("/home/a/OneDrive - Firm/x", "OneDrive"),
        ("/Users/a/Library/CloudStorage/Anything/x", "a cloud service"),
    ],
)
def test_a_folder_that_a_cloud_service_copies_gets_a_warning(folder: str, service: str) -> None:
    assert service in sync_warning(Path(folder))


@pytest.mark.parametrize("folder", ["/home/a/.local/share/Glossator", "/home/dropboxer/x", "/srv/my drivers"])
def test_an_ordinary_folder_gets_none(folder: str) -> None:
    assert sync_warning(Path(folder)) == ""


def test_the_innermost_mount_tells_the_file_system() -> None:
    mounts = [
        "/dev/sda1 / ext4 rw 0 0",
        "srv:/x /home/a/far nfs4 rw 0 0",
        "//s/y /home/a/my\\040share cifs rw 0 0",
        "odd",
    ]
    assert mount_type("/home/a/far/lib", mounts) == "nfs4"
    assert mount_type("/home/a/my share", mounts) == "cifs"
    assert mount_type("/home/a/farther", mounts) == "ext4"


def test_errors_say_what_and_what_next_and_travel_between_processes() -> None:
    error = StoreDamaged("It is damaged.", "Restore it.", "/copy.db")
    again = pickle.loads(pickle.dumps(error))
    assert (again.sentence, again.next_step, again.backup) == ("It is damaged.", "Restore it.", "/copy.db")
    assert str(pickle.loads(pickle.dumps(TooLarge("Too big.", "Cut it.")))) == "Too big. Cut it."
    assert isinstance(again, UserError)
