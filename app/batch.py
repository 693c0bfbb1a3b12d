"""Articles through reading and analysis without a window, one after another; a bad one never stops the rest."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from app.domain.analysis import Analysis
from app.domain.article import Article
from app.domain.languages import has_model
from app.errors import UserError

if TYPE_CHECKING:
    from app.analysis.pipeline import Analyzer
    from app.linking.registry import Registry


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be done. `about` names the file or line; `trace` is there when the fault is ours."""

    about: str
    sentence: str
    trace: str = ""

    @classmethod
    def ours(cls, about: str, error: Exception) -> Failure:
        sentence = f"Glossator failed on it ({type(error).__name__}). Please report this, with the lines below."
        return cls(about, sentence, traceback.format_exc())

    def __str__(self) -> str:
        return "\n".join(filter(None, (f"{self.about}: {self.sentence}", self.trace.rstrip())))


class Batch:
    """One run. Entity ids are one across everything that goes through it. The model is loaded once."""

    def __init__(self, *, with_model: bool = True) -> None:
        self._with_model = with_model

    @cached_property
    def _analyzer(self) -> Analyzer:
        from app.analysis.pipeline import Analyzer

        return Analyzer.load()

    @cached_property
    def _registry(self) -> Registry:
        from app.linking.registry import Registry

        return Registry()

    def load(self) -> None:
        """Load the model now, so that its absence is said once and not for every article. Raises whatever is wrong."""
        if self._with_model:
            _ = self._analyzer

    def read(self, name: str) -> Article | Failure:
        """The article in the file `name`, or what stands on standard input for "-"."""
        from app.reading.limits import Limits
        from app.reading.origin import Origin
        from app.reading.read import read_bytes, read_file

        try:
            if name == "-":
                return read_bytes(sys.stdin.buffer.read(Limits().bytes + 1), Origin())
            return read_file(name)
        except UserError as error:
            return Failure(name, str(error))
        except Exception as error:  # our bug, but one bad file never stops the rest
            return Failure.ours(name, error)

    def analyze(self, article: Article, *, attitudes: bool = False) -> Analysis:
        """What is found in the article; nothing without the model, or where it is in a language without one."""
        if not self._with_model or not has_model(article.metadata.language):
            return Analysis()
        return self._analyzer.analyze(article.text, article.blocks, attitudes=attitudes)

    def predictions(self, text: str, analysis: Analysis) -> list[dict[str, Any]]:
        """The findings as plain predictions, with the run's entity ids."""
        from app.exchange.predictions import to_predictions

        return to_predictions(analysis, text, self._registry.absorb(analysis.entities))

    def summary_of(self, article: Article, width: int) -> str:
        """The article and what is found in it, for a terminal; all of its text where there is no model."""
        from app.exchange.summary import summary, whole_text

        return summary(article, self.analyze(article), width) if self._with_model else whole_text(article, width)

    def line_of(self, name: str, article: Article) -> str:
        """One article as the JSON line that `analyze --jsonl` prints."""
        metadata = {**asdict(article.metadata), "format": article.format, "notices": list(article.notices)}
        found = self.predictions(article.text, self.analyze(article, attitudes=True))
        return _json({"id": name, "text": article.text, "metadata": metadata, "preds": found})

    def lines(self, lines: Iterable[str], failed: Callable[[Failure], None]) -> Iterator[str]:
        """For JSON lines `{"id", "text"}` the lines `{"id", "preds"}`. Offsets are those of the given text."""
        from app.reading.structure import find_structure

        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            row = _row(line)
            if row is None:
                failed(Failure(f"line {number}", 'This is not a JSON object with an "id" and a "text".'))
                continue
            text = _without_surrogates(row["text"])
            found: list[dict[str, Any]] = []
            if self._with_model and text.strip():
                try:
                    analysis = self._analyzer.analyze(text, find_structure(text).blocks, attitudes=True)
                    found = self.predictions(text, analysis)
                except Exception as error:  # our bug; the line is written without findings, so that none is missing
                    failed(Failure.ours(f"line {number} ({row['id']})", error))
            yield _json({"id": row["id"], "preds": found})


def _row(line: str) -> dict[str, Any] | None:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) and isinstance(row.get("text"), str) and "id" in row else None


def _without_surrogates(text: str) -> str:
    """Half surrogate pairs are no characters and cannot be written as UTF-8; one sign stands for one, offsets hold."""
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)


def _json(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False)
