"""Words that are capitalised only because they open a sentence: “Ferry traffic has fallen.”"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from spacy.tokens import Doc

from app.analysis.entities.found import Found
from app.domain.analysis import EntityKind


def without_openers(
    doc: Doc, names: list[Found], marked: list[Found], common: Mapping[str, int], headings: bytearray
) -> list[Found]:
    """The names, without single words that open their sentences and are ordinary words of the same article.

    `common` counts the article's lower-case words. A word that is anywhere capitalised inside a sentence stays, but
    for within longer names (`marked`) that are no people's: “the Harbour Authority” makes no name of “Harbour”.
    """
    opening = [f for f in names if _only_opens(doc, f, common)]
    if not opening:
        return names
    inner = _inner_capitals(doc, {f.text for f in opening}, marked, headings)
    dropped = {f.start for f in opening if f.text not in inner}
    return [f for f in names if f.start not in dropped]


def _only_opens(doc: Doc, found: Found, common: Mapping[str, int]) -> bool:
    if found.end - found.start != 1 or found.text.isupper() or not common.get(found.text.lower(), 0):
        return False
    return _opens(doc, found.start)


def _inner_capitals(doc: Doc, texts: Collection[str], marked: list[Found], headings: bytearray) -> set[str]:
    """Those of `texts` that stand inside a sentence somewhere, where only names are capitalised."""
    within = {
        i for f in marked if f.end - f.start > 1 and f.kind is not EntityKind.PERSON for i in range(f.start, f.end)
    }
    return {t.text for t in doc if t.text in texts and not (headings[t.i] or t.i in within) and not _opens(doc, t.i)}


def _opens(doc: Doc, i: int) -> bool:
    """Whether the token is the first word of its sentence, or of what is quoted, bracketed or announced by a colon."""
    while i and not doc[i].is_sent_start and not doc[i - 1].text[0].isalnum():
        if doc[i - 1].text in ("“", '"', "‘", "'", "(", "[", ":", "–", "—", "…"):
            return True
        i -= 1
    return i == 0 or bool(doc[i].is_sent_start)
