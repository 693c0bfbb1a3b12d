"""Reading a document of any format opens that file and no other, and makes no connection.

Parametrised from the table of formats: a new format is under this test as soon as it is in the table. Python's audit
events are looked at everywhere; what libraries in C open, where strace can be run.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.reading.formats import FORMATS
from app.reading.read import read_file
from tests.corpus import hostile
from tests.corpus.reading import Outcome, read_all
from tests.corpus.traced import BEGIN, END
from tests.corpus.watch import ROOT, is_ours, may_be_opened
from tests.reading.images import png
from tests.reading.samples import SAMPLES

_CALLS = "open,openat,creat,execve,connect,socket,sendto,bind,unlink,unlinkat,rename,renameat2,mkdir,mkdirat"
_CALL = re.compile(r'^\d+\s+(?P<call>\w+)\((?:[A-Z_]+, )?(?:"(?P<path>[^"]*)")?')

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """Every sample, read in one process that notes what it opens."""
    folder = tmp_path_factory.mktemp("samples")
    paths = write_samples(folder)
    return {Path(outcome.path).parent.name: outcome for outcome in read_all(paths)}


def write_samples(folder: Path) -> list[str]:
    """A folder for each format, with its document, and another that nobody should open."""
    paths = []
    for name, sample in SAMPLES.items():
        place = folder / name
        place.mkdir()
        (place / sample.name).write_bytes(sample.data)
        (place / "other.html").write_text("<p>Nobody asked for this.</p>")
        paths.append(str(place / sample.name))
    return paths


@pytest.mark.parametrize("name", [format.name for format in FORMATS])
def test_reading_a_format_opens_its_file_only(name: str, outcomes: dict[str, Outcome]) -> None:
    assert name in outcomes, "a new format needs a document in tests/reading/samples.py"
    assert (outcomes[name].verdict, outcomes[name].format, outcomes[name].reached) == ("read", name, ())


def test_the_watch_sees_files_folders_sockets_and_programs(tmp_path: Path) -> None:
    own, other = tmp_path / "own.txt", tmp_path / "other.txt"
    own.write_text("ice")
    other.write_text("ice")
    code = (
        "import os, socket, subprocess, sys\n"
        "from tests.corpus.watch import Watch\n"
        "watch = Watch()\n"
        "watch.begin(sys.argv[1])\n"
        "open(sys.argv[1]).close(); open(sys.argv[2]).close(); os.listdir(os.path.dirname(sys.argv[1]))\n"
        "socket.socket().close(); subprocess.run([sys.executable, '-c', ''])\n"
        "print('\\n'.join(watch.end()))\n"
        "open(sys.argv[2]).close(); print(watch.end())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(own), str(other)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    seen = done.stdout.splitlines()
    assert seen[0] == f"open {other}"
    assert {line.split()[0] for line in seen[1:-1]} >= {"os.listdir", "socket.__new__", "subprocess.Popen"}
    assert str(own) not in "".join(line for line in seen if line.startswith("open"))


def pages_beside(folder: Path, secret: Path) -> list[str]:
    """Pages with folders of their own, in which a link leads to `secret`, as most of their addresses do."""
    place = folder / "pages"
    place.mkdir()
    paths = [path for path in hostile.write(place, "pictures", str(secret)) if path.endswith(".html")]
    (place / "ice_files" / "link.png").symlink_to(secret)
    return paths


def test_a_page_opens_the_pictures_in_its_own_folder_and_nothing_that_its_addresses_name(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(png(9))
    outcomes = list(read_all(pages_beside(tmp_path, secret)))
    assert [(o.verdict, o.reached) for o in outcomes] == [("read", ())] * len(outcomes)
    article = read_file(tmp_path / "pages" / "ice.html")
    assert [picture.width for picture in article.illustrations] == [401]


def test_only_the_folder_that_is_a_pages_by_name_may_be_opened_with_it(tmp_path: Path) -> None:
    page = str(tmp_path / "ice.html")
    assert may_be_opened(str(tmp_path / "ice_files" / "a.png"), page)
    for other in ("tar_files/a.png", "ice_files", "a.png", "../a.png", "ice_files/../a.png"):
        assert not may_be_opened(str(tmp_path / other), page)


def strace() -> list[str]:
    """The command, [] where system calls cannot be traced here."""
    found = shutil.which("strace")
    if not found:
        return []
    tried = subprocess.run([found, "-f", "-qq", "-o", "/dev/null", "true"], capture_output=True, check=False)
    return [] if tried.returncode else [found, "-f", "-qq", "-s", "500", "-e", f"trace={_CALLS}"]


@pytest.mark.skipif(not strace(), reason="strace is not there, or may not trace")
def test_no_library_opens_another_file_or_a_connection_under_strace(tmp_path: Path) -> None:
    asking = tmp_path / "asking"
    asking.mkdir()
    secret = tmp_path / "secret.txt"
    secret.write_text("Nobody asked for this.")
    paths = write_samples(tmp_path) + hostile.write(asking, "asking", secret.as_uri())
    paths += pages_beside(tmp_path, secret)
    log = tmp_path / "calls.log"
    command = [*strace(), "-o", str(log), sys.executable, "-m", "tests.corpus.traced", *paths]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    calls = log.read_text(errors="replace")
    assert calls.count(BEGIN) == calls.count(END) == len(paths)
    assert foreign_calls(calls, paths) == []


def foreign_calls(log: str, paths: list[str]) -> list[str]:
    """The calls between a beginning and an end that are for none of `paths`, nor for the program itself."""
    found, inside, at = [], False, -1
    for line in log.splitlines():
        if BEGIN in line:
            inside, at = True, at + 1
        elif END in line:
            inside = False
        elif inside and (call := _CALL.match(line)):
            path = call["path"]
            if path is None or not (may_be_opened(path, paths[at]) or is_ours(path)):
                found.append(line)
    return found


def test_calls_for_other_files_are_found_in_a_log() -> None:
    log = (
        '9 openat(AT_FDCWD, "/tmp/a", O_RDONLY) = 3\n9 openat(AT_FDCWD, "/--begins--", O_RDONLY) = -1 ENOENT\n'
        '9 openat(AT_FDCWD, "/x/own", O_RDONLY) = 3\n9 openat(AT_FDCWD, "/etc/passwd", O_RDONLY) = 3\n'
        '9 socket(AF_INET, SOCK_STREAM, 0) = 4\n9 openat(AT_FDCWD, "/--ends--", O_RDONLY) = -1 ENOENT\n'
    )
    assert [line.split("(")[0] for line in foreign_calls(log, ["/x/own"])] == ["9 openat", "9 socket"]
