"""Lines set in title case or capitals, where a capital letter tells nothing about names."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from spacy.tokens import Doc

from app.domain.article import BlockKind
from app.domain.name_words import word_set

_LONGEST_HEADING = 18  # words
_TABLE_SHARE = 0.2  # of the tokens are numbers: a line of a table, such as a league's
_SMALL = word_set("a an and as at by for from in into nor of off on or over the to up via vs with after amid")


def heading_tokens(doc: Doc, texts: Sequence[str]) -> bytearray:
    """For each token, 1 where it stands in a heading whose words are capitalised alike, 0 elsewhere.

    `texts` are the words of `doc`.
    """
    marks = bytearray(len(texts))
    places = doc.to_array("IDX")
    edges = np.searchsorted(places, [(b.span.start, b.span.end) for b in doc._.blocks]).tolist() if len(texts) else []
    for block, (first, end) in zip(doc._.blocks, edges, strict=False):
        if is_title_case(texts[first:end], block.kind is BlockKind.HEADING):
            marks[first:end] = b"\x01" * (end - first)
    return marks


def is_title_case(texts: Sequence[str], marked: bool) -> bool:
    """Whether the words are a heading with most of its longer ones capitalised."""
    words = [t for t in texts if t[0].isalpha()]
    if not 2 <= len(words) <= _LONGEST_HEADING:
        return False
    if sum(t[0].isdigit() for t in texts) >= _TABLE_SHARE * len(texts):
        return False
    last = next((t for t in reversed(texts) if not t.isspace()), None)
    long = [w for w in words if w.lower() not in _SMALL and len(w) > 1]
    # Some sites end their headlines with a full stop; a sentence of names alone has fewer words.
    ended = last in (".", ",", ";", "”", '"') and not all(w.isupper() for w in words)
    commas = sum(t == "," for t in texts)
    if ended and (last != "." or len(long) < 5 or commas > 1):
        return False
    capital = sum(w[0].isupper() for w in long)
    return len(long) >= (1 if marked else 2) and capital >= 0.75 * len(long)
