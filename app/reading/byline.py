"""Lines that say who wrote an article, where and when."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from app.reading.dates import find_date

_LONGEST = 160
_BY = re.compile(r"(?:words |story |text |report |reporting |written |posted |published )?by[: ]\s*", re.I)
_PARTS = re.compile(r"\s+[·•|–—]\s+|\s*[·•|]\s*|\n")
_LABEL = re.compile(r"(?:published|updated|posted|last updated|date|first published)(?: on| at)?[:,]?\s+", re.I)
_MINUTES = re.compile(r"\d{1,3}[- ]min(?:ute)?s?(?: read)?", re.I)
_NAMES = re.compile(r"[^\W\d_][^\n.!?:;“”\"]{1,80}(?:\.[^\n.!?:;“”\"]{1,40}){0,3}")
_ROLE = re.compile(
    r"\b(?:\w{0,20}editor|reporter|correspondent|writer|columnist|engineer|director|manager|chief|professor|analyst|"
    r"photographer|contributor|producer|critic|developer|scientist|head of|president|founder)\b",
    re.I,
)
"""What follows a name and is no newspaper."""

_HELPERS = re.compile(
    r"[\s,;|·•(]+(?:(?:(?:medically |fact[- ])?(?:edited|reviewed|checked|translated|illustrated|photographed)|updated|"
    r"published|posted)(?: by)?|(?:photographs?|photos?|illustrations?|video|additional reporting)(?: by|:)|"
    r"bearbeitet von|traduit par|traducido por)\b.*",
    re.I,
)
"""Who else had a hand in it, and when, behind the names."""

_HELPED = re.compile(
    r"(?:(?:medically |fact[- ])?(?:edited|reviewed|checked|translated|illustrated|photographed)|photographs|photos|"
    r"illustrations?|additional reporting) by:?\s+",
    re.I,
)
_BEFORE = re.compile(
    r"(?:(?:written |words |story |text |reporting )?by|from)(?::\s*|\s+)|(?:autore?|author|auteur):\s*", re.I
)
_BEFORE_IN = {
    "de": r"von\s+",
    "fr": r"par\s+",
    "es": r"por\s+",
    "pt": r"por\s+",
    "it": r"di\s+",
    "nl": r"door\s+",
    "sv": r"av\s+",
}
_BEHIND = re.compile(
    r"(?:[\s,|·•–—-]+(?:před|ago|vor|hace|on|at|in|from|via|um|am|le|el|il y a|and|und|et|y|"
    r"\d{1,2}[:.h]\d\d(?: ?[ap]m)?|"
    r"\d{1,3}\s(?:seconds?|min(?:ute)?s?|hours?|days?|weeks?|months?|years?)(?: ago)?))+[\s,|·•–—-]*\Z"
)
"""Words about a time whose number stands elsewhere, and joints without a name behind them."""

_NO_PEOPLE = re.compile(
    r"(?:contributors|editors|authors) (?:to|of) .{1,60}|wikipedia contributors|staff(?: writers?| reporters?)?|"
    r"admin|newsroom",
    re.I,
)
_NO_NAMES = frozenset(
    "news staff press team online desk wire agency media times post journal editors editorial board daily tv radio "
    "ledger gazette chronicle guardian blog mail star sun review observer weekly bulletin magazine the and group "
    "service services network today week herald tribune redaktion".split()
)
_PARTICLES = frozenset("da de del della den der di dos du la le ten ter van von y".split())
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*", re.I)


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says. `date` is ISO 8601."""

    author: str = ""
    source: str = ""
    date: str = ""


NO_BYLINE = Byline()


def parse_byline(line: str) -> Byline | None:
    """What `line` says if it is a byline or a dateline of its own, else None.

    Bylines are "By …", lines that say who else had a hand in it (whom no field is for), and lines
    in parts ("Ana Reyes · The Coast Ledger · 12 March 2026") that hold a date.
    """
    line = line.strip().strip("*_")
    if not line or len(line) > _LONGEST:
        return None
    if (helped := _HELPED.match(line)) and _names(line[helped.end() :]):
        return NO_BYLINE
    begins = _BY.match(line)
    if begins and not _names(line[begins.end() :]):
        return None
    date = find_date(line)
    author, source, others = "", "", 0
    for index, part in enumerate(p.strip() for p in _PARTS.split(line)):
        said, part = part, _LABEL.sub("", part)
        if index == 0 and begins:
            author, *rest = re.split(r",\s+(?=\D)", said[begins.end() :], maxsplit=1)
            author = as_a_name(_without_date(author))
            source = rest[0] if rest and not find_date(rest[0]) and not _ROLE.search(rest[0]) else ""
        elif find_date(part):
            others += len(_without_date(part)) > 30
        elif not _MINUTES.fullmatch(part) and part:
            others += len(part) > 60
            if not author:
                author = part
            else:
                source = source or part
    is_byline = bool(begins) or (date is not None and not others and line[-1] not in ".!?")
    return Byline(author, source, date.iso if date else "") if is_byline else None


def _names(rest: str) -> bool:
    """Whether what follows "By" is a name and not a sentence ("By midnight the harbour was empty.")."""
    first = rest.split(" ", 1)[0]
    return bool(first[:1].isupper()) and not rest.rstrip().endswith((".", "!", "?", ":")) and bool(_NAMES.match(rest))


def _without_date(part: str) -> str:
    date = find_date(part)
    if date:
        part = part[: date.start] + part[date.end :]
    return _WEEKDAY.sub("", part).strip(" ,()")


def tidy_names(names: str, source: str = "", language: str = "", host: str = "") -> str:
    """Names as a page gives them, for a reader: each once, without "By" and who edited, capitals only at their begins.

    "" where they say no more than `source`, if that isn't a person's own site, or are an account's name that stands in
    `host`, too.
    """
    if prefix := _BEFORE_IN.get(language):
        names = re.sub(rf"\A{prefix}(?=\w)", "", names, flags=re.I)
    names = _HELPERS.sub("", _BEFORE.sub("", names, count=1) if _BEFORE.match(names) else names)
    names = _BEHIND.sub("", names).strip(" ,;|·•–—-") if " " in names else names
    if not names or _NO_PEOPLE.fullmatch(names):
        return ""
    if _letters(names) == _letters(source) and not is_own_site(names, host):
        return ""
    if names.isalnum() and names.casefold() in host.split("."):
        return ""
    each: dict[str, str] = {}
    for name in re.split(r",\s+", names):
        name = as_a_name(name)
        known = each.setdefault(name.casefold(), name)
        if known.isupper() and not name.isupper():
            each[name.casefold()] = name
    return ", ".join(each.values())


def is_own_site(name: str, host: str) -> bool:
    """Whether a site of this name is called and addressed as a person is."""
    words = name.split()
    return 2 <= len(words) <= 3 and all(map(_is_of_a_person, words)) and _letters(name) in host.split(".")


def as_a_name(name: str) -> str:
    """A person's name that is all in capitals, with capitals only where it has them; anything else as it is.

    A person's: two to four words of at least three letters or an initial, each of which can be spoken.
    """
    words = name.split()
    if not name.isupper() or not 2 <= len(words) <= 4 or not all(map(_is_of_a_person, words)):
        return name
    if not any(len(_letters(word)) > 3 for word in words):
        return name
    return " ".join(
        word.lower() if number and word.lower() in _PARTICLES else _with_capitals(word)
        for number, word in enumerate(words)
    )


def _is_of_a_person(word: str) -> bool:
    small = _letters(word)
    if word.lower() in _PARTICLES or re.fullmatch(r"(?:\w\.-?){1,3}|\w", word):
        return True
    return (
        len(small) > 2
        and small.isalpha()
        and small not in _NO_NAMES
        and bool(re.search("[aeiouyαεηιουωаеиоуыэюя]", small))
    )


def _with_capitals(word: str) -> str:
    word = re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word)
    return re.sub(r"\bMc(\w)", lambda mac: "Mc" + mac[1].upper(), word)


def _letters(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if c.isalnum())
