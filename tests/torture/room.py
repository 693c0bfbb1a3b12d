"""A disk that is full, and folders and files that cannot be written to."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import app.store.check  # noqa: F401  (a child that gave up root may not be able to read it any more)
from app.domain.marks import NoteTarget
from app.errors import StoreError, StoreUnwritable
from app.store.open import open_store, restore_backup
from tests.torture.library import contents, make, services
from tests.torture.report import Row

_ROOM = 3_000_000


@contextlib.contextmanager
def small_disk(folder: Path, size: int = _ROOM) -> Iterator[Path | None]:
    """A disk of `size` bytes at `folder`; None where one cannot be made (Linux as root can)."""
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)]
    if sys.platform != "linux" or os.geteuid() != 0 or subprocess.run(command, capture_output=True).returncode:
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def full_disk(folder: Path, tries: int) -> Row:
    """Write until the disk is full, make room, look; also try to restore a copy and to open on the full disk."""
    saved = lost = told = wrong = 0
    for number in range(tries):
        with small_disk(folder / "disk") as disk:
            if disk is None:
                return Row("a full disk", 0, 0, 0, 0, 0, "skipped: needs Linux and root")
            path = disk / "library.db"
            wanted = dict(make(path, 10, number).notes)
            ballast = disk / "ballast"
            store = open_store(path)
            annotating, _ = services(store)
            ballast.write_bytes(bytes(max(1, shutil.disk_usage(disk).free - 100_000 - 40_000 * number)))
            try:
                while True:
                    note, _ = annotating.add_note(NoteTarget(), f"{len(wanted)} " + "word " * 400)
                    wanted[note.id] = note.body
            except StoreUnwritable as error:
                told += bool(error.next_step)
            _fill(disk / "rest")
            try:
                annotating.add_note(NoteTarget(), "word " * 4_000)
                wrong += 1
            except StoreUnwritable:
                told += 1
            kept = path.read_bytes()
            copy = next((disk / "backups").iterdir())
            with contextlib.suppress(OSError):
                restore_backup(path, copy)
                wrong += 1
            wrong += path.read_bytes() != kept
            if number % 2:
                (disk / "rest").unlink()
                ballast.unlink()
                note, _ = annotating.add_note(NoteTarget(), "There is room again.")
                wanted[note.id] = note.body
            store.close()
            if number % 2 == 0:
                with contextlib.suppress(StoreError):
                    open_store(path).close()
            for file in (ballast, disk / "rest"):
                file.unlink(missing_ok=True)
            found = contents(path).notes
            lost += sum(found.get(i) != body for i, body in wanted.items())
            saved += len(wanted)
    return Row("a full disk", tries, saved, lost, told, wrong)


def _fill(path: Path) -> None:
    """Take what room there is."""
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(bytes(4096)):
            pass


def read_only(folder: Path) -> Row:
    """Open a library whose folder, or whose file, may not be written to: told, and the bytes stay."""
    tries = saved = lost = told = wrong = 0
    context = multiprocessing.get_context("fork")
    for name, folder_mode, file_mode in (("folder", 0o555, 0o444), ("file", 0o777, 0o444), ("both", 0o555, 0o666)):
        for crashed in (False, True):
            path = folder / f"{name} {crashed}" / "library.db"
            made = make(path, 10)
            if crashed:
                path.with_name("library.db.lock").write_text("4711\n")
            content = path.read_bytes()
            path.chmod(file_mode)
            path.with_name("library.db.lock").chmod(0o666)
            path.parent.chmod(folder_mode)
            ours, theirs = context.Pipe()
            child = context.Process(target=_try_to_write, args=(path, theirs))
            child.start()
            answer = ours.recv()
            child.join()
            path.parent.chmod(0o755)
            path.chmod(0o644)
            tries += 1
            saved += len(made.notes)
            told += answer == "told"
            wrong += answer != "told" or path.read_bytes() != content
            lost += made.missing_in(contents(path))
    return Row("a folder or a file that is read-only", tries, saved, lost, told, wrong)


def _try_to_write(path: Path, answer: Connection) -> None:
    """As somebody who is not root, whom no mode holds back."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    try:
        store = open_store(path)
        services(store)[0].add_note(NoteTarget(), "Not to be.")
        answer.send("written")
    except StoreUnwritable as error:
        answer.send("told" if error.next_step else "no next step")
    except BaseException as error:
        answer.send(repr(error))
