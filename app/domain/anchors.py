"""How a note or a decision remembers its place: quote, context and position, after the W3C Web Annotation model."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.spans import Span

CONTEXT = 32
"""Code points of prefix and suffix kept with a quote, as the Hypothesis client keeps."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """TextQuoteSelector + TextPositionSelector + the version they were made on. Never rewritten once stored."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    version: str  # Article.hash

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def anchor_at(text: str, span: Span, version: str) -> Anchor:
    """The anchor of `span` in the canonical `text` whose hash is `version`."""
    return Anchor(
        exact=span.of(text),
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
        start=span.start,
        end=span.end,
        version=version,
    )


class Certainty(StrEnum):
    """How sure a resolved place is. Only EXACT and MOVED are shown as the place itself."""

    EXACT = "exact"  # same version, or the same words at the same position
    MOVED = "moved"  # the same or nearly the same words, found without a rival
    UNCERTAIN = "uncertain"  # a best guess, shown as one, to be confirmed by the user
    ORPHAN = "orphan"  # nowhere


@dataclass(frozen=True, slots=True)
class Place:
    """Where an anchor was found; `span` is None for an orphan, the best guess when UNCERTAIN."""

    span: Span | None
    certainty: Certainty
    score: float = 1.0
