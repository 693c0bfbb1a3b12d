"""What the worker process can do, put together inside it: reading files and analysing texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.domain.analysis import Analysis
from app.domain.article import Article
from app.work.messages import AnalyzeText

if TYPE_CHECKING:
    from app.analysis.pipeline import Analyzer


class WorkerTools:
    """The parsers and the model. Imports both on first use: a file can be read before the model is loaded."""

    def __init__(self) -> None:
        self._analyzer: Analyzer | None = None

    def read(self, path: str) -> Article:
        from app.reading.read import read_file

        return read_file(path)

    def model(self) -> str:
        return self._loaded().model

    def analyze(
        self,
        job: AnalyzeText,
        advanced: Callable[[int], None],
        provisional: Callable[[Analysis], None],
    ) -> Analysis:
        from app.analysis.progressive import analyze_in_parts

        return analyze_in_parts(
            self._loaded(),
            job.text,
            job.blocks,
            first=job.first,
            lexicon=job.lexicon,
            advanced=advanced,
            provisional=provisional,
        )

    def _loaded(self) -> Analyzer:
        if self._analyzer is None:
            from app.analysis.pipeline import Analyzer

            self._analyzer = Analyzer.load()
        return self._analyzer


def build() -> WorkerTools:
    """Handed to the bridge by name: the child calls it, so nothing heavy is imported by the window."""
    return WorkerTools()
