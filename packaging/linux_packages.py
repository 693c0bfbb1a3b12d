"""Packs the built tree for Linux: an archive that runs from any folder, packages for Debian and Fedora, an AppImage.

Run by bundle.py. The rpm needs rpmbuild (Debian's package rpm has it), the AppImage needs appimagetool.
"""

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
RPM_REQUIRES = (
    *("libEGL.so.1", "libGL.so.1", "libdbus-1.so.3", "libfontconfig.so.1", "libglib-2.0.so.0", "libxcb-cursor.so.0"),
    *("libxcb-icccm.so.4", "libxcb-keysyms.so.1", "libxcb-shape.so.0", "libxkbcommon-x11.so.0", "libxkbcommon.so.0"),
)
"""The same as DEPENDS, by the files' names: packages are named otherwise on every system that takes rpm."""
SPEC = """\
Name: glossator
Version: {version}
Release: 1
Summary: See the people, quotes and claims of an article beside its text
License: GPL-3.0-or-later
Group: Applications/Text
Packager: The Glossator contributors <contributors@glossator.invalid>
Requires: {requires}
AutoReqProv: no
%global __os_install_post %{{nil}}
%global _build_id_links none
%global debug_package %{{nil}}
%define _binary_payload w9T0.xzdio

%install
cp -al {root}/. %{{buildroot}}

%description
Open an article from disk, and see at once who is in it, who said what, and
what is being claimed: in the text, and in the margin beside it. Write notes
on any passage, and find the same people and places again across everything
you have read.

Everything runs on your machine; nothing is sent over a network.

%files
/usr/bin/glossator
/usr/lib/glossator
/usr/share/applications/glossator.desktop
/usr/share/metainfo/org.glossator.Glossator.metainfo.xml
/usr/share/icons/hicolor/*/apps/glossator.*
%doc /usr/share/doc/glossator
%doc /usr/share/man/man1/glossator.1.gz
"""
APP_RUN = """\
#!/bin/sh
exec "$(dirname "$(readlink -f "$0")")/usr/lib/glossator/glossator" "$@"
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


def installed(stage: Path, tree: Path, icons: Path, version: str) -> int:
    """Lay everything out in `stage` as it stands in an installed system, and return its bytes.

    The tree is in /usr/lib/glossator, a link to the program in /usr/bin.
    """
    shutil.copytree(tree, stage / "usr/lib/glossator", symlinks=True)
    share(stage / "usr/share", icons, version)
    write(stage / "usr/share/doc/glossator/copyright", filled("copyright", version).encode())
    changes = (HERE.parent / "CHANGELOG.md").read_bytes()
    write(stage / "usr/share/doc/glossator/changelog.gz", gzip.compress(changes, mtime=0))
    (stage / "usr/bin").mkdir()
    (stage / "usr/bin/glossator").symlink_to("../lib/glossator/glossator")
    for folder in (stage, *(p for p in stage.rglob("*") if p.is_dir() and not p.is_symlink())):
        folder.chmod(0o755)
    return sum(p.stat().st_size for p in stage.rglob("*") if p.is_file() and not p.is_symlink())


def deb(tree: Path, icons: Path, version: str, dist: Path) -> Path:
    """dist/glossator_VERSION_ARCHITECTURE.deb."""
    architecture = ARCHITECTURES.get(os.uname().machine, os.uname().machine)
    stage = fresh(tree.parent / "deb")
    size = installed(stage, tree, icons, version)
    words = control(version, architecture, size // 1024, newest_glibc(tree))
    write(stage / "DEBIAN/control", words.encode())
    (stage / "DEBIAN").chmod(0o755)
    path = dist / f"glossator_{version}_{architecture}.deb"
    env = {**os.environ, "SOURCE_DATE_EPOCH": str(built_at())}
    command = ["dpkg-deb", "-Zxz", "-z9", "--root-owner-group", "--build", str(stage), str(path)]
    subprocess.run(command, check=True, env=env)
    shutil.rmtree(stage)
    return path


def spec(version: str, glibc: str, root: Path) -> str:
    """The package's description for rpmbuild, of what is laid out in `root`."""
    bits = "()(64bit)"
    requires = [f"libc.so.6(GLIBC_{glibc}){bits[2:]}", *(f"{file}{bits}" for file in RPM_REQUIRES)]
    return SPEC.format(version=version, requires=", ".join(requires), root=root)


def rpm(tree: Path, icons: Path, version: str, dist: Path) -> Path:
    """dist/glossator-VERSION-1.MACHINE.rpm."""
    work = fresh(tree.parent / "rpm")
    installed(fresh(work / "root"), tree, icons, version)
    write(work / "glossator.spec", spec(version, newest_glibc(tree), work / "root").encode())
    given = {
        "_topdir": work,
        "_rpmdir": dist,
        "_build_name_fmt": "%{NAME}-%{VERSION}-%{RELEASE}.%{ARCH}.rpm",
        "_buildhost": "localhost",
        "use_source_date_epoch_as_buildtime": 1,
        "clamp_mtime_to_source_date_epoch": 1,
    }
    defines = [part for name, value in given.items() for part in ("--define", f"{name} {value}")]
    env = {**os.environ, "SOURCE_DATE_EPOCH": str(built_at())}
    command = ["rpmbuild", "-bb", "--quiet", *defines]
    subprocess.run([*command, str(work / "glossator.spec")], check=True, env=env)
    shutil.rmtree(work)
    return dist / f"glossator-{version}-1.{os.uname().machine}.rpm"


def appimage(tree: Path, icons: Path, version: str, dist: Path, tool: Path) -> Path:
    """dist/glossator-VERSION-MACHINE.AppImage, made by appimagetool at `tool`."""
    stage = fresh(tree.parent / "Glossator.AppDir")
    installed(stage, tree, icons, version)
    write(stage / "AppRun", APP_RUN.encode())
    (stage / "AppRun").chmod(0o755)
    write(stage / "glossator.desktop", filled("glossator.desktop", version).encode())
    write(stage / "glossator.png", (icons / "256.png").read_bytes())
    machine = os.uname().machine
    path = dist / f"glossator-{version}-{machine}.AppImage"
    env = {**os.environ, "ARCH": machine, "VERSION": version}
    # Where it is built there is often no FUSE, which the tool, an AppImage itself, would need.
    subprocess.run([str(tool), "--appimage-extract-and-run", str(stage), str(path)], check=True, env=env)
    shutil.rmtree(stage)
    return path
