"""An anchor finds its words again after edits, and never answers with another place."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from app.domain.anchoring import resolve
from app.domain.anchors import Anchor, Certainty, Place, anchor_at
from app.domain.carrying import carry
from app.domain.folding import fold
from app.domain.spans import Span
from tests.benchmarks import anchoring

SURE = (Certainty.EXACT, Certainty.MOVED)

STORY = (
    "The harbour council met on Tuesday. Mayor Inga Solberg said the bridge would open in May.\n\n"
    "“We have waited nine years,” she told the room. Dockers cheered.\n\n"
    "Wang Tao, who runs the ferry, was less pleased. Wang said his trade would halve.\n\n"
    "The council voted eleven to four. Wang left before the count."
)


def anchored(words: str, text: str = STORY, nth: int = 0) -> Anchor:
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return anchor_at(text, Span(at, at + len(words)), "one")


def found(place: Place, text: str) -> str:
    assert place.certainty in SURE, place
    assert place.span is not None
    return place.span.of(text)


def test_the_same_version_answers_the_position() -> None:
    anchor = anchored("nine years")
    assert resolve(anchor, STORY, "one") == Place(anchor.span, Certainty.EXACT)


def test_text_put_in_before_moves_the_place() -> None:
    text = "Updated at noon.\n\n" + STORY
    assert resolve(anchored("nine years"), text, "two").span == Span(*_bounds(text, "nine years"))


def test_of_a_repeated_name_the_one_in_its_context_is_found() -> None:
    text = STORY.replace("Wang Tao, who runs the ferry", "Old Wang Tao, who runs the small ferry")
    place = resolve(anchored("Wang", nth=1), text, "two")
    assert place.span == Span(text.index("Wang said"), text.index("Wang said") + 4)


def test_of_a_deleted_name_another_mention_is_never_the_place() -> None:
    text = STORY.replace(" Wang said his trade would halve.", "")
    assert resolve(anchored("Wang", nth=1), text, "two").certainty not in SURE


def test_rewrapped_lines_and_straightened_marks_are_the_same_words() -> None:
    text = STORY.replace(" years,” she", '\n   years," she').replace("“", '"')
    anchor = anchored("“We have waited nine years,”")
    assert found(resolve(anchor, text, "two"), text) == '"We have waited nine\n   years,"'


def test_a_word_changed_within_the_quote_keeps_its_bounds() -> None:
    text = STORY.replace("his trade would halve", "his ferry trade would soon halve")
    anchor = anchored("Wang said his trade would halve.")
    assert found(resolve(anchor, text, "two"), text) == "Wang said his ferry trade would soon halve."


def test_a_moved_long_sentence_is_found_without_its_context() -> None:
    sentence = "Mayor Inga Solberg said the bridge would open in May."
    text = STORY.replace(" " + sentence, "") + "\n\nCorrection. " + sentence
    assert found(resolve(anchored(sentence), text, "two"), text) == sentence


def test_words_that_are_gone_are_an_orphan() -> None:
    text = "A wholly other page about growing leeks in sandy soil, with three pictures."
    assert resolve(anchored("“We have waited nine years,”"), text, "two").certainty is Certainty.ORPHAN


def test_a_sentence_alike_but_about_something_else_is_not_the_place() -> None:
    text = STORY.replace("The council voted eleven to four.", "The owners then voted seven to two.")
    assert resolve(anchored("The council voted eleven to four."), text, "two").certainty not in SURE


def test_twins_in_the_same_context_are_left_to_the_user() -> None:
    refrain = "And so the bell rang over the water, and so the boats came home again. "
    anchor = anchor_at(refrain * 3, Span(len(refrain) + 40, len(refrain) + 45), "one")
    assert resolve(anchor, "Sung by all. " + refrain * 3, "two").certainty is Certainty.UNCERTAIN


@pytest.mark.parametrize("text", ["", " ", "x", "\n\n\n"])
def test_a_text_with_nothing_in_it_gives_an_orphan(text: str) -> None:
    assert resolve(anchored("nine years"), text, "two").certainty is Certainty.ORPHAN


def test_a_text_of_a_megabyte_and_an_anchor_of_a_chapter_are_found() -> None:
    rng = random.Random(4)
    words = ["".join(rng.choices("abcdefghilmnoprstu", k=rng.randint(2, 9))) for _ in range(4000)]
    body = " ".join(rng.choices(words, k=160_000))
    chapter = Span(300_007, 360_011)
    anchor = anchor_at(body, chapter, "one")
    edited = body[:200_000] + " Something new. " + body[200_000:330_000] + " and here too " + body[330_000:]
    place = resolve(anchor, edited, "two")
    assert place.certainty in SURE
    assert place.span is not None
    assert abs(place.span.start - chapter.start - 16) <= 10
    assert abs(place.span.end - chapter.end - 30) <= 10
    for start in range(1_000, 900_000, 4_001):
        span = Span(start, start + 7)
        place = resolve(anchor_at(body, span, "one"), edited, "two")
        shift = 0 if start < 200_000 else 16 if start < 330_000 else 30
        assert place.span is None or place.span.start == start + shift


# Random edits ---------------------------------------------------------------------------------------------------------

NAMES = ["Wang", "Lee", "the mayor", "the council", "“no”", "she said", "Wang said"]
WORDS = [
    *(
        "river",
        "town",
        "boats",
        "leave",
        "noon",
        "many",
        "people",
        "glad",
        "bridge",
        "winter",
        "vote",
        "paper",
        "market",
    ),
    *(
        "grain",
        "clerk",
        "honest",
        "quiet",
        "letter",
        "window",
        "stone",
        "early",
        "copper",
        "signal",
        "broken",
        "harvest",
    ),
    *("ladder", "promise", "border", "kitchen", "orange", "teacher", "velvet", "number", "second", "gravel", "sister"),
]


def sentence(rng: random.Random) -> str:
    """Some words, with names that return in every other sentence."""
    words = [rng.choice(NAMES) if rng.random() < 0.35 else rng.choice(WORDS) for _ in range(rng.randint(2, 14))]
    return " ".join(words) + "."


class Edit:
    """One random change of a list of (origin, sentence); origin is the sentence's index in the first text, or -1."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def __call__(self, items: list[tuple[int, str]], fresh: str) -> list[tuple[int, str]]:
        items = list(items)
        at = self.rng.randrange(len(items)) if items else 0
        match self.rng.choice(["insert", "delete", "move", "change"]):
            case "insert":
                items.insert(at, (-1, fresh))
            case "delete" if items:
                del items[at]
            case "move" if items:
                items.insert(self.rng.randrange(len(items)), items.pop(at))
            case "change" if items:
                words = items[at][1].split(" ")
                words[self.rng.randrange(len(words))] = self.rng.choice(WORDS)
                items[at] = (-2 - items[at][0] if items[at][0] >= 0 else -1, " ".join(words))
        return items


def _joined(items: list[tuple[int, str]], gap: str) -> str:
    return gap.join(s for _, s in items)


@settings(max_examples=400, deadline=None)
@given(st.integers(0, 2**32))
def test_after_random_edits_the_place_is_right_or_not_claimed(seed: int) -> None:
    rng = random.Random(seed)
    texts = [sentence(rng) for _ in range(rng.randint(1, 14))]
    if rng.random() < 0.3:
        texts += rng.choices(texts, k=3)
    gap = rng.choice([" ", "\n", "  ", " \n\n "])
    items = list(enumerate(texts))
    before = _joined(items, " ")
    chosen = rng.randrange(len(texts))
    offset = sum(len(t) + 1 for t in texts[:chosen])
    words = texts[chosen].split(" ")
    first = rng.randrange(len(words))
    last = rng.randrange(first, len(words))
    start = offset + len(" ".join(words[:first])) + (1 if first else 0)
    span = Span(start, start + len(" ".join(words[first : last + 1])))
    anchor = anchor_at(before, span, "one")
    for _ in range(rng.randint(0, 5)):
        items = Edit(rng)(items, sentence(rng))
    after = _joined(items, gap)
    place = resolve(anchor, after, "two")
    if place.certainty not in SURE:
        return
    assert place.span is not None
    true = [i for i, (origin, _) in enumerate(items) if origin in (chosen, -2 - chosen)]
    if true:
        at = sum(len(s) + len(gap) for _, s in items[: true[0]])
        here = Span(at, at + len(items[true[0]][1]))
        if place.span.overlaps(here):
            return
    assert _indistinguishable(anchor, place.span, after)


def _indistinguishable(anchor: Anchor, span: Span, text: str) -> bool:
    """Whether nobody who sees only the anchor could tell this place from the true one."""
    words = fold(span.of(text))
    if words == fold(anchor.exact) and len(words) >= 48:
        return True
    around = fold(text[: span.start])[-len(fold(anchor.prefix)) :] if anchor.prefix else ""
    around += words + fold(text[span.end :])[: len(fold(anchor.suffix))]
    return fuzz.ratio(around, fold(anchor.prefix + anchor.exact + anchor.suffix)) >= 80


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32))
def test_what_stands_unchanged_between_its_neighbours_is_found(seed: int) -> None:
    rng = random.Random(seed)
    texts = [sentence(rng) for _ in range(rng.randint(4, 12))]
    marked = [f"{t[:-1]} {rng.randrange(10**9)} {rng.randrange(10**9)}." for t in texts]
    before = " ".join(marked)
    chosen = rng.randrange(len(marked))
    start = sum(len(t) + 1 for t in marked[:chosen])
    anchor = anchor_at(before, Span(start, start + len(marked[chosen])), "one")
    neighbours = range(max(0, chosen - 1), chosen + 2)
    kept = [t for i, t in enumerate(marked) if i in neighbours or rng.random() < 0.6]
    after = "\n\n".join([sentence(rng), *kept])
    place = resolve(anchor, after, "two")
    assert place.certainty in SURE
    assert place.span == Span(after.index(marked[chosen]), after.index(marked[chosen]) + len(marked[chosen]))


def _bounds(text: str, words: str) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


# With the earlier text ------------------------------------------------------------------------------------------------


def test_with_the_earlier_text_a_name_keeps_its_place_when_its_context_is_rewritten() -> None:
    text = STORY.replace("was less pleased. Wang said his trade would halve", "was not glad. Wang thinks it would end")
    anchor = anchored("Wang", nth=1)
    assert resolve(anchor, text, "two").certainty not in SURE
    place = resolve(anchor, text, "two", STORY)
    assert place.certainty in SURE
    assert place.span == Span(text.index("Wang thinks"), text.index("Wang thinks") + 4)


def test_with_the_earlier_text_a_quotation_elsewhere_is_not_taken_for_the_rewritten_passage() -> None:
    passage = "Mayor Inga Solberg said the bridge would open in May."
    text = "In short: " + passage + "\n\n" + STORY.replace("would open in May", "is to open in June")
    place = resolve(anchored(passage), text, "two", STORY)
    assert place.span is not None
    assert "June" in place.span.of(text) or place.certainty not in SURE


def test_the_edits_of_the_benchmark_lead_to_no_wrong_place() -> None:
    texts = anchoring.articles()
    verdicts = []
    for seed in range(150):
        earlier, anchor, span, tracked = anchoring.one(texts, seed)
        place = resolve(anchor, tracked.text, "two", earlier)
        verdicts.append(anchoring.verdict(place.span if place.certainty in SURE else None, tracked, span))
    assert verdicts.count("wrong") == 0
    assert verdicts.count("right") >= 120


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32))
def test_a_text_with_something_put_in_carries_every_span_over(seed: int) -> None:
    rng = random.Random(seed)
    before = " ".join(f"{sentence(rng)} {rng.randrange(10**6)}" for _ in range(8))
    words = [(m.start(), m.end()) for m in re.finditer(r"\w+", before)]
    first = rng.randrange(len(words) - 5)
    span = Span(words[first][0], words[first + rng.randrange(5)][1])
    added = "Wholly other words come first here. "
    carried = carry(before, span, added + before)
    assert carried is not None
    assert carried.firm
    assert carried.span == Span(span.start + len(added), span.end + len(added))
    assert carry(before, span, "Nothing of it is left.") is None
