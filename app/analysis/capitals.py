"""Texts in capitals, as wires and transcripts have them, read as if they were written in the usual way.

The model was trained on usual spelling and takes a paragraph in capitals for a row of names. Whether a word is usually
written with a capital is known from the table of word vectors: its keys stand in the order of their frequency.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import chain

import numpy as np
from spacy.strings import get_string_id
from spacy.vocab import Vocab

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]{1,3}(?![^\W\d_]))?")
_OPENS = re.compile(r"(?:^|[.?!:]['\"”’)]{0,2}\s{1,4})[\s\"'“‘(\[—–-]{0,4}$")
_DATELINE = re.compile(r"[^\W\d_][^\n()—–]{2,40}?(?: \([^()\n]{2,20}\))? ?(?:--|—|–| - )\s?")
_LEAST_LETTERS, _LEAST_WORDS = 30, 16
_SHARE = 0.9
"""Of the letters of a paragraph: one with "mph" or "von" in it is still in capitals."""
_OF_A_TEXT = 0.7
"""Of the letters of a text, from which its short paragraphs are no headings set in capitals."""
_NAMED = 0.5
"""Share of the rank in small letters under which the rank with a capital makes a name: "London", but not "harbor"."""
_LOOK_BACK = 12


def is_in_capitals(text: str) -> bool:
    """Whether a text as a whole is written in capitals."""
    return _share(text) >= _OF_A_TEXT and sum(map(str.isalpha, text)) >= _LEAST_LETTERS


class Recasing:
    """Gives paragraphs in capitals the case that their words usually have. `vocab` is that of the model."""

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab

    def usual(self, paragraph: str, *, short: bool) -> str:
        """`paragraph` with as many code points, in the usual case where it is in capitals, else as it is.

        `short`: also where it is as short as a heading.
        """
        if _share(paragraph) < _SHARE or not (short or len(_WORD.findall(paragraph)) >= _LEAST_WORDS):
            return paragraph
        dateline = _DATELINE.match(paragraph)
        start = dateline.end() if dateline else 0
        out, at = [paragraph[:start]], start
        for word in _WORD.finditer(paragraph, start):
            before = paragraph[max(start, word.start() - _LOOK_BACK) : word.start()]
            opens = word.start() == start or _OPENS.search(before) is not None
            out += [paragraph[at : word.start()], self._word(word[0], paragraph[word.end() : word.end() + 1], opens)]
            at = word.end()
        recased = "".join(out) + paragraph[at:]
        return recased if len(recased) == len(paragraph) else paragraph

    def _word(self, word: str, after: str, opens: bool) -> str:
        lower = word.lower()
        if len(word) == 1:
            return word if after == "." or lower == "i" else (word if opens else lower)
        stem = re.split("['’]", lower)[0]
        in_lower, in_title, in_upper = (self._rank(w) for w in (stem, stem.title(), stem.upper()))
        if in_upper < min(in_lower, in_title):
            return word
        named = in_title < _NAMED * in_lower or in_title == in_lower == self._unknown
        return lower[:1].upper() + lower[1:] if opens or named or stem == "i" else lower

    def _rank(self, word: str) -> int:
        """How many words are more frequent."""
        keys, ranks = self._ranks
        at = int(np.searchsorted(keys, np.uint64(get_string_id(word))))
        return int(ranks[at]) if at < len(keys) and keys[at] == np.uint64(get_string_id(word)) else self._unknown

    @property
    def _unknown(self) -> int:
        return len(self._ranks[0])

    @cached_property
    def _ranks(self) -> tuple[np.ndarray, np.ndarray]:
        """The keys of the vector table in numerical order, and their places in the table: 6 MB, made once."""
        table = self._vocab.vectors.key2row
        keys = np.fromiter(chain(table), dtype=np.uint64, count=len(table))
        order = np.argsort(keys)
        return keys[order], order.astype(np.int32)


def _share(text: str) -> float:
    upper = sum(map(str.isupper, text))
    return upper / max(1, upper + sum(map(str.islower, text)))
