"""Writes the table of everything that is packed with the program: name, version, licence, home. Run by bundle.py."""

from __future__ import annotations

import importlib.metadata
import re
import sys
from email.message import Message
from pathlib import Path
from typing import cast

HEAD = """\
Glossator is free software under the GNU General Public License, version 3 or later (LICENSE).
It is packed with the parts below, each under its own licence; their texts are in the folders beside this file.
Qt is used under the GNU Lesser General Public License, version 3: its libraries are the files in PySide6/Qt/lib and
may be replaced by others of the same version. The typefaces Inter and Source Serif 4 are under the SIL Open Font
License (resources/fonts). What starts the program is PyInstaller's loader, under the GNU General Public License with an
exception for programs that are packed with it. On Linux, libraries of the system it was built on are in system/.
Python {python} is under the Python Software Foundation's licence.

"""


def licence_of(metadata: Message) -> str:
    """The licence as the package states it: an expression, else its classifiers, else a short line of text."""
    if expression := metadata.get("License-Expression"):
        return str(expression)
    stated = [c.rsplit(" :: ", 1)[-1] for c in metadata.get_all("Classifier") or () if c.startswith("License :: ")]
    if stated:
        return ", ".join(stated)
    line = str(metadata.get("License") or "").strip().split("\n")[0]
    return line[:80] if line else "see its folder"


def home_of(metadata: Message) -> str:
    urls = dict(url.split(", ", 1) for url in metadata.get_all("Project-URL") or () if ", " in url)
    named = [urls[name] for name in sorted(urls) if re.match(r"(home|source|repository|github)", name, re.I)]
    return str(metadata.get("Home-page") or (named or list(urls.values()) or [""])[0])


def table(requirements: str) -> str:
    """One line for each package that `requirements` pins and that is installed here."""
    lines = []
    for name in re.findall(r"^([A-Za-z0-9._-]+)==", requirements, re.M):
        try:
            package = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:  # it is for another system
            continue
        about = cast(Message, package.metadata)
        lines.append(f"{name} {package.version}\n    {licence_of(about)}\n    {home_of(about)}")
    return HEAD.format(python=sys.version.split()[0]) + "\n".join(lines) + "\n"


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(table(Path(sys.argv[1]).read_text(encoding="utf-8")), encoding="utf-8")
