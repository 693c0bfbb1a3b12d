"""Where a report was written: "OSLO (Reuters) -" or "OSLO —" at the start of a paragraph."""

from __future__ import annotations

import numpy as np
from spacy.tokens import Doc

from app.analysis.entities.found import Found, make
from app.domain.analysis import EntityKind

_DASHES = frozenset({"—", "–", "-", "--"})
_LONGEST = 4  # tokens
_READ = 12  # tokens after it that must be of a sentence, not of a headline in capitals


def is_dateline(doc: Doc, found: Found) -> bool:
    """Whether the name opens its paragraph in capitals, before a bracket or a dash."""
    if not found.text.isupper() or found.end >= len(doc) or len(found.text) < 4:
        return False
    first = found.start == 0 or doc[found.start - 1].is_space
    return first and (doc[found.end].text == "(" or doc[found.end].text in _DASHES)


def with_datelines(doc: Doc, names: list[Found]) -> list[Found]:
    """The names, with the places of datelines that the model left."""
    if not len(doc):
        return names
    taken = {i for found in names for i in range(found.start, found.end)}
    added = []
    space, capitals = doc.to_array(["IS_SPACE", "IS_UPPER"]).T.astype(bool)  # faster than asking each token
    opens = np.concatenate(([True], space[:-1]))
    for start in np.flatnonzero(opens & capitals).tolist():
        end = _end(doc, start)
        if end and taken.isdisjoint(range(start, end)):
            added.append(make(doc, start, end, EntityKind.PLACE, 0.9, "where the report was written"))
    return sorted([*names, *added], key=lambda f: f.start) if added else names


def _end(doc: Doc, start: int) -> int:
    """Where the dateline's place that starts here ends; 0 where there is none."""
    end = start
    while end < min(len(doc), start + _LONGEST) and doc[end].text.isupper() and doc[end].text.isalpha():
        end += 1
    if end >= len(doc) or doc[end].text not in _DASHES or len(doc[start:end].text) < 4:
        return 0
    following = [t.text for t in doc[end + 1 : end + _READ] if t.text.isalpha()]
    return end if sum(w.islower() for w in following) > len(following) / 2 else 0
