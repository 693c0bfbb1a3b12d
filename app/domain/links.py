"""Links: from one note to another, to an article or to an entity; and the words in double brackets that make one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from app.domain.analysis import EntityKind
from app.domain.marks import MarkKind, NoteTarget
from app.domain.spans import Span


class Relation(StrEnum):
    """How the passage of one note bears on what it is linked to. A person's own words are allowed in its place."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    EXPLAINS = "explains"
    SAME_AS = "same as"
    MENTIONS = "mentions"  # made by [[words]] in the note, and gone with them


CONVERSE = {
    Relation.SUPPORTS: "supported by",
    Relation.CONTRADICTS: "contradicted by",
    Relation.EXPLAINS: "explained by",
    Relation.SAME_AS: "same as",
    Relation.MENTIONS: "mentioned in",
}
"""How a link reads from its other end."""


def read_from(relation: str, *, outward: bool) -> str:
    """The relation in words as it reads from the note that has it, or from what is linked to."""
    if outward:
        return relation
    return CONVERSE[Relation(relation)] if relation in CONVERSE else f"{relation} (from there)"


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """What a link goes to: exactly one is set. `note_id` is a UUID."""

    note_id: str | None = None
    article_id: int | None = None
    entity_id: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """`words`: what stands in double brackets, "" for a link that was made by itself."""

    id: str  # UUID
    note_id: str  # UUID of the note it goes out from
    relation: str
    words: str
    target: LinkTarget
    made: str  # ISO 8601, UTC


@dataclass(frozen=True, slots=True)
class LinkEnd:
    """The other end of a link, as it is shown. `outward`: whether the link goes out from the side that is looked at.

    `title` is the name of the article or entity; for a note that of what it is about. `words`: the passage, or the
    beginning of the note. `span` is where to jump to in `article_id`, None where there is no sure place.
    """

    link_id: str
    relation: str
    outward: bool
    kind: MarkKind | None  # MENTION for an entity, NOTE for a note, None for an article
    note_id: str | None
    article_id: int | None
    entity_id: int | None
    title: str
    words: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Completion:
    """What `[[` can be completed to. `words` go between the brackets, `detail` tells two of one name apart.

    A NoteTarget is a claim: it gets a note without words when it is chosen.
    """

    words: str
    detail: str
    target: LinkTarget | NoteTarget
    entity_kind: EntityKind | None = None


@dataclass(frozen=True, slots=True)
class LinkSource:
    """What a link is made from or to: a note that is there, or a place that gets a note without words."""

    note_id: str | None = None
    place: NoteTarget | None = None


REFERENCE = re.compile(r"\[\[([^\[\]\n]{1,200})\]\]")
"""`[[words]]` in a note."""


@dataclass(frozen=True, slots=True)
class Reference:
    """`[[words]]` in a note; the span has the brackets."""

    words: str
    span: Span


def references(body: str) -> tuple[Reference, ...]:
    """What stands in double brackets in a note, in order; at most 200 characters each, never over a line."""
    return tuple(
        Reference(" ".join(m[1].split()), Span(m.start(), m.end())) for m in REFERENCE.finditer(body) if m[1].strip()
    )
