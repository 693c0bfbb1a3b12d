"""What a trained re-labeller sees of a possible name: word vectors of it and around it, its shape, its neighbours."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from app.domain.countries import country_named, country_of_people
from app.domain.name_words import (
    CORPORATE_SUFFIXES,
    EVENT_WORDS,
    GIVEN_NAMES,
    ORGANISATION_WORDS,
    PARTICLES,
    PLACE_WORDS,
    TITLES,
    word_set,
)
from app.domain.names import folded, is_acronym


def _numbered(words: str) -> dict[str, int]:
    return {w: n for n, w in enumerate(words.split())}


_BEFORE = _numbered("the a an in at of from to by for with and or near , ( - with against")
_AFTER = _numbered("'s ’s , ( ) . and of in - who said says : is was")
_DEPENDENCIES = _numbered("nsubj nsubjpass pobj dobj poss compound appos conj ROOT amod attr nmod npadvmod")
_ROLES = word_set(
    """actor actress singer author writer player striker midfielder defender goalkeeper batsman pitcher quarterback
    politician businessman lawyer mother father wife husband son daughter brother sister aged born died"""
)
_PLACES = word_set("city town village capital province county district region island port suburb north south east west")
_GROUPS = word_set("company firm group band club team party agency bank newspaper magazine shares ceo owned maker")

DIMENSIONS = 300
"""Of the word vectors of en_core_web_md."""
_VECTORS = 5
_SHAPES = 34
LENGTH = _VECTORS * DIMENSIONS + len(_BEFORE) + len(_AFTER) + len(_DEPENDENCIES) + _SHAPES


def features(doc: Doc, spans: Sequence[tuple[int, int]]) -> NDArray[np.float32]:
    """A row of LENGTH numbers for each token range of a Doc whose word vectors have DIMENSIONS dimensions."""
    out = np.zeros((len(spans), LENGTH), dtype=np.float32)
    words = np.zeros((len(spans), _VECTORS), dtype=np.uint64)
    for row, (start, end) in enumerate(spans):
        before = doc[start - 1] if start else None
        after = doc[end] if end < len(doc) else None
        root = doc[start:end].root
        head = root.head if not start <= root.head.i < end else None
        words[row] = [0 if t is None else t.orth for t in (doc[start], doc[end - 1], before, after, head)]
        _label(out[row], before, after, root)
        shapes = _shapes(doc, start, end, before, after)
        out[row, LENGTH - _SHAPES : LENGTH - _SHAPES + len(shapes)] = shapes
    out[:, : _VECTORS * DIMENSIONS] = _vectors(doc, words).reshape(len(spans), _VECTORS * DIMENSIONS)
    return out


def _vectors(doc: Doc, words: NDArray[np.uint64]) -> NDArray[np.float32]:
    """The vector of each word at length 1; zeros where it has none. All at once: asking each token takes ten times."""
    vectors = doc.vocab.vectors
    unique, inverse = np.unique(words, return_inverse=True)
    rows = np.array(vectors.find(keys=unique), dtype=np.int64)
    found = np.asarray(vectors.data)[np.maximum(rows, 0)].astype(np.float32)
    found[rows < 0] = 0
    norms = np.sqrt(np.einsum("ij,ij->i", found, found))
    found /= np.where(norms > 0, norms, 1)[:, None]
    looked_up: NDArray[np.float32] = found[inverse.ravel()]
    return looked_up


def _label(out: NDArray[np.float32], before: Token | None, after: Token | None, root: Token) -> None:
    """Set in a row which words stand beside the range, and what it is to its head."""
    at = _VECTORS * DIMENSIONS
    for table, word in (
        (_BEFORE, before.lower_ if before is not None else ""),
        (_AFTER, after.lower_ if after is not None else ""),
        (_DEPENDENCIES, root.dep_),
    ):
        if word in table:
            out[at + table[word]] = 1
        at += len(table)


def _shapes(doc: Doc, start: int, end: int, before: Token | None, after: Token | None) -> list[bool]:
    first, last = doc[start], doc[end - 1]
    words = [folded(t.text) for t in doc[start:end]]
    text = doc[start:end].text
    near = {t.lower_ for t in doc[max(0, start - 4) : start]} | {t.lower_ for t in doc[end : end + 4]}
    second = doc[end + 1] if end + 1 < len(doc) else None
    return [
        True,
        len(words) == 1,
        len(words) == 2,
        len(words) == 3,
        len(words) > 3,
        text.isupper(),
        is_acronym(text),
        any(c.isdigit() for c in text),
        "." in text,
        "&" in text or "-" in text,
        bool(first.is_sent_start),
        first.pos_ == "PROPN",
        last.pos_ == "PROPN",
        last.tag_ in ("NNS", "NNPS"),
        last.pos_ == "ADJ",
        words[0] in GIVEN_NAMES,
        len(words) > 1 and words[0] in GIVEN_NAMES,
        any(w in PARTICLES for w in words),
        any(len(w) == 1 for w in words),
        words[-1] in CORPORATE_SUFFIXES,
        words[-1] in ORGANISATION_WORDS,
        words[0] in ORGANISATION_WORDS,
        words[-1] in PLACE_WORDS,
        words[-1] in EVENT_WORDS,
        country_named(text) is not None,
        country_of_people(text) is not None,
        country_of_people(first.text) is not None,
        before is not None and folded(before.text) in TITLES,
        bool(near & _ROLES),
        bool(near & _PLACES),
        bool(near & _GROUPS),
        second is not None and second.lower_ in ("based", "born", "backed"),
        after is not None and after.pos_ == "VERB",
        after is not None and after.text[0].isdigit(),
    ]
