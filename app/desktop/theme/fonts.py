"""The two typefaces, loaded from resources; the system's where they are missing."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

log = logging.getLogger(__name__)

READING_PX = 18
INTERFACE_PX = 13


@dataclass(frozen=True, slots=True)
class Typefaces:
    """Family names, ready to use in this process."""

    reading: str
    interface: str
    mono: str

    def body(self, px: float = READING_PX) -> QFont:
        return _font(self.reading, px)

    def ui(self, px: float = INTERFACE_PX, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        return _font(self.interface, px, weight)


def load_typefaces(folder: Path) -> Typefaces:
    """Register every TTF in `folder` and name the families to use. Needs a QGuiApplication."""
    families: set[str] = set()
    for file in sorted(folder.glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(file))
        if number < 0:
            log.warning("could not load the font %s", file)
        else:
            families.update(QFontDatabase.applicationFontFamilies(number))
    general = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
    return Typefaces(
        reading="Source Serif 4" if "Source Serif 4" in families else general,
        interface="Inter" if "Inter" in families else general,
        mono=mono,
    )


def _font(family: str, px: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = QFont(family)
    font.setPixelSize(max(1, round(px)))
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
