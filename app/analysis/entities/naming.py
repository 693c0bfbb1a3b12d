"""From mentions to entities: every name of one thing joined, over the whole article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

import numpy as np
from spacy.tokens import Doc

from app.analysis.entities.found import Form, Found
from app.analysis.entities.organisations import same_organisations
from app.analysis.entities.people import People, bare, same_people
from app.domain.analysis import EntityKind, FoundEntity, Mention
from app.domain.capitals import usual_form
from app.domain.countries import country_named, country_of_people
from app.domain.names import is_acronym
from app.domain.spans import Span

_STATES = (EntityKind.PLACE, EntityKind.ORGANISATION)  # the European Union is either

_SCORES = (0.0, 0.5, 0.65, 0.75, 0.85, 0.96, 0.99)
_PROBABILITIES = (0.05, 0.38, 0.5, 0.56, 0.82, 0.93, 0.99)


def calibrated(score: float) -> float:
    """The share of mentions with such a score that had the right span and kind, on news and encyclopaedia text."""
    return round(float(np.interp(score, _SCORES, _PROBABILITIES)), 3)


Node = tuple[EntityKind, Form]


class Joined:
    """Union-find over names; each join remembers its reason for the shorter name."""

    def __init__(self) -> None:
        self._above: dict[Node, Node] = {}
        self.reasons: dict[Node, str] = {}

    def root(self, node: Node) -> Node:
        while (above := self._above.get(node)) is not None:
            node = above
        return node

    def join(self, short: Node, long: Node, reason: str) -> None:
        a, b = self.root(short), self.root(long)
        if a != b:
            self._above[a] = b
        self.reasons.setdefault(short, reason)


def entities_of(
    doc: Doc, names: list[Found], short_for: Mapping[Form, Form]
) -> tuple[tuple[FoundEntity, ...], tuple[Mention, ...]]:
    """The entities of the article in order of first mention, and all mentions in text order."""
    joined = Joined()
    nodes = [_node(found) for found in names]
    _join_people(doc, names, nodes, joined)
    _join_organisations(names, joined)
    for short, long in short_for.items():
        _join_abbreviation(nodes, short, long, joined)
    members: dict[Node, list[int]] = defaultdict(list)
    for i, node in enumerate(nodes):
        members[joined.root(node)].append(i)
    entities: list[FoundEntity] = []
    mentions: list[Mention | None] = [None] * len(names)
    for indexes in members.values():
        key = len(entities)
        entity = _entity(key, [names[i] for i in indexes])
        entities.append(entity)
        for i in indexes:
            mentions[i] = _mention(doc, names[i], key, joined.reasons.get(nodes[i], ""), entity)
    return tuple(entities), tuple(m for m in mentions if m is not None)


def _node(found: Found) -> Node:
    if found.kind in _STATES and (country := country_named(found.text)):
        return found.kind, ("country", country.name)
    if found.kind is EntityKind.GROUP and (country := country_of_people(found.text)):
        return found.kind, ("people of", country.name)
    return found.kind, found.form


def _join_people(doc: Doc, names: list[Found], nodes: list[Node], joined: Joined) -> None:
    people = [f for f in names if f.kind is EntityKind.PERSON]
    full = [f for f in people if not bare(f.form)]
    variants = same_people(dict.fromkeys(f.form for f in full))
    texts = {f.form: f.text for f in full}
    for short, long in variants.items():
        joined.join((EntityKind.PERSON, short), (EntityKind.PERSON, long), f"named in full as “{texts[long]}”")
    known = People(doc, [(f, variants.get(f.form, f.form)) for f in full])
    known.meet([f for f in people if bare(f.form)])
    for i, found in enumerate(names):
        if found.kind is EntityKind.PERSON and bare(found.form):
            person, sure, reason = known.owner(found)
            if person is not None:
                nodes[i] = (EntityKind.PERSON, person)
                found.reasons.append(reason)
                found.score *= sure


def _join_organisations(names: list[Found], joined: Joined) -> None:
    texts: dict[Form, str] = {}
    for found in names:
        if found.kind is EntityKind.ORGANISATION:
            texts.setdefault(found.form, found.text)
    for short, long, reason in same_organisations(texts):
        joined.join((EntityKind.ORGANISATION, short), (EntityKind.ORGANISATION, long), reason)


def _join_abbreviation(nodes: list[Node], short: Form, long: Form, joined: Joined) -> None:
    longs = [n for n in dict.fromkeys(nodes) if n[1] == long]
    for node in dict.fromkeys(nodes):
        if node[1] == short:
            for other in longs:
                joined.join(node, other, f"abbreviation of “{' '.join(long)}”")


def _entity(key: int, mentions: list[Found]) -> FoundEntity:
    forms = list(dict.fromkeys(f.text for f in mentions))
    kinds = [f.kind for f in mentions]
    in_text = list(dict.fromkeys(f.text for f in mentions if not f.heading))
    name = _usual_name(in_text or forms, mentions) if kinds[0] in _STATES else ""
    name = name or _fullest(in_text or forms)
    reasons = list(
        dict.fromkeys(r for f in mentions for r in f.reasons if r.startswith(("abbreviation", "the initials")))
    )
    kind = max(dict.fromkeys(kinds), key=lambda k: (kinds.count(k), k is not EntityKind.PERSON))
    name = usual_form(name, forms, kind)
    return FoundEntity(
        key=key,
        name=name,
        kind=kind,
        aliases=tuple(f for f in forms if f != name),
        reasons=tuple(reasons[:3]),
        kind_certainty=round(max((f.certainty for f in mentions if f.certainty), default=1.0), 3),
    )


def _usual_name(forms: list[str], mentions: list[Found]) -> str:
    """What to call a country: its usual name where the article has it, else the form it has most; "" for no country."""
    country = country_named(forms[0])
    if country is None:
        return ""
    if country.name in forms:
        return country.name
    counts = Counter(f.text for f in mentions if f.text in forms)
    return max(forms, key=lambda form: counts[form])


def _fullest(forms: list[str]) -> str:
    """The form to call an entity by: the longest that is no abbreviation and not all in capitals."""
    return max(forms, key=lambda f: (not (f.isupper() and len(f) > 4) and not is_acronym(f), len(f.split()), len(f)))


def _mention(doc: Doc, found: Found, key: int, join_reason: str, entity: FoundEntity) -> Mention:
    first, last = doc[found.start], doc[found.end - 1]
    reasons = [*found.reasons]
    if join_reason and found.text != entity.name:
        reasons.append(join_reason)
    return Mention(
        span=Span(first.idx, last.idx + len(last)),
        kind=entity.kind,
        entity=key,
        confidence=calibrated(found.score),
        reasons=tuple(dict.fromkeys(reasons)),
    )
