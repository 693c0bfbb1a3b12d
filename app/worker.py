"""What the worker process can do, put together inside it: reading files and analysing texts."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.domain.analysis import Analysis
from app.domain.article import Article
from app.domain.original import PageSize, Picture, Places
from app.work.messages import AnalyzeText, DrawPage, Look, MeasurePages, PlaceWords

if TYPE_CHECKING:
    from app.analysis.pipeline import Analyzer

_STEPS = ("app.analysis", "numpy", "pydantic", "thinc.api", "spacy", "app.analysis.pipeline")
"""What is imported for the model, in parts of 0.05 to 0.5 s; to load it then takes a second or two in one go.

`app.analysis` first: it keeps spaCy's command line out, which a bundle does not have.
"""

_PARSERS = tuple(f"app.reading.{name}" for name in ("read", "pdf", "html", "docx", "epub", "markdown", "odt", "rtf"))
"""What takes 0.02 to 0.15 s to import, those that are wanted most first; 15 MB of memory."""


class WorkerTools:
    """The parsers and the model. Imports both on first use: a file can be read before the model is loaded."""

    def __init__(self) -> None:
        self._analyzer: Analyzer | None = None

    def read(self, path: str, begun: Callable[[Article], None] | None, pause: Callable[[], None]) -> Article:
        from app.reading.read import read_file

        return read_file(path, begun=begun, pause=pause)

    def look(self, job: Look, pause: Callable[[], None]) -> tuple[PageSize, ...] | Picture | Places:
        from app.reading.limits import Limits

        match job:
            case MeasurePages():
                from app.reading.pdf_pages import page_sizes

                return page_sizes(job.path, Limits())
            case DrawPage():
                from app.reading.pdf_pages import draw_page

                return draw_page(job.path, job.page, job.width, Limits())
            case PlaceWords():
                from app.reading.pdf_places import places_of

                return places_of(job.path, job.text, job.blocks, Limits(), pause)

    def rest(self) -> None:
        """The guess at languages takes 80 MB and 0.6 s to load; the model stays, which takes longer."""
        from app.reading.language import forget_languages

        forget_languages()
        gc.collect()
        _give_back_memory()

    def prepare(self, pause: Callable[[], None]) -> None:
        for module in _PARSERS:
            importlib.import_module(module)
            pause()

    def model(self, pause: Callable[[], None] = lambda: None) -> str:
        if self._analyzer is None:
            for module in _STEPS:
                importlib.import_module(module)
                pause()
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


def _give_back_memory() -> None:
    """What was freed goes back to the system, where the C library keeps it otherwise (measured: glibc)."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):  # another C library has no such call
            ctypes.CDLL(None).malloc_trim(0)


def build() -> WorkerTools:
    """Handed to the bridge by name: the child calls it, so nothing heavy is imported by the window."""
    return WorkerTools()
