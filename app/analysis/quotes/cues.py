"""Which words may be cues, and the numbers a model judges them by.

A cue candidate is one token: the verb, noun, preposition or colon whose phrase attributes. Its frame (which
complements it governs), its subject, its neighbours and what governs it decide; the words themselves count only
through the learnt rates of their lemmas.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.analysis.quotes.rates import Rates
from app.analysis.quotes.syntax import Syntax

TABLES = ("lemma", "frame", "form", "subject", "before", "after", "governor", "object")
WIDTH = 42

_OPEN_CLASS = frozenset({"VERB", "NOUN", "ADJ", "ADP", "AUX", "ADV", "SCONJ", "INTJ"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_CONTENT_LINKS = frozenset({"ccomp", "xcomp", "pcomp", "csubj", "csubjpass", "acl", "relcl", "advcl", "conj", "prep",
                            "pobj", "dobj", "parataxis"})  # fmt: skip
_FRAME = {"ccomp": "c", "xcomp": "x", "dobj": "o", "acomp": "a", "attr": "t", "oprd": "r", "dative": "i", "pcomp": "p",
          "acl": "l", "relcl": "l", "agent": "g", "prt": "v"}  # fmt: skip
_MODALS = frozenset({"MD"})
CUE_SIGNS = frozenset(":—")
_POS_CODES = {"VERB": 0.0, "AUX": 1.0, "NOUN": 2.0, "ADJ": 3.0, "ADP": 4.0, "ADV": 5.0, "PUNCT": 6.0}
_BESIDE = 35
"""Where `_clause_beside_marks` begins in a row."""


def is_word_for_cue(s: Syntax, i: int) -> bool:
    """Whether token i is of a kind that attributes: an open-class word, or a colon or dash."""
    pos = s.pos[i]
    if pos == "PUNCT":
        return s.lower[i] in CUE_SIGNS
    return pos in _OPEN_CLASS and s.dep[i] not in ("aux", "auxpass")


def candidates(s: Syntax, rates: Rates, floor: float) -> list[int]:
    """The tokens that could be cues at all: of the right kind, not known to be harmless, and where people speak."""
    table = rates.tables["lemma"]
    known: dict[str, bool] = {}
    out = []
    for i in range(s.n):
        if not is_word_for_cue(s, i) or s.silent[s.paragraph[i]]:
            continue
        pos = s.pos[i]
        word = s.lemma[i] + "|" + pos
        likely = known.get(word)
        if likely is None:
            rate = table.get(word)
            likely = known[word] = pos == "PUNCT" or (pos == "VERB" if rate is None else rate > floor)
        if likely:
            out.append(i)
    return out


def frame(s: Syntax, i: int) -> str:
    """The complements token i governs, left of it and right of it: "<c" is a clause before, ">c" one after."""
    left: set[str] = set()
    right: set[str] = set()
    for k in s.kids[i]:
        dep = s.dep[k]
        sign = _FRAME.get(dep)
        if sign is None:
            if dep != "prep" or k < i:
                continue
            sign = "p:" + s.lower[k]
        (left if k < i else right).add(sign)
    return "<" + "".join(sorted(left)) + ">" + ",".join(sorted(right))


def subject_of(s: Syntax, i: int) -> int:
    """The subject token i has, or inherits over conjunction, auxiliaries and open complements; -1 for none."""
    at = i
    for _ in range(4):
        for k in s.kids[at]:
            if s.dep[k] in _SUBJECTS:
                return k
        if s.dep[at] not in ("conj", "xcomp", "advcl", "acl", "aux", "ccomp") or s.head[at] == at:
            return -1
        at = s.head[at]
    return -1


def noun_class(s: Syntax, i: int) -> str:
    """What kind of word names a speaker or an object: its pronoun, its entity type, or its lemma."""
    if i < 0:
        return "-"
    pos = s.pos[i]
    if pos == "PRON" or s.tag[i] in ("DT", "WP", "WDT", "EX"):
        return s.lower[i]
    if s.ent[i]:
        return "E:" + s.ent[i]
    if pos == "PROPN":
        return "P"
    return s.lemma[i] if pos == "NOUN" else s.tag[i]


def neighbour(s: Syntax, i: int) -> str:
    """The token as context: itself where it is a sign or a word of grammar, else its tag."""
    if i < 0 or i >= s.n:
        return "^"
    if s.pos[i] in ("PUNCT", "SCONJ", "ADP", "PART", "PRON", "DET", "SPACE", "AUX"):
        return s.lower[i].strip() or " "
    return s.tag[i]


def shape(s: Syntax, i: int) -> str:
    """The token as context beside another: the sign itself, else only its tag."""
    if i < 0 or i >= s.n:
        return "^"
    if s.pos[i] not in ("PUNCT", "SPACE"):
        return s.tag[i]
    sign = s.lower[i].strip() or " "
    return sign if not any(c.isalnum() for c in sign) else "PUNCT"


def keys(s: Syntax, i: int) -> tuple[str, ...]:
    """The key of token i in each of TABLES."""
    word = s.lemma[i] + "|" + s.pos[i]
    subject = subject_of(s, i)
    objects = [k for k in s.kids[i] if k > i and s.dep[k] in ("dobj", "dative", "pobj", "attr", "oprd")]
    governor = s.head[i]
    name = "" if s.pos[governor] == "PROPN" else s.lemma[governor]
    link = "ROOT" if governor == i else s.dep[i] + "|" + name + "|" + s.pos[governor]
    return (
        word,
        word + frame(s, i),
        s.tag[i] + "|" + s.dep[i],
        noun_class(s, subject),
        neighbour(s, i - 1),
        neighbour(s, i + 1),
        link,
        noun_class(s, objects[0]) if objects else "-",
    )


def is_worth_a_look(looked_up: list[float], gate: Sequence[float]) -> bool:
    """Whether the rates of a token leave it any chance: a linear score, whose weights end with its threshold."""
    return sum([w * x for w, x in zip(gate, looked_up, strict=False)]) >= gate[-1]


def row(s: Syntax, i: int, rates: Rates, looked_up: list[float]) -> list[float]:
    """The features of token i, WIDTH numbers; they begin with the rates of its `keys`."""
    out = list(looked_up)
    lemmas, unknown = rates.tables["lemma"], rates.defaults["lemma"]
    first, last = s.sentence_bounds(i)
    right = {s.dep[k]: k for k in s.kids[i] if k > i}
    left = {s.dep[k]: k for k in s.kids[i] if k < i}
    clause = right.get("ccomp", -1)
    that = clause >= 0 and any(s.dep[k] == "mark" and s.lower[k] == "that" for k in s.kids[clause])
    subject = subject_of(s, i)
    mark = s.mark[i]
    m = s.marked[mark] if mark >= 0 else None
    out += [
        _above(s, i, rates),
        max([lemmas.get(s.lemma[k] + "|" + s.pos[k], unknown) for k in s.kids[i]], default=-9.0),
        _POS_CODES.get(s.pos[i], 7.0),
        float(clause >= 0), float(that), float("xcomp" in right), float("dobj" in right), float("prep" in right),
        float("acomp" in right or "attr" in right or "oprd" in right),
        float("ccomp" in left), float("neg" in left), float("agent" in right), float("auxpass" in left),
        float(any(s.tag[k] in _MODALS for k in s.kids[i])),
        float(subject >= 0), float(subject - i if subject >= 0 else 0), float(subject >= 0 and s.head[subject] == i),
        float(s.right[i] - i), float(i - s.left[i]), float(last - first), float(i - first), float(last - i),
        float(m is not None), float(m is not None and m.closed), float(m.end - m.start if m else 0),
        _to_next_mark(s, i, last), _from_previous_mark(s, i, first), *_clause_beside_marks(s, i, subject),
        float(s.paragraph[i] == 0),
        float(s.start[i] - s.paragraphs[s.paragraph[i]].start),
        float(s.paragraphs[s.paragraph[i]].end - s.start[i]),
    ]  # fmt: skip
    return out


def _above(s: Syntax, i: int, rates: Rates) -> float:
    """The best rate among the words that govern token i: inside "said that …", "believes" is no attribution."""
    best, at = -9.0, i
    for _ in range(6):
        if s.head[at] == at or s.dep[at] not in _CONTENT_LINKS:
            break
        if s.dep[at] != "conj":
            best = max(best, rates.of("lemma", s.lemma[s.head[at]] + "|" + s.pos[s.head[at]]))
        at = s.head[at]
    return best


def is_beside_marks(features: list[float]) -> bool:
    """Whether quotation marks close right before the cue's clause or open right after it."""
    return features[_BESIDE] <= 2 or features[_BESIDE + 2] <= 3


def _clause_beside_marks(s: Syntax, i: int, subject: int) -> list[float]:
    """Gaps from the cue's clause (with its subject) to the stretches in marks around it, and how long those are."""
    own = subject >= 0 and s.head[subject] == i
    start = min(s.left[subject], i) if own else i
    end = max(s.right[subject], i) + 1 if own else i + 1
    before, after = s.marks_around(i)
    out = [99.0, 0.0, 99.0, 0.0]
    if before >= 0:
        x, y = s.mark_range(before)
        out[:2] = [float(min(start - y, 99)), float(y - x)]
    if after >= 0:
        x, y = s.mark_range(after)
        out[2:] = [float(min(x - end, 99)), float(y - x)]
    return out


def _to_next_mark(s: Syntax, i: int, last: int) -> float:
    for k in range(i + 1, min(last + 1, i + 12, s.n)):
        if s.mark[k] >= 0 and s.mark[k] != s.mark[i]:
            return float(k - i)
    return 12.0


def _from_previous_mark(s: Syntax, i: int, first: int) -> float:
    for k in range(i - 1, max(first - 2, i - 12, -1), -1):
        if s.mark[k] >= 0 and s.mark[k] != s.mark[i]:
            return float(i - k)
    return 12.0
