"""What the store gives to the services and takes from them, where no view shows it as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.analysis import Analysis, EntityKind
from app.domain.anchors import Anchor, Place
from app.domain.marks import AnalysisState, MarkKind, Standing


@dataclass(frozen=True, slots=True)
class ArticleHead:
    """An article without its text."""

    id: int
    version_id: int
    version: str  # Article.hash of the current version
    path: str
    title: str
    state: AnalysisState
    state_detail: str
    reading_offset: int
    removed: bool


@dataclass(frozen=True, slots=True)
class StoredRun:
    """What the machine found in one version. `links`: entity id for each `FoundEntity.key`."""

    analysis: Analysis
    links: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class EntityRecord:
    """An entity as stored. `root_id` is the entity it is merged into, directly or not; its own id when it is not.

    `given_name` and `given_kind` are what it was made with, before any decision.
    """

    id: int
    name: str
    kind: EntityKind
    given_name: str
    given_kind: EntityKind
    aliases: tuple[str, ...]
    root_id: int
    merged_into: int | None
    dismissed: bool
    standing: Standing
    articles: int
    mentions: int

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)

    @property
    def decided(self) -> bool:
        """Whether the user named, confirmed or made it, so that its name and kind are to be trusted."""
        return self.standing is not Standing.SUGGESTED or self.merged_into is not None


@dataclass(frozen=True, slots=True)
class StoredNote:
    """A note with its newest anchor. `version_id`, `version`: its article's current ones; `place`: where the anchor is
    in that version, None where it was not sought yet.
    """

    id: str
    body: str
    article_id: int | None
    kind: MarkKind | None
    entity_id: int | None
    quoted: str
    created: str
    updated: str
    anchor_id: int | None
    anchor: Anchor | None
    version_id: int | None
    version: str
    title: str
    row_id: int
    colour: str = ""
    tags: tuple[str, ...] = ()
    links: int = 0  # either way
    binned: str = ""  # ISO 8601, UTC: when it was put into the bin, "" when it is not there
    place: Place | None = None
