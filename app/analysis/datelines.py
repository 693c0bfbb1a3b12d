"""Where and by whom a report was written, before its first sentence: "OSLO (Reuters) - ", "OSLO, May 3 — "."""

from __future__ import annotations

import re

_UPPER, _CAPITALISED = r"[^\W\d_a-zß-öø-ÿ]", r"[^\W\d_][\w.]{1,20}"
_DATELINE = re.compile(
    rf"(?P<place>{_UPPER}{{2,20}}(?:[ .'’-]{{1,2}}{_UPPER}{{1,20}}){{0,4}})"
    rf"(?:, {_CAPITALISED}(?: {_CAPITALISED})?){{0,2}}(?: \d{{1,2}})?(?: \([^\W\d_][\w .&-]{{1,24}}\))?"
    r" ?(?:—|–|--|-) ?(?=[“\"‘']?[A-ZÀ-Þ])"
)
_SHORTEST = 4


def after_dateline(text: str, start: int) -> int:
    """Where the sentence begins in the paragraph that begins at `start`, which is `start` where no dateline is."""
    found = _DATELINE.match(text, start, start + 120)
    if found is None or len(found["place"]) < _SHORTEST or found.end() >= len(text):
        return start
    # In a paragraph of capitals a dash is no sign: "FERRY LOST - CREW SAFE".
    following = text[found.end() : found.end() + 60]
    return found.end() if sum(c.islower() for c in following) > len(following) / 2 else start
