"""File names that every system takes, that say what is in the file, and that stay the same from export to export."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping

from app.domain.portable import Named

_FORBIDDEN = re.compile(
    r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\[\]#^%\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+'
)
"""What Windows forbids in a name, what would end a [[link]], and what is not seen: no name may pass for another."""

_DEVICES = frozenset("con prn aux nul conin$ conout$".split()) | {
    f"{d}{n}" for d in ("com", "lpt") for n in "0123456789¹²³"
}
_LONGEST = 120  # bytes in UTF-8: with folders and ending well below Windows' 260 and Linux' 255


def safe_stem(title: str) -> str:
    """`title` as a file name without its ending; never empty."""
    words = " ".join(_FORBIDDEN.sub(" ", unicodedata.normalize("NFC", title)).split())
    cut = words.encode("utf-8")[:_LONGEST].decode("utf-8", "ignore")
    if cut != words and " " in cut[len(cut) // 2 :]:
        cut = cut.rsplit(" ", 1)[0]
    stem = cut.lstrip("~- .").rstrip(" .") or "Untitled"  # Windows drops dots at the end; one in front hides the file
    return f"{stem}_" if stem.split(".")[0].strip().casefold() in _DEVICES else stem


def assign(items: Iterable[Named], known: Mapping[int, str], taken: Collection[str] = ()) -> dict[int, str]:
    """A stem for each id, no two the same however a file system folds case and accents.

    One that the id had in the last export (`known`) is kept as long as its title asks for it. `taken` are stems of
    files that are not ours. Where two titles ask for one name, the lower id has it and the other adds its number.
    """
    used = {_fold(stem) for stem in taken}
    wanted = sorted((item.id, safe_stem(item.name)) for item in items)
    stems: dict[int, str] = {}
    for id_, stem in wanted:
        had = known.get(id_, "")
        if had in (stem, _numbered(stem, id_)) and _fold(had) not in used:
            stems[id_] = had
            used.add(_fold(had))
    for id_, stem in wanted:
        if id_ not in stems:
            name = stem if _fold(stem) not in used else _numbered(stem, id_)
            while _fold(name) in used:
                name += "_"
            stems[id_] = name
            used.add(_fold(name))
    return stems


def _numbered(stem: str, id_: int) -> str:
    return f"{stem} ({id_})"


def _fold(stem: str) -> str:
    """What a file system takes for the same name: macOS folds case and composed letters, Windows case."""
    return unicodedata.normalize("NFKC", stem.casefold()).casefold()
