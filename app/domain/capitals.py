"""Names that stand in capitals, as in headlines and datelines: which they are, and how they are written elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.domain.analysis import EntityKind
from app.domain.names import initials, words_of

_LETTERS_TO_COMPARE, _LETTERS_TO_LOWER = 4, 5
_VOWELS = frozenset("AEIOUYÀÁÂÃÄÅÆÈÉÊËÌÍÎÏÒÓÔÕÖØÙÚÛÜÝ")
_SMALL = frozenset({"OF", "THE", "AND", "DE", "DU", "DES", "DER", "VON", "VAN", "DA", "DI", "DOS", "DEL"})
_KEPT = frozenset({"US", "UK", "USA", "UAE", "EU", "UN", "II", "III", "IV", "VI", "VII", "VIII"})
_PART = re.compile(r"[^\W\d_]+")
_WRITTEN_SMALL = (EntityKind.PERSON, EntityKind.PLACE)


def in_capitals(name: str) -> bool:
    """Whether the name has no small letter and so many letters that it may be a name and no abbreviation."""
    return name.isupper() and sum(map(str.isalpha, name)) >= _LETTERS_TO_COMPARE


def may_be_word(name: str) -> bool:
    """Whether a name in capitals can be pronounced, and is longer than most abbreviations."""
    letters = [c for c in name if c.isalpha()]
    return len(letters) >= _LETTERS_TO_LOWER and not _VOWELS.isdisjoint(letters)


def usual_form(name: str, others: Iterable[str], kind: EntityKind) -> str:
    """How a name in capitals is shown: as one of `others` writes it in small letters, where one does; else, of people
    and places, with capitals at the beginning of words. Abbreviations stay, and so does every other name.
    """
    others = tuple(others)
    if not in_capitals(name) or any(name.replace(".", "") in initials(other) for other in others):
        return name
    words = words_of(name)
    written = [o for o in others if not o.isupper() and not o.islower() and words_of(o) == words]
    if written:
        return max(written, key=lambda o: (o[:1].isupper(), -len(o)))
    return lowered(name, kind) if kind in _WRITTEN_SMALL and may_be_word(name) else name


def lowered(name: str, kind: EntityKind) -> str:
    """The name with small letters but for the first of each word; "US", numerals and what has no vowel stay."""
    words = name.split(" ")
    return " ".join(_lowered(word, i in (0, len(words) - 1), kind) for i, word in enumerate(words))


def _lowered(word: str, at_an_end: bool, kind: EntityKind) -> str:
    if word in _SMALL and not at_an_end:
        return word.lower()
    bare = word.replace(".", "")
    if bare in _KEPT and (kind is EntityKind.PLACE or set(bare) <= set("IVX")):
        return word
    if _VOWELS.isdisjoint(word) and len(bare) <= 4 and kind is EntityKind.PLACE:
        return word

    def part(found: re.Match[str]) -> str:
        letters = found[0]
        possessive = letters == "S" and word[found.start() - 1 : found.start()] in ("'", "’")
        return "s" if possessive else letters[0] + letters[1:].lower()

    return _PART.sub(part, word)
