"""A name while it is being worked on, before it becomes a Mention."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from spacy.tokens import Doc

from app.domain.analysis import EntityKind
from app.domain.names import words_of

KIND_OF_LABEL = {
    "PERSON": EntityKind.PERSON,
    "ORG": EntityKind.ORGANISATION,
    "GPE": EntityKind.PLACE,
    "LOC": EntityKind.PLACE,
    "FAC": EntityKind.PLACE,
    "NORP": EntityKind.GROUP,
    "EVENT": EntityKind.EVENT,
    "WORK_OF_ART": EntityKind.WORK,
    "PRODUCT": EntityKind.PRODUCT,
    "LAW": EntityKind.LAW,
}
"""OntoNotes labels that name something. The rest (dates, numbers, money, languages) are not entities to a reader."""

Form = tuple[str, ...]
"""A name for comparison: its folded words, without an article."""


@dataclass(slots=True)
class Found:
    """Tokens `[start, end)` of the joined Doc that name something. `score` grows with certainty, 0–1.

    `certainty` is the share of the article's votes on its kind that are for `kind`; 0 where nobody was asked.
    """

    start: int
    end: int
    kind: EntityKind
    score: float
    reasons: list[str] = field(default_factory=list)
    heading: bool = False
    form: Form = ()
    text: str = ""
    certainty: float = 0.0
    told: bool = False  # the words beside it speak for a person


def texts_of(doc: Doc) -> list[str]:
    """The words of the Doc, each as it is written: one look at the whole takes a tenth of asking every token."""
    unique, inverse = np.unique(doc.to_array("ORTH"), return_inverse=True)
    words = np.array([doc.vocab.strings[int(u)] for u in unique], dtype=object)
    texts: list[str] = words[inverse].tolist() if len(words) else []
    return texts


def make(doc: Doc, start: int, end: int, kind: EntityKind, score: float, reason: str = "") -> Found:
    """A Found with its text and form filled in. `end` must be beyond `start`."""
    text = doc[start:end].text
    return Found(start, end, kind, score, [reason] if reason else [], False, words_of(text), text)
