"""Which names of organisations in an article are one organisation's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from app.analysis.entities.found import Form
from app.domain.countries import country_named, country_of_people
from app.domain.name_words import ORGANISATION_WORDS, PAPERS
from app.domain.names import initials, is_acronym, is_part_of_name, without_suffix
from app.domain.places import PLACES

Joins = list[tuple[Form, Form, str]]
"""(short form, long form, reason)."""


def same_organisations(texts: Mapping[Form, str]) -> Joins:
    """Pairs of forms that name one organisation. `texts` gives each form as it is written, in order of first mention.

    A short name that fits several longer ones is joined to none.
    """
    return [*_suffixes(texts), *_acronyms(texts), *_beginnings(texts), *_endings(texts)]


def _suffixes(texts: Mapping[Form, str]) -> Joins:
    plain: dict[Form, list[Form]] = defaultdict(list)
    for form, text in texts.items():
        plain[without_suffix(text)].append(form)
    out: Joins = []
    for forms in plain.values():
        longest = max(forms, key=lambda f: (len(f), f))
        out += [(f, longest, f"short for “{texts[longest]}”") for f in forms if f != longest]
    return out


def _acronyms(texts: Mapping[Form, str]) -> Joins:
    long: dict[str, list[Form]] = defaultdict(list)
    for form, text in texts.items():
        for letters in initials(text):
            long[letters].append(form)
    out: Joins = []
    for form, text in texts.items():
        if len(form) == 1 and is_acronym(text):
            fits = long.get(text.replace(".", "").upper(), [])
            if _one(fits):
                out.append((form, fits[0], f"the initials of “{texts[fits[0]]}”"))
    return out


def _one(forms: Iterable[Form]) -> bool:
    """Whether the forms are one name, corporate suffixes aside."""
    return len({without_suffix(" ".join(f)) for f in forms}) == 1


def _beginnings(texts: Mapping[Form, str]) -> Joins:
    longer: dict[Form, list[Form]] = defaultdict(list)
    for form in texts:
        for n in range(1, len(form)):
            longer[form[:n]].append(form)
    out: Joins = []
    order = {form: n for n, form in enumerate(texts)}
    for form, text in texts.items():
        if is_acronym(text):
            continue  # "NBC Two", "UN Council": a part or a product; suffixes are _suffixes' affair
        # News gives the full name first; a longer name that comes later is more likely a part or a product.
        fits = longer.get(form, [])
        if fits and min(order[f] for f in fits) > order[form] and not is_part_of_name(form, fits[0]):
            continue
        generic = form[-1] in ORGANISATION_WORDS or country_of_people(text) or country_named(text)
        if fits and _one(fits) and not generic and not _continues_differently(form, fits[0]):
            out.append((form, fits[0], f"short for “{texts[fits[0]]}”"))
    return out


def _continues_differently(short: Form, long: Form) -> bool:
    """ "Acme" is not "Acme and Sons" nor "Acme Europe"; "Acme Motor Company" and "Acme Lehmann" it may be."""
    added = long[len(short) :]
    if added[-1] in PAPERS and len(short) == 1:
        return True  # "The Larkspur Post" is written in Larkspur
    if added[0] in _LINKS or any(c.isdigit() for word in added for c in word):
        return True
    return any(country_named(w.title()) or (w,) in PLACES for w in added) or len(added) > 2


def _endings(texts: Mapping[Form, str]) -> Joins:
    """ "The Foreign Ministry" for "the Ruritanian Foreign Ministry", "the Post" for "the Ruritanian Post"."""
    endings: dict[Form, list[Form]] = defaultdict(list)
    for form in texts:
        for n in range(1, len(form)):
            endings[form[n:]].append(form)
    out: Joins = []
    for form in texts:
        fits = endings.get(form, [])
        if len(fits) != 1:
            continue
        generic = form[-1] in ORGANISATION_WORDS and fits[0][len(fits[0]) - len(form) - 1] not in _LINKS
        if generic or is_part_of_name(form, fits[0]):
            out.append((form, fits[0], f"short for “{texts[fits[0]]}”"))
    return out


_LINKS = frozenset({"of", "for", "and", "&", "in", "the", "at"})
