"""The spaCy component that finds the claims of a whole article."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from app.analysis.claims.model import ClaimModel, shipped_model
from app.analysis.claims.reasons import kind, reasons
from app.analysis.claims.signals import SignalReader
from app.analysis.claims.units import Unit, overlapping, units
from app.domain.analysis import Claim, FoundEntity
from app.domain.spans import Span

_ARTICLE = 6
"""Candidates from which a text is an article. In a shorter one every checkable sentence is marked."""


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
        starts = np.array([u.start for u, _ in candidates], dtype=np.int64)
        ends = np.array([u.end for u, _ in candidates], dtype=np.int64)
        scores = self._model.scores(signals, starts, ends)
        threshold = self._model.threshold if len(starts) < _ARTICLE else self._model.core_threshold
        threshold += doc._.lexicon.claim_shift
        entities = {e.key: e for e in doc._.entities}
        claims: list[Claim] = []
        for (unit, why), score in zip(candidates, scores, strict=True):
            if score < threshold:
                continue
            if unit.last_resort and claims and claims[-1].span.end > doc[unit.start].idx:
                continue  # a part of this sentence is marked already
            claims.append(_claim(doc, unit, why, float(score), entities))
        return claims


def _claim(doc: Doc, unit: Unit, why: tuple[str, ...], score: float, entities: dict[int, FoundEntity]) -> Claim:
    last = doc[unit.end - 1]
    holder, entity, name = _holder(doc, unit, entities)
    return Claim(
        span=Span(doc[unit.start].idx, last.idx + len(last)),
        kind=kind(why),
        holder=holder,
        holder_entity=entity,
        holder_name=name,
        score=round(score, 4),
        reasons=why,
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
