"""From what a person points at to the files that are read: folders are walked, within bounds and without surprises."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from app.domain.saved_pages import page_stem

_PAGES = frozenset((".html", ".htm", ".xhtml", ".xht"))
_PARTS = re.compile(r"[-_. ][^\W\d]{2,20}$")  # "_files", "-Dateien", "_fichiers": what browsers keep a page's images in
_HIDDEN = 0x2 | 0x4  # FILE_ATTRIBUTE_HIDDEN, _SYSTEM
_REPARSE = 0x400  # FILE_ATTRIBUTE_REPARSE_POINT: a junction, which may lead back up


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much one folder may hold. `depth`: levels of sub-folders; `files`, `folders`: in all."""

    depth: int = 12
    files: int = 20_000
    folders: int = 10_000


@dataclass(frozen=True, slots=True)
class Found:
    """A file to be read. `size` in bytes and `changed` in nanoseconds tell later whether it is the same still."""

    path: str
    size: int = 0
    changed: int = 0


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A place of which not all was taken, and why."""

    path: str
    sentence: str


_BOUNDS = Bounds()


def collect(
    paths: Sequence[str],
    endings: Collection[str],
    bounds: Bounds = _BOUNDS,
    stopped: Callable[[], bool] = lambda: False,
    entered: Callable[[str], object] = lambda _: None,
) -> Iterator[Found | LeftOut]:
    """The files at `paths`, those in folders with them, by name within each folder, sub-folders after its files.

    Out of folders only files with one of `endings` (".txt") are taken; a file that is named itself is taken in any
    case. Hidden files, links to folders, and the folder that a browser keeps beside a saved page are passed over;
    where that folder is itself at one of `paths`, the page beside it is meant.
    Ends early when `stopped()`; `entered` is called with each folder. Blocks on the disk: not for the window's thread.
    """
    for path in paths:
        if page := _page_of_parts(path):
            yield _found(page)
        elif Path(path).is_dir():
            yield from _Walk(frozenset(endings), bounds, stopped, entered).walk(path)
        else:
            yield _found(path)  # what is wrong with it, reading will say


def _found(path: str) -> Found:
    try:
        about = Path(path).stat()
    except (OSError, ValueError):
        return Found(path)
    return Found(path, about.st_size, about.st_mtime_ns)


class _Walk:
    """One walk down from a folder."""

    def __init__(
        self,
        endings: frozenset[str],
        bounds: Bounds,
        stopped: Callable[[], bool],
        entered: Callable[[str], object],
    ) -> None:
        self._endings, self._bounds, self._stopped, self._entered = endings, bounds, stopped, entered
        self._files = 0
        self._seen: set[tuple[int, int]] = set()  # folders by device and inode: a mount may show one again
        self._others: Counter[str] = Counter()

    def walk(self, root: str) -> Iterator[Found | LeftOut]:
        stack = [(root, 0)]
        while stack and not self._stopped():
            folder, depth = stack.pop()
            if not self._is_new(folder):
                continue
            if len(self._seen) > self._bounds.folders:
                yield LeftOut(root, f"It holds more than {self._bounds.folders:,} folders. Add the rest by themselves.")
                return
            try:
                files, folders = self._listed(folder)
            except OSError as error:
                yield LeftOut(folder, f"This folder could not be opened: {error.strerror or 'the system refused'}.")
                continue
            self._entered(folder)
            for found in files:
                if self._files == self._bounds.files:
                    yield LeftOut(root, f"It holds more than {self._files:,} articles. Add its sub-folders one by one.")
                    return
                self._files += 1
                yield found
            if folders and depth == self._bounds.depth:
                yield LeftOut(folder, "Its sub-folders lie too deep. Add them by themselves.")
                continue
            stack += [(path, depth + 1) for path in reversed(folders)]
        if self._others:
            yield LeftOut(root, _others(self._others))

    def _is_new(self, folder: str) -> bool:
        try:
            about = Path(folder).stat()
        except OSError:
            return True  # listing it will tell
        key = (about.st_dev, about.st_ino)
        if key in self._seen and about.st_ino:
            return False
        self._seen.add(key)
        return True

    def _listed(self, folder: str) -> tuple[list[Found], list[str]]:
        files: list[Found] = []
        folders: list[str] = []
        with os.scandir(folder) as entries:
            seen = sorted((e for e in entries if not _is_hidden(e)), key=lambda e: e.name.casefold())
        pages = {PurePath(e.name).stem.casefold() for e in seen if PurePath(e.name).suffix.lower() in _PAGES}
        for entry in seen:
            if self._stopped():
                break
            if entry.is_dir(follow_symlinks=False):
                if not _is_junction(entry) and not _belongs_to_page(entry.name, pages):
                    folders.append(entry.path)
            elif not _is_file(entry):
                continue
            elif PurePath(entry.name).suffix.lower() in self._endings:
                files.append(_found(entry.path))
            else:
                self._others[PurePath(entry.name).suffix.lower() or "no ending"] += 1
        return files, folders


def _is_hidden(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith((".", "~$")):
        return True
    try:
        return bool(getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0) & _HIDDEN)
    except OSError:
        return False


def _is_junction(entry: os.DirEntry[str]) -> bool:
    try:
        return bool(getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0) & _REPARSE)
    except OSError:
        return True


def _is_file(entry: os.DirEntry[str]) -> bool:
    """An ordinary file, or a link to one; never a link to a folder, a pipe or a device."""
    try:
        return stat.S_ISREG(entry.stat().st_mode)
    except OSError:
        return False


def _belongs_to_page(name: str, pages: set[str]) -> bool:
    ending = _PARTS.search(name)
    return ending is not None and name[: ending.start()].casefold() in pages


def _page_of_parts(path: str) -> str:
    """For the folder that holds a saved page's parts, the page beside it; "" for any other place."""
    folder = Path(path)
    stem = page_stem(folder.name)
    if not stem or not folder.is_dir():
        return ""
    beside = (folder.with_name(stem + ending) for ending in sorted(_PAGES))
    return next((str(page) for page in beside if page.is_file() and not page.is_symlink()), "")


def _others(others: Counter[str]) -> str:
    number = others.total()
    kinds = ", ".join(f"{n:,} {suffix}" for suffix, n in others.most_common(4))
    files = "1 file of another kind was" if number == 1 else f"{number:,} files of other kinds were"
    return f"{files} left out: {kinds}{', …' if len(others) > 4 else ''}."


def same_file(path: str) -> str:
    """`path` made absolute, so that one file is queued once however it is named."""
    return str(Path(path).absolute())
