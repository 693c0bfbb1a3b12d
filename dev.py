#!/usr/bin/env python3
"""Glossator from source: makes the environment it needs, then runs, tests, checks, measures.

Needs Python 3.11 to 3.13 and nothing else. Everything is installed into .venv beside this file, from the pinned and
hashed requirements/, and refreshed whenever those change.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple, NoReturn, Sequence  # noqa: UP035  (an old Python must get as far as the message)

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed.json"
OLDEST, NEWEST = (3, 11), (3, 13)
OLDEST_PIP = (24, 0)  # pip 23.2 crashes on trafilatura's dependencies

HELP = """\
usage: python3 dev.py COMMAND …

  run [FILE…]              open the window, with FILEs or with the sample library
  run --shot OUT.png FILE  draw the window into a picture instead, where there is no display
  analyze FILE…            print who is in an article, who said what, what is claimed (analyze --help)

  test […]                 run the tests; the rest goes to pytest
  test --corpus [FOLDER]   read hostile files in processes that are killed at a limit (../shared/data/hostile, or
                           FOLDER, or $GLOSSATOR_HOSTILE), then run the tests that read ../shared/data
  test --writers           read documents that LibreOffice, Chromium and Pandoc write, where installed
  check                    ruff, mypy and the import contracts
  eval [--reading] […]     measure against the data in ../shared/data, beside the figures of other systems
  bench […]                measure speed and memory; --bundle: of the program that bundle built
  torture […]              kill, cut, flip and fill up a library in every way, and see that no saved note is lost
  shots […]                draw every view into pictures
  bundle […]               build the program for people without Python, into dist/ (bundle --help)

The first command makes .venv (about 900 MB, once; it needs the network). Later ones start at once.
"""


class Library(NamedTuple):
    """A shared library that Qt loads, and the Debian package that holds it."""

    file: str
    package: str


DRAWING = (
    Library("libEGL.so.1", "libegl1"),
    Library("libGL.so.1", "libgl1"),
    Library("libglib-2.0.so.0", "libglib2.0-0"),
    Library("libxkbcommon.so.0", "libxkbcommon0"),
    Library("libfontconfig.so.1", "libfontconfig1"),
    Library("libdbus-1.so.3", "libdbus-1-3"),
)
WINDOW = (
    Library("libxcb-cursor.so.0", "libxcb-cursor0"),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    Library("libxcb-shape.so.0", "libxcb-shape0"),
)
FONT_PACKAGE = "fonts-dejavu-core"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")


def fail(sentence: str, next_step: str = "") -> NoReturn:
    """End with what is wrong and what to do about it."""
    print(f"dev.py: {sentence}", file=sys.stderr)
    if next_step:
        print(f"        {next_step}", file=sys.stderr)
    sys.exit(1)


def say(sentence: str) -> None:
    print(f"dev.py: {sentence}", file=sys.stderr, flush=True)


# The environment


def supported(version: tuple[int, ...]) -> bool:
    return OLDEST <= version[:2] <= NEWEST


def find_python() -> list[str]:
    """The command of a supported Python: this one, or one that is installed beside it."""
    if supported(sys.version_info[:2]):
        return [sys.executable]
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found:
            return [found]
        if os.name == "nt" and shutil.which("py"):
            command = ["py", f"-3.{minor}"]
            if subprocess.run([*command, "-c", ""], capture_output=True).returncode == 0:
                return command
    fail(
        f"Glossator needs Python {dotted(OLDEST)} to {dotted(NEWEST)}; this is {dotted(sys.version_info[:3])}.",
        "Install one from https://www.python.org/downloads/ and start dev.py with it.",
    )


def dotted(version: Sequence[int]) -> str:
    return ".".join(map(str, version))


def venv_python(venv: Path = VENV, windows: bool = os.name == "nt") -> Path:
    return venv / "Scripts" / "python.exe" if windows else venv / "bin" / "python"


def wanted(requirements: Path, base: str) -> dict[str, str]:
    """What the stamp must say for the environment to be current."""
    return {"requirements": hashlib.sha256(requirements.read_bytes()).hexdigest(), "python": base, "root": str(ROOT)}


def is_current(stamp: Path, python: Path, names: Sequence[str], base: str) -> bool:
    """Whether the environment holds one of the requirement sets `names`, as they are now, for the Python `base`."""
    try:
        found = json.loads(stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return python.exists() and any(found == wanted(ROOT / "requirements" / f"{name}.txt", base) for name in names)


def ensure(name: str) -> Path:
    """The environment's Python, with requirements/NAME.txt installed; made or refreshed where it is not."""
    command = find_python()
    base = output([*command, "-c", "import sys; print(sys.version.split()[0], sys.base_prefix)"]) or "unknown"
    # "dev" holds all of "run": whoever develops does not reinstall to run.
    if is_current(STAMP, venv_python(), [name, "dev"], base):
        return venv_python()
    STAMP.unlink(missing_ok=True)  # an interrupted install leaves no stamp, and is begun again
    if not works(venv_python(), command):
        make_venv(command)
    requirements = ROOT / "requirements" / f"{name}.txt"
    upgrade_pip(venv_python())
    install(venv_python(), requirements)
    STAMP.write_text(json.dumps(wanted(requirements, base)), encoding="utf-8")
    return venv_python()


def output(command: Sequence[str]) -> str:
    """What a command prints, "" when it fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def works(python: Path, base: Sequence[str]) -> bool:
    """Whether the environment's Python starts, is of the base's version, and has pip."""
    version = "import sys; print(sys.version_info[:3])"
    ours = output([str(python), "-c", f"import pip; {version}"])
    return bool(ours) and ours == output([*base, "-c", version])


def make_venv(command: Sequence[str]) -> None:
    say("Making the environment in .venv. This happens once and takes a few minutes.")
    try:
        if VENV.exists():
            shutil.rmtree(VENV)
    except OSError as error:
        fail(f".venv cannot be removed: {error.strerror}.", "Close what uses it (an editor, Glossator) and try again.")
    done = subprocess.run([*command, "-m", "venv", str(VENV)], capture_output=True, text=True)
    if done.returncode and re.search(r"ensurepip|No module named venv", done.stdout + done.stderr):
        minor = output([*command, "-c", "import sys; print(sys.version_info[1])"])
        package = f"python3.{minor}-venv"
        if is_root_on_debian() and apt_install([package]):
            done = subprocess.run([*command, "-m", "venv", str(VENV)], capture_output=True, text=True)
        else:
            fail("This Python comes without the venv module.", f"On Debian or Ubuntu: sudo apt-get install {package}")
    if done.returncode:
        explain(done.stdout + done.stderr, "The environment could not be made.")


def upgrade_pip(python: Path) -> None:
    found = output([str(python), "-c", "import pip; print(pip.__version__)"])
    if tuple(int(n) for n in re.findall(r"\d+", found)[:2]) >= OLDEST_PIP:
        return
    done = subprocess.run([str(python), "-m", "pip", "install", "-q", "-U", "pip"], capture_output=True, text=True)
    if done.returncode:
        explain(done.stderr, "pip could not be brought up to date.")


def install(python: Path, requirements: Path) -> None:
    """Install exactly what `requirements` names, by hash."""
    total = len(re.findall(r"^[A-Za-z0-9][^\n]*==", requirements.read_text(encoding="utf-8"), re.M))
    say(f"Installing {total} packages from requirements/{requirements.name} …")
    command = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--require-hashes"]
    with subprocess.Popen(
        [*command, "--progress-bar", "off", "-r", str(requirements)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as pip:
        lines: list[str] = []
        done = 0
        for line in pip.stdout or ():
            lines.append(line)
            if line.startswith(("Collecting ", "Requirement already satisfied: ")):
                done += 1
                show_progress(f"{done} of {total}: {re.split(r'[=<> ]', line.split(': ')[-1].split('ing ')[-1])[0]}")
            elif line.startswith("Installing collected"):
                show_progress("unpacking")
    show_progress("")
    if pip.returncode:
        explain("".join(lines), "The packages could not be installed.")


def show_progress(words: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{words[:70]}", end="", file=sys.stderr, flush=True)


def explain(log: str, sentence: str) -> NoReturn:
    """End with the cause of a failed install, as far as its output tells."""
    print("\n".join(log.strip().splitlines()[-12:]), file=sys.stderr)
    fail(*cause(log, sentence))


def cause(log: str, sentence: str) -> tuple[str, str]:
    """A sentence and a next step for the output of a failed install."""
    if re.search(r"No space left|Errno 28|not enough space", log, re.I):
        return "The disk is full.", "Make about 2 GB of room and run the command again."
    if "DO NOT MATCH THE HASHES" in log:
        return "A package is not the one that was pinned.", "Its download was damaged or exchanged: try again."
    if re.search(r"name ?resolution|connection ?(?:error|refused)|new connection|timed out|network is un", log, re.I):
        return "The packages could not be fetched.", "Check the network (or the proxy) and run the command again."
    if re.search(r"Permission denied|Errno 13|Read-only file system|WinError 5\b", log):
        return f"{VENV} cannot be written to.", "Check who owns the folder, or copy the project elsewhere."
    if "No matching distribution" in log or "is not a supported wheel" in log:
        return "A package is not offered for this system.", "Glossator runs on 64-bit Windows, macOS and Linux (glibc)."
    return sentence, "The lines above say why. Removing the folder .venv and trying again may help."


# What Qt needs of a Linux system


def loads(file: str) -> bool:
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


def has_font() -> bool:
    folders = (Path(folder).expanduser() for folder in FONT_FOLDERS)
    return any(next(folder.rglob("*.[to]t[fc]"), None) for folder in folders if folder.is_dir())


def missing_packages(libraries: Sequence[Library]) -> list[str]:
    """The Debian packages whose libraries do not load here, and a font's where there is none."""
    missing = [library.package for library in libraries if not loads(library.file)]
    return missing if has_font() else [*missing, FONT_PACKAGE]


def is_root_on_debian() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(packages: Sequence[str]) -> bool:
    say(f"Installing with apt-get: {' '.join(packages)}")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    if subprocess.run(install, env=env, capture_output=True).returncode == 0:
        return True
    subprocess.run(["apt-get", "update", "-q"], env=env, capture_output=True)
    return subprocess.run(install, env=env, capture_output=True).returncode == 0


def check_libraries(with_window: bool) -> None:
    """See that Qt can start. Without these it ends with a message about plugins that helps nobody."""
    if not sys.platform.startswith("linux"):
        return
    libraries = DRAWING + WINDOW if with_window else DRAWING
    missing = missing_packages(libraries)
    if missing and is_root_on_debian() and apt_install(missing):
        missing = missing_packages(libraries)
    if missing:
        files = " ".join(library.file for library in libraries if library.package in missing)
        fail(
            f"Qt lacks libraries of the system: {files or 'there is no font'}",
            f"On Debian or Ubuntu: sudo apt-get install {' '.join(missing)}\n"
            "        Elsewhere, install the packages that hold those files.",
        )


def has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


# The commands


def python_in_env(python: Path, arguments: Sequence[str], cwd: Path | None = None, **variables: str) -> int:
    """Run the environment's Python on this project; its exit code. Relative paths are the caller's unless `cwd`."""
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1", **variables}
    try:
        return subprocess.call([str(python), *arguments], cwd=str(cwd) if cwd else None, env=env)
    except KeyboardInterrupt:
        return 130


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py run", description="Open the window.")
    parser.add_argument("files", nargs="*", metavar="FILE")
    parser.add_argument("--shot", metavar="OUT.png", help="draw the window into this picture and end")
    known, rest = parser.parse_known_args(arguments)
    if not known.shot and not has_display():
        fail("There is no display to open a window on.", "Draw it into a picture: python3 dev.py run --shot OUT.png")
    python = ensure("run")
    check_libraries(with_window=not known.shot)
    shot = ["--shot", known.shot] if known.shot else []
    variables = {"QT_QPA_PLATFORM": "offscreen"} if known.shot else {}
    return python_in_env(python, ["-P", "-m", "app", *shot, *rest, *known.files], **variables)


def analyze(arguments: list[str]) -> int:
    return python_in_env(ensure("run"), ["-P", "-m", "app", "analyze", *arguments])


def test(arguments: list[str]) -> int:
    python = ensure("dev")
    check_libraries(with_window=False)
    if "--corpus" in arguments:
        return corpus(python, [a for a in arguments if a != "--corpus"])
    if "--writers" in arguments:
        arguments = ["-m", "writers", *(a for a in arguments if a != "--writers")]
    selected = [] if "-m" in arguments else ["-m", "not corpus and not writers"]
    return python_in_env(python, ["-m", "pytest", *selected, *arguments], ROOT, QT_QPA_PLATFORM="offscreen")


def corpus(python: Path, arguments: list[str]) -> int:
    """The hostile set in processes that are killed at a limit, then the tests that read ../shared/data."""
    folder = [str(Path(a).absolute()) for a in arguments[:1] if Path(a).is_dir()]
    hostile = python_in_env(python, ["-m", "tests.corpus.run", *folder], ROOT, QT_QPA_PLATFORM="offscreen")
    rest = ["-m", "corpus", *arguments[len(folder) :]]
    return python_in_env(python, ["-m", "pytest", *rest], ROOT, QT_QPA_PLATFORM="offscreen") or hostile


def check(_: list[str]) -> int:
    python = ensure("dev")
    tools = {
        "ruff": ["-m", "ruff", "check", "."],
        "ruff format": ["-m", "ruff", "format", "--check", "--quiet", "."],
        "mypy": ["-m", "mypy"],
        "import-linter": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
    }
    failed = [name for name, command in tools.items() if python_in_env(python, command, ROOT)]
    say(f"failed: {', '.join(failed)}" if failed else "ruff, mypy and import-linter found nothing.")
    return 1 if failed else 0


def measure(module: str, arguments: list[str]) -> int:
    python = ensure("dev")
    check_libraries(with_window=False)
    return python_in_env(python, ["-m", module, *arguments], ROOT, QT_QPA_PLATFORM="offscreen")


def evaluate(arguments: list[str]) -> int:
    module = "tests.evaluation.reading" if "--reading" in arguments else "tests.evaluation.run"
    return measure(module, [a for a in arguments if a != "--reading"])


COMMANDS = {
    "run": run,
    "analyze": analyze,
    "test": test,
    "check": check,
    "eval": evaluate,
    "bench": lambda arguments: measure("tests.benchmarks.run", arguments),
    "torture": lambda arguments: measure("tests.torture.run", arguments),
    "shots": lambda arguments: measure("tests.shots", arguments),
    "bundle": lambda rest: subprocess.call([*find_python(), str(ROOT / "packaging" / "bundle.py"), *rest]),
}


def main(arguments: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):  # a Windows code page may lack a sign
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(HELP)
        return 0
    command = COMMANDS.get(arguments[0])
    if command is None:
        print(HELP, file=sys.stderr)
        say(f"there is no command “{arguments[0]}”.")
        return 2
    try:
        return command(arguments[1:])
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        fail(*cause(f"{error} {error.strerror or ''}", f"{error}."))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
