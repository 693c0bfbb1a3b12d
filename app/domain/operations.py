"""What the user did, one step after the other, so that each can be taken back and done again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Subject(StrEnum):
    """What an operation changed. `Operation.before` and `after` hold only the parts of its state that changed."""

    DECISION = "decision"  # id of the decision; no state: it holds or it does not
    NOTE = "note"  # UUID; body, binned, colour, tags, anchor (id)
    LINK = "link"  # UUID; removed, relation
    ARTICLE = "article"  # id; removed, tags, joined (id of the one that is a part of it), apart (domain.joining.Apart)
    COLOUR = "colour"  # name; meaning
    TAG = "tag"  # id; name
    REVIEW = "review"  # UUID of the note; due, card; nothing for a note that never came back


@dataclass(frozen=True, slots=True)
class Operation:
    """`words` say what was done, as in "Deleted a note"; "" for a decision, which has words of its own."""

    id: int
    words: str
    subject: Subject
    subject_id: str
    before: Mapping[str, object] = field(default_factory=dict)
    after: Mapping[str, object] = field(default_factory=dict)
    made: str = ""  # ISO 8601, UTC
