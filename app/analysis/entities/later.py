"""Mentions the model missed of names that it, or the article, gives elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from spacy.tokens import Doc

from app.analysis.entities.acronyms import LONGEST, in_small_letters
from app.analysis.entities.found import Found, make
from app.domain.analysis import EntityKind
from app.domain.name_words import NOT_ALONE, TITLES
from app.domain.names import folded


class Names:
    """Known names by their first token, for one walk over the article."""

    def __init__(self) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], EntityKind, str]]] = defaultdict(list)
        self._raised: set[str] = set()  # short names that are known in small letters only
        self._known: set[tuple[str, ...]] = set()

    def add(self, tokens: Iterable[str], kind: EntityKind, reason: str) -> None:
        """A name as its tokens; the first kind given for a name stays."""
        words = tuple(tokens)
        if len(words) == 1 and len(words[0]) <= LONGEST:
            capitals = words[0].upper()
            if words[0] == capitals:
                self._raised.discard(capitals)
            elif (capitals,) not in self._known:
                self._raised.add(capitals)
        for variant in (words, tuple(w.upper() for w in words)):
            if variant and variant not in self._known and len("".join(variant)) > 1:
                self._known.add(variant)
                self._by_first[variant[0]].append((variant, kind, reason))

    def at(self, doc: Doc, texts: Sequence[str], i: int) -> tuple[int, EntityKind, str] | None:
        """The longest known name that starts at token i: its length in tokens, kind and reason."""
        best: tuple[int, EntityKind, str] | None = None
        for words, kind, reason in self._by_first.get(texts[i], ()):
            n = len(words)
            longer = (best is None or n > best[0]) and i + n <= len(texts)
            if n == 1 and words[0] in self._raised and in_small_letters(doc, i, i + 1):
                continue  # “NICE” in a sentence is not the “Nice” that the article names
            if longer and all(texts[i + k] == words[k] for k in range(1, n)):
                best = (n, kind, reason)
        return best


def missed(doc: Doc, texts: Sequence[str], names: list[Found], known: Names, common: Mapping[str, int]) -> list[Found]:
    """Mentions of known names outside the spans of `names`.

    `texts` are the words of `doc`; `common` counts the article's lower-case words.
    """
    taken = bytearray(len(doc))
    for found in names:
        taken[found.start : found.end] = b"\x01" * (found.end - found.start)
    out: list[Found] = []
    i = 0
    while i < len(texts):
        hit = None if taken[i] else known.at(doc, texts, i)
        if hit is None or any(taken[i : i + hit[0]]) or not _stands_alone(doc, i, i + hit[0], taken, common):
            i += 1
            continue
        length, kind, reason = hit
        found = make(doc, i, i + length, kind, 0.75, reason)
        out.append(found)
        i += length
    return out


def _stands_alone(doc: Doc, start: int, end: int, taken: bytearray, common: Mapping[str, int]) -> bool:
    """Whether the tokens are a whole name here, not a piece of a longer one nor an ordinary word."""
    first = doc[start]
    if end - start == 1:
        if folded(first.text) in NOT_ALONE:
            return False
        if common.get(first.lower_, 0) and (first.pos_ != "PROPN" or first.is_sent_start):
            return False
    before = doc[start - 1] if start else None
    if before is not None and not taken[start - 1] and _joins(before.text) and folded(before.text) not in TITLES:
        return False
    after = doc[end] if end < len(doc) else None
    return after is None or taken[end] == 1 or not _joins(after.text)


def _joins(text: str) -> bool:
    return text[0].isupper() and not text.isupper()
