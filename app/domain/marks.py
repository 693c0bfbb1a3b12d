"""What the window shows over a text: suggestions with the user's decisions applied, and notes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.analysis import ClaimKind, EntityKind, QuoteKind
from app.domain.anchors import Certainty
from app.domain.article import Block, Hyperlink, Metadata
from app.domain.pictures import PicturePlace
from app.domain.spans import Span


class MarkKind(StrEnum):
    MENTION = "mention"
    QUOTE = "quote"
    CLAIM = "claim"
    NOTE = "note"


class Standing(StrEnum):
    """Who stands behind a mark. Rejected marks are not shown, so they have no standing."""

    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    ADDED = "added"


class ClaimStatus(StrEnum):
    TO_CHECK = "to check"
    SUPPORTED = "supported"
    DISPUTED = "disputed"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True, order=True)
class MarkRef:
    """Names one mark of one version: its kind and its span (for a quote the hull of its parts)."""

    kind: MarkKind
    span: Span


@dataclass(frozen=True, slots=True)
class MentionMark:
    span: Span
    entity_id: int
    name: str  # of the entity, over all articles
    kind: EntityKind
    confidence: float
    standing: Standing
    reasons: tuple[str, ...]
    first: bool  # the first mention of this entity in this article

    @property
    def ref(self) -> MarkRef:
        return MarkRef(MarkKind.MENTION, self.span)


@dataclass(frozen=True, slots=True)
class QuoteMark:
    span: Span
    parts: tuple[Span, ...]
    quote_kind: QuoteKind
    cue: Span | None
    speaker_span: Span | None
    speaker_id: int | None  # entity id
    speaker_name: str  # "" when unknown
    confidence: float
    standing: Standing
    reasons: tuple[str, ...]

    @property
    def ref(self) -> MarkRef:
        return MarkRef(MarkKind.QUOTE, self.span)


@dataclass(frozen=True, slots=True)
class ClaimMark:
    span: Span
    claim_kind: ClaimKind
    holder_span: Span | None
    holder_id: int | None  # entity id
    holder_name: str  # "" for the article's author
    score: float
    standing: Standing
    reasons: tuple[str, ...]
    status: ClaimStatus = ClaimStatus.TO_CHECK

    @property
    def ref(self) -> MarkRef:
        return MarkRef(MarkKind.CLAIM, self.span)


@dataclass(frozen=True, slots=True)
class NoteTarget:
    """What a note is about. `article_id` and `ref` for a passage (ref.kind NOTE), a mention, a quote or a claim;
    `entity_id` for an entity over all articles; all None for a note of its own.
    """

    article_id: int | None = None
    ref: MarkRef | None = None
    entity_id: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A note as shown. `span` is where its passage is now (None: of no passage, or an orphan)."""

    id: str  # UUID
    body: str  # Markdown; "" for a passage that is only highlighted or linked
    target: NoteTarget
    span: Span | None
    certainty: Certainty
    quoted: str  # the words it was written on
    created: str  # ISO 8601, UTC
    updated: str
    colour: str = ""  # one of domain.tags.COLOURS
    tags: tuple[str, ...] = ()
    links: int = 0  # either way
    binned: str = ""  # when it was put into the bin, ISO 8601, UTC; "" for one that is not

    @property
    def is_highlight(self) -> bool:
        """A passage that was marked without a word about it."""
        return not self.body.strip()

    @property
    def is_link_end(self) -> bool:
        """Made only to be linked: nothing was written, and no colour was chosen."""
        return self.is_highlight and not self.colour and self.links > 0

    @property
    def ref(self) -> MarkRef | None:
        return MarkRef(MarkKind.NOTE, self.span) if self.span else None


class AnalysisState(StrEnum):
    NONE = "none"
    DONE = "done"
    FAILED = "failed"
    UNSUPPORTED = "unsupported"  # a language without a model


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One version of an article with everything that is marked in it, in text order."""

    id: int
    version: str  # Article.hash
    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata
    path: str
    notices: tuple[str, ...] = ()
    mentions: tuple[MentionMark, ...] = ()
    quotes: tuple[QuoteMark, ...] = ()
    claims: tuple[ClaimMark, ...] = ()
    notes: tuple[Note, ...] = ()
    noted: frozenset[int] = frozenset()  # ids of the entities that have notes of their own
    state: AnalysisState = AnalysisState.NONE
    state_detail: str = ""  # a sentence, when FAILED or UNSUPPORTED
    reading_offset: int = 0  # code point at the top of the window when last read
    links: tuple[Hyperlink, ...] = ()
    pictures: tuple[PicturePlace, ...] = ()  # those that are kept; asked for one at a time
