"""What a person set: theme, type size, layers, the window's shape. One small JSON file, written whole."""

from __future__ import annotations

import contextlib
import json
import logging
import os
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Settings:
    """Values with their defaults. `theme`: "system", "light", "dark" or "contrast"; `scale`: of the reading text."""

    theme: str = "system"
    scale: float = 1.0
    interface_px: int = 13
    reduce_motion: bool = False
    layers: dict[str, bool] = field(default_factory=dict)
    first_only: bool = False
    new_shown: bool = True
    pictures_shown: bool = True
    floor: float = 0.5  # below it a suggestion is more likely wrong than right
    library_width: int = 232
    inspector_width: int = 300
    library_shown: bool = True
    inspector_shown: bool = True
    original_shown: bool = False
    original_share: float = 0.5  # of the room for text and pages
    size: list[int] = field(default_factory=lambda: [1440, 900])
    last_article: int = 0
    watched: list[str] = field(default_factory=list)  # folders whose new files come in by themselves
    check_updates: bool = False  # once a day; nothing goes online unless this is set
    updates_checked: str = ""  # the day, as 2026-11-24
    note_colour: str = "amber"  # of the latest highlight


def load_settings(path: Path) -> Settings:
    """The settings of `path`; defaults for what is missing or damaged there."""
    settings = Settings()
    try:
        stored = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return settings
    except (OSError, ValueError) as error:
        log.warning("settings could not be read (%s); using defaults", error)
        return settings
    for one in fields(Settings):
        value = stored.get(one.name) if isinstance(stored, dict) else None
        if type(value) is type(getattr(settings, one.name)):
            setattr(settings, one.name, value)
    return settings


def save_settings(settings: Settings, path: Path) -> None:
    """Write them beside and move them into place, so that a crash leaves the old ones. Two calls must not meet."""
    beside = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("w", encoding="utf-8") as file:
            json.dump(asdict(settings), file, indent=1)
            file.flush()
            os.fsync(file.fileno())  # else a power cut may leave an empty file under the name
        beside.replace(path)
    except OSError as error:
        log.warning("settings could not be saved: %s", error)
        with contextlib.suppress(OSError):
            beside.unlink()
