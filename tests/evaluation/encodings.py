"""How many of 426 text files in many encodings are decoded letter by letter, and how many wrongly without a word."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from pathlib import Path

from app.reading.decode import decode
from app.reading.sniff import declared_charset

FILES = Path(__file__).resolve().parents[3] / "shared" / "data" / "hostile" / "encodings" / "tests"
_LANGUAGE = re.compile(r"-[a-z]{4,}$")
_EQUAL = str.maketrans("―・〜−‖", "—·～－∥")
"""Signs that browsers take for others than Python does, in Shift JIS and GB 2312 (WHATWG Encoding Standard)."""


def measure_encodings() -> None:
    """Print the figures: with what the files declare, and without."""
    if not FILES.is_dir():
        print(f"\nskipped: {FILES} is not there")
        return
    print(f"\n{'encodings':36}{'exact':>8}{'told':>8}{'refused':>8}{'silently wrong':>16}")
    for name, declared in (("with what they declare", True), ("without", False)):
        found = Counter(
            outcome(file.read_bytes(), encoding, declared=declared)
            for folder in sorted(FILES.iterdir())
            if folder.is_dir() and (encoding := codec_of(folder.name))
            for file in sorted(folder.iterdir())
        )
        print(f"{name:36}{found['exact']:8}{found['told']:8}{found['refused']:8}{found['silent']:16}")


def outcome(data: bytes, encoding: str, *, declared: bool) -> str:
    """ "exact", "told" (wrong, with a notice), "refused" with a sentence, or "silent"."""
    decoded = decode(data, declared_charset(data) if declared else "")
    if decoded is None:
        return "refused"
    gold = data.decode(encoding, "replace").removeprefix("\ufeff")
    if decoded.text.translate(_EQUAL) == gold.translate(_EQUAL):
        return "exact"
    return "told" if decoded.notices else "silent"


def codec_of(folder: str) -> str:
    """ "windows-1250-polish" is cp1250; "" for what Python cannot read either (EUC-TW)."""
    for name in (folder, _LANGUAGE.sub("", folder)):
        try:
            return codecs.lookup(name).name
        except LookupError:
            continue
    return ""
