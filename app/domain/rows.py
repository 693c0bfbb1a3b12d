"""What lists, dossiers and search results show: one frozen row each."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.analysis import ClaimKind, EntityKind, QuoteKind
from app.domain.marks import AnalysisState, ClaimStatus, MarkKind, Note, Standing
from app.domain.spans import Span


@dataclass(frozen=True, slots=True)
class ArticleRow:
    id: int
    title: str
    byline: str
    source: str
    date: str  # ISO 8601 as published, "" unknown
    added: str  # ISO 8601, UTC
    minutes: int
    path: str
    state: AnalysisState
    claims_to_check: int
    notes: int
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """For the headings of the library. Entities: those with a mention in some article."""

    articles: int
    entities: int
    quotes: int
    claims: int
    notes: int


@dataclass(frozen=True, slots=True)
class EntityRow:
    id: int
    name: str
    kind: EntityKind
    aliases: tuple[str, ...]
    articles: int
    mentions: int
    standing: Standing


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in an article with the words around it, for lists: `before` + `words` + `after` is running text."""

    article_id: int
    title: str
    date: str
    span: Span
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class QuoteRow:
    passage: Passage  # `words` is the quote
    quote_kind: QuoteKind
    speaker_id: int | None
    speaker_name: str
    cue: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class ClaimRow:
    passage: Passage  # `words` is the claim
    claim_kind: ClaimKind
    holder_id: int | None
    holder_name: str
    status: ClaimStatus
    score: float
    standing: Standing


@dataclass(frozen=True, slots=True)
class NoteRow:
    note: Note
    title: str  # of the article or entity it is about, "" for a note of its own
    group: str = ""  # what the list is parted by here: a date (ISO 8601), a title, a tag, a name; "" for the rest
    group_size: int = 0  # 0 where the list is not parted


@dataclass(frozen=True, slots=True)
class Companion:
    """An entity that appears in the same articles."""

    entity_id: int
    name: str
    kind: EntityKind
    articles: int


@dataclass(frozen=True, slots=True)
class Resemblance:
    """An entity that may be the same: asked, never joined silently."""

    entity_id: int
    name: str
    kind: EntityKind
    articles: int
    reasons: tuple[str, ...]
    mentions: int = 0


@dataclass(frozen=True, slots=True)
class Period:
    """A month ("2026-03") or a year ("2026"), and how often somebody was mentioned in articles dated then."""

    key: str
    articles: int
    mentions: int


@dataclass(frozen=True, slots=True)
class Reach:
    """How much is shown of an entity, or of one of its names: what a decision about it changes."""

    mentions: int
    articles: int
    quotes: int = 0
    claims: int = 0

    @property
    def sentence(self) -> str:
        """ "14 mentions in 6 articles, 2 quotes"."""
        parts = [f"{plural(self.mentions, 'mention')} in {plural(self.articles, 'article')}"]
        parts += [plural(n, word) for n, word in ((self.quotes, "quote"), (self.claims, "claim")) if n]
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything the library knows about one entity."""

    entity: EntityRow
    mentions: tuple[Passage, ...]  # newest article first
    said: tuple[QuoteRow, ...]
    claims: tuple[ClaimRow, ...]  # that they hold, or that name them
    appears_with: tuple[Companion, ...]
    resembles: tuple[Resemblance, ...]
    merged: tuple[EntityRow, ...]  # entities the user merged into this one, to be split again
    notes: tuple[Note, ...]
    reach: Reach
    about: tuple[QuoteRow, ...] = ()  # quotes of others that name them
    timeline: tuple[Period, ...] = ()  # without gaps; empty when all is of one month


@dataclass(frozen=True, slots=True)
class Hit:
    """One result of a search. `snippet` is plain text; `matches` are spans within it."""

    kind: MarkKind | None  # None: the article itself (title or text)
    article_id: int | None
    entity_id: int | None
    note_id: str | None
    title: str
    snippet: str
    matches: tuple[Span, ...]
    span: Span | None  # where to jump in the article
    name: str = ""  # who says a quote, or holds a claim; "" where the article does


@dataclass(frozen=True, slots=True)
class SavedSearch:
    name: str
    asked: str  # as typed


def plural(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision in words. `article_id` and `span` (as it was decided) are None for one about an entity."""

    id: int
    sentence: str
    title: str  # of the article
    made: str  # ISO 8601, UTC
    article_id: int | None
    span: Span | None
