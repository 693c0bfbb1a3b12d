"""Decides on marks as the user of an imported file did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from app.domain.analysis import ClaimKind, EntityKind, QuoteKind
from app.domain.anchoring import resolve
from app.domain.anchors import Certainty
from app.domain.changes import Changes
from app.domain.marks import ClaimMark, ClaimStatus, MarkKind, MarkRef, MentionMark, QuoteMark, Standing
from app.domain.portable import ImportReport, IncomingMark
from app.domain.records import ArticleHead
from app.domain.spans import Span
from app.services.decide import Deciding
from app.services.importing_shelf import Shelf, beginning, without_article
from app.services.ports import Store
from app.services.showing import NOTHING, named, shown

_Mark = MentionMark | QuoteMark | ClaimMark
_M = TypeVar("_M", MentionMark, QuoteMark, ClaimMark)
_E = TypeVar("_E", EntityKind, QuoteKind, ClaimKind, ClaimStatus)


class MarksIn:
    """One import. Each mark is one decision or two, made through `Deciding`: they can be undone like any other."""

    def __init__(self, store: Store, deciding: Deciding) -> None:
        self._store = store
        self._deciding = deciding

    def take_in(self, marks: Sequence[IncomingMark]) -> tuple[ImportReport, Changes]:
        """What came, what was decided already, what was left out; and what changed."""
        report, changes = ImportReport(), NOTHING
        with self._store.reading() as session:
            shelf = Shelf(session)
            heads = [shelf.article(mark) for mark in marks]
        for mark, head in zip(marks, heads, strict=True):
            one, changed = self._one(mark, head)
            report, changes = report + one, changes | changed
        return report, changes

    def _one(self, mark: IncomingMark, head: ArticleHead | None) -> tuple[ImportReport, Changes]:
        words = mark.anchor.exact
        if head is None:
            return ImportReport(left_out=(without_article(mark.title, words),)), NOTHING
        with self._store.reading() as session:
            text = session.articles.text(head.version_id)
            place = resolve(mark.anchor, text, head.version)
            if place.span is None or place.certainty not in (Certainty.EXACT, Certainty.MOVED):
                sentence = f"“{beginning(words)}” is not found for sure in “{head.title}”"
                return ImportReport(left_out=(sentence,)), NOTHING
            seen = named(session, shown(session, head, text))
        match mark.on:
            case MarkKind.MENTION:
                old: _Mark | None = _at(seen.mentions, place.span)
            case MarkKind.QUOTE:
                old = _at(seen.quotes, place.span)
            case _:
                old = _at(seen.claims, place.span)
        if old.standing is not Standing.SUGGESTED if old is not None else mark.rejected:
            return ImportReport(marks_were_there=1), NOTHING
        return ImportReport(marks_came=1), self._decide(head.id, mark, place.span, old)

    def _decide(self, article_id: int, mark: IncomingMark, span: Span, old: _Mark | None) -> Changes:
        ref = MarkRef(mark.on, span)
        if mark.rejected:
            return self._deciding.reject(article_id, ref)
        if old is not None and _same(mark, old):
            return self._deciding.confirm(article_id, ref)
        match mark.on:
            case MarkKind.MENTION:
                return self._mention(article_id, ref, mark, is_there=old is not None)
            case MarkKind.QUOTE:
                return self._quote(article_id, ref, mark, is_there=old is not None)
            case _:
                return self._claim(article_id, ref, mark, old if isinstance(old, ClaimMark) else None)

    def _mention(self, article_id: int, ref: MarkRef, mark: IncomingMark, *, is_there: bool) -> Changes:
        kind, name = _member(EntityKind, mark.said.get("kind")) or EntityKind.PERSON, mark.said.get("name", "")
        if is_there and name.strip():
            return self._deciding.correct_mention(article_id, ref, kind=kind, name=name)
        return self._deciding.add_mention(article_id, ref.span, kind, name)

    def _quote(self, article_id: int, ref: MarkRef, mark: IncomingMark, *, is_there: bool) -> Changes:
        kind, speaker = _member(QuoteKind, mark.said.get("kind")), mark.said.get("speaker", "")
        if is_there:
            return self._deciding.correct_quote(article_id, ref, speaker_name=speaker, quote_kind=kind)
        changes = self._deciding.add_quote(article_id, ref.span, speaker)
        if kind not in (None, QuoteKind.DIRECT):
            changes |= self._deciding.correct_quote(article_id, ref, quote_kind=kind)
        return changes

    def _claim(self, article_id: int, ref: MarkRef, mark: IncomingMark, old: ClaimMark | None) -> Changes:
        holder = mark.said.get("holder", "")
        kind, status = _member(ClaimKind, mark.said.get("kind")), _member(ClaimStatus, mark.said.get("status"))
        if old is not None and (old.holder_name, old.claim_kind) == (holder, kind or old.claim_kind):
            return self._deciding.correct_claim(article_id, ref, status=status)  # which confirms the rest
        if old is not None:
            return self._deciding.correct_claim(article_id, ref, holder_name=holder, status=status, claim_kind=kind)
        changes = self._deciding.add_claim(article_id, ref.span, holder)
        return changes | self._deciding.correct_claim(article_id, ref, status=status, claim_kind=kind)


def _same(mark: IncomingMark, old: _Mark) -> bool:
    """Whether the machine suggests just what the file says."""
    match old:
        case MentionMark():
            is_said = {"name": old.name, "kind": old.kind.value}
        case QuoteMark():
            is_said = {"speaker": old.speaker_name, "kind": old.quote_kind.value}
        case ClaimMark():
            is_said = {"holder": old.holder_name, "kind": old.claim_kind.value, "status": old.status.value}
    return all(mark.said.get(what, "") == value for what, value in is_said.items())


def _at(marks: Iterable[_M], span: Span) -> _M | None:
    return next((mark for mark in marks if mark.span == span), None)


def _member(members: type[_E], value: str | None) -> _E | None:
    """The member of that value; None for what another version may have written."""
    return next((member for member in members if member == value), None)
