"""Acronyms that are spelt like another name: the institute “NICE” beside the city “Nice”."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from spacy.tokens import Doc

from app.analysis.entities.found import Form, Found
from app.domain.analysis import EntityKind
from app.domain.names import is_acronym

LONGEST = 5
"""Letters. A longer word in capitals is more often a name that is stressed, or the sign of a heading."""


def in_small_letters(doc: Doc, start: int, end: int) -> bool:
    """Whether a word in small letters stands beside the tokens, so that capitals among them were meant."""
    beside = [doc[k].text for k in (start - 1, end) if 0 <= k < len(doc)]
    return any(word.islower() for word in beside)


def held_apart(doc: Doc, names: list[Found], short_for: Mapping[Form, Form]) -> dict[Form, Form]:
    """Give the acronyms among `names` a form of their own where the same letters name something else, of another kind.

    Returns `short_for` with these forms. A name in capitals that the model takes for the same kind stays one with it.
    """
    written: dict[Form, tuple[list[Found], list[Found]]] = defaultdict(lambda: ([], []))
    for found in names:
        if len(found.form) == 1 and len(found.text) <= LONGEST and not found.heading:
            written[found.form][found.text.isupper()].append(found)
    apart: dict[Form, Form] = {}
    for form, (usual, capital) in written.items():
        meant = [f for f in capital if is_acronym(f.text) and in_small_letters(doc, f.start, f.end)]
        if not usual or not meant or not all(f.kind is EntityKind.ORGANISATION for f in meant):
            continue
        if all(f.kind is not EntityKind.ORGANISATION for f in usual):
            apart[form] = (meant[0].text,)
            for found in capital:
                found.form = apart[form]
    return {apart.get(short, short): long for short, long in short_for.items()}
