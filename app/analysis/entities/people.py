"""Which names of people in an article are one person's."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from spacy.tokens import Doc

from app.analysis.entities.found import Form, Found
from app.domain.names import (
    folded,
    may_be_one_person,
    person_words,
    sex_of_given,
    sex_of_title,
    title_length,
)

_CROWDED = 200  # full names under one surname: a register of names, where every pair would be compared
_NEAR = 60  # tokens, about two sentences
_TITLE_REACH = 4  # tokens before a name


def bare(form: Form) -> bool:
    """Whether a person's name is a surname or a given name only."""
    given, _, _ = person_words(" ".join(form))
    return not given


def same_people(forms: Iterable[Form]) -> dict[Form, Form]:
    """For each full name, the full name it is a variant of (itself for most).

    A variant that fits two people who contradict each other ("George Bush" beside "George W." and "George H. W.")
    is joined to neither.
    """
    buckets: dict[str, list[Form]] = defaultdict(list)
    for form in forms:
        _, surname, _ = person_words(" ".join(form))
        for key in {surname[-1], "first " + " ".join(form[:2])}:
            buckets[key].append(form)
    joined: dict[Form, Form] = {}
    for bucket in buckets.values():
        if len(bucket) > _CROWDED:
            continue
        for form in sorted(bucket, key=lambda f: (len(f), f)):
            fits = [f for f in bucket if f != form and _variants(form, f)]
            longer = [f for f in fits if (len(f), f) > (len(form), form)]
            if longer and all(a == b or _variants(a, b) for a in fits for b in fits):
                joined[form] = max(longer, key=lambda f: (len(f), f))
    return {form: _end(joined, form) for form in joined}


def _variants(a: Form, b: Form) -> bool:
    short, long = sorted((a, b), key=len)
    if len(short) < len(long) and long[-len(short) :] == short:  # "Suu Kyi" for "Aung San Suu Kyi"
        return True
    return may_be_one_person(" ".join(a), " ".join(b))


def _end(joined: dict[Form, Form], form: Form) -> Form:
    seen = {form}
    while (after := joined.get(form)) is not None and after not in seen:
        seen.add(after)
        form = after
    return form


def title_before(doc: Doc, found: Found) -> list[str]:
    """The title words that stand before a name, in order."""
    start = max(0, found.start - _TITLE_REACH)
    words = [t.text for t in doc[start : found.start]]
    for k in range(len(words)):
        if title_length([*words[k:], "X"]) == len(words) - k:
            return words[k:]
    return []


class People:
    """The people of an article with their full names, to whom bare names are given."""

    def __init__(self, doc: Doc, full: list[tuple[Found, Form]]) -> None:
        """`full`: the mentions by full name, in text order, each with the form that stands for the person."""
        self._doc = doc
        self._places: dict[Form, list[int]] = defaultdict(list)
        self._sex: dict[Form, str] = {}
        self._strangers: set[str] = set()
        self._by_word: dict[str, list[Form]] = defaultdict(list)
        self._by_first: dict[str, list[Form]] = defaultdict(list)
        self.text: dict[Form, str] = {}
        for found, person in full:
            self._places[person].append(found.start)
            self._learn(found, person)

    def _learn(self, found: Found, person: Form) -> None:
        given, surname, _ = person_words(" ".join(found.form))
        for table, word in ((self._by_word, surname[-1]), (self._by_first, given[0])):
            if person not in table[word]:
                table[word].append(person)
        if len(found.text) > len(self.text.get(person, "")):
            self.text[person] = found.text
        sex = sex_of_title(title_before(self._doc, found)) or sex_of_given(given[0])
        if sex:
            self._sex.setdefault(person, sex)

    def meet(self, bare_names: list[Found]) -> None:
        """Learn from titles which surnames are mostly those of someone never named in full: "Mr. Malin" where the
        article names only Vera Malin.
        """
        met: dict[str, int] = defaultdict(int)
        for found in bare_names:
            people = self._by_word.get(found.form[-1], [])
            sex = sex_of_title(title_before(self._doc, found))
            if len(people) == 1 and sex and self._sex.get(people[0]):
                met[found.form[-1]] += 1 if sex != self._sex[people[0]] else -1
        self._strangers = {w for w, count in met.items() if count > len(self._places[self._by_word[w][0]])}

    def owner(self, found: Found) -> tuple[Form | None, float, str]:
        """The person a bare name means here, how sure that is (0–1), and why. None: nobody named in full."""
        last = found.form[-1]
        candidates, how = self._by_word.get(last, []), 1.0
        if not candidates:
            candidates, how = self._by_first.get(last, []), 0.92
        sex = sex_of_title(title_before(self._doc, found))
        if sex:
            candidates = [p for p in candidates if self._sex.get(p, sex) == sex]
        elif last in self._strangers and len(candidates) == 1:
            candidates = []
        if not candidates:
            return None, 0.0, ""
        if len(candidates) == 1:
            return candidates[0], how, f"named in full as “{self.text[candidates[0]]}”"
        person, why = self._likeliest(found.start, candidates)
        count = "two" if len(candidates) == 2 else str(len(candidates))
        shown = folded(found.text).title() if found.text.isupper() else found.text
        return person, 0.65, f"{count} people here are called {shown}; “{self.text[person]}” is named {why}"

    def _likeliest(self, at: int, candidates: list[Form]) -> tuple[Form, str]:
        """The one named in full shortly before, else the one named most often: an article's main person."""

        def distance(person: Form) -> tuple[int, int]:
            places = self._places[person]
            k = bisect_left(places, at)
            return (0, at - places[k - 1]) if k else (1, places[0] - at)

        nearest = min(candidates, key=distance)
        if distance(nearest) <= (0, _NEAR):
            return nearest, "nearest before"
        often = max(candidates, key=lambda p: len(self._places[p]))
        if len(self._places[often]) > len(self._places[nearest]):
            return often, "most often"
        return nearest, "nearest before" if distance(nearest)[0] == 0 else "first after"
