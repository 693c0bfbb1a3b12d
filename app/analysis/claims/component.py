"""The spaCy component that finds the claims of a whole article."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from app.analysis.claims.model import ClaimModel, shipped_model
from app.analysis.claims.reasons import kind, reasons
from app.analysis.claims.signals import SignalReader, Signals
from app.analysis.claims.units import Unit, overlapping, units
from app.domain.analysis import Claim, FoundEntity
from app.domain.spans import Span

_MOSTLY_REPORTED = 0.5
"""Share of a sentence's tokens from which a report in it is what it claims."""
_ARTICLE = 6
"""Assertions from which a text is an article. In a shorter one every checkable sentence is marked."""


@Language.factory("glossator_claims")
def create(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """The component with the weights in resources/models/claims.npz."""
    return ClaimFinder(SignalReader(nlp.vocab), shipped_model())


class ClaimFinder:
    """Sets `doc._.claims` from the sentences of a Doc and the quotes and mentions found before.

    A unit is a claim when its score reaches the model's threshold, moved by `doc._.lexicon.claim_shift`, and there is
    a reason to give for it.
    """

    def __init__(self, reader: SignalReader, model: ClaimModel) -> None:
        self._reader = reader
        self._model = model

    def __call__(self, doc: Doc) -> Doc:
        doc._.claims = tuple(self._claims(doc)) if len(doc) else ()
        return doc

    def _claims(self, doc: Doc) -> list[Claim]:
        signals = self._reader.read(doc)
        candidates = [(unit, why) for unit in units(doc, signals) if (why := reasons(signals, unit))]
        asserting = sum(unit.asserts for unit, _ in candidates)
        usual = self._model.threshold if asserting < _ARTICLE else self._model.core_threshold
        scores = self._scores(signals, [unit for unit, _ in candidates], alone=asserting < _ARTICLE)
        threshold = usual + doc._.lexicon.claim_shift
        entities = {e.key: e for e in doc._.entities}
        scored = [_Scored(unit, why, score) for (unit, why), score in zip(candidates, scores.tolist(), strict=True)]
        return [
            _claim(doc, s, entities)
            for _, sentence in groupby(scored, key=lambda s: s.unit.sentence)
            for s in _parts_or_whole(doc, list(sentence), usual)
            if s.score >= threshold
        ]

    def _scores(self, signals: Signals, candidates: list[Unit], alone: bool) -> NDArray[np.float64]:
        """The score of each candidate; of parts of sentences that stand alone, halfway to that of the sentence.

        The model has learnt from whole sentences without neighbours: there "… said" belongs to what it knows.
        """
        starts = np.array([u.start for u in candidates], dtype=np.int64)
        ends = np.array([u.end for u in candidates], dtype=np.int64)
        scores = self._model.scores(signals, starts, ends)
        if alone and len(candidates):
            at = np.searchsorted(signals.starts, starts, side="right")
            scores = (scores + self._model.scores(signals, signals.starts[at - 1], signals.starts[at])) / 2
        # What asserts nothing stays just below any mark, in the order of its scores.
        unmarked = np.minimum(scores, self._model.threshold * (0.9 + scores / 10))
        return np.where([u.asserts for u in candidates], scores, unmarked)


@dataclass(frozen=True, slots=True)
class _Scored:
    unit: Unit
    why: tuple[str, ...]
    score: float


def _parts_or_whole(doc: Doc, sentence: list[_Scored], threshold: float) -> list[_Scored]:
    """What speakers said in a sentence, or all of it where only the author's words make it a claim.

    Where most of the sentence is a report, and it is a claim as a whole, the claim is what is reported.
    """
    parts = [s for s in sentence if not s.unit.last_resort]
    whole = [s for s in sentence if s.unit.last_resort]
    best = max(parts, key=lambda s: s.score, default=None)
    if not whole or (best is not None and best.score >= min(threshold, whole[0].score)):
        return parts
    if best is not None and _is_clause(doc, best.unit) and _size(best) >= _MOSTLY_REPORTED * _size(whole[0]):
        return [replace(s, score=whole[0].score) if s is best else s for s in parts]
    return whole


def _is_clause(doc: Doc, unit: Unit) -> bool:
    return unit.asserts and doc[unit.start : unit.end].root.pos_ in ("VERB", "AUX")


def _size(scored: _Scored) -> int:
    return scored.unit.end - scored.unit.start


def _claim(doc: Doc, scored: _Scored, entities: dict[int, FoundEntity]) -> Claim:
    unit = scored.unit
    last = doc[unit.end - 1]
    holder, entity, name = _holder(doc, unit, entities)
    return Claim(
        span=Span(doc[unit.start].idx, last.idx + len(last)),
        kind=kind(scored.why),
        holder=holder,
        holder_entity=entity,
        holder_name=name,
        score=round(scored.score, 4),
        reasons=scored.why,
    )


def _holder(doc: Doc, unit: Unit, entities: dict[int, FoundEntity]) -> tuple[Span | None, int | None, str]:
    """Who claims it: the quote's speaker, else the source that "according to" names, else the author (nobody)."""
    if unit.quote is not None:
        return unit.quote.speaker, unit.quote.speaker_entity, unit.quote.speaker_name
    if unit.source is None:
        return None, None, ""
    mention = overlapping(doc._.mentions, unit.source)
    if mention is not None and mention.entity in entities:
        return unit.source, mention.entity, entities[mention.entity].name
    words = doc.char_span(unit.source.start, unit.source.end, alignment_mode="expand")
    return unit.source, None, words.text if words is not None else ""
