"""What the user's decisions teach."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from app.domain.analysis import EntityKind
from app.domain.decision_fields import WAS
from app.domain.decisions import Decision, EntityVerb, Verb
from app.domain.lexicon import Lexicon
from app.domain.marks import MarkKind
from app.services.ports import Session
from app.services.showing import wording

CUE = "cue_words"
"""Key in `Decision.fields` of the words that attributed a judged quote."""

_REJECTIONS = 2
_CAUTION = 12  # claims judged before the share of rejections counts half
_MOST_SHIFT = 0.3
_AUXILIARIES = frozenset({"has", "had", "have", "was", "is", "were", "are", "would", "will"})
_IRREGULAR = {
    "said": "say", "told": "tell", "wrote": "write", "written": "write", "thought": "think", "felt": "feel",
    "knew": "know", "found": "find", "saw": "see", "went": "go", "spoke": "speak", "swore": "swear", "held": "hold",
    "heard": "hear", "meant": "mean", "understood": "understand", "began": "begin", "read": "read", "put": "put",
}  # fmt: skip


def learn(session: Session) -> Lexicon:
    """All decisions that hold beyond the place they were made at."""
    marks = session.decisions.of_marks()
    kinds, not_names = _entity_lessons(session)
    mention_kinds, mention_not_names = _mention_lessons(d for d in marks if d.target is MarkKind.MENTION)
    kinds = {**mention_kinds, **kinds}
    return Lexicon(
        kinds={name: kind for name, kind in kinds.items() if name not in not_names},
        not_names=frozenset(not_names | (mention_not_names - kinds.keys())),
        not_cues=_bad_cues(d for d in marks if d.target is MarkKind.QUOTE),
        claim_shift=_claim_shift(d for d in marks if d.target is MarkKind.CLAIM),
    )


def cue_lemmas(cue: str) -> frozenset[str]:
    """What the dictionary form of a cue's verb may be: "noted" is of "note" or "not". Only the real one will be met."""
    words = [stripped for w in cue.split() if (stripped := w.strip(",.:;—–-()\"“”‘’'").casefold())]
    if not words:
        return frozenset()
    word = words[-1] if words[0] in _AUXILIARIES else words[0]
    if word in _IRREGULAR:
        return frozenset({_IRREGULAR[word]})
    lemmas = {word}
    for ending in ("ed", "ing", "es", "s"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            lemmas |= {stem, stem + "e"}
            if stem.endswith("i"):
                lemmas.add(stem[:-1] + "y")
            if stem[-1] == stem[-2]:
                lemmas.add(stem[:-1])
    return frozenset(lemmas)


def _entity_lessons(session: Session) -> tuple[dict[str, EntityKind], set[str]]:
    touched = {
        d.entity_id
        for d in session.decisions.of_entities()
        if d.verb in (EntityVerb.RETYPE, EntityVerb.CONFIRM_ENTITY, EntityVerb.DISMISS, EntityVerb.RENAME)
    }
    kinds: dict[str, EntityKind] = {}
    not_names: set[str] = set()
    for record in session.entities.many(touched).values():
        if record.dismissed:
            not_names.update(record.names)
        else:
            kinds.update(dict.fromkeys(record.names, record.kind))
    return kinds, not_names


def _mention_lessons(decisions: Iterable[Decision]) -> tuple[dict[str, EntityKind], set[str]]:
    """Kinds of words the user confirmed or corrected; words rejected in two articles and accepted in none."""
    kinds: dict[str, EntityKind] = {}
    rejected: dict[str, set[int]] = defaultdict(set)
    for decision in decisions:
        words = wording(decision.anchor.exact)
        if decision.verb is Verb.REJECT:
            rejected[words].add(decision.article_id)
            continue
        kind = decision.fields.get("kind") or _was(decision).get("kind")
        if isinstance(kind, str) and kind in set(EntityKind) and "span" not in decision.fields:
            kinds[words] = EntityKind(kind)
    return kinds, {w for w, articles in rejected.items() if len(articles) >= _REJECTIONS and w not in kinds}


def _bad_cues(decisions: Iterable[Decision]) -> frozenset[str]:
    """Lemmas of cues under which quotes were rejected at least twice and accepted never."""
    rejected: Counter[str] = Counter()
    accepted: set[str] = set()
    for decision in decisions:
        lemmas = cue_lemmas(str(decision.fields.get(CUE) or ""))
        if decision.verb is Verb.REJECT:
            rejected.update(lemmas)
        else:
            accepted |= lemmas
    return frozenset(c for c, n in rejected.items() if n >= _REJECTIONS and c not in accepted)


def _claim_shift(decisions: Iterable[Decision]) -> float:
    """Above zero where more claims were rejected than kept, below where more were kept or added; at most 0.3."""
    judged: dict[tuple[int, int, int], bool] = {}
    for d in decisions:
        judged[d.article_id, d.anchor.start, d.anchor.end] = d.verb is Verb.REJECT
    rejected = sum(judged.values())
    kept = len(judged) - rejected
    return round(_MOST_SHIFT * (rejected - kept) / (len(judged) + _CAUTION), 4)


def _was(decision: Decision) -> Mapping[str, object]:
    was = decision.fields.get(WAS)
    return was if isinstance(was, Mapping) else {}
