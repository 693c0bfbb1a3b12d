"""An analysis as flat predictions: the lines that `analyze --jsonl` prints and that evaluation scores.

A prediction is a JSON object with "kind" ("entity", "quote" or "claim"), "start" and "end" in code points of the text,
and what belongs to its kind. "entity" is an id that is one across all articles of a run. A quote with "attitude" is an
act, a plan or a tone and no report: the window does not show it, annotated news counts it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.analysis import Analysis, Claim, EntityKind, Mention, Quote
from app.domain.spans import Span, as_pairs

_LABELS = {EntityKind.PERSON: "PER", EntityKind.ORGANISATION: "ORG", EntityKind.PLACE: "LOC"}
"""The classes of CoNLL-2003; everything else that has a name is MISC there."""

Prediction = dict[str, Any]


def to_predictions(
    analysis: Analysis, text: str, entity_ids: Mapping[int, int | str] | None = None
) -> list[Prediction]:
    """All findings of `analysis` about `text`, in text order.

    `entity_ids` gives the run-wide id of each FoundEntity.key; without it the keys themselves are the ids.
    """
    ids: Mapping[int, int | str] = {e.key: e.key for e in analysis.entities} if entity_ids is None else entity_ids
    names = {e.key: e.name for e in analysis.entities}
    found = [_entity(m, text, ids, names) for m in analysis.mentions]
    found += [_quote(q, text, ids) for q in analysis.quotes]
    found += [{**_quote(q, text, ids), "attitude": True} for q in analysis.attitudes]
    found += [_claim(c, text, ids) for c in analysis.claims]
    return sorted(found, key=lambda p: (p["start"], p["end"]))


def _entity(mention: Mention, text: str, ids: Mapping[int, int | str], names: Mapping[int, str]) -> Prediction:
    return {
        "kind": "entity",
        **_place(mention.span),
        "text": mention.span.of(text),
        "label": _LABELS.get(mention.kind, "MISC"),
        "entity": ids.get(mention.entity),
        "name": names.get(mention.entity, mention.span.of(text)),
        "score": mention.confidence,
    }


def _quote(quote: Quote, text: str, ids: Mapping[int, int | str]) -> Prediction:
    found: Prediction = {
        "kind": "quote",
        **_place(quote.span),
        "label": quote.kind.value,
        "parts": as_pairs(quote.parts),
        "score": quote.confidence,
    }
    if quote.speaker is not None:
        found["speaker"] = _who(quote.speaker, quote.speaker_entity, quote.speaker_name, text, ids)
    if quote.cue is not None:
        found["cue"] = {**_place(quote.cue), "text": quote.cue.of(text)}
    return found


def _claim(claim: Claim, text: str, ids: Mapping[int, int | str]) -> Prediction:
    holder: Prediction = {"name": claim.holder_name}
    if claim.holder is not None:
        holder = _who(claim.holder, claim.holder_entity, claim.holder_name, text, ids)
    return {
        "kind": "claim",
        **_place(claim.span),
        "claim_kind": claim.kind.value,
        "holder": holder,
        "reasons": list(claim.reasons),
        "score": claim.score,
    }


def _who(span: Span, entity: int | None, name: str, text: str, ids: Mapping[int, int | str]) -> Prediction:
    who: Prediction = {**_place(span), "text": span.of(text), "name": name or span.of(text)}
    if entity is not None and entity in ids:
        who["entity"] = ids[entity]
    return who


def _place(span: Span) -> Prediction:
    return {"start": span.start, "end": span.end}
