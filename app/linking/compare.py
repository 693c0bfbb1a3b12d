"""How likely two entities of different articles are one, by their names and kinds alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from app.domain.analysis import EntityKind
from app.domain.capitals import in_capitals, may_be_word
from app.domain.countries import country_named, country_of_people
from app.domain.name_words import ORGANISATION_WORDS, PLACE_WORDS
from app.domain.names import (
    initials,
    is_acronym,
    is_generic,
    is_part_of_name,
    may_be_one_person,
    person_words,
    respelt,
    surnames_agree,
    without_suffix,
    words_of,
)
from app.domain.places import PLACES

SURE = 0.97
VARIANT = 0.88
PROBABLE = 0.76
JOIN = 0.7
"""From this score on two entities are joined without asking, if nothing else fits as well."""
ASK = 0.45
"""From this score on the user may be asked whether two entities are one."""


@dataclass(frozen=True, slots=True)
class Names:
    """What is compared of an entity: its name first, then the other names."""

    all: tuple[str, ...]
    kind: EntityKind


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` is an estimate of the probability that both are one; `only_part`: one side has but a surname."""

    score: float
    reason: str = ""
    only_part: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    """What comparing needs of the names, worked out once."""

    whole: tuple[tuple[str, ...], ...]
    short: tuple[tuple[str, ...], ...]  # without corporate suffixes
    long: tuple[str, ...]  # the names of several words that are no abbreviations
    acronyms: tuple[str, ...]
    initials: frozenset[str]
    countries: frozenset[str]


@lru_cache(maxsize=50_000)
def _words(names: Names) -> _Words:
    long = tuple(n for n in names.all if not is_acronym(n) and len(without_suffix(n)) > 1)
    return _Words(
        whole=tuple(words_of(n) for n in names.all),
        short=tuple(without_suffix(n) for n in names.all),
        long=long,
        acronyms=tuple(n for n in names.all if is_acronym(n) and len(n.replace(".", "")) > 2),
        initials=frozenset(letters for n in long for letters in initials(n)),
        countries=frozenset(c.name for n in names.all if (c := country_named(n))),
    )


UNLIKE = Likeness(0.0)
_PERSON, _PLACE, _GROUP = EntityKind.PERSON, EntityKind.PLACE, EntityKind.GROUP
_ORGANISATION = EntityKind.ORGANISATION


@lru_cache(maxsize=20_000)  # a dossier, and every article that comes, compare the same pairs of the library again
def likeness(a: Names, b: Names) -> Likeness:
    """How alike two entities are. Symmetric. Different kinds are never joined, but for one exact long name."""
    if a.all == ("",) or b.all == ("",):
        return UNLIKE
    if a.kind is not b.kind:
        return _across_kinds(a, b)
    if a.kind is _PERSON:
        return _people(a, b)
    if a.kind is _GROUP:
        return _groups(a, b)
    found = _places(a, b) if a.kind is _PLACE else None
    return found if found is not None else _organisations(a, b)


def _across_kinds(a: Names, b: Names) -> Likeness:
    if {a.kind, b.kind} == {_PLACE, _ORGANISATION} and (_words(a).countries or _words(b).countries):
        like = _places(a, b)  # the European Union is either
        return like if like is not None else UNLIKE
    x, y = _words(a).whole, _words(b).whole
    if x[0] == y[0] and (_is_guess_in_capitals(a, b) or _is_guess_in_capitals(b, a)):
        return Likeness(0.72, f"“{a.all[0]}” and “{b.all[0]}” are one name, once in capitals")
    if _GROUP in (a.kind, b.kind):
        return UNLIKE
    shared = {words for words in x if words in y and (len(words) > 1 or words == x[0] == y[0])}
    if not shared:
        return UNLIKE
    if is_acronym(a.all[0]) != is_acronym(b.all[0]) and max(map(len, shared)) == 1:
        return UNLIKE  # the institute “NICE” and the city “Nice”
    name = " ".join(sorted(shared, key=lambda words: (len(words), words))[-1])
    if _PERSON in (a.kind, b.kind) and " " not in name:
        return Likeness(0.5, f"both are called “{name}”, here the name of a {a.kind.value}, there of a {b.kind.value}")
    return Likeness(0.72, f"both are called “{name}”")


def _is_guess_in_capitals(a: Names, b: Names) -> bool:
    """Whether `a` is known in capitals only, as no person and no place, and `b` is the name of one: in capitals the
    model takes nearly anything for an organisation. A person and a place of one name stay two.
    """
    if a.kind in (_PERSON, _PLACE) or b.kind not in (_PERSON, _PLACE, _GROUP):
        return False
    return all(in_capitals(n) and may_be_word(n) for n in a.all) and not any(map(str.isupper, b.all))


def is_full(name: str) -> bool:
    """Whether a person's name has more than a surname or a given name."""
    return bool(person_words(name)[0])


def _people(a: Names, b: Names) -> Likeness:
    full_a, full_b = [n for n in a.all if is_full(n)], [n for n in b.all if is_full(n)]
    if full_a and full_b:
        return _full_names(full_a, full_b)
    if not full_a and not full_b:
        same = {words_of(n) for n in a.all} & {words_of(n) for n in b.all}
        return Likeness(PROBABLE, "the same name, nowhere given in full", only_part=True) if same else UNLIKE
    full, bare = (full_a, b.all) if full_a else (full_b, a.all)
    known = {words_of(n) for n in (a.all if full_a else b.all) if not is_full(n)}
    for name in bare:
        if words_of(name) in known or any(surnames_agree(person_words(f)[1], words_of(name)) for f in full):
            return Likeness(PROBABLE, f"the only {name} in the library is “{full[0]}”", only_part=True)
    return UNLIKE


def _full_names(a: Sequence[str], b: Sequence[str]) -> Likeness:
    if not may_be_one_person(a[0], b[0]) and words_of(a[0]) != words_of(b[0]):
        return _misspelt_person(a[0], b[0])
    if {words_of(n) for n in a} & {words_of(n) for n in b}:
        return Likeness(SURE, f"both are called “{a[0]}”")
    given_a, given_b = person_words(a[0])[0], person_words(b[0])[0]
    if min(len(given_a[0]), len(given_b[0])) == 1:
        return Likeness(0.6, f"“{a[0]}” may be short for “{b[0]}”")
    return Likeness(VARIANT, f"“{a[0]}” and “{b[0]}” are forms of one name")


def _misspelt_person(a: str, b: str) -> Likeness:
    x, y = " ".join(words_of(a)), " ".join(words_of(b))
    given_a, given_b = person_words(a)[0], person_words(b)[0]
    near = min(len(x), len(y)) >= 9 and DamerauLevenshtein.distance(x, y, score_cutoff=1) <= 1
    if near and respelt(given_a[0])[:2] == respelt(given_b[0])[:2]:
        return Likeness(0.6, f"“{a}” and “{b}” differ by one letter")
    return UNLIKE


def _groups(a: Names, b: Names) -> Likeness:
    def keys(names: Names) -> set[object]:
        return {country_of_people(n) or tuple(w.rstrip("s") for w in words_of(n)) for n in names.all}

    shared = keys(a) & keys(b)
    return Likeness(SURE, f"both are called “{a.all[0]}”") if shared else UNLIKE


def _places(a: Names, b: Names) -> Likeness | None:
    x, y = _words(a).countries, _words(b).countries
    if x & y:
        return Likeness(SURE, f"both are names of {min(x & y)}")
    return UNLIKE if x or y else None


def _organisations(a: Names, b: Names) -> Likeness:
    """Organisations, and whatever else is known by its words alone."""
    like = _shared_name(a, b)
    if like is not None:
        return like
    x, y = _words(a), _words(b)
    if x.countries & y.countries:
        return Likeness(SURE, f"both are names of {min(x.countries & y.countries)}")
    for p in x.short:
        for q in y.short:
            if is_part_of_name(p, q) or is_part_of_name(q, p):
                return Likeness(0.75, f"“{a.all[0]}” and “{b.all[0]}” are forms of one name", only_part=True)
    if not (x.long and y.long):
        for shorts, longs in ((x, y), (y, x)):
            for short in shorts.acronyms:
                if short.replace(".", "").upper() in longs.initials:
                    return Likeness(PROBABLE, f"“{short}” are the initials of “{longs.long[0]}”", only_part=True)
    return _alike(a.kind, x.long or a.all, y.long or b.all)


def _shared_name(a: Names, b: Names) -> Likeness | None:
    """What a name that both have tells; None where they share none that tells anything.

    An abbreviation or a short form that two different long names share ("AMA", "the Navy") tells nothing.
    """
    x, y = _words(a), _words(b)
    shared = {words for words in x.short if words in y.short}
    if not shared:
        return None
    longest = max(sorted(shared), key=len)
    reason = f"both are called “{a.all[x.short.index(longest)]}”"
    if len(longest) > 1:
        return Likeness(SURE, reason)
    if x.long and y.long:
        return None
    acronym = is_acronym(a.all[x.short.index(longest)])
    if x.short[0] == y.short[0]:
        return Likeness(VARIANT if acronym else SURE, reason)
    if is_generic(longest):
        return None
    return Likeness(VARIANT if acronym else 0.74, reason)


def _alike(kind: EntityKind, a: Sequence[str], b: Sequence[str]) -> Likeness:
    """Names that are not the same: one within the other, or one letter apart. Enough to ask, not to join."""
    for x in a:
        for y in b:
            short, long = sorted((without_suffix(x), without_suffix(y)), key=len)
            if kind is _ORGANISATION and _may_shorten(short, long):
                return Likeness(0.55, f"“{x}” may be short for “{y}”" if len(x) < len(y) else f"“{y}” for “{x}”")
            p, q = " ".join(short), " ".join(long)
            if min(len(p), len(q)) >= 8 and DamerauLevenshtein.distance(p, q, score_cutoff=1) <= 1:
                return Likeness(0.6, f"“{x}” and “{y}” differ by one letter")
    return UNLIKE


def _may_shorten(short: Sequence[str], long: Sequence[str]) -> bool:
    """ "Acme Holt" for "Acme Holt Lehmann"; one word more, and no part or place of the organisation."""
    if len(long) != len(short) + 1 or tuple(long[: len(short)]) != tuple(short) or short[-1] in ORGANISATION_WORDS:
        return False
    return long[-1] not in PLACE_WORDS and (long[-1],) not in PLACES and country_named(" ".join(short).title()) is None
