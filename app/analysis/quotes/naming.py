"""Who a speaker is: the entity that a name, a pronoun or a role noun stands for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc

from app.analysis.quotes.speakers import phrase
from app.analysis.quotes.syntax import Syntax

_SINGULAR = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
_MALE = frozenset({"he", "him", "his", "himself"})
_PERSONAL = _SINGULAR | {"they", "it", "who", "that", "which", "i", "we", "you", "them", "their", "its", "one"}
SOME_OF = frozenset("one two three several some many most another others both each none neither".split())
"""Words that speak for one or some of a group named before: "one of them", "another"."""
_GROUP_ENDINGS = ("ers", "ors", "ists", "ants", "ents", "ees", "ians", "men", "ates", "icials")
_GROUPS = frozenset(
    "people sources experts witnesses families nurses police analysts colleagues neighbours neighbors friends "
    "relatives guests politicians boys girls mothers fathers fans kids doctors lawyers mps councillors aides pupils "
    "youths allies victims critics scouts".split()
)
_GROUP_REACH = 80
"""Tokens back to the group that "one of them" speaks for."""
_RELATIVE = frozenset({"who", "that", "which", "whom"})
_FEMALE_WORDS = frozenset(
    "mrs. mrs ms. ms miss madam lady queen princess baroness mother sister daughter wife woman actress spokeswoman "
    "chairwoman congresswoman businesswoman widow girl aunt grandmother duchess".split()
)
_MALE_WORDS = frozenset(
    "mr. mr sir lord king prince baron father brother son husband man actor spokesman chairman congressman "
    "businessman widower boy uncle grandfather duke".split()
)
_LOOK_BACK = 30
_BODY_KINDS = frozenset({"ORG", "GPE", "organisation", "place"})
_BODIES = frozenset(
    "company firm bank group club agency party union airline ministry government organisation organization university "
    "court newspaper paper magazine committee commission council department corporation charity team giant maker "
    "carrier retailer broadcaster regulator watchdog body institute network campaign administration institution".split()
)
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "person", "organisation", "place", "group"})


@dataclass(frozen=True, slots=True)
class Name:
    """What to call a speaker; `how` says in words for a reader how it was found."""

    entity: int | None
    name: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class _Named:
    first: int
    last: int
    person: bool
    body: bool
    place: bool
    entity: int | None
    name: str


class Names:
    """The named people, organisations and places of one Doc, and who pronouns and role nouns stand for."""

    def __init__(self, doc: Doc, s: Syntax) -> None:
        self._s = s
        self._named = sorted(_from_mentions(doc, s) or _from_ents(doc), key=lambda m: (m.first, -m.last))
        self._starts = [m.first for m in self._named]
        self._people = {m.name for m in self._named if m.person}
        self._female: dict[str, bool] = {}
        for m in self._named:
            if m.person and (told := self._told_gender(m)) is not None:
                self._female[m.name] = told

    def of(self, head: int, spoke_last: Name | None) -> Name:
        """Who the noun phrase under token `head` is. `spoke_last` is the speaker before, whom a pronoun may mean."""
        s = self._s
        word = s.lower[head]
        if word in _RELATIVE:
            return self._relative(head, spoke_last)
        if word in SOME_OF and s.pos[head] != "ADV" and (name := self._one_of_a_group(head)) is not None:
            return name
        if word in _PERSONAL:
            return self._pronoun(head, spoke_last)
        a, b = phrase(s, head)
        if (m := self._naming(head)) is not None:
            return Name(m.entity, m.name)
        words = s.text[s.start[a] : s.end[b - 1]]
        if s.pos[head] in ("NOUN", "PROPN"):
            if (m := self._beside(head)) is not None:
                return Name(m.entity, m.name)
            definite = s.lower[a] in ("the", "this", "that") and s.tag[head] == "NN"
            if definite and (m := self._role(head) or self._body(head, spoke_last)) is not None:
                return Name(m.entity, m.name, f"“{words}” named before")
        return Name(None, words)

    def _one_of_a_group(self, head: int) -> Name | None:
        """What "one of them" and "another" say with the group named before: "one of the residents"."""
        s = self._s
        a, b = phrase(s, head)
        words = s.text[s.start[a] : s.end[b - 1]]
        if a != head or any(s.pos[k] in ("NOUN", "PROPN") for k in range(a, b)):
            return None
        for k in range(head - 1, max(-1, head - _GROUP_REACH), -1):
            plural = s.tag[k] == "NNS" and s.mark[k] < 0
            if plural and (s.lower[k] in _GROUPS or s.lower[k].endswith(_GROUP_ENDINGS)):
                return Name(None, f"{s.lower[head]} of the {s.lower[k]}", f"“{words}”: of those named before")
            if b - a == 1 and s.tag[k] == "NN" and s.lower[k - 1] in SOME_OF and s.dep[k].startswith("nsubj"):
                return Name(None, f"{s.lower[head]} {s.lower[k]}", f"“{words}”: beside the one named before")
        return None

    def _naming(self, head: int) -> _Named | None:
        """The name that covers token `head`."""
        at = bisect_right(self._starts, head)
        for m in reversed(self._named[max(0, at - 4) : at]):
            if m.first <= head <= m.last:
                return m
        return None

    def _beside(self, head: int) -> _Named | None:
        """The person in apposition to a role noun: "the minister, Ann Lee,"."""
        s = self._s
        for k in s.kids[head]:
            if s.dep[k] in ("appos", "compound", "flat") and (m := self._naming(k)) is not None and m.person:
                return m
        return None

    def _role(self, head: int) -> _Named | None:
        """The nearest person before whose own phrase bore this role noun: "Foreign Minister Ann Lee … the minister"."""
        s = self._s
        at = bisect_left(self._starts, head)
        for m in reversed(self._named[max(0, at - 3 * _LOOK_BACK) : at]):
            if not m.person:
                continue
            if any(s.lemma[k] == s.lemma[head] for k in self._titles(m)):
                return m
        return None

    def _body(self, head: int, spoke_last: Name | None) -> _Named | None:
        """The organisation that "the company", "the ministry" stands for: who spoke last, else the last subject."""
        s = self._s
        if s.lemma[head] not in _BODIES:
            return None
        at = bisect_left(self._starts, head)
        near = [
            m
            for m in self._named[max(0, at - _LOOK_BACK) : at]
            if m.body and s.sentence[head] - s.sentence[m.first] <= 4
        ]
        spoken = [  # "a report in the Herald", but not "residents of Halden"
            m for m in near if spoke_last is not None and m.name in spoke_last.name and not m.place
        ]
        subjects = [m for m in near if self._is_subject(m)]
        return next(reversed(spoken or subjects), None)

    def _is_subject(self, m: _Named) -> bool:
        s = self._s
        return any(s.dep[k] in ("nsubj", "nsubjpass") for k in range(m.first, m.last + 1)) and s.mark[m.first] < 0

    def _titles(self, m: _Named) -> list[int]:
        """The nouns that describe a person beside the name: "Foreign Minister Ann Lee", "Ann Lee, the minister"."""
        s = self._s
        out = []
        for k in range(m.first, m.last + 1):
            out += [c for c in s.kids[k] if s.dep[c] in ("compound", "appos", "nmod") and not m.first <= c <= m.last]
            if s.dep[k] in ("appos", "compound") and not m.first <= s.head[k] <= m.last:
                out.append(s.head[k])
        return out

    def _relative(self, head: int, spoke_last: Name | None) -> Name:
        s, at = self._s, head
        for _ in range(4):
            if s.dep[at] in ("relcl", "acl"):
                return self.of(s.head[at], spoke_last) if s.lower[s.head[at]] not in _RELATIVE else Name(None, "")
            if s.head[at] == at:
                break
            at = s.head[at]
        return Name(None, "")

    def _pronoun(self, head: int, spoke_last: Name | None) -> Name:
        s, word = self._s, self._s.lower[head]
        if word in _SINGULAR:
            return self._person_before(head, word not in _MALE, spoke_last)
        how = f"“{s.text[s.start[head] : s.end[head]]}”: "
        if word == "it":
            at = bisect_left(self._starts, head)
            for m in reversed(self._named[max(0, at - _LOOK_BACK) : at]):
                if s.sentence[head] - s.sentence[m.first] > 1:
                    break
                if m.body and self._is_subject(m):
                    return Name(m.entity, m.name, how + "the one named last")
        person = spoke_last is not None and spoke_last.name in self._people
        if spoke_last is not None and spoke_last.name and (word == "they" or (word == "it" and not person)):
            return Name(spoke_last.entity, spoke_last.name, how + "who spoke before")
        return Name(None, "")

    def _person_before(self, head: int, female: bool, spoke_last: Name | None) -> Name:
        """The last subject in this sentence or the one before, else who spoke last, else the nearest person before."""
        s = self._s
        how = f"“{s.text[s.start[head] : s.end[head]]}”: "
        at = bisect_left(self._starts, head)
        near = [
            m
            for m in self._named[max(0, at - _LOOK_BACK) : at]
            if m.person and self._female.get(m.name, female) == female
        ]
        for m in reversed(near):
            if s.sentence[head] - s.sentence[m.first] > 1:
                break
            if self._is_subject(m):
                return self._taken(m, female, how + "the person named last")
        if (
            spoke_last is not None
            and spoke_last.name in self._people
            and self._female.get(spoke_last.name, female) == female
        ):
            return Name(spoke_last.entity, spoke_last.name, how + "who spoke before")
        if near:
            return self._taken(near[-1], female, how + "the person named last")
        return Name(None, "")

    def _taken(self, m: _Named, female: bool, how: str) -> Name:
        self._female.setdefault(m.name, female)
        return Name(m.entity, m.name, how)

    def _told_gender(self, m: _Named) -> bool | None:
        s = self._s
        for k in range(max(0, m.first - 3), min(s.n, m.last + 1)):
            if s.lower[k] in _FEMALE_WORDS:
                return True
            if s.lower[k] in _MALE_WORDS:
                return False
        return None


def _from_mentions(doc: Doc, s: Syntax) -> list[_Named]:
    names = {e.key: e.name for e in doc._.entities}
    out = []
    for m in doc._.mentions:
        if m.kind.value in _NAMED:
            first, last = s.token_at(m.span.start), s.token_at(m.span.end - 1)
            out.append(
                _Named(
                    first,
                    last,
                    m.kind.value == "person",
                    m.kind.value in _BODY_KINDS,
                    m.kind.value == "place",
                    m.entity,
                    names.get(m.entity, m.span.of(s.text)),
                )
            )
    return out


def _from_ents(doc: Doc) -> list[_Named]:
    """Without an entities component: the model's names, a bare surname read as the fullest name that ends on it."""
    full: dict[str, str] = {}
    for e in doc.ents:
        if e.label_ == "PERSON":
            text = _plain(e.text)
            last = text.split(" ")[-1] if text else ""
            if len(text) > len(full.get(last, "")):
                full[last] = text
    out = []
    for e in doc.ents:
        text = _plain(e.text)
        if e.label_ in _NAMED and text:
            person = e.label_ == "PERSON" or text in full
            name = full.get(text.split(" ")[-1], text) if person else text
            body = e.label_ in _BODY_KINDS and not person
            out.append(_Named(e.start, e.end - 1, person, body, e.label_ == "GPE", None, name))
    return out


def _plain(name: str) -> str:
    return " ".join(name.split()).removesuffix("’s").removesuffix("'s")
