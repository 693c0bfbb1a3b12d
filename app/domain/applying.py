"""Lays the user's decisions over what the machine suggests. Pure: the same input gives the same marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.domain.anchoring import resolve
from app.domain.anchors import Anchor, Place
from app.domain.decision_fields import CONTEXTS, WAS, Frame, claim_from, mention_from, quote_from
from app.domain.decisions import Decision, Verb
from app.domain.marks import ClaimMark, MarkKind, MentionMark, QuoteMark, Standing
from app.domain.spans import Span

_STRETCH = 256  # code points

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
    covered by more than half. A confirmed mark stays as it was confirmed; a corrected one follows the machine in what
    was not corrected; one that the machine does not find any more is shown all the same. A decision whose place is
    uncertain or gone changes nothing. `place` may answer from a cache.
    """
    find = place or (lambda anchor: resolve(anchor, text, version))
    mentions: _Layer[MentionMark] = _Layer(marks.mentions, exclusive=True)
    quotes: _Layer[QuoteMark] = _Layer(marks.quotes)
    claims: _Layer[ClaimMark] = _Layer(marks.claims)
    for decision in decisions:
        frame = Frame(decision, text, version, find)
        if frame.span is None:
            continue
        match decision.target:
            case MarkKind.MENTION:
                _decide(mentions, decision, frame, frame.span, mention_from)
            case MarkKind.QUOTE:
                _decide(quotes, decision, frame, frame.span, quote_from)
            case MarkKind.CLAIM:
                _decide(claims, decision, frame, frame.span, claim_from)
            case _:
                pass
    return Marks(mentions.shown(), quotes.shown(), claims.shown())


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


_Build = Callable[[Frame, Span, Mapping[str, object], "_M | None", Standing], "_M | None"]


def _decide(layer: _Layer[_M], decision: Decision, frame: Frame, span: Span, build: _Build[_M]) -> None:
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
    # What was confirmed stays as it was then, whatever the machine says of the place now.
    as_it_was = old is None or (decision.verb is Verb.CONFIRM and old.standing is Standing.SUGGESTED)
    boundaries = span if old is None or as_it_was or decision.verb is Verb.ADD else old.span
    place = frame.span_of(decision.fields.get("span")) or boundaries
    mark = build(frame, place, frame.fields(with_was=as_it_was), old, standing)
    if mark is not None:
        layer.put(mark, slot)


def _stronger(old: Standing, new: Standing) -> Standing:
    order = (Standing.SUGGESTED, Standing.CONFIRMED, Standing.CORRECTED, Standing.ADDED)
    return max(old, new, key=order.index)


def _stretches(span: Span) -> range:
    return range(span.start // _STRETCH, (span.end - 1) // _STRETCH + 1)


def _shared(a: Span, b: Span) -> float:
    """The share of the longer one that both cover: over 0.5 means over half of both."""
    return a.overlap(b) / max(len(a), len(b))
