"""Makes the installer for Windows from a built tree. It needs makensis, which Debian has, too (package nsis).

`python3 packaging/windows.py --stand-in OUT.exe [TARGET]` makes one over a tree of a few bytes: whether the script is
sound can be seen on any system. TARGET "amd64-unicode" makes a 64-bit one, where the compiler has that.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from icons import ico
from kinds import KINDS, Kind

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "packaging" / "windows" / "glossator.nsi"
PLACES = (Path("C:/Program Files (x86)/NSIS/makensis.exe"), Path("C:/Program Files/NSIS/makensis.exe"))
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
"""The smallest PNG: one transparent pixel, for the stand-in's icon."""


def makensis() -> Path | None:
    """The compiler of installers, where there is one."""
    found = shutil.which("makensis")
    return Path(found) if found else next((place for place in PLACES if place.exists()), None)


def kinds_script(kinds: Iterable[Kind] = KINDS) -> str:
    """The macros that write and remove the registry's entries for each kind of file.

    A kind is named Glossator.KEY. It is added to the programs that are offered for its extensions; none becomes the
    default, which since Windows 8 is the user's to say.
    """
    add, remove = ["!macro AddKinds"], ["!macro RemoveKinds"]
    for kind in kinds:
        name, key = f"Glossator.{kind.key}", rf"${{CLASSES}}\Glossator.{kind.key}"
        add += [
            f'WriteRegStr HKCU "{key}" "" "{kind.name}"',
            rf'WriteRegStr HKCU "{key}\DefaultIcon" "" "$INSTDIR\glossator.exe,0"',
            rf"""WriteRegStr HKCU "{key}\shell\open\command" "" '"$INSTDIR\glossator.exe" "%1"'""",
        ]
        remove.append(f'DeleteRegKey HKCU "{key}"')
        for extension in kind.extensions:
            offered = rf"${{CLASSES}}\.{extension}\OpenWithProgids"
            add.append(f'WriteRegNone HKCU "{offered}" "{name}"')
            add.append(rf'WriteRegStr HKCU "${{CAPABILITIES}}\FileAssociations" ".{extension}" "{name}"')
            remove.append(f'DeleteRegValue HKCU "{offered}" "{name}"')
    return "\n".join([*add, "!macroend", *remove, "!macroend", ""])


def installer(tree: Path, icon: Path, version: str, out: Path, sign: str = "", target: str = "") -> Path:
    """Write the installer `out` over `tree`; a warning of makensis is an error.

    `sign`: a command that signs the file "%1"; `target`: the installer's machine, as makensis names it.
    """
    compiler = makensis()
    if compiler is None:
        raise FileNotFoundError("makensis is not here: install NSIS (nsis.sourceforge.io, or Debian's package nsis)")
    out.parent.mkdir(parents=True, exist_ok=True)
    kilobytes = sum(p.stat().st_size for p in tree.rglob("*") if p.is_file()) // 1024
    with tempfile.TemporaryDirectory() as folder:
        kinds = Path(folder) / "kinds.nsh"
        # With a mark at its start, or makensis takes it for the system's code page.
        kinds.write_text(kinds_script(), encoding="utf-8-sig")
        defines = {
            "TREE": tree.resolve(),
            "OUT": out.resolve(),
            "VERSION": version,
            "LICENCE": ROOT / "LICENSE",
            "ICON": icon.resolve(),
            "KINDS": kinds,
            "KILOBYTES": kilobytes,
            "SIGN": sign,
            "TARGET": target,
        }
        given = [f"-D{name}={value}" for name, value in defines.items() if value != ""]
        subprocess.run([str(compiler), "-V2", "-WX", "-INPUTCHARSET", "UTF8", *given, str(SCRIPT)], check=True)
    return out


def stand_in(folder: Path) -> Path:
    """A tree with the shape of a real one, and nothing in it."""
    tree = folder / "glossator"
    names = ("glossator.exe", "glossator-cli.exe", "_internal/python311.dll", "_internal/resources/samples/ä b.txt")
    for name in names:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_bytes(b"MZ")
    return tree


def main(arguments: list[str]) -> int:
    if arguments[:1] != ["--stand-in"] or len(arguments) not in (2, 3):
        print(__doc__, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        icon = Path(folder) / "glossator.ico"
        icon.write_bytes(ico({1: PIXEL}))
        print(installer(stand_in(Path(folder)), icon, "0.0.1", Path(arguments[1]), target="".join(arguments[2:])))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
