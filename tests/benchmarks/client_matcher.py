"""How the Hypothesis client finds a quote again, written from its published description, to be measured beside ours.

The position is taken where the text there is the quote. Else all exact occurrences, or where there is none the places
with the fewest errors, up to half of the quote's length, are scored: 50 for the quote, 20 for the prefix, 20 for the
suffix, 2 for the position; the best one is the answer, however good it is.
"""

from __future__ import annotations

from app.domain.anchors import Anchor
from app.domain.spans import Span

_QUOTE, _SIDE, _POSITION = 50.0, 20.0, 2.0
_MOST_ERRORS = 256


def find(anchor: Anchor, text: str) -> Span | None:
    """The client's answer; None when nothing comes near."""
    if text[anchor.start : anchor.end] == anchor.exact:
        return anchor.span
    exact = anchor.exact
    found = [(at, at + len(exact), 0) for at in _occurrences(exact, text)]
    found = found or fewest_errors(exact, text, min(_MOST_ERRORS, len(exact) // 2))
    scored = [(_score(anchor, text, *match), -match[0], match) for match in found]
    if not scored:
        return None
    start, end, _ = max(scored)[2]
    return Span(start, end)


def _score(anchor: Anchor, text: str, start: int, end: int, errors: int) -> float:
    parts = [(_QUOTE, 1 - errors / len(anchor.exact))]
    before, after = anchor.prefix, anchor.suffix
    parts.append((_SIDE, _likeness(before, text[max(0, start - len(before)) : start]) if before else 1.0))
    parts.append((_SIDE, _likeness(after, text[end : end + len(after)]) if after else 1.0))
    parts.append((_POSITION, 1 - abs(start - anchor.start) / len(text)))
    return sum(weight * value for weight, value in parts) / sum(weight for weight, _ in parts)


def _likeness(words: str, text: str) -> float:
    if not text:
        return 0.0
    if words in text:
        return 1.0
    matches = fewest_errors(words, text, len(words))
    return 1 - matches[0][2] / len(words) if matches else 0.0


def _occurrences(words: str, text: str) -> list[int]:
    found, at = [], text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def fewest_errors(words: str, text: str, most: int) -> list[tuple[int, int, int]]:
    """Start, end and errors of the substrings of `text` that come nearest to `words` (insertions, deletions, changes).

    Myers' bit-parallel algorithm over whole numbers as long as the pattern; each start by the same from the end back.
    """
    errors = _errors_at_ends(words, text)
    least = min(errors, default=most + 1)
    if least > most:
        return []
    found = []
    for end, count in enumerate(errors, start=1):
        if count == least:
            back = text[max(0, end - len(words) - least) : end][::-1]
            lengths = _errors_at_ends(words[::-1], back, anchored=True)
            length = lengths.index(min(lengths)) + 1
            found.append((end - length, end, least))
    return found


def _errors_at_ends(words: str, text: str, *, anchored: bool = False) -> list[int]:
    """For each end in `text`: the errors of the best match that ends there; `anchored`, of the one from the start."""
    size = len(words)
    mask, high = (1 << size) - 1, 1 << (size - 1)
    equal: dict[str, int] = {}
    for i, letter in enumerate(words):
        equal[letter] = equal.get(letter, 0) | 1 << i
    plus, minus, score = mask, 0, size
    scores = []
    for letter in text:
        eq = equal.get(letter, 0)
        vertical = eq | minus
        horizontal = ((((eq & plus) + plus) ^ plus) | eq) & mask
        up = (minus | ~(horizontal | plus)) & mask
        down = plus & horizontal
        if up & high:
            score += 1
        elif down & high:
            score -= 1
        up = (up << 1 | (1 if anchored else 0)) & mask
        down = down << 1 & mask
        plus = (down | ~(vertical | up)) & mask
        minus = up & vertical
        scores.append(score)
    return scores
