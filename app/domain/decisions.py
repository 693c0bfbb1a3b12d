"""What the user said of a suggestion. Decisions outlive every re-analysis and always win."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.anchors import Anchor
from app.domain.marks import MarkKind


class Verb(StrEnum):
    CONFIRM = "confirm"
    REJECT = "reject"
    CORRECT = "correct"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing the user said of one place in one article; the latest of a place and kind holds.

    `anchor` is the suggestion's own span (for ADD the selected passage). `fields` holds what CORRECT and ADD set, as
    JSON values: mentions `name`, `kind`, `entity_id`; quotes `speaker_name`, `speaker_id`, `speaker_span`, `cue`,
    `parts`, `quote_kind`; claims `holder_name`, `holder_id`, `status`, `claim_kind`. Each may have `span`, corrected
    boundaries.
    """

    article_id: int
    target: MarkKind
    anchor: Anchor
    verb: Verb
    fields: Mapping[str, object] = field(default_factory=dict)
    id: int | None = None
    made: str = ""  # ISO 8601, UTC


class EntityVerb(StrEnum):
    RENAME = "rename"
    RETYPE = "retype"
    CONFIRM_ENTITY = "confirm entity"
    DISMISS = "dismiss"  # names nothing, anywhere
    MERGE = "merge"
    SPLIT = "split"
    SPLIT_ALIAS = "split alias"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class EntityDecision:
    """One thing the user said of an entity over all articles. Shares its ids with `Decision`.

    `other_id`: what it was merged into, split from or kept apart from. `fields`: `name`, `kind` or `alias`.
    """

    entity_id: int
    verb: EntityVerb
    other_id: int | None = None
    fields: Mapping[str, object] = field(default_factory=dict)
    id: int | None = None
    made: str = ""  # ISO 8601, UTC
