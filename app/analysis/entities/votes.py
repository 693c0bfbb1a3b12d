"""One name, one kind: what the whole article says a name is, from the model's marks and the words around them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from app.analysis.entities.datelines import is_dateline
from app.analysis.entities.descriptions import described
from app.analysis.entities.found import Form, Found
from app.analysis.entities.relabel import KINDS
from app.analysis.entities.surroundings import surroundings
from app.domain.analysis import EntityKind
from app.domain.countries import country_named, country_of_people, is_surely_country
from app.domain.name_words import (
    CORPORATE_SUFFIXES,
    EVENT_WORDS,
    GIVEN_NAMES,
    ORGANISATION_WORDS,
    PEOPLES,
    PLACE_WORDS,
    TITLES,
    word_set,
)
from app.domain.names import folded, is_acronym, is_generic, person_words
from app.domain.organisations import ORGANISATIONS
from app.domain.places import PLACES, SEATS

PERSON, ORGANISATION, PLACE = EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE
DESCRIPTION_VOTE = 4.0
"""What “X is a village” counts: more than the model and the re-labeller together."""

MOST_VOTERS = 5
"""Mentions of one name beyond which more of them do not outweigh what its own words say."""

RELABELLER_VOTE = 1.2
"""What a certain opinion of the re-labeller counts, against 1 for the model's mark."""

GUESSED = 0.5
"""The most certainty of a lone word that is a person by its looks alone: no title, no verb of saying, no full name."""

Votes = dict[Form, dict[EntityKind, float]]

_SAYING = word_set(
    "say tell add ask reply argue claim explain note insist warn recall write think believe want know feel"
)
_LAWS = frozenset({"act", "amendment", "treaty", "constitution", "accord", "protocol"})
_BEFORE_PLACES = frozenset({"mount", "lake", "gulf", "cape", "fort", "river", "port", "los", "isle"})
STORMS = frozenset({"storm", "hurricane", "typhoon", "cyclone"})
_PRODUCTS = frozenset({"imac", "ipad", "iphone", "ipod", "kindle", "macbook", "playstation", "xbox"})
_AT_A_PLACE = frozenset({"in", "near", "across", "throughout", "outside", "around"})


def count_votes(doc: Doc, names: list[Found], opinions: NDArray[np.float32], words: Collection[str]) -> Votes:
    """For each form, how much speaks for each kind.

    A model's mark is one vote, in a heading a third of one; the re-labeller's `opinions`, a row a name, another.
    `words` are all of the article's, as written.
    """
    votes: Votes = defaultdict(lambda: defaultdict(float))
    for found, opinion in zip(names, opinions, strict=True):
        tally = votes[found.form]
        tally[found.kind] += 1 / 3 if found.heading else found.score
        for kind, probability in zip(KINDS, opinion[: len(KINDS)].tolist(), strict=True):
            tally[kind] += RELABELLER_VOTE * probability * (1 / 3 if found.heading else 1)
        beside = around(doc, found)
        found.told = beside.get(PERSON, 0.0) > 0
        for kind, weight in beside.items():
            tally[kind] += weight
    counts = Counter(found.form for found in names)
    for form, tally in votes.items():
        if counts[form] > MOST_VOTERS:
            for kind in tally:
                tally[kind] *= MOST_VOTERS / counts[form]
        for kind, weight in inside(form).items():
            tally[kind] += weight
    for form, tally in votes.items():
        if has_people(form, words):
            tally[PLACE] += 1.5 * DESCRIPTION_VOTE
        elif _is_of_a_place(form, votes):
            tally[ORGANISATION] += 1.0
            tally[PERSON] -= 1.5
    for form in [f for f in votes if len(f) > 1 and f[-1] in CORPORATE_SUFFIXES]:
        if form[:-1] in votes:
            votes[form[:-1]][ORGANISATION] += 2.0
    return votes


def has_people(form: Form, words: Collection[str]) -> bool:
    """Whether the article has the people of a country called so: "Larkovian" beside "Larkovia"."""
    name = form[-1]
    if len(form) > 2 or len(name) < 5 or not name.endswith("ia") or name in GIVEN_NAMES:
        return False
    name = name.capitalize()
    return name + "n" in words or name + "ns" in words


def _is_of_a_place(form: Form, votes: Votes) -> bool:
    """Whether the first of two words is called a place elsewhere: "Larkspur Stone" after "the quarry at Larkspur".

    Not with well-known places, which are given names as well.
    """
    if len(form) != 2 or form[0] in GIVEN_NAMES or form[:1] in PLACES or form[:1] not in votes:
        return False
    return votes[form[:1]].get(PLACE, 0.0) >= 2.0 and form[1:] not in votes


def around(doc: Doc, found: Found) -> dict[EntityKind, float]:
    """What the words beside one mention say about its kind."""
    out = surroundings(doc, found) if found.kind is not EntityKind.GROUP else {}
    before = doc[found.start - 1] if found.start else None
    after = doc[found.end] if found.end < len(doc) else None
    if before is not None:
        word = folded(before.text)
        if word in TITLES and (before.text[0].isupper() or word in ("spokesman", "spokeswoman")):
            out[PERSON] = out.get(PERSON, 0.0) + 2.0
        elif before.text in _AT_A_PLACE:
            out[PLACE] = out.get(PLACE, 0.0) + 0.7
        elif word in ("the", "a", "an") and found.end - found.start == 1:
            out[PERSON] = out.get(PERSON, 0.0) - 1.0
    if after is not None:
        if after.text in ("who", "whose") or (after.lemma_ in _SAYING and after.pos_ == "VERB"):
            out[PERSON] = out.get(PERSON, 0.0) + 0.5
        elif after.text == "," and found.end + 2 < len(doc):
            _apposition(doc, found.end + 1, out)
        elif after.text == "-" and found.end + 1 < len(doc) and doc[found.end + 1].lower_ in ("based", "born"):
            out[PLACE] = out.get(PLACE, 0.0) + 2.0
    if is_dateline(doc, found):
        out[PLACE] = out.get(PLACE, 0.0) + 2 * DESCRIPTION_VOTE
    kind = described(doc, found)
    if kind is not None:
        out[kind] = out.get(kind, 0.0) + DESCRIPTION_VOTE
    return out


def _apposition(doc: Doc, i: int, out: dict[EntityKind, float]) -> None:
    """After "Name,": an age, a relative clause, or the country that a place is in."""
    token = doc[i]
    if token.text.isdigit() and 10 <= int(token.text[:4]) < 110 and doc[i + 1].text in (",", ".", "and"):
        out[PERSON] = out.get(PERSON, 0.0) + 2.0
    elif token.text == "who":
        out[PERSON] = out.get(PERSON, 0.0) + 1.0
    elif token.ent_type_ == "GPE" and (country_named(token.text) or token.text.endswith(".")):
        out[PLACE] = out.get(PLACE, 0.0) + 1.2


def inside(form: Form) -> dict[EntityKind, float]:
    """What a name's own words say about its kind."""
    text = " ".join(form)
    out: dict[EntityKind, float] = {}
    if form in (("eu",), ("european", "union")):
        return {ORGANISATION: 6.0}
    if is_surely_country(text.title()) or is_surely_country(text.upper()):
        return {PLACE: 6.0}
    if country_of_people(text.title()) or form[-1] in PEOPLES:
        return {EntityKind.GROUP: 4.0}
    if form in SEATS:
        return {PLACE: 6.0}
    if form[0] in _PRODUCTS:
        return {EntityKind.PRODUCT: 6.0}
    if form in PLACES:
        out[PLACE] = 1.5
    elif form in ORGANISATIONS:
        out[ORGANISATION] = 2.0
    if len(form) < 2:
        return out
    last, first = form[-1], form[0]
    if last in _LAWS:
        out[EntityKind.LAW] = 3.0
    elif last in CORPORATE_SUFFIXES:
        out[ORGANISATION] = 3.0
    elif form in PLACES:
        pass
    elif last in ORGANISATION_WORDS or (first in ORGANISATION_WORDS and form[1] in ("of", "for")):
        out[ORGANISATION] = 1.5
    elif last in PLACE_WORDS or first in _BEFORE_PLACES:
        out[PLACE] = 1.5
    elif first in STORMS:
        out[EntityKind.EVENT] = 3.0
    elif last in EVENT_WORDS:
        out[EntityKind.EVENT] = 1.5
    elif is_generic((last,)) and first not in GIVEN_NAMES:
        out[ORGANISATION] = 1.2  # "Larkspur Steel"
    elif len(first) == 1 and len(form) <= 3 and last.isalpha() and len(last) > 2:
        out[PERSON] = 0.8  # "J. Okonjo"
    elif first in GIVEN_NAMES and not is_acronym(first) and len(form) < 4:
        out[PERSON] = 1.2
    return out


def add_surnames(votes: Votes, people: Mapping[str, list[Form]]) -> None:
    """A bare name that is part of a person's full name in the article is a vote for that person.

    The model marks lone surnames as organisations or places nearly as often as people: those votes count for little.
    """
    for form, tally in votes.items():
        if " ".join(form) in people and form not in PLACES and not inside(form):
            tally[PERSON] += 2.0 + 0.9 * (max(0.0, tally[ORGANISATION]) + max(0.0, tally[PLACE]))


def parts_of_people(votes: Votes) -> dict[str, list[Form]]:
    """The full names of people in the article under their last words, and under the first."""
    out: dict[str, list[Form]] = defaultdict(list)
    for form, tally in votes.items():
        if len(form) < 2 or not tally or strongest(tally)[0] is not PERSON:
            continue
        given, surname, _ = person_words(" ".join(form))
        endings = {" ".join(form[n:]) for n in range(1, len(form))}
        for part in {surname[-1], *given[:1], *endings}:
            if len(part) > 1:
                out[part].append(form)
    return out


def strongest(tally: Mapping[EntityKind, float]) -> tuple[EntityKind, float]:
    """The kind with the most votes, the first voted for where several have as many."""
    return max(tally.items(), key=lambda item: item[1])


def decide(names: list[Found], votes: Votes, people: Mapping[str, list[Form]]) -> None:
    """Give each mention the kind its name has in the article, and say so.

    Where the model marks a name alike everywhere, the votes must be clear to speak against it.
    """
    marked: dict[Form, set[EntityKind]] = defaultdict(set)
    told = {found.form for found in names if found.told}
    for found in names:
        marked[found.form].add(found.kind)
    for found in names:
        tally = votes[found.form]
        kind, best = strongest(tally)
        own = tally[found.kind]
        clear = best >= 1.3 * max(own, 0.1) and best - own >= 0.3
        if kind is not found.kind and (clear or len(marked[found.form]) > 1):
            article = "an" if kind.value[0] in "aeo" else "a"
            found.reasons.append(f"{article} {kind.value} by what this article says of it")
            found.kind = kind
        total = max(best, 0.1, sum(w for w in tally.values() if w > 0))
        share, found.certainty = best / total, max(0.0, tally[found.kind]) / total
        alone = len(found.form) == 1 and found.form not in told and found.form[0] not in people
        if alone and found.kind is PERSON:
            found.certainty = min(found.certainty, GUESSED)
        found.score = min(0.97, found.score * (0.55 + 0.45 * share) + 0.05 * min(4.0, best - 1.0))
