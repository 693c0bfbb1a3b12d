"""What a trained re-labeller sees of a possible name: word vectors of it and around it, its shape, its neighbours."""

from __future__ import annotations

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

_BEFORE = {w: n for n, w in enumerate("the a an in at of from to by for with and or near , ( - with against".split())}
_AFTER = {w: n for n, w in enumerate("'s ’s , ( ) . and of in - who said says : is was".split())}
_DEPENDENCIES = "nsubj nsubjpass pobj dobj poss compound appos conj ROOT amod attr nmod npadvmod"
_DEPS = {w: n for n, w in enumerate(_DEPENDENCIES.split())}
    prior = folded(before.text) if before is not None else ""
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
        prior in TITLES,
        bool(near & _ROLE_WORDS),
        bool(near & _PLACE_HEADS),
        bool(near & _GROUP_HEADS),
        second is not None and second.lower_ in ("based", "born", "backed"),
        after is not None and after.pos_ == "VERB",
        after is not None and after.text[0].isdigit(),
    ]
