"""What the window's process and the worker say to each other. Plain values, pickled over one pipe."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from app.domain.analysis import Analysis
from app.domain.article import Article, Block
from app.domain.lexicon import Lexicon
from app.domain.original import PageSize, Picture, Places


@dataclass(frozen=True, slots=True)
class ReadFile:
    """Read the file at `path`; answered by `FileRead` or `JobFailed`.

    `begin`: somebody waits to see it, so that a `FileBegun` comes before when the whole takes long.
    """

    job: int
    path: str
    begin: bool = False


@dataclass(frozen=True, slots=True)
class AnalyzeText:
    """Analyse a canonical text; answered by `TextAnalyzed` or `JobFailed`, with `Advanced` and `Provisional` before.

    `version` is the text's hash: it comes back with the answer, so that an answer about an older text is dropped.
    `first` is the code point the reader looks at: that part is read first.
    """

    job: int
    version: str
    text: str
    blocks: tuple[Block, ...]
    lexicon: Lexicon
    first: int = 0


@dataclass(frozen=True, slots=True)
class MeasurePages:
    """Tell the sizes of a PDF's pages, () for another file; answered by `Looked` or `JobFailed`, as the next two."""

    job: int
    path: str


@dataclass(frozen=True, slots=True)
class DrawPage:
    """Draw page `page` (from 0) about `width` pixels wide."""

    job: int
    path: str
    page: int
    width: int


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Find the words of a canonical text on the pages of the PDF that it was read from."""

    job: int
    path: str
    text: str
    blocks: tuple[Block, ...]


Look = MeasurePages | DrawPage | PlaceWords
"""At the pages of a file as they were laid out."""


@dataclass(frozen=True, slots=True)
class Warm:
    """Load the model as soon as nothing else is asked for, then the parsers. No answer but `Ready`."""

    job: int = 0


@dataclass(frozen=True, slots=True)
class Cancel:
    """Give up `job`, running or waiting. A job that is given up is not answered."""

    job: int


@dataclass(frozen=True, slots=True)
class Stop:
    """Leave the loop."""


Request = ReadFile | AnalyzeText | MeasurePages | DrawPage | PlaceWords | Warm | Cancel | Stop


@dataclass(frozen=True, slots=True)
class Ready:
    """The model is loaded; `model` names it as `Analysis.model` does."""

    model: str


@dataclass(frozen=True, slots=True)
class Begun:
    job: int


@dataclass(frozen=True, slots=True)
class Advanced:
    """`done` of `total` code points are read."""

    job: int
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Provisional:
    """Suggestions about a part of the text, before names are joined over the whole. Replaced by the answer."""

    job: int
    version: str
    analysis: Analysis


@dataclass(frozen=True, slots=True)
class FileBegun:
    """The beginning of a long file as an article, to be looked at until `FileRead` replaces it. It comes again when
    the job is tried again.
    """

    job: int
    article: Article


@dataclass(frozen=True, slots=True)
class FileRead:
    job: int
    article: Article


@dataclass(frozen=True, slots=True)
class TextAnalyzed:
    job: int
    version: str
    analysis: Analysis


@dataclass(frozen=True, slots=True)
class Looked:
    """What MeasurePages, DrawPage and PlaceWords come to, in this order."""

    job: int
    result: tuple[PageSize, ...] | Picture | Places


@dataclass(frozen=True, slots=True)
class JobFailed:
    """`sentence` and `next_step` are for the user; `trace` is for the log, "" when the file is to blame."""

    job: int
    sentence: str
    next_step: str
    trace: str = ""


Answer = Ready | Begun | Advanced | Provisional | FileBegun | FileRead | TextAnalyzed | Looked | JobFailed


class Cancelled(Exception):
    """Raised inside a job that was given up."""


class Tools(Protocol):
    """What the worker can do. Built inside the child, so that its imports stay out of the window's process."""

    def read(self, path: str, begun: Callable[[Article], None] | None, pause: Callable[[], None]) -> Article:
        """`begun` is given the beginning of a file that takes long, where somebody waits to see it; `pause` is called
        often while it takes long, and may raise Cancelled.
        """
        ...

    def look(self, job: Look, pause: Callable[[], None]) -> tuple[PageSize, ...] | Picture | Places:
        """`pause` is called often while it takes long, and may raise Cancelled."""
        ...

    def rest(self) -> None:
        """Nothing was asked for a while: let go of what is quickly had again."""
        ...

    def model(self, pause: Callable[[], None] = lambda: None) -> str:
        """Load the model if it is not loaded; its name. `pause` is called between the steps of it."""

    def prepare(self, pause: Callable[[], None]) -> None:
        """Nothing is asked for: have ready what the first file of a kind would wait for. `pause` as above."""
        ...

    def analyze(
        self,
        job: AnalyzeText,
        advanced: Callable[[int], None],
        provisional: Callable[[Analysis], None],
    ) -> Analysis: ...


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may take. Past `memory` (bytes) or its seconds the child is ended and the job reported."""

    read_seconds: float = 60.0
    draw_seconds: float = 20.0
    analyze_seconds: float = 90.0
    analyze_seconds_per_character: float = 0.0005  # 14 × what 6,000 words a second need
    memory: int = 4 * 1024**3

    def seconds(self, request: Request) -> float:
        if isinstance(request, AnalyzeText | PlaceWords):
            return self.analyze_seconds + self.analyze_seconds_per_character * len(request.text)
        return self.draw_seconds if isinstance(request, DrawPage) else self.read_seconds
