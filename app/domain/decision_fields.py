"""What a decision says of a mark: its fields, carried into the version at hand, and the marks made from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from app.domain.analysis import ClaimKind, EntityKind, QuoteKind
from app.domain.anchors import Anchor, Certainty, Place, anchor_at
from app.domain.decisions import Decision
from app.domain.marks import ClaimMark, ClaimStatus, MentionMark, QuoteMark, Standing
from app.domain.spans import Span, hull

WAS = "was"
"""Key in `Decision.fields` of the mark as it stood, so that it can be shown when a later analysis misses it."""

CONTEXTS = "contexts"
"""Key in `Decision.fields` of exact, prefix and suffix of every span among the fields, by "start-end"."""

_SPAN_FIELDS = ("span", "speaker_span", "holder_span", "cue")
_BY_USER = "marked by you"

AnyMark = MentionMark | QuoteMark | ClaimMark


def snapshot(mark: AnyMark) -> dict[str, object]:
    """What `Decision.fields[WAS]` keeps of a mark, in the terms of the fields themselves."""
    if isinstance(mark, MentionMark):
        return {"kind": mark.kind.value, "name": mark.name, "entity_id": mark.entity_id}
    if isinstance(mark, QuoteMark):
        return {
            "parts": [_pair(p) for p in mark.parts],
            "quote_kind": mark.quote_kind.value,
            "cue": _pair(mark.cue),
            "speaker_span": _pair(mark.speaker_span),
            "speaker_id": mark.speaker_id,
            "speaker_name": mark.speaker_name,
        }
    return {
        "claim_kind": mark.claim_kind.value,
        "holder_span": _pair(mark.holder_span),
        "holder_id": mark.holder_id,
        "holder_name": mark.holder_name,
        "status": mark.status.value,
    }


def contexts(fields: Mapping[str, object], text: str) -> dict[str, list[str]]:
    """What `Decision.fields[CONTEXTS]` keeps: the words and surroundings of each span in `fields`."""
    kept = {}
    was = fields.get(WAS)
    for source in (fields, was if isinstance(was, Mapping) else {}):
        for pair in _pairs_of(source):
            anchor = anchor_at(text, Span(*pair), "")
            kept[f"{pair[0]}-{pair[1]}"] = [anchor.exact, anchor.prefix, anchor.suffix]
    return kept


class Frame:
    """One decision's spans, carried over into the version at hand."""

    def __init__(self, decision: Decision, text: str, version: str, find: Callable[[Anchor], Place]) -> None:
        self._decision = decision
        self._find = find
        self._same = decision.anchor.version == version
        self._text = text
        self.span = _sure(find(decision.anchor))

    def span_of(self, value: object) -> Span | None:
        """The span that a pair among the fields means now; None when it is no pair, or cannot be found for sure."""
        pair = _as_pair(value)
        if pair is None:
            return None
        anchor = self._decision.anchor
        if pair == (anchor.start, anchor.end):
            return self.span
        if self._same:
            return Span(*pair) if pair[1] <= len(self._text) else None
        kept = self._decision.fields.get(CONTEXTS)
        words = kept.get(f"{pair[0]}-{pair[1]}") if isinstance(kept, Mapping) else None
        if not isinstance(words, (list, tuple)) or len(words) != 3:
            return None
        exact, prefix, suffix = (str(w) for w in words)
        if self.span is not None:
            moved = pair[0] + self.span.start - anchor.start
            if moved >= 0 and exact and self._text.startswith(exact, moved):  # nearly always: it moved with the mark
                return Span(moved, moved + len(exact))
        return _sure(self._find(Anchor(exact, prefix, suffix, pair[0], pair[1], anchor.version)))

    def fields(self, *, with_was: bool) -> Mapping[str, object]:
        """What the decision sets; for a mark that must be made anew, over what it was."""
        was = self._decision.fields.get(WAS)
        if with_was and isinstance(was, Mapping):
            return {**was, **self._decision.fields}
        return self._decision.fields


def mention_from(
    _: Frame, span: Span, fields: Mapping[str, object], old: MentionMark | None, standing: Standing
) -> MentionMark | None:
    entity = _number(fields.get("entity_id"), old.entity_id if old else None)
    kind = _member(EntityKind, fields.get("kind"), old.kind if old else None)
    if entity is None or kind is None:
        return None
    name = str(fields.get("name") or (old.name if old else ""))
    reasons = old.reasons if old else (_BY_USER,)
    return MentionMark(span, entity, name, kind, 1.0, standing, reasons, first=False)


def quote_from(
    frame: Frame, span: Span, fields: Mapping[str, object], old: QuoteMark | None, standing: Standing
) -> QuoteMark | None:
    speaker = _set_number(fields, "speaker_id", old.speaker_id if old else None)
    name = str(fields.get("speaker_name") or "") if "speaker_name" in fields else (old.speaker_name if old else "")
    if standing is Standing.ADDED and old and not name and speaker is None:
        speaker, name = old.speaker_id, old.speaker_name  # selected again by hand: what is known of it stays
    return QuoteMark(
        span=span,
        parts=_parts(frame, span, fields, old),
        quote_kind=_member(QuoteKind, fields.get("quote_kind"), old.quote_kind if old else None) or QuoteKind.DIRECT,
        cue=_span_field(frame, fields, "cue", old.cue if old else None),
        speaker_span=_span_field(frame, fields, "speaker_span", old.speaker_span if old else None),
        speaker_id=speaker,
        speaker_name=name,
        confidence=1.0,
        standing=standing,
        reasons=old.reasons if old else (_BY_USER,),
    )


def _parts(frame: Frame, span: Span, fields: Mapping[str, object], old: QuoteMark | None) -> tuple[Span, ...]:
    """The pieces of the quote: those set, else those it had, if they still fill `span`; else `span` whole."""
    value = fields.get("parts")
    if isinstance(value, (list, tuple)) and value:
        found = [part for item in value if (part := frame.span_of(item))]
        if len(found) == len(value) and hull(found) == span:
            return tuple(found)
    return old.parts if old and old.span == span else (span,)


def claim_from(
    frame: Frame, span: Span, fields: Mapping[str, object], old: ClaimMark | None, standing: Standing
) -> ClaimMark | None:
    holder = _set_number(fields, "holder_id", old.holder_id if old else None)
    name = str(fields.get("holder_name") or "") if "holder_name" in fields else (old.holder_name if old else "")
    if standing is Standing.ADDED and old and not name and holder is None:
        holder, name = old.holder_id, old.holder_name
    return ClaimMark(
        span=span,
        claim_kind=_member(ClaimKind, fields.get("claim_kind"), old.claim_kind if old else None) or ClaimKind.STATE,
        holder_span=_span_field(frame, fields, "holder_span", old.holder_span if old else None),
        holder_id=holder,
        holder_name=name,
        score=1.0,
        standing=standing,
        reasons=old.reasons if old else (_BY_USER,),
        status=_member(ClaimStatus, fields.get("status"), old.status if old else None) or ClaimStatus.TO_CHECK,
    )


def _span_field(frame: Frame, fields: Mapping[str, object], name: str, old: Span | None) -> Span | None:
    if name not in fields:
        return old
    return None if fields[name] is None else frame.span_of(fields[name]) or old


def _sure(place: Place) -> Span | None:
    return place.span if place.certainty in (Certainty.EXACT, Certainty.MOVED) else None


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _pairs_of(source: Mapping[str, object]) -> Iterable[tuple[int, int]]:
    values: list[object] = [source.get(name) for name in _SPAN_FIELDS]
    parts = source.get("parts")
    values.extend(parts if isinstance(parts, (list, tuple)) else ())
    return [pair for value in values if (pair := _as_pair(value))]


def _as_pair(value: object) -> tuple[int, int] | None:
    if not isinstance(value, (list, tuple)) or len(value) != 2:
        return None
    start, end = value
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end:
        return None
    return start, end


def _number(value: object, otherwise: int | None) -> int | None:
    return value if isinstance(value, int) else otherwise


def _set_number(fields: Mapping[str, object], name: str, otherwise: int | None) -> int | None:
    """The number set, None where it was set to none; `otherwise` where it was not set."""
    return _number(fields[name], None) if name in fields else otherwise


_E = TypeVar("_E", EntityKind, QuoteKind, ClaimKind, ClaimStatus)


def _member(members: type[_E], value: object, otherwise: _E | None) -> _E | None:
    """The member of that value; `otherwise` for none, or one that a newer version may have written."""
    return next((m for m in members if m == value), otherwise)
