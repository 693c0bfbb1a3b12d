"""The spaCy component that finds the entities of a whole article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from app.analysis.document import register_extensions
from app.analysis.entities.abbreviations import introduced
from app.analysis.entities.acronyms import held_apart
from app.analysis.entities.boundaries import may_name, model_names, trimmed_name
from app.analysis.entities.datelines import is_dateline, with_datelines
from app.analysis.entities.extensions import extended
from app.analysis.entities.found import Form, Found, make, texts_of
from app.analysis.entities.governments import add_reasons
from app.analysis.entities.headings import heading_tokens
from app.analysis.entities.later import Names, missed
from app.analysis.entities.naming import entities_of
from app.analysis.entities.openers import without_openers
from app.analysis.entities.relabel import KINDS, NONE, Relabeller
from app.analysis.entities.runs import capital_runs
from app.analysis.entities.surroundings import SURE, surroundings
from app.analysis.entities.teams import call_teams, is_sport
from app.analysis.entities.votes import GUESSED, STORMS, add_surnames, count_votes, decide, parts_of_people
from app.domain.analysis import EntityKind
from app.domain.countries import country_named, country_of_people
from app.domain.lexicon import Lexicon
from app.domain.organisations import ORGANISATIONS
from app.domain.places import PLACES


@Language.factory("glossator_entities")
def create(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """The component: reads a joined Doc, sets `doc._.entities` and `doc._.mentions`."""
    register_extensions()
    return EntityFinder(Relabeller())


class EntityFinder:
    """Mends the model's entities by what the whole article knows, and joins the names of one thing."""

    def __init__(self, relabeller: Relabeller) -> None:
        self._relabeller = relabeller

    def __call__(self, doc: Doc) -> Doc:
        lexicon: Lexicon = doc._.lexicon
        names = [f for f in model_names(doc) if f.text not in lexicon.not_names]
        texts = texts_of(doc)
        headings = heading_tokens(doc, texts)
        names = extended(doc, with_datelines(doc, names), headings, self._relabeller)
        names, short_for = introduced(doc, names)
        for found in names:
            found.heading = bool(headings[found.start])
        short_for = held_apart(doc, names, short_for)
        words = Counter(texts)
        common = Counter({w: n for w, n in words.items() if w.islower()})
        names = without_openers(doc, _without_heading_words(doc, names, common), names, common, headings)
        opinions = self._relabeller.opinions(doc, names)
        names, opinions = _believable(doc, names, opinions, {*short_for, *short_for.values()})
        votes = count_votes(doc, names, opinions, words)
        people = parts_of_people(votes)
        add_surnames(votes, people)
        decide(names, votes, people)
        if is_sport(words):
            call_teams(doc, names)
        _learnt_kinds(names, lexicon)
        names = sorted([*names, *_later(doc, texts, names, lexicon, common)], key=lambda f: f.start)
        short_for = held_apart(doc, names, short_for)
        unmarked = without_openers(doc, self._unmarked(doc, texts, names, headings), names, common, headings)
        names = sorted([*names, *unmarked], key=lambda f: f.start)
        names = [f for f in names if f.text not in lexicon.not_names]
        add_reasons(doc, names)
        doc._.entities, doc._.mentions = entities_of(doc, names, short_for)
        return doc

    def _unmarked(self, doc: Doc, texts: list[str], names: list[Found], headings: bytearray) -> list[Found]:
        """Names that neither the model nor the rest of the article gives, by their looks or what stands beside them."""
        taken = bytearray(len(doc))
        for found in names:
            taken[found.start : found.end] = b"\x01" * (found.end - found.start)
        runs = [run for run in capital_runs(doc, texts, taken) if not headings[run[0]] and not _is_dated(doc, *run)]
        opinions = self._relabeller.probabilities(doc, runs)
        unmarked = (_looks_like(doc, *run, opinion) for run, opinion in zip(runs, opinions, strict=True))
        return [found for found in unmarked if found is not None]


def _looks_like(doc: Doc, start: int, end: int, opinion: NDArray[np.float32]) -> Found | None:
    """The capitalised words as a name, where the re-labeller is sure or what stands beside them tells."""
    best = int(opinion[: len(KINDS)].argmax())
    kind, score, reason = KINDS[best], float(opinion[best]) * 0.8, "looks like a name"
    if doc[start].lower_ in STORMS and end - start == 2:
        return make(doc, start, end, EntityKind.EVENT, 0.7, "named like a storm")
    if opinion[best] < NEW_NAME:
        beside = surroundings(doc, make(doc, start, end, kind, score))
        kind = max(beside, key=lambda k: beside[k], default=kind)
        if beside.get(kind, 0.0) < SURE or opinion[NONE] > NOT_A_NAME_BESIDE or doc[start:end].text.isupper():
            return None
        score, reason = 0.6, "by the words beside it"
    if kind is EntityKind.GROUP or not may_name(doc, start, end, kind):
        return None
    start, end = trimmed_name(doc, start, end, kind)
    if end <= start:
        return None
    found = make(doc, start, end, kind, score, reason)
    found.certainty = GUESSED
    return found


NOT_A_NAME_BESIDE = 0.9
"""From this probability on the re-labeller is believed even against the words beside capitalised words."""

NOT_A_NAME = 0.7
"""From this probability on the re-labeller strikes out what the model marked."""


def _believable(
    doc: Doc, names: list[Found], opinions: NDArray[np.float32], introduced_forms: set[Form]
) -> tuple[list[Found], NDArray[np.float32]]:
    """The names, and their rows of opinions, without those that look like common words."""

    surnames = {f.form[-1:] for f in names if f.kind is EntityKind.PERSON and len(f.form) > 1}

    def certain(found: Found) -> bool:
        form = found.form
        if form in introduced_forms or form in surnames or form in PLACES or form in ORGANISATIONS:
            return True
        return bool(country_named(found.text) or country_of_people(found.text)) or is_dateline(doc, found)

    kept = [n for n, found in enumerate(names) if opinions[n, NONE] < NOT_A_NAME or certain(found)]
    return [names[n] for n in kept], opinions[kept]


NEW_NAME = 0.85
"""From this probability on the re-labeller alone makes a name of capitalised words that the model left."""


def _is_dated(doc: Doc, start: int, end: int) -> bool:
    return any(t.ent_type_ in ("DATE", "TIME", "MONEY", "LANGUAGE") for t in doc[start:end])


def _learnt_kinds(names: list[Found], lexicon: Lexicon) -> None:
    for found in names:
        kind = lexicon.kinds.get(found.text)
        if kind is not None:
            found.kind, found.score, found.certainty = kind, 0.99, 1.0
            found.reasons = ["you said so"]


def _without_heading_words(doc: Doc, names: list[Found], common: Counter[str]) -> list[Found]:
    """Names without the words that only a heading in title case adds to them.

    A name of the heading that the body does not give is cut down to one that it gives ("Nominates Vera Malin"); where
    there is none, it is dropped if its words are ordinary words.
    """
    body = {f.form: f.kind for f in names if not f.heading}
    kept: list[Found] = []
    for found in names:
        if not found.heading or found.form in body:
            kept.append(found)
        elif part := _part_in_body(doc, found, body, common):
            kept.append(part)
        elif not any(common[t.lower_] for t in doc[found.start : found.end]):
            kept.append(found)
    return kept


def _part_in_body(doc: Doc, found: Found, body: Mapping[Form, EntityKind], common: Counter[str]) -> Found | None:
    """The longest part of a heading's name that the body has as a name; what is left over must be ordinary words."""
    length = found.end - found.start
    for n in range(length - 1, 0, -1):
        for start in range(found.start, found.end - n + 1):
            part = make(doc, start, start + n, found.kind, found.score)
            kind = body.get(part.form)
            rest = [t.lower_ for t in doc[found.start : found.end] if not start <= t.i < start + n]
            if kind is EntityKind.PERSON or (kind is not None and all(common[w] for w in rest)):
                part.kind, part.heading = kind, True
                return part
    return None


def _later(doc: Doc, texts: list[str], names: list[Found], lexicon: Lexicon, common: Counter[str]) -> list[Found]:
    known = Names()
    for name, kind in lexicon.kinds.items():
        known.add(name.split(), kind, "you said so")
    for found in sorted(names, key=lambda f: not f.text.isupper()):  # an acronym is itself before another's capitals
        if not found.heading:
            known.add((t.text for t in doc[found.start : found.end]), found.kind, "named elsewhere in this article")
    for found in names:
        if found.kind is EntityKind.PERSON and found.end - found.start > 1 and not found.heading:
            known.add((doc[found.end - 1].text,), EntityKind.PERSON, f"named in full as “{found.text}”")
    return missed(doc, texts, names, known, common)
