"""Names the model cut short: capitalised words beside a name that belong to it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from app.analysis.entities.found import Found, make
from app.analysis.entities.relabel import KINDS, Relabeller
from app.domain.analysis import EntityKind
from app.domain.name_words import NOT_ALONE, TITLE_MODIFIERS, TITLES
from app.domain.names import folded

_SURE = 0.7
"""Probability from which the longer name is believed in."""


def extended(doc: Doc, names: list[Found], headings: bytearray, relabeller: Relabeller) -> list[Found]:
    """The names, those longer that the re-labeller takes for one name with the capitalised words beside them."""
    taken = bytearray(len(doc))
    for found in names:
        taken[found.start : found.end] = b"\x01" * (found.end - found.start)
    candidates = [
        (n, start, end)
        for n, found in enumerate(names)
        if not headings[found.start]
        for start, end in _longer(doc, found, taken)
    ]
    opinions = relabeller.probabilities(doc, [(start, end) for _, start, end in candidates])
    out = list(names)
    for (n, start, end), opinion in zip(candidates, opinions, strict=True):
        best = int(opinion.argmax())
        if best >= len(KINDS) or opinion[best] < _SURE:
            continue
        kind = KINDS[best]
        if kind is EntityKind.GROUP or (names[n].kind is EntityKind.PERSON and kind is not EntityKind.PERSON):
            continue
        if not any(taken[i] and not names[n].start <= i < names[n].end for i in range(start, end)):
            out[n] = make(doc, start, end, kind, 0.8, "with the words beside it")
            taken[start:end] = b"\x01" * (end - start)
    return out


def _longer(doc: Doc, found: Found, taken: bytearray) -> Iterator[tuple[int, int]]:
    """The token ranges that take in the free capitalised words before, or after, a name."""
    if found.kind not in (EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE):
        return
    start, end = found.start, found.end
    while start and not taken[start - 1] and _belongs(doc[start - 1]) and not doc[start].is_sent_start:
        start -= 1
    while end < len(doc) and not taken[end] and _belongs(doc[end]) and not doc[end].is_sent_start:
        end += 1
    if (start, end) != (found.start, found.end) and end - start <= found.end - found.start + 3:
        yield start, end


def _belongs(token: Token) -> bool:
    word = folded(token.text)
    return (
        token.text[0].isupper()
        and token.pos_ == "PROPN"
        and len(word) > 1
        and token.ent_iob_ == "O"
        and not (word in TITLES or word in TITLE_MODIFIERS or word in NOT_ALONE)
    )
