"""Passages sought in 2,000 edited articles: how many are found, and wrongly, beside the Hypothesis client.

Right is a place of which at least half are the passage's own characters (or lie between them), and that has at least
half of those that are left. Any other place that is claimed is wrong. What is offered as a guess is not claimed.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator

from app.domain.anchoring import resolve
from app.domain.anchors import Anchor, Certainty, anchor_at
from app.domain.article import canonical
from app.domain.spans import Span
from app.paths import RESOURCES
from tests.benchmarks import client_matcher
from tests.benchmarks.edits import Tracked, edited
from tests.benchmarks.report import Figure

TRIES = 2_000
_SURE = (Certainty.EXACT, Certainty.MOVED)


def articles() -> list[str]:
    """The plain-text sample articles of the product."""
    files = sorted((RESOURCES / "samples").glob("*.txt"))
    return [canonical(f.read_text("utf-8")).strip() for f in files]


def passage(text: str, rng: random.Random) -> Span:
    """What somebody may mark: a word or a name, some words, a sentence or three."""
    words = [Span(m.start(), m.end()) for m in re.finditer(r"\S+", text)]
    count = rng.choice((1, 1, 2, 3, rng.randint(4, 12), rng.randint(4, 12), rng.randint(10, 30), rng.randint(20, 80)))
    first = rng.randrange(len(words))
    last = min(len(words) - 1, first + count - 1)
    return Span(words[first].start, words[last].end)


def verdict(place: Span | None, tracked: Tracked, span: Span) -> str:
    """ "right" or "wrong" for a place that is claimed; "none" where none is."""
    if place is None:
        return "none"
    true, at = tracked.place_of(span)
    if true is None:
        return "wrong"
    own = sum(i in at for i in range(place.start, place.end))
    within = max(0, min(place.end, true.end) - max(place.start, true.start))
    enough = own * 2 >= len(at) and (own > 0) and (own * 2 >= len(place) or within * 2 >= len(place))
    return "right" if enough else "wrong"


def one(texts: list[str], seed: int) -> tuple[str, Anchor, Span, Tracked]:
    """The article, the anchor, its span, and the edited article of one try."""
    rng = random.Random(seed)
    text = rng.choice(texts)
    span = passage(text, rng)
    return text, anchor_at(text, span, "one"), span, edited(text, rng, span)


def figures(tries: int = TRIES) -> Iterator[Figure]:
    """Found, wrong and guessed, for us and for the client's way."""
    texts = articles()
    ours: Counter[str] = Counter()
    theirs: Counter[str] = Counter()
    for seed in range(tries):
        earlier, anchor, span, tracked = one(texts, seed)
        text = tracked.text
        place = resolve(anchor, text, "two", earlier)
        answer = verdict(place.span if place.certainty in _SURE else None, tracked, span)
        if answer == "none" and place.certainty is Certainty.UNCERTAIN:
            answer = "guess " + verdict(place.span, tracked, span)
        ours[answer] += 1
        theirs[verdict(client_matcher.find(anchor, text), tracked, span)] += 1
    guesses = f"{ours['guess right']} more shown as guesses that are right, {ours['guess wrong']} as wrong ones"
    yield Figure(f"passages found again in {tries:,} edited articles", ours["right"], "", guesses)
    yield Figure("  by the Hypothesis client's way", theirs["right"], "", f"{theirs['none']} not found")
    yield Figure("places that are wrong", ours["wrong"], "")
    yield Figure("  by the Hypothesis client's way", theirs["wrong"], "")
