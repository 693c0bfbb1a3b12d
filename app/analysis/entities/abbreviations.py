"""Abbreviations that the article introduces in brackets, after the idea of Schwartz and Hearst (2003)."""

from __future__ import annotations

from spacy.tokens import Doc

from app.analysis.entities.found import Form, Found, make
from app.domain.analysis import EntityKind
from app.domain.countries import country_named
from app.domain.name_words import word_set
from app.domain.names import initials, is_acronym, words_of

_SMALL = word_set("of the and for in on to de la du & et")


def introduced(doc: Doc, names: list[Found]) -> tuple[list[Found], dict[Form, Form]]:
    """The names with every "Long Name (LN)" among them, and which form is short for which.

    Both sides are given the kind of the long one, and are added where the model missed them.
    """
    by_end = {f.end: f for f in names}
    added: list[Found] = []
    short_for: dict[Form, Form] = {}
    for i in range(1, len(doc) - 2):
        if doc[i].text != "(":
            continue
        close = next((k for k in range(i + 2, min(i + 5, len(doc))) if doc[k].text == ")"), None)
        if close is None or close - i - 1 > 2:
            continue
        short = doc[i + 1 : close].text
        if not (is_acronym(short) or (close - i == 2 and _is_word_of_initials(short))):
            continue
        long = by_end.get(i)
        wanted = short.replace(".", "").rstrip("s").upper()
        if long is None or wanted not in initials(long.text):
            long = _long_before(doc, i, wanted) or long
        if long is None:
            continue
        if wanted not in initials(long.text) and not (is_acronym(short) and _within(wanted, long.text)):
            continue
        if country_named(long.text):
            long.kind = EntityKind.PLACE
        elif long.kind is EntityKind.PERSON:
            long.kind = EntityKind.ORGANISATION  # nobody's initials are introduced so
        added += [long, make(doc, i + 1, close, long.kind, 0.95, f"abbreviation of “{long.text}”")]
        short_for[words_of(short)] = long.form
    return _put(names, added), short_for


def _is_word_of_initials(short: str) -> bool:
    """ "Nato", "Unesco": initials that are spoken as a word, as British papers write them."""
    return short.istitle() and short.isalpha() and 3 < len(short) < 8


def _within(letters: str, name: str) -> bool:
    """Whether the letters occur in order in `name`, starting with its first: "EADS", "Fannie" never do by chance."""
    rest = iter(name.upper())
    return name[:1].upper() == letters[:1] and all(c in rest for c in letters) and len(name) > len(letters) + 2


def _long_before(doc: Doc, bracket: int, wanted: str) -> Found | None:
    """The words before the bracket whose initials are `wanted`, the shortest such stretch with a capital."""
    for start in range(bracket - 2, max(-1, bracket - len(wanted) - 6), -1):
        token = doc[start]
        if token.text in (".", "!", "?", "(", ")", ";") or token.is_space:
            return None
        if token.text[0].isupper() and token.text[0] == wanted[0]:
            text = doc[start:bracket].text
            lower = [t for t in doc[start:bracket] if t.text[0].islower() and t.text not in _SMALL]
            if wanted in initials(text) and not lower:
                return make(doc, start, bracket, EntityKind.ORGANISATION, 0.9)
    return None


def _put(names: list[Found], added: list[Found]) -> list[Found]:
    """The names with `added` in the place of whatever they overlap."""
    taken = {t for a in added for t in range(a.start, a.end)}
    kept = [f for f in names if taken.isdisjoint(range(f.start, f.end))]
    return sorted([*kept, *added], key=lambda f: f.start)
