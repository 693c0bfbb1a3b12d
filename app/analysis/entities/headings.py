"""Lines set in title case or capitals, where a capital letter tells nothing about names."""

from __future__ import annotations

from spacy.tokens import Doc

from app.domain.article import BlockKind
from app.domain.name_words import word_set

_LONGEST_HEADING = 18  # words
_TABLE_SHARE = 0.2  # of the tokens are numbers: a line of a table, such as a league's
_SMALL = word_set("a an and as at by for from in into nor of off on or over the to up via vs with after amid")


def heading_tokens(doc: Doc) -> bytearray:
    """For each token, 1 where it stands in a heading whose words are capitalised alike, 0 elsewhere."""
    marks = bytearray(len(doc))
    starts = [(b.span.start, b.span.end, b.kind) for b in doc._.blocks]
    i = 0
    for start, end, kind in starts:
        while i < len(doc) and doc[i].idx < start:
            i += 1
        first = i
        while i < len(doc) and doc[i].idx < end:
            i += 1
        if is_title_case(doc, first, i, kind is BlockKind.HEADING):
            marks[first:i] = b"\x01" * (i - first)
    return marks


def is_title_case(doc: Doc, start: int, end: int, marked: bool) -> bool:
    """Whether tokens `[start, end)` are a heading with most of its longer words capitalised."""
    words = [t.text for t in doc[start:end] if t.text[0].isalpha()]
    if not 2 <= len(words) <= _LONGEST_HEADING:
        return False
    if sum(t.text[0].isdigit() for t in doc[start:end]) >= _TABLE_SHARE * (end - start):
        return False
    last = next((t for t in reversed(doc[start:end]) if not t.is_space), None)
    long = [w for w in words if w.lower() not in _SMALL and len(w) > 1]
    # Some sites end their headlines with a full stop; a sentence of names alone has fewer words.
    ended = last is not None and last.text in (".", ",", ";", "”", '"') and not all(w.isupper() for w in words)
    commas = sum(t.text == "," for t in doc[start:end])
    if ended and (last is None or last.text != "." or len(long) < 5 or commas > 1):
        return False
    capital = sum(w[0].isupper() for w in long)
    return len(long) >= (1 if marked else 2) and capital >= 0.75 * len(long)
