"""What PyInstaller finds and the program never asks for. build.spec takes it out before anything is collected."""

from __future__ import annotations

from fnmatch import fnmatchcase

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
