"""Where the program keeps its files, and whether that folder is a safe place for a database."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

RESOURCES = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent)) / "resources"
"""Fonts, icons, samples, trained models: beside the program, also in a bundle."""

HOME_VARIABLE = "GLOSSATOR_HOME"
_APP = "Glossator"
_NETWORK_TYPES = frozenset(
    ("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "webdav", "davfs")
) | frozenset(("afs", "9p", "glusterfs", "ceph", "lustre", "fuse.sshfs", "fuse.davfs2"))
_SYNCED_MARKS = (
    ("dropbox", "Dropbox"),
    ("onedrive", "OneDrive"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("com~apple~clouddocs", "iCloud Drive"),
    ("mobile documents", "iCloud Drive"),
    ("icloud drive", "iCloud Drive"),
    ("icloud~", "iCloud Drive"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("pcloud", "pCloud"),
    ("box sync", "Box"),
    ("megasync", "MEGA"),
    ("syncthing", "Syncthing"),
)


@dataclass(frozen=True, slots=True)
class Paths:
    """Every place the program writes to. Nothing is created before it is asked for with `make`."""

    home: Path

    @property
    def store(self) -> Path:
        return self.home / "library.db"

    @property
    def backups(self) -> Path:
        return self.home / "backups"

    @property
    def log(self) -> Path:
        return self.home / "logs" / "glossator.log"

    @property
    def reports(self) -> Path:
        return self.home / "reports"

    @property
    def queue(self) -> Path:
        """The files that wait to be read."""
        return self.home / "queue.db"

    @property
    def pictures(self) -> Path:
        """The articles' pictures."""
        return self.home / "pictures.db"

    @property
    def settings(self) -> Path:
        return self.home / "settings.json"

    def make(self) -> Paths:
        """Create the folders; OSError when that is not allowed."""
        for folder in (self.home, self.backups, self.log.parent):
            folder.mkdir(parents=True, exist_ok=True)
        return self


def find_paths(home: str | os.PathLike[str] | None = None) -> Paths:
    """The folders of this user: `home`, else the variable GLOSSATOR_HOME, else the platform's data folder."""
    chosen = os.fspath(home) if home else os.environ.get(HOME_VARIABLE, "").strip()
    if chosen:
        return Paths(Path(chosen).expanduser().absolute())
    import platformdirs

    return Paths(Path(platformdirs.user_data_dir(_APP, appauthor=False)))


def sync_warning(folder: Path) -> str:
    """A sentence when `folder` lies in a folder that a cloud service copies, else "".

    Such a service copies the database file while it is written to, and can put an old or torn copy in its place.
    """
    service = _sync_service(folder.parts)
    if not service:
        return ""
    return (
        f"Your library is in a folder that {service} keeps in step ({folder}). It can be damaged there when two "
        f"computers use it at once. Set {HOME_VARIABLE} to a folder on this computer's own disk."
    )


def is_network_folder(folder: Path) -> bool:
    """Whether `folder` is on a network file system, where SQLite's write-ahead log must not be used.

    Linux: the mount table. Windows: a UNC path or a mapped drive. macOS: only the automounter's folders are known,
    because the type of a mount cannot be read there without starting another program.
    """
    if sys.platform == "win32":
        return str(folder).startswith(("\\\\", "//")) or _is_remote_drive(folder.drive)
    if sys.platform == "darwin":
        return folder.parts[:2] in (("/", "net"), ("/", "Network"))
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return mount_type(str(_nearest_existing(folder).resolve()), mounts.splitlines()) in _NETWORK_TYPES


def mount_type(folder: str, mounts: Iterable[str]) -> str:
    """The file system type of the longest mount point that holds `folder`, from lines as in /proc/mounts."""
    best, kind = "", ""
    for line in mounts:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ").rstrip("/") or "/"
        inside = folder == point or folder.startswith(point if point == "/" else point + "/")
        if inside and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind


def _sync_service(parts: Iterable[str]) -> str:
    for part in parts:
        low = part.casefold()
        for mark, service in _SYNCED_MARKS:
            if low == mark or low.startswith((mark + " ", mark + "-", mark + "_", mark + "(")):
                return service
            if mark.endswith("~") and low.startswith(mark):
                return service
        if low == "cloudstorage":
            return "a cloud service"
    return ""


def _nearest_existing(folder: Path) -> Path:
    for candidate in (folder, *folder.parents):
        if candidate.exists():
            return candidate
    return folder


def _is_remote_drive(drive: str) -> bool:
    import ctypes

    remote = 4  # DRIVE_REMOTE, as GetDriveTypeW answers
    return bool(getattr(ctypes, "windll").kernel32.GetDriveTypeW(drive + "\\") == remote)  # noqa: B009  Windows only
