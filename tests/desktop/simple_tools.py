"""Worker tools that read real files but analyse by two fixed rules, so that a window test starts in a moment."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from app.domain.analysis import Analysis, Claim, ClaimKind, EntityKind, FoundEntity, Mention, Quote, QuoteKind
from app.domain.article import Article
from app.domain.original import PageSize, Picture, Places
from app.domain.spans import Span
from app.reading import language
from app.work.messages import AnalyzeText, Look
from app.worker import WorkerTools

NAMES = {"Mara Lind": ("Mara Lind", "Lind"), "Port Ellery": ("Port Ellery",)}
KINDS = {"Mara Lind": EntityKind.PERSON, "Port Ellery": EntityKind.PLACE}


class SimpleTools:
    """Knows two names; words in curly marks are quotes by Mara Lind; sentences with a digit are claims."""

    def read(self, path: str, begun: Callable[[Article], None] | None, pause: Callable[[], None]) -> Article:
        from app.reading.read import read_file

        return read_file(path, begun=begun, pause=pause)

    def look(self, job: Look, pause: Callable[[], None]) -> tuple[PageSize, ...] | Picture | Places:
        return WorkerTools().look(job, pause)

    def rest(self) -> None:
        pass

    def prepare(self, pause: Callable[[], None]) -> None:
        pass

    def model(self, pause: Callable[[], None] = lambda: None) -> str:
        return "simple 1"

    def analyze(
        self, job: AnalyzeText, advanced: Callable[[int], None], provisional: Callable[[Analysis], None]
    ) -> Analysis:
        advanced(0)
        if job.text.startswith("Slow"):
            for _ in range(40):
                time.sleep(0.05)
                advanced(1)
        entities, mentions = [], []
        for key, (name, forms) in enumerate(NAMES.items()):
            pattern = "|".join(re.escape(f) for f in forms)
            spans = [Span(*m.span()) for m in re.finditer(pattern, job.text)]
            entities.append(FoundEntity(key, name, KINDS[name], tuple(f for f in forms if f != name)))
            mentions += [Mention(s, KINDS[name], key, 0.9, ("looks like a name",)) for s in spans]
        quotes = [
            Quote((Span(*m.span()),), QuoteKind.DIRECT, None, None, 0, "Mara Lind", 0.8, ("in quotation marks",))
            for m in re.finditer("“[^”]{1,400}”", job.text)
        ]
        claims = [
            Claim(Span(*m.span()), ClaimKind.NUMBER, score=0.8, reasons=("number",))
            for m in re.finditer(r"[A-Z][^.\n“”]{0,300}\d[^.\n“”]{0,300}\.", job.text)
        ]
        present = {m.entity for m in mentions}
        return Analysis(
            tuple(e for e in entities if e.key in present or quotes),
            tuple(sorted(mentions, key=lambda m: m.span)),
            tuple(quotes),
            tuple(claims),
            "simple 1",
        )


class _TwoLanguages:
    """In the place of the model that tells languages, which takes 0.6 s to load in each test's process."""

    def rank(self, sample: str) -> list[tuple[str, float]]:
        return [("de" if re.search(r"\b(?:der|die|das|und)\b", sample) else "en", 0.0)]


def build() -> SimpleTools:
    """In the worker's process, of which each test has its own."""
    language._identifier = _TwoLanguages  # type: ignore[assignment]
    return SimpleTools()
