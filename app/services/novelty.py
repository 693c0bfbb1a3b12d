"""What is new in an article, and where the rest of it was met before."""

from __future__ import annotations

import re

from app.domain.across import Novelty
from app.domain.figures import Figure, figures
from app.services.ports import Session, Store

_QUOTES, _FIGURES = 60, 60  # looked at in one article; what comes after them is not called new
_SHORTEST_QUOTE = 4  # words: fewer are a scare quote or a title, and no news
_COMPARED = 10  # words at the beginning of a quote that are sought in earlier ones
_WORD = re.compile(r"\w+(?:['’]\w+)?")


class NewToYou:
    """Compares an article with those that were added to the library before it; later ones change nothing."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_article(self, article_id: int) -> Novelty:
        """What no earlier article has: entities as they are joined and named now, quotes of four words and more, and
        figures (`domain.figures`) in the same wording.
        """
        with self._store.reading() as session:
            head = session.articles.head(article_id)
            earlier = session.novelty.earlier(article_id)
            new, seen = session.novelty.entities(article_id)
            quotes = session.novelty.quotes(article_id, _QUOTES)
            text = session.articles.text(head.version_id)
            spans = tuple(span for span, words in quotes if _is_new_quote(session, article_id, words))
            return Novelty(article_id, earlier, new, seen, spans, _new_figures(session, article_id, text))


def _is_new_quote(session: Session, article_id: int, words: str) -> bool:
    compared = _WORD.findall(words)[:_COMPARED]
    return len(compared) >= _SHORTEST_QUOTE and not session.novelty.is_quoted_before(article_id, " ".join(compared))


def _new_figures(session: Session, article_id: int, text: str) -> tuple[Figure, ...]:
    """Each figure once, where it first stands."""
    known: dict[tuple[float, str], bool] = {}
    new = []
    for figure in figures(text)[:_FIGURES]:
        key = (figure.value, figure.unit)
        if key not in known:
            known[key] = session.novelty.is_written_before(article_id, figure.span.of(text))
            if not known[key]:
                new.append(figure)
    return tuple(new)
