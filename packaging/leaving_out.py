"""What PyInstaller finds and the program never asks for. build.spec takes it out before anything is collected."""

from __future__ import annotations

from fnmatch import fnmatchcase
from importlib.util import find_spec
from pathlib import Path

UNUSED = (
    # Qt's plugins that a program of widgets without a network never asks for, and what only they load
    *(
        f"PySide6/*plugins/{plugins}"
        for plugins in (
            *(f"platforms/*{name}.*" for name in ("eglfs", "vnc", "linuxfb", "minimal", "minimalegl", "vkkhrdisplay")),
            *(f"imageformats/*{name}.*" for name in ("gif", "icns", "tga", "tiff", "wbmp", "webp")),
            "egldeviceintegrations/*",
            "generic/*",
            "networkinformation/*",
            "platformthemes/*gtk3*",  # would load a second toolkit
            "tls/*",
        )
    ),
    "PySide6/*translations/*",
    *(f"*libQt6{name}*" for name in ("Egl", "EGL", "Pdf", "Qml", "Quick", "VirtualKeyboard")),
    *(f"lib{name}*" for name in ("atk", "cairo", "gdk_pixbuf", "pango", "thai", "datrie", "fribidi")),
    *(f"lib{name}*" for name in ("harfbuzz", "graphite2", "pixman")),
    "babel/locale-data/[!er]*",  # names of languages in other languages
    "babel/locale-data/e[!n]*",
    # sources and headers of compiled modules
    *(f"*.{suffix}" for suffix in ("pyx", "pxd", "c", "cpp", "h", "hpp", "pyi")),
)
"""Patterns of names within the tree, as PyInstaller writes them; "*" stands for folders, too."""


def is_unused(name: str) -> bool:
    """Whether the file of this name, relative to the folder _internal, is left out."""
    return any(fnmatchcase(name.replace("\\", "/"), pattern) for pattern in UNUSED)


PILLOW = frozenset("Bmp Gif Jpeg Mpo Png Tiff WebP".split())
"""Formats whose modules are packed: those that app/reading/drawings.py decodes, and what they load to read metadata."""


def unused_of_pillow() -> list[str]:
    """Modules of Pillow that nothing here asks for: its other formats, letters, colour profiles, windows."""
    found = find_spec("PIL")
    folder = Path(found.origin).parent if found is not None and found.origin else Path()
    formats = (path.stem for path in folder.glob("*ImagePlugin.py"))
    others = "ImageCms ImageDraw2 ImageFont ImageGrab ImageQt ImageShow ImageTk ImageWin PSDraw PdfParser features"
    native = "_avif _imagingcms _imagingft _imagingmorph _imagingtk"
    return [
        *(f"PIL.{name}" for name in sorted(formats) if name.removesuffix("ImagePlugin") not in PILLOW),
        *(f"PIL.{name}" for name in f"{others} {native}".split()),
    ]
