"""The working form of a quote: token ranges instead of spans, and the numbers it was judged by."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.analysis.quotes.contents import Content, Range

NO_CUE = -1
NO_SPEAKER = -1


@dataclass(slots=True)
class Attribution:
    """A cue token with the content it attributes and the head token of who speaks.

    `options` are the contents the cue may have, the likeliest first, with the overlap foretold; `ranges` is the one
    taken, with the quotation marks that were joined to it. `how` is set where no cue claimed the words.
    """

    cue: int
    cue_score: float
    cue_row: list[float]
    options: list[tuple[float, Content]]
    ranges: tuple[Range, ...] = ()
    content_score: float = 0.0
    speaker: int = NO_SPEAKER
    speaker_score: float = 0.0
    confidence: float = 0.0
    joined: int = 0
    how: str = ""
    evidence: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.content_score, content = self.options[0]
        self.ranges = content.ranges

    @property
    def end(self) -> int:
        return self.ranges[-1][1]
