"""A folder that an export owns: written beside and moved into place, and nothing in it touched that is not ours."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from app.errors import UserError

MANIFEST = ".glossator-export.json"
_STAGING = ".glossator-new"
_UNSEEN = frozenset((".ds_store", "desktop.ini", "thumbs.db"))


class ExportError(UserError):
    """What was asked for cannot be written there."""


class Stopped(Exception):
    """The person stopped the export; nothing that lay there was touched."""


Watch = Callable[[int], bool]
"""Told how many pieces were written so far; answers whether to go on."""


def unwatched(_: int) -> bool:
    """A `Watch` that lets everything through."""
    return True


@dataclass(frozen=True, slots=True)
class Written:
    """What an export did. `kept`: files that were changed since the last export, under the name they have now."""

    files: int
    kept: tuple[str, ...] = ()


@dataclass(slots=True)
class _Entry:
    key: str
    digests: list[str] = field(default_factory=list)  # of what we wrote; two while a new file is moved into place


class OwnFolder:
    """Opens `folder` for an export: `put` each file, then `finish`. Until then no file of the last export is touched.

    ExportError when the folder holds files and the list of an earlier export is not among them. Paths are relative
    with "/" between their parts.
    """

    def __init__(self, folder: Path, watch: Watch = unwatched) -> None:
        self.folder = folder
        self._watch = watch
        self._pieces = 0
        self._entries: dict[str, _Entry] = {}
        self._new: dict[str, _Entry] = {}
        with _told(folder):
            self._claim()
            self._staging = folder / _STAGING
            _remove(self._staging)
            self._staging.mkdir()

    def known(self) -> dict[str, str]:
        """Paths of the last export by key."""
        return {entry.key: path for path, entry in self._entries.items()}

    def foreign(self, subfolder: str) -> set[str]:
        """Names without their endings of what lies in `subfolder` and is not ours."""
        place = self.folder / subfolder
        ours = {_fold(path) for path in self._entries}
        with _told(self.folder):
            names = [p.name for p in place.iterdir()] if place.is_dir() else []
        return {Path(name).stem for name in names if _fold(f"{subfolder}/{name}") not in ours}

    def put(self, key: str, path: str, pieces: Iterable[str], encoding: str = "utf-8") -> None:
        """Write one file beside its place. Stopped when the watch says so."""
        with _told(self.folder):
            target = self._staging / str(len(self._new))
            digest = hashlib.sha256()
            with target.open("xb") as file:
                for number, piece in enumerate(pieces):
                    self._pieces += 1
                    if not self._watch(self._pieces):
                        raise Stopped
                    data = piece.encode(encoding if number == 0 else encoding.removesuffix("-sig"), "replace")
                    digest.update(data)
                    file.write(data)
        self._new[path] = _Entry(key, [digest.hexdigest()])

    def finish(self, kinds: Collection[str]) -> Written:
        """Move every file into its place; take away those of the last export that have no successor.

        `kinds` are what this export is of: beginnings of keys, to the colon. What is of another kind stays.
        """
        with _told(self.folder):
            others = {p: e for p, e in self._entries.items() if e.key.partition(":")[0] not in kinds}
            self._entries = {p: e for p, e in self._entries.items() if p not in others}
            kept = self._make_room()
            self._list(others | {path: self._both(path) for path in (*self._entries, *self._new)})
            for number, path in enumerate(self._new):
                place = self._inside(path)
                place.parent.mkdir(parents=True, exist_ok=True)
                (self._staging / str(number)).replace(place)
            for path in self._entries.keys() - self._new.keys():
                if not any(_fold(path) == _fold(new) for new in self._new):
                    self._inside(path).unlink(missing_ok=True)
            self._list(others | self._new)
            _remove(self._staging)
        return Written(len(self._new), tuple(kept))

    def give_up(self) -> None:
        """Forget what was put; the last export stays as it was."""
        _remove(self._staging)

    def _claim(self) -> None:
        if self.folder.exists() and not self.folder.is_dir():
            raise ExportError(f"{self.folder} is not a folder.", "Choose a folder.")
        self.folder.mkdir(parents=True, exist_ok=True)
        manifest = self.folder / MANIFEST
        if manifest.is_file():
            self._entries = _read(manifest)
            return
        if any(p.name.casefold() not in _UNSEEN for p in self.folder.iterdir()):
            raise ExportError(
                f"The folder {self.folder} holds files that Glossator did not put there.",
                "Choose an empty folder, or one of an earlier export.",
            )
        self._list({})

    def _make_room(self) -> list[str]:
        """Rename what the user changed among our files; refuse where a file of somebody else is in the way."""
        kept, ours = [], {_fold(path): entry for path, entry in self._entries.items()}
        changed = []
        for path in dict.fromkeys((*self._entries, *self._new)):
            place, entry = self._inside(path), ours.get(_fold(path))
            if not os.path.lexists(place):
                continue
            if entry is None:
                raise ExportError(
                    f"{place} is in the way: Glossator did not write it.", "Move it away, or choose another folder."
                )
            if place.is_symlink() or not place.is_file() or _digest(place) not in entry.digests:
                changed.append((path, place))
        for path, place in changed:
            if not os.path.lexists(place):
                continue  # the same file under a name that differs by case
            beside = _free(place)
            place.rename(beside)
            kept.append(str(Path(path).with_name(beside.name).as_posix()))
        return kept

    def _both(self, path: str) -> _Entry:
        """What may lie at `path` while the new files are moved: after a crash both are known as ours."""
        old, new = self._entries.get(path), self._new.get(path)
        digests = [d for entry in (old, new) if entry for d in entry.digests]
        return _Entry((new or old or _Entry("")).key, digests)

    def _inside(self, path: str) -> Path:
        """The place of `path`; ExportError where a link would lead out of the folder."""
        place = self.folder.joinpath(*path.split("/"))
        home = self.folder.resolve()
        if not place.parent.resolve().is_relative_to(home) or place.name in ("", "..", "."):
            raise ExportError(f"{place.parent} leads out of {self.folder}.", "Choose another folder.")
        return place

    def _list(self, entries: dict[str, _Entry]) -> None:
        files = {path: {"key": e.key, "sha256": e.digests} for path, e in entries.items()}
        about = "Glossator's list of what it wrote here. Without it the next export asks for an empty folder."
        write_whole(self.folder / MANIFEST, [json.dumps({"about": about, "format": 1, "files": files}, indent=1)])


def write_whole(path: Path, pieces: Iterable[str], encoding: str = "utf-8") -> None:
    """Write a file beside its place, then put it there: whoever looks sees the old one or the whole new one."""
    part = path.with_name(f".glossator-{secrets.token_hex(6)}.part")
    try:
        with part.open("x", encoding=encoding, errors="replace", newline="") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


class _told:  # noqa: N801  reads as a word of the with statement
    """Says what the system refused, and where, in a sentence."""

    def __init__(self, place: Path) -> None:
        self._place = place

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, OSError):
            raise ExportError(
                f"{self._place} could not be written: {error.strerror or error}.",
                "Check that there is room and that you may write there, or choose another folder.",
            ) from error


def _read(manifest: Path) -> dict[str, _Entry]:
    """Its entries; none where it is damaged, so that every file that is there counts as somebody else's."""
    try:
        files = json.loads(manifest.read_text("utf-8"))["files"]
        return {
            path: _Entry(str(entry["key"]), [str(d) for d in entry["sha256"]])
            for path, entry in files.items()
            if ".." not in path.split("/") and not path.startswith("/")
        }
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _free(place: Path) -> Path:
    """A name beside `place` that nothing has: "… (yours).md"."""
    for number in range(1, 10_000):
        beside = place.with_name(f"{place.stem} (yours{f' {number}' if number > 1 else ''}){place.suffix}")
        if not os.path.lexists(beside):
            return beside
    raise OSError(f"no free name beside {place}")


def _fold(path: str) -> str:
    return path.casefold()


def _remove(folder: Path) -> None:
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)
