"""What an operation changed: returned by every service, so that views repaint that and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Changed(StrEnum):
    LIBRARY = "library"  # the list of articles, counts
    MENTIONS = "mentions"
    QUOTES = "quotes"
    CLAIMS = "claims"
    NOTES = "notes"
    ENTITIES = "entities"  # names, kinds, merges: any article may show them


@dataclass(frozen=True, slots=True)
class Changes:
    """Kinds of things that changed, in `articles` (ids; empty with ENTITIES, NOTES or LIBRARY means any).

    `gone`: articles that are a part of another now, each with that other's id.
    """

    kinds: frozenset[Changed] = field(default_factory=frozenset)
    articles: frozenset[int] = field(default_factory=frozenset)
    gone: frozenset[tuple[int, int]] = field(default_factory=frozenset)

    def __or__(self, other: Changes) -> Changes:
        return Changes(self.kinds | other.kinds, self.articles | other.articles, self.gone | other.gone)

    def touches(self, article_id: int) -> bool:
        everywhere = Changed.NOTES in self.kinds and not self.articles  # on a name, or a tag got another name
        return article_id in self.articles or Changed.ENTITIES in self.kinds or everywhere
