"""Lays the user's decisions over what the machine suggests. Pure: the same input gives the same marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.domain.analysis import ClaimKind, EntityKind, QuoteKind
from app.domain.anchoring import resolve
from app.domain.anchors import Anchor, Certainty, Place, anchor_at
from app.domain.decisions import Decision, Verb
from app.domain.marks import ClaimMark, ClaimStatus, MarkKind, MentionMark, QuoteMark, Standing
from app.domain.spans import Span, hull

WAS = "was"
"""Key in `Decision.fields` of the mark as it stood, so that it can be shown when a later analysis misses it."""

CONTEXTS = "contexts"
"""Key in `Decision.fields` of exact, prefix and suffix of every span among the fields, by "start-end"."""

_SPAN_FIELDS = ("span", "speaker_span", "holder_span", "cue")
_BY_USER = "marked by you"
_STRETCH = 256  # code points

AnyMark = MentionMark | QuoteMark | ClaimMark
_M = TypeVar("_M", MentionMark, QuoteMark, ClaimMark)


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one version of one article, each kind in text order."""

    mentions: tuple[MentionMark, ...] = ()
    quotes: tuple[QuoteMark, ...] = ()
    claims: tuple[ClaimMark, ...] = ()


def apply(
    marks: Marks,
    decisions: Sequence[Decision],
    text: str,
    version: str,
    place: Callable[[Anchor], Place] | None = None,
) -> Marks:
    """`marks` with `decisions`, the oldest first, applied in the version of the text whose hash is `version`.

    A decision holds for the mark of its kind at its place, or for the one that covers more than half of it and is
    covered by more than half; a confirmed, corrected or added mark that the machine does not find any more is shown
    all the same. A decision whose place is uncertain or gone changes nothing. `place` may answer from a cache.
    """
    find = place or (lambda anchor: resolve(anchor, text, version))
    mentions: _Layer[MentionMark] = _Layer(marks.mentions, exclusive=True)
    quotes: _Layer[QuoteMark] = _Layer(marks.quotes)
    claims: _Layer[ClaimMark] = _Layer(marks.claims)
    for decision in decisions:
        frame = _Frame(decision, text, version, find)
        if frame.span is None:
            continue
        match decision.target:
            case MarkKind.MENTION:
                _decide(mentions, decision, frame, frame.span, _mention)
            case MarkKind.QUOTE:
                _decide(quotes, decision, frame, frame.span, _quote)
            case MarkKind.CLAIM:
                _decide(claims, decision, frame, frame.span, _claim)
            case _:
                pass
    return Marks(mentions.shown(), quotes.shown(), claims.shown())


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


class _Frame:
    """One decision's spans, carried over into the version at hand."""

    def __init__(self, decision: Decision, text: str, version: str, find: Callable[[Anchor], Place]) -> None:
        self._decision = decision
        self._find = find
        self._same = decision.anchor.version == version
        self._size = len(text)
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
            return Span(*pair) if pair[1] <= self._size else None
        kept = self._decision.fields.get(CONTEXTS)
        words = kept.get(f"{pair[0]}-{pair[1]}") if isinstance(kept, Mapping) else None
        if not isinstance(words, (list, tuple)) or len(words) != 3:
            return None
        exact, prefix, suffix = (str(w) for w in words)
        return _sure(self._find(Anchor(exact, prefix, suffix, pair[0], pair[1], anchor.version)))

    def fields(self, *, with_was: bool) -> Mapping[str, object]:
        """What the decision sets; for a mark that must be made anew, over what it was."""
        was = self._decision.fields.get(WAS)
        if with_was and isinstance(was, Mapping):
            return {**was, **self._decision.fields}
        return self._decision.fields


class _Slot(Generic[_M]):
    """A mark in the making."""

    __slots__ = ("hidden", "mark")

    def __init__(self, mark: _M) -> None:
        self.mark: _M = mark
        self.hidden = False

    @property
    def is_machine(self) -> bool:
        return self.mark.standing is Standing.SUGGESTED


class _Layer(Generic[_M]):
    """The marks of one kind while decisions are laid over them. `exclusive`: two of them never overlap.

    Slots are looked up by stretches of the text: gone through one by one, 300 decisions in a book took 4 s.
    """

    def __init__(self, marks: Iterable[_M], *, exclusive: bool = False) -> None:
        self._slots: list[_Slot[_M]] = [_Slot(mark) for mark in marks]
        self._exclusive = exclusive
        self._stretches: dict[int, list[_Slot[_M]]] | None = None

    def match(self, span: Span) -> _Slot[_M] | None:
        """The slot at `span`, or the one that overlaps it most, by over half of both; what is shown goes first."""
        best: _Slot[_M] | None = None
        most = 0.5
        for slot in self._near(span):
            shared = _shared(slot.mark.span, span)
            if shared == 1.0 and not slot.hidden:
                return slot
            if shared > most or (shared == most > 0.5 and best is not None and best.hidden and not slot.hidden):
                best, most = slot, shared
        return best

    def put(self, mark: _M, slot: _Slot[_M] | None) -> None:
        """Show `mark` in `slot`, or in a new one, and hide what the machine found in its place."""
        if slot is None:
            slot = _Slot(mark)
            self._slots.append(slot)
        slot.mark, slot.hidden = mark, False
        for other in self._near(mark.span):
            if other is slot or other.hidden:
                continue
            if other.mark.span == mark.span or (other.is_machine and self._in_the_way(other.mark, mark.span)):
                other.hidden = True
        self._enter(slot)

    def hide(self, span: Span, slot: _Slot[_M] | None, kind: object) -> None:
        """Hide `slot`, and what else the machine found at `span`: the same, or touching it and of the same `kind`."""
        if slot is not None:
            slot.hidden = True
        for other in self._near(span):
            if other.is_machine and (
                _shared(other.mark.span, span) > 0.5
                or (self._exclusive and other.mark.span.overlaps(span) and getattr(other.mark, "kind", None) == kind)
            ):
                other.hidden = True

    def _near(self, span: Span) -> list[_Slot[_M]]:
        """Every slot that overlaps `span`, and some that do not, in the order they came."""
        if self._stretches is None:
            self._stretches = {}
            for slot in self._slots:
                self._enter(slot)
        found = [slot for i in _stretches(span) for slot in self._stretches.get(i, ())]
        return list(dict.fromkeys(found))

    def _enter(self, slot: _Slot[_M]) -> None:
        """Make a slot found where its mark is now; where it was before it is found too, and overlaps nothing there."""
        if self._stretches is not None:
            for i in _stretches(slot.mark.span):
                self._stretches.setdefault(i, []).append(slot)

    def shown(self) -> tuple[_M, ...]:
        return tuple(sorted((s.mark for s in self._slots if not s.hidden), key=lambda mark: mark.span))

    def _in_the_way(self, mark: _M, span: Span) -> bool:
        return mark.span.overlaps(span) if self._exclusive else _shared(mark.span, span) > 0.5


_Build = Callable[[_Frame, Span, Mapping[str, object], "_M | None", Standing], "_M | None"]


def _decide(layer: _Layer[_M], decision: Decision, frame: _Frame, span: Span, build: _Build[_M]) -> None:
    slot = layer.match(span)
    old = slot.mark if slot else None
    match decision.verb:
        case Verb.REJECT:
            was = decision.fields.get(WAS)
            layer.hide(span, slot, was.get("kind") if isinstance(was, Mapping) else None)
            return
        case Verb.CONFIRM:
            standing = Standing.CONFIRMED
        case Verb.CORRECT:
            only_status = not (decision.fields.keys() - {"status", WAS, CONTEXTS})
            standing = Standing.CONFIRMED if only_status else Standing.CORRECTED
        case Verb.ADD:
            standing = Standing.ADDED
    if old and old.standing is not Standing.SUGGESTED and decision.verb is not Verb.ADD:
        standing = _stronger(old.standing, standing)
    place = frame.span_of(decision.fields.get("span")) or (old.span if old and decision.verb is not Verb.ADD else span)
    mark = build(frame, place, frame.fields(with_was=old is None), old, standing)
    if mark is not None:
        layer.put(mark, slot)


def _stronger(old: Standing, new: Standing) -> Standing:
    order = (Standing.SUGGESTED, Standing.CONFIRMED, Standing.CORRECTED, Standing.ADDED)
    return max(old, new, key=order.index)


def _mention(
    _: _Frame, span: Span, fields: Mapping[str, object], old: MentionMark | None, standing: Standing
) -> MentionMark | None:
    entity = _number(fields.get("entity_id"), old.entity_id if old else None)
    kind = _member(EntityKind, fields.get("kind"), old.kind if old else None)
    if entity is None or kind is None:
        return None
    name = str(fields.get("name") or (old.name if old else ""))
    reasons = old.reasons if old else (_BY_USER,)
    return MentionMark(span, entity, name, kind, 1.0, standing, reasons, first=False)


def _quote(
    frame: _Frame, span: Span, fields: Mapping[str, object], old: QuoteMark | None, standing: Standing
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


def _parts(frame: _Frame, span: Span, fields: Mapping[str, object], old: QuoteMark | None) -> tuple[Span, ...]:
    """The pieces of the quote: those set, else those it had, if they still fill `span`; else `span` whole."""
    value = fields.get("parts")
    if isinstance(value, (list, tuple)) and value:
        found = [part for item in value if (part := frame.span_of(item))]
        if len(found) == len(value) and hull(found) == span:
            return tuple(found)
    return old.parts if old and old.span == span else (span,)


def _claim(
    frame: _Frame, span: Span, fields: Mapping[str, object], old: ClaimMark | None, standing: Standing
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


def _span_field(frame: _Frame, fields: Mapping[str, object], name: str, old: Span | None) -> Span | None:
    if name not in fields:
        return old
    return None if fields[name] is None else frame.span_of(fields[name]) or old


def _stretches(span: Span) -> range:
    return range(span.start // _STRETCH, (span.end - 1) // _STRETCH + 1)


def _shared(a: Span, b: Span) -> float:
    """The share of the longer one that both cover: over 0.5 means over half of both."""
    return a.overlap(b) / max(len(a), len(b))


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
