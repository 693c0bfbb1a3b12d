"""Who may have spoken: noun phrases near a cue, and the numbers a model ranks them by.

A candidate is the head token of a noun phrase in the cue's sentence or the one before. The path through the parse
from cue to candidate, what kind of word it is, and where it stands decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.analysis.quotes.attribution import NO_SPEAKER
from app.analysis.quotes.contents import Range
from app.analysis.quotes.cues import noun_class, shape, subject_of
from app.analysis.quotes.rates import Rates
from app.analysis.quotes.syntax import Syntax

TABLES = ("path", "voice", "noun", "role", "beside")
WIDTH = 26
_REACH = 40
_LABEL_WORDS = 6
_MOST = 10
_HEADS = frozenset({"NOUN", "PROPN", "PRON"})
_INNER = frozenset({"compound", "amod", "nummod", "det", "flat", "nmod"})
_CLAUSES = frozenset({"relcl", "acl", "appos", "advcl", "ccomp", "parataxis", "prep", "conj", "cc", "punct"})
_FOLLOWING = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis", "appos", "conj", "cc", "punct", "xcomp", "dobj"})
_PRECEDING = frozenset(
    {"punct", "cc", "preconj", "advcl", "ccomp", "parataxis", "nsubj", "nsubjpass", "csubj", "aux", "auxpass", "mark"}
)
"""What hangs on a noun only where the parse took it for a verb, and "both" of two."""


def candidates(s: Syntax, cue: int, content: Sequence[Range]) -> list[int]:
    """Heads of noun phrases outside the content, the nearest first; at most ten."""
    first, last = s.sentence_bounds(cue)
    if s.paragraph[first] == s.paragraph[cue] and first > 0:
        first = s.sentence_bounds(first - 1)[0]
    lo, hi = max(first, cue - _REACH), min(max(last, content[-1][1] + 12 if content else last), cue + _REACH, s.n)
    found = [
        i
        for i in range(lo, hi)
        if (
            s.pos[i] in _HEADS
            or _is_named_after(s, cue, i)
            or (s.lower[i] == "old" and s.lower[i - 1] == "-")  # "the 28-year-old"
            or (s.tag[i] in ("DT", "WDT", "WP") and s.dep[i] in ("nsubj", "nsubjpass"))
        )
        and s.dep[i] not in _INNER
        and i != cue
    ]
    found = [i for i in found if not any(a <= i < b for a, b in content)]
    own = {subject_of(s, cue), *s.kids[cue]}
    found.sort(key=lambda i: (i not in own, abs(i - cue)))
    return sorted(found[:_MOST], key=lambda i: abs(i - cue))


def _is_named_after(s: Syntax, cue: int, i: int) -> bool:
    """Whether token i is a capitalised word right after a cue that follows speech, whatever it was parsed as."""
    return i == cue + 1 > 1 and s.mark[cue - 1] >= 0 and s.mark[i] < 0 and s.text[s.start[i]].isupper()


def label_before(s: Syntax, cue: int) -> int:
    """The name that stands alone before a colon at the start of a paragraph; -1 for none."""
    if s.lower[cue] != ":":
        return NO_SPEAKER
    first = cue
    while first > 0 and s.paragraph[first - 1] == s.paragraph[cue] and cue - first <= _LABEL_WORDS:
        first -= 1
    words = [i for i in range(first, cue) if s.pos[i] not in ("SPACE", "PUNCT")]
    if not words or len(words) > _LABEL_WORDS or any(s.pos[i] in ("VERB", "AUX") for i in words):
        return NO_SPEAKER
    names = [i for i in words if s.pos[i] in ("PROPN", "NOUN")]
    return names[-1] if names else words[-1] if s.text[s.start[words[-1]]].isupper() else NO_SPEAKER


def phrase(s: Syntax, head: int) -> Range:
    """The words that name the speaker: the noun phrase without clauses and lists that hang on after it."""
    a, b = s.left[head], s.right[head] + 1
    for k in s.kids[head]:
        if k > head and s.dep[k] in _FOLLOWING:
            b = min(b, s.left[k])
        if k < head and s.dep[k] in _PRECEDING and s.lower[k] != "-":
            a = max(a, s.right[k] + 1)
    while b - 1 > head and (s.pos[b - 1] in ("SPACE", "PUNCT", "CCONJ") and s.dep[b - 1] != "nummod"):
        b -= 1
    while a < head and s.pos[a] in ("SPACE", "PUNCT"):
        a += 1
    if a < head and s.lower[a] in ("both", "either") and any(s.dep[k] == "conj" for k in s.kids[head]):
        a += 1
    return (a, b) if a <= head < b else (head, head + 1)


def path(s: Syntax, cue: int, other: int) -> tuple[str, int]:
    """The dependency labels from cue up to the common ancestor and down to `other`, and how many there are."""
    up = {cue: 0}
    labels = []
    at = cue
    for step in range(1, 5):
        if s.head[at] == at:
            break
        labels.append(s.dep[at])
        at = s.head[at]
        up[at] = step
    down: list[str] = []
    at = other
    for _ in range(5):
        if at in up:
            climbed = labels[: up[at]]
            return "^".join(climbed) + "|" + "/".join(reversed(down)), len(climbed) + len(down)
        if s.head[at] == at:
            break
        down.append(s.dep[at])
        at = s.head[at]
    return "far", 9


def keys(s: Syntax, cue: int, i: int, way: str) -> tuple[str, ...]:
    """The key of candidate i in each of TABLES."""
    return (
        s.pos[cue] + way,
        s.lemma[cue] + "|" + s.tag[cue][:3] + way,
        noun_class(s, i),
        s.dep[i] + "|" + s.pos[i],
        shape(s, s.left[i] - 1) + "|" + shape(s, s.right[i] + 1),
    )


def rows(s: Syntax, cue: int, content: Sequence[Range], heads: Sequence[int], rates: Rates) -> Iterator[list[float]]:
    """The features of each candidate in `heads`, WIDTH numbers each."""
    a, b = (content[0][0], content[-1][1]) if content else (cue, cue)
    place = {i: k for k, i in enumerate(sorted(heads))}
    at = sum(1 for i in heads if i < cue)
    for rank, i in enumerate(heads):
        way, steps = path(s, cue, i)
        yield [
            *rates.of_all(keys(s, cue, i, way)),
            float(steps), float(i - cue), float(abs(i - cue)), float(rank), float(abs(place[i] - at)),
            float(s.sentence[i] - s.sentence[cue]), float(s.paragraph[i] - s.paragraph[cue]),
            float(s.mark[i] >= 0 and s.mark[i] != s.mark[cue]),
            float(i < a), float(i >= b), float(cue < a), float(cue >= b),
            float(s.pos[i] == "PROPN"), float(s.pos[i] == "PRON"), float(s.ent[i] == "PERSON"),
            float(s.ent[i] in ("ORG", "GPE", "NORP")),
            float(s.right[i] - s.left[i]), float(s.head[i] == cue), float(s.tag[i] in ("NNS", "NNPS")),
            float(s.dep[i] in ("nsubj", "nsubjpass")), float(len(heads)),
        ]  # fmt: skip
