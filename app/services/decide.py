"""What the user says of suggestions."""

from __future__ import annotations

from app.domain.analysis import ClaimKind, EntityKind, QuoteKind
from app.domain.changes import Changes
from app.domain.decisions import Decision
from app.domain.marks import ClaimStatus, MarkRef
from app.domain.spans import Span
from app.services.ports import BlockingKeys, Store


class Deciding:
    """Confirm, reject, correct, add; and take it back."""

    def __init__(self, store: Store, blocking_keys: BlockingKeys) -> None:
        self._store = store
        self._blocking_keys = blocking_keys

    def confirm(self, article_id: int, ref: MarkRef) -> Changes:
        raise NotImplementedError

    def reject(self, article_id: int, ref: MarkRef) -> Changes:
        raise NotImplementedError

    def correct_mention(
        self,
        article_id: int,
        ref: MarkRef,
        *,
        kind: EntityKind | None = None,
        name: str | None = None,
        entity_id: int | None = None,
        span: Span | None = None,
    ) -> Changes:
        raise NotImplementedError

    def correct_quote(
        self,
        article_id: int,
        ref: MarkRef,
        *,
        speaker_name: str | None = None,
        speaker_id: int | None = None,
        speaker_span: Span | None = None,
        span: Span | None = None,
        quote_kind: QuoteKind | None = None,
    ) -> Changes:
        raise NotImplementedError

    def correct_claim(
        self,
        article_id: int,
        ref: MarkRef,
        *,
        holder_name: str | None = None,
        holder_id: int | None = None,
        status: ClaimStatus | None = None,
        claim_kind: ClaimKind | None = None,
        span: Span | None = None,
    ) -> Changes:
        raise NotImplementedError

    def add_mention(self, article_id: int, span: Span, kind: EntityKind, name: str = "") -> Changes:
        raise NotImplementedError

    def add_quote(self, article_id: int, span: Span, speaker_name: str = "", speaker_id: int | None = None) -> Changes:
        raise NotImplementedError

    def add_claim(self, article_id: int, span: Span, holder_name: str = "") -> Changes:
        raise NotImplementedError

    def decisions(self, article_id: int | None = None) -> tuple[Decision, ...]:
        raise NotImplementedError

    def undo(self, decision_id: int) -> Changes:
        raise NotImplementedError

    def undo_last(self) -> Changes | None:
        """None when there is nothing to undo."""
        raise NotImplementedError
