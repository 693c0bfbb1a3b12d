"""Random edits of an article that keep track of every character, so that the true place of a passage is known."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from app.domain.spans import Span

NEW, COPY = -1, 1 << 40
"""The origin of a character that was put in; what is added to the origin of one that was copied."""

_LONGEST = 700  # characters that somebody quotes again; a passage that was torn apart has no such words
WORDS = (
    "river town boats noon people bridge winter vote paper market grain clerk letter window stone copper signal "
    "harvest ladder promise border kitchen orange teacher velvet number second gravel sister engine island Monday "
    "April Lind Reyes Ellery forty seventeen half again later never always perhaps council minister"
).split()


@dataclass
class Tracked:
    """A text and, for each of its characters, the offset it had in the first text (NEW: none)."""

    chars: list[str]
    origins: list[int]

    @classmethod
    def of(cls, text: str) -> Tracked:
        return cls(list(text), list(range(len(text))))

    @property
    def text(self) -> str:
        return "".join(self.chars)

    def put(self, at: int, words: str, origins: list[int] | None = None) -> None:
        self.chars[at:at] = words
        self.origins[at:at] = origins or [NEW] * len(words)

    def cut(self, span: Span) -> tuple[str, list[int]]:
        taken = "".join(self.chars[span.start : span.end]), self.origins[span.start : span.end]
        del self.chars[span.start : span.end]
        del self.origins[span.start : span.end]
        return taken

    def place_of(self, span: Span) -> tuple[Span | None, set[int]]:
        """Where the characters of the first text's `span` are now, and their offsets.

        They may be a copy when not one of the original characters is left.
        """
        for shift in (0, COPY):
            at = [i for i, o in enumerate(self.origins) if span.start <= o - shift < span.end]
            if at:
                return Span(at[0], at[-1] + 1), set(at)
        return None, set()


def sentences(text: str) -> list[Span]:
    """Rough sentences, without the white space between them."""
    return [Span(m.start(), m.end()) for m in re.finditer(r"[^\s.!?][^.!?\n]{0,600}[.!?”\"]{0,3}", text)]


def edited(text: str, rng: random.Random, near: Span) -> Tracked:
    """`text` after one to six edits, about half of which touch what is near `near`."""
    tracked = Tracked.of(text)
    for _ in range(rng.randint(1, 6)):
        edit = rng.choice(EDITS)
        place, _ = tracked.place_of(near)
        edit(tracked, rng, place)
    return tracked


def _somewhere(tracked: Tracked, rng: random.Random, place: Span | None) -> Span | None:
    """A sentence; in every other case one at the place or beside it."""
    found = sentences(tracked.text)
    if not found:
        return None
    if place is not None and rng.random() < 0.5:
        near = [i for i, s in enumerate(found) if s.overlaps(place)]
        if near:
            return found[max(0, min(len(found) - 1, rng.choice(near) + rng.choice((-1, 0, 0, 1))))]
    return rng.choice(found)


def _invented(rng: random.Random) -> str:
    words = rng.choices(WORDS, k=rng.randint(3, 16))
    return " ".join(words).capitalize() + ". "


def insert_sentence(tracked: Tracked, rng: random.Random, place: Span | None) -> None:
    if span := _somewhere(tracked, rng, place):
        tracked.put(span.start, _invented(rng))


def delete_sentence(tracked: Tracked, rng: random.Random, place: Span | None) -> None:
    if span := _somewhere(tracked, rng, place):
        tracked.cut(span)


def move_sentence(tracked: Tracked, rng: random.Random, place: Span | None) -> None:
    if span := _somewhere(tracked, rng, place):
        words, origins = tracked.cut(span)
        if target := _somewhere(tracked, rng, None):
            tracked.put(target.start, words + " ", [*origins, NEW])
        else:
            tracked.put(0, words, origins)


def change_words(tracked: Tracked, rng: random.Random, place: Span | None) -> None:
    """One to four words are replaced, put in or taken out within a sentence."""
    span = _somewhere(tracked, rng, place)
    if span is None:
        return
    for _ in range(rng.randint(1, 4)):
        words = [
            Span(span.start + m.start(), span.start + m.end())
            for m in re.finditer(r"\w+", tracked.text[span.start : span.end])
        ]
        if not words:
            return
        word = rng.choice(words)
        chance = rng.random()
        before = len(tracked.chars)
        if chance < 0.66:
            tracked.cut(word)
        if chance > 0.33:
            tracked.put(word.start, rng.choice(WORDS) + (" " if chance > 0.66 else ""))
        end = span.end + len(tracked.chars) - before
        if end <= span.start:
            return
        span = Span(span.start, end)


def rewrap(tracked: Tracked, rng: random.Random, place: Span | None) -> None:
    """Every line is broken anew, at another width or not at all."""
    width, column = rng.choice((40, 60, 72, 100_000)), 0
    for i, letter in enumerate(tracked.chars):
        column += 1
        single = letter == " " or (
            letter == "\n" and tracked.chars[i - 1 : i] != ["\n"] != tracked.chars[i + 1 : i + 2]
        )
        if single:
            tracked.chars[i] = "\n" if column > width else " "
        if tracked.chars[i] == "\n":
            column = 0


def re_extract(tracked: Tracked, rng: random.Random, place: Span | None) -> None:
    """As another extractor gives it: other quotation marks and dashes, page furniture, words broken at line ends."""
    level = rng.choice(({"“": '"', "”": '"', "’": "'", "—": "-", "–": "-"}, {'"': "”", "'": "’", " ": "\u00a0"}, {}))
    tracked.chars = [level.get(c, c) for c in tracked.chars]
    furniture = f"\nPage {rng.randint(1, 99)} of 99\n" if rng.random() < 0.5 else "\n\nAdvertisement\n\n"
    for at in sorted(rng.sample(range(len(tracked.chars) + 1), min(3, len(tracked.chars))), reverse=True):
        chance = rng.random()
        if chance < 0.4:
            while at < len(tracked.chars) and not tracked.chars[at].isspace():
                at += 1
            tracked.put(at, furniture)
        elif chance < 0.8 and 0 < at < len(tracked.chars) and tracked.text[at - 1 : at + 1].isalpha():
            tracked.put(at, "-\n")
    if rng.random() < 0.3:
        tracked.put(0, "Home News Sport Weather\n\n")


def repeat_quote(tracked: Tracked, rng: random.Random, place: Span | None) -> None:
    """The passage itself is quoted once more, elsewhere."""
    target = _somewhere(tracked, rng, None)
    if place is None or target is None or target.overlaps(place) or len(place) > _LONGEST:
        return
    words = tracked.text[place.start : place.end]
    origins = [o + COPY if 0 <= o < COPY else o for o in tracked.origins[place.start : place.end]]
    lead = rng.choice(("", "As reported: ", "Earlier: "))
    tracked.put(target.start, lead + words + ". ", [NEW] * len(lead) + origins + [NEW, NEW])


def near_duplicate(tracked: Tracked, rng: random.Random, place: Span | None) -> None:
    """A sentence like the passage's own is put in elsewhere, or written over it, with some words changed.

    Put in elsewhere it is another sentence, whatever words it shares; with the passage itself in it unchanged, it is
    one more quotation of it.
    """
    span = _somewhere(tracked, rng, place)
    target = _somewhere(tracked, rng, None)
    if span is None or target is None or target.overlaps(span):
        return
    if rng.random() < 0.3:
        change_words(tracked, rng, place)
        return
    copied = Tracked(tracked.chars[span.start : span.end], [NEW] * len(span))
    inner = place is not None and span.start <= place.start and place.end <= span.end
    if inner and place is not None:
        own = tracked.origins[place.start : place.end]
        at = place.start - span.start
        copied.origins[at : at + len(own)] = [o + COPY if 0 <= o < COPY else o for o in own]
    before = copied.text
    for _ in range(rng.randint(1, 3)):
        words = [Span(m.start(), m.end()) for m in re.finditer(r"\w+", copied.text)]
        if words:
            word = rng.choice(words)
            copied.cut(word)
            copied.put(word.start, rng.choice(WORDS))
    if inner and place is not None and before[at : at + len(place)] not in copied.text:
        copied.origins = [NEW] * len(copied.chars)
    tracked.put(target.start, copied.text + " ", [*copied.origins, NEW])


EDITS: tuple[Callable[[Tracked, random.Random, Span | None], None], ...] = (
    insert_sentence,
    delete_sentence,
    move_sentence,
    change_words,
    rewrap,
    re_extract,
    repeat_quote,
    near_duplicate,
)
