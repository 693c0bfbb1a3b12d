"""Two articles that are one, and one that is two: what is told before it is done, and what it takes to go back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.marks import AnalysisState
from app.domain.resemblance import WORTH_TELLING
from app.domain.rows import plural


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article of which another may be a version. `likeness`: 0–1 (domain.resemblance)."""

    id: int
    title: str
    date: str
    source: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Version:
    """One text of an article. `added`: ISO 8601, UTC; `words`: how many it has."""

    id: int
    hash: str
    title: str
    added: str
    words: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class Holdings:
    """Row ids of what belongs to an article: its texts, and what the user put there. Anchors go with their owner."""

    versions: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()
    decisions: tuple[int, ...] = ()
    links: tuple[int, ...] = ()  # that lead to the article itself


@dataclass(frozen=True, slots=True)
class Apart:
    """All it takes to make a part of an article an article again, as it was. `tags`, `other_tags`: of the two then."""

    id: int
    version_id: int
    state: AnalysisState
    state_detail: str
    tags: tuple[str, ...]
    other_tags: tuple[str, ...]
    holdings: Holdings

    def as_state(self) -> dict[str, object]:
        """In the form that the journal keeps."""
        return {
            "id": self.id,
            "version": self.version_id,
            "state": self.state.value,
            "detail": self.state_detail,
            "tags": list(self.tags),
            "other_tags": list(self.other_tags),
            "versions": list(self.holdings.versions),
            "notes": list(self.holdings.notes),
            "decisions": list(self.holdings.decisions),
            "links": list(self.holdings.links),
        }

    @classmethod
    def of_state(cls, state: Mapping[str, object]) -> Apart:
        """What `as_state` was made of."""
        parts = [tuple(int(str(i)) for i in _listed(state, n)) for n in ("versions", "notes", "decisions", "links")]
        return cls(
            id=int(str(state["id"])),
            version_id=int(str(state["version"])),
            state=AnalysisState(str(state["state"])),
            state_detail=str(state["detail"]),
            tags=tuple(map(str, _listed(state, "tags"))),
            other_tags=tuple(map(str, _listed(state, "other_tags"))),
            holdings=Holdings(*parts),
        )


@dataclass(frozen=True, slots=True)
class Moving:
    """What goes from one article to another. `lost`: of the notes, the words whose place will not be sure any more.

    `notes` and `decisions` are those that hold; `links`, those of the notes and those to the article.
    """

    notes: int = 0
    decisions: int = 0
    links: int = 0
    tags: int = 0
    versions: int = 0
    lost: tuple[str, ...] = ()
    lost_decisions: int = 0

    @property
    def loses(self) -> int:
        return len(self.lost) + self.lost_decisions


@dataclass(frozen=True, slots=True)
class Joined:
    """What became of it: the article that goes on, and what does not find its place in its text."""

    article_id: int
    other_id: int
    moved: Moving


def likeness_in_words(likeness: float) -> str:
    """What an article offered is said to be like; "" for what has little in common (domain.resemblance: figures)."""
    if likeness >= 0.6:
        return "nearly the same words"
    return "many of the same words" if likeness >= WORTH_TELLING else ""


def comes_along(moving: Moving) -> str:
    """In one sentence: "2 notes, 1 decision and 3 links come along." """
    parts = [
        plural(number, word)
        for number, word in ((moving.notes, "note"), (moving.decisions, "decision"), (moving.links, "link"))
        if number
    ]
    if not parts:
        return "You have written nothing on it that would have to come along."
    words = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    verb = "comes" if moving.notes + moving.decisions + moving.links == 1 else "come"
    return f"{words} {verb} along."


def loses(moving: Moving) -> str:
    """In one sentence, how much will not be found in the other text for sure; "" for nothing."""
    parts = [
        plural(number, word)
        for number, word in ((len(moving.lost), "note"), (moving.lost_decisions, "decision"))
        if number
    ]
    if not parts:
        return ""
    one = moving.loses == 1
    return (
        f"{' and '.join(parts)} {'does' if one else 'do'} not find {'its' if one else 'their'} place there for sure:"
        f" {'it is' if one else 'they are'} kept and listed beside the text."
    )


def _listed(state: Mapping[str, object], name: str) -> Sequence[object]:
    value = state[name]
    return value if isinstance(value, (list, tuple)) else ()
