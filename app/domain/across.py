"""What holds over several articles: what is new, who appears with whom, what bears on a claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.analysis import EntityKind
from app.domain.figures import Figure
from app.domain.rows import ClaimRow
from app.domain.spans import Span

MOST_COUNTED = 999
"""Earlier articles of one entity are counted no further than this, so that the most frequent cost no more."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Where an entity was met before. `titles`: of the latest of these articles, at most three; the latest first."""

    name: str
    kind: EntityKind
    articles: int  # at most MOST_COUNTED
    titles: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """ "seen before in 4 articles: Ferry cuts, Who pays, …"."""
        more = "+" if self.articles == MOST_COUNTED else ""
        count = f"{self.articles:,}{more} article{'' if self.articles == 1 else 's'}"
        rest = ", …" if self.articles > len(self.titles) else ""
        return f"seen before in {count}: {', '.join(t or 'Untitled' for t in self.titles)}{rest}"


@dataclass(frozen=True, slots=True)
class Novelty:
    """What no article had that was added to the library before this one. Ids are of entities with their merges."""

    article_id: int
    earlier: int  # articles added before; 0: it is the first, and everything in it is new
    new: Mapping[int, EntityKind] = field(default_factory=dict)
    seen: Mapping[int, Seen] = field(default_factory=dict)
    quotes: tuple[Span, ...] = ()
    figures: tuple[Figure, ...] = ()

    def is_new(self, entity_id: int) -> bool:
        """Whether to say so: in the first article of a library it goes without saying."""
        return self.earlier > 0 and entity_id in self.new


@dataclass(frozen=True, slots=True)
class Node:
    """An entity in the graph of who appears with whom."""

    entity_id: int
    name: str
    kind: EntityKind
    articles: int
    mentions: int


@dataclass(frozen=True, slots=True)
class Edge:
    """Two nodes, by their places in `Network.nodes`, and in how many articles both appear."""

    a: int
    b: int
    articles: int


@dataclass(frozen=True, slots=True)
class Network:
    """`left_out`: entities that would be in it too, were there room."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int = 0

    def neighbours(self, number: int) -> tuple[tuple[int, int], ...]:
        """The nodes joined with one, each with the count of articles; those with most first."""
        found = [(e.b if e.a == number else e.a, e.articles) for e in self.edges if number in (e.a, e.b)]
        return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0])))


@dataclass(frozen=True, slots=True)
class LikeClaim:
    """A claim of another article that speaks of the same. Proposed, never judged."""

    claim: ClaimRow
    score: float  # 0–100: how many of the words are the same
    shared: tuple[str, ...]  # names of entities that are in both


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two figures of one unit, in claims that speak of the same, that are not the same: a question."""

    here: str  # "300 boats"
    there: str
    claim: ClaimRow  # that has the figure `there`


@dataclass(frozen=True, slots=True)
class ClaimFile:
    """What other articles have that bears on one claim; the likest first."""

    like: tuple[LikeClaim, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerRow:
    claim: ClaimRow
    supporting: int = 0
    contradicting: int = 0
    other: int = 0  # links of other kinds
