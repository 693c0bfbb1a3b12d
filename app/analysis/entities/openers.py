"""Words that are capitalised only because they open a sentence: “Ferry traffic has fallen.”"""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc

from app.analysis.entities.found import Found
from app.domain.analysis import EntityKind


def inner_capitals(doc: Doc, names: list[Found], headings: bytearray) -> frozenset[str]:
    """The capitalised words that stand inside a sentence somewhere, where only names are capitalised.

    Not those within longer names but people's: “the Harbour Authority” does not make a name of “Harbour”.
    """
    within = bytearray(len(doc))
    for found in names:
        if found.end - found.start > 1 and found.kind is not EntityKind.PERSON:
            within[found.start : found.end] = b"\x01" * (found.end - found.start)
    return frozenset(
        t.text for t in doc if t.text[0].isupper() and not (headings[t.i] or within[t.i]) and not _opens(doc, t.i)
    )


def without_openers(doc: Doc, names: list[Found], common: Mapping[str, int], inner: frozenset[str]) -> list[Found]:
    """The names, without single words that open their sentences and are ordinary words of the same article.

    `common` counts the article's lower-case words. A word that is ever capitalised inside a sentence (`inner`) stays.
    """
    return [f for f in names if not _only_opens(doc, f, common, inner)]


def _only_opens(doc: Doc, found: Found, common: Mapping[str, int], inner: frozenset[str]) -> bool:
    if found.end - found.start != 1 or not common.get(doc[found.start].lower_, 0):
        return False
    text = doc[found.start].text
    return not text.isupper() and text not in inner and _opens(doc, found.start)


def _opens(doc: Doc, i: int) -> bool:
    """Whether the token is the first word of its sentence, or of what is quoted, bracketed or announced by a colon."""
    while i and not doc[i].is_sent_start and not doc[i - 1].text[0].isalnum():
        if doc[i - 1].text in ("“", '"', "‘", "'", "(", "[", ":", "–", "—", "…"):
            return True
        i -= 1
    return i == 0 or bool(doc[i].is_sent_start)
