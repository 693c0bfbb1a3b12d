#!/usr/bin/env python3
"""Proves what dev.py bundle made, in a fresh Debian without Python, in a window, with keys pressed as a person would.

    sudo packaging/linux/prove.py dist/glossator_*.deb dist/glossator-*.tar.xz [--older OLDER.deb]

It makes a root with debootstrap (or copies the one in --base), installs the package there and nothing else, and lends
it the display of an Xvfb outside. Needs root, debootstrap, xvfb, xdotool, ImageMagick's import, and, once, the network.
Pictures of each step are left beside the root, in FOLDER.pictures.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

DISPLAY = ":86"
PATIENCE_SECONDS = 240.0
NAME = "Marta Lindqvist"
SENTENCE = (
    f"“The basin will be empty by June,” said {NAME}, who runs the harbour of Ostwick. The town lost 40 per cent."
)
NOTE = "ask who measured it"
LIBRARY = "root/.local/share/Glossator/library.db"


class Lacking(Exception):
    """Says what is not as it must be."""


def say(sentence: str) -> None:
    print(f"prove: {sentence}", flush=True)


def require(true: object, sentence: str) -> None:
    if not true:
        raise Lacking(sentence)


def until(true: Callable[[], object], sentence: str, seconds: float = PATIENCE_SECONDS) -> None:
    """Wait until something holds; Lacking with `sentence` when it does not in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return
        time.sleep(0.5)
    raise Lacking(sentence)


# Files of every kind


def articles(folder: Path) -> list[str]:
    """One file of each kind in `folder`, each with a sentence of its own; their names."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []

    def text(name: str, words: str) -> None:
        (folder / name).write_text(words.replace("@", f"{SENTENCE} ({name})"), encoding="utf-8")
        made.append(name)

    def packed(name: str, members: dict[str, str]) -> None:
        with zipfile.ZipFile(folder / name, "w") as archive:
            for member, words in members.items():
                archive.writestr(member, words.replace("@", f"{SENTENCE} ({name})"))
        made.append(name)

    page = "<html><head><title>A page</title></head><body><article><h1>A page</h1><p>@</p></article></body></html>"
    text("ä plain & simple.txt", "A text\n\n@\n")
    text("marked.md", "# A marked text\n\n@\n")
    text("page.html", page)
    text("strict.xhtml", page.replace("<html>", '<html xmlns="http://www.w3.org/1999/xhtml">'))
    text(
        "letter.eml",
        "From: a@@example.org\nSubject: A letter\nContent-Type: text/plain; charset=utf-8\n\n@\n".replace("@@", "\0"),
    )
    (folder / "letter.eml").write_text((folder / "letter.eml").read_text("utf-8").replace("\0", "@"), encoding="utf-8")
    saved = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b; type="text/html"\n\n--b\n'
    text(
        "saved.mhtml",
        f"{saved}Content-Type: text/html; charset=utf-8\nContent-Location: http://a.invalid/\n\n{page}\n--b--\n",
    )
    rich = "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in f"{SENTENCE} (rich.rtf)")
    text("rich.rtf", "{\\rtf1\\ansi A rich text\\par " + rich + "\\par}")
    text(
        "book.fb2",
        '<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"><body><section><p>@</p></section></body></FictionBook>',
    )
    text("article.xml", '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>@</p></body></text></TEI>')
    formats, opc = "http://schemas.openxmlformats.org", "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    packed(
        "word.docx",
        {
            "[Content_Types].xml": f'<Types xmlns="{opc}/content-types">'
            f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{opc}/relationships">'
            f'<Relationship Id="r1" Target="word/document.xml" '
            f'Type="{formats}/officeDocument/2006/relationships/officeDocument"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{formats}/wordprocessingml/2006/main">'
            "<w:body><w:p><w:r><w:t>@</w:t></w:r></w:p></w:body></w:document>",
        },
    )
    office = "urn:oasis:names:tc:opendocument:xmlns"
    packed(
        "open.odt",
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f'<o:document-content xmlns:o="{office}:office:1.0" xmlns:t="{office}:text:1.0">'
            "<o:body><o:text><t:p>@</t:p></o:text></o:body></o:document-content>",
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{office}:manifest:1.0"/>',
        },
    )
    packed(
        "book.epub",
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="b.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
            "b.opf": '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A book</dc:title></metadata>'
            '<manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest>'
            '<spine><itemref idref="c"/></spine></package>',
            "c.xhtml": page.replace("<html>", '<html xmlns="http://www.w3.org/1999/xhtml">'),
        },
    )
    (folder / "pages.pdf").write_bytes(
        pdf(f"Printed: {NAME}, who runs the harbour of Ostwick, said it will be empty by June.")
    )
    return [*made, "pages.pdf"]


def pdf(line: str) -> bytes:
    """A page with one line on it."""
    stream = f"BT /F 11 Tf 60 700 Td ({line}) Tj ET".encode("ascii")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        len(data),
    )


# The root and what runs in it


class Fresh:
    """A system in a folder, with the display of this one."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.pictures = root.with_name(root.name + ".pictures")
        self.pictures.mkdir(exist_ok=True)

    def command(self, *words: str) -> list[str]:
        variables = ["HOME=/root", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", f"DISPLAY={DISPLAY}", "LANG=C.UTF-8"]
        return ["chroot", str(self.root), "env", "-i", "DEBIAN_FRONTEND=noninteractive", *variables, *words]

    def run(self, *words: str) -> str:
        done = subprocess.run(self.command(*words), capture_output=True, text=True)
        require(
            done.returncode == 0, f"{' '.join(words)} ended with {done.returncode}: {done.stdout[-800:]}{done.stderr}"
        )
        return done.stdout

    def ask(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """What the library says, read from outside; nothing while there is none."""
        path = self.root / LIBRARY
        if not path.exists():
            return []
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)) as library:
            try:
                return library.execute(sql, values).fetchall()
            except sqlite3.OperationalError:  # it is being made
                return []

    @contextmanager
    def window(self, *words: str) -> Iterator[subprocess.Popen[bytes]]:
        """A program whose window is there, with an article in it; it is quit with Ctrl+Q at the end."""
        with subprocess.Popen(self.command(*words)) as program:
            try:
                search = ("search", "--onlyvisible", "--name")
                until(lambda: xdotool(*search, "Glossator"), f"{' '.join(words)} shows no window", 90)
                until(lambda: xdotool(*search, "— Glossator"), f"{' '.join(words)} shows no article")
                yield program
                press("ctrl+q")
                require(program.wait(60) == 0, f"{' '.join(words)} ended with {program.returncode}")
            finally:
                program.kill()

    def picture(self, name: str) -> None:
        subprocess.run(
            ["import", "-display", DISPLAY, "-window", "root", str(self.pictures / f"{name}.png")], check=False
        )


def xdotool(*words: str) -> str:
    done = subprocess.run(
        ["xdotool", *words], env={"DISPLAY": DISPLAY, "PATH": "/usr/bin"}, capture_output=True, text=True
    )
    return done.stdout.strip()


def press(*keys: str) -> None:
    """Press keys in the program's window."""
    shown = xdotool("search", "--onlyvisible", "--name", "Glossator").split()
    require(shown, "there is no window to press keys in")
    xdotool("windowfocus", "--sync", shown[-1])
    for key in keys:
        xdotool("key", "--clearmodifiers", key)
        time.sleep(0.3)


@contextmanager
def display(root: Path) -> Iterator[None]:
    """An X server, whose socket is lent to the root; /proc and /dev are lent, too."""
    sockets = root / "tmp" / ".X11-unix"
    sockets.mkdir(parents=True, exist_ok=True)
    lent = [("/tmp/.X11-unix", sockets), ("/proc", root / "proc"), ("/dev", root / "dev")]
    with subprocess.Popen(["Xvfb", DISPLAY, "-screen", "0", "1440x900x24", "-ac"], stderr=subprocess.DEVNULL) as server:
        until(lambda: xdotool("getdisplaygeometry"), "Xvfb does not start", 30)
        for place, inside in lent:
            subprocess.run(["mount", "--bind", place, str(inside)], check=True)
        try:
            yield
        finally:
            for _, inside in reversed(lent):
                subprocess.run(["umount", "-l", str(inside)], check=False)
            server.terminate()


def make_root(root: Path, base: Path | None) -> None:
    if root.exists():
        shutil.rmtree(root)
    if base is None:
        subprocess.run(
            ["debootstrap", "--variant=minbase", "bookworm", str(root)], check=True, stdout=subprocess.DEVNULL
        )
    else:
        subprocess.run(["cp", "-a", str(base), str(root)], check=True)


# The proof


def install(fresh: Fresh, package: Path) -> None:
    shutil.copy(package, fresh.root / "root" / package.name)
    fresh.run("apt-get", "install", "-y", "-q", "--no-install-recommends", f"/root/{package.name}")
    (fresh.root / "root" / package.name).unlink()


def analysed(fresh: Fresh, path: str = "%") -> int:
    rows = fresh.ask(
        "SELECT count(*) FROM analysis_run JOIN article ON article.id = article_id WHERE path LIKE ?", path
    )
    return int(str(rows[0][0])) if rows else 0


def prove_older(fresh: Fresh, package: Path) -> None:
    """Install an older version, and let it make a library with the samples in it."""
    install(fresh, package)
    with fresh.window("glossator"):
        until(lambda: analysed(fresh) >= 12, "the older version does not analyse the samples")
        write_note(fresh)
        fresh.picture("older")
    say("the older version made a library, with a note")


def write_note(fresh: Fresh) -> None:
    """Click into the text, step to the first mark, press N, type, and wait until it is stored."""
    xdotool("mousemove", "620", "430", "click", "1")
    time.sleep(0.5)
    press("j", "n")
    time.sleep(1.5)
    xdotool("type", "--delay", "40", NOTE)
    until(lambda: fresh.ask("SELECT 1 FROM note WHERE body = ?", NOTE), "the note is not stored", 30)


def prove_package(fresh: Fresh, package: Path, upgraded: bool) -> None:
    install(fresh, package)
    require(fresh.run("glossator", "--self-test").strip().endswith("ok"), "the self-test fails")
    say("installed, with what it depends on; the self-test is content")
    entry = (fresh.root / "usr/share/applications/glossator.desktop").read_text("utf-8")
    words = next(line for line in entry.splitlines() if line.startswith("Exec=")).removeprefix("Exec=").split()
    with fresh.window(*(word for word in words if not word.startswith("%"))):
        until(lambda: analysed(fresh) >= 12, "the samples are not analysed")
        if upgraded:
            require(fresh.ask("SELECT 1 FROM note WHERE body = ?", NOTE), "the note of the older version is gone")
        else:
            write_note(fresh)
        fresh.picture("menu")
    say(
        "started from the menu entry; "
        + ("the older library opens, with its note" if upgraded else "a note is written")
    )
    names = articles(fresh.root / "root" / "Zu lesen")
    with fresh.window("glossator", f"/root/Zu lesen/{names[0]}"):
        until(lambda: analysed(fresh, f"%{names[0]}"), f"{names[0]} is not analysed")
        fresh.picture("file")
        for name in names[1:]:
            fresh.run("glossator", f"/root/Zu lesen/{name}")  # hands it to the one that runs, and ends
            until(lambda name=name: analysed(fresh, f"%/{name}"), f"{name} is not opened and analysed")
        fresh.picture("kinds")
    for text, path in fresh.ask(
        "SELECT text, path FROM article JOIN article_version v ON v.id = version_id WHERE path LIKE '%lesen%'"
    ):
        require(NAME in str(text) and "empty by June" in str(text), f"{path} came out as {text!r}")
    require(fresh.ask("SELECT 1 FROM entity WHERE name = ?", NAME), f"{NAME} is not known")
    say(f"`glossator FILE` opened and analysed a file of each of {len(names)} kinds")
    with fresh.window("glossator"):
        time.sleep(2)
        fresh.picture("again")
    require(fresh.ask("SELECT 1 FROM note WHERE body = ? AND deleted_at IS NULL", NOTE), "the note is gone")
    require(
        NOTE in fresh.run("sh", "-c", "glossator export markdown -o /root/out && cat /root/out/*/*.md"),
        "the note is not exported",
    )
    say("started again, the note is there")
    fresh.run("apt-get", "remove", "-y", "-q", "glossator")
    left = [
        place
        for place in ("usr/lib/glossator", "usr/bin/glossator", "usr/share/applications/glossator.desktop")
        if (fresh.root / place).exists()
    ]
    require(not left, f"left behind: {left}")
    require((fresh.root / LIBRARY).exists(), "the library went with the package")
    say("removed; nothing of the package is left, and the library is")


def prove_archive(fresh: Fresh, archive: Path) -> None:
    folder = fresh.root / "root" / "ein Ordner für Leute"
    folder.mkdir()
    subprocess.run(["tar", "-xf", str(archive), "-C", str(folder)], check=True)
    program = f"/root/{folder.name}/{next(folder.iterdir()).name}/glossator"
    require(fresh.run(program, "--self-test").strip().endswith("ok"), "the self-test fails")
    with fresh.window(program):
        time.sleep(3)
        fresh.picture("archive")
    say("the archive runs from a folder with a space and an umlaut in its name, on the library that is there")


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("package", type=Path)
    parser.add_argument("archive", type=Path, nargs="?")
    parser.add_argument("--older", type=Path, help="a package of an older version, to upgrade from")
    parser.add_argument("--root", type=Path, default=Path("/tmp/glossator-proof"))
    parser.add_argument("--base", type=Path, help="a root as debootstrap makes it, to copy instead of making one")
    known = parser.parse_args(arguments)
    make_root(known.root, known.base)
    fresh = Fresh(known.root)
    try:
        with display(known.root):
            require(not list(known.root.glob("usr/bin/python3*")), "there is a Python in the root")
            fresh.run("apt-get", "update", "-q")
            if known.older:
                prove_older(fresh, known.older)
            prove_package(fresh, known.package, upgraded=known.older is not None)
            require(not list(known.root.glob("usr/bin/python3*")), "the package brought a Python")
            if known.archive:
                prove_archive(fresh, known.archive)
    except (Lacking, subprocess.TimeoutExpired) as lacking:
        print(f"prove: {lacking}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
