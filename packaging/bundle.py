#!/usr/bin/env python3
"""Builds the program for people without Python: `python3 dev.py bundle`.

Makes an environment of its own in build/, from requirements/bundle.txt, runs PyInstaller on build.spec, takes out what
the program does not use, tries the result, and packs it for this system into dist/. Needs Python 3.11 to 3.13.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

import linux_packages
import macos
import windows

ROOT = Path(__file__).resolve().parent.parent
BUILD, DIST = ROOT / "build", ROOT / "dist"
VENV, ICONS = BUILD / "venv", BUILD / "icons"
REQUIREMENTS = ROOT / "requirements" / "bundle.txt"
LINUX, WINDOWS, MACOS = (sys.platform.startswith(name) for name in ("linux", "win32", "darwin"))
TREE = BUILD / "bundle" / ("Glossator.app" if MACOS else "glossator")
"""What is tried and packed: on macOS the program that PyInstaller made of its folder."""
PROGRAM = "glossator-cli.exe" if WINDOWS else "Contents/MacOS/glossator" if MACOS else "glossator"

UNSTRIPPED = ("PySide6", "shiboken6", "numpy.libs")
"""Qt comes without debug symbols, and strip can damage what was relinked for a wheel."""


def fail(sentence: str) -> NoReturn:
    print(f"bundle: {sentence}", file=sys.stderr)
    sys.exit(1)


def say(sentence: str) -> None:
    print(f"bundle: {sentence}", file=sys.stderr, flush=True)


def run(command: Sequence[str | os.PathLike[str]], **options: Any) -> None:
    """Run a command; end with its name when it fails."""
    if subprocess.run([os.fspath(part) for part in command], **options).returncode:
        fail(f"this failed: {' '.join(str(part) for part in command)}")


def version(root: Path = ROOT) -> str:
    """The program's version, as its package says it."""
    found = re.search(r'^__version__ = "([^"]+)"', (root / "app" / "__init__.py").read_text(encoding="utf-8"), re.M)
    if found is None:
        raise ValueError("app/__init__.py names no version")
    return found[1]


# Building


def ensure_environment() -> Path:
    """The Python of an environment that holds requirements/bundle.txt and nothing else."""
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = VENV / "installed"
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest() + sys.version
    if python.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return python
    say("Making the environment in build/venv.")
    run([sys.executable, "-m", "venv", "--clear", VENV])
    pip: list[str | Path] = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-input"]
    run([*pip, "-U", "pip"])
    run([*pip, "--require-hashes", "-r", REQUIREMENTS])
    stamp.write_text(wanted, encoding="utf-8")
    return python


def build(python: Path) -> None:
    """The tree in build/bundle/glossator, without what the program does not use."""
    run([python, ROOT / "packaging" / "icons.py", ROOT / "resources" / "icons" / "glossator.svg", ICONS])
    run([python, ROOT / "packaging" / "licences.py", ROOT / "requirements" / "run.txt", BUILD / "licences.txt"])
    places: list[str | Path] = ["--distpath", BUILD / "bundle", "--workpath", BUILD / "pyinstaller"]
    command = [python, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN", *places]
    # What is compressed twice packs worse: as it is, xz makes 18 MB of modules into 11. It also starts sooner.
    run([*command, ROOT / "build.spec"], env={**os.environ, "PYINSTALLER_ZLIB_COMPRESSION_LEVEL": "0"})
    if LINUX:
        make_small(TREE)
        add_system_licences(TREE)
    say(f"The tree has {size(TREE) / 1e6:.0f} MB.")


def make_small(tree: Path) -> None:
    """Take out libraries that nothing asks for, and debug symbols."""
    for library in orphans(tree / "_internal"):
        library.unlink()
    strip(tree)


def size(folder: Path) -> int:
    """Bytes of all files; what a link points to is counted once."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file() and not p.is_symlink())


def orphans(inside: Path) -> list[Path]:
    """The system's libraries that no file in the tree asks for: what only came with a plugin that was left out.

    Which those are depends on what is installed where it is built: a whole second toolkit, in one case.
    """
    if shutil.which("readelf") is None:
        say("There is no readelf here (package binutils): libraries that nothing needs may stay.")
        return []
    files = [file for file in sorted(inside.rglob("*.so*")) if file.is_file() and not file.is_symlink()]
    listing = subprocess.run(
        ["readelf", "-d", *files], capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}
    )
    taken = {file.name: file for file in sorted(inside.glob("lib*.so*"))}
    keep = {name for name in taken if name.startswith("libpython")}
    return [taken[name] for name in sorted(taken.keys() - needed(listing.stdout, taken.keys(), keep))]


def needed(listing: str, taken: Collection[str], keep: Collection[str]) -> set[str]:
    """The names in `taken` that are asked for, by way of each other, by the other files or by those in `keep`.

    `listing` is what `readelf -d` prints of all files.
    """
    asks: dict[str, list[str]] = {}
    for part in listing.split("File: ")[1:]:
        asks[Path(part.split("\n", 1)[0]).name] = re.findall(r"\(NEEDED\)[^\[\n]*\[([^\]\n]+)\]", part)
    open_, reached = [name for name in {*asks, *keep} if name not in taken or name in keep], set[str]()
    while open_:
        name = open_.pop()
        if name not in reached:
            reached.add(name)
            open_ += asks.get(name, [])
    return reached


def strippable(tree: Path) -> Iterator[Path]:
    """The shared libraries that may come with debug symbols: a third of what PyInstaller makes."""
    inside = tree / "_internal"
    for file in sorted(inside.rglob("*.so*")):
        if file.is_file() and not file.is_symlink() and file.relative_to(inside).parts[0] not in UNSTRIPPED:
            yield file


def strip(tree: Path) -> None:
    files = list(strippable(tree))
    if shutil.which("strip") is None:
        say("There is no strip here (package binutils): the tree stays larger than it need be.")
    elif files:
        run(["strip", "--strip-unneeded", *files])


def system_packages(listing: str) -> list[str]:
    """The packages that `dpkg -S` names, each once: lines "libx11-6:amd64: /usr/lib/…/libX11.so.6"."""
    return sorted({line.split(": ")[0].split(":")[0] for line in listing.splitlines() if ": /" in line})


def add_system_licences(tree: Path) -> None:
    """The licences of what PyInstaller took from this system: X, GLib, OpenSSL and others beside Python's library."""
    taken = [file.name for file in sorted((tree / "_internal").glob("lib*.so*")) if not file.is_symlink()]
    if shutil.which("dpkg") is None:
        say(f"Without dpkg the licences of {len(taken)} libraries of this system are not known: add them by hand.")
        return
    found = subprocess.run(["dpkg", "-S", *(f"*/{name}" for name in taken)], capture_output=True, text=True)
    for package in system_packages(found.stdout):
        text = Path("/usr/share/doc") / package / "copyright"
        if text.exists():
            folder = tree / "_internal" / "licences" / "system"
            folder.mkdir(exist_ok=True)
            shutil.copyfile(text, folder / f"{package}.txt")


# Trying


def try_out(tree: Path) -> None:
    """Run the program where nothing of this checkout can help it: other folder, bare environment, no Python."""
    with tempfile.TemporaryDirectory(prefix="glossator bündle ") as folder:
        home = Path(folder)
        moved = home / "tree"
        shutil.copytree(tree, moved, symlinks=True)
        program = moved / PROGRAM
        env = bare_environment(home)
        sample = ROOT / "resources" / "samples" / "01-harbour-vote.txt"
        run([program, "--self-test"], env=env, cwd=folder)
        run([program, "analyze", "--jsonl", "-o", home / "found.jsonl", sample], env=env, cwd=folder)
        if '"kind": "quote"' not in (home / "found.jsonl").read_text(encoding="utf-8"):
            fail("glossator analyze found no quotes in a sample.")
        run([program, "--shot", home / "shot.png", sample], env=env, cwd=folder)
        if (home / "shot.png").stat().st_size < 20_000:
            fail("the picture of the window is empty.")
        shutil.copy(home / "shot.png", BUILD / "shot.png")
    say("The frozen program opened, read and analysed (build/shot.png).")


def bare_environment(home: Path) -> dict[str, str]:
    """No Python, no display, no settings of whoever builds."""
    keep = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    folder = str(home / "home")
    return {**keep, "HOME": folder, "GLOSSATOR_HOME": folder, "PATH": "", "QT_QPA_PLATFORM": "offscreen"}


# Packing


def pack(tree: Path, appimagetool: Path | None = None) -> list[Path]:
    """What is handed out for this system, in dist/."""
    DIST.mkdir(exist_ok=True)
    if MACOS:
        return [macos.dmg(tree, version(), DIST)]
    if WINDOWS:
        name = f"glossator-{version()}-windows-x64"
        sign = os.environ.get("GLOSSATOR_SIGN_COMMAND", "")
        setup = windows.installer(tree, ICONS / "glossator.ico", version(), DIST / f"{name}-setup.exe", sign)
        return [setup, Path(shutil.make_archive(str(DIST / name), "zip", tree.parent, tree.name))]
    made = [linux_packages.tar_xz(tree, ICONS, version(), DIST)]
    if shutil.which("dpkg-deb"):
        made.append(linux_packages.deb(tree, ICONS, version(), DIST))
    if shutil.which("rpmbuild"):
        made.append(linux_packages.rpm(tree, ICONS, version(), DIST))
    if appimagetool is not None:
        made.append(linux_packages.appimage(tree, ICONS, version(), DIST, appimagetool))
    return made


def checksums(files: Sequence[Path]) -> str:
    """Lines that `sha256sum --check` reads, in the folder of the files."""
    lines = []
    for file in sorted(files, key=lambda file: file.name):
        with file.open("rb") as data:
            lines.append(f"{hashlib.file_digest(data, 'sha256').hexdigest()}  {file.name}\n")
    return "".join(lines)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py bundle", description=(__doc__ or "").split("\n\n")[1])
    parser.add_argument("--no-build", action="store_true", help="take the tree in build/ as it is")
    parser.add_argument("--no-packages", action="store_true", help="build and try it, and pack nothing")
    parser.add_argument("--appimagetool", type=Path, metavar="TOOL", help="make an AppImage, too, with this program")
    known = parser.parse_args(arguments)
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        fail("Python 3.11 to 3.13 is needed; `python3 dev.py bundle` finds one.")
    if not known.no_build:
        build(ensure_environment())
    try_out(TREE)
    if not known.no_packages:
        files = pack(TREE, known.appimagetool)
        (DIST / "SHA256SUMS").write_text(checksums(files), encoding="utf-8", newline="\n")
        for file in files:
            say(f"{file.relative_to(ROOT)}: {file.stat().st_size / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
