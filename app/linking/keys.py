"""Blocking keys: under which few words an entity is looked up, so that no name is compared with the whole library."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from app.domain.countries import country_named, country_of_people
from app.domain.name_words import CORPORATE_SUFFIXES, GIVEN_NAMES, ORGANISATION_WORDS, TITLES
from app.domain.names import initials, is_acronym, person_words, respelt, words_of

_TOO_COMMON = ORGANISATION_WORDS | CORPORATE_SUFFIXES | TITLES | frozenset({"of", "and", "for", "in", "on", "&", "de"})


def blocking_keys(names: Iterable[str]) -> frozenset[str]:
    """The keys of an entity with these names. Two entities that share none are never one.

    A country is found under its name; an acronym under itself and a long name under its initials; a name under its
    last and first word, spelt so that usual transliterations meet. Words that thousands of names share ("Bank") are
    used only where the name has no other.
    """
    keys: set[str] = set()
    for name in names:
        keys |= _keys_of(name)
    return frozenset(keys)


@lru_cache(maxsize=50_000)
def _keys_of(name: str) -> frozenset[str]:
    country = country_named(name)
    if country is not None:
        return frozenset({"country:" + country.name})
    people = country_of_people(name)
    if people is not None:
        return frozenset({"people:" + people.name})
    words = words_of(name)
    if not words:
        return frozenset({name})
    plain = name.replace(".", "").removeprefix("the ").removeprefix("The ")
    keys = {"initials:" + letters for letters in initials(name) if len(letters) > 2}
    if len(words) == 1 and is_acronym(plain):
        keys.add("initials:" + plain.upper())
    telling = [w for w in words if w not in _TOO_COMMON] or list(words)
    _, surname, _ = person_words(name)
    ends = [w for w in surname[-1:] if w not in _TOO_COMMON]
    for word in (telling[0], telling[-1], *ends):
        if word not in GIVEN_NAMES or len(words) == 1 or word in surname:  # half the library is called John
            keys.add(respelt(word))
    return frozenset(keys)
