"""Runs of capitalised words that the model left unmarked and that may be names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from app.domain.name_words import NOT_ALONE
from app.domain.names import folded

_LONGEST = 7
_INNER = frozenset({"of", "the", "de", "van", "von", "der", "bin", "al", "&", "-", "du", "la", "for"})


def capital_runs(doc: Doc, texts: Sequence[str], taken: bytearray) -> Iterator[tuple[int, int]]:
    """Token ranges of capitalised words outside `taken` and away from its edges, longest first at each place.

    `texts` are the words of `doc`.
    """
    i = 0
    while i < len(texts):
        if taken[i] or not texts[i][0].isupper() or not _starts(doc[i]):
            i += 1
            continue
        end = _run_end(doc, i, taken)
        start = i
        i = max(end, i + 1)
        if end - start <= _LONGEST and not (start and taken[start - 1] and doc[start - 1].text[0].isupper()):
            yield start, end


def _run_end(doc: Doc, start: int, taken: bytearray) -> int:
    end = start + 1
    while end < len(doc) and not taken[end] and not doc[end].is_sent_start:
        if _capital(doc[end]):
            end += 1
        elif doc[end].text in _INNER and end + 1 < len(doc) and _capital(doc[end + 1]) and not taken[end + 1]:
            end += 2
        else:
            break
    return end


def _starts(token: Token) -> bool:
    if not _capital(token) or folded(token.text) in NOT_ALONE:
        return False
    return token.pos_ == "PROPN" or not token.is_sent_start


def _capital(token: Token) -> bool:
    text = token.text
    return text[0].isupper() and len(text) > 1 and text not in ("I", "I'm") and not text.endswith("’s")
