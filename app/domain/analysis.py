"""What the analysis suggests about one article. All places are spans of its canonical text."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.spans import Span, hull


class EntityKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    EVENT = "event"
    GROUP = "group"  # nationalities, religious and political groups
    WORK = "work"
    PRODUCT = "product"
    LAW = "law"


class QuoteKind(StrEnum):
    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class ClaimKind(StrEnum):
    """What makes a sentence checkable, the strongest ground first."""

    NUMBER = "number"
    COMPARISON = "comparison"
    TREND = "trend"
    CAUSE = "cause"
    EVENT = "event"
    STATE = "state"
    ABSENCE = "absence"  # "there is no evidence that …"


@dataclass(frozen=True, slots=True)
class FoundEntity:
    """One entity of one article. `key` is its index in `Analysis.entities`, valid in that analysis only.

    `name` is the fullest form the article uses; `aliases` are the other forms, as written, without `name`.
    `kind_certainty` is what share of what the article says of its kind speaks for `kind`, 0–1; it is not stored.
    """

    key: int
    name: str
    kind: EntityKind
    aliases: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    kind_certainty: float = 1.0


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names an entity. `entity` is a FoundEntity.key; `confidence` is a probability, 0–1."""

    span: Span
    kind: EntityKind
    entity: int
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that the article attributes to a speaker.

    `parts` are the pieces of the content in order, with their marks, without the words of attribution between.
    `speaker` is where the text names who speaks, as "the minister" or "she" where it has no name; `speaker_entity`
    is the FoundEntity.key they were resolved to; `speaker_name` is how to call the speaker.
    `confidence` is the probability that the words are a quote with this speaker.
    """

    parts: tuple[Span, ...]
    kind: QuoteKind
    cue: Span | None = None
    speaker: Span | None = None
    speaker_entity: int | None = None
    speaker_name: str = ""
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        return hull(self.parts)


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence or clause that asserts something checkable.

    `holder_name` says who claims it: a speaker's name, or "" for the article's author. `score` is the probability
    that a person would check it, 0–1. `reasons` are words for a reader: "number", "named source", "comparison".
    """

    span: Span
    kind: ClaimKind
    holder: Span | None = None
    holder_entity: int | None = None
    holder_name: str = ""
    score: float = 1.0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything suggested about one canonical text, in text order. `notices` are sentences for the reader.

    `attitudes` are what annotated news attributes beyond what was said or thought: acts, plans, tones ("ordered a
    strike", "plans to sign"). Found only where they are asked for; a reader is not shown them.
    """

    entities: tuple[FoundEntity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    claims: tuple[Claim, ...] = ()
    model: str = ""
    notices: tuple[str, ...] = field(default=())
    attitudes: tuple[Quote, ...] = ()
