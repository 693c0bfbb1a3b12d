"""The spaCy component that finds the quotes of a whole article and sets `doc._.quotes`."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from app.analysis.quotes.finder import find_attitudes, find_attributions, proposals
from app.analysis.quotes.model import load_model
from app.analysis.quotes.naming import Names
from app.analysis.quotes.rendering import as_quotes
from app.analysis.quotes.syntax import Syntax


@Language.factory("glossator_quotes")
def create(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001 - the signature spaCy asks for
    """The component. Its model is read on creation; a call takes time in proportion to the text."""
    model = load_model()

    def find_quotes(doc: Doc) -> Doc:
        s = Syntax(doc)
        proposed = proposals(s, model, doc._.lexicon.not_cues)
        found = find_attributions(s, model, proposed)
        names = Names(doc, s)
        doc._.quotes = as_quotes(s, found, names)
        if doc._.asks_attitudes:
            doc._.attitudes = as_quotes(s, find_attitudes(s, model, proposed, found), names)
        return doc

    return find_quotes
