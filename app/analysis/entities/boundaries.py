"""Where the model's names begin and end: without articles, titles, possessives and what stands in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from app.analysis.entities.found import KIND_OF_LABEL, Found, make
from app.domain.analysis import EntityKind
from app.domain.countries import country_of_people, is_surely_country
from app.domain.name_words import (
    CORPORATE_SUFFIXES,
    NOT_ALONE,
    ORGANISATION_WORDS,
    PLACE_WORDS,
    TITLE_MODIFIERS,
    TITLES,
)
from app.domain.names import folded, title_length

_ALWAYS_SPLIT = frozenset('()[]{}|;:"“”/•*_<>–—')
_SPLIT_PEOPLE = frozenset({",", "and", "&", "'s", "’s", "v", "vs", "vs.", "b", "c", "or", "-", "'", "’", "--"})
_POSSESSIVES = frozenset({"'s", "’s", "'", "’", "ʼs"})
_ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "our", "their", "both"})
_UNITS = frozenset({"division", "regiment", "brigade", "battalion", "squadron", "wing", "corps", "fleet", "army"})
_NUMBER = re.compile(r"\d{1,3}(?:st|nd|rd|th)?")
_OPENERS = frozenset({"said", "says", "did", "does", "when", "but", "and", "if", "like", "as", "with", "former", "was"})
_PARTY_AND_STATE = re.compile(r"[DRI]-[A-Z][A-Za-z.]*")
_LONGEST = 14
"""Tokens. A longer span is a list or a sentence that the model took for a name."""


def model_names(doc: Doc) -> list[Found]:
    """The model's entities that name something, with their boundaries mended, in text order."""
    out: list[Found] = []
    for ent in doc.ents:
        kind = KIND_OF_LABEL.get(ent.label_)
        if kind is None:
            continue
        pieces = list(_pieces(doc, ent.start, ent.end, kind))
        for n, (start, end) in enumerate(pieces):
            start, end = trimmed_name(doc, start, end, kind)
            if end > start and end - start <= _LONGEST and may_name(doc, start, end, kind):
                found = make(doc, start, end, kind, 0.8 if len(pieces) == 1 else 0.6 if n == 0 else 0.45)
                if is_surely_country(found.text):
                    found.kind = EntityKind.PLACE
                elif kind in (EntityKind.ORGANISATION, EntityKind.PERSON) and country_of_people(found.text):
                    found.kind = EntityKind.GROUP
                out.append(found)
    return out


def _pieces(doc: Doc, start: int, end: int, kind: EntityKind) -> Iterator[tuple[int, int]]:
    at = start
    for i in range(start, end):
        token = doc[i]
        if token.is_space or token.text in _ALWAYS_SPLIT or token.text[0] == "@" or _parts(doc, i, end, kind):
            if i > at:
                yield at, i
            at = i + 1
    if end > at:
        yield at, end


def _parts(doc: Doc, i: int, end: int, kind: EntityKind) -> bool:
    token = doc[i]
    if kind is EntityKind.PERSON:
        if token.text in _SPLIT_PEOPLE:
            # "Smith-Jones" is three tokens and one name.
            return not (token.text == "-" and not token.whitespace_ and i > 0 and not doc[i - 1].whitespace_)
        return token.text[0].isdigit()
    if kind is EntityKind.ORGANISATION:
        return token.text == "," and not _is_list_in_name(doc, i, end)
    return kind is EntityKind.PLACE and token.text in (",", "and", "'s", "’s")


def _is_list_in_name(doc: Doc, comma: int, end: int) -> bool:
    """Whether the comma is inside an organisation's name: "Health, Education and Welfare", "Acme, Inc."."""
    following = doc[comma + 1 : min(comma + 4, end)]
    return any(t.text in ("and", "&") or folded(t.text) in CORPORATE_SUFFIXES for t in following)


def trimmed_name(doc: Doc, start: int, end: int, kind: EntityKind) -> tuple[int, int]:
    """`[start, end)` without what does not belong to the name; empty when nothing is left."""
    while start < end and _is_before(doc[start], kind):
        if doc[start].text == "The" and end - start == 2 and doc[start + 1].text == "Hague":
            break
        start += 1
    organisation = kind is EntityKind.ORGANISATION
    if organisation and end - start > 2 and doc[start].text.islower() and doc[start + 1].text == "of":
        start += 2  # "the council of Larkspur" names Larkspur
    while end > start and (_is_after(doc[end - 1], kind) or _counts(doc, end - 1)):
        end -= 1
    if kind is EntityKind.PERSON and end - start > 1 and doc[start].lower_ in _OPENERS:
        start += 1
    if kind is EntityKind.PERSON and end - start > 1:
        start += title_length([t.text for t in doc[start:end]])
    if organisation and end > start and _is_numbered_unit(doc, start, end):
        start -= 1
    return start, end


def _is_numbered_unit(doc: Doc, start: int, end: int) -> bool:
    """Whether the number before a name is a part of it: "the 65th Air Division"."""
    return start > 0 and doc[end - 1].lower_ in _UNITS and _NUMBER.fullmatch(doc[start - 1].text) is not None


def _is_before(token: Token, kind: EntityKind) -> bool:
    text = token.text
    if text.lower() in _ARTICLES or token.is_space or not any(c.isalnum() for c in text):
        return True
    return kind in (EntityKind.PERSON, EntityKind.PLACE) and text.islower() and text not in ("al", "von", "van", "de")


def _is_after(token: Token, kind: EntityKind) -> bool:
    text = token.text
    if text in _POSSESSIVES or token.is_space or not any(c.isalnum() for c in text):
        return True
    if text[0].isdigit() and (kind is EntityKind.PLACE or "-" in text):
        return True
    if kind is EntityKind.PERSON:
        return text.islower() and not (token.i and _follows_hyphen(token))
    if kind in (EntityKind.PLACE, EntityKind.ORGANISATION) and text.islower():
        return text not in PLACE_WORDS and text not in ORGANISATION_WORDS
    return False


def _counts(doc: Doc, i: int) -> bool:
    """Whether the token is a number that belongs to what follows: "On Larkspur 88 per cent voted"."""
    following = doc[i + 1].lower_ if i + 1 < len(doc) else ""
    return doc[i].text[0].isdigit() and following in ("per", "percent", "%", "pc")


def _follows_hyphen(token: Token) -> bool:
    """Whether the token is the second half of a given name such as "Chun-yeh"."""
    before = token.nbor(-1)
    return before.text == "-" and not before.whitespace_


def may_name(doc: Doc, start: int, end: int, kind: EntityKind) -> bool:
    """Whether these tokens can be a name at all: some capital, and more than a weekday, a pronoun or a title."""
    words = [t.text for t in doc[start:end]]
    if not any(c.isupper() for w in words for c in w):
        return False
    if len(words) == 1:
        word = words[0]
        if word.startswith(("non-", "ex-", "anti-")) and kind is not EntityKind.GROUP:
            return False
        if folded(word) in NOT_ALONE or len(word) == 1 or (kind is EntityKind.PERSON and not word[0].isupper()):
            return False
    if _PARTY_AND_STATE.fullmatch("".join(words)):  # "(D-Mo.)" after a senator's name
        return False
    if any(ch.isdigit() for ch in words[0]) and kind in (EntityKind.PERSON, EntityKind.PLACE):
        return False
    return not all(folded(w) in TITLES or folded(w) in TITLE_MODIFIERS for w in words)
