"""Which words without quotation marks a reader takes for reported speech or thought.

The annotated news that the models learnt from counts every attitude and many acts as attributions: "ordered a
strike", "sought the certificate", "plans to sign". A reader who asks who said what does not. So a report asks for a
cue that takes the form its content has, and for a speaker in particular.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.analysis.quotes import reporting_words as words
from app.analysis.quotes.attribution import NO_SPEAKER, Attribution
from app.analysis.quotes.cues import subject_of
from app.analysis.quotes.headlines import SPEAKERS
from app.analysis.quotes.rates import Rates
from app.analysis.quotes.syntax import Syntax

_ASKING = frozenset("what how why when where who whom which whose whether if".split())
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBORDINATE = frozenset({"relcl", "acl", "advcl"})
_AUTHOR = frozenset({"i", "we", "us", "me"})
_CALLS = frozenset({"for", "on", "upon"})
_CLITICS = frozenset({"'s", "’s"})
_ANYONE = frozenset("you anyone anybody one everyone everybody someone somebody nobody".split())
_THINGS = frozenset({"it", "that", "which"})
_POINTERS = frozenset({"this", "these", "those"})
_DANGLING = frozenset("and but if or that than unless when whether while".split())
_NOBODY = frozenset({"nobody", "none", "neither", "nothing"})
_CARRIERS = frozenset({"nsubj", "nsubjpass", "csubj", "expl", "aux"})
_SCARE = 0.25
"""Share of tokens in marks up to which they are words within a report, or a title, and make no quotation of it."""
_LONGEST_NAME = 6
"""Tokens in marks, with the marks, up to which they may be a name, a title or a word held at arm's length."""
_LEAST_SURE, _SURE_OF_CLAUSE = 0.5, 0.4
"""Confidence from which a report without marks is worth a reader's look, and one that is a clause."""
NAMED_FROM = 0.01
"""Probability below which a speaker is better not named."""
_LEAST = 3
"""Words of a content that has no verb."""
_OFFICES = ("tor", "sor", "yor", "eer", "ist", "ian", "man", "woman")
_SPEAKS = -2.9
"""Learnt rate (log-odds) from which a common noun is one that speaks, and more than a thing that shows something."""
_CAPITALS = 0.6
"""Share of words with a capital from which a sentence is a headline."""
_TURNS = 20
"""Paragraphs around a turn in which its speaker may speak again."""
_LOOK = 80
"""Tokens of a content that are looked at."""


def is_report(s: Syntax, a: Attribution, speaker_rates: Rates) -> bool:
    """Whether a proposal is something a reader would call said or thought. What is mostly in marks always is."""
    marked = sum(s.marked_before[y] - s.marked_before[x] for x, y in a.ranges)
    if marked > _SCARE * sum(y - x for x, y in a.ranges):
        return (marked > _LONGEST_NAME or _is_uttered(s, a)) and not _is_title(s, a) and not _is_met_with(s, a)
    if a.cue < 0:
        return True
    if s.pos[a.cue] == "PUNCT":
        return _is_somebody(s, a.cue) and (a.confidence >= _LEAST_SURE or _speaks_again(s, a.cue))
    inside = [k for x, y in a.ranges for k in range(x, min(y, x + _LOOK)) if s.pos[k] not in ("PUNCT", "SPACE")]
    if not inside or (s.lower[inside[-1]] in _DANGLING and inside[-1] < a.cue):
        return False  # "and will call back if the office answers" is no answer
    sure = a.confidence >= _LEAST_SURE or (form(s, inside) == "clause" and a.confidence >= _SURE_OF_CLAUSE)
    return sure and not _is_no_verb(s, a.cue) and _fits(s, a, inside) and _has_speaker(s, a, inside, speaker_rates)


def _is_uttered(s: Syntax, a: Attribution) -> bool:
    """Whether a few words in marks are spoken at all: there is a verb in them, or their cue is one of speech."""
    if s.pos[a.cue] != "VERB" or any(s.tag[k] in _FINITE and s.mark[k] >= 0 for x, y in a.ranges for k in range(x, y)):
        return True
    lemma = s.lemma[a.cue]  # what is "known as" has a name
    return lemma != "know" and any(
        lemma in kind for kind in (words.SAYING, words.THINKING, words.UTTERING, words.SEEN_AS)
    )


def _is_title(s: Syntax, a: Attribution) -> bool:
    """Whether the content is the title of a work named before it: her book “The Long Way Home”."""
    (x, y), *rest = a.ranges
    if rest or s.mark[x] < 0 or x == 0 or s.lemma[x - 1] not in words.WORKS or s.mark[y - 1] != s.mark[x]:
        return False
    return _share_of_capitals(s, x, y) > _CAPITALS


def _is_met_with(s: Syntax, a: Attribution) -> bool:
    """Whether words in marks are met with and not said: "we read of “heroes”", "found itself “on the edge”"."""
    if a.cue < 0:
        return False
    if s.lemma[a.cue] == "find" and s.lower[a.ranges[0][0]].endswith(("self", "selves")):
        return True
    heard = s.lemma[a.cue] in ("read", "hear", "see")
    return heard and a.speaker >= 0 and (s.lower[a.speaker] in _AUTHOR or s.lower[a.speaker] in _ANYONE)


def _is_headline(s: Syntax, cue: int) -> bool:
    """Whether the words of a sentence have capitals as those of American headlines do."""
    return _share_of_capitals(s, *s.sentence_bounds(cue)) > _CAPITALS


def _share_of_capitals(s: Syntax, first: int, end: int) -> float:
    """Of the words of tokens [first, end), the share that begins with a capital."""
    starts = [s.text[s.start[k]] for k in range(first, min(end, first + _LOOK)) if s.pos[k] not in ("PUNCT", "SPACE")]
    return sum(c.isupper() for c in starts) / max(1, len(starts))


def _is_somebody(s: Syntax, colon: int) -> bool:
    """Whether what stands before a colon is no label as lists have them: "Price:"."""
    return s.lower[colon - 1] not in words.LABELS if colon else False


def _speaks_again(s: Syntax, colon: int) -> bool:
    """Whether what stands before a colon opens another paragraph near it too, as a name in a transcript does."""
    own = s.paragraph[colon]
    label = s.text[s.paragraphs[own].start : s.end[colon]]
    near = range(max(0, own - _TURNS), min(len(s.paragraphs), own + _TURNS + 1))
    return any(p != own and s.text.startswith(label, s.paragraphs[p].start) for p in near)


def _is_no_verb(s: Syntax, cue: int) -> bool:
    """Whether the cue is half of a word ("second-guess"), part of a title, or an order to the reader ("Note that")."""
    start = s.start[cue]
    if start and s.text[start - 1] == "-":
        return True
    if s.pos[cue] != "VERB":
        return False
    titled = s.text[start].isupper() and s.text[start + 1 : start + 2].islower()
    if titled and cue > s.sentence_bounds(cue)[0] and s.pos[cue - 1] in ("NOUN", "PROPN", "ADJ"):
        return not _is_headline(s, cue)
    bare = s.tag[cue] in ("VB", "VBP") and not any(s.dep[k] in _CARRIERS for k in s.kids[cue])
    return bare and s.dep[cue] not in ("xcomp", "conj")


def is_negated(s: Syntax, cue: int) -> bool:
    """Whether the text says that it was not said: "did not say that …", "never said that …", "no one said that …"."""
    kids = s.kids[cue]
    if any(s.dep[k] == "neg" for k in kids):
        return True
    subjects = [k for k in kids if s.dep[k] in ("nsubj", "nsubjpass")]
    return any(s.lower[k] in _NOBODY or any(s.lower[d] == "no" for d in s.kids[k]) for k in subjects)


def speaker_of_passive(s: Syntax, a: Attribution) -> int:
    """Who speaks where the likeliest speaker is the one who "was told" or "is expected": the agent, or nobody."""
    if a.speaker >= 0 and s.lower[a.speaker] in _CLITICS:
        return NO_SPEAKER  # "let's parse that"
    passive = s.tag[a.cue] == "VBN" and any(s.dep[k] == "auxpass" for k in s.kids[a.cue])
    if not passive or s.lemma[a.cue] in words.HEARD:
        return a.speaker
    agents = [k for k in s.kids[a.cue] if s.dep[k] == "agent"]
    named = [k for by in agents for k in s.kids[by] if s.dep[k] == "pobj"]
    return named[0] if named else NO_SPEAKER


def form(s: Syntax, content: Sequence[int]) -> str:
    """The form of a content without marks: "clause", "question", "infinitive", "gerund", "noun" or "rest"."""
    inside = set(content)
    finite = any(s.tag[k] in _FINITE and not _is_subordinate(s, k, inside) for k in content)
    if s.lower[content[0]] in _ASKING:
        return "question" if len(content) > 1 else "rest"
    if finite:
        return "clause"
    roots = [k for k in content if s.head[k] == k or s.head[k] not in inside]
    if any(s.tag[k] == "TO" and s.head[k] in roots for k in content):
        return "infinitive"
    if s.tag[roots[0]] == "VBG":
        return "gerund"
    return "noun" if s.pos[roots[0]] in ("NOUN", "PROPN", "PRON", "NUM", "ADP", "ADJ") else "rest"


def _is_subordinate(s: Syntax, k: int, inside: set[int]) -> bool:
    """Whether finite verb k makes no clause of the content: it stands in one below, or beside the cue."""
    at = s.head[k] if s.dep[k] in ("aux", "auxpass") else k
    for _ in range(8):
        if at not in inside or s.head[at] == at:
            return False
        if s.head[at] not in inside:
            return s.dep[at] == "conj"  # "found the ruins and searched them" tells of two acts
        if s.dep[at] in _SUBORDINATE and s.head[at] in inside:
            return True
        at = s.head[at]
    return False


def _fits(s: Syntax, a: Attribution, content: Sequence[int]) -> bool:
    """Whether the cue is one under which words of this form are reported."""
    cue, shape = a.cue, form(s, content)
    lemma, pos = s.lemma[cue], s.pos[cue]
    if pos == "NOUN":
        return lemma in words.REPORTING_NOUNS and shape in ("clause", "infinitive")
    if pos == "ADJ":
        made = s.lower[cue] == "clear" and s.lemma[s.head[cue]] == "make"
        return shape in ("clause", "question") and (lemma in words.REPORTING_ADJECTIVES or made)
    if pos != "VERB":
        return s.lower[cue] in ("according", "per")
    match shape:
        case "question":
            return (lemma in words.SAYING or lemma in words.WONDERING) and not is_negated(s, cue)
        case "clause":
            return lemma in words.SAYING or lemma in words.THINKING or lemma in words.SHOWING
        case "infinitive":
            asked = lemma != "call" or not _CALLS.isdisjoint((s.lower[content[0]], s.lower[min(cue + 1, s.n - 1)]))
            return lemma in words.TO_DO and asked  # "calling its guide to give answers"
        case _:
            return len(content) >= _LEAST and _is_said_of(s, a, content, shape)


def _is_said_of(s: Syntax, a: Attribution, content: Sequence[int], shape: str) -> bool:
    """Whether a phrase without a verb of its own is what the cue utters, shows or judges."""
    lemma, subject = s.lemma[a.cue], subject_of(s, a.cue)
    if "about" in (s.lower[content[0]], s.lower[content[0] - 1]):
        return False  # a topic
    if s.tag[a.cue] == "VBN" and s.dep[a.cue] == "acl" and lemma in words.NAMING:
        return False  # "a house called the Castle"
    if lemma in words.SHOWING:
        return subject >= 0 and s.lemma[subject] in words.SOURCES
    if lemma in words.SEEN_AS and any(s.lower[k] == "as" for k in content):
        return True
    if s.pos[content[0]] == "PRON" and lemma in words.TELLING:
        return False  # "said it in a report"
    if lemma == "claim" and not any(s.lemma[k] in words.CLAIMED for k in content):
        return False  # "claimed the third race"
    return lemma in words.UTTERING or (shape == "gerund" and lemma in words.GERUNDS)


def _has_speaker(s: Syntax, a: Attribution, content: Sequence[int], speaker_rates: Rates) -> bool:
    """Whether someone in particular speaks: not the author, not "anyone", not a thing that only suggests something.

    Nobody needs to be named where it is told that a clause was said: "We were told that …".
    """
    k, lemma = speaker_of_passive(s, a), s.lemma[a.cue]
    if k < 0 or a.speaker_score < NAMED_FROM:
        whole = len(a.ranges) == 1 and form(s, content) == "clause"
        return whole and lemma in words.SAYING and s.tag[a.cue] in ("VBD", "VBN")
    if k in content:
        return False
    if s.lower[k] in _AUTHOR or s.lower[k] in _ANYONE:
        return lemma in words.SAYING and lemma != "ask" and s.tag[a.cue] in ("VBD", "VBN")
    if s.lower[k] in _THINGS and s.head[k] != a.cue:
        return False
    if lemma in words.IMPERSONAL and s.pos[k] == "NOUN" and not s.ent[k]:
        return _may_speak(s.lemma[k], speaker_rates)
    return s.lower[k] not in _POINTERS


def _may_speak(noun: str, speaker_rates: Rates) -> bool:
    """Whether a common noun stands for people or for what they have written."""
    if noun in words.SOURCES or noun in SPEAKERS or noun.endswith(_OFFICES):
        return True
    return speaker_rates.tables["noun"].get(noun, -9.0) > _SPEAKS
