"""What leaves the library and comes back into it: articles, entities and notes, each whole in itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from app.domain.analysis import EntityKind
from app.domain.anchors import Anchor
from app.domain.applying import Marks
from app.domain.article import Block, Hyperlink, Metadata
from app.domain.decisions import Decision
from app.domain.links import LinkEnd, LinkTarget
from app.domain.marks import MarkKind, Note
from app.domain.rows import ClaimRow, EntityRow, QuoteRow


@dataclass(frozen=True, slots=True)
class PortableNote:
    """A note as it is shown, with the newest anchor that is stored for it, what it is linked with, and what the words
    in double brackets in it go to. `meaning`: of its colour.
    """

    note: Note
    anchor: Anchor | None
    ends: tuple[LinkEnd, ...] = ()
    targets: Mapping[str, LinkTarget] = field(default_factory=dict)
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class PortableLink:
    """A link as a file has it. It goes to a note (UUID), or to an article that `versions`, `title` and `date` tell, or
    to the entity of that name and kind.
    """

    id: str  # UUID
    note_id: str  # UUID
    relation: str
    words: str
    made: str  # ISO 8601, UTC
    to_note: str = ""
    versions: tuple[str, ...] = ()  # hashes of the article's text, the likeliest first
    title: str = ""
    date: str = ""
    entity_name: str = ""
    entity_kind: EntityKind | None = None


@dataclass(frozen=True, slots=True)
class PortableArticle:
    """The current version of an article, its marks with decisions applied, and its notes, the oldest first."""

    id: int
    version: str  # Article.hash
    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata
    marks: Marks
    notes: tuple[PortableNote, ...]
    tags: tuple[str, ...] = ()
    rejected: tuple[Decision, ...] = ()  # marks the user said are none, as they were anchored
    links: tuple[Hyperlink, ...] = ()  # of the text, in its order


@dataclass(frozen=True, slots=True)
class PortableEntity:
    """An entity over all articles, with what it said (newest article first) and the notes on it."""

    row: EntityRow
    said: tuple[QuoteRow, ...]
    notes: tuple[PortableNote, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """The id of an article or an entity, and what it is called."""

    id: int
    name: str


class PortableLibrary(Protocol):
    """The whole library in one state, a piece at a time: it may not fit into memory."""

    def all_articles(self) -> Sequence[Named]:
        """Newest first, then removed ones that have notes."""
        ...

    def articles_of_note(self) -> Sequence[Named]:
        """Those of `all_articles` that have notes or quotes."""
        ...

    def annotated_articles(self) -> Sequence[Named]:
        """Those of `all_articles` that have notes, or marks that the user decided on."""
        ...

    def entities_of_note(self) -> Sequence[Named]:
        """Those that have notes, or are the speaker of a quote."""
        ...

    def article(self, article_id: int) -> PortableArticle: ...
    def entity(self, entity_id: int) -> PortableEntity: ...

    def loose_notes(self) -> Sequence[PortableNote]:
        """Those that are about neither an article nor an entity."""
        ...

    def links(self) -> Sequence[PortableLink]:
        """Those that go out from notes of the articles that are exported; the oldest first."""
        ...

    def colours(self) -> Mapping[str, str]:
        """What colours mean, those that mean something."""
        ...

    def quotes(self) -> Iterator[QuoteRow]: ...
    def claims(self) -> Iterator[ClaimRow]: ...

    def evidence(self, claim: ClaimRow) -> Sequence[LinkEnd]:
        """What a claim is linked with, the oldest link first. Quick where it is asked in the order of `claims`."""
        ...

    def entities(self) -> Iterator[EntityRow]: ...


@dataclass(frozen=True, slots=True)
class IncomingNote:
    """A note that was read from a file. `on`: what its passage is, as in `NoteTarget.ref`.

    `versions` are hashes of its article's text, the likeliest first; `title` and `date` tell the article where none of
    them is known. `entity_name` and `entity_kind` are set for a note on an entity; nothing is, for a note of its own.
    """

    id: str  # UUID
    body: str
    created: str
    updated: str
    quoted: str = ""
    on: MarkKind | None = None
    anchor: Anchor | None = None
    versions: tuple[str, ...] = ()
    title: str = ""
    date: str = ""
    entity_name: str = ""
    entity_kind: EntityKind | None = None
    colour: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IncomingTags:
    """The tags of an article, told as in IncomingNote."""

    tags: tuple[str, ...]
    versions: tuple[str, ...]
    title: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class IncomingMark:
    """A mark that was read from a file: what its user confirmed, corrected or added; or, `rejected`, said to be none.

    `said` has `name` and `kind` for a mention, `speaker` and `kind` for a quote, `holder`, `kind` and `status` for a
    claim, as far as the file has them. `versions`, `title`, `date`: as in IncomingNote.
    """

    on: MarkKind
    anchor: Anchor
    said: Mapping[str, str]
    versions: tuple[str, ...]
    title: str = ""
    date: str = ""
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """All that a file has. `strange` says of what was not understood what it is not; `colours`: meanings by colour."""

    notes: tuple[IncomingNote, ...] = ()
    marks: tuple[IncomingMark, ...] = ()
    links: tuple[PortableLink, ...] = ()
    tags: tuple[IncomingTags, ...] = ()
    colours: Mapping[str, str] = field(default_factory=dict)
    strange: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of the notes and marks of a file. `left_out`: a sentence for each that was not taken in."""

    came: int = 0  # notes
    were_there: int = 0
    unplaced: int = 0  # notes that came, but whose words are not found for sure: listed as such
    marks_came: int = 0
    marks_were_there: int = 0
    left_out: tuple[str, ...] = ()

    def __add__(self, other: ImportReport) -> ImportReport:
        return ImportReport(
            self.came + other.came,
            self.were_there + other.were_there,
            self.unplaced + other.unplaced,
            self.marks_came + other.marks_came,
            self.marks_were_there + other.marks_were_there,
            self.left_out + other.left_out,
        )
