"""Names as words: folding, titles, initials, and whether two names may be one person's or one organisation's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from app.domain.countries import country_named, country_of_people
from app.domain.name_words import (
    CORPORATE_SUFFIXES,
    FEMALE_HONORIFICS,
    FEMALE_NAMES,
    GENERATIONS,
    MALE_HONORIFICS,
    MALE_NAMES,
    NICKNAMES,
    ORGANISATION_WORDS,
    PARTICLES,
    TITLE_MODIFIERS,
    TITLES,
    word_set,
)
from app.domain.places import PLACES

_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,7}s?|[A-Z][A-Za-z&-]{0,6}[A-Z]")
_SMALL = word_set("of the and for in on to de la du des & et a an at by")


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    """`word` for comparison: lower case, no diacritics, straight apostrophes, no full stops or trailing possessive."""
    plain = word.replace("’", "'").replace("ʼ", "'")
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
        plain = plain.translate(_SPELT)
    plain = plain.casefold().removesuffix("'s").strip("'\"“”")
    return plain.replace(".", "") or plain


_SPELT = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae", "ð": "d"})


@lru_cache(maxsize=50_000)
def words_of(name: str) -> tuple[str, ...]:
    """The folded words of `name`, without an article before it."""
    words = tuple(w for w in (folded(part) for part in name.replace(",", " ").split()) if w)
    return words[1:] if len(words) > 1 and words[0] in ("the", "a", "an") else words


def title_length(words: Sequence[str]) -> int:
    """How many of the words are a title before a name ("Foreign Minister Vera Malin": 2). Never all of them."""
    length = 0
    plain = [folded(word).removeprefix("ex-").removeprefix("then-").removeprefix("vice-") for word in words]
    for i, word in enumerate(plain[:-1]):
        if word in TITLES:
            length = i + 1
        elif word in _OFFICES and i >= 2 and plain[i - 1] == "of" and length == i - 1:
            length = i + 1  # "Secretary of State"
        elif word not in TITLE_MODIFIERS and word not in ("of", "-"):
            break
    return length


_OFFICES = frozenset({"state", "staff", "defence", "defense", "police", "education", "labor", "energy", "commerce"})


def sex_of_title(words: Sequence[str]) -> str:
    """ "m", "f" or "" by an honorific among the words."""
    plain = {folded(w) for w in words}
    return "m" if plain & MALE_HONORIFICS else "f" if plain & FEMALE_HONORIFICS else ""


def sex_of_given(given: str) -> str:
    """ "m", "f" or "" by a common given name."""
    male, female = folded(given) in MALE_NAMES, folded(given) in FEMALE_NAMES
    return "" if male == female else "m" if male else "f"


@lru_cache(maxsize=20_000)
def person_words(name: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """(given names, surname, generation) of a person's name, folded; a single word is a surname.

    The surname takes its particles with it ("Ursula von der Leyen": von der leyen).
    """
    words = list(words_of(name))
    words = words[title_length(words) :]
    generation = ""
    while len(words) > 1 and words[-1] in GENERATIONS:
        generation = words.pop().rstrip(".").replace("junior", "jr").replace("senior", "sr")
    at = len(words) - 1
    while at > 1 and words[at - 1] in PARTICLES:
        at -= 1
    if at == 1 and words and words[0] in PARTICLES:
        at = 0
    return tuple(words[:at]), tuple(words[at:]), generation


def given_names_agree(a: str, b: str) -> bool:
    """Whether two given names may be one person's: equal, an initial, a nickname, or another spelling."""
    if a == b:
        return True
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    if any(a in group and b in group for group in NICKNAMES):
        return True
    return respelt(a) == respelt(b)


_RESPELLINGS = (("y", "i"), ("ij", "i"), ("ii", "i"), ("ou", "u"), ("sch", "sh"), ("kh", "h"), ("ph", "f"), ("w", "v"))


@lru_cache(maxsize=20_000)
def respelt(word: str) -> str:
    """A rough key under which usual transliterations of one name meet ("Sergei", "Sergey"; "Yusuf", "Yousuf")."""
    for old, new in _RESPELLINGS:
        word = word.replace(old, new)
    kept = [c for i, c in enumerate(word) if i == 0 or c != word[i - 1]]
    return "".join(kept).replace("-", "").replace("'", "")


def surnames_agree(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two surnames are one, particles and spelling aside ("al-Assad", "Assad")."""
    if tuple(a) == tuple(b):
        return True
    x = [w for w in a if w not in PARTICLES] or list(a)
    y = [w for w in b if w not in PARTICLES] or list(b)
    return [respelt(w.removeprefix("al-").removeprefix("el-")) for w in x] == [
        respelt(w.removeprefix("al-").removeprefix("el-")) for w in y
    ]


def may_be_one_person(a: str, b: str) -> bool:
    """Whether two names, each with given name and surname, may be one person's.

    Needs the same surname, given names that agree in order, and no contradiction between middle names or generations:
    "George W. Bush" and "George H. W. Bush" are two. A name that is only a surname never passes.
    """
    given_a, surname_a, generation_a = person_words(a)
    given_b, surname_b, generation_b = person_words(b)
    if not given_a or not given_b:
        return False
    if generation_a and generation_b and generation_a != generation_b:
        return False
    if surnames_agree(surname_a, surname_b):
        if not given_names_agree(given_a[0], given_b[0]):
            return _by_middle_name(given_a, given_b)
        middle_a, middle_b = given_a[1:], given_b[1:]
        if not middle_a or not middle_b:
            return True
        return len(middle_a) == len(middle_b) and all(map(given_names_agree, middle_a, middle_b))
    # A second surname may be left out: "Gabriel García Márquez", "Gabriel García".
    long, short = sorted(((*given_a, *surname_a), (*given_b, *surname_b)), key=len, reverse=True)
    return len(short) >= 2 and len(long) > len(short) and long[: len(short)] == short and len(short[-1]) > 1


def _by_middle_name(a: Sequence[str], b: Sequence[str]) -> bool:
    """ "J. Edgar" and "Edgar": a first name left out where the middle name is the one used."""
    long, short = (a, b) if len(a) > len(b) else (b, a)
    return len(short) == 1 and len(long) == 2 and len(short[0]) > 1 and long[1] == short[0]


def is_acronym(word: str) -> bool:
    """Whether `word` looks like the initials of a longer name ("PRC", "U.N.", "DoJ")."""
    return _ACRONYM.fullmatch(word) is not None and sum(c.isupper() for c in word) >= 2


@lru_cache(maxsize=20_000)
def initials(name: str) -> frozenset[str]:
    """The acronyms that `name` may have: its capitalised words' initials, with and without its small words'."""
    words = [w for w in re.split(r"[\s-]+", name.replace("’", "'")) if w and (w[0].isalnum() or w == "&")]
    if len(words) > 1 and words[0] in ("The", "the"):
        words = words[1:]
    content = [w for w in words if w.lower() not in _SMALL]
    if len(content) < 2:
        return frozenset()
    out = {"".join(w[0] for w in content).upper(), "".join(w[0] for w in words).upper()}
    if folded(content[-1]) in CORPORATE_SUFFIXES and len(content) > 2:
        out.add("".join(w[0] for w in content[:-1]).upper())
    return frozenset(a for a in out if len(a) >= 2)


_SPELLINGS = {
    "&": "and",
    "defense": "defence",
    "center": "centre",
    "labor": "labour",
    "organization": "organisation",
    "motors": "motor",
    "intl": "international",
    "dept": "department",
    "assn": "association",
    "univ": "university",
}


@lru_cache(maxsize=50_000)
def without_suffix(name: str) -> tuple[str, ...]:
    """The folded words of an organisation's name, for comparison: without "Inc.", "plc" and the like at its end, with
    one spelling for "&", "Defense", "Center", and a country before the rest under its usual name ("US Navy").
    """
    words = [_SPELLINGS.get(w, w) for w in words_of(name)]
    while len(words) > 1 and words[-1] in CORPORATE_SUFFIXES:
        words.pop()
    for length in (4, 3, 2, 1):
        country = country_named(" ".join(name.split()[:length]).removeprefix("the ")) if len(words) > length else None
        if country is not None:
            return (*words_of(country.name), *words[length:])
    return tuple(words)


def is_generic(words: Sequence[str]) -> bool:
    """Whether these folded words only say what sort of organisation it is: "Motor Company", "Airlines"."""
    return all(w in ORGANISATION_WORDS or w in CORPORATE_SUFFIXES or w in _TRADES for w in words)


_TRADES = word_set(
    """motor motors airlines airways air computer computers software systems pharmaceuticals technologies industries
    energy oil petroleum bank banking financial capital securities insurance entertainment media communications telecom
    electronics foods stores brewing steel and shipping"""
)


@lru_cache(maxsize=50_000)
def is_part_of_name(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether an organisation's name may be short for another, safely: "Acme" for "Acme Motor Company", a team's
    "Hawks" for "Springfield Hawks" where Springfield is a known place. Both as `without_suffix` gives them.
    """
    if not 0 < len(short) < len(long) or is_generic(short):
        return False
    if long[: len(short)] == short and short not in PLACES:
        return is_generic(long[len(short) :]) and country_of_people(" ".join(short).title()) is None
    return long[-len(short) :] == short and long[: len(long) - len(short)] in PLACES
