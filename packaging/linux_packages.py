"""Packs the built tree for Linux: an archive that runs from any folder, and a Debian package. Run by bundle.py."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
FILES = HERE / "linux"
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}

DEPENDS = (
    "libc6 (>= {glibc})",
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libgl1",
    "libglib2.0-0t64 | libglib2.0-0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "libxkbcommon-x11-0",
    "libxkbcommon0",
)
CONTROL = """\
Package: glossator
Version: {version}
Architecture: {architecture}
Maintainer: The Glossator contributors <contributors@glossator.invalid>
Installed-Size: {kilobytes}
Depends: {depends}
Section: text
Priority: optional
Description: see the people, quotes and claims of an article beside its text
 Open an article from disk, and see at once who is in it, who said what, and
 what is being claimed: in the text, and in the margin beside it. Write notes
 on any passage, and find the same people and places again across everything
 you have read.
 .
 Everything runs on your machine; nothing is sent over a network.
"""
READ_ME = """\
Glossator {version}

Start it with ./glossator, or ./glossator FILE; ./glossator --help says more. It runs from any folder and writes only
to ~/.local/share/Glossator. To remove it, delete this folder (and that one, if your library is to go, too).

For a menu entry: copy share/ into ~/.local/, and put a link to ./glossator into ~/.local/bin.

If no window opens, a library of the system is missing. On Debian or Ubuntu:
sudo apt-get install libegl1 libgl1 libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0
"""


def newest_glibc(tree: Path) -> str:
    """The oldest glibc that every library in `tree` can run with, as "2.28"."""
    needed = {(2, 17)}
    for file in tree.rglob("*"):
        if file.is_file() and not file.is_symlink() and (".so" in file.name or file.name == "glossator"):
            found = re.findall(rb"GLIBC_2\.(\d{1,2})\b", file.read_bytes())
            needed |= {(2, int(minor)) for minor in found}
    return ".".join(map(str, max(needed)))


def filled(name: str, version: str) -> str:
    """A file of packaging/linux, with version and day in their places."""
    day = time.strftime("%Y-%m-%d", time.gmtime(built_at()))
    return (FILES / name).read_text(encoding="utf-8").replace("@VERSION@", version).replace("@DATE@", day)


def built_at() -> int:
    """Seconds since 1970 that files are dated with: the commit's, so that two builds of it are alike."""
    if "SOURCE_DATE_EPOCH" in os.environ:
        return int(os.environ["SOURCE_DATE_EPOCH"])
    command = ["git", "log", "-1", "--format=%ct"]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    return int(done.stdout) if done.returncode == 0 and done.stdout.strip() else int(time.time())


def share(folder: Path, icons: Path, version: str) -> None:
    """Desktop entry, metadata, icons and manual page, laid out as under /usr/share."""
    texts = {
        "applications/glossator.desktop": "glossator.desktop",
        "metainfo/org.glossator.Glossator.metainfo.xml": "org.glossator.Glossator.metainfo.xml",
    }
    for place, name in texts.items():
        write(folder / place, filled(name, version).encode())
    write(folder / "man/man1/glossator.1.gz", gzip.compress(filled("glossator.1", version).encode(), mtime=0))
    for png in icons.glob("*.png"):
        side = png.stem
        write(folder / f"icons/hicolor/{side}x{side}/apps/glossator.png", png.read_bytes())
    svg = HERE.parent / "resources" / "icons" / "glossator.svg"
    write(folder / "icons/hicolor/scalable/apps/glossator.svg", svg.read_bytes())


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    path.chmod(0o644)


def fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def tar_xz(tree: Path, icons: Path, version: str, dist: Path) -> Path:
    """dist/glossator-VERSION-linux-MACHINE.tar.xz."""
    name = f"glossator-{version}-linux-{os.uname().machine}"
    stage = fresh(tree.parent / "archive")
    shutil.copytree(tree, stage / name, symlinks=True)
    share(stage / name / "share", icons, version)
    write(stage / name / "README.txt", READ_ME.format(version=version).encode())
    path = dist / f"{name}.tar.xz"
    alike = ["--sort=name", "--owner=0", "--group=0", "--numeric-owner", f"--mtime=@{built_at()}"]
    command = ["tar", *alike, "-I", "xz -9 -T0", "-cf", str(path), "-C", str(stage), name]
    subprocess.run(command, check=True)
    shutil.rmtree(stage)
    return path


def control(version: str, architecture: str, kilobytes: int, glibc: str) -> str:
    """The package's description for dpkg."""
    depends = ", ".join(DEPENDS).format(glibc=glibc)
    return CONTROL.format(version=version, architecture=architecture, kilobytes=kilobytes, depends=depends)


def deb(tree: Path, icons: Path, version: str, dist: Path) -> Path:
    """dist/glossator_VERSION_ARCHITECTURE.deb: the tree in /usr/lib/glossator, a link to it in /usr/bin."""
    architecture = ARCHITECTURES.get(os.uname().machine, os.uname().machine)
    stage = fresh(tree.parent / "deb")
    shutil.copytree(tree, stage / "usr/lib/glossator", symlinks=True)
    share(stage / "usr/share", icons, version)
    write(stage / "usr/share/doc/glossator/copyright", filled("copyright", version).encode())
    changes = (HERE.parent / "CHANGELOG.md").read_bytes()
    write(stage / "usr/share/doc/glossator/changelog.gz", gzip.compress(changes, mtime=0))
    (stage / "usr/bin").mkdir()
    (stage / "usr/bin/glossator").symlink_to("../lib/glossator/glossator")
    size = sum(p.stat().st_size for p in stage.rglob("*") if p.is_file() and not p.is_symlink())
    words = control(version, architecture, size // 1024, newest_glibc(tree))
    write(stage / "DEBIAN/control", words.encode())
    for folder in (stage, *(p for p in stage.rglob("*") if p.is_dir() and not p.is_symlink())):
        folder.chmod(0o755)
    path = dist / f"glossator_{version}_{architecture}.deb"
    env = {**os.environ, "SOURCE_DATE_EPOCH": str(built_at())}
    command = ["dpkg-deb", "-Zxz", "-z9", "--root-owner-group", "--build", str(stage), str(path)]
    subprocess.run(command, check=True, env=env)
    shutil.rmtree(stage)
    return path
